"""Ephemerides of a scenario's satellites as files."""

import csv
import math
import xml.etree.ElementTree

import h5py
import pytest

HOUR = ["--duration", "1 h", "--step", "600s"]


def rows_of(path):
    lines = [line for line in path.read_text().splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def kvn_states(path):
    text = path.read_text()
    head, data = text.split("META_STOP")
    fields = dict(line.split(" = ") for line in head.splitlines() if " = " in line)
    return fields, [line.split() for line in data.splitlines() if line]


@pytest.fixture(scope="module")
def one(urker, demo_file, tmp_path_factory):
    """One satellite in every form."""
    folder = tmp_path_factory.mktemp("one")
    for form in ["csv", "oem", "oem-xml", "hdf5"]:
        done = urker("propagate", demo_file, "--satellites", "imece", *HOUR, "--format", form,
                     "-o", folder / form)
        assert done.returncode == 0, done.stderr
        assert "7 states in 1 file" in done.stdout
    return folder


def test_forms_hold_the_same_states(one):
    rows = rows_of(one / "csv")
    fields, kvn = kvn_states(one / "oem")
    tree = xml.etree.ElementTree.parse(one / "oem-xml").getroot()
    vectors = tree.findall("body/segment/data/stateVector")
    table = h5py.File(one / "hdf5")["states"]
    assert len(rows) == len(kvn) == len(vectors) == len(table["x"]) == 7
    assert fields["REF_FRAME"] == "GCRF" and fields["TIME_SYSTEM"] == "UTC"
    assert fields["START_TIME"] == kvn[0][0] and fields["STOP_TIME"] == kvn[-1][0]
    for i, row in enumerate(rows):
        assert float(row["t_s"]) == 600 * i
        assert row["mass_kg"] == ""
        assert kvn[i][0] == vectors[i].find("EPOCH").text
        assert kvn[i][0].startswith(row["utc"].rstrip("Z"))
        for axis, column in enumerate("xyz"):
            place, speed = float(row[column + "_m"]), float(row[f"v{column}_mps"])
            assert table[column][i] == pytest.approx(place, abs=1e-6)
            assert float(kvn[i][1 + axis]) * 1e3 == pytest.approx(place, abs=2e-6)
            assert float(kvn[i][4 + axis]) * 1e3 == pytest.approx(speed, abs=2e-9)
            assert float(vectors[i].find(column.upper()).text) * 1e3 == pytest.approx(place,
                                                                                    abs=2e-6)
        assert 6.8e6 < math.hypot(*(float(row[c + "_m"]) for c in "xyz")) < 7.3e6


def test_all_satellites_go_to_a_folder(urker, demo_file, tmp_path):
    done = urker("propagate", demo_file, *HOUR, "--format", "oem", "-o", tmp_path / "all")
    assert done.returncode == 0, done.stderr
    files = sorted((tmp_path / "all").iterdir())
    assert len(files) == 9 and all(file.suffix == ".oem" for file in files)
    assert "azersky" in done.stderr


BIRD = """
    owner: az
    power: {array: {power: 500 W}, battery: {capacity: 600 Wh}, loads: {bus: 170 W, safe: 90 W}}
    orbit: """
ORBITS = {
    "lines": "{tle: ['1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753', "
             "'2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667']}",
    "kepler": "{keplerian: {semi_major_axis: 7000 km, inclination: 98 deg, raan: 10 deg, "
              "mean_anomaly: 0 deg}}",
    "drift": "{j2_secular: {semi_major_axis: 7000 km, inclination: 98 deg, raan: 10 deg, "
             "mean_anomaly: 0 deg, epoch: 2026-08-21T00:00:00Z}}",
    "state": "{cartesian: {x: 7000 km, y: 0 km, z: 0 km, vx: 0 km/s, vy: 0 km/s, vz: 7.546 km/s}}",
    "sso": "{sun_synchronous: {altitude: 621.863 km, descending_node_time: 10.5 h}}",
    "repeat": "{repeat_ground_track: {revolutions: 15, days: 1, inclination: 98 deg, raan: 0 deg}}",
    "geo": "{geostationary: {longitude: 46 deg}}",
}
RADII_KM = {"kepler": 7000, "drift": 7000, "state": 7000, "sso": 7000, "repeat": 6940, "geo": 42164}


def test_every_form_of_orbit_flies(urker, tmp_path):
    scenario = tmp_path / "forms.yaml"
    scenario.write_text("urker: 1\nname: forms\nstart: 2026-08-22T00:00:00Z\nduration: 2 h\n"
                        "organisations: {az: {name: Azerbaijan}}\nsatellites:" + "".join(
                            f"\n  {name}:{BIRD}{orbit}" for name, orbit in ORBITS.items()))
    done = urker("propagate", scenario, "--format", "csv", "--step", "5 min", "-o", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    for name, radius in RADII_KM.items():
        rows = rows_of(tmp_path / "out" / f"{name}.csv")
        assert len(rows) == 25
        for row in rows:
            r = math.hypot(*(float(row[c + "_m"]) for c in "xyz"))
            assert r == pytest.approx(radius * 1e3, abs=5e3)
    assert urker("run", scenario, "-o", tmp_path / "x.h5").returncode == 0


@pytest.mark.parametrize("form", ["csv", "oem", "hdf5"])
def test_an_existing_file_is_kept_unless_forced(urker, demo_file, tmp_path, form, one):
    path = tmp_path / "x"
    path.write_bytes((one / form).read_bytes())
    before = path.read_bytes()
    command = ["propagate", demo_file, "--satellites", "imece", "--duration", "10 min", "--format",
               form, "-o", path]
    done = urker(*command)
    assert done.returncode == 73 and "--force" in done.stderr
    assert path.read_bytes() == before
    assert urker(*command, "--force").returncode == 0
    assert path.read_bytes() != before
    assert [entry.name for entry in tmp_path.iterdir()] == ["x"]


@pytest.mark.parametrize("arguments,code", [
    (["--satellites", "nobody"], 64), (["--step", "0 s"], 64), (["--step", "60 m"], 64),
    (["--step", "60"], 64), (["--duration", "25 h"], 64), (["--start", "2020-01-01T00:00:00Z"], 64),
    (["--start", "tomorrow"], 64), (["--satellites", "azersky"], 65),
    (["--set", "satellites.imece.orbit.sgp4.eccentricity=0.9"], 65)])
def test_errors_leave_nothing(urker, demo_file, tmp_path, arguments, code):
    done = urker("propagate", demo_file, *arguments, "--format", "oem", "-o", tmp_path / "out")
    assert done.returncode == code, done.stderr
    assert done.stderr
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there_is_73(urker, demo_file, tmp_path):
    done = urker("propagate", demo_file, "--format", "oem", "-o", tmp_path / "a" / "b")
    assert done.returncode == 73
    assert not list(tmp_path.iterdir())
