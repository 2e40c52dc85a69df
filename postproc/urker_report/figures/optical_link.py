"""One optical link: where the decibels of its budget go, and what it does over a contact."""

from .. import style
from . import waterfall
from .link import instant_of, mark_needs, shade_silence
from .waterfall import GAIN, LEVEL, LOSS

# The terms in their order, by the names in `urker link --json`.
STEPS = [
    ("transmit_power_dbw", GAIN, "Transmit power, dBW"),
    ("transmit_gain_db", GAIN, "Transmitter's gain, dB"),
    ("transmit_optics_loss_db", LOSS, "Transmitter's optics, dB"),
    ("eirp_dbw", LEVEL, "EIRP, dBW"),
    ("pointing_loss_db", LOSS, "Pointing loss, dB"),
    ("point_ahead_loss_db", LOSS, "Point-ahead loss, dB"),
    ("jitter_loss_db", LOSS, "Jitter, dB"),
    ("free_space_loss_db", LOSS, "Free space, dB"),
    ("air_loss_db", LOSS, "Clear air, dB"),
    ("turbulence_loss_db", LOSS, "Turbulence, dB"),
    ("receive_gain_db", GAIN, "Receiver's gain, dB"),
    ("receive_optics_loss_db", LOSS, "Receiver's optics, dB"),
    ("receive_pointing_loss_db", LOSS, "Receiver's pointing loss, dB"),
    ("receiver_loss_db", LOSS, "Receiver's loss, dB"),
    ("received_dbw", LEVEL, "Power received, dBW"),
]


def nearest_of(link):
    """The instant of the least range."""
    return min(link["instants"], key=lambda i: i["range_m"])


def draw_waterfall(link):
    return waterfall.draw(STEPS, nearest_of(link)["terms"], "Level, dB relative to 1 W")


def draw_contact(link):
    instants = link["instants"]
    times = [instant_of(i["time"]) for i in instants]
    made, (level, sun) = style.figure(rows=2, height=4.4, sharex=True)
    power = [i["terms"]["received_dbw"] for i in instants]
    level.plot(times, power, color=style.BLUE, marker=".")
    mark_needs(level, link, power[0], 1e9, "Gbit/s")
    shade_silence(level, times, [i["rate_bit_s"] is None for i in instants])
    level.set_ylabel("Power received, dBW")
    for key, colour in (("transmitter", style.OCHRE), ("receiver", style.PURPLE)):
        sun.plot(times, [i[f"sun_at_{key}_deg"] for i in instants], color=colour, marker=".",
                 label=f"at the {key}")
    sun.legend(loc="best")
    sun.set_ylim(0, 180)
    sun.set_ylabel("Angle from the Sun, deg")
    sun.xaxis.set_major_formatter(style.mdates.DateFormatter("%H:%M:%S"))
    sun.set_xlabel("UTC")
    causes = sorted({i["hindrance"] for i in instants if i["hindrance"]})
    silent = any(i["rate_bit_s"] is None for i in instants[:-1])
    why = ", ".join(causes) or "no rate holds"
    return style.finish(made, [style.swatch(style.NIGHT, why)] if silent else [],
                        ["Dashed: what each rate needs, with its margin. Points: the rows of "
                         "`urker link`; straight between them."])
