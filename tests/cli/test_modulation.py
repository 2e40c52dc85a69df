"""Modulation and coding in the mission: modcods in the results, the same on all ranks."""

import csv

import pytest

from conftest import SOURCE, Result

RADIOS = tuple(word for name in ("imece", "gokturk_1", "gokturk_2", "kazeosat_1", "kazeosat_2",
                                 "kazstsat")
               for word in ("--set", f"satellites.{name}.radio.type=x_dvb_s2"))
RAIN = ("--set", "environment.propagation={model: p618_13, weather: in_time}",
        "--set", "atmospheres.*.rain_probability=30 %",
        "--set", "atmospheres.*.rain_rate=120 mm/h")
VARIABLE = ("--set", "radios.x_dvb_s2.modulation.mode=variable")


def simulated(urker, demo_file, folder, *arguments):
    path = folder / "one.h5"
    done = urker("run", demo_file, "-o", path, *RADIOS, *RAIN, *arguments)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="module")
def adaptive(urker, demo_file, tmp_path_factory):
    return simulated(urker, demo_file, tmp_path_factory.mktemp("adaptive"))


@pytest.fixture(scope="module")
def variable(urker, demo_file, tmp_path_factory):
    return simulated(urker, demo_file, tmp_path_factory.mktemp("variable"), *VARIABLE)


def net_rate(modcod):
    """At 100 Mbaud with pilots, in AOS frames of 1115 octets: ETSI EN 302 307-1, 5.5."""
    with open(SOURCE / "sim" / "data" / "dvb_modcods.csv", encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        row = next(r for r in rows if r["name"] == modcod)
    slots = -(-64800 // (90 * int(row["bits_per_symbol"])))
    symbols = 90 * (slots + 1) + 36 * ((slots - 1) // 16)
    return 100e6 * (int(row["bch_bits"]) - 80) / symbols * (1115 - 14) / (1115 + 4)


@pytest.mark.parametrize("run", ["adaptive", "variable"])
def test_a_modcod_is_a_rate(request, run):
    links = Result(request.getfixturevalue(run)).table("links")
    assert links.modcod.nunique() > 5
    for modcod, rate in set(zip(links.modcod, links.rate)):
        assert net_rate(modcod) - 1.0 <= rate <= net_rate(modcod) + 1e-6


@pytest.mark.parametrize("run", ["adaptive", "variable"])
def test_segments_lie_in_their_contacts_after_the_lock(request, run):
    result = Result(request.getfixturevalue(run))
    passes = result.table("passes")
    for link in result.table("links").itertuples():
        around = passes[(passes.satellite == link.satellite) & (passes.station == link.station)
                        & (passes.aos <= link.begin - 1.0 + 1e-6)
                        & (passes.los >= link.end - 1e-6)]
        assert len(around) == 1, link
        assert link.bits <= link.rate * (link.end - link.begin) + 1.0


def test_adaptive_coding_keeps_the_margin_and_variable_coding_spends_it(adaptive, variable):
    of_adaptive, of_variable = (Result(path).table("links") for path in (adaptive, variable))
    assert (of_adaptive.least_margin >= 3.0 - 1e-6).all()
    assert (of_variable.least_margin >= -1e-6).all()
    assert (of_variable.least_margin < 3.0).any()


@pytest.mark.parametrize("run,more", [("adaptive", ()), ("variable", VARIABLE)])
def test_all_ranks_choose_the_same(urker, demo_file, request, tmp_path, run, more):
    digest = urker("inspect", "--digest", request.getfixturevalue(run)).stdout
    path = tmp_path / "three.h5"
    done = urker("run", demo_file, "-o", path, "--partition", "stages", *RADIOS, *RAIN, *more,
                 ranks=3)
    assert done.returncode == 0, done.stderr
    assert urker("inspect", "--digest", path).stdout == digest
