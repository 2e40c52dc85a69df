"""An installed Urker can be moved, names no folder of its build, and serves find_package(urker)."""

import os
import subprocess
from pathlib import Path

import pytest

BUILD = Path(os.environ["URKER_BUILD_DIR"])
SOURCE = Path(__file__).resolve().parents[2]


def run(*command):
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Installed in one place, moved to another."""
    staged = tmp_path_factory.mktemp("staged") / "prefix"
    run("cmake", "--install", BUILD, "--prefix", staged)
    return staged.rename(tmp_path_factory.mktemp("moved") / "elsewhere")


def test_nothing_installed_names_the_build_or_the_sources(installed):
    names = [str(folder).encode() + b"/" for folder in (BUILD, SOURCE)] + [b"/staged"]
    files = [path for path in installed.rglob("*") if path.is_file()]
    assert len(files) > 20
    assert [str(path) for path in files for name in names if name in path.read_bytes()] == []


def test_a_project_elsewhere_builds_against_it(installed, tmp_path):
    run("cmake", "-S", Path(__file__).parent / "consumer", "-B", tmp_path,
        f"-DCMAKE_PREFIX_PATH={installed}", "-DCMAKE_BUILD_TYPE=Release")
    run("cmake", "--build", tmp_path)
    version, distance_km = run(tmp_path / "consumer").split()
    assert version == os.environ["URKER_VERSION"]
    assert int(distance_km) == pytest.approx(1444, abs=1)


def test_another_minor_version_is_not_taken(installed, tmp_path):
    (tmp_path / "CMakeLists.txt").write_text(
        "cmake_minimum_required(VERSION 3.25)\nproject(other LANGUAGES CXX)\n"
        "find_package(urker 0.99 QUIET)\n"
        "if(urker_FOUND)\n  message(FATAL_ERROR found)\nendif()\n")
    run("cmake", "-S", tmp_path, "-B", tmp_path / "build", f"-DCMAKE_PREFIX_PATH={installed}")


def test_scenarios_and_report_come_along(installed):
    share = installed / "share" / "urker"
    assert (share / "scenarios" / "first_light.yaml").is_file()
    assert (share / "postproc" / "urker_report" / "data" / "borders.json").is_file()
    assert not list(installed.rglob("__pycache__"))


@pytest.mark.skipif(not (BUILD / "bin" / "urker").exists(), reason="the program is not built")
class TestProgram:
    def test_it_runs_where_it_was_moved(self, installed):
        assert os.environ["URKER_VERSION"] in run(installed / "bin" / "urker", "--version")

    def test_it_is_hardened(self, installed):
        elf = run("readelf", "-W", "-h", "-l", "-d", installed / "bin" / "urker")
        assert "DYN (Position-Independent Executable file)" in elf
        assert "GNU_RELRO" in elf and "NOW" in elf
        assert "RWE" not in elf  # no stack or segment that can be written and run
        assert "RUNPATH" not in elf and "RPATH" not in elf
