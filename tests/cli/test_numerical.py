"""Orbits that are integrated, from the scenario to the files, against published trajectories."""

import csv
import datetime
import math

import h5py
import pytest

from conftest import SOURCE, Result

TRUTH = SOURCE / "tests" / "data" / "orbit" / "trajectories"
SCENARIO = """\
urker: 1
name: truth
start: {start}
duration: {days} d
organisations: {{az: {{name: Azerbaijan}}}}
satellites:
  bird:
    owner: az
    power: {{array: {{power: 500 W}}, battery: {{capacity: 600 Wh}}, loads: {{bus: 170 W, safe: 90 W}}}}
    orbit:
      numerical:
        cartesian: {{epoch: {epoch}, {state}}}
        mass: {mass} kg
        forces: {{{forces}}}
"""
BURN = """gravity: {degree: 20}, tides: none, burns: [{start: 2024-01-20T15:50:00Z,
          duration: 600 s, thrust: 0.5 N, specific_impulse: 220 s}]"""
FULL = """gravity: {degree: 70}, solar_radiation: {area: 3.2 m2, coefficient: 1.3},
          drag: {area: 2.4 m2, coefficient: 2.2, atmosphere: {%s}}"""
# Name, start, forces, and the greatest distance that is allowed, m.
CASES = [
    ("leo_20x20", "2024-03-10T06:30:00Z",
     "gravity: {degree: 20}, sun: false, moon: false, tides: none", 0.01),
    ("leo_burn", "2024-01-20T15:00:00Z", BURN, 0.05),
    ("leo_full_msisconst", "2024-03-10T06:30:00Z",
     FULL % "nrlmsise00: {indices: {f107: 150, f107_average: 150, ap: 15}}", 0.05),
    ("leo_full_msis", "2024-03-10T06:30:00Z", FULL % "nrlmsise00: {}", 0.05),
    ("leo_full_hp", "2024-03-10T06:30:00Z", FULL % "harris_priester: {}", 0.05),
    ("leo_full_exp", "2024-03-10T06:30:00Z",
     FULL % "exponential: {density: 3.614e-14 kg/m3, height: 700 km, scale_height: 88.667 km}",
     0.05),
]
AXES = ("x_m", "y_m", "z_m")


def rows_of(path):
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def distance_m(a, b):
    return math.dist([float(a[axis]) for axis in AXES], [float(b[axis]) for axis in AXES])


def write_scenario(path, truth, start, forces, known=0):
    """The orbit through row `known` of the truth."""
    first = truth[known]
    begin = datetime.datetime.fromisoformat(start)
    epoch = begin + datetime.timedelta(seconds=float(first["t_s"]))
    state = ", ".join([f"{axis[0]}: {first[axis]} m" for axis in AXES] +
                      [f"v{axis[0]}: {first[f'v{axis[0]}_m_s']} m/s" for axis in AXES])
    days = float(truth[-1]["t_s"]) / 86400
    path.write_text(SCENARIO.format(start=start, epoch=f"{epoch:%Y-%m-%dT%H:%M:%SZ}", days=days,
                                    state=state, forces=forces, mass=first["mass_kg"]))


def propagate(urker, scenario, output, step, *arguments):
    done = urker("propagate", scenario, "--format", "csv", "--step", step, "--satellites", "bird",
                 "-o", output, *arguments)
    assert done.returncode == 0, done.stderr
    return rows_of(output)


@pytest.mark.parametrize("name,start,forces,tolerance_m", CASES, ids=[case[0] for case in CASES])
def test_orbits_follow_published_trajectories(urker, tmp_path, name, start, forces, tolerance_m):
    truth = rows_of(TRUTH / f"{name}.csv")
    scenario = tmp_path / "truth.yaml"
    write_scenario(scenario, truth, start, forces)
    rows = propagate(urker, scenario, tmp_path / "bird.csv", f"{truth[1]['t_s']} s")
    assert len(rows) == len(truth)
    assert max(map(distance_m, rows, truth)) < tolerance_m


def test_an_ellipsoid_moves_the_orbit_as_it_does_elsewhere(urker, tmp_path):
    """Orekit 13.1.7: its shadow instead of a sphere's moves this orbit by 0.11 m in 1 d and 0.77 m
    in 3 d."""
    truth = rows_of(TRUTH / "leo_full_msis.csv")
    scenario = tmp_path / "shadow.yaml"
    flown = {}
    for shadow in ["sphere", "ellipsoid"]:
        write_scenario(scenario, truth, "2024-03-10T06:30:00Z",
                       FULL.replace("coefficient: 1.3", f"coefficient: 1.3, shadow: {shadow}") %
                       "nrlmsise00: {}")
        flown[shadow] = propagate(urker, scenario, tmp_path / f"{shadow}.csv", "1 d")
    moved = [distance_m(a, b) for a, b in zip(flown["sphere"], flown["ellipsoid"])]
    assert moved[1] == pytest.approx(0.11, abs=0.006)
    assert moved[3] == pytest.approx(0.77, abs=0.01)


