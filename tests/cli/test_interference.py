"""Two satellites in one band over one station: how near they come, and what the antenna then hears."""

import json
import math
import shutil

import pandas
import pytest

from conftest import Result
from test_resume import digest, leave_two_checkpoints, resumed_digest

ALL = ("--set", "environment.propagation.interference=all_in_view")


def plan(urker, scenario, path, *arguments, ranks=None):
    done = urker("plan", scenario, "-o", path, "--interference", *arguments, ranks=ranks)
    assert done.returncode == 0, done.stderr
    return Result(path), done.stdout + done.stderr


@pytest.fixture(scope="module")
def day(urker, demo_file, tmp_path_factory):
    return plan(urker, demo_file, tmp_path_factory.mktemp("interference") / "day.h5")


def test_rows_are_where_both_are_in_view(day):
    result, _ = day
    rows, contacts = result.table("interference"), result.table("contacts")
    assert len(rows) > 0
    for row in rows.itertuples():
        for satellite in (row.victim, row.interferer):
            mine = contacts[(contacts.satellite == satellite) & (contacts.station == row.station)]
            assert ((mine.aos <= row.begin) & (row.end <= mine.los)).any()
        assert row.begin <= row.closest <= row.end and row.begin <= row.worst <= row.end
    # Each pair is told both ways, with one least angle.
    keys = rows.set_index(["victim", "interferer", "station", "begin"]).least_separation
    for (victim, interferer, station, begin), angle in keys.items():
        assert keys[interferer, victim, station, begin] == pytest.approx(angle, abs=1e-6)


def test_the_ratio_falls_with_the_angle(day):
    rows = day[0].table("interference")
    near = rows[rows.least_separation < 10.0].least_c_over_i
    assert near.max() < rows.least_c_over_i.max() - 5.0
    assert (rows.least_c_over_i < 80.0).all()


def test_other_bands_do_not_meet(urker, demo_file, day, tmp_path):
    apart, _ = plan(urker, demo_file, tmp_path / "apart.h5", "--set",
                    "satellites.imece.radio.frequency=8.38 GHz", "--set",
                    "satellites.imece.radio.rates=[{rate: 20 Mbit/s, required_ebn0: 3 dB}]")
    rows = apart.table("interference")
    assert "imece" in set(day[0].table("interference").victim)
    others = rows[(rows.victim == "imece") | (rows.interferer == "imece")]
    # What is left has carriers of 300 Mbit/s that reach there, or none.
    assert (others.least_c_over_i > 0.0).all() and len(rows) < len(day[0].table("interference"))


def test_ranks_do_not_matter(urker, demo_file, day, tmp_path):
    three, _ = plan(urker, demo_file, tmp_path / "three.h5", ranks=3)
    one, other = day[0].table("interference"), three.table("interference")
    assert one.equals(other)


def test_a_stronger_interferer_is_heard_more(urker, demo_file, day, tmp_path):
    louder, _ = plan(urker, demo_file, tmp_path / "louder.h5", "--set",
                     "satellites.imece.radio.transmit_power=11 dBW")
    key = ["victim", "interferer", "station", "begin"]
    before = day[0].table("interference").set_index(key).least_c_over_i
    after = louder.table("interference").set_index(key).least_c_over_i
    for k in before.index:
        gain = 3.0 * ((k[0] == "imece") - (k[1] == "imece")) if k[0] != k[1] else 0.0
        assert after[k] - before[k] == pytest.approx(gain, abs=1e-9)


def test_too_much_flux_is_never_silent(urker, demo_file, day, tmp_path):
    _, quiet = day
    assert "above the limit" not in quiet
    _, loud = plan(urker, demo_file, tmp_path / "loud.h5", "--set",
                   "satellites.imece.radio.transmit_power=26 dBW")
    assert "satellites.imece: its radio puts" in loud
    assert "above the limit for EESS" in loud and "(recalled)" in loud
    done = urker("run", demo_file, "-o", tmp_path / "run.h5", "--set", "duration=1 h", "--set",
                 "satellites.imece.radio.transmit_power=26 dBW")
    assert "satellites.imece: its radio puts" in done.stdout + done.stderr
    assert "satellites.kazeosat_1: its radio puts" not in done.stdout + done.stderr


def test_too_much_flux_at_the_geostationary_orbit_is_told(urker, demo_file):
    quiet = urker("check", demo_file)
    assert quiet.returncode == 0 and "geostationary orbit" not in quiet.stdout
    loud = urker("check", demo_file, "--set", "satellites.imece.radio.transmit_power=40 dBW")
    told = [line for line in loud.stdout.splitlines() if "geostationary orbit" in line]
    assert len(told) == 1 and told[0].startswith("note: satellites.imece: its radio may put -158.9")
    assert "in 4 kHz" in told[0] and "RR No. 22.5 (recalled)" in told[0]


def test_it_needs_a_scenario(urker, tmp_path):
    done = urker("plan", "--interference", "--tle", "x", "--sites", "y", "--start",
                 "2026-08-22T00:00:00Z", "--duration", "1 h", "-o", tmp_path / "x.h5")
    assert done.returncode == 64 and "goes with a scenario" in done.stderr


