"""A receiver of ships' messages: its products go down like others, the same on any ranks."""

import pytest

from conftest import Result
from test_resume import digest, leave_two_checkpoints, resumed_digest

LISTENING = [
    "--set", "environment.emitters={ships: {kind: ais, areas: [caspian_shelf], "
             "density: 0.004 1/km2, report_interval: 10 s}}",
    "--set", "satellites.imece.receiver={kind: ais, power: 2 W, overlap: 0.5, decoded: 80 %}",
    "--set", "satellites.kazstsat.receiver={kind: ais, power: 2 W, "
             "duty: {on_time: 20 min, period: 1 h}}",
]


@pytest.fixture(scope="module")
def whole(urker, demo_file, tmp_path_factory):
    path = tmp_path_factory.mktemp("receiver") / "x.h5"
    done = urker("run", demo_file, "-o", path, *LISTENING)
    assert done.returncode == 0, done.stderr
    return Result(path)


def test_each_reception_is_a_product(whole):
    receptions = whole.table("receptions")
    assert set(receptions.satellite) == {"imece", "kazstsat"}
    assert (receptions.detected <= receptions.in_view).all()
    assert (receptions.messages >= receptions.detected).all()
    assert (receptions.bits == receptions.messages * 168).all()
    heard = receptions[receptions.bits > 0].set_index(["satellite", "number"])
    products = whole.table("products").set_index(["satellite", "number"])
    products = products.loc[heard.index]
    assert (products.bits == heard.bits).all()
    assert (products.status == "delivered").any()
    total = whole.metric("satellites", "bits_of_messages")
    assert sum(total.values()) == receptions.bits.sum()


def test_the_book_of_bits_closes(whole):
    def book(name):
        return whole.metric("satellites", name)
    for satellite, imaged in book("bits_imaged").items():
        parts = [book(name)[satellite] for name in (
            "bits_refused", "bits_discarded", "bits_dropped", "bits_saved_by_compression",
            "bits_stored", "bits_sent")]
        assert imaged + book("bits_of_reports")[satellite] == sum(parts)


def test_same_result_on_two_ranks(urker, demo_file, whole, tmp_path):
    path = tmp_path / "x.h5"
    done = urker("run", demo_file, "-o", path, *LISTENING, ranks=2)
    assert done.returncode == 0, done.stderr
    assert digest(urker, path) == digest(urker, whole.path)


def test_a_restart_changes_nothing(urker, demo_file, whole, tmp_path):
    saving = ["--checkpoint-at", "9000s", "--checkpoint-at", "31234s"]
    folder = leave_two_checkpoints(urker, demo_file, tmp_path / "x.h5",
                                   options=[*LISTENING, *saving])
    assert resumed_digest(urker, folder) == digest(urker, whole.path)


def test_emitters_name_contents_that_exist(urker, demo_file, tmp_path):
    done = urker("run", demo_file, "-o", tmp_path / "x.h5", "--set",
                 "environment.emitters={ships: {kind: ais, contents: nowhere}}")
    assert done.returncode != 0
    assert "contents" in done.stderr
