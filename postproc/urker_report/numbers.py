"""The key numbers of a run, and the rows of the page's tables, from its result tables."""

import math

import numpy as np
import pandas as pd

from . import processing_numbers
from .figures.coverage import by_campaign
from .figures.latency import images, total_minutes
from .style import readable


def key_numbers(result):
    """(key, label, value, unit, number of decimals); the value is NaN where there is none."""
    sent = result["products"].bits_sent.sum()
    products = images(result["products"])
    kept = ~products.status.isin(["discarded", "refused", "dropped"])
    delivered = products.status == "delivered"
    minutes = total_minutes(products)
    satisfied = result["coverage"].dropna(subset=["satisfied"]).cell.nunique()
    return [
        ("scenes", "scenes imaged", len(products), "", 0),
        ("imaged", "imaged, raw", products.raw_bits.sum() * 1e-9, "Gbit", 0),
        ("kept", "kept, as stored", products[kept].bits.sum() * 1e-9, "Gbit", 1),
        ("sent", "downlinked", sent * 1e-9, "Gbit", 1),
        ("delivered", "delivered", products[delivered].bits.sum() * 1e-9, "Gbit", 1),
        ("scenes_delivered", "scenes delivered", int(delivered.sum()), "", 0),
        ("median_latency", "median time to the first reader",
         np.median(minutes) if len(minutes) else math.nan, "min", 1),
        ("worst_latency", "time within which nine tenths arrive",
         np.percentile(minutes, 90) if len(minutes) else math.nan, "min", 1),
        ("covered", "covered with little cloud", satisfied * _cell_area_km2(result), "km²", 0),
        ("wrong_discards", "scenes discarded wrongly",
         sum(result.metric(scope, "scenes_wrongly_discarded").sum()
             for scope in ("satellites", "processing")), "", 0),
        ("link_energy", "transmitter energy per Gbit downlinked",
         result["links"].energy.sum() / (sent * 1e-9) if sent else math.nan, "J", 0),
        ("least_charge", "least state of charge",
         100 * result["power"].state_of_charge.min(), "%", 1),
        ("antenna", "antenna time booked",
         result.metric("stations", "antenna_time_booked").sum() / 3600, "h", 1),
        *processing_numbers.key_numbers(result),
    ]


# What the simulator counts but has no row for.
_COUNTED = [
    ("Plan", "not sent up: late, or too long for the pass", "stations", "plans_not_sent"),
    ("Granted pass", "over before the pass before it had ended", "satellites", "passes_missed"),
    ("Scene", "discarded though clear", "satellites", "scenes_wrongly_discarded"),
    ("Scene", "kept though cloudy", "satellites", "scenes_wrongly_kept"),
]
HEADLINES = ("scenes", "imaged", "kept", "delivered", "median_latency", "covered")


def show(value, decimals, unit=""):
    """A number as text; a dash where there is none."""
    if not math.isfinite(value):
        return "–"
    return f"{value:,.{decimals}f}" + (f" {unit}" if unit else "")


def differences(results):
    """Rows (label, value of each run, change of each against the first) of the key numbers."""
    numbers = [key_numbers(result) for result in results]
    rows = []
    for entries in zip(*numbers):
        _, label, first, unit, decimals = entries[0]
        cells = [show(value, decimals, unit) for _, _, value, _, _ in entries]
        for _, _, value, _, _ in entries[1:]:
            if not (math.isfinite(value) and math.isfinite(first)):
                cells.append("–")
            elif first == 0:
                cells.append("none" if value == 0 else f"{value:+,.{decimals}f}")
            else:
                cells.append(f"{100 * (value - first) / abs(first):+,.1f} %")
        rows.append([readable(label), *cells])
    return rows


def cast(result):
    """Organisations with what they bring: satellites, imagers, stations, areas."""
    satellites, stations = result["satellites"], result["stations"]
    areas = result["areas"].drop_duplicates("area")
    rows = []
    for organisation in result["organisations"].itertuples():
        key = organisation.organisation
        own = satellites[satellites.owner == key]
        rows.append([organisation.name, organisation.role,
                     ", ".join(own[own.images == 1].name), ", ".join(own[own.images == 0].name),
                     ", ".join(stations[stations.owner == key].name),
                     ", ".join(areas[areas.owner == key]["name"])])
    return rows


