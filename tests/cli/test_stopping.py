"""A run that is asked to stop saves itself, ends with code 75, and goes on as if it had not."""

import re
import signal
import subprocess
import time

import pytest

LONG = ("--set", "duration=10 d")  # some seconds


@pytest.fixture(scope="module")
def reference(urker, demo_file, tmp_path_factory):
    """The digest of the whole."""
    path = tmp_path_factory.mktemp("whole") / "x.h5"
    done = urker("run", demo_file, "-o", path, *LONG, "--checkpoint-every", "never")
    assert done.returncode == 0, done.stderr
    return urker("inspect", "--digest", path).stdout


def wait_for_checkpoint(folder, run):
    """Until the run has begun to simulate: it was asked for a checkpoint after an hour."""
    deadline = time.monotonic() + 60
    while not any(folder.glob("checkpoint-*.state")):
        assert run.poll() is None, run.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.01)


def assert_resumes(urker, path, reference, ranks=None):
    assert not path.exists()
    done = urker("resume", f"{path}.run", ranks=ranks)
    assert done.returncode == 0, done.stderr
    assert urker("inspect", "--digest", path).stdout == reference
    assert [p.name for p in path.parent.iterdir()] == [path.name]


# A launcher that is told to end kills its ranks and has an exit code of its own.
@pytest.mark.parametrize("request_to_stop, ranks, then", [
    (signal.SIGUSR1, 2, None), (signal.SIGUSR2, None, 2), (signal.SIGTERM, None, None)])
def test_a_signal_stops_a_run(urker, demo_file, tmp_path, reference, request_to_stop, ranks, then):
    path = tmp_path / "x.h5"
    run = urker.start("run", demo_file, "-o", path, *LONG, "--checkpoint-at", "1h", ranks=ranks)
    wait_for_checkpoint(tmp_path / "x.h5.run", run)
    run.send_signal(request_to_stop)
    _, told = run.communicate(timeout=10)
    assert run.returncode == 75, told
    assert f"urker resume {path}.run" in told
    assert_resumes(urker, path, reference, then)


def test_a_launcher_told_to_end_leaves_whole_files(urker, demo_file, tmp_path, reference):
    path = tmp_path / "x.h5"
    run = urker.start("run", demo_file, "-o", path, *LONG, "--checkpoint-at", "1h", ranks=2)
    wait_for_checkpoint(tmp_path / "x.h5.run", run)
    run.send_signal(signal.SIGTERM)
    run.communicate(timeout=20)
    assert run.returncode != 0
    if path.exists():  # it was done before the launcher killed it
        assert urker("inspect", "--digest", path).stdout == reference
    else:
        assert_resumes(urker, path, reference)


def test_a_full_disk_keeps_what_was_saved(urker, demo_file, tmp_path, reference):
    path = tmp_path / "x.h5"
    run = urker.start("run", demo_file, "-o", path, *LONG, "--checkpoint-at", "1h")
    wait_for_checkpoint(tmp_path / "x.h5.run", run)
    run.send_signal(signal.SIGUSR1)
    assert run.wait(timeout=10) == 75
    saved = {file.name: file.read_bytes() for file in (tmp_path / "x.h5.run").glob("*.*")}
    done = subprocess.run(["bash", "-c", 'ulimit -f 3000; exec "$0" "$@"', urker.path, "resume",
                           f"{path}.run"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 73
    assert f"{path}.run/" in done.stderr and "File too large" in done.stderr
    assert {file.name: file.read_bytes() for file in (tmp_path / "x.h5.run").glob("*.*")} == saved
    assert_resumes(urker, path, reference)


@pytest.mark.parametrize("ranks", [None, 2])
def test_a_signal_while_there_is_nothing_to_save_ends_at_once(urker, demo_file, tmp_path, ranks):
    run = urker.start("run", demo_file, "-o", tmp_path / "x.h5", "--set", "duration=3650 d",
                      ranks=ranks)
    deadline = time.monotonic() + 20
    while not (tmp_path / "x.h5.run" / "scenario.yaml").exists():
        assert time.monotonic() < deadline
        time.sleep(0.01)
    run.send_signal(signal.SIGUSR1)
    _, told = run.communicate(timeout=10)
    assert run.returncode == 75
    assert told.count("urker: stopped before it had made any progress\n") == 1
    assert not (tmp_path / "x.h5").exists()


def test_a_run_stops_before_its_wall_time_is_over(urker, demo_file, tmp_path, reference):
    path = tmp_path / "x.h5"
    for limit in ("1s", "500ms", "250ms", "125ms"):  # how long the whole takes, the machine tells
        done = urker("run", demo_file, "-o", path, *LONG, "--max-walltime", limit, ranks=2)
        if done.returncode != 0:
            break
        path.unlink()
    assert done.returncode == 75, done.stderr
    assert f"urker resume {path}.run" in done.stderr
    assert_resumes(urker, path, reference)


def test_a_run_whose_time_is_over_when_it_has_planned_says_so(urker, demo_file, tmp_path,
                                                             reference):
    """Else it might be resumed for ever."""
    path = tmp_path / "x.h5"
    short = ("--max-walltime", "1ms")
    vain = r"but it made no progress{}: when it had planned, for [0-9.e-]+ s, .* 0\.001 s was left"
    done = urker("run", demo_file, "-o", path, *LONG, *short, ranks=2)
    assert done.returncode == 75 and re.search(vain.format(""), done.stderr), done.stderr
    done = urker("resume", f"{path}.run", *short)
    again = vain.format(", nor did the run before it")
    assert done.returncode == 75 and re.search(again, done.stderr), done.stderr
    assert_resumes(urker, path, reference)


def test_a_job_of_slurm_knows_its_end(urker, demo_file, tmp_path, monkeypatch):
    monkeypatch.setenv("SLURM_JOB_END_TIME", str(int(time.time()) + 2))
    done = urker("run", demo_file, "-o", tmp_path / "x.h5", "--set", "duration=200 d")
    assert done.returncode == 75, done.stderr


@pytest.mark.parametrize("at", ["11 d", "2026-08-21T00:00:00Z", "soon", "2026-02-30T00:00:00Z"])
def test_a_checkpoint_outside_the_run_is_64(urker, demo_file, tmp_path, at):
    done = urker("run", demo_file, "-o", tmp_path / "x.h5", *LONG, "--checkpoint-at", at)
    assert done.returncode == 64
    assert not list(tmp_path.iterdir())
