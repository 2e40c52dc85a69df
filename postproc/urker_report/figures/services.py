"""Telecom services: where they are received, within which beams, and how often they are out."""

import numpy as np

from .. import style
from . import map as region
from .placing import Placer

SERVED, RARELY, REFUSED = style.GREEN, style.OCHRE, style.ORANGE
_RANK = {"served": 2, "too_rarely": 1}
_BEAMS = [style.BLUE, style.PURPLE, "#7a8b1f", style.OCHRE]
MOST_SERVICES = 12
MOST_ROWS = 60
LEAST_H = 0.01


def has_services(result):
    return "services" in result.tables and len(result["services"]) > 0


def draw_map(result):
    """One map a satellite: the edges and inner lines of its beams, and each site by the worst and
    best of what it receives from it."""
    rows, lines = result["services"], result["beam_contours"]
    satellites = sorted(rows.satellite.unique())[:MOST_SERVICES]
    names = style.names_of(result["satellites"], "satellite")
    west, east, south, north = _frame(rows)
    stretch = 1 / max(0.2, np.cos(np.radians((south + north) / 2)))
    made, axes = _panels(len(satellites), (north - south) * stretch / (east - west))
    for key, axis in zip(satellites, axes):
        axis.set_facecolor(style.SEA)
        axis.set_xlim(west, east)
        axis.set_ylim(south, north)
        axis.grid(color="white", linewidth=0.6)
        region.draw_countries(axis, west, east, south, north)
        _beams(axis, lines[lines.satellite == key])
        _sites(axis, rows[rows.satellite == key])
        axis.set_title(names.get(key, key))
        axis.xaxis.set_major_formatter(lambda x, _: f"{x:g}°")
        axis.yaxis.set_major_formatter(lambda y, _: f"{y:g}°")
    line = style.plt.Line2D
    marks = [line([], [], marker="o", linestyle="none", markersize=6, color=colour, label=label)
             for colour, label in ((SERVED, "all services there as required"),
                                   (RARELY, "some served too rarely or not at all"),
                                   (REFUSED, "none served"))]
    marks += [line([], [], color=style.BLUE, linewidth=1.4, label="edge of a beam"),
              line([], [], color=style.BLUE, linewidth=0.7, linestyle="--",
                   label="lines of equal EIRP, dBW of a saturated transponder")]
    made.legend(handles=marks, loc="upper left", bbox_to_anchor=(0.03, 1), ncols=3,
                borderaxespad=0.1, handlelength=1.6, columnspacing=1.4)
    made.text(0.03, 0.05 / made.get_size_inches()[1],
              "Beams as they point at the start of the run; each beam of a satellite in a colour of "
              "its own.", fontsize=7.5, color=style.QUIET)
    return made


