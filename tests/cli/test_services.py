"""Telecom services: who is served, when rain and the Sun cut off, `urker link` to a site."""

import json
import math
import shutil

import numpy as np
import pytest

from conftest import SOURCE, Result

SCENARIO = SOURCE / "scenarios" / "geo_broadcast.yaml"


def play(urker, path, *arguments, ranks=None):
    done = urker("run", SCENARIO, "-o", path, *arguments, ranks=ranks)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="module")
def year(urker, tmp_path_factory):
    return play(urker, tmp_path_factory.mktemp("services") / "year.h5")


@pytest.fixture(scope="module")
def services(year):
    return Result(year).table("services")


@pytest.fixture(scope="module")
def outages(year):
    return Result(year).table("service_outages")


def test_every_reception_has_a_row_and_a_verdict(services):
    keys = services[["service", "receivers", "site"]]
    assert len(keys) == len(keys.drop_duplicates()) > 40
    reached = services.lit > 0
    assert reached.any() and (~reached).any()
    assert set(services.status[~reached]) <= {"outside_beam", "below_horizon"}
    assert (services.reason[~reached] != "").all()
    assert services.margin[~reached].isna().all()
    served = services[services.status == "served"]
    assert (served.margin >= 0).all()
    assert (served.availability >= served.required_availability).all()
    rarely = services[services.status == "too_rarely"]
    assert (rarely.availability < rarely.required_availability).all()


def test_the_cascade_adds_up(services):
    rows = services[services.lit > 0]
    parts = ["uplink_cn", "carrier_to_intermodulation", "downlink_cn", "carrier_to_interference"]
    inverse = sum(10 ** (-rows[part] / 10) for part in parts)
    assert np.allclose(rows.cn, -10 * np.log10(inverse), atol=1e-9)
    isotropic = 10 * np.log10(4 * math.pi * rows.slant_range**2)
    assert np.allclose(rows.flux_density, rows.eirp - isotropic, atol=1e-9)


def test_a_rain_year_is_near_its_expectation(services, outages):
    rows = services[(services.lit > 0) & (services.margin >= 0)]
    # Sum over sites: one year of one site alone scatters too much.
    expected = (1 - rows.availability.clip(upper=1)).where(rows.availability < 0.99999, 0).sum()
    found = (rows.rain_outage + rows.uplink_outage).sum() / (365 * 86400)
    assert expected > 0
    assert 0.5 < found / expected < 2.0
    for row in rows.itertuples():
        own = outages[(outages.service == row.service) & (outages.receivers == row.receivers)
                      & (outages.site == row.site)]
        by_cause = (own.end - own.begin).groupby(own.cause).sum()
        assert by_cause.get("rain", 0.0) == pytest.approx(row.rain_outage, abs=1e-6)
        assert by_cause.get("uplink_rain", 0.0) == pytest.approx(row.uplink_outage, abs=1e-6)
        assert by_cause.get("sun", 0.0) == pytest.approx(row.sun_outage, abs=1e-6)
        assert row.outage <= by_cause.sum() + 1e-6
        assert (own.least_margin <= 1e-6).all()
        assert (own.begin < own.end).all()


def test_the_sun_comes_at_its_seasons(services, outages):
    sun = outages[outages.cause == "sun"]
    assert len(sun)
    day = sun.begin / 86400
    # Sites north of the equator: before the March equinox (day 78), after the September one (265).
    assert (((day > 50) & (day < 79)) | ((day > 265) & (day < 295))).all()
    minutes = (sun.end - sun.begin) / 60
    assert minutes.max() < 25
    # At the hour of the day when the Sun is behind the satellite: nearly its own longitude's noon.
    longitude = {"azerspace_1": 46, "turkmenalem_52e": 52, "kazsat_3": 58.5, "turksat_4a": 42}
    satellite = dict(zip(services.service, services.satellite))
    noon = sun.service.map(lambda s: 12 - longitude[satellite[s]] / 15)
    hour = (sun.begin / 3600) % 24
    assert (abs(hour - noon) < 3.0).all()
    # The Sun goes by at 0.25 deg a minute, on some day through the middle of the beam.
    for row in services[services.sun_limit > 0].itertuples():
        own = minutes[(sun.service == row.service) & (sun.receivers == row.receivers)
                      & (sun.site == row.site)]
        assert len(own) == row.sun_outages > 0
        assert 6.5 * row.sun_limit < own.max() < 8.6 * row.sun_limit


def test_all_ranks_find_the_same(urker, year, tmp_path):
    digest = urker("inspect", "--digest", year).stdout
    assert digest
    for ranks in (2, 3):
        path = play(urker, tmp_path / f"{ranks}.h5", ranks=ranks)
        assert urker("inspect", "--digest", path).stdout == digest


