"""Images processed on board or on the ground: the funnel adds up, losses are told, ranks agree."""

import shutil

import numpy as np
import pytest
from conftest import SOURCE, Result

STUDY = SOURCE / "scenarios" / "onboard_vs_ground.yaml"
EDGE = SOURCE / "scenarios" / "orbital_edge.yaml"
SPLIT = ("--set", "campaigns.search.by_each=true", "--set", "campaigns.search.area=corridor",
         "--set", "pipelines.tile_search.stages.readout.split=true")
DAYS = ("--set", "duration=3 d")
WAYS = {"onboard": (), "ground": ("--set", "satellites.*.processing=ground"),
        "full": ("--set", "satellites.ots_12u.storage.capacity=12 Gbit",
                 "--set", "satellites.ots_12u.storage.longest_age=6 h"),
        "urgent": ("--set", "satellites.*.processing=ground",
                   "--set", "satellites.ots_12u.onboard_from_priority=5",
                   "--set", "campaigns.cotton.processing=onboard")}


def run(urker, scenario, path, *arguments, **options):
    done = urker("run", scenario, "-o", path, *arguments, **options)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="module")
def results(urker, tmp_path_factory):
    folder = tmp_path_factory.mktemp("ways")
    return {way: Result(run(urker, STUDY, folder / f"{way}.h5", *DAYS, *how))
            for way, how in WAYS.items()} | {
                "edge": Result(run(urker, EDGE, folder / "edge.h5")),
                "split": Result(run(urker, EDGE, folder / "split.h5", *SPLIT))}


@pytest.mark.parametrize("way", [*WAYS, "edge", "split"])
def test_the_funnel_adds_up_for_every_image(results, way):
    result = results[way]
    products, taken = result.table("products"), result.table("images")
    images = products[products.kind == "image"].set_index(["satellite", "number"])
    scenes = taken[taken.outcome != "interrupted"].set_index(["satellite", "number"])
    assert images.index.is_unique and set(images.index) == set(scenes.index)
    assert (images.raw_bits == scenes.raw_bits.reindex(images.index)).all()
    compute = result.table("compute")
    thrown = compute[compute.decision.isin(["discard", "wrong_discard"])]
    discarded = images[images.status == "discarded"]
    assert set(map(tuple, thrown[["satellite", "number"]].values)) == set(discarded.index)
    # What was kept of an image is no more than was imaged, and left the satellite once.
    assert (images.bits <= images.raw_bits).all() and (images.bits > 0).all()
    whole = images[images.status.isin(["delivered", "at_centre", "in_transit"])]
    assert (whole.bits == whole.bits_sent).all()


@pytest.mark.parametrize("way", [*WAYS, "edge", "split"])
def test_wrong_discards_and_drops_are_losses_with_their_stage(results, way):
    result = results[way]
    losses, compute = result.table("losses"), result.table("compute")
    wrong = compute[compute.decision == "wrong_discard"]
    told = losses[losses.cause == "wrong_discard"]
    key = ["satellite", "number", "stage"]
    assert set(map(tuple, wrong[key].values)) == set(map(tuple, told[key].values))
    products = result.table("products")
    gone = products[products.status.isin(["dropped", "refused"])]
    others = losses[losses.cause != "wrong_discard"]
    assert set(map(tuple, gone[key[:2]].values)) == set(map(tuple, others[key[:2]].values))
    assert (len(gone) > 0) == (way == "full")


@pytest.mark.parametrize("way", [*WAYS, "edge", "split"])
def test_bits_and_energy_are_conserved(results, way):
    result = results[way]

    def book(name):
        return result.metric("satellites", name)
    for satellite, imaged in book("bits_imaged").items():
        parts = sum(book(name)[satellite] for name in (
            "bits_refused", "bits_discarded", "bits_dropped", "bits_saved_by_compression",
            "bits_stored", "bits_sent"))
        assert imaged + book("bits_of_reports")[satellite] == parts
    compute = result.table("compute")
    onboard = compute[compute.place == "satellites"].groupby("entity").energy.sum()
    for satellite, energy in onboard.items():
        spent = sum(book(name)[satellite] for name in (
            "energy_inference", "energy_other_stages", "energy_broken_off_stages"))
        assert energy == pytest.approx(spent, rel=1e-9)
        assert spent <= book("energy_demanded_computer")[satellite] * (1 + 1e-9)


@pytest.mark.parametrize("way", [*WAYS, "edge", "split"])
def test_a_unit_of_a_device_runs_one_stage_at_a_time(results, way):
    compute = results[way].table("compute")
    assert len(compute) > 30
    assert (compute.ready <= compute.begin).all() and (compute.begin <= compute.end).all()
    for (_, device, _), rows in compute.groupby(["entity", "device", "unit"]):
        if device == "cpu":
            continue  # interrupted stages of it enclose others
        rows = rows.sort_values(["begin", "end"])
        assert (rows.begin.values[1:] >= rows.end.values[:-1] - 1e-9).all()


def test_both_ways_run_the_same_stages(results):
    stages = {way: set(results[way].table("compute").stage) for way in ("onboard", "ground")}
    assert stages["onboard"] == stages["ground"]
    places = results["ground"].table("compute").groupby("stage").place.unique()
    assert list(places["cloud_mask"]) == ["processing"] and list(places["compress"]) == ["satellites"]


