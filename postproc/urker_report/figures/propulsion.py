"""Altitude, propellant and change of velocity of satellites with thrusters, from mark to mark."""

import numpy as np

from .. import style, thin

MOST = 12
COLUMNS = 2
KINDS = {"phase": style.IDLE, "raise": style.BLUE, "phasing": style.GREEN,
         "plane_separation": style.SKY, "keep": style.OCHRE, "avoid": style.ORANGE,
         "dispose": style.PURPLE}
TABLES = ("manoeuvres", "strategies", "orbit_history")


def has_propulsion(result):
    return all(name in result.tables for name in TABLES) and len(result["strategies"]) > 0


def draw_altitude(result):
    """Mean altitude between mean perigee and apogee; which strategy was at work below."""
    history = result["orbit_history"]
    chosen, notes = _choose(history)
    if not chosen:
        return style.empty("no orbit was flown for a revolution")
    names = style.names_of(result["satellites"], "satellite")
    columns = min(COLUMNS, len(chosen))
    rows = -(-len(chosen) // columns)
    made, axes = style.figure(rows, columns, height=0.4 + 2.3 * rows, squeeze=False)
    axes = list(axes.flat)
    for axis, key in zip(axes, chosen):
        own = history[history.satellite == key].sort_values("time")
        own = own.iloc[thin.keep(own.time, own.perigee, own.altitude, own.apogee,
                                  columns=thin.COLUMNS // columns)]
        times = result.utc(own.time)
        axis.fill_between(times, own.perigee * 1e-3, own.apogee * 1e-3, color=style.SKY, alpha=0.35,
                          linewidth=0)
        axis.plot(times, own.altitude * 1e-3, color=style.BLUE, linewidth=0.9)
        _strategies(axis, result, key)
        axis.set_title(names.get(key, key), fontsize=9)
        style.time_axis(axis, result, most=6)
    for axis in axes[len(chosen):]:
        axis.set_visible(False)
    for axis in axes[:len(chosen):columns]:
        axis.set_ylabel("Altitude, km")
    used = set(result["strategies"].kind)
    handles = [style.plt.Line2D([], [], color=style.BLUE, label="mean semi-major axis"),
               style.swatch(style.SKY, "perigee to apogee", alpha=0.35)]
    handles += [style.swatch(colour, style.readable(kind)) for kind, colour in KINDS.items()
                if kind in used]
    return style.finish(made, handles, ["Altitudes are counted from 6378.137 km.", *notes])


def _strategies(axis, result, key):
    """A strip along the bottom of the axis; what was refused is hatched."""
    own = result["strategies"]
    own = own[(own.satellite == key) & np.isfinite(own.begin)]
    for r in own.itertuples():
        end = r.end if np.isfinite(r.end) else result.duration_s
        least = 0.004 * result.duration_s  # so that a day of years is seen
        begin, until = result.utc([r.begin, max(end, r.begin + least)])
        refused = r.outcome == "refused"
        axis.axvspan(begin, until, ymin=0.0, ymax=0.05, facecolor=KINDS.get(r.kind, style.OTHERS),
                     edgecolor=style.INK if refused else "none", hatch="////" if refused else None,
                     linewidth=0)


def draw_propellant(result):
    """Propellant left, as a part of what there was, and the change of velocity that it gave."""
    history = result["orbit_history"]
    chosen, notes = _choose(history)
    if not chosen:
        return style.empty("no orbit was flown for a revolution")
    names = style.names_of(result["satellites"], "satellite")
    made, axes = style.figure(1, 2, height=3.2)
    handles = []
    for i, key in enumerate(chosen):
        own = history[history.satellite == key].sort_values("time")
        colour = style.PALETTE[i % len(style.PALETTE)]
        line = "-" if i < len(style.PALETTE) else "--"
        own = own.iloc[thin.keep(own.time, own.propellant, own.delta_v,
                                  columns=thin.COLUMNS // 2)]
        first = own.propellant.iloc[0]
        times = result.utc(own.time)
        axes[0].step(times, 100 * own.propellant / first if first > 0 else 0 * own.propellant,
                     where="post", color=colour, linestyle=line)
        axes[1].step(times, own.delta_v, where="post", color=colour, linestyle=line)
        handles.append(style.plt.Line2D([], [], color=colour, linestyle=line,
                                        label=names.get(key, key)))
    axes[0].set_ylim(0, 104)
    axes[0].set_ylabel("Propellant left, %")
    axes[1].set_ylabel("Change of velocity spent, m/s")
    axes[1].set_ylim(bottom=0)
    for axis in axes:
        style.time_axis(axis, result, most=6)
    return style.finish(made, handles, notes)


def _choose(history):
    keys = sorted(history.satellite.unique())
    if len(keys) <= MOST:
        return keys, []
    most = history.groupby("satellite").delta_v.max().sort_values(ascending=False, kind="stable")
    return sorted(most.index[:MOST]), [
        f"{MOST} of {len(keys)} satellites: those that changed their velocity most."]
