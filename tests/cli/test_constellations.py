"""Scenarios with a pattern of satellites, end to end."""

import csv
import itertools
import math

import pytest

from conftest import SOURCE, Result

WALKER = SOURCE / "scenarios" / "walker.yaml"
NAMES = [f"relay_{plane:02}_{slot:02}" for plane in (1, 2, 3) for slot in range(1, 9)]


def test_check_counts_the_satellites(urker):
    done = urker("check", WALKER)
    assert done.returncode == 0, done.stderr
    assert "24 in service" in done.stdout


def test_plan_holds_every_satellite_and_the_pattern_shows_in_it(urker, tmp_path):
    done = urker("plan", WALKER, "-o", tmp_path / "plan.h5")
    assert done.returncode == 0, done.stderr
    plan = Result(tmp_path / "plan.h5")
    assert list(plan.table("satellites").satellite) == NAMES
    contacts = plan.table("contacts")
    assert set(contacts.satellite) == set(NAMES)
    # Satellites of a plane follow each other into the shadow by an eighth of the period.
    eclipses = plan.table("eclipses")
    starts = {name: list(rows.penumbra_begin)[1] for name, rows in eclipses.groupby("satellite")}
    assert len(starts) == 16  # one plane is lit all the time
    period = 2 * math.pi * math.sqrt(7578137.0**3 / 3.986004415e14)
    for plane in {name[:8] for name in starts}:
        times = sorted(t % period for name, t in starts.items() if name.startswith(plane))
        gaps = [later - earlier for earlier, later in itertools.pairwise(times)]
        assert gaps == pytest.approx([period / 8] * 7, rel=0.01)


def test_neighbours_keep_their_distance(urker, tmp_path):
    done = urker("propagate", WALKER, "--format", "csv", "--step", "1h", "-o", tmp_path / "states")
    assert done.returncode == 0, done.stderr

    def places(name):
        with open(tmp_path / "states" / f"{name}.csv", encoding="utf-8") as file:
            rows = list(csv.reader(line for line in file if not line.startswith("#")))
        return [[float(cell) for cell in row[2:5]] for row in rows[1:]]

    tracks = {name: places(name) for name in NAMES}
    for plane, slot in itertools.product((1, 2, 3), range(1, 9)):
        here = tracks[f"relay_{plane:02}_{slot:02}"]
        following = tracks[f"relay_{plane:02}_{slot % 8 + 1:02}"]
        assert len(here) == 25
        for a, b in zip(here, following):
            cosine = sum(x * y for x, y in zip(a, b)) / math.hypot(*a) / math.hypot(*b)
            assert math.degrees(math.acos(cosine)) == pytest.approx(45.0, abs=1e-6)
