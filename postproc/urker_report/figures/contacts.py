"""Contacts per station over the run: what could be seen, and what was booked."""

import numpy as np
from matplotlib.collections import PolyCollection

from .. import style

MOST_ROWS = 90      # one row a station and satellite up to here, then one row a station
MOST_STATIONS = 60
MOST_SHAPES = 4000  # bars from there on are pixels
STANDING = 0.9      # share of the run from which a contact counts as a standing one


def draw(result):
    """One band a station, one line a satellite in it. Contacts that stand for most of the run (GEO)
    are named in a note instead of drawn."""
    contacts, standing = _split(result)
    passes = result["passes"]
    granted = passes[passes.outcome == "granted"]
    rows = sorted(set(zip(contacts.station, contacts.satellite)))
    by_satellite = len(rows) <= MOST_ROWS
    notes = []
    if not by_satellite:
        rows, notes = _stations_only(contacts, granted)
    if not rows:
        return style.finish(style.empty("no contact that comes and goes"), (), _name(standing))
    owners = style.Owners(result)
    owner_of = result["satellites"].set_index("satellite").owner.to_dict()
    made, axis = style.figure(height=0.6 + 0.155 * max(len(rows), 6))
    place = {row: y for y, row in enumerate(rows)}
    _bars(axis, result, contacts, _places(contacts, place, by_satellite), 0.36, style.IDLE)
    for organisation in sorted(set(granted.satellite.map(lambda s: owner_of.get(s, "")))):
        own = granted[granted.satellite.map(lambda s: owner_of.get(s, "")) == organisation]
        _bars(axis, result, own, _places(own, place, by_satellite), 0.74,
              owners.colour(organisation))
    used = granted[granted.bits_received > 0]
    axis.plot(result.utc((used.aos + used.los) / 2), _places(used, place, by_satellite), "o",
              color="white", markersize=2.4, markeredgecolor=style.INK, markeredgewidth=0.4)
    _labels(axis, result, rows, by_satellite)
    style.time_axis(axis, result)
    axis.grid(axis="y", visible=False)
    handles = [style.swatch(style.IDLE, "in view, not booked")]
    for handle in owners.handles(granted.satellite.map(lambda s: owner_of.get(s, ""))):
        handle.set_label(f"granted, satellite of {handle.get_label()}")
        handles.append(handle)
    handles.append(style.plt.Line2D([], [], marker="o", linestyle="none", color="white",
                                    markersize=3.5, markeredgecolor=style.INK,
                                    markeredgewidth=0.6, label="data received"))
    return style.finish(made, handles, notes + _name(standing))


def _split(result):
    """Contacts that come and go, and pairs of (station, satellite) that see each other for good."""
    contacts = result["contacts"]
    pair = [contacts.station, contacts.satellite]
    length = (contacts.los - contacts.aos).groupby(pair).transform("sum")
    stands = length >= STANDING * result.duration_s
    standing = sorted(set(zip(contacts.station[stands], contacts.satellite[stands])))
    return contacts[~stands], standing


def _stations_only(contacts, granted):
    hours = (granted.los - granted.aos).groupby(granted.station).sum()
    stations = sorted(set(contacts.station))
    shown = sorted(sorted(stations, key=lambda s: -hours.get(s, 0.0))[:MOST_STATIONS])
    notes = ["One row a station: its satellites are too many for a row each."]
    if len(shown) < len(stations):
        notes.append(f"{len(shown)} of {len(stations)} stations: those with the most booked time.")
    return [(station, None) for station in shown], notes


def _places(windows, place, by_satellite):
    satellites = windows.satellite if by_satellite else [None] * len(windows)
    return np.array([place.get(row, np.nan) for row in zip(windows.station, satellites)])


def _bars(axis, result, windows, places, height, colour):
    """Bars with an edge of their own colour, so that a short pass is still seen in a long run."""
    drawn = np.isfinite(places)
    begin = style.mdates.date2num(result.utc(windows.aos))[drawn]
    end = style.mdates.date2num(result.utc(windows.los))[drawn]
    y = places[drawn]
    corners = np.stack([np.stack([begin, y - height / 2], 1), np.stack([end, y - height / 2], 1),
                        np.stack([end, y + height / 2], 1), np.stack([begin, y + height / 2], 1)],
                       axis=1)
    axis.add_collection(PolyCollection(
        corners, facecolor=colour, edgecolor=colour, linewidth=0.4,
        rasterized=len(corners) > MOST_SHAPES))


def _labels(axis, result, rows, by_satellite):
    """Satellites at the ticks, each station's name once beside its band."""
    axis.set_ylim(len(rows) - 0.4, -0.6)
    axis.tick_params(axis="y", length=0)
    if not by_satellite:
        axis.set_yticks(range(len(rows)), [style.readable(s) for s, _ in rows], fontsize=7.5)
        return
    names = style.names_of(result["satellites"], "satellite")
    axis.set_yticks(range(len(rows)), [names.get(s, s) for _, s in rows], fontsize=7)
    begin = 0
    for i in range(1, len(rows) + 1):
        if i == len(rows) or rows[i][0] != rows[begin][0]:
            axis.text(1.005, (begin + i - 1) / 2, style.shorten(style.readable(rows[begin][0]), 16),
                      transform=axis.get_yaxis_transform(), va="center", fontsize=8, weight="bold")
            if i < len(rows):
                axis.axhline(i - 0.5, color=style.QUIET, linewidth=0.6)
            begin = i


def _name(standing):
    if not standing:
        return []
    by_station = {}
    for station, satellite in standing:
        by_station.setdefault(station, []).append(satellite)
    if len(by_station) > 16:
        return [f"Not drawn: {len(standing)} pairs that see each other for at least "
                f"{STANDING:.0%} of the run."]
    alike = {}
    for station, satellites in by_station.items():
        alike.setdefault(tuple(satellites), []).append(style.readable(station))
    texts = [f"{', '.join(stations)} with {', '.join(style.readable(s) for s in satellites)}"
             for satellites, stations in alike.items()]
    return [f"Not drawn, in view for at least {STANDING:.0%} of the run: " + "; ".join(texts) + "."]