@pytest.mark.parametrize("known", [6, 12])
def test_a_state_leads_into_the_past_too(urker, tmp_path, known):
    truth = rows_of(TRUTH / "leo_burn.csv")
    scenario = tmp_path / "past.yaml"
    write_scenario(scenario, truth, "2024-01-20T15:00:00Z", BURN, known)
    rows = propagate(urker, scenario, tmp_path / "bird.csv", "7200 s")
    assert max(map(distance_m, rows, truth)) < 0.05
    for row, expected in zip(rows, truth):
        assert float(row["mass_kg"]) == pytest.approx(float(expected["mass_kg"]), abs=2e-7)


def test_a_state_before_the_run_leads_there(urker, tmp_path):
    truth = rows_of(TRUTH / "leo_20x20.csv")
    scenario = tmp_path / "before.yaml"
    write_scenario(scenario, truth, "2024-03-10T06:30:00Z", CASES[0][2])
    rows = propagate(urker, scenario, tmp_path / "bird.csv", "21600 s", "--set",
                     "start=2024-03-12T06:30:00Z", "--set", "duration=1 d")
    assert max(map(distance_m, rows, truth[8:])) < 0.01


def test_every_form_of_ephemeris_has_the_orbit(urker, tmp_path):
    truth = rows_of(TRUTH / "leo_burn.csv")
    scenario = tmp_path / "burn.yaml"
    write_scenario(scenario, truth, "2024-01-20T15:00:00Z", BURN)
    rows = propagate(urker, scenario, tmp_path / "bird.csv", "7200 s")
    for form in ["oem", "hdf5"]:
        done = urker("propagate", scenario, "--format", form, "--step", "7200 s", "--satellites",
                     "bird", "--instruction-set", "baseline", "-o", tmp_path / form)
        assert done.returncode == 0, done.stderr
    table = h5py.File(tmp_path / "hdf5")["states"]
    states = (tmp_path / "oem").read_text().split("META_STOP")[1].splitlines()
    states = [line.split() for line in states if line]
    assert len(rows) == len(table["x"]) == len(states) == 13
    for i, row in enumerate(rows):
        assert table["mass"][i] == pytest.approx(float(row["mass_kg"]), abs=1e-7)
        for axis in range(3):
            place = float(row[AXES[axis]])
            assert table["xyz"[axis]][i] == pytest.approx(place, abs=1e-4)
            assert float(states[i][1 + axis]) * 1e3 == pytest.approx(place, abs=1e-4)


def test_an_orbit_that_falls_says_so(urker, tmp_path):
    truth = rows_of(TRUTH / "leo_20x20.csv")
    scenario = tmp_path / "fall.yaml"
    write_scenario(scenario, truth, "2024-03-10T06:30:00Z", CASES[0][2])
    fall = "satellites.bird.orbit.numerical.cartesian.vx=5 km/s"
    for verb in [["run"], ["propagate", "--format", "hdf5"], ["plan"]]:
        assert [entry.name for entry in tmp_path.iterdir()] == ["fall.yaml"]
        done = urker(*verb, scenario, "--set", fall, "-o", tmp_path / "out.h5")
        assert done.returncode == (0 if verb == ["plan"] else 65)  # a plan holds what comes before
        assert "satellites.bird: no state at" in done.stderr
        assert "meets the ground" in done.stderr


SOURCE_FIELD = SOURCE / "sim" / "data" / "egm2008_70.csv"


