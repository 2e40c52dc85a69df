"""Burns that satellites plan: the book of propellant, refusals, ranks and checkpoints."""

import numpy
import pytest

from conftest import SOURCE, Result

OTS = SOURCE / "scenarios" / "ots_cubesat.yaml"
SHORT = ("--set", "duration=6 d", "--set", "satellites.*.propulsion.strategies=["
         "{phase: {name: commissioning, duration: 9 h}}, {raise: {altitude: 521 km}}, "
         "{avoid: {at: 2027-01-03T12:00:00Z, distance: 300 m}}, {phasing: {angle: 4 deg, "
         "duration: 3 d}}, {keep: {altitude: 521 km, dead_band: 60 m}}]")


@pytest.fixture(scope="module")
def short(urker, tmp_path_factory):
    path = tmp_path_factory.mktemp("ots") / "x.h5"
    done = urker("run", OTS, "-o", path, *SHORT)
    assert done.returncode == 0, done.stderr
    return Result(path), done.stderr


def test_propellant_is_conserved(short):
    result, _ = short
    made = result.table("manoeuvres")
    made = made[made.outcome == "done"]
    history = result.table("orbit_history")
    at_start = result.metric("satellites", "propellant_at_start")
    used = result.metric("satellites", "propellant_used")
    left = result.metric("satellites", "propellant_left")
    mass = result.metric("satellites", "final_mass")
    assert len(used) == 4
    for key, kg in used.items():
        own = made[made.satellite == key]
        assert len(own) > 0 and kg > 0.0
        assert numpy.isclose(own.propellant.sum(), kg, rtol=1e-9)
        assert numpy.isclose(at_start[key] - kg, left[key], rtol=1e-9) and left[key] >= 0.0
        assert numpy.isclose(mass[key], 20.0 - kg, rtol=1e-12)
        marks = history[history.satellite == key]
        assert numpy.allclose(20.0 - marks.mass, at_start[key] - marks.propellant, atol=1e-9)
        # The rocket equation, burn by burn; burns do not overlap.
        exhaust = own.delta_v.abs() / -numpy.log1p(-own.propellant / own.mass)
        assert numpy.allclose(exhaust, exhaust.iloc[0], rtol=1e-6)
        assert (own.begin.to_numpy()[1:] >= own.end.to_numpy()[:-1]).all()


def test_burns_take_the_power_of_the_thruster(short):
    result, _ = short
    power = result.metric("satellites", "energy_demanded_propulsion")
    burning = result.metric("satellites", "burning_time")
    assert numpy.isclose(power["ots_cold_gas"], 5.0 * burning["ots_cold_gas"], rtol=1e-9)
    assert power["ots_hall"] > 150.0 * burning["ots_hall"]  # and the warm-up


def test_what_is_refused_is_told_and_the_run_goes_on(short):
    result, told = short
    strategies = result.table("strategies")
    feep = strategies[strategies.satellite == "ots_feep"].set_index("kind")
    assert feep.outcome["avoid"] == "refused"
    assert feep.result["avoid"].startswith("thrust: a burn of ")
    assert "satellites.ots_feep.propulsion.strategies[2]: avoid was refused: thrust" in told
    green = strategies[strategies.satellite == "ots_green"].set_index("kind")
    assert list(green.outcome[["phase", "raise", "avoid"]]) == ["done"] * 3


def test_burns_are_the_same_on_any_number_of_ranks(urker, short, tmp_path):
    result, _ = short
    expected = urker("inspect", "--digest", result.path).stdout
    for ranks in (2, 3):
        path = tmp_path / f"{ranks}.h5"
        done = urker("run", OTS, "-o", path, *SHORT, ranks=ranks)
        assert done.returncode == 0, done.stderr
        assert urker("inspect", "--digest", path).stdout == expected


