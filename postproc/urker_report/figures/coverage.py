"""How far each campaign got: cells wanted, tasked, imaged, satisfied."""

from .. import style

SHADES = {"tasked": style.IDLE, "imaged and received": style.SKY, "satisfied": style.GREEN}
MOST = 40


def by_campaign(coverage):
    """Cells by campaign; a cell that two operators served counts once."""
    cells = coverage.groupby(["campaign", "cell"]).agg(
        tasked=("strips", "sum"), imaged=("scenes", "sum"), satisfied=("satisfied", "count"))
    done = (cells > 0).groupby("campaign").sum()
    done.insert(0, "wanted", cells.groupby("campaign").size())
    return done


def draw(result):
    """Share of each campaign's cells at each stage, the numbers beside."""
    table = by_campaign(result["coverage"])
    if table.empty:
        return style.empty("no campaign asked for anything")
    shown = table.sort_values("wanted", ascending=False, kind="stable")[:MOST].sort_index()
    made, axis = style.figure(height=0.6 + 0.22 * max(len(shown), 3))
    places = range(len(shown))
    for stage, column in zip(SHADES, ["tasked", "imaged", "satisfied"]):
        axis.barh(places, 100.0 * shown[column] / shown.wanted, height=0.66, color=SHADES[stage],
                  linewidth=0)
    axis.set_yticks(places, [style.readable(campaign) for campaign in shown.index])
    for y, row in enumerate(shown.itertuples()):
        axis.text(1.01, y, f"{row.satisfied} of {row.wanted}", fontsize=7.5, va="center",
                  transform=axis.get_yaxis_transform())
    furthest = (100.0 * shown[["tasked", "imaged"]].max(axis=1) / shown.wanted).max()
    axis.set_xlim(0, min(100.0, max(10.0, 1.05 * furthest)))
    axis.invert_yaxis()
    style.bars_only(axis)
    axis.set_xlabel("Cells, % of those wanted (right: cells satisfied, of those wanted)")
    notes = [f"{MOST} of {len(table)} campaigns: the widest."] * (len(table) > MOST)
    return style.finish(made, [style.swatch(c, stage) for stage, c in SHADES.items()], notes)
