"""`urker link`: the budget of one downlink at one time and over a pass."""

import json
import math
import re

import pytest

LINK = ("--from", "imece", "--to", "ankara")
P618 = ("--set", "environment.propagation.model=p618_13")


@pytest.fixture(scope="module")
def link(urker, demo_file):
    def call(*arguments, code=0):
        done = urker("link", demo_file, *arguments)
        assert done.returncode == code, done.stderr
        return done.stderr if code else done.stdout
    return call


@pytest.fixture(scope="module")
def over_pass(link):
    """The first pass of the day."""
    return json.loads(link(*LINK, "--at", "2026-08-22T00:00:00Z", "--pass", "--json"))


def at_top(over_pass):
    return "--at", over_pass["pass"]["culmination"]


def test_terms_add_up(over_pass):
    for instant in over_pass["instants"]:
        t = instant["terms"]
        eirp = (t["transmit_power_dbw"] - t["back_off_db"] - t["feeder_loss_db"]
                + t["antenna_gain_dbi"])
        assert t["eirp_dbw"] == pytest.approx(eirp)
        free_space = 20.0 * math.log10(4.0 * math.pi * instant["range_m"]
                                       * over_pass["frequency_hz"] / 299792458.0)
        assert t["free_space_loss_db"] == pytest.approx(free_space)
        cn0 = (eirp - t["pointing_loss_db"] - t["polarisation_loss_db"] - free_space
               - t["air_loss_db"] + t["receiving_gain_dbi"]
               - 10.0 * math.log10(t["system_temperature_k"]) + 228.5991672)
        assert t["cn0_db_hz"] == pytest.approx(cn0, abs=1e-6)
        for rate in instant["rates"]:
            assert rate["margin_db"] == pytest.approx(
                cn0 - 10.0 * math.log10(rate["rate_bit_s"]) - rate["required_ebn0_db"]
                - rate["implementation_loss_db"], abs=1e-6)


def test_a_pass_is_told_at_its_turns(over_pass, onboard):
    instants = over_pass["instants"]
    events = [i["event"] for i in instants]
    assert "AOS" in events[0] and "LOS" in events[-1]
    assert "" in events and any("rate" in e for e in events[1:-1])
    top = max(instants, key=lambda i: i["elevation_deg"])
    assert "culmination" in top["event"]
    assert instants[0]["elevation_deg"] == pytest.approx(5.0, abs=1e-4)
    assert top["elevation_deg"] == pytest.approx(over_pass["pass"]["greatest_elevation_deg"],
                                                 abs=1e-4)
    # The plan of a run has the same pass.
    contacts = onboard.table("contacts")
    row = contacts[(contacts.satellite == "imece") & (contacts.station == "ankara")].iloc[0]
    assert top["elevation_deg"] == pytest.approx(row.greatest_elevation, abs=1e-4)
    # The rate changes where the event says so, and only there.
    rates = [i["rate_bit_s"] for i in instants]
    for before, after, event in zip(rates, rates[1:], events[1:]):
        assert before == after or "rate" in event
    assert len(set(rates)) > 1


def test_doppler_is_what_the_ranges_do(over_pass):
    hertz = over_pass["frequency_hz"] / 299792458.0
    for instant in over_pass["instants"]:
        assert instant["terms"]["doppler_shift_hz"] == pytest.approx(
            -instant["range_rate_m_s"] * hertz)
    rates = [i["terms"]["doppler_rate_hz_s"] for i in over_pass["instants"]]
    assert all(r < 0.0 for r in rates)
    top = next(i for i in over_pass["instants"] if "culmination" in i["event"])
    assert min(rates) == pytest.approx(top["terms"]["doppler_rate_hz_s"], rel=1e-3)
    assert abs(top["terms"]["doppler_shift_hz"]) < 0.05 * over_pass["instants"][0]["terms"][
        "doppler_shift_hz"]


def test_one_time_is_a_row_of_the_pass(link, over_pass):
    one = json.loads(link(*LINK, *at_top(over_pass), "--json"))
    top = next(i for i in over_pass["instants"] if "culmination" in i["event"])
    assert one["pass"] == over_pass["pass"]
    assert len(one["instants"]) == 1
    assert one["instants"][0]["terms"] == top["terms"]


def test_the_table_says_the_same(link, over_pass):
    top = next(i for i in over_pass["instants"] if "culmination" in i["event"])
    text = link(*LINK, *at_top(over_pass))
    for name, key in [("EIRP", "eirp_dbw"), ("C/N0", "cn0_db_hz"), ("G/T", "g_over_t_db_k")]:
        assert float(re.search(rf"{name} +(\S+)", text)[1]) == pytest.approx(top["terms"][key],
                                                                           abs=0.006)
    assert "in use" in text and "recalled" in text
    table = link(*LINK, *at_top(over_pass), "--pass").splitlines()
    rows = [line for line in table if re.match(r"2026-08-22T\S+Z ", line)]
    assert len(rows) == len(over_pass["instants"])
    assert any(f"{top['terms']['cn0_db_hz']:.2f}" in r and "culmination" in r for r in rows)


