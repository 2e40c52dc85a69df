"""Optical links: their budget, and a day of a mission that sends by light through gaps in the clouds."""

import json
import math

import numpy as np
import pytest

from conftest import SOURCE, Result
from test_resume import digest, leave_two_checkpoints, resumed_digest

SCENARIO = SOURCE / "scenarios" / "optical_downlink.yaml"
DOWN = ("--from", "steppe_light", "--to", "assy_turgen")
START = ("--at", "2026-08-22T00:00:00Z")


@pytest.fixture(scope="module")
def day(urker, tmp_path_factory):
    path = tmp_path_factory.mktemp("optical") / "day.h5"
    done = urker("run", SCENARIO, "-o", path)
    assert done.returncode == 0, done.stderr
    return Result(path)


@pytest.fixture(scope="module")
def link(urker):
    def call(*arguments, code=0):
        done = urker("link", SCENARIO, *arguments)
        assert done.returncode == code, done.stderr
        return done.stderr if code else done.stdout
    return call


def test_light_brings_down_most_and_radio_the_rest(day):
    links = day.table("links")
    by = links.groupby(["satellite", "medium"]).bits.sum()
    assert by["steppe_light"].index.tolist() == ["optical"]
    assert by["steppe_light", "optical"] > 0
    assert by["imece_light", "optical"] > 0
    assert set(links[links.station == "ankara"].medium) <= {"radio"}
    assert (links[links.medium == "optical"].rate >= 100e9).all()
    assert (links[links.medium == "radio"].rate <= 320e6).all()
    delivered = day.table("products")
    assert (delivered.status == "delivered").sum() > 10


def test_every_bit_is_accounted_for(day):
    links, products = day.table("links"), day.table("products")
    sent = day.metric("satellites", "bits_sent")
    assert sum(sent.values()) == links.bits.sum() == products.bits_sent.sum()
    assert sum(day.metric("stations", "bits_received").values()) == links.bits.sum()
    assert day.table("passes").bits_received.sum() == links.bits.sum()
    assert (links.bits <= links.rate * links.transmitting * (1.0 + 1e-9) + 1.0).all()
    for satellite, imaged in day.metric("satellites", "bits_imaged").items():
        assert imaged == sum(day.metric("satellites", name)[satellite] for name in (
            "bits_discarded", "bits_saved_by_compression", "bits_stored", "bits_sent"))


def test_light_is_sent_within_passes_and_after_acquisition(day):
    links, passes = day.table("links"), day.table("passes")
    for row in links[links.medium == "optical"].itertuples():
        inside = passes[(passes.satellite == row.satellite) & (passes.station == row.station)
                        & (passes.aos <= row.begin) & (row.end <= passes.los)]
        assert len(inside) == 1
        assert row.begin >= inside.aos.iloc[0] + 30.0  # what acquisition takes
    # Some passes are clouded over, some in part.
    granted = passes[(passes.outcome == "granted") & (passes.station != "ankara")]
    free = []
    for p in granted.itertuples():
        mine = links[(links.satellite == p.satellite) & (links.station == p.station)
                     & (p.aos <= links.begin) & (links.end <= p.los)]
        free.append((mine.end - mine.begin).sum() / (p.los - p.aos))
    assert min(free) == 0.0
    assert any(0.0 < share < 0.3 for share in free)
    assert max(free) > 0.4


def test_ranks_do_not_matter(urker, day, tmp_path):
    path = tmp_path / "three.h5"
    done = urker("run", SCENARIO, "-o", path, "--partition", "stages", ranks=3)
    assert done.returncode == 0, done.stderr
    assert digest(urker, path) == digest(urker, day.path)