def test_steady_weather_and_a_beam_that_turns(urker, tmp_path):
    path = play(urker, tmp_path / "steady.h5", "--set", "environment.propagation.weather=steady",
                "--set", "duration=10 d", "--set",
                "payloads.azerspace_1.beams.ku_eurasia.moves=[{at: 2026-01-06T00:00:00Z, "
                "latitude: -20 deg, longitude: 46 deg}]", "--set",
                "satellites.kazsat_3.in_service.until=2026-01-04T00:00:00Z")
    result = Result(path)
    services, outages = result.table("services"), result.table("service_outages")
    row = services[(services.service == "az_television") & (services.site == "baku")].iloc[0]
    assert row.lit == pytest.approx(5 * 86400)
    assert math.isnan(row.rain_outage)
    assert row.outage == pytest.approx(5 * 86400)
    dark = outages[(outages.service == "az_television") & (outages.site == "baku")]
    assert list(dark.cause) == ["beam"]
    gone = outages[(outages.service == "kz_television") & (outages.site == "astana")
                   & (outages.receivers == "homes")]
    assert set(gone.cause) == {"satellite"}
    assert (gone.end - gone.begin).sum() == pytest.approx(7 * 86400)
    contours = result.table("beam_contours")
    beam = contours[(contours.beam == "ku_eurasia") & (contours.edge == 1)]
    assert sorted(beam["from"].unique()) == [0.0, pytest.approx(5 * 86400)]
    other = contours[contours.satellite == "kazsat_3"]
    assert set(other["from"]) == {0.0}


def link(urker, *arguments, code=0):
    done = urker("link", SCENARIO, *arguments)
    assert done.returncode == code, done.stderr
    return done.stderr if code else done.stdout


def test_link_shows_the_cascade(urker, services):
    text = link(urker, "--from", "azerspace_1", "--to", "baku")
    for words in ("uplink from absheron", "C/N0 at the satellite", "interference C/I", "G/T",
                  "available for", "the Sun in the beam's middle"):
        assert words in text
    report = json.loads(link(urker, "--from", "azerspace_1", "--to", "baku", "--json"))
    for reception in report["receptions"]:
        row = services[(services.service == reception["service"])
                       & (services.receivers == reception["receivers"])
                       & (services.site == "baku")].iloc[0]
        assert reception["cascade"]["cn_db"] == pytest.approx(row.cn, abs=1e-6)
        d = reception["downlink"]
        cn0 = (d["saturated_eirp_dbw"] - d["output_back_off_db"] - d["power_share_db"]
               - d["beam_loss_db"] - d["shortfall_db"] - d["free_space_loss_db"]
               - d["air_loss_db"] + d["g_over_t_db_k"] - d["boltzmann_db"])
        assert d["downlink_cn0_db_hz"] == pytest.approx(cn0, abs=1e-6)
        assert d["g_over_t_db_k"] == pytest.approx(
            d["receiving_gain_dbi"] - 0.2 - 10 * math.log10(d["system_temperature_k"]), abs=1e-6)


def test_the_page_of_services(urker, tmp_path):
    text = link(urker, "--from", "azerspace_1", "--to", "baku", "--json")
    (tmp_path / "baku.json").write_text(text)
    # All of this site are outside the beam.
    (tmp_path / "none.json").write_text(
        link(urker, "--from", "kazsat_3", "--to", "budapest", "--json"))
    done = urker("report", tmp_path / "baku.json", tmp_path / "none.json", "-o", tmp_path / "page")
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "page" / "index.html").read_text()
    receptions = json.loads(text)["receptions"]
    assert page.count("<svg") == 1 + len(receptions)  # one for all, one each
    for reception in receptions:
        assert f"<td class=\"n\">{reception['cascade']['cn_db']:.2f}</td>" in page
        assert reception["modcod"] in page
    assert "outside beam" in page


def test_worse_weather_leaves_less(urker):
    def cn(*arguments):
        text = link(urker, "--from", "kazsat_3", "--to", "almaty", "--json", *arguments)
        return json.loads(text)["receptions"][0]["cascade"]["cn_db"]
    assert cn() > cn("--exceeded", "1%") > cn("--exceeded", "0.1%")


