"""From shutter to reader: where the time goes."""

import numpy as np
import pandas as pd

from .. import style, thin

# (end of the stage, its name, colour); each begins where the one before ends.
STAGES = [
    ("processed", "on-board processing", style.PURPLE),
    ("downlink_begin", "waiting for a pass", style.IDLE),
    ("downlink_end", "downlink", style.BLUE),
    ("at_centre", "fibre to the centre", style.SKY),
    ("ground_processed", "ground queue and processing", style.OCHRE),
    ("delivered", "fibre to the reader", style.GREEN),
]
MOST = 20


def images(products):
    """Without the reports of detectors."""
    return products[products.kind == "image"]


def stage_minutes(products):
    """Minutes that each delivered product spent in each stage."""
    delivered = products[products.status == "delivered"]
    before = delivered.imaged
    spent = {}
    for column, name, _ in STAGES:
        spent[name] = (delivered[column] - before) / 60.0
        before = delivered[column]
    return pd.DataFrame(spent).assign(satellite=delivered.satellite)


def total_minutes(products):
    """Minutes from shutter to first reader of each delivered product."""
    delivered = products[products.status == "delivered"]
    return ((delivered.delivered - delivered.imaged) / 60.0).to_numpy()


def draw(results, labels):
    """Left the mean of each stage by satellite, or by run; right the distribution of the whole."""
    bars = _bars_of_run(results[0]) if len(results) == 1 else _bars_of_runs(results, labels)
    if not bars:
        return style.empty("nothing was delivered")
    notes = []
    if len(bars) > MOST:
        notes = [f"{MOST - 1} of {len(bars) - 1} satellites: the fastest."]
        bars = bars[:MOST - 1] + bars[-1:]
    made, (left, right) = style.figure(1, 2, height=1.0 + 0.3 * max(len(bars), 6),
                                       width_ratios=[1.5, 1])
    _stacks(left, bars)
    _distributions(right, results, labels)
    return style.finish(made, [style.swatch(c, name) for _, name, c in STAGES], notes)


def _bars_of_run(result):
    """(label, mean minutes by stage) of each satellite, fastest first, and of all."""
    spent = stage_minutes(images(result["products"]))
    if spent.empty:
        return []
    names = style.names_of(result["satellites"], "satellite")
    means = spent.groupby("satellite").mean()
    counts = spent.groupby("satellite").size()
    order = means.sum(axis=1).sort_values(kind="stable").index
    return [(f"{names.get(key, key)} ({counts[key]})", means.loc[key]) for key in order] + [
        (f"All ({len(spent)})", spent.drop(columns="satellite").mean())]


def _bars_of_runs(results, labels):
    bars = []
    for result, label in zip(results, labels):
        spent = stage_minutes(images(result["products"]))
        if len(spent):
            bars.append((f"{label} ({len(spent)})", spent.drop(columns="satellite").mean()))
    return bars


def _stacks(axis, bars):
    longest = max(mean.sum() for _, mean in bars)
    unit, minutes = ("hours", 60.0) if longest > 180 else ("minutes", 1.0)
    for y, (_, mean) in enumerate(bars):
        begin = 0.0
        for _, name, colour in STAGES:
            axis.barh(y, mean[name] / minutes, left=begin, color=colour, height=0.62, linewidth=0)
            begin += mean[name] / minutes
        axis.text(begin, y, f" {begin:.1f}", va="center", fontsize=7.5)
    axis.set_yticks(range(len(bars)), [style.shorten(name, 30) for name, _ in bars])
    axis.invert_yaxis()
    axis.margins(x=0.1)
    axis.set_xlim(left=0)
    style.bars_only(axis)
    axis.set_xlabel(f"Mean time from shutter to first reader, {unit} (in brackets: scenes)")
    axis.set_title("Where the time goes")


def _distributions(axis, results, labels):
    for i, result in enumerate(results):
        minutes = np.sort(total_minutes(images(result["products"])))
        if len(minutes) == 0:
            continue
        share = 100 * np.arange(1, len(minutes) + 1) / len(minutes)
        colour = style.PALETTE[i % len(style.PALETTE)]
        kept = thin.keep(np.log(np.maximum(minutes, 1e-3)), share)
        axis.axvline(np.median(minutes), color=colour, linewidth=0.9, linestyle=":")
        minutes, share = minutes[kept], share[kept]
        axis.step(np.append(minutes[0], minutes), np.append(0, share), where="post", color=colour,
                  linewidth=1.5, label=labels[i])
    axis.set_xscale("log")
    axis.xaxis.set_major_locator(style.ticker.FixedLocator(
        [1 / 60, 1 / 6, 1, 3, 10, 30, 60, 180, 720, 2880, 10080, 43200]))
    axis.xaxis.set_minor_locator(style.ticker.NullLocator())
    axis.xaxis.set_major_formatter(style.ticker.FuncFormatter(_duration))
    axis.tick_params(axis="x", labelsize=7.5)
    axis.set_ylim(0, 102)
    axis.set_xlabel("Time from shutter to first reader (dotted: median)")
    axis.set_ylabel("Share of the delivered scenes, %")
    axis.set_title("How late", pad=6 if len(results) == 1 else 8 + 12 * len(results))
    if len(results) > 1:
        axis.legend(loc="lower left", bbox_to_anchor=(-0.02, 1.0), borderaxespad=0.1)


def _duration(minutes, _):
    if minutes < 1:
        return f"{60 * minutes:.0f} s"
    if minutes < 60:
        return f"{minutes:.0f} min"
    return f"{minutes / 60:.0f} h" if minutes < 2880 else f"{minutes / 1440:.0f} d"
