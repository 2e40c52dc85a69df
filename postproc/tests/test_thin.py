"""Thinning of long series: few points, no extreme lost."""

import numpy as np
import pytest

from urker_report import thin


def noisy(count):
    draws = np.random.default_rng(2040)
    return np.sort(draws.uniform(0.0, 1e8, count)), draws.normal(size=count).cumsum()


def test_short_series_stay_whole():
    for count in (0, 1, 2, 4 * thin.COLUMNS):
        times, values = noisy(count)
        assert list(thin.keep(times, values)) == list(range(count))
    assert list(thin.keep(np.zeros(9000), np.arange(9000.0))) == list(range(9000))


def test_each_column_keeps_its_ends_and_extremes():
    times, values = noisy(200_000)
    other = -(values**2)
    kept = thin.keep(times, values, other)
    assert len(kept) <= 6 * thin.COLUMNS
    assert kept[0] == 0 and kept[-1] == len(times) - 1
    assert (np.diff(kept) > 0).all()
    edges = np.linspace(times[0], times[-1], thin.COLUMNS + 1)
    columns = np.searchsorted(edges, times, side="right").clip(max=thin.COLUMNS)
    for column in range(1, thin.COLUMNS + 1, 37):
        inside = np.flatnonzero(columns == column)
        shown = kept[np.isin(kept, inside)]
        assert {inside[0], inside[-1]} <= set(shown)
        for series in (values, other):
            assert series[shown].min() == series[inside].min()
            assert series[shown].max() == series[inside].max()


def test_few_spans_stay_and_many_become_what_they_cover():
    begins = np.array([5.0, 1.0])
    assert [list(x) for x in thin.shades(begins, begins + 1.0)] == [[1.0, 5.0], [1.0, 1.0], [1.0, 1.0]]
    orbits = 100 * thin.COLUMNS
    begins = np.arange(orbits) * 5400.0
    ends = begins + np.where(np.arange(orbits) < orbits // 2, 2025.0, 0.0)  # 3/8, then none
    first, length, opacity = thin.shades(begins, ends)
    assert len(first) < 10
    dark = (ends - begins).sum()
    assert (length * opacity).sum() == pytest.approx(dark, rel=0.01)
    assert opacity[0] == pytest.approx(6 / 16)
    assert (first[1:] >= (first + length)[:-1] - 1e-3).all()


def test_a_spike_of_one_point_is_kept():
    times, values = np.arange(100_000.0), np.zeros(100_000)
    values[31_415] = 1.0
    assert 31_415 in thin.keep(times, values)
    with pytest.raises(ValueError):
        thin.keep(times, values[:-1])
