"""One link: where the decibels of its budget go, and what it does over a pass."""

from datetime import datetime

from .. import style
from . import waterfall
from .waterfall import GAIN, LEVEL, LOSS

# The terms in their order, by the names in `urker link --json`.
STEPS = [
    ("transmit_power_dbw", GAIN, "Transmit power, dBW"),
    ("back_off_db", LOSS, "Back-off, dB"),
    ("feeder_loss_db", LOSS, "Feeder loss, dB"),
    ("antenna_gain_dbi", GAIN, "Antenna gain, dBi"),
    ("eirp_dbw", LEVEL, "EIRP, dBW"),
    ("pointing_loss_db", LOSS, "Pointing loss, dB"),
    ("polarisation_loss_db", LOSS, "Polarisation loss, dB"),
    ("free_space_loss_db", LOSS, "Free space, dB"),
    ("air_loss_db", LOSS, "Air, dB"),
    ("isotropic_power_dbw", LEVEL, "Power in an isotropic antenna, dBW"),
    ("receiving_pointing_loss_db", LOSS, "Station's pointing loss, dB"),
    ("g_over_t_db_k", GAIN, "G/T, dB/K"),
    ("boltzmann_db", LOSS, "Boltzmann's constant, dBW/K/Hz"),
    ("cn0_db_hz", LEVEL, "C/N0, dB Hz"),
]


def instant_of(text):
    """UTC, to the microsecond."""
    return datetime.fromisoformat(text.rstrip("Z")[:26])


def top_of(link):
    """The instant of the highest elevation."""
    return max(link["instants"], key=lambda i: i["elevation_deg"])


def is_silent(instant):
    """Whether no data pass from here on."""
    return instant["rate_bit_s"] is None or instant.get("gap") is not None


def mark_needs(axis, link, first, scale, unit):
    """The level from which each rate is used; `first` is that of the first instant."""
    for rate in link["instants"][0]["rates"]:
        need = first - rate["margin_db"] + link["required_margin_db"]
        axis.axhline(need, color=style.QUIET, linewidth=0.8, linestyle="--")
        axis.annotate(f"{rate['rate_bit_s'] / scale:.4g} {unit}", (1, need), (-2, 2),
                      xycoords=("axes fraction", "data"), textcoords="offset points", ha="right",
                      fontsize=7.5, color=style.QUIET)


def shade_silence(axis, times, silent):
    """From each instant that is silent to the next."""
    for begin, end, is_dark in zip(times, times[1:], silent):
        if is_dark:
            axis.axvspan(begin, end, color=style.NIGHT, linewidth=0)


def draw_waterfall(link):
    return waterfall.draw(STEPS, top_of(link)["terms"], "Level, dB relative to 1 W, then to 1 Hz")


def draw_pass(link):
    instants = link["instants"]
    if len(instants) < 2:
        return style.empty("one instant: `urker link --pass` has the whole pass")
    made, (high, level, shift) = style.figure(rows=3, height=6.2, sharex=True)
    times = [instant_of(i["time"]) for i in instants]
    high.plot(times, [i["elevation_deg"] for i in instants], color=style.BLUE, marker=".")
    high.set_ylabel("Elevation, deg")
    cn0 = [i["terms"]["cn0_db_hz"] for i in instants]
    level.plot(times, cn0, color=style.BLUE, marker=".", label="C/N0")
    mark_needs(level, link, cn0[0], 1e6, "Mbit/s")
    shade_silence(level, times, [is_silent(i) for i in instants])
    level.set_ylabel("C/N0, dB Hz")
    shift.plot(times, [i["terms"]["doppler_shift_hz"] / 1e3 for i in instants], color=style.BLUE,
               marker=".")
    shift.set_ylabel("Doppler shift, kHz")
    shift.xaxis.set_major_formatter(style.mdates.DateFormatter("%H:%M:%S"))
    shift.set_xlabel("UTC")
    silent = any(is_silent(instant) for instant in instants[:-1])
    causes = sorted({gap["cause"].replace("_", " ") for gap in link.get("gaps", ())})
    why = ", ".join(["no rate holds", *causes])
    return style.finish(made, [style.swatch(style.NIGHT, why)] if silent else [],
                        ["Dashed: what each rate needs, with implementation loss and margin. "
                         "Points: the rows of `urker link`; straight between them."])