def test_a_run_with_burns_goes_on_after_a_stop(urker, short, tmp_path):
    result, _ = short
    path = tmp_path / "x.h5"
    done = urker("run", OTS, "-o", path, *SHORT, "--checkpoint-at", "2 d", "--max-walltime", "1ms",
                 ranks=2)
    assert done.returncode == 75, done.stderr
    done = urker("resume", tmp_path / "x.h5.run")
    assert done.returncode == 0, done.stderr
    assert (urker("inspect", "--digest", path).stdout
            == urker("inspect", "--digest", result.path).stdout)


@pytest.mark.parametrize("change, told", [
    ("orbit.numerical.forces.burns=[{start: 2027-01-02T00:00:00Z, duration: 9 s, thrust: 1 N, "
     "specific_impulse: 200 s}]", "burns are either stated with the forces or planned"),
    ("propulsion.thruster.propellant=20 kg", "the propellant is part of the orbit's mass"),
    ("propulsion.strategies=[{raise: {altitude: 500 km}, keep: {altitude: 500 km}}]", "exactly one"),
])
def test_what_makes_no_sense_is_refused_with_its_place(urker, change, told):
    done = urker("check", OTS, "--set", f"satellites.ots_green.{change}")
    assert done.returncode == 65
    assert told in done.stderr


def test_a_thruster_that_fails_does_not_fly_its_burn(urker, short, tmp_path):
    result, _ = short
    sound = result.table("manoeuvres").query("satellite == 'ots_green' and outcome == 'done'")
    hit = sound.iloc[1]
    failure = round(hit.begin + 0.5 * (hit.end - hit.begin))
    at = numpy.datetime64("2027-01-01T00:00:00") + numpy.timedelta64(failure, "s")
    path = tmp_path / "x.h5"
    done = urker("run", OTS, "-o", path, *SHORT, "--set",
                 f"satellites.ots_green.faults={{valve: {{unit: propulsion, at: {at}Z}}}}")
    assert done.returncode == 0, done.stderr
    broken = Result(path)
    flown = broken.table("manoeuvres").query("satellite == 'ots_green'")
    cut = flown[flown.outcome == "cut_off"]
    assert len(cut) == 1 and cut.end.iloc[0] == pytest.approx(failure, abs=1e-3)
    assert cut.propellant.iloc[0] == pytest.approx(0.5 * hit.propellant, rel=0.1)
    later = flown[flown.decided > failure]
    assert (later.outcome == "refused").all()
    assert later.reason.str.startswith("thruster: lost after").all() or later.empty
    strategies = broken.table("strategies").query("satellite == 'ots_green'")
    assert strategies[strategies.outcome == "refused"].result.str.startswith("thruster: lost").any()
    assert "thruster: lost after" in done.stderr
    # The log says what was lost: the burns that were decided and not flown to their end.
    log = broken.table("faults").query("satellite == 'ots_green' and unit == 'propulsion'")
    assert list(log.event) == ["lost", "end"]
    assert log.lost_events.iloc[1] == flown.outcome.isin(["cut_off", "failed"]).sum()
    # And the orbit stays where the failure left it.
    history = broken.table("orbit_history").query(f"satellite == 'ots_green' and time > {failure}")
    assert history.delta_v.nunique() == 1 and history.propellant.nunique() == 1


def test_a_battery_ages_to_the_end_of_an_integrated_orbit(urker, tmp_path):
    path = tmp_path / "x.h5"
    done = urker("run", OTS, "-o", path, "--set", "duration=13 h")
    assert done.returncode == 0, done.stderr
    result = Result(path)
    orbits = result.table("orbit_power")
    assert orbits.satellite.nunique() == 4
    for satellite, own in orbits.groupby("satellite"):
        assert len(own) >= 8 and (own.sort_values("orbit").capacity.diff().dropna() < 0).all()
        lost = 1 - own.capacity.min() / (150 * 3600)
        to_time = result.metric("satellites", "battery_lost_to_time")[satellite]
        to_cycles = result.metric("satellites", "battery_lost_to_cycles")[satellite]
        assert to_time < lost <= to_time + to_cycles
