"""What receivers heard: how many emitters came into view, and how many of them were detected."""

import numpy as np

from .. import style

MOST_AREAS = len(style.PALETTE)


def has_receivers(result):
    """Whether a satellite heard, or could have heard, emitters on the ground."""
    return "receptions" in result.tables and len(result["receptions"]) > 0


def groups(receptions):
    """Stretches by emitters and area, those with the most emitters first."""
    rows = receptions.assign(group=receptions.emitters + " · " + receptions.area.map(style.readable))
    order = rows.groupby("group").in_view.sum().sort_values(ascending=False, kind="stable").index
    return [(group, rows[rows.group == group]) for group in order]


def draw(result):
    """Left, emitters in view and detected over time; right, the share detected by how many were."""
    receptions = result["receptions"]
    made, (over_time, share) = style.figure(1, 2, height=3.4, width_ratios=[1.7, 1])
    handles = []
    shown = groups(receptions)[:MOST_AREAS]
    for colour, (group, rows) in zip(style.PALETTE, shown):
        rows = rows.sort_values("begin", kind="stable")
        middle = result.utc((rows.begin + rows.end) / 2)
        over_time.vlines(middle, rows.detected, rows.in_view, color=colour, linewidth=0.8)
        over_time.plot(middle, rows.detected, linestyle="", marker="o", markersize=2.6, color=colour)
        heard = rows[rows.in_view > 0]
        share.plot(heard.in_view, 100 * heard.detected / heard.in_view, linestyle="", marker="o",
                   markersize=2.6, color=colour)
        handles.append(style.plt.Line2D([], [], color=colour, marker="o", linestyle="",
                                        markersize=4, label=group))
    style.time_axis(over_time, result, most=7)
    over_time.set_ylim(bottom=0)
    over_time.set_ylabel("Emitters")
    over_time.set_title("Detected (dot), up to those in view")
    share.set_ylim(0, 104)
    share.set_xlim(0, 1.05 * max(1, np.max(receptions.in_view)))
    share.set_xlabel("Emitters in view")
    share.set_ylabel("Detected, %")
    share.set_title("One pass over an area each")
    left_out = receptions.groupby(["emitters", "area"]).ngroups - len(shown)
    notes = [f"{left_out} more areas are left out."] if left_out > 0 else []
    return style.finish(made, handles, notes)
