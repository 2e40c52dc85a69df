"""The section of the paths by which reports came down."""

import h5py
import pytest
from conftest import assert_fits_a_page, full_tables, write_result
from urker_report import __main__ as program
from urker_report.figures import paths
from urker_report.read import Result


@pytest.fixture
def path(tmp_path):
    """Three reports of one satellite, two over another one, 1, 2 and 60 min after they were made."""
    tables = full_tables()
    image = tables["products"][0]
    for i, minutes in enumerate((60.0, 2.0, 1.0)):
        tables["products"].append({**image, "number": -1 - i, "kind": "report", "processed": 900.0,
                                   "delivered": 900.0 + 60.0 * minutes})
    written = write_result(tmp_path / "a.h5", tables)
    with h5py.File(written, "a") as file:
        text = h5py.string_dtype()
        file["products"].create_dataset("medium", dtype=text, data=[
            "radio", "", "report_radio", "report_radio", "report_radio"])
        file["products"].create_dataset("relay", dtype=text, data=["", "", "", "two", "two"])
    return written


def test_a_run_of_one_path_has_no_section(full, path):
    assert not paths.has_paths(Result(full))
    assert paths.has_paths(Result(path))


def test_the_table_has_the_fastest_path_first(path):
    assert paths.table_rows(Result(path)) == [
        ["over Two", 2, "67", "1.5", "1.9", "2.0"],
        ["report radio", 1, "33", "60.0", "60.0", "60.0"]]


def test_the_figure_steps_up_by_report(path):
    made = paths.draw(Result(path))
    lines = made.axes[0].lines
    assert lines[0].get_xdata().tolist() == [1.0, 1.0, 2.0]
    assert lines[0].get_ydata().tolist() == [0.0, 50.0, 100.0]
    assert_fits_a_page(made)


def test_the_page_has_the_section(path, tmp_path):
    assert program.main([str(path), "-o", str(tmp_path / "out")]) == 0
    assert 'id="paths"' in (tmp_path / "out/index.html").read_text(encoding="utf-8")