def test_fields_and_space_weather_of_files_act_like_those_that_ship(urker, tmp_path):
    truth = rows_of(TRUTH / "leo_20x20.csv")
    lines = [line.split(",") for line in SOURCE_FIELD.read_text().splitlines() if line[0].isdigit()]
    (tmp_path / "field.gfc").write_text(
        "product_type gravity_field\nmodelname cut\nearth_gravity_constant 3.986004415e14\n"
        "radius 6378136.3\nmax_degree 4\ntide_system tide_free\nnorm fully_normalized\n"
        "errors no\nend_of_head\n" + "".join(
            f"gfc {n} {m} {c} {s}\n" for n, m, c, s in lines if int(n) <= 4))
    (tmp_path / "weather.txt").write_text(
        "DATATYPE CssiSpaceWeather\nVERSION 1.2\nBEGIN OBSERVED\n" + "".join(
            f"2024 03 {day:02} 2613  9" + " 30" * 8 + " 240" + "  15" * 9 +
            " 1.0 5 169 150.0 0 150.0 150.0 150.0 150.0 150.0\n" for day in range(8, 15)) +
        "END OBSERVED\n")
    flown = {}
    for name, field, air in [
            ("shipped", "degree: 4", "indices: {f107: 150, f107_average: 150, ap: 15}"),
            ("files", "degree: 4, file: field.gfc", "space_weather_file: weather.txt")]:
        write_scenario(tmp_path / f"{name}.yaml", truth, "2024-03-10T06:30:00Z",
                       f"gravity: {{{field}}}, drag: {{area: 10 m2, atmosphere: "
                       f"{{nrlmsise00: {{{air}}}}}}}")
        flown[name] = propagate(urker, tmp_path / f"{name}.yaml", tmp_path / f"{name}.csv", "1 d")
    assert max(map(distance_m, flown["shipped"], flown["files"])) < 1e-5
    done = urker("check", tmp_path / "files.yaml", "--set",
                 "satellites.bird.orbit.numerical.forces.gravity.degree=5")
    assert done.returncode == 65 and "this field ends at degree 4" in done.stderr
    done = urker("check", tmp_path / "files.yaml", "--set", "start=2024-03-14T00:00:00Z")
    assert "satellites.bird: the orbit leaves its table of space weather" in done.stdout
    assert "space weather" not in urker("check", tmp_path / "files.yaml").stdout


RAISING = SOURCE / "scenarios" / "orbit_raising.yaml"


def test_a_burn_raises_the_orbit(urker, tmp_path):
    assert "burn" not in urker("check", RAISING).stdout
    short = urker("check", RAISING, "--set", "duration=2 h").stdout
    assert "satellites.riser: its burn of 2026-08-22T06:00:00.000Z is after the run" in short
    burns = "satellites.riser.orbit.numerical.forces.burns"
    heights = {}
    for name, sets in [("burn", []), ("none", ["--set", f"{burns}=[]"])]:
        done = urker("propagate", RAISING, "--format", "csv", "--satellites", "riser", "-o",
                     tmp_path / name, *sets)
        assert done.returncode == 0, done.stderr
        rows = rows_of(tmp_path / name)[12 * 60:]
        heights[name] = sum(math.hypot(*(float(row[a]) for a in AXES)) for row in rows) / len(rows)
    # The rocket equation, and 2 a dv / v for the semi-major axis.
    speed = 9.80665 * 220 * math.log(120 / (120 - 660 / (9.80665 * 220)))
    assert heights["burn"] - heights["none"] == pytest.approx(2 * 6878e3 * speed / 7612, rel=0.05)


def test_the_plan_and_the_run_are_the_same_on_any_number_of_ranks(urker, tmp_path):
    for verb in ["plan", "run"]:
        digests = set()
        for ranks in [1, 2, 3]:
            path = tmp_path / f"{verb}{ranks}.h5"
            done = urker(verb, RAISING, "-o", path, ranks=ranks)
            assert done.returncode == 0, done.stderr
            digests.add(urker("inspect", "--digest", path).stdout)
        assert len(digests) == 1
    assert len(Result(tmp_path / "plan1.h5").table("contacts")) > 10


def test_ranks_share_the_integration(urker, tmp_path):
    """Twenty orbits make three blocks; one of them starts after the run."""
    head, bird = SCENARIO.format(start="2024-03-10T06:30:00Z", days=0.25, mass=100,
                                 epoch="EPOCH", state="STATE", forces="gravity: {degree: 4}"
                                 ).split("satellites:\n")
    flock = ""
    for i in range(20):
        turn = 0.3 * i
        x, y = 7e3 * math.cos(turn), 7e3 * math.sin(turn)
        state = f"x: {x} km, y: {y} km, z: 0 km, vx: 0 km/s, vy: 0 km/s, vz: 7.5 km/s"
        day = 12 if i == 11 else 10
        flock += bird.replace("bird:", f"bird_{i:02}:").replace("STATE", state).replace(
            "EPOCH", f"2024-03-{day}T06:30:00Z")
    (tmp_path / "flock.yaml").write_text(head + "satellites:\n" + flock)
    digests = set()
    for ranks in [1, 2, 3]:
        path = tmp_path / f"{ranks}.h5"
        done = urker("plan", tmp_path / "flock.yaml", "--pairs", "all", "-o", path, ranks=ranks)
        assert done.returncode == 0, done.stderr
        digests.add(urker("inspect", "--digest", path).stdout)
    assert len(digests) == 1
    assert len(set(Result(tmp_path / "1.h5").table("eclipses").satellite)) > 10
