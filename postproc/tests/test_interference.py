"""The section of interference: its figure and its table."""

import pytest
from conftest import assert_fits_a_page, full_tables, write_result
from urker_report import __main__ as program
from urker_report import numbers
from urker_report.figures import interference
from urker_report.read import Result


def booked(begin, least_c_over_i, separation, time_lost=0.0, capacity_lost=0.0):
    return dict(satellite="one", station="north", begin=begin, end=begin + 600.0, neighbours=2,
                least_c_over_i=least_c_over_i, worst=begin + 300.0, loudest="two",
                separation=separation, time_lost=time_lost, capacity_lost=capacity_lost)


@pytest.fixture
def path(tmp_path):
    tables = full_tables()
    tables["link_interference"] = [booked(3600.0, 0.0, 1e-4, 10.5, 2e9),
                                   booked(9000.0, 45.0, 30.0, 0.0, 1e6)]
    return write_result(tmp_path / "a.h5", tables)


def test_only_a_run_with_interference_has_the_section(full, path):
    assert not interference.has_interference(Result(full))
    assert interference.has_interference(Result(path))


def test_the_table_sums_by_satellite(path):
    assert numbers.interference(Result(path)) == [
        ["one", 2, 1, "0.0", "two", "0.00", "10.5", "2.001"]]


def test_the_figure_fills_what_lost_time(path):
    made = interference.draw(Result(path))
    ratio, lost = made.axes
    filled, open_ = ratio.lines
    assert list(filled.get_ydata()) == [0.0] and list(open_.get_ydata()) == [45.0]
    assert list(filled.get_xdata()) == [interference.LEAST_DEG]
    assert list(lost.lines[0].get_ydata()) == [2.0, 1e-3]
    assert_fits_a_page(made)


def test_the_page_has_the_section(path, tmp_path):
    assert program.main([str(path), "-o", str(tmp_path / "out")]) == 0
    assert 'id="interference"' in (tmp_path / "out/index.html").read_text(encoding="utf-8")
