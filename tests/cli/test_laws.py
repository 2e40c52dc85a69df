"""What no scenario of the repository may break: bits, energy, propellant and momentum are conserved,
and neither ranks nor a checkpoint change a bit of the result."""

import collections

import numpy as np
import pytest

from conftest import SOURCE, Result
from test_resume import digest, leave_two_checkpoints, resumed_digest

SCENARIOS = sorted((SOURCE / "scenarios").glob("*.yaml"))
# Long enough for each to image, send, burn and turn; all of them together take some seconds.
HOURS = collections.defaultdict(lambda: 12, {"geo_broadcast": 48, "ots_cubesat": 480,
                                             "onboard_vs_ground": 24})
# Studies whose burns have their dates cannot be cut short before them.
WHOLE = {"orbit_raising"}


def shorter(scenario):
    return [] if scenario.stem in WHOLE else ["--set", f"duration={HOURS[scenario.stem]} h"]


@pytest.fixture(scope="module", params=SCENARIOS, ids=lambda path: path.stem)
def scenario(request):
    return request.param


@pytest.fixture(scope="module")
def run(scenario, urker, tmp_path_factory):
    path = tmp_path_factory.mktemp(scenario.stem) / "result.h5"
    done = urker("run", scenario, "-o", path, *shorter(scenario))
    assert done.returncode == 0, done.stderr
    return Result(path)


def test_ranks_and_a_checkpoint_change_nothing(urker, scenario, run, tmp_path):
    cuts = [word for part in (2, 1.5)
            for word in ("--checkpoint-at", f"{HOURS[scenario.stem] * 3600 / part:.0f}s")]
    folder = leave_two_checkpoints(urker, scenario, tmp_path / "x.h5", ranks=3,
                                   options=["--partition", "stages", *shorter(scenario), *cuts])
    assert resumed_digest(urker, folder, ranks=2) == digest(urker, run.path)


def books(run):
    """Metrics of each satellite by name; what is not there counts as zero."""
    table = run.table("metrics")
    table = table[table.scope == "satellites"]
    result = collections.defaultdict(lambda: collections.defaultdict(float))
    for row in table.itertuples():
        result[row.entity][row.metric] = row.value
    return result


def test_there_is_something_to_keep(run):
    assert len(run.table("satellites")) > 0
    assert books(run)


def test_bits_are_conserved(run):
    for satellite, book in books(run).items():
        made = sum(book[name] for name in ("bits_imaged", "bits_of_reports",
                                           "bits_received_by_payloads", "bits_relayed"))
        gone = sum(book[name] for name in (
            "bits_refused", "bits_discarded", "bits_dropped", "bits_saved_by_compression",
            "bits_stored", "bits_sent"))
        assert made == gone, satellite
    assert sum(book["bits_sent"] for book in books(run).values()) == run.table("links").bits.sum()


def test_every_scene_has_one_fate(run):
    images, products = run.table("images"), run.table("products")
    images = images[images.outcome.isin(["recorded", "no_storage"])]
    if "kind" in products:
        products = products[products.kind == "image"]
    key = ["satellite", "number"]
    assert sorted(map(tuple, images[key].values)) == sorted(map(tuple, products[key].values))


def test_energy_is_conserved(run):
    capacity = dict(zip(run.table("satellites").satellite,
                        run.table("satellites").battery_capacity))
    for satellite, book in books(run).items():
        flow = max(capacity[satellite], book["energy_generated"])
        balance = (book["energy_generated"] - book["energy_used"] - book["energy_shed"]
                   - book["energy_lost_in_battery"] - book["energy_stored"])
        assert abs(balance) < 1e-6 * flow, satellite
        demanded = sum(value for name, value in book.items()
                       if name.startswith("energy_demanded_"))
        served = book["energy_used"] + book["energy_unserved"]
        assert abs(demanded - served) < 1e-6 * flow, satellite


def test_propellant_is_conserved(run):
    with_propellant = {s: b for s, b in books(run).items() if "propellant_at_start" in b}
    for satellite, book in with_propellant.items():
        left = book["propellant_at_start"] - book["propellant_used"]
        assert left >= -1e-9
        assert abs(left - book["propellant_left"]) < 1e-9
        burns = run.table("manoeuvres")
        burns = burns[(burns.satellite == satellite) & (burns.outcome == "done")]
        assert abs(burns.propellant.sum() - book["propellant_used"]) < 1e-9
        # Between burns the mass stays.
        burns = burns.sort_values("number")
        after = burns.mass.values - burns.propellant.values
        assert np.abs(after[:-1] - burns.mass.values[1:]).max(initial=0.0) < 1e-9
        if len(after):
            assert abs(after[-1] - book["final_mass"]) < 1e-9


def test_momentum_is_conserved(run):
    for satellite, book in books(run).items():
        if "momentum_at_end" not in book:
            continue
        # What the wheels hold is the vector sum of what came in and what went out.
        end, came, went = (book["momentum_" + name] for name in
                           ("at_end", "disturbed", "unloaded"))
        slack = 1e-9 * (1.0 + came + went)
        assert abs(came - went) - slack <= end <= came + went + slack, satellite
