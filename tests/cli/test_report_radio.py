"""A radio of little rate for reports, over stations that need no booking: reports come by whichever
path ends first, images by booked passes alone, the same on any ranks."""

import pytest

from conftest import Result
from test_resume import digest, leave_two_checkpoints, resumed_digest

LISTENERS = ["ahal", "ankara", "astana"]
REPORTING = [
    "--set", "environment.emitters={ships: {kind: ais, areas: [caspian_shelf], "
             "density: 0.004 1/km2, report_interval: 100 s, message_bits: 40}}",
    "--set", "satellites.imece.receiver={kind: ais, power: 2 W, overlap: 0.5, decoded: 80 %, "
             "priority: 1000}",
    "--set", "satellites.imece.report_radio={type: uhf_9k6}",
    *(part for name in LISTENERS
      for part in ("--set", f"stations.{name}.report_antenna={{type: uhf_turnstile}}")),
]


@pytest.fixture(scope="module")
def whole(urker, demo_file, tmp_path_factory):
    path = tmp_path_factory.mktemp("report_radio") / "x.h5"
    done = urker("run", demo_file, "-o", path, *REPORTING)
    assert done.returncode == 0, done.stderr
    return Result(path)


def test_reports_come_by_both_radios_and_images_by_one(whole):
    products = whole.table("products")
    sent = products[(products.satellite == "imece") & (products.medium != "")]
    reports = sent[sent.kind == "report"]
    assert set(reports.medium) == {"radio", "report_radio"}
    assert set(sent[sent.kind == "image"].medium) == {"radio"}
    assert (products[products.satellite != "imece"].medium != "report_radio").all()


def test_a_station_that_listens_needs_no_booking(whole):
    links, passes = whole.table("links"), whole.table("passes")
    unbooked = links[links.medium == "report_radio"]
    assert set(unbooked.station) <= set(LISTENERS)
    # Ahal books no passes of imagers, for its dish has another band.
    assert "ahal" in set(unbooked.station)
    assert "ahal" not in set(passes.station)
    assert unbooked.bits.sum() > 0
    assert (unbooked.rate <= 8395).all()
    heard = whole.metric("stations", "bits_received_unbooked")
    assert sum(heard.values()) == unbooked.bits.sum()


def test_the_satellite_does_not_wait_for_what_it_could_send_now(whole):
    # What leaves by the slow radio does so earlier than by the next booked pass.
    products, passes = whole.table("products"), whole.table("passes")
    booked = passes[(passes.satellite == "imece") & (passes.outcome == "granted")].sort_values("aos")
    slow = products[products.medium == "report_radio"]
    assert len(slow) > 0
    waits = (slow.downlink_end.values - slow.processed.values)
    for report, wait in zip(slow.itertuples(), waits):
        later = booked[booked.los > report.processed]
        if len(later):
            assert wait < max(later.aos.iloc[0] - report.processed, 0.0) + 600.0


def test_bits_are_conserved(whole):
    book = {name: whole.metric("satellites", name)["imece"] for name in (
        "bits_imaged", "bits_of_reports", "bits_refused", "bits_discarded", "bits_dropped",
        "bits_saved_by_compression", "bits_stored", "bits_sent")}
    assert (book["bits_imaged"] + book["bits_of_reports"]
            == sum(book[name] for name in ("bits_refused", "bits_discarded", "bits_dropped",
                                           "bits_saved_by_compression", "bits_stored",
                                           "bits_sent")))
    links = whole.table("links")
    assert links[links.satellite == "imece"].bits.sum() == book["bits_sent"]


def test_same_result_on_three_ranks(urker, demo_file, whole, tmp_path):
    path = tmp_path / "x.h5"
    done = urker("run", demo_file, "-o", path, *REPORTING, ranks=3)
    assert done.returncode == 0, done.stderr
    assert digest(urker, path) == digest(urker, whole.path)


def test_a_restart_changes_nothing(urker, demo_file, whole, tmp_path):
    saving = ["--checkpoint-at", "9000s", "--checkpoint-at", "31234s"]
    folder = leave_two_checkpoints(urker, demo_file, tmp_path / "x.h5",
                                   options=[*REPORTING, *saving])
    assert resumed_digest(urker, folder) == digest(urker, whole.path)


def test_a_dish_is_no_antenna_that_hears_all_around(urker, demo_file):
    done = urker("check", demo_file, "--set", "stations.ahal.report_antenna={lowest_frequency: "
                 "2.2 GHz, highest_frequency: 2.3 GHz, dish: {diameter: 3 m, noise_temperature: "
                 "60 K}}")
    assert done.returncode == 65
    assert "report_antenna" in done.stderr