def test_campaign_and_priority_choose_the_side(results):
    result = results["urgent"]
    products = result.table("products").set_index(["satellite", "number"])
    masked = result.table("compute").query("stage == 'cloud_mask'")
    for row in masked.itertuples():
        product = products.loc[(row.satellite, row.number)]
        onboard = product.campaign == "cotton" or (row.satellite == "ots_12u"
                                                   and product.priority >= 5)
        assert row.place == ("satellites" if onboard else "processing")
    assert masked.place.nunique() == 2


def test_reports_go_ahead(results):
    products = results["edge"].table("products")
    reports = products[(products.kind == "report") & (products.status == "delivered")]
    images = products[(products.kind == "image") & (products.status == "delivered")]
    assert len(reports) > 5
    assert reports.delivered.median() < images.delivered.median()
    assert (reports.number < 0).all() and set(reports.scene) <= set(products.number)


@pytest.mark.parametrize("how", [(), WAYS["ground"]], ids=["onboard", "ground"])
def test_ranks_agree(urker, tmp_path, how):
    digests = set()
    for ranks in (1, 2, 3):
        path = run(urker, STUDY, tmp_path / f"{ranks}.h5", "--set", "duration=1 d", *how,
                   "--partition", "stages", ranks=ranks)
        digests.add(urker("inspect", "--digest", path).stdout)
    assert len(digests) == 1


def test_a_model_goes_up_and_is_used(urker, tmp_path):
    scenario = tmp_path / "updated.yaml"
    text = STUDY.read_text()
    update = ("pipelines:\n  screen_and_detect:\n    updates:\n"
              "      - {stage: cloud_mask, model: cloudscout_2, at: 2026-08-22T09:00:00Z}\n"
              "models:\n"
              "  cloudscout_2: {size: 1 MB, tile: 9.4 Mbit, detection: 99 %, false_alarm: 0 %}\n"
              "devices:\n" + "".join(
                  f"  {d}: {{stages: {{cloudscout_2: {{tile_time: 20 ms, power: 2 W}}}}}}\n"
                  for d in ("myriad_2", "jetson_tx2", "server_gpu")))
    scenario.write_text(text + "\n" + update)
    shutil.copytree(SOURCE / "scenarios" / "catalog", tmp_path / "catalog")
    result = Result(run(urker, scenario, tmp_path / "x.h5", *DAYS))
    uploads = result.table("uploads")
    assert (uploads.outcome == "active").all() and len(uploads) >= 3
    compute = result.table("compute").query("stage == 'cloud_mask'")
    for row in uploads.itertuples():
        of = compute[compute.satellite == row.satellite]
        assert (of[of.ready > row.received].model == "cloudscout_2").all()
        assert (of[of.ready < row.received].model == "cloudscout").all()
    assert (compute.model == "cloudscout_2").any()


def test_a_stage_without_a_device_is_told_with_its_place(urker, tmp_path):
    done = urker("check", STUDY, "--set", "pipelines.screen_and_detect.stages.ships.device=tpu")
    assert done.returncode == 65
    assert "`tpu`" in done.stderr and "`ships`" in done.stderr and ".yaml:" in done.stderr


def test_satellites_split_the_tiles_of_frames_that_each_takes(results):
    dealt, split = results["edge"], results["split"]
    tasked = {}
    for way, result in (("dealt", dealt), ("split", split)):
        coverage = result.table("coverage")
        tasked[way] = coverage[coverage.strips > 0]
    assert not tasked["dealt"].cell.duplicated().any()
    each = [set(own.cell) for _, own in tasked["split"].groupby("asked")]
    assert len(each) == 4
    assert len(set.intersection(*each)) > 0.9 * len(set.union(*each))
    compute = split.table("compute")
    cut = compute[compute.stage == "readout"]
    assert (cut.decision == "split").all() and len(cut) > 20
    assert (abs(cut.bits_in / 4 - cut.bits_out) <= 1).all()
    left = sum(split.metric("satellites", "bits_of_others_tiles").values())
    assert left == (cut.bits_in - cut.bits_out).sum()
    # Tiles of 792 kbit at 44.86 ms and 10.83 W each: a quarter costs that, a part of one a whole.
    search = compute[compute.stage == "search"]
    tiles = np.ceil(search.bits_in / 792e3)
    assert np.allclose(search.energy, tiles * 0.04486 * 10.83, rtol=1e-6)
    # So each satellite reads out more frames before its capacitor is empty.
    frames = [r.table("compute").query("stage == 'readout'").groupby("satellite").size()
              for r in (dealt, split)]
    assert (frames[1] > frames[0]).all()
    contents = split.table("contents")
    assert (contents.own_present <= contents.present).all()
    part = contents.own_present.sum() / contents.present.sum()
    assert abs(part - 0.25) < 4 * (0.25 * 0.75 / contents.present.sum()) ** 0.5


def test_a_split_without_a_share_is_told(urker, tmp_path):
    text = EDGE.read_text().replace(", tile_share: {part: 2, of: 4}", "")
    (tmp_path / "x.yaml").write_text(text)
    shutil.copytree(SOURCE / "scenarios" / "catalog", tmp_path / "catalog")
    assert urker("check", tmp_path / "x.yaml").returncode == 0
    done = urker("check", tmp_path / "x.yaml", *SPLIT)
    assert done.returncode == 65 and "`tile_share`" in done.stderr and "edge_2" in done.stderr
