"""A generated grouping: the same text for the same arguments, and the same data on any number of
ranks, wherever the processes are and however often they move."""

import subprocess
import sys

import h5py
import pytest

from conftest import SOURCE

GENERATOR = SOURCE / "scenarios" / "generate.py"


def generated(*arguments):
    done = subprocess.run([sys.executable, GENERATOR, *map(str, arguments)], capture_output=True,
                          text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def scenario(tmp_path_factory):
    path = tmp_path_factory.mktemp("generated") / "grouping.yaml"
    path.write_text(generated("--satellites", 20, "--stations", 8, "--days", 1))
    return path


@pytest.fixture(scope="module")
def reference(urker, scenario):
    path = scenario.with_suffix(".h5")
    done = urker("run", scenario, "-o", path)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture(scope="module")
def digest(urker, reference):
    return urker("inspect", "--digest", reference).stdout


def test_the_text_depends_on_the_arguments_alone(tmp_path):
    text = generated("--seed", 7)
    assert text == generated("--seed", 7)
    assert text != generated("--seed", 8)
    assert text.count("{sgp4:") == 200
    written = tmp_path / "out.yaml"
    assert generated("--seed", 7, "-o", written) == ""
    assert written.read_text() == text


@pytest.mark.parametrize("arguments", [
    [], ["--orbits", "j2", "--packet", "524 kbit"], ["--satellites", 1, "--stations", 1]])
def test_what_is_written_is_a_scenario(urker, tmp_path, arguments):
    path = tmp_path / "some.yaml"
    generated(*arguments, "-o", path)
    done = urker("check", path)
    assert done.returncode == 0, done.stderr


def test_something_happens(reference):
    with h5py.File(reference) as file:
        satellites = set(file["deliveries"]["satellite"].asstr()[...])
        assert len(satellites) >= 10
        assert len(file["contacts"]["satellite"]) > 500


@pytest.mark.parametrize("ranks", [2, 3, 4])
def test_data_are_identical(urker, scenario, digest, tmp_path, ranks):
    path = tmp_path / "result.h5"
    done = urker("run", scenario, "-o", path, ranks=ranks)
    assert done.returncode == 0, done.stderr
    assert urker("inspect", "--digest", path).stdout == digest


@pytest.mark.parametrize("rule", ["stages", "contacts", "shifting"])
def test_where_processes_are_does_not_matter(urker, scenario, digest, tmp_path, rule):
    path = tmp_path / "result.h5"
    done = urker("run", scenario, "-o", path, "--partition", rule, ranks=3)
    assert done.returncode == 0, done.stderr
    assert urker("inspect", "--digest", path).stdout == digest


def test_packets_reach_their_readers_alike_on_any_number_of_ranks(urker, tmp_path):
    scenario = tmp_path / "packets.yaml"
    generated("--satellites", 20, "--stations", 8, "--days", 0.3, "--packet", "10 Mbit",
              "-o", scenario)
    paths = {ranks: tmp_path / f"{ranks}.h5" for ranks in (1, 2)}
    for ranks, path in paths.items():
        done = urker("run", scenario, "-o", path, ranks=ranks)
        assert done.returncode == 0, done.stderr
    digests = {urker("inspect", "--digest", path).stdout for path in paths.values()}
    assert len(digests) == 1
    with h5py.File(paths[1]) as file:
        events = file["events"]
        segments = events["count"][...][events["kind"][...] == 6]
        assert segments.sum() > 1000
