#!/usr/bin/python3
"""What a second rank gains on generated groupings, by parts of a run; what ranks cost a small run, and
checkpoints a long one.

usage: bench_grouping.py URKER [--quick]

`grouping`: 200 satellites, 40 stations, 7 days. `packets`: the same for 2.2 h, all data in CCSDS
space packets of full size. The median of three runs each, on 1 and 2 ranks in turn. `small`: the
demo, on ranks up to 8. `checkpoints`: 32 days on 2 ranks with a checkpoint every 40 s and without,
in turn. `--quick`: something smaller, to see that it works.
"""

import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
SUMMARY = re.compile(r"(\d+) events in .* \(plan ([\d.]+) s, events ([\d.]+) s in (\d+) rounds, "
                     r"writing ([\d.]+) s\)")


def generate(path, *arguments):
    subprocess.run([sys.executable, SCENARIOS / "generate.py", *map(str, arguments), "-o", path],
                   check=True)
    return path


def run(urker, scenario, ranks, folder, *options):
    """Seconds of the parts of a run; `whole` is from mpirun's start to its end."""
    command = ["mpirun", "--oversubscribe", "--bind-to", "none", "-n", str(ranks), urker, "run",
               str(scenario), "-o", f"{folder}/out.h5", "--force", *options]
    begin = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    whole = time.perf_counter() - begin
    count, plan, events, rounds, writing = map(float, SUMMARY.search(done.stdout).groups())
    return {"plan": plan, "events": events, "writing": writing, "whole": whole,
            "count": count, "rounds": rounds}


def medians(urker, scenario, all_ranks, folder, runs):
    taken = {ranks: [] for ranks in all_ranks}
    for _ in range(runs):
        for ranks in all_ranks: # in turn: what else the machine does falls on all of them
            taken[ranks].append(run(urker, scenario, ranks, folder))
    return {ranks: {part: statistics.median(one[part] for one in many) for part in many[0]}
            for ranks, many in taken.items()}


def compare(name, urker, scenario, folder, runs):
    measured = medians(urker, scenario, (1, 2), folder, runs)
    for ranks, one in measured.items():
        print(f"{name} ranks={ranks} events={one['count']:.0f} rounds={one['rounds']:.0f} "
              + " ".join(f"{part}_s={one[part]:.2f}"
                         for part in ("plan", "events", "writing", "whole")))
    print(f"{name} times_one_rank " + " ".join(
        f"{part}={measured[1][part] / max(measured[2][part], 1e-3):.2f}"
        for part in ("plan", "events", "whole")), flush=True)


def checkpoints(urker, scenario, folder, runs, interval):
    taken = {"never": [], interval: []}
    for _ in range(runs):
        for every in taken:
            taken[every].append(run(urker, scenario, 2, folder, "--checkpoint-every", every)["whole"])
    without, saved = (statistics.median(taken[every]) for every in ("never", interval))
    print(f"checkpoints every={interval} whole_s={saved:.2f} without_s={without:.2f} "
          f"share_of_wall_time={(saved - without) / saved:.3f}")


def main():
    arguments = sys.argv[1:]
    quick = "--quick" in arguments
    if len(arguments) != 1 + quick:
        sys.exit(__doc__)
    urker = next(one for one in arguments if one != "--quick")
    size = ("--satellites", 10, "--stations", 5) if quick else ()
    runs = 1 if quick else 3
    with tempfile.TemporaryDirectory() as folder:
        grouping = generate(f"{folder}/grouping.yaml", *size, *(("--days", 0.5) if quick else ()))
        compare("grouping", urker, grouping, folder, runs)
        packets = generate(f"{folder}/packets.yaml", *size, "--days", 0.0917, "--packet",
                           "524 kbit" if not quick else "20 Mbit")
        compare("packets", urker, packets, folder, runs)
        small = medians(urker, SCENARIOS / "first_light.yaml", (1, 2) if quick else (1, 2, 4, 8),
                        folder, runs)
        for ranks, one in small.items():
            print(f"small ranks={ranks} whole_s={one['whole']:.2f} "
                  f"slower_than_one_rank={one['whole'] / small[1]['whole']:.2f}", flush=True)
        month = generate(f"{folder}/month.yaml", *size, "--days", 1 if quick else 32)
        checkpoints(urker, month, folder, runs, "200ms" if quick else "40s")


if __name__ == "__main__":
    main()
