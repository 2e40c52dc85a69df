"""Battery and memory of each satellite, drawn through their change points."""

import numpy as np

from .. import style, thin

MOST = 24
COLUMNS = 3


def draw_power(result):
    """State of charge, eclipses shaded. Between change points charge is linear in time but in
    penumbras, which pass in less than a line's width."""
    power, eclipses = result["power"], result["eclipses"]
    chosen, notes = _choose(power, power.groupby("satellite").state_of_charge.min(),
                            "those with the lowest charge")
    if not chosen:
        return style.empty("no satellite has a battery")
    made, axes = _grid(len(chosen))
    names = style.names_of(result["satellites"], "satellite")
    pixels = _pixels(len(chosen))
    floor = min(90.0, np.floor(10 * power.state_of_charge.min()) * 10) - 2
    for axis, key in zip(axes, chosen):
        rows = power[power.satellite == key].sort_values(["time", "sequence"])
        dark = eclipses[eclipses.satellite == key]
        _shade(axis, result, dark.penumbra_begin, dark.penumbra_end, style.NIGHT, pixels)
        safe = (rows["mode"] == "safe").to_numpy()
        until = np.append(rows.time.to_numpy()[1:], result.duration_s)
        _shade(axis, result, rows.time[safe], until[safe], "#f1b58f", pixels)
        line = rows.iloc[thin.keep(rows.time, rows.state_of_charge, columns=pixels)]
        axis.plot(result.utc(line.time), 100 * line.state_of_charge, color=style.BLUE,
                  linewidth=1.1)
        axis.set_ylim(floor, 102)
        least = 100 * rows.state_of_charge.min()
        axis.set_title(f"{names.get(key, key)}, least {least:.1f} %", fontsize=8.5)
        style.time_axis(axis, result, most=5)
    handles = [style.plt.Line2D([], [], color=style.BLUE, label="state of charge"),
               style.swatch(style.NIGHT, "eclipse, penumbra included")]
    if (power["mode"] == "safe").any():
        handles.append(style.swatch("#f1b58f", "safe mode"))
    return _finish(made, axes, len(chosen), "State of charge, %", handles, notes)


def draw_storage(result):
    """Filling of the mass memory of every imager: steps, since bits come and go at events."""
    storage = result["storage"]
    capacity = result["satellites"].set_index("satellite").storage_capacity
    chosen, notes = _choose(storage, -storage.groupby("satellite").stored_bits.max(),
                            "those with the fullest memories")
    if not chosen:
        return style.empty("no satellite has a mass memory")
    made, axes = _grid(len(chosen))
    names = style.names_of(result["satellites"], "satellite")
    pixels = _pixels(len(chosen))
    for axis, key in zip(axes, chosen):
        rows = storage[storage.satellite == key].sort_values(["time", "sequence"])
        rows = rows.iloc[thin.keep(rows.time, rows.stored_bits, columns=pixels)]
        times = np.append(result.utc(rows.time), result.utc([result.duration_s]))
        filling = np.append(rows.stored_bits, rows.stored_bits.iloc[-1]) * 1e-9
        axis.step(times, filling, where="post", color=style.PURPLE, linewidth=1.1)
        axis.fill_between(times, filling, step="post", color=style.PURPLE, alpha=0.15, linewidth=0)
        axis.set_ylim(0, max(filling.max() * 1.12, 1e-3))
        room = capacity.get(key, 0.0) * 1e-9
        share = f", greatest {100 * filling.max() / room:.0f} % of {room:,.0f} Gbit" if room else ""
        axis.set_title(names.get(key, key) + share, fontsize=8.5)
        style.time_axis(axis, result, most=5)
    return _finish(made, axes, len(chosen), "Stored, Gbit", [], notes)


def _choose(table, rank, which):
    """Satellites in order of their names; of too many only the first by `rank` (ascending)."""
    keys = sorted(table.satellite.unique())
    if len(keys) <= MOST:
        return keys, []
    chosen = sorted(rank.sort_values(kind="stable").index[:MOST])
    return chosen, [f"{MOST} of {len(keys)} satellites: {which}."]


def _pixels(count):
    """Columns of pixels of one panel."""
    return thin.COLUMNS // min(COLUMNS, count)


def _grid(count):
    columns = min(COLUMNS, count)
    rows = -(-count // columns)
    made, axes = style.figure(rows, columns, height=0.3 + 1.55 * rows, squeeze=False)
    return made, list(axes.flat)


def _shade(axis, result, begins, ends, colour, pixels):
    style.spans(axis, result, begins, ends, (0, 1), colour, pixels,
                transform=axis.get_xaxis_transform(), zorder=0.5)


def _finish(made, axes, count, label, handles, notes):
    columns = min(COLUMNS, count)
    for i, axis in enumerate(axes):
        axis.set_xlabel("UTC" if i < count <= i + columns else "")
        axis.set_axis_on() if i < count else axis.set_axis_off()
    made.supylabel(label, fontsize=8.5)
    return style.finish(made, handles, notes)
