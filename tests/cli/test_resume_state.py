"""A checkpoint holds all that processes know of the past.

The demo made hard: memory binds the planners, which plan every 3 min; strips drain the batteries so that
safe mode breaks them off and halts slow jobs on board; clouds want cells taken again. Whatever field a
process did not save, a run that goes on from one of the cuts would end otherwise, so each cut stands
where one more field matters.
"""

import shutil

import pytest

from conftest import simulate
from test_resume import digest, leave_two_checkpoints, resumed_digest

HARD = [word for setting in (
    "duration=12 h",
    "environment.clouds.mean_cover=60 %",
    "operations.*.planning.interval=3 min",
    "operations.*.planning.booking_time=1 min",
    "operations.*.planning.horizon=4 h",
    "satellites.*.storage.capacity=40 Gbit",
    *(f"radios.x_{rate}mbit.rates=[{{rate: 25 Mbit/s, required_ebn0: 3 dB}}]"
      for rate in (320, 310, 300, 160, 100, 80)),
    "satellites.kazeosat_1.processing=ground",
    "satellites.kazeosat_2.processing=ground",
    "satellites.*.power.battery.capacity=400 Wh",
    "satellites.*.power.battery.safe_mode=80 %",
    "satellites.*.power.battery.recovery=85 %",
    "satellites.*.power.battery.for_imaging=82 %",
    "satellites.gokturk_1.imager.power=40 kW",
    "satellites.kazeosat_1.imager.power=40 kW",
    "computers.*.stages.cloud_mask.throughput=10 Mbit/s",
    "computers.*.stages.cloud_mask.power=400 W",
) for word in ("--set", setting)]


@pytest.fixture(scope="module")
def whole(urker, tmp_path_factory):
    return simulate(urker, tmp_path_factory.mktemp("whole"), "x", *HARD)


def test_it_is_hard(whole):
    for name in ("scenes_interrupted", "scenes_refused", "safe_modes"):
        assert sum(whole.metric("satellites", name).values()) > 0, name
    jobs, power = whole.table("compute"), whole.table("power")
    halts = power[(power.cause == "safe_mode") & (power.satellite == "gokturk_1")].time
    mine = jobs[jobs.satellite == "gokturk_1"]
    assert any(((mine.begin < halt) & (halt < mine.end)).any() for halt in halts)


@pytest.mark.parametrize("cuts_s, ranks", [
    ((4060, 16820), (2, None)),   # tasks told and not begun; a strip broken off, a job halted
    ((20890, 21300), (None, 2)),  # reports of clouded cells; planned between the ends of two passes
    ((23100, 26850), (3, None)),
])
def test_each_cut_ends_as_if_nothing_had_been(urker, demo_file, whole, tmp_path, cuts_s, ranks):
    expected = digest(urker, whole.path)
    saving = [word for cut in cuts_s for word in ("--checkpoint-at", f"{cut}s")]
    newer = leave_two_checkpoints(urker, demo_file, tmp_path / "newer.h5", options=[*HARD, *saving])
    older = tmp_path / "older.h5.run"
    shutil.copytree(newer, older)
    max(older.glob("*.state")).write_bytes(b"")  # so that the run goes on from the one before
    for folder, count in zip((older, newer), ranks):
        assert resumed_digest(urker, folder, ranks=count) == expected
