"""What computers did: stages on devices over time, and how busy each device was."""

import numpy as np

from .. import style

MOST_ROWS = 14   # units of devices in the chart
JOBS = 60        # stages that its window shows at the busiest computer, about
DISCARDS = ("discard", "wrong_discard")


def lanes(compute):
    """Key of each unit of a device: whose, which, number."""
    return (compute.entity + " · " + compute.device + " "
            + (compute.unit + 1).astype(int).astype(str))


def window(compute):
    """The computer with the most stages, and the span in which it works through some dozens."""
    entity = compute.groupby("entity").size().sort_values(ascending=False, kind="stable").index[0]
    begins = np.sort(compute[compute.entity == entity].begin.to_numpy())
    count = min(JOBS, len(begins))
    spans = begins[count - 1:] - begins[:len(begins) - count + 1]
    first = int(np.argmin(spans))
    begin, end = begins[first], begins[first + count - 1]
    margin = 0.02 * max(end - begin, 60.0)
    return begin - margin, end + margin


def draw(result):
    """Above, a chart of stages in the busiest window; below, the time at work of each device."""
    compute = result["compute"]
    if compute.empty:
        return style.empty("no computer had anything to do")
    compute = compute.assign(lane=lanes(compute))
    begin, end = window(compute)
    inside = compute[(compute.end > begin) & (compute.begin < end)]
    shown = list(inside.groupby("lane").size().sort_values(ascending=False,
                                                           kind="stable").index[:MOST_ROWS])
    shown.sort()
    busy = _busy(compute)
    made, (chart, bars) = style.figure(
        2, 1, height=1.6 + 0.24 * max(len(shown), 3) + 0.2 * max(len(busy), 3),
        height_ratios=[max(len(shown), 3) + 2, max(len(busy), 3)])
    stages = sorted(inside.stage.unique())
    colours = {stage: style.PALETTE[i % len(style.PALETTE)] for i, stage in enumerate(stages)}
    _chart(chart, inside, shown, colours, begin, end, result)
    _bars(bars, busy, result)
    handles = [style.swatch(colours[stage], style.readable(stage)) for stage in stages]
    if inside.decision.isin(DISCARDS).any():
        handles.append(style.plt.Line2D([], [], color=style.INK, marker="x", linestyle="",
                                        label="scene thrown away"))
    lanes_left = inside.lane.nunique() - len(shown)
    notes = [f"{MOST_ROWS} units of devices of {len(shown) + lanes_left}: the busiest."
             ] if lanes_left > 0 else []
    return style.finish(made, handles, notes)


def _chart(axis, rows, shown, colours, begin, end, result):
    place = {lane: i for i, lane in enumerate(shown)}
    rows = rows[rows.lane.isin(place)]
    scale, unit = (60.0, "min") if end - begin > 300 else (1.0, "s")
    for row in rows.itertuples():
        left = max(row.begin, begin)
        axis.barh(place[row.lane], (min(row.end, end) - left) / scale, left=(left - begin) / scale,
                  height=0.7, color=colours[row.stage], edgecolor="white", linewidth=0.3)
        if row.decision in DISCARDS:
            axis.plot((min(row.end, end) - begin) / scale, place[row.lane], marker="x",
                      color=style.INK, markersize=4)
    axis.set_yticks(range(len(shown)), [style.shorten(lane, 34) for lane in shown])
    axis.invert_yaxis()
    axis.set_xlim(0, (end - begin) / scale)
    axis.set_xlabel(f"Time from {result.utc([begin])[0].astype('datetime64[s]')} UTC, {unit}")
    axis.set_title("Stages on devices, where the busiest computer had most to do")
    style.bars_only(axis)


def _busy(compute):
    """Hours at work of each device, the busiest first."""
    hours = (compute.end - compute.begin) / 3600.0
    sums = hours.groupby(compute.entity + " · " + compute.device).sum()
    return sums.sort_values(ascending=False, kind="stable")[:MOST_ROWS]


def _bars(axis, busy, result):
    axis.barh(range(len(busy)), busy, height=0.62, color=style.PURPLE, linewidth=0)
    for i, hours in enumerate(busy):
        axis.text(hours, i, f" {hours:,.2f}", va="center", fontsize=7.5)
    axis.set_yticks(range(len(busy)), [style.shorten(name, 34) for name in busy.index])
    axis.invert_yaxis()
    axis.margins(x=0.1)
    axis.set_xlim(left=0)
    axis.set_xlabel(f"Hours at work in {result.duration_s / 86400:g} d, pauses included")
    axis.set_title("How busy the devices were")
    style.bars_only(axis)
