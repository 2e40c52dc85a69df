"""Long series as a figure shows them: no more points than it has columns of pixels."""

import numpy as np

COLUMNS = 1000


def keep(times, *values, columns=COLUMNS):
    """Indices, in order, of the points that a line or steps through `values` need: of each of
    `columns` equal parts of the time the first, the last, and the least and greatest of each series.

    `times` in order, as numbers; all of one length. Short series are kept whole. What is drawn differs
    only inside a column, where it covers the same range.
    """
    times = np.asarray(times, dtype=float)
    most = columns * (2 + 2 * len(values))
    if len(times) <= most or not times[-1] > times[0]:
        return np.arange(len(times))
    part = (times - times[0]) / (times[-1] - times[0])
    column = np.minimum((part * columns).astype(int), columns - 1)
    first = np.flatnonzero(np.diff(column, prepend=-1))
    last = np.append(first[1:], len(times)) - 1
    kept = [first, last]
    for series in values:
        order = np.lexsort((np.asarray(series, dtype=float), column))  # within each column
        kept += [order[first], order[last]]
    return np.unique(np.concatenate(kept))


def shades(begins, ends, columns=COLUMNS, levels=16):
    """Spans of time, disjoint, as (begins, lengths, opacity): few as they are, many by the part of
    each column that they cover, rounded to one of `levels`, though not to none; columns alike taken together."""
    begins, ends = (np.asarray(x, dtype=float) for x in (begins, ends))
    order = np.argsort(begins, kind="stable")
    begins, ends = begins[order], ends[order]
    if len(begins) <= columns or not ends.max() > begins[0]:
        return begins, ends - begins, np.ones(len(begins))
    edges = np.linspace(begins[0], ends.max(), columns + 1)
    spent = np.append(0.0, np.cumsum(ends - begins))  # before each begin
    covered = np.interp(edges, np.stack([begins, ends], axis=1).ravel(),
                        np.stack([spent[:-1], spent[1:]], axis=1).ravel())
    part = np.diff(covered) / (edges[1] - edges[0])
    level = np.maximum(np.round(part * levels), part > 0.0) / levels
    first = np.flatnonzero(np.append(True, np.diff(level) != 0))
    last = np.append(first[1:], columns)
    seen = level[first] > 0
    return edges[first][seen], (edges[last] - edges[first])[seen], level[first][seen]
