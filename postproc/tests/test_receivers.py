"""The section of receivers: its figure and its table."""

import pytest
from conftest import assert_fits_a_page, full_tables, write_result
from urker_report import __main__ as program
from urker_report import processing_numbers
from urker_report.figures import receivers
from urker_report.read import Result


def stretch(begin, in_view, detected, area="sea", emitters="ais"):
    return dict(satellite="one", number=-int(begin), emitters=emitters, area=area, begin=begin,
                end=begin + 600.0, in_view=in_view, detected=detected, messages=10 * detected,
                bits=1680 * detected)


@pytest.fixture
def path(tmp_path):
    tables = full_tables()
    tables["receptions"] = [stretch(7200.0, 200, 150), stretch(3600.0, 100, 90),
                            stretch(5000.0, 0, 0, area="gulf"),
                            stretch(9000.0, 8, 8, emitters="meters")]
    return write_result(tmp_path / "a.h5", tables)


def test_a_run_without_receivers_has_no_section(full, path):
    assert not receivers.has_receivers(Result(full))
    assert receivers.has_receivers(Result(path))


def test_the_table_sums_by_area(path):
    rows = processing_numbers.receptions(Result(path))
    assert rows[0] == ["one", "Ais", "Gulf", 1, "0.0", "–", "0", "0.00"]
    assert rows[1] == ["one", "Ais", "Sea", 2, "150.0", "80.0", "2,400", "0.40"]
    assert rows[2][:4] == ["one", "Meters", "Sea", 1]


def test_the_figure_shows_each_pass(path):
    made = receivers.draw(Result(path))
    over_time, share = made.axes
    assert [len(line.get_ydata()) for line in over_time.lines] == [2, 1, 1]
    points = sorted((x, y) for line in share.lines
                    for x, y in zip(line.get_xdata(), line.get_ydata()))
    assert points == [(8, 100.0), (100, 90.0), (200, 75.0)]
    assert_fits_a_page(made)


def test_the_page_has_the_section(path, tmp_path):
    assert program.main([str(path), "-o", str(tmp_path / "out")]) == 0
    assert 'id="receivers"' in (tmp_path / "out/index.html").read_text(encoding="utf-8")
