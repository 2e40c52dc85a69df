"""Where the decibels of one budget go: a bar for each term, from level to level."""

from .. import style

GAIN, LOSS, LEVEL = 1, -1, 0
HANDLES = [style.swatch(style.BLUE, "gain"), style.swatch(style.ORANGE, "loss"),
           style.swatch(style.IDLE, "level")]


def draw(steps, terms, unit):
    """`steps`: (key in `terms`, GAIN, LOSS or LEVEL, label). A level is where its bar ends."""
    steps = [step for step in steps if step[0] in terms]  # older files have fewer
    made, axis = style.figure(height=0.45 + 0.225 * len(steps))
    level = 0.0
    for row, (key, sign, _) in enumerate(steps):
        value = terms[key]
        first, level = (0.0, value) if sign == LEVEL else (level, level + sign * value)
        colour = style.IDLE if sign == LEVEL else style.BLUE if level >= first else style.ORANGE
        axis.barh(row, level - first, left=first, height=0.7, color=colour)
        shown = -value if sign == LOSS else value
        axis.annotate(f"{shown + 0.0:.2f}", (max(first, level), row), (3, 0),
                      textcoords="offset points", va="center", fontsize=7.5)
    axis.set_yticks(range(len(steps)), [label for *_, label in steps])
    axis.invert_yaxis()
    axis.use_sticky_edges = False
    axis.margins(x=0.08, y=0.02)
    axis.set_xlabel(unit)
    style.bars_only(axis)
    return style.finish(made, HANDLES)
