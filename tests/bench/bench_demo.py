#!/usr/bin/python3
"""How many times faster than the sky a day of the demo is, and what more ranks gain or cost.

usage: bench_demo.py URKER

Runs on 1, 2, 4 and 8 ranks take turns; the least of each counts, since other work on the machine
only adds. Beside each stands what mpirun and the start of MPI take for a program that does next to
nothing: on more ranks than there are processors most of the time is theirs.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCENARIO = Path(__file__).resolve().parents[2] / "scenarios" / "first_light.yaml"
HOURS = 24
RANKS = (1, 2, 4, 8)
RUNS = 9
NOTHING = ("bench", "phold", "--lps", "8", "--end", "0")


def seconds_of(urker, ranks, *arguments):
    """Wall time of the whole program, from mpirun's start to its end."""
    begin = time.perf_counter()
    subprocess.run(["mpirun", "--oversubscribe", "-n", str(ranks), urker, *arguments], check=True,
                   capture_output=True)
    return time.perf_counter() - begin


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    urker = sys.argv[1]
    demo_s, start_s = ({ranks: float("inf") for ranks in RANKS} for _ in range(2))
    with tempfile.TemporaryDirectory() as folder:
        demo = ("run", str(SCENARIO), "--set", f"duration={HOURS} h", "-o", f"{folder}/out.h5",
                "--force")
        for _ in range(RUNS):
            for ranks in RANKS:
                demo_s[ranks] = min(demo_s[ranks], seconds_of(urker, ranks, *demo))
                start_s[ranks] = min(start_s[ranks], seconds_of(urker, ranks, *NOTHING))
    for ranks in RANKS:
        own_s = {r: demo_s[r] - start_s[r] for r in (1, ranks)}
        print(f"demo ranks={ranks} seconds={demo_s[ranks]:.3f}"
              f" times_real_time={HOURS * 3600 / demo_s[ranks]:.0f}"
              f" slower_than_one_rank={demo_s[ranks] / demo_s[1]:.2f}"
              f" start_s={start_s[ranks]:.3f}"
              f" slower_without_start={own_s[ranks] / own_s[1]:.2f}")


if __name__ == "__main__":
    main()
