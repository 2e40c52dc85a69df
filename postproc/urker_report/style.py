"""One look for all figures: light ground, dark ink, colours that the colour-blind can tell."""

import textwrap

import matplotlib
import numpy as np

from . import thin

matplotlib.use("Agg")

import matplotlib.dates as mdates  # noqa: E402
import matplotlib.pyplot as plt  # noqa: E402
import matplotlib.ticker as ticker  # noqa: E402, F401
from matplotlib.colors import to_rgba  # noqa: E402

WIDTH = 10.5  # inches, of every figure

INK = "#1b2430"
QUIET = "#5f6a76"   # secondary text and lines
GRID = "#dfe4e8"
LAND = "#f3f1ea"
SEA = "#e6eef3"
BORDER = "#b9b4a6"
NIGHT = "#d5dae2"   # eclipses
IDLE = "#c5ccd3"    # there, but not used
BLUE, ORANGE, GREEN, PURPLE, OCHRE, SKY = (
    "#0072b2", "#d55e00", "#009e73", "#7f3c8d", "#b8860b", "#56b4e9")

# Okabe and Ito's palette (2008), darkened where it would be too light on white.
PALETTE = [BLUE, ORANGE, GREEN, "#cc79a7", OCHRE, SKY, PURPLE, "#7a8b1f"]
OTHERS = "#4d4d4d"

plt.rcParams.update({
    "figure.dpi": 100,
    "savefig.dpi": 200,
    "font.family": "DejaVu Sans",
    "font.size": 8.5,
    "axes.titlesize": 9.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.labelsize": 8.5,
    "axes.edgecolor": QUIET,
    "axes.labelcolor": INK,
    "axes.titlecolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.formatter.useoffset": False,
    "grid.color": GRID,
    "grid.linewidth": 0.7,
    "text.color": INK,
    "text.parse_math": False,  # names come from the user: a dollar in one is a dollar
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "legend.fontsize": 8,
    "legend.frameon": False,
    "svg.fonttype": "path",
    "svg.hashsalt": "urker",
})


class Owners:
    """Colour and name of each organisation; beyond the palette they share one colour."""

    def __init__(self, result):
        rows = result["organisations"].sort_values("organisation")
        self.names = dict(zip(rows.organisation, rows.name))
        keys = list(rows.organisation)
        distinct = len(PALETTE) if len(keys) <= len(PALETTE) else len(PALETTE) - 1
        self._colours = dict(zip(keys[:distinct], PALETTE))

    def colour(self, key):
        return self._colours.get(key, OTHERS)

    def name(self, key):
        return self.names.get(key) or key

    def handles(self, keys, patch=True):
        """Legend entries for those of `keys` that have a colour of their own, then the others."""
        keys = set(keys)
        entries = [(self.colour(key), self.name(key)) for key in sorted(keys & set(self._colours))]
        if keys - set(self._colours):
            entries.append((OTHERS, "others"))
        return [swatch(colour, name) if patch else plt.Line2D([], [], color=colour, label=name)
                for colour, name in entries]


def swatch(colour, label, **how):
    return plt.Rectangle((0, 0), 1, 1, facecolor=colour, linewidth=0, label=label, **how)


def shorten(text, most=22):
    return text if len(text) <= most else text[:most - 1].rstrip() + "…"


def names_of(table, key):
    """Full names by key, each shortened; the key where a name is missing or not the only one."""
    short = table.name.map(shorten)
    unclear = (short == "") | short.duplicated(keep=False)
    return dict(zip(table[key], short.mask(unclear, table[key])))


def readable(key):
    """A key of the scenario as words."""
    words = key.replace("_", " ")
    return words[:1].upper() + words[1:]


def figure(rows=1, columns=1, height=4.0, **how):
    """Figure and axes in constrained layout; `height` in inches without legend and notes."""
    made, axes = plt.subplots(rows, columns, figsize=(WIDTH, height), layout="constrained", **how)
    return made, axes


def finish(made, handles=(), notes=()):
    """Legend above and notes below, in room of their own: the figure grows by it."""
    legend_rows, columns = _legend_shape(handles)
    lines = [line for note in notes for line in textwrap.wrap(note, 165)]
    top, bottom = 0.21 * legend_rows + 0.04, 0.15 * len(lines) + (0.06 if lines else 0.0)
    width, height = made.get_size_inches()
    total = height + top + bottom
    made.set_size_inches(width, total)
    made.get_layout_engine().set(rect=(0, bottom / total, 1, height / total))
    if handles:
        made.legend(handles=list(handles), loc="upper left", bbox_to_anchor=(0, 1), ncols=columns,
                    borderaxespad=0.1, handlelength=1.4, columnspacing=1.4)
    if lines:
        made.text(0.005, 0.03 / total, "\n".join(lines), fontsize=7.5, color=QUIET, va="bottom",
                  linespacing=1.25)
    return made


def _legend_shape(handles):
    if not handles:
        return 0, 1
    widest = max(len(handle.get_label()) for handle in handles)
    columns = max(1, min(len(handles), int(WIDTH / (0.068 * widest + 0.45))))
    return -(-len(handles) // columns), columns


def time_axis(axis, result, most=9):
    """UTC along x, from the start to the end of the run."""
    axis.set_xlim(result.start, result.end)
    locator = mdates.AutoDateLocator(minticks=3, maxticks=most)
    axis.xaxis.set_major_locator(locator)
    axis.xaxis.set_major_formatter(mdates.ConciseDateFormatter(
        locator, formats=["%Y", "%b", "%d %b", "%H:%M", "%H:%M", "%S"],
        zero_formats=["", "%Y", "%b", "%d %b", "%H:%M", "%H:%M"], show_offset=False))
    axis.set_xlabel("UTC")


def spans(axis, result, begins, ends, vertical, colour, columns=thin.COLUMNS, **how):
    """Bars of one colour over spans of time that are disjoint; `vertical`: from and height."""
    begins, lengths, opacity = thin.shades(
        *(mdates.date2num(result.utc(x)) for x in (begins, ends)), columns=columns)
    colours = np.tile(to_rgba(colour), (len(opacity), 1))
    colours[:, 3] = opacity
    axis.broken_barh(list(zip(begins, lengths)), vertical, facecolors=colours, linewidth=0, **how)


def bars_only(axis):
    """Quiet axis for horizontal bars: names without ticks, no lines along the bars."""
    axis.grid(axis="y", visible=False)
    axis.tick_params(axis="y", length=0)


def note(axis, text):
    """A figure without anything to show says so."""
    axis.text(0.5, 0.5, text, transform=axis.transAxes, ha="center", va="center", color=QUIET)
    axis.set_xticks([])
    axis.set_yticks([])
    axis.grid(False)


def empty(text):
    """A low figure that says that there is nothing to show."""
    made, axis = figure(height=1.2)
    note(axis, text)
    for spine in axis.spines.values():
        spine.set_visible(False)
    return made
