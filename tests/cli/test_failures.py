"""What fails is told with its cause, ends all ranks, and leaves no half result."""

import os
import pathlib
import signal
import subprocess
import time

import h5py
import pytest

LONG = ("--set", "duration=40 d")  # some twenty seconds


def process_of(path, rank):
    """The process that makes the result as that rank; waits until it is there."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        for folder in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
                variables = (folder / "environ").read_bytes().split(b"\0")
            except OSError:  # it ended meanwhile
                continue
            if (words[0].endswith(b"urker") and str(path).encode() in words
                    and f"OMPI_COMM_WORLD_RANK={rank}".encode() in variables):
                return int(folder.name)
        time.sleep(0.05)
    raise AssertionError(f"no rank {rank} makes {path}")


def wait_for(path):
    deadline = time.monotonic() + 20
    while not path.exists():
        assert time.monotonic() < deadline, path
        time.sleep(0.02)


@pytest.fixture
def run_on_three(urker, demo_file, tmp_path):
    """Starts a long run on three ranks, in the middle of which something is to happen."""
    running = []

    def start(*arguments):
        path = tmp_path / "x.h5"
        running.append(urker.start("run", demo_file, "-o", path, *LONG, *arguments, ranks=3))
        wait_for(tmp_path / "x.h5.run" / "scenario.yaml")
        return running[0], path

    yield start
    for process in running:
        process.kill()


def test_a_killed_rank_ends_the_job(run_on_three):
    job, path = run_on_three()
    os.kill(process_of(path, 1), signal.SIGKILL)
    job.communicate(timeout=30)
    assert job.returncode != 0
    assert not path.exists()


def test_a_stopped_rank_is_named_and_ends_the_job(run_on_three):
    job, path = run_on_three("--watchdog", "1s")
    process = process_of(path, 1)
    os.kill(process, signal.SIGSTOP)
    _, told = job.communicate(timeout=30)
    assert job.returncode == 69
    assert f"urker: rank 1 (process {process} on " in told
    assert told.count("has stood still for 1 s") == 1
    assert not path.exists()


def test_a_sleeping_rank_passes_a_signal_on(run_on_three):
    """The demo's events are worth one rank."""
    job, path = run_on_three("--checkpoint-at", "1h")
    wait_for(path.with_name("x.h5.run") / "checkpoint-000001.state")
    os.kill(process_of(path, 2), signal.SIGUSR1)
    _, told = job.communicate(timeout=30)
    assert job.returncode == 75, told
    assert f"{path}: stopped at 2026-" in told


@pytest.mark.parametrize("arguments", [("--watchdog", "5"), ("--watchdog", "0 s")])
def test_a_wrong_duration_is_64(urker, demo_file, tmp_path, arguments):
    done = urker("run", demo_file, "-o", tmp_path / "x.h5", *arguments)
    assert done.returncode == 64
    assert f"{arguments[0]}: `{arguments[1]}`" in done.stderr


@pytest.mark.parametrize("way, ranks", [
    ("missing/x.h5", None), ("file/x.h5", None), ("folder.h5", None), ("/proc/x.h5", None),
    ("taken.h5", None), ("missing/x.h5", 2)])
def test_an_output_that_cannot_be_made_is_73_before_anything_is_computed(urker, demo_file, tmp_path,
                                                                          way, ranks):
    (tmp_path / "file").touch()
    (tmp_path / "folder.h5").mkdir()
    (tmp_path / "taken.h5.run").touch()
    done = urker("run", demo_file, "-o", tmp_path / way, "--force", "--set", "duration=3650 d",
                 ranks=ranks, timeout=20)
    assert done.returncode == 73
    assert str(tmp_path / way) in done.stderr
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder.h5", "taken.h5.run"]


@pytest.mark.parametrize("ranks", [None, 2])
def test_a_full_disk_is_73_and_keeps_the_former_result(urker, demo_file, onboard, tmp_path, ranks):
    path = tmp_path / "x.h5"
    path.write_bytes(pathlib.Path(onboard.path).read_bytes())
    # The limit is for the ranks, not for their launcher.
    command, environment = urker.command("run", demo_file, "-o", path, "--force", ranks=ranks)
    first = command.index(urker.path)
    command[first:first] = ["bash", "-c", 'ulimit -f 500; exec "$0" "$@"']
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 73
    assert f"{'urker: rank 0: ' if ranks else ''}{path}.run/" in done.stderr
    assert "File too large" in done.stderr
    assert path.read_bytes() == pathlib.Path(onboard.path).read_bytes()
    assert list(tmp_path.iterdir()) == [path]


def test_no_environment_is_needed(urker, demo_file, onboard, tmp_path):
    done = subprocess.run([urker.path, "run", demo_file, "-o", tmp_path / "x.h5"], env={}, timeout=60,
                          stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (urker("inspect", "--digest", tmp_path / "x.h5").stdout
            == urker("inspect", "--digest", onboard.path).stdout)


@pytest.mark.parametrize("arguments", [("check", "--explain"), ("run", "-o", "x.h5")])
def test_a_full_standard_output_is_73(urker, demo_file, tmp_path, arguments):
    with open("/dev/full", "w") as full:
        done = subprocess.run([urker.path, *arguments, demo_file], stdout=full, cwd=tmp_path,
                              stderr=subprocess.PIPE, text=True, timeout=60)
    assert done.returncode == 73
    assert "cannot write to standard output" in done.stderr


def test_closed_standard_channels_leave_the_result_alone(urker, demo_file, onboard, tmp_path):
    """A file that is opened first would be given the number of standard error, and its messages."""
    done = subprocess.run(["bash", "-c", 'exec "$0" "$@" <&- 2>&-', urker.path, "run", demo_file,
                           "-o", tmp_path / "x.h5"], stdout=subprocess.PIPE, timeout=60)
    assert done.returncode == 0
    assert (urker("inspect", "--digest", tmp_path / "x.h5").stdout
            == urker("inspect", "--digest", onboard.path).stdout)


@pytest.mark.parametrize("channel", ["/dev/full", "pipe"])
def test_messages_that_nobody_takes_do_not_end_a_run(urker, demo_file, tmp_path, channel):
    if channel == "pipe":
        reading, writing = os.pipe()
        os.close(reading)
        taker = os.fdopen(writing, "w")
    else:
        taker = open(channel, "w")
    with taker:
        done = subprocess.run([urker.path, "run", demo_file, "-o", tmp_path / "x.h5"],
                              stdout=subprocess.PIPE, stderr=taker, timeout=60)
    assert done.returncode == 0
    assert h5py.File(tmp_path / "x.h5")
