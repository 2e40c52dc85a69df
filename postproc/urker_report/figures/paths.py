"""Over which paths the reports of detectors and receivers came down, and how soon."""

import numpy as np

from .. import style

MEDIA = {"radio": "data radio, booked pass", "optical": "light, booked pass",
         "report_radio": "report radio"}


def delivered(result):
    """Delivered reports with their path, and minutes from report made to first reader."""
    products = result["products"]
    if "medium" not in products:
        return None
    names = style.names_of(result["satellites"], "satellite")
    rows = products[(products.kind == "report") & (products.status == "delivered")
                    & (products.medium != "")]
    media = rows.medium.map(MEDIA)
    over = rows.relay.map(lambda key: f"over {names.get(key, key)}") if "relay" in rows else ""
    path = media if isinstance(over, str) else media.where(rows.relay == "", over)
    return rows.assign(path=path, minutes=(rows.delivered - rows.processed) / 60.0)


def has_paths(result):
    """Whether reports had more than one path."""
    rows = delivered(result)
    return rows is not None and rows.path.nunique() > 1


def groups(rows):
    """(path, minutes ascending) of each path, the fastest median first."""
    order = rows.groupby("path").minutes.median().sort_values(kind="stable").index
    return [(path, np.sort(rows[rows.path == path].minutes.to_numpy())) for path in order]


def table_rows(result):
    """Path, reports, their share, minutes: median, 90 %, greatest."""
    rows = delivered(result)
    return [[path, len(minutes), f"{100 * len(minutes) / len(rows):.0f}",
             *(f"{np.quantile(minutes, q):.1f}" for q in (0.5, 0.9, 1.0))]
            for path, minutes in groups(rows)]


def draw(result):
    """The share of each path's reports that reached a reader within so many minutes."""
    rows = delivered(result)
    made, axis = style.figure(height=3.4)
    handles = []
    for colour, (path, minutes) in zip(style.PALETTE, groups(rows)):
        share = 100 * np.arange(1, len(minutes) + 1) / len(minutes)
        axis.step(np.insert(minutes, 0, minutes[0]), np.insert(share, 0, 0.0), where="post",
                  color=colour, linewidth=1.6)
        handles.append(style.plt.Line2D([], [], color=colour, linewidth=2,
                                        label=f"{path}: {len(minutes)}"))
    axis.set_xscale("log")
    axis.xaxis.set_major_formatter("{x:g}")
    axis.set_ylim(0, 102)
    axis.set_xlabel("Minutes from the report made to its first reader")
    axis.set_ylabel("Reports of the path, %")
    left_out = rows.path.nunique() - len(handles)
    notes = [f"{left_out} more paths are left out."] if left_out > 0 else []
    return style.finish(made, handles, notes)
