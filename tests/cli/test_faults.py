"""Failures, upsets and what imagers find: the same on any number of ranks, and after a restart."""

import shutil

import pytest

from conftest import simulate
from test_resume import digest, leave_two_checkpoints, resumed_digest

IMAGERS = ("gokturk_1", "gokturk_2", "imece", "kazeosat_1", "kazeosat_2", "kazstsat")
OF_EACH = (
    "radiation={devices: {ram: {unit: computer, bits: 4 Gbit, used: 5 %, hang: 2 %, reset: 2 %, "
    "proton_cross_section: 1e-14 cm2, ion_rate: 1e-9 1/d, watchdog: {timeout: 30 s}}}}",
    "faults={camera: {unit: imager, constant: {mean_time: 6 h}, reset: {after: 1 h}}, "
    "sender: {unit: radio, components: 2, cold_spares: true, switch: 10 min, "
    "constant: {mean_time: 9 h}, reset: {after: 2 h, success: 50 %}}, "
    "cells: {unit: array, components: 8, needed: 8, gradual: true, constant: {mean_time: 60 h}}, "
    "strings: {unit: battery, components: 4, needed: 4, gradual: true, "
    "constant: {mean_time: 40 h}, reset: {after: 3 h, success: 60 %}}}",
    "imager.duty={on_time: 40 s, period: 95 min}",
)
HARD = [word for setting in (
    "environment.contents={ships: {kind: ship, density: 0.002 1/km2, duration: 12 h}}",
    *(f"satellites.{name}.{setting}" for name in IMAGERS for setting in OF_EACH),
) for word in ("--set", setting)]


@pytest.fixture(scope="module")
def whole(urker, tmp_path_factory):
    return simulate(urker, tmp_path_factory.mktemp("whole"), "x", *HARD)


def test_much_happens(whole):
    log = whole.table("faults")
    assert {"failed", "restarted", "restored", "took_over", "flip", "hang"} <= set(log.event)
    assert log[log.event.isin(["restored", "end"])].lost_events.sum() > 0
    outcomes = set(whole.table("tasks").outcome)
    assert {"switched_off", "done"} <= outcomes
    assert "duty" not in outcomes  # planners keep to it


def test_what_was_lost_is_in_the_log(whole):
    """Every strip that was refused because the imager had failed counts in one outage."""
    log, tasks = whole.table("faults"), whole.table("tasks")
    ended = log[log.event.isin(["restored", "end"]) & (log.unit == "imager")]
    refused = tasks[tasks.outcome == "switched_off"].groupby("satellite").size()
    broken = whole.table("images")
    broken = broken[broken.outcome == "interrupted"].groupby("satellite").size()
    for satellite, lost in ended.groupby("satellite").lost_events.sum().items():
        least = refused.get(satellite, 0)
        assert least <= lost <= least + broken.get(satellite, 0), satellite


def test_passes_of_a_failed_radio_are_lost_with_their_bits(whole):
    """The log counts the booked passes that an outage of the radio touches."""
    log, passes = whole.table("faults"), whole.table("passes")
    ended = log[log.event.isin(["restored", "end"]) & (log.unit == "radio")]
    assert ended.lost_events.sum() > 0 and ended.lost_bits.sum() > 0
    assert (ended[ended.lost_events == 0].lost_bits == 0).all()
    granted = passes[passes.outcome == "granted"]
    for outage in ended.itertuples():
        own = granted[granted.satellite == outage.satellite]
        touched = ((own.aos < outage.time) & (own.los > outage.since)).sum()
        assert outage.lost_events <= touched
        assert outage.lost_bits <= 1e9 * (outage.time - outage.since)


def test_what_strings_take_along_is_in_the_book(whole):
    """Charge that a string of the battery held is lost with it, and the book of energy closes."""
    power = whole.table("power")
    assert {"array", "battery"} <= set(power.cause)
    power["step"] = power.groupby("satellite").charge.diff()
    broken = power[(power.cause == "battery") & (power.state_of_charge > 0.0)]
    assert (broken.step < 0.0).any()
    names = ("energy_generated", "energy_used", "energy_shed", "energy_lost_in_battery",
             "energy_stored")
    generated, *spent = (whole.metric("satellites", name) for name in names)
    for satellite in IMAGERS:
        out = sum(book[satellite] for book in spent)
        assert out == pytest.approx(generated[satellite], rel=1e-8), satellite


def test_upsets_are_as_many_as_expected(whole):
    def book(name):
        return sum(whole.metric("satellites", name).values())
    counted = book("upsets_harmless") + sum(
        book("upsets_" + effect) for effect in ("flip", "hang", "reset", "latch_up"))
    expected = book("upsets_expected")
    assert expected > 100
    assert abs(counted - expected) < 4 * expected ** 0.5
    assert whole.table("upset_map").expected.sum() == pytest.approx(expected)


def test_clouds_hide_content(whole):
    contents = whole.table("contents")
    images = whole.table("images").set_index(["satellite", "number"])
    assert (contents.visible <= contents.present).all()
    cover = images.loc[list(zip(contents.satellite, contents.number))].cloud_truth.to_numpy()
    hidden = (contents.present - contents.visible).sum()
    expected = (contents.present * cover).sum()
    assert abs(hidden - expected) < 5 * expected ** 0.5 + 0.1 * expected


@pytest.mark.parametrize("ranks", [1, 3])
def test_data_are_identical(urker, demo_file, whole, tmp_path, ranks):
    path = tmp_path / "result.h5"
    done = urker("run", demo_file, "-o", path, "--partition", "stages", *HARD, ranks=ranks)
    assert done.returncode == 0, done.stderr
    assert digest(urker, path) == digest(urker, whole.path)


@pytest.mark.parametrize("cuts_s, ranks", [((9000, 31234), (2, None)), ((40000, 60500), (None, 2))])
def test_a_restart_changes_nothing(urker, demo_file, whole, tmp_path, cuts_s, ranks):
    saving = [word for cut in cuts_s for word in ("--checkpoint-at", f"{cut}s")]
    newer = leave_two_checkpoints(urker, demo_file, tmp_path / "newer.h5", options=[*HARD, *saving])
    older = tmp_path / "older.h5.run"
    shutil.copytree(newer, older)
    max(older.glob("*.state")).write_bytes(b"")  # so that the run goes on from the one before
    for folder, count in zip((older, newer), ranks):
        assert resumed_digest(urker, folder, ranks=count) == digest(urker, whole.path)
