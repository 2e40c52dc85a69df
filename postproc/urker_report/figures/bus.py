"""Power budget, temperatures and pointing of satellites whose bus is modelled in full."""

import numpy as np

from .. import style, thin

MOST = 8
UNITS = ("bus", "payload", "imager", "radio", "computer", "propulsion", "attitude", "heater")
COLOURS = dict(zip(UNITS, ("#8a949e", style.PURPLE, style.BLUE, style.GREEN, style.OCHRE, "#cc79a7",
                           style.SKY, style.ORANGE)))
ACTIVITIES = {"charging": style.OCHRE, "imaging": style.BLUE, "downlink": style.GREEN,
              "burn": "#cc79a7", "safe_mode": style.ORANGE}
ZERO_CELSIUS_K = 273.15


def has_bus(result):
    return any(_rows(result, name) is not None for name in ("orbit_power", "attitude"))


def draw_budget(result):
    """Mean power of each orbit: what the loads wanted, stacked by unit, and what came in."""
    rows = _rows(result, "orbit_power")
    if rows is None:
        return style.empty("no satellite has a power budget by orbits")
    keys, notes = _choose(rows)
    made, axes = style.figure(len(keys), 1, height=0.4 + 1.9 * len(keys), squeeze=False)
    names = style.names_of(result["satellites"], "satellite")
    shown = set()
    for axis, key in zip(axes[:, 0], keys):
        own = rows[(rows.satellite == key) & (rows.end > rows.begin)].sort_values("orbit")
        seconds = (own.end - own.begin).to_numpy()
        whole = seconds > 0.5 * np.median(seconds)
        own, seconds = own[whole], seconds[whole]
        wanted = {unit: own[f"demanded_{unit}"].to_numpy() / seconds for unit in UNITS}
        generated = own.generated.to_numpy() / seconds
        kept = thin.keep(own.begin, np.sum(list(wanted.values()), axis=0), generated)
        own = own.iloc[kept]
        times = np.append(result.utc(own.begin), result.utc(own.end.iloc[-1:]))
        below = np.zeros(len(own))
        for unit in UNITS:
            watts = wanted[unit][kept]
            if watts.max(initial=0.0) > 0.0:
                shown.add(unit)
                axis.fill_between(times, _held(below), _held(below + watts), step="post",
                                  color=COLOURS[unit], linewidth=0)
                below = below + watts
        axis.step(times, _held(generated[kept]), where="post", color=style.INK,
                  linewidth=1.2)
        axis.set_ylim(bottom=0)
        axis.set_ylabel("W")
        deepest = 100 * own.depth_of_discharge.max()
        axis.set_title(f"{names.get(key, key)}, deepest discharge {deepest:.1f} %", fontsize=8.5)
        style.time_axis(axis, result)
    handles = [style.plt.Line2D([], [], color=style.INK, label="generated")]
    handles += [style.swatch(COLOURS[unit], unit) for unit in UNITS if unit in shown]
    return style.finish(made, handles, notes + ["Mean over each orbit, from ascending node to ascending "
                                        "node; less than half an orbit at an end is left out."])


def wears(result):
    """Whether the store of a satellite has another capacity at the end than at the begin."""
    rows = _rows(result, "orbit_power")
    if rows is None or "capacity" not in rows:
        return False
    spread = rows.groupby("satellite").capacity.agg(["min", "max"])
    return bool((spread["min"] < spread["max"] * (1 - 1e-4)).any())


