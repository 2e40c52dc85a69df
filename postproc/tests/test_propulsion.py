"""The section of propulsion: only where there are thrusters, and its figures and rows."""

import re

import numpy as np
import pytest
from conftest import DAY_S, assert_fits_a_page, full_tables, write_result
from urker_report import __main__ as program
from urker_report import propulsion_numbers
from urker_report.figures import propulsion
from urker_report.read import Result


def mark(satellite, day, altitude, propellant):
    return dict(satellite=satellite, time=day * DAY_S, altitude=altitude, perigee=altitude - 4e3,
                apogee=altitude + 4e3, propellant=propellant, delta_v=100 * (1 - propellant))


def strategy(satellite, number, kind, outcome, begin, end, result=""):
    return dict(satellite=satellite, strategy=number, kind=kind, outcome=outcome, result=result,
                begin=begin, end=end, delta_v=1.5, propellant=0.01)


def manoeuvre(number, outcome, reason=""):
    refused = outcome == "refused"
    return dict(satellite="one", number=number, kind="raise", outcome=outcome, reason=reason,
                decided=3600.0, begin=np.nan if refused else 3700.0,
                end=np.nan if refused else 3800.0, delta_v=1.5, propellant=0.01, altitude=525e3)


def with_propulsion(path, satellites=("one", "two")):
    tables = full_tables()
    tables["orbit_history"] = [mark(key, day / 10, 525e3 - 100 * day, 1 - day / 100)
                               for key in satellites for day in range(10)]
    tables["strategies"] = [row for key in satellites for row in (
        strategy(key, 0, "phase", "done", 0.0, 20000.0, "commissioning"),
        strategy(key, 1, "raise", "refused", 20000.0, 30000.0, "propellant: needs more"),
        strategy(key, 2, "dispose", "not_begun", np.nan, np.nan))]
    tables["manoeuvres"] = [manoeuvre(0, "done"), manoeuvre(1, "refused", "battery: too low")]
    tables["metrics"] += [dict(scope="satellites", entity="one", metric=name, value=value, unit="1")
                          for name, value in dict(propellant_at_start=1.0, propellant_used=0.25,
                                                  propellant_left=0.75, delta_v=12.0, burns=1.0,
                                                  burning_time=7200.0).items()]
    return write_result(path, tables)


@pytest.fixture
def result(tmp_path):
    return Result(with_propulsion(tmp_path / "a.h5"))


def test_a_run_without_thrusters_has_no_section(full, result):
    assert not propulsion.has_propulsion(Result(full))
    assert propulsion.has_propulsion(result)


def test_the_section_is_on_the_page(result, tmp_path):
    assert program.main([str(result.path), "-o", str(tmp_path / "page")]) == 0
    text = (tmp_path / "page" / "index.html").read_text()
    assert "propulsion" in re.findall(r'<section id="([a-z]+)"', text)
    assert (tmp_path / "page" / "figures" / "altitude.png").exists()


def test_rows_say_what_was_done_and_refused(result):
    assert propulsion_numbers.budgets(result) == [
        ["One $x^2$", "1.000", "250.0", "750.0", "12.00", 1, 1, "2.0"]]
    rows = propulsion_numbers.manoeuvres(result)
    assert rows[0][-1] == "Refused: battery: too low" and rows[0][3] == "–"
    assert rows[1][-1] == "Done" and rows[1][4] == "100"
    assert [row[2] for row in propulsion_numbers.strategies(result)[:3]] == [
        "Done", "Refused", "Not begun"]


def test_figures_of_a_large_cast_stay_on_a_page(tmp_path):
    many = Result(with_propulsion(tmp_path / "b.h5", [f"s{i:02}" for i in range(30)]))
    assert_fits_a_page(propulsion.draw_altitude(many))
    assert_fits_a_page(propulsion.draw_propellant(many))
