#!/usr/bin/python3
"""How many times faster than the sky a day of the demo is, and what a second rank gains.

usage: bench_demo.py URKER
"""

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCENARIO = Path(__file__).resolve().parents[2] / "scenarios" / "first_light.yaml"
HOURS = 24
RUNS = 5


def seconds_of_run(urker, ranks, folder):
    """Wall time of the whole program, from mpirun's start to the end of the file."""
    command = ["mpirun", "--oversubscribe", "-n", str(ranks), urker, "run", str(SCENARIO),
               "--set", f"duration={HOURS} h", "-o", f"{folder}/out.h5", "--force"]
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begin


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        median_s = {ranks: statistics.median(seconds_of_run(sys.argv[1], ranks, folder)
                                             for _ in range(RUNS)) for ranks in (1, 2)}
    for ranks, seconds in median_s.items():
        print(f"demo ranks={ranks} seconds={seconds:.3f} times_real_time={HOURS * 3600 / seconds:.0f}"
              f" times_one_rank={median_s[1] / seconds:.2f}")


if __name__ == "__main__":
    main()