def test_a_link_s_budget_has_its_neighbours_too(urker, demo_file, day):
    rows = day[0].table("interference")
    worst = rows.sort_values("least_c_over_i").iloc[0]
    at = pandas.Timestamp("2026-08-22") + pandas.Timedelta(seconds=float(worst.worst))
    call = ("link", demo_file, "--from", worst.victim, "--to", worst.station, "--at",
            at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), "--interference")
    done = urker(*call, "--json")
    assert done.returncode == 0, done.stderr
    t = json.loads(done.stdout)["instants"][0]["terms"]
    assert t["band_neighbours"] >= 1.0
    assert t["c_over_i_db"] == pytest.approx(worst.least_c_over_i, abs=0.3)
    assert t["cn0_with_interference_db_hz"] < t["cn0_db_hz"]
    radio = 1e-1 * (t["c_over_i_db"] + 10.0 * math.log10(300e6))  # KazEOSat-1 sends 300 Mbit/s
    together = -10.0 * math.log10(10.0 ** (-0.1 * t["cn0_db_hz"]) + 10.0 ** -radio)
    if worst.victim == "kazeosat_1":
        assert t["cn0_with_interference_db_hz"] == pytest.approx(together, abs=1e-9)
    text = urker(*call, "--pass").stdout
    assert "C/N0+I0" in text
    assert "C/I, all together" in urker(*call).stdout


@pytest.fixture(scope="module")
def crossing(demo_file, tmp_path_factory):
    """The demo with a second satellite like KazEOSat-1 on the mirrored orbit: both are at the same
    place when they cross, over the stations too."""
    twin = ("  kazeosat_1: {from: kazeosat_1}\n  twin: {from: kazeosat_1, norad_id: 99999, "
            "orbit: {sgp4: {inclination: 81.6841 deg, raan: 323.9585 deg}}}\n")
    text = demo_file.read_text().replace("  kazeosat_1: {from: kazeosat_1}\n", twin)
    folder = tmp_path_factory.mktemp("crossing")
    shutil.copytree(demo_file.parent / "catalog", folder / "catalog")
    (folder / "crossing.yaml").write_text(text)
    return folder / "crossing.yaml"


@pytest.fixture(scope="module")
def flown(urker, crossing, tmp_path_factory):
    """Without and with interference."""
    results = []
    for name, arguments in (("quiet", ()), ("loud", ALL)):
        path = tmp_path_factory.mktemp("flown") / f"{name}.h5"
        done = urker("run", crossing, "-o", path, *arguments)
        assert done.returncode == 0, done.stderr
        results.append(Result(path))
    return results


def test_nobody_is_heard_unless_asked_for(flown):
    assert "link_interference" not in flown[0].file
    assert "link_interference" in flown[1].file


def test_rates_fall_where_another_crosses_the_beam_and_recover(flown):
    quiet, loud = flown
    rows = loud.table("link_interference")
    hit = rows[rows.time_lost > 0.0]
    assert len(hit) > 0 and (rows.capacity_lost >= -1e-3).all()
    links = loud.table("links")
    for row in hit.itertuples():
        assert row.least_c_over_i < 20.0 and row.begin <= row.worst <= row.end
        mine = links[(links.satellite == row.satellite) & (links.station == row.station)
                     & (links.begin >= row.begin) & (links.end <= row.end)]
        assert not ((mine.begin <= row.worst) & (row.worst < mine.end)).any()
        booked = mine[mine.medium == "radio"]
        assert (booked.end <= row.worst).any() or (booked.begin > row.worst).any()
    between = hit[(hit.worst - hit.begin > 60.0) & (hit.end - hit.worst > 60.0)]
    for row in between.itertuples():  # in the middle of a pass: a rate on either side
        mine = links[(links.satellite == row.satellite) & (links.station == row.station)
                     & (links.begin >= row.begin) & (links.end <= row.end)]
        assert (mine.end <= row.worst).any() and (mine.begin > row.worst).any()
    # Of satellites that nobody disturbs nothing changes.
    others = sorted(set(quiet.table("links").satellite) - set(rows.satellite))
    for name in others:
        a, b = (r.table("links") for r in flown)
        a, b = (t[t.satellite == name].reset_index(drop=True) for t in (a, b))
        assert a.equals(b)


def test_a_budget_tells_what_the_mission_counts(urker, crossing, flown):
    row = flown[1].table("link_interference").sort_values("least_c_over_i").iloc[0]
    at = pandas.Timestamp("2026-08-22") + pandas.Timedelta(seconds=float(row.worst))
    done = urker("link", crossing, "--from", row.satellite, "--to", row.station, "--at",
                 at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"), "--json", *ALL)
    assert done.returncode == 0, done.stderr
    instant = json.loads(done.stdout)["instants"][0]
    assert instant["terms"]["c_over_i_db"] == pytest.approx(row.least_c_over_i, abs=0.05)
    assert instant["terms"]["band_neighbours"] <= row.neighbours


def test_interference_is_the_same_on_any_ranks(urker, crossing, flown, tmp_path):
    one = digest(urker, flown[1].path)
    for ranks in (2, 3):
        path = tmp_path / f"{ranks}.h5"
        done = urker("run", crossing, "-o", path, *ALL, ranks=ranks)
        assert done.returncode == 0, done.stderr
        assert digest(urker, path) == one


def test_a_stop_changes_nothing(urker, crossing, flown, tmp_path):
    rows = flown[1].table("link_interference")
    pass_ = rows[rows.time_lost > 0.0].iloc[0]  # stopped in the middle of it
    options = (*ALL, "--checkpoint-at", f"{0.5 * (pass_.begin + pass_.end):.0f}s",
               "--checkpoint-at", "20h")
    folder = leave_two_checkpoints(urker, crossing, tmp_path / "x.h5", options=options)
    (folder / "checkpoint-000002.state").unlink()
    assert resumed_digest(urker, folder, ranks=2) == digest(urker, flown[1].path)
