"""`urker plan` on satellites of CCSDS messages, alone and beside two-line elements."""

import csv
import json

import pytest

SPAN = ("--start", "2026-08-22T00:00:00Z", "--duration", "12h")
LINES = ("1 99001U 26999A   26234.00000000  .00000000  00000-0  10000-4 0  9996",
         "2 99001  97.5000  10.0000 0010000  90.0000 270.0000 15.20000000    11")
OBJECT = {"OBJECT_NAME": "INVENTED", "OBJECT_ID": "2026-999A", "EPOCH": "2026-08-22T00:00:00",
          "MEAN_MOTION": 15.2, "ECCENTRICITY": 0.001, "INCLINATION": 97.5, "RA_OF_ASC_NODE": 10.0,
          "ARG_OF_PERICENTER": 90.0, "MEAN_ANOMALY": 270.0, "NORAD_CAT_ID": 99001, "BSTAR": 1e-5}
SCENARIO = """
urker: 1
name: one
start: 2026-08-22T00:00:00Z
duration: 12 h
organisations: {hu: {name: Hungary}}
satellites:
  invented:
    owner: hu
    norad_id: 99001
    orbit: {omm: {file: sets.json}}
    power: {array: {power: 500 W}, battery: {capacity: 600 Wh}, loads: {bus: 170 W, safe: 90 W}}
"""


@pytest.fixture
def files(urker, tmp_path):
    (tmp_path / "sets.tle").write_text("INVENTED\n" + "\n".join(LINES) + "\n")
    (tmp_path / "sets.json").write_text(json.dumps([OBJECT]))
    (tmp_path / "sites.csv").write_text("site,lat_deg,lon_deg,h_m,mask_deg\n0,47.5,19,100,5\n"
                                        "1,60,-100,0,0\n")
    (tmp_path / "s.yaml").write_text(SCENARIO)
    done = urker("propagate", tmp_path / "s.yaml", "--format", "oem", "--step", "30s", "-o",
                 tmp_path / "states")
    assert done.returncode == 0, done.stderr
    return tmp_path


def plan(urker, files, name, *satellites, span=SPAN, **options):
    done = urker("plan", *satellites, "--sites", files / "sites.csv", *span, "--csv", "-o",
                 files / name, **options)
    assert done.returncode == 0, done.stderr
    return done


def windows(files, name, table="windows.csv"):
    with open(files / name / table, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_mean_elements_and_two_lines_give_the_same_plan(urker, files):
    plan(urker, files, "tle", "--tle", files / "sets.tle")
    plan(urker, files, "omm", "--omm", files / "sets.json")
    assert len(windows(files, "tle")) > 4
    for table in ("windows.csv", "eclipses.csv"):
        assert (files / "tle" / table).read_bytes() == (files / "omm" / table).read_bytes()


def test_an_ephemeris_gives_the_plan_of_what_it_was_made_from(urker, files):
    plan(urker, files, "both", "--tle", files / "sets.tle", "--oem", files / "states/invented.oem",
         ranks=2)
    for table, columns in (("windows.csv", ("aos_s", "los_s")),
                           ("eclipses.csv", ("enter_s", "exit_s"))):
        rows = windows(files, "both", table)
        ours, theirs = ([[float(row[column]) for column in columns] for row in rows
                         if row["sat"] == number] for number in ("0", "1"))
        assert len(ours) > 4
        assert len(ours) == len(theirs)
        for a, b in zip(ours, theirs):
            assert a == pytest.approx(b, abs=2e-6)


def test_where_an_ephemeris_ends_so_does_its_plan(urker, files):
    longer = ("--start", "2026-08-22T06:00:00Z", "--duration", "12h")
    done = plan(urker, files, "late", "--oem", files / "states/invented.oem", span=longer)
    assert "invented (99001, number 0 in the file) is planned until 2026-08-22T1" in done.stderr
    assert "no state at" in done.stderr
    assert 0 < max(float(row["los_s"]) for row in windows(files, "late")) <= 6 * 3600.0


def test_mistakes_of_all_files_are_told_together(urker, files):
    (files / "sets.tle").write_text(LINES[0] + "\n")
    (files / "sets.json").write_text('[{"OBJECT_NAME": "A"}]')
    (files / "bad.oem").write_text("CCSDS_OEM_VERS = 2.0\n")
    done = urker("plan", "--tle", files / "sets.tle", "--omm", files / "sets.json", "--oem",
                 files / "bad.oem", "--sites", files / "sites.csv", *SPAN, "-o", files / "x.h5")
    assert done.returncode == 65
    for text in ("sets.tle:1:1: a line 1 without a line 2", "sets.json:1:2: the object lacks",
                 "bad.oem:1:1: the file has no segment"):
        assert text in done.stderr
    assert not (files / "x.h5").exists()
    none = urker("plan", "--sites", files / "sites.csv", *SPAN, "-o", files / "x.h5")
    assert none.returncode == 64
    assert "--tle, --omm or --oem: is needed" in none.stderr