def test_a_run_goes_on_as_if_nothing_had_been(urker, day, tmp_path):
    links = day.table("links")
    light = links[(links.medium == "optical") & (links.bits > 0)]
    middle = light.iloc[len(light) // 2]
    cuts = (int(middle.begin) + 1, int(middle.end) + 600)
    saving = [word for cut in cuts for word in ("--checkpoint-at", f"{cut}s")]
    folder = leave_two_checkpoints(urker, SCENARIO, tmp_path / "cut.h5", options=saving)
    max(folder.glob("*.state")).write_bytes(b"")  # goes on from the one amid the pass
    assert resumed_digest(urker, folder) == digest(urker, day.path)


def test_without_light_the_run_says_who_takes_no_images(urker, tmp_path):
    done = urker("run", SCENARIO, "-o", tmp_path / "x.h5", "--set", "duration=1 h", "--set",
                 "telescopes.ogs_100cm.longest_wavelength=1545 nm")
    assert done.returncode == 0, done.stderr
    assert "satellites.steppe_light takes no images: no station receives what it sends" in (
        done.stdout + done.stderr)


def test_terms_add_up(link):
    over = json.loads(link(*DOWN, *START, "--pass", "--json"))
    assert over["medium"] == "optical" and over["acquisition_time_s"] == 30.0
    for instant in over["instants"]:
        t = instant["terms"]
        free_space = 20.0 * math.log10(4.0 * math.pi * instant["range_m"] / over["wavelength_m"])
        assert t["free_space_loss_db"] == pytest.approx(free_space)
        assert t["eirp_dbw"] == pytest.approx(
            t["transmit_power_dbw"] + t["transmit_gain_db"] - t["transmit_optics_loss_db"])
        assert t["received_dbw"] == pytest.approx(
            t["eirp_dbw"] - t["pointing_loss_db"] - t["point_ahead_loss_db"] - t["jitter_loss_db"]
            - free_space - t["air_loss_db"] - t["turbulence_loss_db"] + t["receive_gain_db"]
            - t["receive_optics_loss_db"] - t["receive_pointing_loss_db"] - t["receiver_loss_db"])
        assert 20.0 < t["point_ahead_urad"] < 55.0
        for rate in instant["rates"]:
            energy = 6.62607015e-34 * 299792458.0 / over["wavelength_m"]
            photons = 10.0 ** (t["received_dbw"] / 10.0) / energy / rate["rate_bit_s"]
            assert rate["photons_per_bit"] == pytest.approx(photons)
            assert rate["margin_db"] == pytest.approx(
                10.0 * math.log10(photons / rate["required_photons_per_bit"]))


def test_a_pass_is_told_at_its_turns(link):
    over = json.loads(link(*DOWN, *START, "--pass", "--json"))
    events = [i["event"] for i in over["instants"]]
    assert "AOS" in events[0] and "LOS" in events[-1]
    high = [i for i in over["instants"] if "high enough" in i["event"] or "too low" in i["event"]]
    for instant in high:
        assert instant["elevation_deg"] == pytest.approx(20.0, abs=1e-5)
    assert over["instants"][0]["hindrance"] == "low elevation"
    assert over["instants"][0]["rate_bit_s"] is None
    text = link(*DOWN, *START, "--pass")
    assert "[low elevation]" in text and "deg rx" in text


def test_a_run_and_the_link_tell_of_the_same_segments(link, day):
    links = day.table("links")
    for row in links[links.medium == "optical"].head(3).itertuples():
        minute = np.datetime64("2026-08-22T00:00:00") + np.timedelta64(int(row.begin), "s")
        over = json.loads(link("--from", row.satellite, "--to", row.station, "--at", f"{minute}Z",
                               "--optical", "--pass", "--json"))
        start = np.datetime64("2026-08-22T00:00:00", "ns")
        rates = [(np.datetime64(i["time"][:-1], "ns") - start) / np.timedelta64(1, "ns") * 1e-9
                 for i in over["instants"] if "rate" in i["event"].split(", ")]
        assert any(abs(t - row.begin) < 1e-6 for t in rates)


def test_between_satellites(link):
    both = ("--from", "steppe_light", "--to", "imece_light")
    over = json.loads(link(*both, *START, "--pass", "--json"))
    assert "elevation_deg" not in over["instants"][0]
    assert over["instants"][0]["terms"]["air_loss_db"] == 0.0
    ranges = [i["range_m"] for i in over["instants"]]
    closest = next(i for i in over["instants"] if "closest" in i["event"])
    assert closest["range_m"] == pytest.approx(min(ranges), rel=1e-6)
    assert closest["range_rate_m_s"] == pytest.approx(0.0, abs=1.0)
    at = ("--at", closest["time"])
    text = link(*both, *at)
    assert "= power received" in text and "photons/bit" in text
    # The other way the range is the same.
    back = json.loads(link("--from", "imece_light", "--to", "steppe_light", *at, "--json"))
    assert back["instants"][0]["range_m"] == pytest.approx(closest["range_m"], rel=1e-9)


def test_the_page_of_optical_links(urker, link, tmp_path):
    between = ("--from", "steppe_light", "--to", "imece_light")
    (tmp_path / "down.json").write_text(link(*DOWN, *START, "--pass", "--json"))
    (tmp_path / "across.json").write_text(link(*between, *START, "--pass", "--json"))
    down = json.loads((tmp_path / "down.json").read_text())
    done = urker("report", tmp_path / "down.json", tmp_path / "across.json", "-o", tmp_path / "page")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "page" / "index.html").read_text()
    assert page.count("<svg") == 4
    for instant in down["instants"]:
        assert instant["time"][:23] in page
        assert f"{instant['terms']['received_dbw']:.2f}" in page


def test_radio_unless_light_is_asked_for(link):
    at = json.loads(link("--from", "imece_light", "--to", "ankara", *START, "--pass", "--json"))
    assert "frequency_hz" in at
    assert json.loads(link("--from", "imece_light", "--to", "maidanak", *START, "--pass",
                           "--json"))["medium"] == "optical"


@pytest.mark.parametrize("arguments, code, said", [
    (("--from", "steppe_lihgt", "--to", "maidanak"), 64, 'did you mean "steppe_light"?'),
    (("--from", "steppe_light", "--to", "maidanka", "--optical"), 64, 'did you mean "maidanak"?'),
    (("--from", "steppe_light", "--to", "steppe_light"), 64, "from one satellite to another"),
    (("--from", "imece_light", "--to", "ankara", "--optical"), 65,
     "stations.ankara has no optical_terminal"),
    (("--from", "imece_light", "--to", "maidanak", "--exceeded", "1%"), 64, "blocked by clouds"),
    (("--from", "imece_light", "--to", "steppe_light", "--set",
      "satellites.steppe_light.optical_terminal.wavelength=1064 nm"), 65, "works at 1064 nm"),
    (("--from", "imece_light", "--to", "maidanak", "--set",
      "satellites.imece_light.optical_terminal.aperture=22 m"), 65, "aperture"),
])
def test_bad_input_is_named(link, arguments, code, said):
    assert said in link(*arguments, *START, code=code)


def test_light_has_no_interference(link):
    assert "--interference: beams of light do not meet" in link(*DOWN, *START, "--interference", code=64)
