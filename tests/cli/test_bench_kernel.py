"""The models that measure the event kernel: the same outcome whatever runs them."""

import re

import pytest


def figures(done):
    assert done.returncode == 0, done.stderr
    return dict(re.findall(r"(\w+)=(\S+)", done.stdout))


def same(figures_of_runs, *names):
    first, *others = [[f[name] for name in names] for f in figures_of_runs]
    assert all(other == first for other in others)


def test_phold_is_the_same_on_any_ranks_and_queue(urker):
    options = ["bench", "phold", "--lps", "512", "--events", "2", "--end", "20s"]
    runs = [figures(urker(*options, "--queue", queue, ranks=ranks))
            for ranks, queue in ((None, "bucket"), (None, "heap"), (2, "heap"), (3, "bucket"))]
    same(runs, "events", "digest")
    # A delay has the mean of 1 s; five standard deviations of the count are 3 %.
    assert int(runs[0]["events"]) == pytest.approx(512 * 2 * 20, rel=0.04)
    assert {"wall_s", "rate", "rounds", "peak_mib"} <= set(runs[0])


def test_phold_with_equal_delays_is_all_ties(urker):
    options = ["bench", "phold", "--lps", "300", "--lookahead", "1s", "--end", "30s"]
    runs = [figures(urker(*options, ranks=ranks)) for ranks in (None, 3)]
    same(runs, "events", "digest")
    assert runs[0]["events"] == str(300 * 29)


def test_phold_refuses_a_lookahead_above_the_mean_delay(urker):
    done = urker("bench", "phold", "--lookahead", "2s")
    assert done.returncode == 64
    assert "--lookahead is above --mean" in done.stderr


# Rounds on four ranks in blocks where every station's events and contacts are known to all, counted
# by another program: what ranks know of each other is less, and costs up to 30 % more.
@pytest.mark.parametrize("stations, jobs, period_ms, end_ms, seed, rounds", [
    (64, 4, 40, 2000, 1, 857),
    (24, 1, 10000, 600000, 5, 2896),
])
def test_qnet_is_the_same_and_takes_few_rounds(urker, stations, jobs, period_ms, end_ms, seed,
                                               rounds):
    options = ["bench", "qnet", "--stations", stations, "--jobs", jobs, "--period-ms", period_ms,
               "--end-ms", end_ms, "--seed", seed]
    options = [str(option) for option in options]
    runs = [figures(urker(*options, "--partition", partition, ranks=ranks))
            for ranks, partition in ((None, "block"), (2, "cyclic"), (3, "hash"), (4, "block"))]
    same(runs, "events", "departures", "digest")
    assert rounds <= int(runs[-1]["rounds"]) <= 1.3 * rounds
