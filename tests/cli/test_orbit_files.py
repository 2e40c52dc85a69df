"""Orbits of a scenario from files of element sets and ephemerides."""

import shutil

import pandas
import pytest

from conftest import SOURCE, Result

FORMATS = SOURCE / "tests" / "data" / "orbit" / "format"
HEAD = """
urker: 1
name: files
start: 2026-08-22T00:00:00Z
duration: 12 h
organisations: {hu: {name: Hungary}}
stations:
  budapest:
    owner: hu
    site: {latitude: 47.5 deg, longitude: 19.0 deg, height: 100 m}
    least_elevation: 5 deg
    antennas: {lowest_frequency: 8 GHz, highest_frequency: 8.4 GHz, g_over_t: 30 dB/K}
satellites:
"""
BUS = """
    owner: hu
    power: {array: {power: 500 W}, battery: {capacity: 600 Wh}, loads: {bus: 170 W, safe: 90 W}}
"""
DESIGN = "{sun_synchronous: {altitude: 600 km, descending_node_time: 10.5 h}}"


def write(folder, **orbits):
    satellites = "".join(f"  {name}:{BUS}    orbit: {orbit}\n" for name, orbit in orbits.items())
    path = folder / "s.yaml"
    path.write_text(HEAD + satellites, encoding="utf-8")
    return path


def plan(urker, scenario, output):
    done = urker("plan", scenario, "-o", output)
    assert done.returncode == 0, done.stderr
    return Result(output)


@pytest.fixture
def folder(tmp_path):
    for name in ("omm.kvn", "omm.xml", "omm.json", "omm_bad.kvn", "oem.kvn"):
        shutil.copy(FORMATS / name, tmp_path)
    return tmp_path


def test_element_sets_of_any_form_give_the_same_plan(urker, folder):
    scenario = write(
        folder,
        kvn="{omm: {file: omm.kvn, object: INVENTED}}",
        xml='{omm: {file: omm.xml, object: "799501234"}}',
        json="{omm: {file: omm.json, object: INVENTED}}",
        sgp4="{sgp4: {epoch: 2026-08-22T00:00:00Z, mean_motion: 15.2 rev/d, eccentricity: 0.001, "
             "inclination: 97.5 deg, raan: 0 deg, argument_of_perigee: 90 deg, "
             "mean_anomaly: 270 deg, drag_term: -0.00005}}")
    result = plan(urker, scenario, folder / "plan.h5")
    contacts = result.table("contacts")
    assert len(contacts) >= 4
    parts = [rows.drop(columns="satellite").reset_index(drop=True)
             for _, rows in contacts.groupby("satellite")]
    assert len(parts) == 4
    for part in parts[1:]:
        pandas.testing.assert_frame_equal(part, parts[0], check_exact=True)
    assert {"omm.kvn", "omm.xml", "omm.json"} <= set(result.file["provenance/sources/name"].asstr())


def test_two_line_elements_come_from_a_file_too(urker, folder):
    lines = ("1 00005U 58002B   00179.78495062  .00000023  00000-0  28098-4 0  4753",
             "2 00005  34.2682 348.7242 1859667 331.7664  19.3264 10.82419157413667")
    (folder / "sats.tle").write_text("VANGUARD 1\n" + "\n".join(lines) + "\n", encoding="utf-8")
    scenario = write(folder, file="{tle_file: {file: sats.tle, object: VANGUARD 1}}",
                     lines=f'{{tle: ["{lines[0]}", "{lines[1]}"]}}',
                     message='{omm: {file: omm.json, object: "5"}}')
    done = urker("propagate", scenario, "--format", "csv", "-o", folder / "out", "--step", "1h")
    assert done.returncode == 0, done.stderr
    texts = {(folder / "out" / f"{name}.csv").read_text().split("\n", 1)[1].replace(name, "")
             for name in ("file", "lines", "message")}
    assert len({text[text.index("utc"):] if "utc" in text else text for text in texts}) == 1


@pytest.mark.parametrize("form, extension", [("oem", "oem"), ("oem-xml", "xml")])
def test_an_ephemeris_that_was_written_gives_the_plan_that_it_was_made_from(urker, folder, form,
                                                                             extension):
    done = urker("propagate", write(folder, bird=DESIGN), "--format", form, "-o", folder / "out")
    assert done.returncode == 0, done.stderr
    result = plan(urker, write(folder, bird=DESIGN,
                               copy=f"{{oem: {{file: out/bird.{extension}}}}}"),
                  folder / "plan.h5")
    for table, columns in (("contacts", ["aos", "los", "culmination"]),
                           ("eclipses", ["penumbra_begin", "penumbra_end"])):
        rows = result.table(table)
        bird, copy = (rows[rows.satellite == name][columns].to_numpy() for name in ("bird", "copy"))
        assert len(bird) > 1
        assert copy == pytest.approx(bird, abs=1e-6)  # a micrometre or so in the file, 7 km/s


def test_what_is_wrong_with_a_file_is_told_with_its_place(urker, folder):
    scenario = write(folder, bad="{omm: {file: omm_bad.kvn}}", none="{omm: {file: none.kvn}}",
                     other="{omm: {file: omm.kvn, object: INVENTD}}",
                     mixed="{oem: {file: omm.kvn}}", two="{oem: {file: oem.kvn}}")
    done = urker("check", scenario)
    assert done.returncode == 66
    for text in ("satellites.bad.orbit.omm.file: ", "omm_bad.kvn:6:15: CENTER_NAME: \"MOON\"",
                 "satellites.none.orbit.omm.file: \"none.kvn\": there is no such file",
                 "satellites.other.orbit.omm.object: \"INVENTD\" is no object of the file; did you "
                 "mean \"INVENTED\"?",
                 "omm.kvn:2:1: \"CCSDS_OMM_VERS\" is no keyword here",
                 "satellites.two.orbit.oem.file: the file has 2 objects"):
        assert text in done.stderr


def test_an_ephemeris_that_ends_before_the_run_is_refused_at_once(urker, folder):
    scenario = write(folder, short="{oem: {file: oem.kvn, object: SECOND}}")
    done = urker("check", scenario)
    assert done.returncode == 65
    assert "satellites.short: ephemeris of SECOND: no state at 2026-08-22T12:00:00.000Z; its tables " \
           "hold states from 2026-08-22T00:00:00.000Z to 2026-08-22T00:01:00.000Z" in done.stderr
