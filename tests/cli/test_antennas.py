"""Dishes, patterns, mounts and the geostationary arc, in one link and in the mission."""

import json
import math

import pytest

from conftest import Result

LINK = ("--from", "imece", "--to", "ankara", "--at", "2026-08-22T08:30:00Z", "--pass", "--json")
BAND = "lowest_frequency: 8.025 GHz, highest_frequency: 8.4 GHz"
DISH = ("dish: {diameter: 3.7 m, efficiency: 0.6, surface_error: 0.5 mm, pointing_error: 0.05 deg, "
        "feeder_loss: 0.2 dB, amplifier_temperature: 60 K}")
MOUNT = "mount: {azimuth_rate: 1 deg/s, elevation_rate: 1 deg/s}"
RADIO = ("antenna={type: isoflux, altitude: 700 km, edge: 62 deg, roll_off: 10 deg, "
         "pointing_error: 1 deg, polarisation: {axial_ratio: 1 dB}}")
LARGE = ("--set", "radios.x_band_large={frequency: 8.2 GHz, transmit_power: 8 dBW, "
         "feeder_loss: 1 dB, electrical_power: 60 W, geo_arc_separation: 3 deg, "
         + RADIO.replace("antenna=", "antenna: ") + "}")


def station(name, *parts):
    return "--set", f"catalog.stations.{name}.antennas={{{', '.join((BAND, *parts))}}}"


@pytest.fixture(scope="module")
def link(urker, demo_file):
    def call(*arguments, code=0):
        done = urker("link", demo_file, *LINK, *arguments)
        assert done.returncode == code, done.stderr
        return done.stderr if code else json.loads(done.stdout)
    return call


def test_a_dish_makes_its_g_over_t(link):
    report = link(*station("ankara", DISH))
    wavelength = 299792458.0 / 8.2e9
    gain = 10.0 * math.log10(0.6 * (math.pi * 3.7 / wavelength) ** 2)
    gain -= 10.0 * math.log10(math.e) * (4.0 * math.pi * 0.5e-3 / wavelength) ** 2
    for instant in report["instants"]:
        t = instant["terms"]
        antenna = 0.95 * (t["sky_temperature_k"] + t["sun_temperature_k"]
                          + t["moon_temperature_k"]) + 0.05 * 290.0
        passed = 10.0 ** -0.02
        system = antenna * passed + 290.0 * (1.0 - passed) + 60.0
        if t["sun_temperature_k"] == t["moon_temperature_k"] == 0.0:
            assert t["system_temperature_k"] == pytest.approx(system)
        assert t["receiving_gain_dbi"] == pytest.approx(gain - 0.2)
        assert t["g_over_t_db_k"] == pytest.approx(
            gain - 0.2 - 10.0 * math.log10(t["system_temperature_k"]))
        beam = 70.0 * wavelength / 3.7
        assert t["receiving_pointing_loss_db"] == pytest.approx(12.0 * (0.05 / beam) ** 2)


def test_a_pattern_follows_the_pass(link):
    plain = link(*station("ankara", DISH))
    report = link(*station("ankara", DISH, "polarisation: {axial_ratio: 2 dB, tilt: 90 deg}"),
                  *LARGE)
    gains = [i["terms"]["antenna_gain_dbi"] for i in report["instants"]]
    top = max(report["instants"], key=lambda i: i["elevation_deg"])
    assert min(gains) == pytest.approx(top["terms"]["antenna_gain_dbi"], abs=0.05)
    assert max(gains) > min(gains) + 3.0
    for instant in report["instants"]:
        t = instant["terms"]
        assert t["eirp_dbw"] == pytest.approx(8.0 - 1.0 + t["antenna_gain_dbi"])
        assert 0.0 < t["pointing_loss_db"] < 2.0
        assert 0.0 < t["polarisation_loss_db"] < 0.2
    t = plain["instants"][0]["terms"]
    assert t["pointing_loss_db"] == 0.5 and t["polarisation_loss_db"] == 0.2


def test_the_row_of_the_lock_stands_after_aos(link):
    report = link(*station("ankara", DISH, "lock_time: 2 s"))
    lock = next(i for i in report["instants"] if "lock" in i["event"])
    assert report["gaps"] == [{"begin": report["instants"][0]["time"], "end": lock["time"],
                               "cause": "lock"}]
    assert report["instants"][0]["gap"] == "lock" and lock["gap"] is None


def test_symbols_have_their_term(link):
    report = link("--set", "satellites.imece.radio.type=x_dvb_s2")
    t = report["instants"][0]["terms"]
    assert t["esn0_db"] == pytest.approx(t["cn0_db_hz"] - 80.0)
    assert "esn0_db" not in link()["instants"][0]["terms"]


