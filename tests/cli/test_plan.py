"""`urker plan` on element sets and sites, against windows found by brute force."""

import csv
import datetime

import h5py
import pytest

from conftest import SOURCE

DATA = SOURCE / "tests" / "data" / "access"
SPAN = ("--start", "2022-01-22T06:00:00Z", "--duration", "86400s")


def rows_of(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def scaled(value):
    """A number as element sets write it: five digits behind the point and a power of ten."""
    if value == 0.0:
        return " 00000-0"
    exponent = 0
    while abs(value) < 0.1:
        value, exponent = value * 10.0, exponent + 1
    return f"{'-' if value < 0 else ' '}{round(abs(value) * 1e5):05d}-{exponent}"


def with_checksum(line):
    return line + str(sum(int(c) if c.isdigit() else c == "-" for c in line) % 10)


def element_set(number, row):
    epoch = datetime.datetime.fromisoformat(row["epoch_utc"].rstrip("Z"))
    day = (epoch - datetime.datetime(epoch.year, 1, 1)) / datetime.timedelta(days=1) + 1
    eccentricity = round(float(row["eccentricity"]) * 1e7)
    one = (f"1 {number:05d}U 00001A   {epoch.year % 100:02d}{day:012.8f}  .00000000  00000-0 "
           f"{scaled(float(row['bstar']))} 0  999")
    two = (f"2 {number:05d} {float(row['inclination_deg']):8.4f} {float(row['raan_deg']):8.4f} "
           f"{eccentricity:07d} {float(row['argument_of_perigee_deg']):8.4f} "
           f"{float(row['mean_anomaly_deg']):8.4f} {float(row['mean_motion_rev_d']):11.8f}    1")
    return "\n".join([row["name"], with_checksum(one), with_checksum(two), ""])


class Inputs:
    """The files of a plan, made from the tests' own tables."""

    def __init__(self, folder):
        self.satellites = rows_of(DATA / "satellites.csv")
        self.sets = folder / "satellites.tle"
        self.sets.write_text("".join(element_set(i + 1, row)
                                     for i, row in enumerate(self.satellites)))
        self.sites = folder / "sites.csv"
        self.sites.write_text("site,lat_deg,lon_deg,h_m,mask_deg\n" + "".join(
            f"{i},{r['latitude_deg']},{r['longitude_deg']},{r['height_m']},"
            f"{r['least_elevation_deg']}\n" for i, r in enumerate(rows_of(DATA / "sites.csv"))))
        self.pairs = folder / "pairs.csv"
        self.pairs.write_text("pair,sat_a,sat_b,range_max_km\n" + "".join(
            f"{i},{r['satellite_a']},{r['satellite_b']},{r['greatest_range_km']}\n"
            for i, r in enumerate(rows_of(DATA / "pairs.csv"))))

    def plan(self, urker, output, *arguments, span=SPAN):
        return urker("plan", "--tle", self.sets, "--sites", self.sites, *span, "-o", output,
                     *arguments)


@pytest.fixture
def inputs(tmp_path):
    return Inputs(tmp_path)


def check_windows(found, truth, found_key, true_key, found_ends, true_ends):
    assert [tuple(r[k] for k in found_key) for r in found] == [
        tuple(r[k] for k in true_key) for r in truth]
    for f, t in zip(found, truth):
        for a, b in zip(found_ends, true_ends):
            assert abs(float(f[a + "_s"]) - float(t[b + "_s"])) < 1e-3
            assert f[a + "_clipped"] == t[b + "_clipped"]


def test_csv_agrees_with_brute_force(urker, inputs, tmp_path):
    out = tmp_path / "out"
    done = inputs.plan(urker, out, "--pairs", inputs.pairs, "--rotation", "gmst", "--csv")
    assert done.returncode == 0, done.stderr
    assert sorted(p.name for p in out.iterdir()) == ["eclipses.csv", "isl.csv", "moon_eclipses.csv",
                                                   "windows.csv"]
    windows, truth = rows_of(out / "windows.csv"), rows_of(DATA / "windows.csv")
    assert list(windows[0]) == ["sat", "site", "aos_s", "los_s", "aos_clipped", "los_clipped",
                                "max_el_deg", "t_max_el_s"]
    check_windows(windows, truth, ("sat", "site"), ("satellite", "site"), ("aos", "los"),
                  ("aos", "los"))
    for f, t in zip(windows, truth):
        assert abs(float(f["max_el_deg"]) - float(t["greatest_elevation_deg"])) < 1e-5
    check_windows(rows_of(out / "eclipses.csv"), rows_of(DATA / "eclipses.csv"), ("sat", "kind"),
                  ("satellite", "shadow"), ("enter", "exit"), ("begin", "end"))
    check_windows(rows_of(out / "isl.csv"), rows_of(DATA / "isl.csv"), ("pair",), ("pair",),
                  ("start", "end"), ("begin", "end"))


def test_file_of_results_holds_the_same(urker, inputs, tmp_path):
    out, result = tmp_path / "out", tmp_path / "plan.h5"
    common = ("--pairs", inputs.pairs, "--rotation", "gmst")
    assert inputs.plan(urker, out, *common, "--csv").returncode == 0
    done = inputs.plan(urker, result, *common)
    assert done.returncode == 0, done.stderr
    with h5py.File(result) as file:
        for table, name, end in (("contacts", "windows", "los"), ("eclipses", "eclipses", "end"),
                                 ("inter_satellite_contacts", "isl", "end")):
            column = {"windows": "los_s", "eclipses": "exit_s", "isl": "end_s"}[name]
            expected = sorted(float(r[column]) for r in rows_of(out / f"{name}.csv"))
            assert sorted(file[table][end][...]) == pytest.approx(expected, abs=1e-6)
    assert inputs.plan(urker, result, *common).returncode == 73
    assert inputs.plan(urker, result, *common, "--force").returncode == 0


def test_all_pairs_within_a_range(urker, inputs, tmp_path):
    out = tmp_path / "out"
    done = inputs.plan(urker, out, "--pairs", "all", "--range-limit", "5000km", "--rotation",
                       "gmst", "--csv")
    assert done.returncode == 0, done.stderr
    number = {(r["sat_a"], r["sat_b"]): r["pair"] for r in rows_of(out / "pairs.csv")}
    found = rows_of(out / "isl.csv")
    truth = rows_of(DATA / "isl.csv")
    limited = [(i, r) for i, r in enumerate(rows_of(DATA / "pairs.csv"))
               if r["greatest_range_km"] == "5000"]
    assert limited
    for i, pair in limited:
        key = number.get((pair["satellite_a"], pair["satellite_b"]))
        ours = [float(r["start_s"]) for r in found if r["pair"] == key]
        assert ours == pytest.approx(
            [float(r["begin_s"]) for r in truth if r["pair"] == str(i)], abs=1e-3)


def test_every_mistake_is_told_at_once_and_nothing_is_written(urker, inputs, tmp_path):
    inputs.sites.write_text("site,lat_deg,lon_deg,h_m,mask_deg\n0,91,21,530,5\n7,1,x,0,0\n")
    inputs.pairs.write_text("pair,sat_a,sat_b,range_max_km\n0,0,x,inf\n1,3\n")
    text = inputs.sets.read_text()
    inputs.sets.write_text(text.replace("82.4959", "82.4958", 1))
    out = tmp_path / "out"
    done = inputs.plan(urker, out, "--pairs", inputs.pairs, "--csv")
    assert done.returncode == 65
    places = [line.split(": ")[0] for line in done.stderr.splitlines()]
    assert places == [f"{inputs.sets}:3:69", f"{inputs.sites}:2:3", f"{inputs.sites}:3:1",
                      f"{inputs.sites}:3:5", f"{inputs.pairs}:3:3", f"{inputs.pairs}:2:5"]
    inputs.sets.write_text(text)
    inputs.pairs.write_text("pair,sat_a,sat_b,range_max_km\n0,0,12,inf\n")
    done = inputs.plan(urker, out, "--pairs", inputs.pairs, "--csv")
    assert done.returncode == 65
    assert f"{inputs.pairs}:2:5: " in done.stderr
    assert not out.exists()


def test_files_that_are_missing_or_in_the_way(urker, inputs, tmp_path):
    out = tmp_path / "out"
    assert inputs.plan(urker, out, "--pairs", tmp_path / "none.csv", "--csv").returncode == 66
    assert inputs.plan(urker, out, "--csv", span=("--start", "now", "--duration",
                                                  "1d")).returncode == 64
    assert inputs.plan(urker, out, "--csv", span=("--start", "2022-01-22T06:00:00Z", "--duration",
                                                  "5km")).returncode == 64
    assert not out.exists()
    short = ("--start", "2022-01-22T06:00:00Z", "--duration", "1 h")
    assert inputs.plan(urker, out, "--csv", span=short).returncode == 0
    assert inputs.plan(urker, out, "--csv", span=short).returncode == 73
    assert inputs.plan(urker, out, "--csv", "--force", span=short).returncode == 0
    assert sorted(p.name for p in out.iterdir()) == ["eclipses.csv", "moon_eclipses.csv",
                                                   "windows.csv"]


def texts_of(folder):
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def test_ranks_and_horizons_change_nothing(urker, inputs, tmp_path):
    common = ("--pairs", "all", "--range-limit", "5000km", "--rotation", "gmst")
    texts, digests = [], set()
    for ranks, horizon in ((None, "1h"), (2, "6h"), (3, "24h"), (4, "50min")):
        csv, result = tmp_path / f"csv_{ranks}", tmp_path / f"{ranks}.h5"
        done = urker("plan", "--tle", inputs.sets, "--sites", inputs.sites, *SPAN, *common, "--csv",
                     "--horizon", horizon, "-o", csv, ranks=ranks)
        assert done.returncode == 0, done.stderr
        texts.append(texts_of(csv))
        done = urker("plan", "--tle", inputs.sets, "--sites", inputs.sites, *SPAN, *common,
                     "--horizon", horizon, "-o", result, ranks=ranks)
        assert done.returncode == 0, done.stderr
        digests.add(urker("inspect", "--digest", result).stdout)
    assert all(t == texts[0] for t in texts)
    assert len(digests) == 1
    done = inputs.plan(urker, tmp_path / "x", "--csv", "--horizon", "6km")
    assert done.returncode == 64


TARGETS = """name,lat_deg,lon_deg,h_m,max_incidence_deg,max_off_nadir_deg,min_sun_el_deg
Baku,40.4,49.9,0,90,45,10
General Santos,6.1,125.2,0,50,90,-90
"""


def test_moon_sun_and_targets(urker, inputs, tmp_path):
    """A day with a solar eclipse over the south of America and the sea, 2022-04-30T20:41."""
    targets = tmp_path / "targets.csv"
    targets.write_text(TARGETS)
    span = ("--start", "2022-04-30T16:00:00Z", "--duration", "12h")
    common = ("--rotation", "gmst", "--sun-outage", "6deg", "--targets", targets)
    texts, digests = [], set()
    for ranks, horizon in ((None, "1h"), (2, "12h"), (3, "50min")):
        out, result = tmp_path / f"csv_{ranks}", tmp_path / f"{ranks}.h5"
        files = ("plan", "--tle", inputs.sets, "--sites", inputs.sites, *span, *common, "--horizon",
                 horizon)
        done = urker(*files, "--csv", "-o", out, ranks=ranks)
        assert done.returncode == 0, done.stderr
        texts.append(texts_of(out))
        assert urker(*files, "-o", result, ranks=ranks).returncode == 0
        digests.add(urker("inspect", "--digest", result).stdout)
    assert all(t == texts[0] for t in texts)
    assert len(digests) == 1

    moon = rows_of(tmp_path / "csv_None" / "moon_eclipses.csv")
    assert {r["kind"] for r in moon} == {"penumbra"} # partial wherever it was seen
    for r in moon:
        assert 7200.0 < float(r["enter_s"]) <= float(r["t_deepest_s"]) + 1e-3
        assert float(r["t_deepest_s"]) - 1e-3 <= float(r["exit_s"]) < 36000.0
        assert 0.0 <= float(r["obscuration"]) < 1.0
    assert any(float(r["obscuration"]) > 0.2 for r in moon)
    low = [r for r in moon if float(r["exit_s"]) < 6.5 * 3600.0]
    assert len({r["sat"] for r in low}) >= 5

    windows = rows_of(tmp_path / "csv_None" / "windows.csv")
    outages = rows_of(tmp_path / "csv_None" / "sun_outages.csv")
    assert outages
    for o in outages:
        assert 0.0 <= float(o["min_angle_deg"]) <= 6.0
        assert any(w["sat"] == o["sat"] and w["site"] == o["site"]
                   and float(w["aos_s"]) <= float(o["start_s"]) + 2e-6
                   and float(o["end_s"]) <= float(w["los_s"]) + 2e-6 for w in windows)

    passes = rows_of(tmp_path / "csv_None" / "target_passes.csv")
    assert {r["target"] for r in passes} == {"0", "1"}
    for r in passes:
        assert float(r["start_s"]) <= float(r["t_min_off_nadir_s"]) <= float(r["end_s"]) + 1e-3
        if r["target"] == "0":
            assert float(r["min_off_nadir_deg"]) <= 45.0
            assert float(r["sun_el_deg"]) >= 10.0 - 1e-6
        else:
            assert float(r["incidence_deg"]) <= 50.0

    targets.write_text(TARGETS.replace("Baku,40.4", ",95"))
    done = inputs.plan(urker, tmp_path / "x", "--csv", "--targets", targets)
    assert done.returncode == 65
    places = [line.split(": ")[0] for line in done.stderr.splitlines()]
    assert places == [f"{targets}:2:1", f"{targets}:2:2"]
    assert inputs.plan(urker, tmp_path / "x", "--csv", "--sun-outage", "50deg").returncode == 64
    assert not (tmp_path / "x").exists()


def test_the_order_of_the_files_does_not_matter(urker, inputs, tmp_path):
    out, other = tmp_path / "out", tmp_path / "other"
    assert inputs.plan(urker, out, "--rotation", "gmst", "--csv").returncode == 0
    satellites = list(reversed(range(len(inputs.satellites))))
    inputs.sets.write_text("".join(element_set(i + 1, inputs.satellites[i]) for i in satellites))
    head, *rows = inputs.sites.read_text().splitlines()
    sites = list(range(1, len(rows))) + [0]
    inputs.sites.write_text("\n".join([head] + [
        f"{i},{rows[old].split(',', 1)[1]}" for i, old in enumerate(sites)]) + "\n")
    assert inputs.plan(urker, other, "--rotation", "gmst", "--csv").returncode == 0
    renumbered = [dict(r, sat=str(satellites[int(r["sat"])]), site=str(sites[int(r["site"])]))
                  for r in rows_of(other / "windows.csv")]

    def key(row):
        return int(row["sat"]), int(row["site"]), float(row["aos_s"])

    assert sorted(renumbered, key=key) == rows_of(out / "windows.csv")


def test_a_decaying_satellite_is_planned_as_long_as_it_is_known(urker, inputs, tmp_path):
    whole, out, result = tmp_path / "whole", tmp_path / "out", tmp_path / "plan.h5"
    assert inputs.plan(urker, whole, "--rotation", "gmst", "--csv").returncode == 0
    falling = dict(inputs.satellites[1], name="FALLING", mean_motion_rev_d="16.5", bstar="0.09")
    gone = dict(falling, name="GONE", epoch_utc="2021-10-01T00:00:00Z")
    rows = [falling, gone, *inputs.satellites]
    inputs.sets.write_text("".join(element_set(i + 1, row) for i, row in enumerate(rows)))
    texts = []
    for ranks, horizon in ((None, "24h"), (3, "1h")):
        done = urker("plan", "--tle", inputs.sets, "--sites", inputs.sites, *SPAN, "--rotation",
                     "gmst", "--csv", "--force", "--horizon", horizon, "-o", out, ranks=ranks)
        assert done.returncode == 0, done.stderr
        texts.append((done.stderr, texts_of(out)))
    assert texts[0] == texts[1]
    notes = [line for line in texts[0][0].splitlines() if line.startswith("note: ")]
    assert [n.split()[1] for n in notes] == ["FALLING", "GONE"]
    assert all("decay" in n or "eccentricity" in n for n in notes)
    assert inputs.plan(urker, result, "--rotation", "gmst").returncode == 0
    with h5py.File(result) as file:
        assert list(file["failures/satellite"][...]) == [0, 1]
        ends = file["failures/time"][...]
    assert 0.0 < ends[0] < 86400.0 and ends[1] == 0.0
    found = rows_of(out / "windows.csv")
    assert any(r["sat"] == "0" for r in found)
    assert all(float(r["los_s"]) <= ends[0] for r in found if r["sat"] == "0")
    assert not any(r["sat"] == "1" for r in found)
    others = [dict(r, sat=str(int(r["sat"]) - 2)) for r in found if int(r["sat"]) > 1]
    assert others == rows_of(whole / "windows.csv")


def test_plan_of_a_scenario_is_that_of_its_run_on_any_number_of_ranks(urker, onboard, demo_file,
                                                                     tmp_path):
    files = [tmp_path / f"plan_{i}.h5" for i in range(3)]
    for file, ranks, horizon in zip(files, (None, 3, 2), ("24h", "6h", "1h")):
        done = urker("plan", demo_file, "-o", file, "--pairs", "all", "--range-limit", "3000km",
                     "--horizon", horizon, ranks=ranks)
        assert done.returncode == 0, done.stderr
    digests = {urker("inspect", "--digest", file).stdout for file in files}
    assert len(digests) == 1
    with h5py.File(files[0]) as plan:
        for table in ("contacts", "eclipses", "area_passes"):
            assert set(plan[table]) == set(onboard.file[table])
            for column, values in plan[table].items():
                assert list(values[...]) == list(onboard.file[table][column][...]), (table, column)
        assert len(plan["inter_satellite_contacts/begin"]) > 0
        assert len(plan["failures/time"]) == 0
    assert urker("plan", demo_file, "-o", tmp_path / "x.h5", "--sites", "s.csv").returncode == 64
    assert urker("plan", "-o", tmp_path / "x.h5").returncode == 64


def contacts_of(file, satellite):
    table = file["contacts"]
    chosen = table["satellite"].asstr()[...] == satellite
    return {c: table[c][...][chosen] for c in ("aos", "los", "culmination", "greatest_elevation",
                                              "aos_azimuth", "aos_clipped", "los_clipped")}


def test_passes_end_with_the_service(urker, demo_file, tmp_path):
    whole, cut = tmp_path / "whole.h5", tmp_path / "cut.h5"
    assert urker("plan", demo_file, "-o", whole).returncode == 0
    with h5py.File(whole) as file:
        all_day = contacts_of(file, "imece")
        start = datetime.datetime.fromisoformat(file.attrs["start"].rstrip("Z"))
    i = max(range(len(all_day["aos"])), key=lambda k: all_day["los"][k] - all_day["aos"][k])
    culmination = all_day["culmination"][i]
    until = start + datetime.timedelta(seconds=float(round((all_day["aos"][i] + culmination) / 2)))
    done = urker("plan", demo_file, "-o", cut, "--set",
                 f"satellites.imece.in_service={{until: {until.isoformat()}Z}}")
    assert done.returncode == 0, done.stderr
    with h5py.File(cut) as file:
        kept = contacts_of(file, "imece")
    end = (until - start).total_seconds()
    assert len(kept["aos"]) == (all_day["aos"] < end).sum()
    (k,) = (kept["aos"] == all_day["aos"][i]).nonzero()
    assert kept["los"][k] == end and kept["los_clipped"][k] == 1
    assert kept["culmination"][k] == end
    assert 0.0 < kept["greatest_elevation"][k] < all_day["greatest_elevation"][i]
    assert kept["aos_azimuth"][k] == pytest.approx(all_day["aos_azimuth"][i], abs=1e-6)
    assert (kept["los"] <= end).all()


def test_a_satellite_of_a_scenario_is_planned_as_long_as_it_is_known(urker, demo_file, tmp_path):
    orbit = []
    for key, value in (("epoch", "2026-08-22T00:00:00Z"), ("mean_motion", "16.5 rev/d"),
                       ("drag_term", "0.0005"), ("eccentricity", "0.0007")):
        orbit += ["--set", f"satellites.imece.orbit.sgp4.{key}={value}"]
    files = [tmp_path / f"{i}.h5" for i in range(2)]
    for file, ranks, horizon in zip(files, (None, 3), ("24h", "2h")):
        done = urker("plan", demo_file, "-o", file, *orbit, "--horizon", horizon,
                     ranks=ranks)
        assert done.returncode == 0, done.stderr
        assert "note: satellites.imece is planned until 2026-08-22T" in done.stderr
    with h5py.File(files[0]) as a, h5py.File(files[1]) as b:
        for file in (a, b):
            assert list(file["failures/satellite"].asstr()[...]) == ["imece"]
        end = a["failures/time"][0]
        assert b["failures/time"][0] == end > 0.0
        assert 0.0 < contacts_of(a, "imece")["los"].max() <= end
        for column, values in contacts_of(a, "imece").items():
            assert list(values) == list(contacts_of(b, "imece")[column])
    done = urker("run", demo_file, "-o", tmp_path / "run.h5", *orbit)
    assert done.returncode == 65
    assert "satellites.imece" in done.stderr


def test_moon_and_sun_of_a_scenario(urker, demo_file, tmp_path):
    """From noon on 2026-08-12, with the total eclipse of 17:46 UTC."""
    common = ("plan", demo_file, "--set", "start=2026-08-12T12:00:00Z", "--set",
              "stations.astana.antennas.beamwidth=30 deg")
    digests = set()
    for ranks, horizon in ((None, "6h"), (2, "1h")):
        file = tmp_path / f"{ranks}.h5"
        done = urker(*common, "--horizon", horizon, "-o", file, ranks=ranks)
        assert done.returncode == 0, done.stderr
        digests.add(urker("inspect", "--digest", file).stdout)
    assert len(digests) == 1
    simple = tmp_path / "simple.h5"
    done = urker(*common, "--set", "environment.earth_orientation=gmst", "-o", simple)
    assert done.returncode == 0, done.stderr
    with h5py.File(file) as plan, h5py.File(simple) as almanac:
        moon = plan["moon_eclipses"]
        begin, end = moon["penumbra_begin"][...], moon["penumbra_end"][...]
        assert len(begin) >= 5
        assert ((0.0 <= moon["obscuration"][...]) & (moon["obscuration"][...] <= 1.0)).all()
        assert (begin < end).all() and begin.min() > 3 * 3600.0 and end.max() < 9 * 3600.0
        outages = plan["sun_outages"]
        assert len(outages["begin"]) > 0
        assert set(outages["station"][...]) == {b"astana"} # the other beams are narrow
        assert (outages["least_angle"][...] <= 15.27).all()
        # The spherical Earth's shadow is a little wider, the almanac's Sun 0.01 deg beside.
        shift = almanac["eclipses/umbra_begin"][...] - plan["eclipses/umbra_begin"][...]
        assert 0.0 < abs(shift).max() < 20.0


def test_targets_of_a_scenario_are_seen_by_its_imagers(urker, demo_file, tmp_path):
    targets, digests = tmp_path / "targets.csv", set()
    targets.write_text(TARGETS.replace(",45,10", ",90,-90"))
    for ranks, horizon in ((None, "6h"), (2, "1h")):
        file = tmp_path / f"{ranks}.h5"
        done = urker("plan", demo_file, "--targets", targets, "--horizon", horizon, "-o", file,
                     ranks=ranks)
        assert done.returncode == 0, done.stderr
        digests.add(urker("inspect", "--digest", file).stdout)
    assert len(digests) == 1
    with h5py.File(file) as plan:
        passes = plan["target_passes"]
        images = dict(zip(plan["satellites/satellite"][...], plan["satellites/images"][...]))
        assert len(passes["begin"]) > 0
        assert all(images[s] for s in passes["satellite"][...])
        # The imagers' own limits: up to 45 deg, and by day.
        assert (passes["least_off_nadir"][...] <= 45.0).all()
        assert (passes["sun_elevation"][...] > 0.0).all()
        assert list(plan["targets/name"][...]) == [b"Baku", b"General Santos"]
    assert "targets.csv" in urker("inspect", file).stdout
    targets.write_text("name\n")
    assert urker("plan", demo_file, "--targets", targets, "-o", file).returncode == 65


def test_a_horizon_takes_from_passes(urker, demo_file, tmp_path):
    level, hilly = tmp_path / "level.h5", tmp_path / "hilly.h5"
    assert urker("plan", demo_file, "-o", level).returncode == 0
    wall = "[{azimuth: 0 deg, elevation: 60 deg}, {azimuth: 180 deg, elevation: 4 deg}]"
    done = urker("plan", demo_file, "-o", hilly, "--set", f"stations.*.horizon={wall}")
    assert done.returncode == 0, done.stderr
    with h5py.File(level) as a, h5py.File(hilly) as b:
        before = (a["contacts/los"][...] - a["contacts/aos"][...]).sum()
        after = (b["contacts/los"][...] - b["contacts/aos"][...]).sum()
    assert 0.0 < after < before
    twice = "[{azimuth: 9 deg, elevation: 6 deg}, {azimuth: 9 deg, elevation: 4 deg}]"
    done = urker("plan", demo_file, "-o", hilly, "--set", f"stations.*.horizon={twice}")
    assert done.returncode == 65
    assert "increasing azimuth" in done.stderr


def test_bench_measures_the_plan_with_its_output_and_leaves_nothing(urker, inputs, tmp_path):
    folder = tmp_path / "bench"
    folder.mkdir()
    done = urker("bench", "plan", "--tle", inputs.sets, "--hours", "2", ranks=2, cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "plan: 12 satellites, 10 sites, 2 h from" in done.stdout
    assert "plan with output: " in done.stdout
    assert not list(folder.iterdir())
    (folder / "mine.h5").write_text("keep")
    done = urker("bench", "plan", "--tle", inputs.sets, "--hours", "2", "-o", "mine.h5", cwd=folder)
    assert done.returncode == 73
    assert (folder / "mine.h5").read_text() == "keep"
