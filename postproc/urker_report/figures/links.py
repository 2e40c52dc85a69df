"""Rates over the booked passes, and how much of them was used."""

import numpy as np

from .. import style

MOST = 12
COLUMNS = 3
GREATEST_GAP_S = 120.0  # between segments of one pass


def passes_of(links):
    """The segments with, for each, its pass' number, and minutes from the pass' middle."""
    rows = links.sort_values(["satellite", "station", "begin"], kind="stable")
    new = ((rows.satellite != rows.satellite.shift()) | (rows.station != rows.station.shift())
           | (rows.begin - rows.end.shift() > GREATEST_GAP_S))
    rows = rows.assign(passage=new.cumsum())
    groups = rows.groupby("passage")
    middle = (groups.begin.transform("min") + groups.end.transform("max")) / 2
    return rows.assign(left=(rows.begin - middle) / 60, right=(rows.end - middle) / 60)


def draw(result):
    """Small multiples by satellite: every booked pass as a line of its rates over the minutes from
    its middle; segments that carried data are dark."""
    links = result["links"]
    if links.empty:
        return style.empty("no booked pass with a link")
    rows = passes_of(links)
    volume = rows.groupby("satellite").bits.sum().sort_values(ascending=False, kind="stable")
    chosen = sorted(volume.index[:MOST])
    columns = min(COLUMNS, len(chosen))
    lines = -(-len(chosen) // columns)
    made, axes = style.figure(lines, columns, height=0.3 + 1.75 * lines, squeeze=False,
                              sharex=True)
    names = style.names_of(result["satellites"], "satellite")
    for i, axis in enumerate(axes.flat):
        if i >= len(chosen):
            axis.set_axis_off()
            continue
        own = rows[rows.satellite == chosen[i]]
        for _, passage in own.groupby("passage"):
            _steps(axis, passage)
        used = own[own.bits > 0]
        axis.hlines(used.rate * 1e-6, used.left, used.right, color=style.BLUE, linewidth=2.2,
                    alpha=0.35)
        axis.set_ylim(0, own.rate.max() * 1.15e-6)
        offered = (own.rate * (own.end - own.begin)).sum()
        share = 100 * own.bits.sum() / offered if offered > 0 else 0.0
        axis.set_title(f"{names.get(chosen[i], chosen[i])}: {own.bits.sum() * 1e-9:,.1f} Gbit, "
                       f"{share:.0f} % of capacity", fontsize=8.5)
        axis.tick_params(labelbottom=i + columns >= len(chosen))
    made.supxlabel("Minutes from the middle of the booked pass", fontsize=8.5)
    made.supylabel("Rate of user data, Mbit/s", fontsize=8.5)
    notes = [f"{MOST} of {len(volume)} satellites: those that sent most."] * (len(volume) > MOST)
    return style.finish(made, [
        style.plt.Line2D([], [], color="#9aa3ad", linewidth=0.8, label="rate of a booked pass"),
        style.plt.Line2D([], [], color=style.BLUE, linewidth=3, alpha=0.7,
                         label="rate at which data were sent (darker: in more passes)")], notes)


def _steps(axis, passage):
    edges = np.stack([passage.left, passage.right], axis=1).ravel()
    rates = np.repeat(passage.rate.to_numpy() * 1e-6, 2)
    axis.plot(np.concatenate([edges[:1], edges, edges[-1:]]), np.concatenate([[0], rates, [0]]),
              color="#9aa3ad", linewidth=0.6)
