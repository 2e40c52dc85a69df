"""A run that is stopped or killed goes on, on any number of ranks, and ends as if nothing had been."""

import os
import random
import shutil
import signal
import subprocess
import time

import h5py
import pytest

SAVING = ("--checkpoint-at", "6h", "--checkpoint-at", "2026-08-22T12:00:00Z")
OFTEN = ("--set", "duration=2 d", "--checkpoint-every", "100ms")


def digest(urker, path):
    done = urker("inspect", "--digest", path)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def expected(urker, onboard):
    return digest(urker, onboard.path)


@pytest.fixture(scope="module")
def two_days(urker, demo_file, tmp_path_factory):
    path = tmp_path_factory.mktemp("two") / "x.h5"
    done = urker("run", demo_file, "-o", path, *OFTEN[:2], "--checkpoint-every", "never")
    assert done.returncode == 0, done.stderr
    return digest(urker, path)


class Job:
    """A run under way, which is ended with all that it started."""

    def __init__(self, urker, *arguments, ranks=None):
        command, environment = urker.command(*arguments, ranks=ranks)
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True, start_new_session=True)

    def wait_for(self, path):
        while not path.exists():
            assert self.process.poll() is None, self.process.communicate()
            time.sleep(0.005)

    def kill(self):
        """The job with all its ranks."""
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.communicate()


def leave_two_checkpoints(urker, demo_file, path, ranks=None, options=SAVING):
    """The folder of a run of which nothing but the result itself could be written."""
    folder = path.with_name(path.name + ".run")
    job = Job(urker, "run", demo_file, "-o", path, *options, ranks=ranks)
    job.wait_for(folder / "run.json")
    path.mkdir()
    _, told = job.process.communicate(timeout=60)
    assert job.process.returncode == 73, told
    assert f"{path}: Is a directory" in told
    path.rmdir()
    return folder


def resumed_digest(urker, folder, ranks=None):
    """Of the result of a run that was left, gone on with to its end."""
    done = urker("resume", folder, ranks=ranks)
    assert done.returncode == 0, done.stderr
    return digest(urker, folder.with_suffix(""))


@pytest.mark.parametrize("ranks", [None, 3])
def test_checkpoints_change_nothing(urker, demo_file, expected, tmp_path, ranks):
    path = tmp_path / "x.h5"
    done = urker("run", demo_file, "-o", path, *SAVING, ranks=ranks)
    assert done.returncode == 0, done.stderr
    assert digest(urker, path) == expected
    assert [p.name for p in tmp_path.iterdir()] == ["x.h5"]
    with h5py.File(path) as file:
        legs = file["provenance/run/legs"]
        assert list(legs["checkpoints"]) == [2]
        assert list(legs["ranks"]) == [ranks or 1]
        assert list(legs["from"]) == [0.0]
        run = file["provenance/run"].attrs
        assert 0.0 < run["checkpoints_s"] < run["wall_time_s"]


def rows_of(segments):
    """By table, whatever segment they are in."""
    tables = {}
    for path in segments:
        with h5py.File(path) as file:
            for name, group in file.items():
                columns = []
                for column in (key for key in group if not key.endswith(".texts")):
                    texts = group.get(column + ".texts")
                    values = group[column][()]
                    columns.append(values if texts is None else texts[()][values])
                tables.setdefault(name, []).extend(zip(*columns))
    return {name: sorted(map(repr, rows)) for name, rows in tables.items()}


def test_checkpoints_are_the_same_for_any_number_of_ranks(urker, demo_file, tmp_path):
    states, rows = set(), []
    for ranks in (1, 2, 3):
        folder = leave_two_checkpoints(urker, demo_file, tmp_path / f"{ranks}.h5", ranks)
        states.add(tuple((folder / f"checkpoint-00000{number}.state").read_bytes()
                         for number in (1, 2)))
        segments = [sorted(folder.glob(f"segment-00000{number}-*.h5")) for number in (1, 2)]
        assert all(1 <= len(parts) <= ranks for parts in segments)
        rows.append([rows_of(parts) for parts in segments])
    assert len(states) == 1
    assert len(rows[0][0]["contacts"]) > 0
    assert rows[0] == rows[1] == rows[2]


