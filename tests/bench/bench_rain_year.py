#!/usr/bin/python3
"""How long a year of scenarios/rain_year.yaml takes on two ranks: six satellites over ten stations
with adaptive coding, in rain that comes and goes. Exits with 1 where it takes a minute or more.

usage: bench_rain_year.py URKER [DAYS]
"""

import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCENARIO = Path(__file__).resolve().parents[2] / "scenarios" / "rain_year.yaml"
SUMMARY = re.compile(r"(\d+) events in .* \(plan ([\d.]+) s, events ([\d.]+) s in (\d+) rounds, "
                     r"writing ([\d.]+) s\)")
MOST_S = 60.0


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    days = int(sys.argv[2]) if len(sys.argv) == 3 else 365
    with tempfile.TemporaryDirectory() as folder:
        command = ["mpirun", "--oversubscribe", "--bind-to", "none", "-n", "2", sys.argv[1], "run",
                   str(SCENARIO), "--set", f"duration={days} d", "-o", f"{folder}/out.h5"]
        begin = time.perf_counter()
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        whole_s = time.perf_counter() - begin
        written = Path(folder, "out.h5").stat().st_size
    events, plan_s, events_s, rounds, writing_s = SUMMARY.search(done.stdout).groups()
    print(f"rain_year days={days} ranks=2 whole_s={whole_s:.2f} plan_s={plan_s} events_s={events_s}"
          f" writing_s={writing_s} events={events} rounds={rounds} megabytes={written / 1e6:.1f}")
    sys.exit(whole_s >= MOST_S)


if __name__ == "__main__":
    main()
