"""How a run tells what it does: a bar for eyes, plain lines for logs, figures in the result."""

import os
import pty
import re
import subprocess

import pytest

from conftest import Result


def seen_on_a_terminal(*command):
    """What the command writes to standard error, a terminal."""
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=theirs,
                          env=os.environ | {"TERM": "xterm"}) as run:
        os.close(theirs)
        seen = b""
        while True:
            try:
                seen += os.read(ours, 65536)
            except OSError:  # how a terminal without writers ends
                break
    os.close(ours)
    assert run.returncode == 0
    return seen


def test_a_terminal_sees_a_bar_and_then_none(urker, demo_file, tmp_path):
    for days in (10, 40, 160):  # till a run is long enough for this machine
        seen = seen_on_a_terminal(urker.path, "run", demo_file, "-o", tmp_path / f"{days}.h5", "--set",
                                  f"duration={days} d")
        bars = re.findall(rb"\r\x1b\[K(\[#* *\] [0-9.]+ % \([^\r\n]*)", seen)
        if len(bars) >= 2:
            break
    assert len(bars) >= 2 and all(len(bar) < 80 for bar in bars)
    assert seen.split(b"\n")[0].split(b"\r\x1b[K")[-1].startswith(b"note: ")  # in its place


def test_a_log_of_a_short_run_has_no_progress(urker, demo_file, tmp_path):
    done = urker("run", demo_file, "-o", tmp_path / "x.h5", "--set", "duration=3 d", ranks=2)
    assert done.returncode == 0
    assert not set("\r\x1b") & set(done.stderr + done.stdout)
    assert " % (" not in done.stderr


@pytest.mark.parametrize("ranks", [None, 2])
def test_quiet_says_only_what_is_wrong(urker, demo_file, tmp_path, ranks):
    done = urker("run", demo_file, "-o", tmp_path / "x.h5", "--quiet", ranks=ranks)
    assert done.returncode == 0
    assert done.stdout == ""
    assert done.stderr.splitlines() == ["note: satellites.azersky is not in service during the run"]


def test_the_result_tells_what_each_rank_did(urker, demo_file, tmp_path):
    assert urker("run", demo_file, "-o", tmp_path / "x.h5", "--partition", "stages",
                 ranks=2).returncode == 0
    result = Result(tmp_path / "x.h5")
    rows = result.table("provenance/run/rank_statistics")
    figures = {rank: dict(zip(rows[rows["rank"] == rank].statistic, rows[rows["rank"] == rank].value))
               for rank in (0, 1)}
    for figure in figures.values():
        assert figure["events"] > 0 and figure["messages_sent"] > 0 and figure["bytes_sent"] > 0
        assert 0.0 < figure["idle_share"] < 1.0
    assert figures[0]["rounds"] == figures[1]["rounds"] > 0
    assert sum(figure["events"] for figure in figures.values()) == result.table("events")["count"].sum()
