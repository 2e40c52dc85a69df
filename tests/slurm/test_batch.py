"""cluster/urker.sbatch in a Slurm of two nodes; run by cluster/testbed/with_slurm."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2]
URKER = os.environ["URKER"]
BATCH = SOURCE / "cluster" / "urker.sbatch"
DEADLINE_S = 120


def output_of(*command, **options):
    return subprocess.run([str(word) for word in command], check=True, capture_output=True,
                          text=True, timeout=DEADLINE_S, **options).stdout


def start(folder, ranks, *arguments):
    """Submits the batch script; its job."""
    return output_of("sbatch", "--parsable", f"--ntasks={ranks}", BATCH, *arguments, cwd=folder).strip()


def fields_of(job):
    return dict(re.findall(r"(\w+)=(\S*)", output_of("scontrol", "show", "--oneliner", "job", job)))


def wait_until(true, about):
    deadline = time.monotonic() + DEADLINE_S
    while not true():
        assert time.monotonic() < deadline, about()
        time.sleep(0.1)


def log_of(folder, job):
    return (folder / f"urker-{job}.log").read_text(encoding="utf-8")


def end_of(folder, job):
    """Waits for the job; its exit code, its nodes and its log."""
    wait_until(lambda: fields_of(job)["JobState"] not in ("PENDING", "CONFIGURING", "RUNNING",
                                                          "COMPLETING"), lambda: fields_of(job))
    fields = fields_of(job)
    return int(fields["ExitCode"].split(":")[0]), fields["NodeList"], log_of(folder, job)


def submit(folder, ranks, *arguments):
    return end_of(folder, start(folder, ranks, *arguments))


@pytest.fixture
def folder(tmp_path):
    """A folder of a user's: the scenario and its catalogue, beside where results go."""
    shutil.copytree(SOURCE / "scenarios", tmp_path / "scenarios")
    return tmp_path


def digest(result):
    return output_of(URKER, "inspect", "--digest", result).strip()


def test_a_job_over_two_nodes_gives_the_same_result_as_one_process(folder):
    short = ("--set", "duration=2 h")
    code, nodes, log = submit(folder, 3, "scenarios/first_light.yaml", "three.h5", *short)
    assert code == 0, log
    assert nodes == "node[1-2]"
    assert (folder / "three_report" / "index.html").stat().st_size > 10_000
    output_of(URKER, "run", "scenarios/first_light.yaml", "-o", "one.h5", *short, cwd=folder)
    assert digest(folder / "three.h5") == digest(folder / "one.h5")


def test_a_job_that_is_told_of_its_end_is_queued_again_and_goes_on(folder):
    long = ("--set", "duration=10 d")
    job = start(folder, 2, "scenarios/first_light.yaml", "legs.h5", *long, "--checkpoint-at", "1h")
    wait_until(lambda: any((folder / "legs.h5.run").glob("checkpoint-*.state")),
               lambda: log_of(folder, job))
    output_of("scancel", "--batch", "--signal=USR1", job)

    wait_until(lambda: "done: legs.h5" in log_of(folder, job),
               lambda: (fields_of(job), output_of("sinfo", "-N", "-l"), log_of(folder, job)))
    code, _, log = end_of(folder, job)
    assert code == 0, log
    assert "legs.h5: stopped at 2026-" in log and "saved; the job goes on" in log
    output_of(URKER, "run", "scenarios/first_light.yaml", "-o", "one.h5", *long, cwd=folder)
    assert digest(folder / "legs.h5") == digest(folder / "one.h5")


def test_a_broken_scenario_ends_the_job_with_its_exit_code(folder):
    (folder / "broken.yaml").write_text("urker: 1\nname: broken\nduration: 24\n")
    code, _, log = submit(folder, 2, "broken.yaml", "out.h5")
    assert code == 65, log
    assert "broken.yaml:3:" in log
    assert not (folder / "out.h5").exists() and not (folder / "out_report").exists()


def test_a_wrong_call_is_told(folder):
    code, _, log = submit(folder, 1, "scenarios/first_light.yaml")
    assert code == 64
    assert "usage: sbatch" in log


def test_a_missing_program_is_told(folder, monkeypatch):
    monkeypatch.setenv("URKER", "/nowhere/urker")
    code, _, log = submit(folder, 1, "scenarios/first_light.yaml", "out.h5")
    assert code == 69
    assert "no program '/nowhere/urker'" in log


def command_lines():
    for process in Path("/proc").glob("[0-9]*"):
        try:
            yield (process / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            pass  # it has ended since


def test_the_test_bed_takes_everything_down_again(tmp_path):
    """A second cluster beside this one; it passes on the exit code and leaves nothing running."""
    bed = SOURCE / "cluster" / "testbed" / "with_slurm"
    done = subprocess.run([bed, "sh", "-c", "echo $SLURM_CONF; sinfo -h -o %D; exit 7"],
                          capture_output=True, text=True, timeout=DEADLINE_S)
    config, nodes = done.stdout.split()
    assert (done.returncode, nodes) == (7, "2")
    assert config != os.environ["SLURM_CONF"] and not Path(config).parent.exists()
    assert not [line for line in command_lines() if str(Path(config).parent) in line]
    assert [line for line in command_lines() if os.environ["SLURM_CONF"] in line]
    assert output_of("sinfo", "-h", "-o", "%D").strip() == "2"  # this cluster is still there
