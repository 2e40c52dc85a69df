"""The section of telecom services: only where there are some, and its figures and rows."""

import re

import numpy as np
import pytest
from conftest import assert_fits_a_page, full_tables, write_result
from urker_report import __main__ as program
from urker_report import services_numbers, style
from urker_report.figures import services
from urker_report.read import Result

DAY_S = 86400.0


def reception(site, status="served", **changes):
    row = dict(service="news", receivers="homes", site=site, satellite="one", status=status,
               reason="" if status == "served" else "why not", latitude=50.0, longitude=15.0,
               dish_diameter=0.6, elevation=30.0, eirp=52.0, g_over_t=14.0, uplink_cn=28.0,
               downlink_cn=16.0, carrier_to_interference=25.0, cn=15.0, margin=6.0,
               availability=0.998, required_availability=0.997, rain_outage=3600.0,
               uplink_outage=0.0, sun_outage=600.0, lit=365 * DAY_S)
    return {**row, **changes}


def with_services(path, rows, outages=()):
    tables = full_tables()
    tables["services"] = rows
    tables["service_outages"] = list(outages)
    tables["beam_contours"] = [
        {"satellite": "one", "beam": "land", "from": 0.0, "below_peak": level, "point": i,
         "eirp": 53.0 - level, "latitude": 50 + level * np.sin(a), "edge": int(level == 5),
         "longitude": 15 + level * np.cos(a)}
        for level in (1.0, 5.0) for i, a in enumerate(np.linspace(0, 6, 20))]
    return write_result(path, tables)


def outage(day, minutes, cause="sun"):
    return dict(service="news", receivers="homes", site="north", begin=day * DAY_S, cause=cause,
                end=day * DAY_S + 60 * minutes)


@pytest.fixture
def result(tmp_path):
    return Result(with_services(tmp_path / "a.h5", [
        reception("north"), reception("east", "too_rarely", longitude=20.0, availability=0.99),
        reception("south", "outside_beam", latitude=40.0, margin=np.nan, lit=0.0,
                  availability=np.nan)],
        [outage(60, 4), outage(61, 6), outage(280, 5), outage(100, 90, "rain")]))


def test_a_run_without_services_has_no_section(full, result):
    assert not services.has_services(Result(full))
    assert services.has_services(result)


def test_the_section_is_on_the_page(result, tmp_path):
    assert program.main([str(result.path), "-o", str(tmp_path / "page")]) == 0
    text = (tmp_path / "page" / "index.html").read_text()
    keys = re.findall(r'<section id="([a-z]+)"', text)
    assert keys.index("services") == keys.index("links") + 1
    assert "outside the beam: why not" in text


def test_seasons_of_the_sun(result):
    rows = services_numbers.sun_seasons(result)
    assert [row[4:] for row in rows] == [
        ["2026-10-21 00:00", "2026-10-22 00:00", 2, "6.0", "10"],
        ["2027-05-29 00:00", "2027-05-29 00:00", 1, "5.0", "5"]]


def test_counts_by_satellite(result):
    assert services_numbers.counts(result) == [["One $x^2$", 1, 3, 1, 1, 0, 1]]


@pytest.mark.parametrize("draw", [services.draw_map, services.draw_outages])
@pytest.mark.parametrize("count", [1, 3, 150])
def test_figures_stay_on_a_page(draw, count, tmp_path):
    rows = [reception(f"s{i:03}", longitude=float(i), service=f"v{i % 20:02}") for i in range(count)]
    assert_fits_a_page(draw(Result(with_services(tmp_path / "b.h5", rows))))


def test_nothing_reached_is_said(tmp_path):
    rows = [reception("south", "outside_beam", lit=0.0, margin=np.nan)]
    result = Result(with_services(tmp_path / "c.h5", rows))
    for draw in (services.draw_map, services.draw_outages):
        figure = draw(result)
        figure.canvas.draw()
        style.plt.close(figure)
