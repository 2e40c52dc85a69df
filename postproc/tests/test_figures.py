"""Numbers behind the figures, and figures of a cast too large to show each."""

import numpy as np
import pytest
from conftest import DAY_S, assert_fits_a_page, full_tables, write_result
from urker_report import inputs, numbers, processing_numbers, style
from urker_report.figures import (budgets, compare, compute, contacts, coverage, funnel, latency, links, map,
                                  stations)
from urker_report.read import Result

DRAWN = {"map": map.draw, "contacts": contacts.draw, "power": budgets.draw_power,
         "storage": budgets.draw_storage, "funnel": funnel.draw, "stations": stations.draw,
         "coverage": coverage.draw, "links": links.draw, "compute": compute.draw,
         "latency": lambda result: latency.draw([result], ["run"]),
         "compare": lambda result: compare.draw([result, result], ["a", "b"])}


@pytest.fixture
def large(tmp_path):
    """50 satellites, 100 stations, 12 organisations."""
    tables = full_tables()
    tables["organisations"] = [dict(organisation=f"o{i}", name=f"Land {i}", role="member",
                                    country="") for i in range(12)]
    one = tables["satellites"][0]
    tables["satellites"] = [{**one, "satellite": f"s{i:02}", "name": f"Sat {i}",
                             "owner": f"o{i % 12}"} for i in range(50)]
    tables["stations"] = [dict(station=f"g{i:02}", name="", owner=f"o{i % 12}",
                               latitude=-60 + 1.2 * i, longitude=(37.0 * i) % 360 - 180)
                          for i in range(100)]
    for name in ("products", "compute", "power", "storage", "links", "passes"):
        tables[name] = [{**row, "satellite": f"s{i:02}"} for i in range(50)
                        for row in tables[name] if row["satellite"] == "one"]
    for row, i in zip(tables["passes"], range(50)):
        row.update(station=f"g{2 * i:02}", organisation=f"o{i % 12}")
    tables["contacts"] = [dict(satellite=f"s{i:02}", station=f"g{j:02}", aos=100.0 * i,
                               los=100.0 * i + 600) for i in range(50) for j in range(100)]
    return Result(write_result(tmp_path / "large.h5", tables))


@pytest.mark.parametrize("name", DRAWN)
def test_figure_without_rows(name, empty):
    figure = DRAWN[name](Result(empty))
    figure.canvas.draw()
    style.plt.close(figure)


@pytest.mark.parametrize("name", DRAWN)
def test_figure_of_a_large_cast_stays_on_a_page(name, large):
    assert_fits_a_page(DRAWN[name](large))


def test_reads_span_names_and_instants(full):
    result = Result(full)
    assert result.duration_s == DAY_S
    assert result.utc([60.0, np.nan])[0] == np.datetime64("2026-08-22T00:01:00")
    assert np.isnat(result.utc([np.nan])[0])
    assert result.tables["products"].is_instant("imaged")


def test_funnel_counts_each_stage(full):
    table = funnel.stages(Result(full)["products"], "satellite")
    assert list(table.loc["one"].xs("scenes", level=1)) == [1, 1, 1, 1]
    assert list(table.loc["two"].xs("scenes", level=1)) == [1, 0, 0, 0]


def test_lost_data_and_latency_by_stage_are_told(full):
    result = Result(full)
    assert processing_numbers.lost(result) == [
        ["Onboard", "Cloud mask", "Wrong discard", 1, "8.0", "6.4", 3]]
    values = {key: value for key, _, value, _, _ in processing_numbers.key_numbers(result)}
    assert values["useful"] == pytest.approx(6.4)
    assert values["lost_useful"] == pytest.approx(6.4)
    header, rows = processing_numbers.latency_rows([result], ["run"])
    assert header == ["Stage", "run, median", "run, 90 %"]
    assert rows[0] == ["On-board processing", "1.00", "1.00"]
    assert rows[-1][1] == f"{(2202 - 1000) / 60:.2f}"


def test_the_chart_shows_where_the_busiest_computer_works(full):
    begin, end = compute.window(Result(full)["compute"])
    assert begin < 1000.0 and end > 1020.0


def test_stages_of_latency_add_up(full):
    products = Result(full)["products"]
    spent = latency.stage_minutes(products).drop(columns="satellite")
    assert spent.sum(axis=1).tolist() == pytest.approx(latency.total_minutes(products).tolist())


def test_coverage_counts_a_cell_of_two_operators_once(tmp_path):
    tables = full_tables()
    tables["coverage"] *= 2
    result = Result(write_result(tmp_path / "a.h5", tables))
    assert coverage.by_campaign(result["coverage"]).loc["watch"].tolist() == [4, 3, 2, 1]


def test_a_standing_contact_is_named_not_drawn(full):
    coming, standing = contacts._split(Result(full))
    assert standing == [("near_north", "two")]
    assert len(coming) == 2


def test_key_numbers(full):
    values = {key: value for key, _, value, _, _ in numbers.key_numbers(Result(full))}
    assert (values["scenes"], values["imaged"], values["sent"]) == (2, 16.0, 2.0)
    assert values["median_latency"] == pytest.approx(1202 / 60)
    assert values["covered"] == pytest.approx(100, rel=1e-3)


def test_ledger_tells_own_from_shared(full):
    assert [row[:4] for row in numbers.ledger(Result(full))] == [
        ["Aaland", "Bebe & <Sons>", "Pact", 1], ["Aaland", "Aaland", "own or ordered", 1]]


def test_refusals_name_who_was_in_the_way(full):
    rows = numbers.refusals(Result(full))
    assert ["Pass", "Refused occupied, by a pass of Aaland", 1] in rows
    assert ["Task", "No energy", 1] in rows
    assert ["Granted pass", "over before the pass before it had ended", 1] in rows


def test_inputs_by_what_they_rest_on(full):
    result = Result(full)
    assert [row[1] for row in inputs.shares(result)] == [1, 1, 1]
    assert inputs.estimated_share(result) == 100
    assert inputs.estimated(result)[0][0] == "satellites.one.power"


def test_stations_at_one_place_share_a_name(full):
    result = Result(full)
    figure, axis = style.plt.subplots()
    axis.set_xlim(10, 30)
    axis.set_ylim(50, 65)
    (place,) = map._places(result["stations"], map.Placer(axis))
    assert place[2] == ["near_north", "north"]
    style.plt.close(figure)
