"""Rows of the page's tables of telecom services."""

import numpy as np

from .numbers import show
from .style import names_of, readable

_STATUS = {"served": "served", "too_rarely": "too rarely", "no_margin": "no margin",
           "below_horizon": "below the horizon", "outside_beam": "outside the beam",
           "uplink_below_horizon": "uplink below the horizon",
           "uplink_outside_beam": "uplink outside the beam", "no_satellite": "no satellite"}
SEASON_GAP_S = 30 * 86400.0  # between the Sun's outages of two seasons


def receptions(result):
    """A row a service and site."""
    rows = []
    for r in result["services"].itertuples():
        rows.append([readable(r.service), r.receivers.replace("_", " "), readable(r.site),
                     show(r.dish_diameter, 2), show(r.elevation, 1), show(r.eirp, 1),
                     show(r.g_over_t, 1), show(r.uplink_cn, 1), show(r.downlink_cn, 1),
                     show(r.carrier_to_interference, 1), show(r.cn, 1), show(r.margin, 1),
                     _percent(r.availability), _percent(r.required_availability),
                     _STATUS.get(r.status, r.status) + (f": {r.reason}" if r.reason else "")])
    return rows


def _percent(share):
    if not np.isfinite(share):
        return "–"
    return "99.999 or more" if share >= 0.99999 else f"{100 * share:.3f}"


def sun_seasons(result):
    """A row a reception and season: from when to when the Sun cuts it off, how often, how long."""
    outages = result["service_outages"]
    outages = outages[outages.cause == "sun"]
    keys = ["service", "receivers", "site"]
    diameters = result["services"].set_index(keys).dish_diameter
    rows = []
    for key, own in outages.groupby(keys):
        own = own.sort_values("begin")
        season = (own.begin.diff() > SEASON_GAP_S).cumsum()
        for _, part in own.groupby(season):
            length = (part.end - part.begin) / 60
            first, last = result.utc(part.begin.to_numpy())[[0, -1]]
            rows.append([readable(key[0]), key[1].replace("_", " "), readable(key[2]),
                         show(diameters[key], 2), str(first)[:16].replace("T", " "),
                         str(last)[:16].replace("T", " "), len(part), show(length.max(), 1),
                         show(length.sum(), 0)])
    return rows


def counts(result):
    """How many receptions there are by satellite, and what becomes of them."""
    services = result["services"]
    names = names_of(result["satellites"], "satellite")
    rows = []
    for satellite, own in services.groupby("satellite"):
        refused = ~own.status.isin(["served", "too_rarely", "no_margin"])
        rows.append([names.get(satellite, readable(satellite)), own.service.nunique(), len(own),
                     int((own.status == "served").sum()), int((own.status == "too_rarely").sum()),
                     int((own.status == "no_margin").sum()), int(refused.sum())])
    return rows
