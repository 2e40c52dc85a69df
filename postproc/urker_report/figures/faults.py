"""Where upsets come from, and which units did not serve when: map, bars, and the log as a table."""

import numpy as np
import pandas as pd

from .. import style
from .map import draw_countries

CELL_DEG = 5.0
MOST_SATELLITES = 24
MOST_ROWS = 200
_CAUSES = {"radiation": style.PURPLE, "stated": style.OCHRE}
_FAILS = ("failed", "lost", "hang", "reset", "latch_up", "destroyed")


def has_faults(result):
    """Whether anything of the run may fail or be upset."""
    return any(name in result.tables and len(result[name]) for name in ("faults", "upset_map"))


def draw_upset_map(result):
    """Rate by place below the satellites that radiation upsets: upsets to be expected over the time
    that they were there."""
    cells = result["upset_map"].groupby(["latitude", "longitude"])[["expected", "duration"]].sum()
    cells = cells[cells.duration > 0].reset_index()
    if not len(cells) or cells.expected.sum() == 0:
        return style.empty("radiation upsets nothing")
    rate = np.full((36, 72), np.nan)
    rows = ((cells.latitude + 90 - CELL_DEG / 2) / CELL_DEG).round().astype(int)
    columns = ((cells.longitude + 180 - CELL_DEG / 2) / CELL_DEG).round().astype(int)
    rate[rows, columns] = cells.expected / cells.duration * 86400
    made, axis = style.figure(1, 1, height=4.9)
    axis.grid(False)
    scale = style.plt.matplotlib.colors.LogNorm(*_limits(rate))
    drawn = axis.pcolormesh(np.arange(-180, 181, CELL_DEG), np.arange(-90, 91, CELL_DEG), rate,
                            norm=scale, cmap="magma_r", zorder=2, alpha=0.85)
    draw_countries(axis, -180, 180, -90, 90)
    axis.set_xlim(-180, 180)
    axis.set_ylim(-90, 90)
    axis.set_aspect("equal")
    axis.set_xticks(range(-180, 181, 60))
    axis.set_yticks(range(-90, 91, 30))
    axis.set_xlabel("Longitude, ° east")
    axis.set_ylabel("Latitude, ° north")
    made.colorbar(drawn, ax=axis, shrink=0.85, pad=0.01, format="{x:g}",
                  label="Expected upsets a day")
    return made


def draw_outages(result):
    """One line a unit: when it did not serve, or not fully, and upsets that were felt."""
    spans = outages(result)
    flips = result["faults"][result["faults"].event == "flip"]
    lines = sorted({*zip(spans.satellite, spans.unit), *zip(flips.satellite, flips.unit)})
    if not lines:
        return style.empty("nothing failed, and no upset was felt")
    shown = lines[:MOST_SATELLITES * 2]
    made, axis = style.figure(1, 1, height=1.0 + 0.24 * len(shown))
    names = style.names_of(result["satellites"], "satellite")
    for y, (satellite, unit) in enumerate(shown):
        own = spans[(spans.satellite == satellite) & (spans.unit == unit)]
        for row in own.itertuples():
            ends = result.utc([row.begin, row.end])
            axis.barh(y, ends[1] - ends[0], left=ends[0], height=0.62, linewidth=0,
                      color=_CAUSES.get(row.cause, style.ORANGE),
                      alpha=1.0 if row.part == 0 else 0.45)
        marks = flips[(flips.satellite == satellite) & (flips.unit == unit)]
        axis.plot(result.utc(marks.time), np.full(len(marks), y), "|", color=style.INK, markersize=6)
    axis.set_yticks(range(len(shown)), [f"{names.get(s, s)}: {u}" for s, u in shown])
    axis.set_ylim(len(shown) - 0.4, -0.6)
    style.time_axis(axis, result)
    handles = [style.swatch(style.ORANGE, "failure by chance"),
               style.swatch(style.OCHRE, "stated failure"),
               style.swatch(style.PURPLE, "radiation"),
               style.swatch(style.ORANGE, "works in part", alpha=0.45),
               style.plt.Line2D([], [], color=style.INK, marker="|", linestyle="", label="bit flip")]
    notes = [f"{len(shown)} of {len(lines)} units."] if len(lines) > len(shown) else []
    return style.finish(made, handles, notes)


def outages(result):
    """Times in which a unit did not serve fully: begin, end, its least part and what began it."""
    log = result["faults"].sort_values(["satellite", "sequence"])
    ended = log[log.event.isin(["restored", "end"])]
    spans = ended[["satellite", "unit", "since", "time"]].rename(
        columns={"since": "begin", "time": "end"}).copy()
    causes, parts = [], []
    for row in spans.itertuples():
        own = log[(log.satellite == row.satellite) & (log.unit == row.unit) & (log.time >= row.begin)
                  & (log.time <= row.end) & log.event.isin(_FAILS)]
        causes.append(own.cause.iloc[0] if len(own) else "")
        parts.append(own.part.min() if len(own) else 0.0)
    return spans.assign(cause=causes, part=parts)


def log_rows(result):
    """The log for the page: the first rows of it, flips left out."""
    log = result["faults"].sort_values(["time", "satellite", "sequence"])
    log = log[log.event != "flip"]
    rows = []
    for row in log.head(MOST_ROWS).itertuples():
        ends = row.event in ("restored", "end")
        what = row.name + (f" {row.component + 1}" if row.component >= 0 else "")
        hours = f"{(row.time - row.since) / 3600:.2f}" if ends else ""
        rows.append([pd.Timestamp(result.utc([row.time])[0]).strftime("%Y-%m-%d %H:%M:%S"), row.satellite, row.unit,
                     what, row.event.replace("_", "-"), row.cause, f"{100 * row.part:.0f}", hours,
                     row.lost_events if ends else "",
                     f"{row.lost_bits * 1e-9:.3f}" if ends else ""])
    return rows


def _limits(rate):
    """Three decades below the greatest rate at most."""
    known = rate[np.isfinite(rate) & (rate > 0)]
    greatest = known.max()
    return max(known.min(), greatest * 1e-3) * 0.999, greatest
