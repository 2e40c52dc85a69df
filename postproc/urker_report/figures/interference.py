"""What others in the band cost the passes, by how near they come to the beam's axis."""

import numpy as np

from .. import style

MOST = len(style.PALETTE)
LEAST_DEG = 1e-2  # of the axis of angles: nearer is drawn there


def has_interference(result):
    return "link_interference" in result.tables


def draw(result):
    """Left, each booked pass by the angle and the least C/I of its worst instant, filled where it
    lost time; right, the capacity lost by each."""
    passes = result["link_interference"]
    if passes.empty:
        return style.empty("no pass with others of its band in view")
    names = style.names_of(result["satellites"], "satellite")
    order = passes.groupby("satellite").capacity_lost.sum().sort_values(
        ascending=False, kind="stable").index
    shown = list(order[:MOST])
    made, (ratio, lost) = style.figure(1, 2, height=3.4, width_ratios=[1, 1.5])
    handles = []
    for colour, satellite in zip(style.PALETTE, shown):
        rows = passes[passes.satellite == satellite].sort_values("worst", kind="stable")
        angle = np.maximum(rows.separation, LEAST_DEG)
        for hit, fill in ((rows.time_lost > 0, colour), (rows.time_lost <= 0, "none")):
            ratio.plot(angle[hit], rows.least_c_over_i[hit], linestyle="", marker="o",
                       markersize=4, color=colour, markerfacecolor=fill)
        lost.vlines(result.utc(rows.worst), 0, rows.capacity_lost * 1e-9, color=colour,
                    linewidth=1.4)
        lost.plot(result.utc(rows.worst), rows.capacity_lost * 1e-9, linestyle="", marker="o",
                  markersize=2.6, color=colour)
        handles.append(style.plt.Line2D([], [], color=colour, marker="o", linestyle="",
                                        markersize=4, label=names.get(satellite, satellite)))
    ratio.set_xscale("log")
    ratio.xaxis.set_major_formatter(style.ticker.StrMethodFormatter("{x:g}"))
    ratio.set_xlim(LEAST_DEG * 0.8, 200)
    ratio.set_xlabel("Angle of the loudest from the beam's axis, °")
    ratio.set_ylabel("Least C/I of a pass, dB")
    ratio.set_title("Filled: it lost time")
    style.time_axis(lost, result, most=7)
    lost.set_ylim(bottom=0)
    lost.set_ylabel("Capacity lost, Gbit")
    lost.set_title("What it cost")
    left_out = len(order) - len(shown)
    notes = [f"{left_out} more satellites are left out."] if left_out > 0 else []
    return style.finish(made, handles, notes)