def test_keyhole_and_arc_are_marked(link, urker, demo_file):
    report = link(*station("ankara", DISH, "mount: {azimuth_rate: 0.5 deg/s, elevation_rate: 2 "
                                           "deg/s}", "geo_arc_separation: 20 deg"))
    causes = {gap["cause"] for gap in report["gaps"]}
    assert causes == {"keyhole", "geo_arc", "lock"}
    ends = [t for gap in report["gaps"] for t in (gap["begin"], gap["end"])]
    assert ends == sorted(ends)
    for gap in report["gaps"]:
        times = [i["time"] for i in report["instants"]]
        assert gap["begin"] in times and gap["end"] in times
        inside = [i for i in report["instants"] if gap["begin"] <= i["time"] < gap["end"]]
        assert all(i["gap"] == gap["cause"] for i in inside)
    done = urker("link", demo_file, *LINK[:-1],
                 *station("ankara", DISH, "geo_arc_separation: 20 deg"))
    assert "end of geo_arc" in done.stdout and "C/N0" in done.stdout


@pytest.mark.parametrize("arguments,parts", [
    (("--set", "catalog.stations.ankara={antennas: {lowest_frequency: 1 m}}"), ["1 m"]),
    (station("ankara", "dish: {diameter: 3.7 m}"), ["amplifier_temperature"]),
    (station("ankara", DISH, "mount: {azimuth_rate: 3 deg/s}"), ["elevation_rate"]),
    (station("ankara", DISH, "mount: {azimuth_rate: 3 deg, elevation_rate: 3 deg/s}"), ["deg/s"]),
    (("--set", "radios.x_band_large={antenna: {type: helix, turns: 5}}"), ["circumference"]),
    (("--set", "radios.x_band_large={antenna: {type: patch, length: 1 cm, width: 1 cm, turns: 5}}"),
     ["turns", "patch"]),
    (("--set", "radios.x_band_large={antenna: {type: tabulated, off_axis: [0 deg, 10 deg], "
      "gains: [3 dBi]}}"), ["gains", "2 angles"]),
    (("--set", "radios.x_band_large={antenna: {type: parabolic}}"), ["gain or a diameter"]),
    (("--set", "radios.x_band_large={antenna: {type: parabolic, gain: 5 dBi, steering_limit: 3 "
      "deg}}"), ["pointing: station"]),
])
def test_refusals(link, arguments, parts):
    message = link(*arguments, code=65)
    for part in parts:
        assert part in message


ALL = (*LARGE, *[word for name in ("ankara", "ahlatlibel", "absheron", "astana", "bishkek",
                                   "tashkent", "kitab")
                 for word in station(name, DISH, MOUNT, "setup_time: 0 s",
                                     "geo_arc_separation: 4 deg",
                                     "polarisation: {axial_ratio: 2 dB}")])


@pytest.fixture(scope="module")
def whole(urker, demo_file, tmp_path_factory):
    path = tmp_path_factory.mktemp("antennas") / "one.h5"
    done = urker("run", demo_file, "-o", path, *ALL)
    assert done.returncode == 0, done.stderr
    return path


def test_gaps_tell_why_and_nothing_is_sent_in_them(whole):
    result = Result(whole)
    gaps, links, passes = (result.table(name) for name in ("link_gaps", "links", "passes"))
    assert {"keyhole", "geo_arc", "lock"} <= set(gaps.cause)
    granted = passes[passes.outcome == "granted"]
    for gap in gaps.itertuples():
        assert gap.begin < gap.end
        around = granted[(granted.satellite == gap.satellite) & (granted.station == gap.station)
                         & (granted.aos <= gap.begin + 1e-6) & (granted.los >= gap.end - 1e-6)]
        assert len(around) == 1
        sent = links[(links.satellite == gap.satellite) & (links.station == gap.station)
                     & (links.begin < gap.end - 1e-6) & (links.end > gap.begin + 1e-6)]
        assert sent.empty
    # A slew begins at AOS, and no longer than half a turn at 1 deg/s.
    for slew in gaps[gaps.cause == "slewing"].itertuples():
        assert slew.end - slew.begin < 180.0
        assert (granted.aos - slew.begin).abs().min() < 1e-6


def test_all_ranks_lose_the_same(urker, demo_file, whole, tmp_path):
    digest = urker("inspect", "--digest", whole).stdout
    path = tmp_path / "three.h5"
    done = urker("run", demo_file, "-o", path, "--partition", "stages", *ALL, ranks=3)
    assert done.returncode == 0, done.stderr
    assert urker("inspect", "--digest", path).stdout == digest
