"""What became of the data: imaged, kept, sent down, delivered."""

import pandas as pd

from .. import style

STAGES = {"imaged": "#aeb6be", "kept": style.OCHRE, "downlinked": style.BLUE,
          "delivered": style.GREEN}
MOST = 20


def stages(products, by):
    """Scenes at each stage, their volume as imaged and as sent, by a column."""
    products = products[products.kind == "image"]  # without reports of detectors
    parts = {
        "imaged": products.status.notna(),
        "kept": ~products.status.isin(["discarded", "refused", "dropped"]),
        "downlinked": products.downlink_end.notna(),
        "delivered": products.status == "delivered",
    }
    frame = {}
    for stage, chosen in parts.items():
        groups = products[chosen].groupby(by)
        frame[stage, "scenes"] = groups.size()
        frame[stage, "raw_bits"] = groups.raw_bits.sum()
        frame[stage, "bits"] = groups.bits.sum()
    return pd.DataFrame(frame).fillna(0.0)


def draw(result):
    """Left by the satellite, right by the country that asked; scenes' volume as imaged."""
    products = result["products"]
    if products.empty:
        return style.empty("nothing was imaged")
    tables = [stages(products, by) for by in ("satellite", "requester")]
    longest = min(MOST, max(map(len, tables)))
    made, axes = style.figure(1, 2, height=0.8 + 0.5 * max(longest, 3))
    satellites = style.names_of(result["satellites"], "satellite")
    organisations = style.names_of(result["organisations"], "organisation")
    _bars(axes[0], tables[0], "By satellite", satellites)
    _bars(axes[1], tables[1], "By the country that asked", organisations)
    notes = [f"{title}: {MOST} of {len(table)}, by volume imaged." for title, table in zip(
        ("Satellites", "Countries"), tables) if len(table) > MOST]
    return style.finish(made, [style.swatch(c, s) for s, c in STAGES.items()], notes)


def _bars(axis, table, title, names):
    table = table.sort_values(("imaged", "raw_bits"), ascending=False, kind="stable")[:MOST]
    height = 0.8 / len(STAGES)
    for i, (stage, colour) in enumerate(STAGES.items()):
        y = [row + (i - 1.5) * height for row in range(len(table))]
        volume = table[stage, "raw_bits"] * 1e-9
        axis.barh(y, volume, height=height * 0.92, color=colour, linewidth=0)
        for place, value, scenes in zip(y, volume, table[stage, "scenes"]):
            axis.text(value, place, f" {int(scenes)}", va="center", fontsize=7, color=style.QUIET)
    axis.set_yticks(range(len(table)), [names.get(key, key) for key in table.index])
    axis.invert_yaxis()
    axis.margins(x=0.09)
    axis.set_xlim(left=0)
    style.bars_only(axis)
    axis.set_xlabel("Volume of the scenes as imaged, Gbit (beside the bar: scenes)")
    axis.set_title(title)
