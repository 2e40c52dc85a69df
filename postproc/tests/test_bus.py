"""Figures of the bus: budgets of orbits, temperatures, pointing."""

import h5py
import numpy as np
import pandas as pd
import pytest
from conftest import DAY_S, START, assert_fits_a_page, full_tables, write_result
from urker_report import page, style
from urker_report.figures import bus
from urker_report.read import Result

DRAWN = [bus.draw_budget, bus.draw_capacity, bus.draw_temperatures, bus.draw_pointing]


def add_table(path, name, rows):
    with h5py.File(path, "a") as file:
        group = file.create_group(name, track_order=True)
        for column in rows[0]:
            values = [row[column] for row in rows]
            text = isinstance(values[0], str)
            data = group.create_dataset(column, data=values,
                                        dtype=h5py.string_dtype() if text else float)
            if column in ("time", "begin", "end", "held"):
                data.attrs["units"] = f"seconds since {START}"


@pytest.fixture
def with_bus(tmp_path):
    path = write_result(tmp_path / "bus.h5", full_tables())
    orbits = []
    for satellite in ("one", "two"):
        for i in range(15):
            orbits.append(dict(
                satellite=satellite, orbit=i, begin=5700.0 * i, end=min(5700.0 * (i + 1), DAY_S),
                generated=20.0 * 5700, depth_of_discharge=0.1, capacity=3e5 * (1 - 1e-3 * i),
                **{f"demanded_{unit}": 3.0 * 5700 if unit in ("bus", "radio") else 0.0
                   for unit in bus.UNITS}))
    add_table(path, "orbit_power", orbits)
    add_table(path, "temperatures", [
        dict(satellite=s, node=n, time=300.0 * i, sequence=i, temperature=290.0 + 5 * np.sin(0.3 * i),
             rate=0.005 * np.cos(0.3 * i)) for s in ("one", "two") for n in ("body", "panel")
        for i in range(280)])
    add_table(path, "attitude", [
        dict(satellite="one", time=t, sequence=i, activity=a, held=t + 60.0)
        for i, (t, a) in enumerate([(100.0, "imaging"), (900.0, "charging"), (5000.0, "downlink")])])
    return Result(path)


@pytest.mark.parametrize("draw", DRAWN)
def test_figure_fits_a_page(draw, with_bus):
    assert_fits_a_page(draw(with_bus))


@pytest.mark.parametrize("draw", DRAWN)
def test_figure_without_rows(draw, full):
    figure = draw(Result(full))
    figure.canvas.draw()
    style.plt.close(figure)


def test_section_only_where_there_is_a_bus(with_bus, full):
    assert bus.has_bus(with_bus)
    assert not bus.has_bus(Result(full))
    assert page._bus(Result(full), None) == []


def test_curve_goes_through_the_rows_with_their_rates():
    rows = pd.DataFrame(dict(time=[0.0, 100.0], temperature=[273.15, 283.15], rate=[0.2, 0.0]))
    times, celsius = bus._curve(rows, parts=1000)
    assert celsius[0] == pytest.approx(0.0)
    assert celsius[-1] == pytest.approx(10.0)
    assert (celsius[1] - celsius[0]) / (times[1] - times[0]) == pytest.approx(0.2, rel=1e-2)


def test_budget_is_the_mean_power_of_the_orbit(with_bus):
    figure = bus.draw_budget(with_bus)
    line = figure.axes[0].lines[0]
    assert line.get_ydata()[0] == pytest.approx(20.0)
    style.plt.close(figure)


def test_capacity_is_shown_where_it_changes(with_bus, full):
    assert bus.wears(with_bus) and not bus.wears(Result(full))
    capacity = dict(zip(with_bus["satellites"].satellite, with_bus["satellites"].battery_capacity))
    axis = bus.draw_capacity(with_bus).axes[0]
    assert len(axis.lines) == 2
    assert axis.lines[0].get_ydata()[-1] == pytest.approx(100 * 3e5 * 0.986 / capacity["one"])