def _panels(number, ratio):
    """A figure with so many maps of a height by width in places that stay: names need them."""
    columns = min(2, number)
    count = -(-number // columns)
    left, gap, below, above, legend, note = 0.45, 0.5, 0.25, 0.28, 0.48, 0.25  # inches
    width = (style.WIDTH - left - 0.1 - gap * (columns - 1)) / columns
    height = width * ratio
    total = legend + count * (height + below + above) + note
    made = style.plt.figure(figsize=(style.WIDTH, total))
    axes = []
    for i in range(number):
        x = left + (i % columns) * (width + gap)
        y = total - legend - (i // columns) * (height + below + above) - above - height
        axes.append(made.add_axes([x / style.WIDTH, y / total, width / style.WIDTH,
                                   height / total]))
    return made, axes


def _frame(rows):
    west, east = rows.longitude.min(), rows.longitude.max()
    south, north = rows.latitude.min(), rows.latitude.max()
    wide, high = max(8.0, 0.14 * (east - west)), max(7.0, 0.25 * (north - south))
    return (max(-180.0, west - wide), min(180.0, east + wide), max(-85.0, south - high),
            min(85.0, north + high))


def _beams(axis, lines):
    lines = lines[lines["from"] == lines["from"].min()]
    colours = dict(zip(sorted(lines.beam.unique()), _BEAMS * len(lines)))
    for (beam, _), line in lines.groupby(["beam", "below_peak"], sort=True):
        line = line.sort_values("point")
        points = line[["longitude", "latitude"]].to_numpy()
        points = np.concatenate([points, points[:1]])
        jumps = np.flatnonzero(np.abs(np.diff(points[:, 0])) > 180) + 1
        points = np.insert(points, jumps, np.nan, axis=0)
        edge = line.edge.iloc[0] == 1
        axis.plot(points[:, 0], points[:, 1], color=colours[beam], zorder=3,
                  linewidth=1.4 if edge else 0.7, linestyle="-" if edge else "--",
                  scalex=False, scaley=False)
        _label(axis, line, f"{line.eirp.iloc[0]:.0f}", colours[beam])


def _label(axis, line, text, colour):
    """At the line's lowest point within the frame."""
    (west, east), (south, north) = axis.get_xlim(), axis.get_ylim()
    seen = line[(line.longitude > west + 1) & (line.longitude < east - 1)
                & (line.latitude > south + 0.5) & (line.latitude < north - 0.5)]
    if len(seen):
        point = seen.loc[seen.latitude.idxmin()]
        axis.text(point.longitude, point.latitude, text, fontsize=7, color=colour,
                  ha="center", va="center", zorder=4, clip_on=True,
                  bbox={"facecolor": "white", "alpha": 0.75, "linewidth": 0, "pad": 0.6})


def _sites(axis, rows):
    placer = Placer(axis)
    places = []
    for site, own in rows.groupby("site"):
        ranks = own.status.map(_RANK).fillna(0)
        colour = SERVED if ranks.min() == 2 else REFUSED if ranks.max() == 0 else RARELY
        x, y = own.longitude.iloc[0], own.latitude.iloc[0]
        axis.plot(x, y, marker="o", markersize=6, color=colour, markeredgecolor="white",
                  markeredgewidth=0.8, zorder=8, linestyle="none")
        placer.take(x, y, 5)
        places.append((x, y, site))
    for x, y, site in places:
        placer.name(x, y, style.shorten(style.readable(site)), fontsize=7, weight="bold", zorder=9)


def draw_outages(result):
    """Hours without service in the run, by reception and cause, on a logarithmic axis; the hours
    that the required availability leaves as a mark. Those that were never out are counted."""
    rows = result["services"]
    rows = rows[(rows.lit > 0) & (rows.margin >= 0)]
    if rows.empty:
        return style.empty("no service has a margin at a site that it reaches")
    parts = [("rain_outage", "rain at the site", "o", style.BLUE),
             ("uplink_outage", "rain on the uplink", "s", style.SKY),
             ("sun_outage", "the Sun behind the satellite", "D", style.OCHRE)]
    hours = rows.assign(**{name: rows[name].fillna(0) / 3600 for name, *_ in parts})
    hours["total"] = hours[[name for name, *_ in parts]].sum(axis=1)
    out = hours[hours.total > 0].sort_values(["service", "receivers", "site"])
    if out.empty:
        return style.empty("no reception was ever out")
    notes = [f"{len(hours) - len(out)} more receptions were never out."] * (len(hours) > len(out))
    if len(out) > MOST_ROWS:
        notes.append(f"{MOST_ROWS} of {len(out)} receptions: those that were out for longest.")
        out = out.sort_values("total", ascending=False, kind="stable")[:MOST_ROWS].sort_values(
            ["service", "receivers", "site"])
    made, axis = style.figure(height=0.7 + 0.16 * len(out))
    y = np.arange(len(out))[::-1]
    axis.hlines(y, LEAST_H, out.total, color=style.IDLE, linewidth=0.8)
    for name, _, marker, colour in parts:
        there = (out[name] > 0).to_numpy()
        axis.plot(out[name][there].clip(lower=LEAST_H), y[there], marker=marker, color=colour,
                  linestyle="none", markersize=5)
    allowed = (1 - out.required_availability) * result.duration_s / 3600
    axis.plot(allowed.clip(lower=LEAST_H), y, linestyle="none", marker="|", markersize=9,
              color=style.INK)
    labels = [style.shorten(f"{style.readable(r.service)}, {r.receivers.replace('_', ' ')}", 40)
              + f": {style.readable(r.site)}, {r.dish_diameter:g} m" for r in out.itertuples()]
    axis.set_yticks(y, labels, fontsize=7.2)
    axis.set_ylim(-0.8, len(out) - 0.2)
    axis.set_xscale("log")
    axis.set_xlim(LEAST_H * 0.9, max(allowed.max(), out.total.max()) * 1.4)
    axis.xaxis.set_major_formatter(lambda x, _: f"{x:g}")
    axis.set_xlabel("Hours without service in the run, by cause (what is less stands at 0.01)")
    line = style.plt.Line2D
    handles = [line([], [], linestyle="none", marker=marker, color=colour, markersize=5, label=label)
               for _, label, marker, colour in parts]
    handles.append(line([], [], linestyle="none", marker="|", markersize=9, color=style.INK,
                        label="what the required availability leaves"))
    if rows.rain_outage.isna().all():
        notes.append("Steady weather: rain is in the availability only.")
    return style.finish(made, handles, notes)