def draw_capacity(result):
    """Capacity of each store over time, of that when new."""
    rows = _rows(result, "orbit_power")
    if not wears(result):
        return style.empty("no battery has lost capacity")
    keys, notes = _choose(rows)
    made, axis = style.figure(height=2.6)
    names = style.names_of(result["satellites"], "satellite")
    new = dict(zip(result["satellites"].satellite, result["satellites"].battery_capacity))
    for key, colour in zip(keys, style.PALETTE * (1 + len(keys) // len(style.PALETTE))):
        own = rows[rows.satellite == key].sort_values("orbit")
        axis.plot(result.utc(own.end), 100 * own.capacity / new[key], color=colour, linewidth=1.2,
                  label=names.get(key, key))
    axis.set_ylabel("Capacity left, %")
    style.time_axis(axis, result)
    handles, _ = axis.get_legend_handles_labels()
    return style.finish(made, handles, notes)


def draw_temperatures(result):
    """Temperature of every node; between rows the curve follows value and rate."""
    rows = _rows(result, "temperatures")
    if rows is None:
        return style.empty("no satellite has a thermal model")
    keys, notes = _choose(rows)
    made, axes = style.figure(len(keys), 1, height=0.4 + 1.9 * len(keys), squeeze=False)
    names = style.names_of(result["satellites"], "satellite")
    eclipses = result["eclipses"]
    nodes = sorted(rows.node.unique())
    colours = dict(zip(nodes, style.PALETTE * (1 + len(nodes) // len(style.PALETTE))))
    for axis, key in zip(axes[:, 0], keys):
        dark = eclipses[eclipses.satellite == key]
        style.spans(axis, result, dark.penumbra_begin, dark.penumbra_end, (0, 1), style.NIGHT,
                    transform=axis.get_xaxis_transform(), zorder=0.5)
        own = rows[rows.satellite == key].sort_values(["time", "sequence"])
        for node in sorted(own.node.unique()):
            times, celsius = _curve(own[own.node == node])
            kept = thin.keep(times, celsius)
            times, celsius = times[kept], celsius[kept]
            axis.plot(result.utc(times), celsius, color=colours[node], linewidth=1.0)
        axis.set_ylabel("°C")
        axis.set_title(names.get(key, key), fontsize=8.5)
        style.time_axis(axis, result)
    handles = [style.plt.Line2D([], [], color=colours[node], label=node) for node in nodes]
    return style.finish(made, handles + [style.swatch(style.NIGHT, "eclipse")], notes)


def draw_pointing(result):
    """What each satellite is turned to; slews before it in grey."""
    rows = _rows(result, "attitude")
    if rows is None:
        return style.empty("no satellite has an attitude")
    keys, notes = _choose(rows, most=4 * MOST)
    made, axis = style.figure(height=0.7 + 0.3 * len(keys))
    names = style.names_of(result["satellites"], "satellite")
    shown = set()
    for y, key in enumerate(keys):
        own = rows[rows.satellite == key].sort_values(["time", "sequence"])
        ends = np.append(own.time.to_numpy()[1:], result.duration_s)
        held = np.minimum(own.held.to_numpy(), ends)
        first = own.time.min()
        _bar(axis, result, [0.0], [first], y, ACTIVITIES["charging"])
        _bar(axis, result, own.time.to_numpy(), held, y, style.IDLE)
        for activity, colour in ACTIVITIES.items():
            chosen = (own.activity == activity).to_numpy()
            if chosen.any():
                shown.add(activity)
                _bar(axis, result, held[chosen], ends[chosen], y, colour)
    axis.set_yticks(range(len(keys)), [names.get(key, key) for key in keys])
    axis.invert_yaxis()
    style.bars_only(axis)
    style.time_axis(axis, result)
    handles = [style.swatch(colour, activity.replace("_", " "))
               for activity, colour in ACTIVITIES.items()
               if activity in shown or activity == "charging"]
    return style.finish(made, handles + [style.swatch(style.IDLE, "slew, settling included")],
                        notes)


def _rows(result, name):
    """The rows of a table, or nothing where the run has none."""
    table = result.tables.get(name)
    return None if table is None or table.rows.empty else table.rows


def _choose(rows, most=MOST):
    keys = sorted(rows.satellite.unique())
    notes = [] if len(keys) <= most else [f"The first {most} of {len(keys)} satellites."]
    return keys[:most], notes


def _held(values):
    """Values of intervals at their begins, the last one at its end too."""
    return np.append(values, values[-1:])


def _curve(rows, parts=6):
    """Cubic through value and rate at both ends of each interval (Hermite)."""
    t, v = rows.time.to_numpy(), rows.temperature.to_numpy() - ZERO_CELSIUS_K
    d = rows.rate.to_numpy()
    apart = np.append(True, np.diff(t) > 0)
    t, v, d = t[apart], v[apart], d[apart]
    if len(t) < 2:
        return t, v
    s = np.arange(parts) / parts
    h = np.diff(t)[:, None]
    curve = ((1 + 2 * s) * (1 - s) ** 2 * v[:-1, None] + s * (1 - s) ** 2 * h * d[:-1, None]
             + s * s * (3 - 2 * s) * v[1:, None] + s * s * (s - 1) * h * d[1:, None])
    # Kinks at the edges of an eclipse: no swing beyond both ends by more than a little.
    low = np.minimum(v[:-1], v[1:])[:, None] - 3
    high = np.maximum(v[:-1], v[1:])[:, None] + 3
    return (np.append((t[:-1, None] + s * h).ravel(), t[-1]),
            np.append(np.clip(curve, low, high).ravel(), v[-1]))


def _bar(axis, result, begins, ends, y, colour):
    style.spans(axis, result, begins, ends, (y - 0.36, 0.72), colour)
