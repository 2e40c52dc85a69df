"""Reports over crosslinks: a neighbour and a geostationary satellite take them over and send them on,
no bit is lost or doubled on the way, the same on any ranks and across a checkpoint."""

import pytest

from conftest import SOURCE, Result
from test_resume import digest, leave_two_checkpoints, resumed_digest

SCENARIO = SOURCE / "scenarios" / "relay_reports.yaml"
DAY_S = 86400.0


@pytest.fixture(scope="module")
def day(urker, tmp_path_factory):
    path = tmp_path_factory.mktemp("relay") / "x.h5"
    done = urker("run", SCENARIO, "-o", path)
    assert done.returncode == 0, done.stderr
    return Result(path)


def test_reports_take_each_of_the_paths(day):
    products = day.table("products")
    reports = products[(products.kind == "report") & (products.status == "delivered")]
    assert {"", "azerspace_1"} < set(reports.relay)
    assert any(relay.startswith("watch") for relay in reports.relay)
    assert (reports[reports.relay == "azerspace_1"].medium == "report_radio").all()
    assert {"radio", "report_radio"} <= set(reports[reports.relay == ""].medium)
    assert (products[products.kind == "image"].relay == "").all()


def test_hops_join_and_time_runs_forward(day):
    hops = day.table("hops")
    products = day.table("products").set_index(["satellite", "number"])
    for key, way in hops.groupby(["satellite", "number"]):
        way = way.sort_values("begin")
        assert way["from"].iloc[0] == key[0]
        assert (way["to"].values[:-1] == way["from"].values[1:]).all()
        assert (way.end.values[:-1] <= way.begin.values[1:]).all()
        assert (way.end > way.begin).all()
        assert (way.medium.values[:-1] == "crosslink").all()
        product = products.loc[key]
        assert product.processed <= way.begin.iloc[0]
        if len(way) == 2:
            assert product.relay == way["to"].iloc[0]
    assert (hops.groupby(["satellite", "number"]).size() <= 2).all()
    crossed = hops[hops.medium == "crosslink"]
    light_s = 500e3 / 299792458.0
    assert (crossed.end - crossed.begin > light_s).all()


def test_bits_are_conserved_over_hops(day):
    links = day.table("links")
    relayed = day.metric("satellites", "bits_relayed")
    crossing = links[links.medium == "crosslink"]
    hops = day.table("hops")
    # What is on its way over a crosslink at the end has been sent and not been taken over.
    late = hops[(hops.medium == "crosslink") & (hops.end > DAY_S)]
    bits = day.table("products").set_index(["satellite", "number"]).bits
    under_way = sum(bits.loc[(row.satellite, row.number)] for row in late.itertuples())
    assert crossing.bits.sum() == sum(relayed.values()) + under_way
    down = links[links.medium != "crosslink"]
    received = sum(day.metric("stations", "bits_received").values())
    assert 0 <= down.bits.sum() - received < 1e9
    for satellite, sent in day.metric("satellites", "bits_sent").items():
        def book(name):
            return day.metric("satellites", name).get(satellite, 0)
        assert (book("bits_imaged") + book("bits_of_reports") + book("bits_relayed")
                == sent + sum(book(name) for name in (
                    "bits_refused", "bits_discarded", "bits_dropped", "bits_saved_by_compression",
                    "bits_stored")))


def test_each_report_has_one_fate(day):
    products = day.table("products")
    assert not products.duplicated(["satellite", "number"]).any()
    made = sum(day.metric("satellites", "bits_of_reports").values())
    assert products[(products.kind == "report") & (products.satellite != "")].bits.sum() >= made


def test_a_relay_s_memory_is_finite(urker, tmp_path):
    path = tmp_path / "x.h5"
    done = urker("run", SCENARIO, "-o", path, "--set", "duration=6 h",
                 "--set", "satellites.azerspace_1.storage.capacity=1 bit")
    assert done.returncode == 0, done.stderr
    result = Result(path)
    products, losses = result.table("products"), result.table("losses")
    lost = products[(products.relay == "azerspace_1")]
    assert len(lost) > 0
    assert (lost.status == "dropped").all()
    assert set(zip(lost.satellite, lost.number)) <= set(zip(losses.satellite, losses.number))


@pytest.mark.parametrize("ranks", [2, 4])
def test_same_result_on_more_ranks(urker, day, tmp_path, ranks):
    path = tmp_path / "x.h5"
    done = urker("run", SCENARIO, "-o", path, "--partition", "shifting", ranks=ranks)
    assert done.returncode == 0, done.stderr
    assert digest(urker, path) == digest(urker, day.path)


def test_a_restart_changes_nothing(urker, day, tmp_path):
    saving = ["--checkpoint-at", "9000s", "--checkpoint-at", "31234s"]
    folder = leave_two_checkpoints(urker, SCENARIO, tmp_path / "x.h5", options=[*saving])
    assert resumed_digest(urker, folder) == digest(urker, day.path)


def test_a_link_has_one_kind_of_terminal(urker):
    done = urker("check", SCENARIO, "--set",
                 "crosslinks.in_plane.optical_terminal={type: scot80}")
    assert done.returncode == 65
    assert 'exactly one of "radio" or "optical_terminal"' in done.stderr
