"""cluster/urker.sbatch without a Slurm, as it chooses between a new run and one to go on with."""

import subprocess
from pathlib import Path

import pytest

BATCH = Path(__file__).resolve().parents[2] / "cluster" / "urker.sbatch"


def batch(urker, folder, *arguments):
    """The script as a job of one rank has it."""
    command, environment = urker.command()
    launcher = folder / "launcher"
    launcher.write_text('#!/bin/sh\nshift 2\nexec "$@"\n')
    launcher.chmod(0o755)
    environment |= {"URKER": command[0], "URKER_REPORT": "no", "URKER_MPIRUN": str(launcher)}
    return subprocess.run(["bash", BATCH, *map(str, arguments)], env=environment, cwd=folder,
                          capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def stopped(urker, demo_file, tmp_path):
    """The result of a run that was stopped twice: two checkpoints."""
    path = tmp_path / "x.h5"
    once = urker("run", demo_file, "-o", path, "--checkpoint-at", "2h", "--max-walltime", "1ms")
    assert once.returncode == 75, once.stderr
    again = urker("resume", f"{path}.run", "--max-walltime", "1ms")
    assert again.returncode == 75, again.stderr
    assert Path(f"{path}.run", "index-former.json").exists()
    return path


@pytest.mark.parametrize("damage", [None, "damaged", "missing"])
def test_a_job_goes_on_whatever_became_of_the_index(urker, demo_file, onboard, stopped, damage):
    index = Path(f"{stopped}.run", "index.json")
    if damage == "damaged":
        index.write_text("{}")
    elif damage == "missing":
        index.unlink()
    done = batch(urker, stopped.parent, demo_file, stopped)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "events in" in done.stdout
    whole = urker("inspect", "--digest", onboard.path)
    assert urker("inspect", "--digest", stopped).stdout == whole.stdout
