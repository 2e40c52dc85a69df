"""The same scenario gives the same data on any number of ranks."""

import os

import h5py
import pytest

from conftest import Result


@pytest.fixture(scope="module")
def reference(urker, onboard):
    return urker("inspect", "--digest", onboard.path).stdout


@pytest.mark.parametrize("ranks", [1, 2, 3, 4, 7])
def test_data_are_identical(urker, demo_file, reference, tmp_path, ranks):
    path = tmp_path / "result.h5"
    done = urker("run", demo_file, "-o", path, "--partition", "stages", ranks=ranks)
    assert done.returncode == 0, done.stderr
    assert "events on" not in done.stdout
    assert urker("inspect", "--digest", path).stdout == reference


def test_a_day_of_the_demo_is_played_before_others_have_read_it(urker, demo_file, reference, tmp_path):
    path = tmp_path / "result.h5"
    done = urker("run", demo_file, "-o", path, ranks=4)
    assert done.returncode == 0, done.stderr
    assert " on 4 ranks, the events on 1 as they are worth no more (" in done.stdout
    assert urker("inspect", "--digest", path).stdout == reference
    rows = Result(path).table("provenance/run/rank_statistics")
    assert set(rows["rank"]) == {0}
    # What goes wrong on that rank is the end of all.
    again = urker("run", demo_file, "-o", path, ranks=4)
    assert again.returncode == 73 and again.stderr.count("--force replaces it") == 1


def test_some_days_of_the_demo_are_worth_one_rank(urker, demo_file, tmp_path):
    days = ("--set", "duration=4 d")
    alone, path = tmp_path / "alone.h5", tmp_path / "result.h5"
    assert urker("run", demo_file, "-o", alone, *days).returncode == 0
    done = urker("run", demo_file, "-o", path, *days, ranks=4)
    assert done.returncode == 0, done.stderr
    assert " on 4 ranks, the events on 1 as they are worth no more (" in done.stdout
    assert (urker("inspect", "--digest", path).stdout == urker("inspect", "--digest", alone).stdout)
    rows = Result(path).table("provenance/run/rank_statistics")
    asleep = rows[rows.statistic == "asleep_share"].sort_values("rank").value
    events = rows[rows.statistic == "events"].sort_values("rank").value
    assert list(asleep)[0] == 0.0 and all(share > 0.9 for share in list(asleep)[1:])
    assert list(events)[0] > 0 and not any(list(events)[1:])


def test_ranks_awake_when_there_is_work_for_them(urker, tmp_path, demo_file):
    """With packets there is, from the first horizon on; the first of them is on trial."""
    digests, told = set(), []
    for ranks in (1, 3):
        path = tmp_path / f"{ranks}.h5"
        done = urker("run", demo_file, "-o", path, "--set", "radios.x_band_large.packet=2 Mbit",
                     "--set", "radios.x_band_small.packet=2 Mbit", ranks=ranks)
        assert done.returncode == 0, done.stderr
        told.append(done.stdout)
        digests.add(urker("inspect", "--digest", path).stdout)
    assert len(digests) == 1
    assert len(os.sched_getaffinity(0)) == 1 or "events on 1 " not in told[1]


def test_more_ranks_than_processes(urker, tmp_path):
    scenario = tmp_path / "small.yaml"
    scenario.write_text(SMALL)
    digests = set()
    for ranks in (1, 5):
        path = tmp_path / f"{ranks}.h5"
        done = urker("run", scenario, "-o", path, ranks=ranks)
        assert done.returncode == 0, done.stderr
        digests.add(urker("inspect", "--digest", path).stdout)
    assert len(digests) == 1


def test_ranks_agree_on_the_least_instruction_set(urker, tmp_path):
    scenario = tmp_path / "small.yaml"
    scenario.write_text(SMALL)
    run = [urker.path, "run", scenario, "--instruction-set", "baseline", "-o", tmp_path / "mixed.h5"]
    done = urker("run", scenario, "-o", tmp_path / "mixed.h5", ":", "-n", "1", *run, ranks=1)
    assert done.returncode == 0, done.stderr
    with h5py.File(tmp_path / "mixed.h5") as file: # written by the rank that was not told
        assert file["provenance"].attrs["instruction_set"] == "baseline"


def test_another_seed_gives_other_data(urker, demo_file, reference, tmp_path):
    path = tmp_path / "result.h5"
    assert urker("run", demo_file, "-o", path, "--set", "seed=2041").returncode == 0
    assert urker("inspect", "--digest", path).stdout != reference


SMALL = """\
urker: 1
name: small
start: 2026-08-22T00:00:00Z
duration: 6 h
organisations: {kz: {name: Kazakhstan}}
satellites:
  kazsat_3:
    owner: kz
    orbit:
      sgp4:
        epoch: 2026-08-21T10:08:16.236096Z
        mean_motion: 1.00269035 rev/d
        eccentricity: 0.0000171
        inclination: 0.0192 deg
        raan: 80.8801 deg
        argument_of_perigee: 68.3824 deg
        mean_anomaly: 31.0514 deg
        drag_term: 0
    power:
      array: {power: 5600 W}
      battery: {capacity: 9000 Wh}
      loads: {bus: 400 W, payload: 3200 W, safe: 300 W}
"""
