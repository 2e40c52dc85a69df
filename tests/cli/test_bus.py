"""A satellite whose bus is modelled in full: attitude, panels, ageing battery, temperatures.

It joins the demo, so that it images, computes and sends; books, ranks, checkpoints and tolerances.
"""

import pathlib
import shutil

import numpy as np
import pytest

from conftest import Result
from test_resume import digest, leave_two_checkpoints, resumed_digest

SCENARIOS = sorted((pathlib.Path(__file__).resolve().parents[2] / "scenarios").glob("*.yaml"))
OTS = """
  ots:
    from: cubesat_12u
    owner: tr
    orbit: {sun_synchronous: {altitude: 525 km, descending_node_time: 10.5 h}}
    radio: {type: x_80mbit}
    computer: {type: board_small}
    pipeline: {type: eo_screen}
"""
WITH_BUS = ["--set", "duration=12 h",
            # Hungry, so that shedding and thermostats have work.
            "--set", "satellites.ots.power.loads.bus=16 W",
            "--set", "satellites.ots.power.battery.initial=66 %",
            "--set", "satellites.ots.power.loads.payload=6 W"]
# Not `full`: with next to no surplus its instant says nothing.
SWITCHINGS = ("shed", "restored", "limit", "limit_over", "heater_on", "heater_off", "safe_mode",
              "recovery")


@pytest.fixture(scope="module")
def bus_file(demo_file, tmp_path_factory):
    """The demo with one satellite more."""
    folder = tmp_path_factory.mktemp("scenario")
    shutil.copytree(demo_file.parent / "catalog", folder / "catalog")
    text = demo_file.read_text(encoding="utf-8")
    assert text.count("\nsatellites:\n") == 1
    path = folder / "bus.yaml"
    path.write_text(text.replace("\nsatellites:\n", "\nsatellites:" + OTS), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def whole(urker, bus_file, tmp_path_factory):
    path = tmp_path_factory.mktemp("bus") / "x.h5"
    done = urker("run", bus_file, "-o", path, *WITH_BUS)
    assert done.returncode == 0, done.stderr
    return Result(path)


def test_it_turns_images_and_sends(whole):
    attitude = whole.table("attitude")
    assert {"imaging", "downlink", "charging"} <= set(attitude.activity)
    assert (attitude.held > attitude.time).all()
    images = whole.table("images")
    assert (images.satellite == "ots").any()
    assert whole.metric("satellites", "bits_sent")["ots"] > 0
    assert len(whole.table("temperatures").node.unique()) == 4
    power = whole.table("power")
    assert set(power[power.satellite == "ots"].cause) & set(SWITCHINGS)


def test_each_orbit_is_balanced(whole):
    orbits = whole.table("orbit_power")
    assert len(orbits) >= 7
    demanded = orbits[[name for name in orbits if name.startswith("demanded_")]].sum(axis=1)
    open_j = (orbits.generated - orbits.shed - (demanded - orbits.unserved) - orbits.lost
              - orbits.stored)
    assert np.abs(open_j).max() < 1e-3
    full = orbits.iloc[1:-1]
    assert np.allclose(full.end - full.begin, 5710, atol=40)
    assert (full.sunlit < 0.75 * (full.end - full.begin)).all()
    assert (full.lost >= 0).all() and (full.shed >= 0).all()


def test_a_strip_is_only_taken_where_the_pointing_is_held(whole):
    attitude = whole.table("attitude")
    images = whole.table("images")
    turned = attitude[attitude.activity == "imaging"]
    for begin in images[images.satellite == "ots"].begin:
        last = turned[turned.time <= begin].iloc[-1]
        assert last.held <= begin


@pytest.mark.parametrize("ranks", [2, 3])
def test_same_result_on_any_number_of_ranks(urker, bus_file, whole, tmp_path, ranks):
    path = tmp_path / "x.h5"
    done = urker("run", bus_file, "-o", path, *WITH_BUS, ranks=ranks)
    assert done.returncode == 0, done.stderr
    assert digest(urker, path) == digest(urker, whole.path)


def test_a_run_that_goes_on_ends_as_if_nothing_had_been(urker, bus_file, whole, tmp_path):
    saving = ["--checkpoint-at", "11000s", "--checkpoint-at", "23456s"]
    folder = leave_two_checkpoints(urker, bus_file, tmp_path / "x.h5",
                                   options=[*WITH_BUS, *saving])
    assert resumed_digest(urker, folder, ranks=2) == digest(urker, whole.path)


def test_tightening_the_tolerance_moves_neither_charge_nor_events(urker, bus_file, whole,
                                                                  tmp_path):
    path = tmp_path / "tight.h5"
    done = urker("run", bus_file, "-o", path, *WITH_BUS, "--set",
                 "satellites.ots.power.tolerance=1e-11")
    assert done.returncode == 0, done.stderr
    loose, tight = (r.table("power") for r in (whole, Result(path)))
    loose, tight = (t[t.satellite == "ots"] for t in (loose, tight))
    capacity = 90 * 3600
    assert abs(loose.charge.iloc[-1] - tight.charge.iloc[-1]) < 1e-6 * capacity
    for cause in SWITCHINGS:
        a, b = (t[t.cause == cause].time.to_numpy() for t in (loose, tight))
        assert len(a) == len(b), cause
        assert np.abs(a - b).max(initial=0.0) < 1e-3, cause


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.stem)
def test_energy_and_momentum_are_conserved_in_every_scenario(urker, scenario, tmp_path):
    path = tmp_path / "x.h5"
    done = urker("run", scenario, "-o", path, "--set", "duration=6 h")
    assert done.returncode == 0, done.stderr
    result = Result(path)
    books = {name: result.metric("satellites", name) for name in (
        "energy_generated", "energy_used", "energy_shed", "energy_lost_in_battery",
        "energy_stored")}
    for satellite, generated in books["energy_generated"].items():
        spent = sum(books[name][satellite] for name in books if name != "energy_generated")
        assert spent == pytest.approx(generated, abs=1e-6 * (generated + 3600.0))
    for name in ("energy_shed", "energy_lost_in_battery", "energy_unserved"):
        assert all(value >= -1e-3 for value in result.metric("satellites", name).values())