def energy(result):
    """By satellite: energy generated, shed, used, least charge, time in safe mode."""
    satellites = result["satellites"].set_index("satellite")
    named = {name: result.metric("satellites", name) for name in (
        "energy_generated", "energy_shed", "energy_used", "energy_unserved",
        "least_state_of_charge", "time_in_safe_mode")}
    rows = []
    for key in sorted(satellites.index):
        value = {name: series.get(key, math.nan) for name, series in named.items()}
        rows.append([satellites["name"][key],
                     show(satellites.battery_capacity[key] / 3600, 0),
                     *(show(value[name] / 3600, 0) for name in (
                         "energy_generated", "energy_shed", "energy_used", "energy_unserved")),
                     show(100 * value["least_state_of_charge"], 1),
                     show(value["time_in_safe_mode"] / 3600, 1)])
    return rows


def station_use(result):
    """By station: owner, hours in view of imagers, booked, requests refused, volume."""
    passes, contacts = result["passes"], result["contacts"]
    satellites = result["satellites"]
    imagers = satellites[satellites.images == 1].satellite
    seen = contacts[contacts.satellite.isin(imagers)]
    hours = ((seen.los - seen.aos) / 3600).groupby(seen.station).sum()
    owner = _organisations(result)
    rows = []
    for station in result["stations"].sort_values("station").itertuples():
        asked = passes[passes.station == station.station]
        granted = asked[asked.outcome == "granted"]
        rows.append([readable(station.station), owner.get(station.owner, station.owner),
                     show(hours.get(station.station, 0.0), 1), len(asked), len(granted),
                     len(asked) - len(granted),
                     show((granted.los - granted.aos).sum() / 3600, 1),
                     int((granted.bits_received > 0).sum()),
                     show(granted.bits_received.sum() * 1e-9, 1)])
    return rows


def ledger(result):
    """By giver, receiver and agreement: products, volume, median delays in hours."""
    deliveries = result["deliveries"]
    names = _organisations(result)
    given = deliveries.assign(held=deliveries.released - deliveries.ground_processed)
    rows = []
    for (giver, receiver, agreement), part in given.groupby(["owner", "receiver", "agreement"]):
        rows.append((agreement == "", [
            names.get(giver, giver), names.get(receiver, receiver),
            readable(agreement) if agreement else "own or ordered",
            len(part), show(part.bits.sum() * 1e-9, 1), show(part.held.median() / 3600, 1),
            show(part.latency.median() / 3600, 1), show(part.latency.max() / 3600, 1)]))
    return [row for _, row in sorted(rows, key=lambda entry: entry[0])]


def campaigns(result):
    """By campaign: cells wanted, tasked, imaged, satisfied."""
    return [[readable(row.Index), row.wanted, row.tasked, row.imaged, row.satisfied,
             show(100 * row.satisfied / row.wanted, 1)]
            for row in by_campaign(result["coverage"]).itertuples()]


def task_outcomes(result):
    """What became of the tasks, by satellite: header of outcomes, then rows."""
    names = dict(zip(result["satellites"].satellite, result["satellites"]["name"]))
    tasks = result["tasks"]
    counts = pd.crosstab(tasks.satellite, tasks.outcome)
    header = ["Satellite", *(readable(outcome) for outcome in counts.columns), "All"]
    return header, [[names.get(key, key), *map(int, row), int(row.sum())]
                    for key, row in zip(counts.index, counts.to_numpy())]


def refusals(result):
    """Everything that was refused or went wrong: what, why, how often."""
    passes, images, tasks = result["passes"], result["images"], result["tasks"]
    names = _organisations(result)
    rows = []
    for (outcome, by), part in passes[passes.outcome != "granted"].groupby(
            ["outcome", "displaced_by"]):
        rows.append(["Pass", readable(outcome) + (f", by a pass of {names.get(by, by)}"
                                                   if by else ""), len(part)])
    for what, table, good in (("Scene", images, "recorded"), ("Task", tasks, "done")):
        for outcome, part in table[table.outcome != good].groupby("outcome"):
            rows.append([what, readable(outcome), len(part)])
    for what, why, scope, metric in _COUNTED:
        count = int(result.metric(scope, metric).sum())
        rows += [[what, why, count]] if count else []
    return rows


def _organisations(result):
    return dict(zip(result["organisations"].organisation, result["organisations"]["name"]))


def _cell_area_km2(result):
    """Area of each cell of the grid; 0 without areas."""
    areas = result["areas"]
    return areas.cell_area.iloc[0] * 1e-6 if len(areas) else 0.0


def interference(result):
    """What others in its band cost each satellite."""
    rows = []
    for satellite, part in result["link_interference"].groupby("satellite"):
        worst = part.loc[part.least_c_over_i.idxmin()]
        rows.append([satellite, len(part), int((part.time_lost > 0).sum()),
                     f"{worst.least_c_over_i:,.1f}", worst.loudest, f"{worst.separation:,.2f}",
                     f"{part.time_lost.sum():,.1f}", f"{part.capacity_lost.sum() * 1e-9:,.3f}"])
    return rows