def test_links_that_are_none(urker):
    assert "outside_beam" in link(urker, "--from", "kazsat_3", "--to", "budapest")
    assert "has no satellite" in link(urker, "--from", "azerspase_1", "--to", "baku", code=64)
    assert "did you mean" in link(urker, "--from", "azerspase_1", "--to", "baku", code=64)
    assert "has no service at" in link(urker, "--from", "kazsat_3", "--to", "ankara", code=65)
    assert "--pass" in link(urker, "--from", "azerspace_1", "--to", "baku", "--pass", code=64)
    assert "--optical" in link(urker, "--from", "azerspace_1", "--to", "baku", "--optical", code=64)
    assert "--interference" in link(urker, "--from", "azerspace_1", "--to", "baku", "--interference",
                                    code=64)
    assert "outside the scenario" in link(urker, "--from", "azerspace_1", "--to", "baku", "--at",
                                          "2030-01-01T00:00:00Z", code=64)
    assert 'no site "bakku"; did you mean "baku"?' in link(urker, "--from", "azerspace_1", "--to",
                                                           "bakku", code=64)


def test_satellites_that_drift_are_refused(urker, tmp_path):
    shutil.copytree(SCENARIO.parent / "catalog", tmp_path / "catalog")
    drifting = ("{from: turkmenalem_52e, orbit: {geostationary: null, keplerian: "
                "{semi_major_axis: 26560 km, inclination: 55 deg, raan: 0 deg, "
                "mean_anomaly: 0 deg}}}")
    text = SCENARIO.read_text().replace("{from: turkmenalem_52e}", drifting)
    (tmp_path / "drift.yaml").write_text(text)
    done = urker("run", tmp_path / "drift.yaml", "-o", tmp_path / "x.h5", "--set", "duration=2 d")
    assert done.returncode == 65
    assert "satellites.turkmenalem_52e carries services but moves" in done.stderr


def test_overbooked_power_is_refused(urker):
    done = urker("check", SCENARIO, "--set", "services.az_vsat_north.power=80 %", "--set",
                 "services.az_vsat_south.power=30 %")
    assert done.returncode == 65
    assert "az_vsat_north (80 %), az_vsat_south (30 %) take 110 % of its power" in done.stderr
    assert "satellites.azerspace_1.payload.transponders.ku_2" in done.stderr


def uplinks(diameter, *services):
    return [word for service in services
            for word in ("--set", f"services.{service}.uplink.dish={{diameter: {diameter}}}")]


def test_adjacent_uplinks_disturb_by_what_they_send_off_their_axes(urker):
    def reception(*arguments):
        text = link(urker, "--from", "azerspace_1", "--to", "baku", "--json", *arguments)
        return next(r for r in json.loads(text)["receptions"] if r["service"] == "az_television"
                    and r["receivers"] == "homes")
    alone = reception()
    large = reception(*uplinks("9 m", "tr_television"))
    small = reception(*uplinks("4.5 m", "tr_television"))
    assert alone["uplink_interference"] == [] and alone["off_axis"] == []
    ratios = []
    for heard in (large, small):
        (other,) = heard["uplink_interference"]
        assert other["service"] == "tr_television"
        assert 4.0 < other["off_axis_deg"] < 5.0  # 42 E and 46 E, from Gölbaşı
        ratios.append(other["carrier_to_interference_db"])
        together = -10.0 * math.log10(10.0 ** (-0.1 * alone["cascade"]["uplink_cn_db"])
                                      + 10.0 ** (-0.1 * ratios[-1]))
        assert heard["cascade"]["uplink_cn_db"] == pytest.approx(together, abs=1e-9)
    # The lobes of S.580 are the same; a quarter of the gain on the axis has to be made up for.
    assert ratios[0] - ratios[1] == pytest.approx(20.0 * math.log10(2.0), abs=1e-6)
    assert 20.0 < ratios[1] < 60.0


def test_an_uplink_is_held_against_limits_off_its_axis(urker):
    arguments = ("--from", "azerspace_1", "--to", "baku", *uplinks("4.5 m", "az_television"))
    r = json.loads(link(urker, *arguments, "--json"))["receptions"]
    checks = next(x for x in r if x["service"] == "az_television")["off_axis"]
    assert [c["limit"] for c in checks] == ["ITU-R S.524-9", "RR No. 22.26"]
    assert checks[1]["margin_db"] - checks[0]["margin_db"] == pytest.approx(3.0, abs=0.1)
    assert "least margin to ITU-R S.524-9" in link(urker, *arguments)
    quiet = urker("check", SCENARIO, *arguments[4:])
    assert quiet.returncode == 0 and "off its axis" not in quiet.stdout
    # A transponder that wants 20 dB more from a dish that is as small as can be.
    loud = urker("check", SCENARIO, *uplinks("1.2 m", "az_television"), "--set",
                 "payloads.azerspace_1.transponders.ku_1.saturation_flux=-68 dBW/m2")
    assert "services.az_television: its uplink sends" in loud.stdout
    assert "above the limit of ITU-R S.524-9 (recalled)" in loud.stdout
