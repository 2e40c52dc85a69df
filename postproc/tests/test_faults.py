"""The section of faults and upsets: its figures, its outages and its log."""

import re

import numpy as np
import pytest
from conftest import assert_fits_a_page, full_tables, write_result
from urker_report import __main__ as program
from urker_report.figures import faults
from urker_report.read import Result


def event(satellite, time, sequence, what, unit="imager", cause="constant rate", part=0.0,
          since=np.nan, lost=0, bits=0):
    return dict(satellite=satellite, time=time, sequence=sequence, unit=unit, name="camera",
                component=0, event=what, cause=cause, part=part, since=since, lost_events=lost,
                lost_bits=bits)


def with_faults(path, log, cells):
    tables = full_tables()
    tables["faults"] = log
    tables["upset_map"] = [dict(satellite=s, latitude=a, longitude=o, expected=e, duration=d)
                           for s, a, o, e, d in cells]
    return Result(write_result(path, tables))


@pytest.fixture
def result(tmp_path):
    return with_faults(tmp_path / "a.h5", [
        event("one", 3600.0, 0, "failed"),
        event("one", 10800.0, 1, "restored", cause="", part=1.0, since=3600.0, lost=2,
              bits=5_000_000_000),
        event("two", 7200.0, 0, "hang", unit="computer", cause="radiation"),
        event("two", 7300.0, 1, "flip", unit="computer", cause="radiation", part=1.0),
        event("two", 86400.0, 2, "end", unit="computer", cause="", since=7200.0, lost=1)],
        [("one", -22.5, -47.5, 0.5, 3600.0), ("two", -22.5, -47.5, 0.5, 3600.0),
         ("one", 2.5, 2.5, 0.001, 7200.0)])


def test_a_run_without_faults_has_no_section(full, result):
    assert not faults.has_faults(Result(full))
    assert faults.has_faults(result)


def test_outages_go_from_the_failure_to_the_end_of_it(result):
    spans = faults.outages(result)
    assert list(spans.begin) == [3600.0, 7200.0]
    assert list(spans.end) == [10800.0, 86400.0]
    assert list(spans.cause) == ["constant rate", "radiation"]
    assert list(spans.part) == [0.0, 0.0]


def test_the_log_tells_what_was_lost(result):
    rows = faults.log_rows(result)
    assert len(rows) == 4  # without the flip
    restored = next(row for row in rows if row[4] == "restored")
    assert restored[7:] == ["2.00", 2, "5.000"]
    assert rows[0][0] == "2026-08-22 01:00:00"


def test_the_map_adds_satellites_up_and_fits(result):
    made = faults.draw_upset_map(result)
    mesh = made.axes[0].collections[0]
    rates = np.ma.filled(mesh.get_array(), np.nan)
    assert np.nanmax(rates) == pytest.approx(1.0 / 7200 * 86400)
    assert np.isfinite(rates).sum() == 2
    assert_fits_a_page(made)


def test_figures_fit_with_many_units_and_with_none(result, tmp_path):
    assert_fits_a_page(faults.draw_outages(result))
    many = with_faults(tmp_path / "many.h5", [
        event(f"s{i:03}", 100.0 * i, 0, "lost") for i in range(200)] + [
        event(f"s{i:03}", 86400.0, 1, "end", cause="", since=100.0 * i) for i in range(200)], [])
    assert_fits_a_page(faults.draw_outages(many))
    assert_fits_a_page(faults.draw_upset_map(many))
    nothing = with_faults(tmp_path / "nothing.h5", [], [("one", 2.5, 2.5, 0.0, 10.0)])
    assert_fits_a_page(faults.draw_outages(nothing))
    assert_fits_a_page(faults.draw_upset_map(nothing))


def test_the_section_is_on_the_page(result, tmp_path):
    assert program.main([str(result.path), "-o", str(tmp_path / "page")]) == 0
    text = (tmp_path / "page" / "index.html").read_text()
    assert "faults" in re.findall(r'<section id="([a-z]+)"', text)
    assert "camera 1" in text
