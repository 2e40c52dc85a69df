"""Rows of the page's tables of propulsion."""

import numpy as np

from .numbers import show
from .style import names_of, readable


def _day(result, seconds):
    return str(result.utc([seconds])[0])[:16].replace("T", " ") if np.isfinite(seconds) else "–"


def strategies(result):
    """A row a strategy: what came of it."""
    names = names_of(result["satellites"], "satellite")
    rows = []
    for r in result["strategies"].sort_values(["satellite", "strategy"]).itertuples():
        rows.append([names.get(r.satellite, r.satellite), readable(r.kind), readable(r.outcome),
                     r.result, _day(result, r.begin), _day(result, r.end), show(r.delta_v, 2),
                     show(1e3 * r.propellant, 1)])
    return rows


def budgets(result):
    """A row a satellite: propellant and change of velocity over the run."""
    metrics = result["metrics"]
    wanted = metrics[metrics.scope == "satellites"].pivot(
        index="entity", columns="metric", values="value")
    names = names_of(result["satellites"], "satellite")
    made = result["manoeuvres"]
    rows = []
    for key in sorted(result["strategies"].satellite.unique()):
        if key not in wanted.index or "propellant_used" not in wanted:
            continue
        own = wanted.loc[key]
        refused = ((made.satellite == key) & (made.outcome == "refused")).sum()
        rows.append([names.get(key, key), show(own.propellant_at_start, 3),
                     show(1e3 * own.propellant_used, 1), show(1e3 * own.propellant_left, 1),
                     show(own.delta_v, 2), int(own.burns), int(refused),
                     show(own.burning_time / 3600.0, 1)])
    return rows


def manoeuvres(result):
    """A row a burn, or one that was refused."""
    names = names_of(result["satellites"], "satellite")
    rows = []
    table = result["manoeuvres"].sort_values(["satellite", "number"])
    for r in table[table.outcome == "refused"].itertuples():
        rows.append(_manoeuvre(result, names, r))
    for r in table[table.outcome != "refused"].itertuples():
        rows.append(_manoeuvre(result, names, r))
    return rows


def _manoeuvre(result, names, r):
    refused = r.outcome == "refused"
    return [names.get(r.satellite, r.satellite), readable(r.kind), _day(result, r.decided),
            _day(result, r.begin), "–" if refused else show(r.end - r.begin, 0),
            show(r.delta_v, 3), "–" if refused else show(1e3 * r.propellant, 2),
            show(1e-3 * r.altitude, 2),
            readable(r.outcome) + (f": {r.reason}" if r.reason else "")]
