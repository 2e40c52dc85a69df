"""Services at one site: what limits the C/N of each, and where the decibels of one go."""

from .. import style
from . import waterfall
from .waterfall import GAIN, LEVEL, LOSS

# The terms of the downlink in their order, by the names in `urker link --json`.
STEPS = [
    ("saturated_eirp_dbw", GAIN, "Saturated EIRP at the peak, dBW"),
    ("output_back_off_db", LOSS, "Output back-off, dB"),
    ("power_share_db", LOSS, "Others on the transponder, dB"),
    ("beam_loss_db", LOSS, "Below the beam's peak, dB"),
    ("shortfall_db", LOSS, "Uplink short by, dB"),
    ("eirp_dbw", LEVEL, "EIRP towards the site, dBW"),
    ("free_space_loss_db", LOSS, "Free space, dB"),
    ("air_loss_db", LOSS, "Air, dB"),
    ("isotropic_power_dbw", LEVEL, "Power in an isotropic antenna, dBW"),
    ("g_over_t_db_k", GAIN, "G/T, dB/K"),
    ("boltzmann_db", LOSS, "Boltzmann's constant, dBW/K/Hz"),
    ("downlink_cn0_db_hz", LEVEL, "C/N0 at the site, dB Hz"),
]

PARTS = [("uplink_cn_db", "uplink", "^", style.SKY),
         ("carrier_to_intermodulation_db", "intermodulation", "s", style.PURPLE),
         ("downlink_cn_db", "downlink", "v", style.GREEN),
         ("carrier_to_interference_db", "interference", "x", style.ORANGE)]


def reached(services):
    """The receptions that have a budget."""
    return [r for r in services["receptions"] if "cascade" in r]


def name_of(reception):
    return (f"{style.readable(reception['service'])}, {style.readable(reception['receivers']).lower()}, "
            f"{reception['dish_diameter_m']:g} m")


def draw_cascades(services):
    """C/N of the parts of each reception and of all together, from what its lowest modcod needs."""
    rows = reached(services)
    made, axis = style.figure(height=0.6 + 0.3 * len(rows))
    for y, reception in enumerate(rows):
        cascade = reception["cascade"]
        whole = cascade["cn_db"]
        need = whole - reception["margin_db"]
        axis.barh(y, whole - need, left=need, height=0.55,
                  color=style.BLUE if whole >= need else style.ORANGE, alpha=0.45)
        axis.plot([need, need], [y - 0.38, y + 0.38], color=style.INK, linewidth=1.2)
        for key, _, marker, colour in PARTS:
            if cascade[key] is not None:
                axis.plot(cascade[key], y, marker=marker, color=colour, linestyle="none",
                          markersize=6)
    axis.set_yticks(range(len(rows)), [style.shorten(name_of(r), 46) for r in rows])
    axis.invert_yaxis()
    axis.margins(y=0.06)
    axis.set_xlabel("C/N in the symbol rate, dB")
    style.bars_only(axis)
    line = style.plt.Line2D
    handles = [line([], [], marker=marker, color=colour, linestyle="none", label=label)
               for _, label, marker, colour in PARTS]
    handles += [line([], [], color=style.INK, label="the lowest modcod's need"),
                style.swatch(style.BLUE, "from there to all together: the margin", alpha=0.45),
                style.swatch(style.ORANGE, "what lacks", alpha=0.45)]
    return style.finish(made, handles)


def draw_waterfall(reception):
    terms = dict(reception["downlink"])
    losses = ("output_back_off_db", "power_share_db", "beam_loss_db", "shortfall_db")
    terms["eirp_dbw"] = terms["saturated_eirp_dbw"] - sum(terms[key] for key in losses)
    terms["isotropic_power_dbw"] = (terms["eirp_dbw"] - terms["free_space_loss_db"]
                                    - terms["air_loss_db"])
    return waterfall.draw(STEPS, terms, "Level, dB relative to 1 W, then to 1 Hz")