def test_back_off_is_lost(link, over_pass):
    top = next(i for i in over_pass["instants"] if "culmination" in i["event"])
    backed = json.loads(link(*LINK, *at_top(over_pass), "--json", "--set",
                             "radios.x_band_large.back_off=2 dB"))["instants"][0]["terms"]
    assert backed["cn0_db_hz"] == pytest.approx(top["terms"]["cn0_db_hz"] - 2.0, abs=1e-3)


def test_other_weather(link, over_pass):
    def terms(*arguments):
        report = json.loads(link(*LINK, *at_top(over_pass), *P618, "--json", *arguments))
        return report["air"], report["instants"][0]["terms"]
    _, usual = terms()
    air, bad = terms("--exceeded", "0.01%")
    assert "0.01 %" in air
    assert bad["rain_loss_db"] > 1.0 > usual["rain_loss_db"]
    assert bad["air_loss_db"] == pytest.approx(
        bad["gas_loss_db"]
        + math.hypot(bad["rain_loss_db"] + bad["cloud_loss_db"], bad["scintillation_db"]))
    assert bad["cn0_db_hz"] < usual["cn0_db_hz"] - bad["rain_loss_db"]
    assert 5.0 < bad["rain_cross_polarisation_db"] < 40.0
    assert "rain_cross_polarisation_db" not in usual # it does not rain for half of the year
    assert terms("--set", "environment.propagation.share=0.01%")[1] == bad


@pytest.mark.parametrize("arguments,code,parts", [
    (("--from", "imec", "--to", "ankara"), 64, ["no satellite \"imec\"", "imece"]),
    (("--from", "imece", "--to", "ankra"), 64, ["no station \"ankra\"", "ankara"]),
    (("--from", "ankara", "--to", "imece"), 64, ["from a satellite to a station"]),
    (("--from", "turksat_5b", "--to", "ankara"), 65, ["satellites.turksat_5b has no radio"]),
    (("--from", "imece", "--to", "ahal"), 65, ["8.2 GHz", "10.7 GHz to 12.75 GHz"]),
    (("--from", "azersky", "--to", "ankara"), 65, ["not in service"]),
    ((*LINK, "--exceeded", "1%"), 64, ["model=p618_13"]),
    ((*LINK, "--exceeded", "2 dB", *P618), 64, ["0.001% to 50%"]),
    ((*LINK, "--exceeded", "60 %", *P618), 64, ["0.001% to 50%"]),
])
def test_refusals(link, arguments, code, parts):
    message = link(*arguments, "--at", "2026-08-22T12:00:00Z", code=code)
    for part in parts:
        assert part in message


@pytest.mark.parametrize("at", ["noon", "2026-08-21T00:00:00Z", "2026-08-24T00:00:00Z"])
def test_times_outside(link, at):
    assert "--at" in link(*LINK, "--at", at, code=64)


def test_below_the_horizon_tells_the_next_pass(link, over_pass):
    message = link(*LINK, "--at", "2026-08-22T00:00:00Z", code=65)
    assert "below the horizon of stations.ankara" in message
    assert over_pass["pass"]["begin"][:19] in message
    assert "no pass follows" in link(*LINK, "--at", "2026-08-22T23:59:59Z", code=65)


def test_the_page_of_links(urker, link, over_pass, tmp_path):
    (tmp_path / "pass.json").write_text(json.dumps(over_pass))
    (tmp_path / "top.json").write_text(link(*LINK, *at_top(over_pass), "--json"))
    done = urker("report", tmp_path / "pass.json", tmp_path / "top.json", "-o", tmp_path / "page")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "page" / "index.html").read_text()
    assert page.count("<svg") == 3
    assert {p.name for p in (tmp_path / "page" / "figures").iterdir()} == {
        "link_1_waterfall.png", "link_1_pass.png", "link_2_waterfall.png"}
    for instant in over_pass["instants"]:
        assert instant["time"][:23] in page
    # Only such files, and not together with results.
    (tmp_path / "other.json").write_text("{}")
    done = urker("report", tmp_path / "other.json", "-o", tmp_path / "none")
    assert done.returncode == 65 and "other.json" in done.stderr
    done = urker("report", tmp_path / "top.json", tmp_path / "x.h5", "-o", tmp_path / "none")
    assert done.returncode == 64
    done = urker("report", tmp_path / "absent.json", "-o", tmp_path / "none")
    assert done.returncode == 66
    assert not (tmp_path / "none").exists()