def test_a_stopped_run_goes_on_elsewhere(urker, demo_file, tmp_path):
    """On another number of ranks, under another name, without the scenario and its files."""
    scenario = tmp_path / "scenarios" / demo_file.name
    shutil.copytree(demo_file.parent, scenario.parent)
    whole = tmp_path / "whole.h5"
    assert urker("run", scenario, "-o", whole, "--set", "seed=7", "--quiet").returncode == 0
    done = urker("run", scenario, "-o", tmp_path / "x.h5", "--set", "seed=7", "--checkpoint-at",
                 "18h", "--max-walltime", "1ms", ranks=2)
    assert done.returncode == 75, done.stderr
    shutil.rmtree(scenario.parent)
    (tmp_path / "other").mkdir()
    folder = tmp_path / "other" / "y.h5.run"
    (tmp_path / "x.h5.run").rename(folder)
    done = urker("resume", folder, ranks=3)
    assert done.returncode == 0, done.stderr
    result = tmp_path / "other" / "y.h5"
    assert digest(urker, result) == digest(urker, whole)
    assert [p.name for p in result.parent.iterdir()] == ["y.h5"]
    with h5py.File(result) as file:
        assert list(file["provenance/run/legs/ranks"]) == [2, 3]


def test_a_signal_stops_a_run_at_a_checkpoint(urker, demo_file, tmp_path):
    path, folder = tmp_path / "x.h5", tmp_path / "x.h5.run"
    job = Job(urker, "run", demo_file, "-o", path, "--set", "duration=15 d", "--checkpoint-at", "1h",
              ranks=2)
    job.wait_for(folder / "index.json")
    job.process.send_signal(signal.SIGUSR1)
    _, told = job.process.communicate(timeout=60)
    assert job.process.returncode == 75, told
    assert f"{path}: stopped at 2026-" in told and f"`urker resume {folder}` goes on" in told
    assert (folder / "checkpoint-000002.state").exists()
    assert not path.exists()


def test_a_run_that_is_killed_at_random_moments_goes_on(urker, demo_file, two_days, tmp_path):
    seed = random.randrange(1 << 32)
    rng = random.Random(seed)
    path, folder = tmp_path / "x.h5", tmp_path / "x.h5.run"
    kills = 0
    while not path.exists():
        begin = ("resume", folder) if folder.exists() else ("run", demo_file, "-o", path)
        more = OFTEN if begin[0] == "run" else OFTEN[2:]
        job = Job(urker, *begin, *more, ranks=rng.choice([None, 2, 3]))
        if kills < 5:
            job.wait_for(folder / "run.json")
            time.sleep(rng.uniform(0.0, 1.5))
            kills += 1
            job.kill()
        else:
            _, told = job.process.communicate(timeout=100)
            assert job.process.returncode == 0, (seed, told)
    assert digest(urker, path) == two_days, seed


def test_a_damaged_checkpoint_falls_back_to_the_one_before(urker, demo_file, tmp_path):
    folder = leave_two_checkpoints(urker, demo_file, tmp_path / "x.h5")
    newest = folder / "checkpoint-000002.state"
    damaged = bytearray(newest.read_bytes())
    damaged[len(damaged) // 2] ^= 1
    newest.write_bytes(damaged)
    done = urker("resume", folder, "--max-walltime", "1ms")
    assert done.returncode == 75, done.stderr
    assert "checkpoint-000002.state: is damaged" in done.stderr
    assert "going on from checkpoint-000001.state" in done.stderr
    for state in folder.glob("*.state"):
        state.write_bytes(b"")
    done = urker("resume", folder, ranks=2, timeout=30)
    assert done.returncode == 65
    assert "none of its checkpoints can be used" in done.stderr


def test_what_cannot_be_resumed_is_refused(urker, demo_file, tmp_path):
    folder = leave_two_checkpoints(urker, demo_file, tmp_path / "x.h5")
    done = urker("run", demo_file, "-o", tmp_path / "x.h5")
    assert done.returncode == 73
    assert f"`urker resume {folder}` goes on" in done.stderr and "--force" in done.stderr
    copy = folder / "inputs" / demo_file.name
    before = copy.read_text()
    copy.write_text(before + "\n")
    done = urker("resume", folder, ranks=2)
    assert done.returncode == 65
    assert f"{copy}: is damaged" in done.stderr
    copy.write_text(before)
    request = (folder / "run.json").read_text()
    (folder / "run.json").write_text(request.replace('"version"', '"Version"'))
    assert urker("resume", folder).returncode == 65
    assert urker("resume", tmp_path / "none.h5.run", ranks=2).returncode == 66
    assert urker("resume", tmp_path).returncode == 66
    assert urker("resume").returncode == 64


def test_a_new_run_may_take_the_place_of_a_stopped_one(urker, demo_file, expected, tmp_path):
    folder = leave_two_checkpoints(urker, demo_file, tmp_path / "x.h5")
    done = urker("run", demo_file, "-o", tmp_path / "x.h5", "--force")
    assert done.returncode == 0, done.stderr
    assert digest(urker, tmp_path / "x.h5") == expected
    assert not folder.exists()
