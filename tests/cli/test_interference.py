"""Two satellites in one band over one station: how near they come, and what the antenna then hears."""

import json
import math

import pandas
import pytest

from conftest import Result


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
