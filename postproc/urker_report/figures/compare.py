"""Two or more runs side by side: volumes and latencies."""

import numpy as np

from .. import style
from .latency import images, total_minutes


def draw(results, labels):
    """Left volumes by stage, right latency; one colour a run."""
    made, (left, right) = style.figure(1, 2, height=1.0 + 0.22 * max(4 * len(results), 9),
                                       width_ratios=[1.6, 1])
    _volumes(left, results)
    _latencies(right, results)
    return style.finish(made, [style.swatch(style.PALETTE[i % len(style.PALETTE)], label)
                               for i, label in enumerate(labels)])


def volumes(products):
    """Bits at each stage, in the form that they have there."""
    kept = ~products.status.isin(["discarded", "refused", "dropped"])
    return {"imaged, raw": products.raw_bits.sum(),
            "kept, as stored": products[kept].bits.sum(),
            "downlinked": products.bits_sent.sum(),
            "delivered": products[products.status == "delivered"].bits.sum()}


def _volumes(axis, results):
    stages = list(volumes(results[0]["products"]))
    _groups(axis, stages, [[volumes(r["products"])[stage] * 1e-9 for stage in stages]
                           for r in results], "{:,.0f}")
    axis.set_xlabel("Volume, Gbit")
    axis.set_title("What moved")


def _latencies(axis, results):
    stages = {"median": 50, "nine tenths": 90}
    minutes = [total_minutes(images(r["products"])) for r in results]
    _groups(axis, list(stages), [[np.percentile(m, share) / 60 if len(m) else np.nan
                                  for share in stages.values()] for m in minutes], "{:.1f}")
    axis.set_xlabel("Shutter to first reader, hours")
    axis.set_title("How late")


def _groups(axis, stages, runs, form):
    height = 0.8 / len(runs)
    for i, values in enumerate(runs):
        y = [row + (i - (len(runs) - 1) / 2) * height for row in range(len(stages))]
        values = np.asarray(values, dtype=float)
        axis.barh(y, np.nan_to_num(values), height=height * 0.9, linewidth=0,
                  color=style.PALETTE[i % len(style.PALETTE)])
        for place, value in zip(y, values):
            text = form.format(value) if np.isfinite(value) else "none"
            axis.text(np.nan_to_num(value), place, f" {text}", va="center", fontsize=7.5)
    axis.set_yticks(range(len(stages)), stages)
    axis.invert_yaxis()
    axis.margins(x=0.12)
    axis.set_xlim(left=0)
    style.bars_only(axis)
