"""Use of the stations: antenna time and received volume, by who used them."""

from .. import style

MOST = 30


def draw(result):
    """Left booked time, right received volume; only stations that were booked."""
    passes = result["passes"]
    granted = passes[passes.outcome == "granted"]
    if granted.empty:
        return style.empty("no pass was booked")
    granted = granted.assign(hours=(granted.los - granted.aos) / 3600.0,
                             gbit=granted.bits_received * 1e-9)
    ranking = granted.groupby("station").hours.sum().sort_values(ascending=False, kind="stable")
    order = ranking.index[:MOST]
    owners = style.Owners(result)
    owner_of = result["stations"].set_index("station").owner.to_dict()
    made, axes = style.figure(1, 2, height=0.7 + 0.25 * max(len(order), 4), sharey=True)
    for axis, column, label in zip(axes, ["hours", "gbit"],
                                   ["Booked antenna time, h", "Received, Gbit"]):
        table = granted.pivot_table(index="station", columns="organisation", values=column,
                                    aggfunc="sum", fill_value=0.0).reindex(order)
        begin = table.iloc[:, 0] * 0.0
        for organisation in table.columns:
            axis.barh(range(len(order)), table[organisation], left=begin, height=0.65,
                      linewidth=0.5, edgecolor="white", color=owners.colour(organisation))
            begin = begin + table[organisation]
        axis.set_xlabel(label)
        style.bars_only(axis)
    axes[0].set_yticks(range(len(order)), [
        f"{style.shorten(style.readable(station))} ({owners.name(owner_of.get(station, '?'))})"
        for station in order])
    axes[0].invert_yaxis()
    handles = owners.handles(granted.organisation)
    for handle in handles:
        handle.set_label(f"for {handle.get_label()}")
    notes = [f"{MOST} of {len(ranking)} booked stations: the busiest."] * (len(ranking) > MOST)
    return style.finish(made, handles, notes)
