"""Exit codes, messages and files of the program."""

import json
import os
import shutil

import pytest


def test_check_sums_up(urker, demo_file):
    done = urker("check", demo_file)
    assert done.returncode == 0
    assert "9 in service, 6 with imager" in done.stdout
    assert "satellites.azersky is not in service during the run" in done.stdout


def test_another_date_flies_other_satellites(urker, demo_file):
    done = urker("check", demo_file, "--set", "start=2022-08-22T00:00:00Z")
    assert done.returncode == 0, done.stderr
    assert "satellites.imece is not in service during the run" in done.stdout
    assert "satellites.azersky is not in service" not in done.stdout


def test_explain_names_the_origin_of_every_value(urker, demo_file):
    lines = urker("check", demo_file, "--explain", "--set", "seed=7").stdout.splitlines()
    assert len(lines) > 500
    assert all("  # " in line for line in lines)
    assert any(line.startswith("seed: 7  # --set") for line in lines)
    swath = next(line for line in lines if line.startswith("satellites.imece.imager.swath:"))
    assert "16.73 km" in swath and "catalog/satellites.yaml:" in swath and "grade S" in swath
    assert any(line.endswith("# default") for line in lines)


def test_a_damaged_truth_is_refused_with_its_places(urker, tmp_path):
    truth = tmp_path / "truth.csv"
    truth.write_text("# made up\nt_s,x_m,y_m,z_m,vx_m_s,vy_m_s,vz_m_s,mass_kg\n"
                     "5,7e6,0,0,0,7.5e3,0,250\n5,7e6,zero,0,0,7.5e3,0,250\n")
    done = urker("bench", "propagate", "--repeats", "1", "--truth", truth)
    assert done.returncode == 65
    assert f"{truth}:3:1: expected 0, the start" in done.stderr
    assert f"{truth}:4:1: expected a later time" in done.stderr
    assert f"{truth}:4:7: `zero` is not a number" in done.stderr


def test_schema_is_json(urker):
    schema = json.loads(urker("schema").stdout)
    assert schema["$schema"].endswith("2020-12/schema")
    assert "satellites" in schema["properties"]


@pytest.mark.parametrize("arguments", [[], ["fly"], ["run"], ["run", "a.yaml"], ["check", "--nope"]])
def test_wrong_usage_is_64(urker, arguments):
    assert urker(*arguments).returncode == 64


def test_a_missing_scenario_is_66(urker, tmp_path):
    done = urker("run", tmp_path / "none.yaml", "-o", tmp_path / "x.h5")
    assert done.returncode == 66
    assert "none.yaml" in done.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("ranks", [None, 2])
def test_a_bad_scenario_is_65_with_all_errors_once_and_no_file(urker, tmp_path, ranks):
    scenario = tmp_path / "bad.yaml"
    scenario.write_text("urker: 1\nname: bad\nstart: 2026-13-01T00:00:00Z\nduration: 24\n"
                        "organisations: {}\nsatelites: {}\n")
    done = urker("run", scenario, "-o", tmp_path / "x.h5", ranks=ranks)
    assert done.returncode == 65
    messages = [line for line in done.stderr.splitlines() if "bad.yaml:" in line]
    assert len(messages) == len(set(messages)) >= 3
    assert any('did you mean "satellites"' in line for line in messages)
    assert [path.name for path in tmp_path.iterdir()] == ["bad.yaml"]


@pytest.mark.parametrize("override", [
    "operations.*.planning.horizon=1000000000000 h", "stations.*.decision_delay=1000000000000 s",
    "duration=1000000 d"])
def test_durations_beyond_the_range_of_time_are_65(urker, demo_file, tmp_path, override):
    done = urker("run", demo_file, "-o", tmp_path / "x.h5", "--set", override)
    assert done.returncode == 65
    assert "out of range" in done.stderr


def test_a_rate_that_never_finishes_ends_with_the_run(urker, demo_file, tmp_path):
    """Times saturate instead of wrapping round: nothing is delivered, and the run ends in order."""
    done = urker("run", demo_file, "-o", tmp_path / "x.h5", "--set",
                 "processing.*.throughput=0.000000001 bit/s", "--set", "duration=12 h")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("ranks", [None, 2])
def test_an_existing_result_is_kept_unless_forced(urker, demo_file, tmp_path, ranks):
    path = tmp_path / "x.h5"
    path.write_text("precious")
    done = urker("run", demo_file, "-o", path, ranks=ranks)
    assert done.returncode == 73
    assert "x.h5" in done.stderr
    assert path.read_text() == "precious"


def test_a_missing_folder_is_73_before_anything_is_computed(urker, demo_file, tmp_path):
    done = urker("run", demo_file, "-o", tmp_path / "no" / "x.h5")
    assert done.returncode == 73
    assert str(tmp_path / "no") in done.stderr


def test_force_replaces_a_result(urker, demo_file, onboard, tmp_path):
    path = tmp_path / "x.h5"
    shutil.copy(onboard.path, path)
    done = urker("run", demo_file, "-o", path, "--force", "--set", "duration=1 h")
    assert done.returncode == 0, done.stderr
    assert path.stat().st_size < os.stat(onboard.path).st_size
    assert [p.name for p in tmp_path.iterdir()] == ["x.h5"]


def test_inspect_shows_tables_and_units(urker, onboard):
    text = urker("inspect", onboard.path).stdout
    for word in ("contacts", "products", "deliveries", "metrics", "seconds since"):
        assert word in text


def test_inspect_refuses_what_is_no_result(urker, demo_file, tmp_path):
    assert urker("inspect", tmp_path / "none.h5").returncode == 66
    assert urker("inspect", demo_file).returncode == 65


def test_a_full_standard_output_is_noticed(urker, demo_file):
    with open("/dev/full", "w") as full:
        import subprocess
        done = subprocess.run([urker.path, "check", str(demo_file)], stdout=full,
                              stderr=subprocess.DEVNULL)
    assert done.returncode == 73


def test_results_do_not_know_machine_or_folder(urker, demo_file, onboard, tmp_path, monkeypatch):
    """Another working folder, another way to the scenario, time zone and locale: the same data."""
    monkeypatch.setenv("TZ", "Asia/Almaty")
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    folder = tmp_path / "Üç yıldız"
    folder.mkdir()
    shutil.copytree(demo_file.parent, folder / "scenarios")
    done = urker("run", "scenarios/first_light.yaml", "-o", "x.h5", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert (urker("inspect", "--digest", folder / "x.h5").stdout
            == urker("inspect", "--digest", onboard.path).stdout)


def test_processing_on_the_ground_moves_more_bits(onboard, ground):
    def sent(result):
        return sum(result.metric("satellites", "bits_sent").values())
    assert sent(ground) > 3 * sent(onboard)
