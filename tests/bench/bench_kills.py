#!/usr/bin/python3
"""A generated grouping that is killed at random moments and taken up on another number of ranks
gives the same data.

usage: bench_kills.py URKER [--kills N] [--seed S] [--every SECONDS] [--known DIGEST SECONDS]
                      [GENERATOR'S ARGUMENTS]

The run and what takes it up are killed with SIGKILL, all ranks and the launcher at once, N times
(20); then it may end. Four of five kills come within three intervals of a leg's first checkpoint,
the fifth before it. Digests are those of runs on 1, 2, 3 and 4 ranks that nobody kills. Fails if
one differs, if a kill leaves something that cannot be taken up, or if a leg goes on from elsewhere
than the last checkpoint. Prints what each leg came to, and the wall time that its kill lost: since
its last checkpoint, or since its beginning if it came to none. `--known`: what such a run gave and
took before; then it is not repeated.
"""

import argparse
import json
import math
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import h5py

GENERATOR = Path(__file__).resolve().parents[2] / "scenarios" / "generate.py"


def command(urker, ranks, *arguments):
    return ["mpirun", "--oversubscribe", "--bind-to", "none", "--mca", "mpi_yield_when_idle", "1",
            "-n", str(ranks), urker, *map(str, arguments)]


def processes_below(pid):
    """The process and all that it started, theirs too."""
    children = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int(entry.joinpath("stat").read_text().rsplit(")", 1)[1].split()[1])
            except OSError:
                continue # it has just ended
            children.setdefault(parent, []).append(int(entry.name))
    found = [pid]
    for one in found:
        found += children.get(one, [])
    return found


def kill(process):
    for pid in processes_below(process.pid):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    process.wait()


def digest(urker, path):
    return subprocess.run([urker, "inspect", "--digest", path], check=True, capture_output=True,
                          text=True).stdout.strip()


def wait(process, seconds, until=lambda: False):
    """Until the process ends, for so long, or until `until` is true: which it returns."""
    end = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        if until():
            return True
        time.sleep(0.02)
    return False


def newest_checkpoint(run):
    """Instant (ns since the start) and wall time of the last checkpoint; (0, 0) before the first."""
    index = Path(run, "index.json")
    if not index.exists():
        return 0, 0.0
    generations = json.loads(index.read_text("utf-8"))["contents"]["generations"]
    return generations[-1]["at_ns"], index.stat().st_mtime


def legs_begin(path):
    """Where the legs of a complete run went on, ns since the start."""
    with h5py.File(path) as file:
        return [round(seconds * 1e9) for seconds in file["provenance/run/legs/from"]]


def whole_runs(urker, scenario, folder):
    """The digest of all whole runs, and the seconds that the last took."""
    digests = {}
    for ranks in (1, 2, 3, 4):
        begin = time.perf_counter()
        path = f"{folder}/{ranks}.h5"
        subprocess.run(command(urker, ranks, "run", scenario, "-o", path), check=True,
                       capture_output=True)
        seconds = time.perf_counter() - begin
        digests[ranks] = digest(urker, path)
        print(f"whole ranks={ranks} seconds={seconds:.1f} digest={digests[ranks]}", flush=True)
    if len(set(digests.values())) != 1:
        sys.exit("the digest depends on the number of ranks")
    return digests[1], seconds


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1])
    parser.add_argument("urker")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--every", type=float, default=2.0)
    parser.add_argument("--known", nargs=2)
    args, of_generator = parser.parse_known_args()
    chance = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as folder:
        scenario, path = f"{folder}/grouping.yaml", f"{folder}/killed.h5"
        subprocess.run([sys.executable, GENERATOR, *of_generator, "-o", scenario], check=True)
        if args.known:
            expected, seconds = args.known[0], float(args.known[1])
        else:
            expected, seconds = whole_runs(args.urker, scenario, folder)

        kills, kept_ns, begins_ns, lost = 0, 0, [], []
        to_checkpoint = seconds # from the beginning of a leg
        while True:
            ranks = 1 + kills % 4
            begun = Path(path + ".run").exists() # a kill may come before that
            verb = ["resume", path + ".run"] if begun else ["run", scenario, "-o", path]
            leg_began = time.time()
            with open(f"{folder}/leg.txt", "w", encoding="utf-8") as log:
                leg = subprocess.Popen(command(args.urker, ranks, *verb, "--checkpoint-every",
                                               f"{args.every:g}s"), stdout=log, stderr=log)
                if kills == args.kills:
                    leg.wait()
                elif kills % 5 == 4: # while it begins
                    wait(leg, chance.uniform(0.1, to_checkpoint))
                elif wait(leg, math.inf, lambda: newest_checkpoint(path + ".run")[1] > leg_began):
                    to_checkpoint = time.time() - leg_began
                    wait(leg, chance.uniform(0.0, 3.0 * args.every))
                code = leg.poll()
            if code is None:
                killed = time.time()
                kill(leg)
                kills += 1
                at_ns, saved = newest_checkpoint(path + ".run")
                lost.append(killed - max(saved, leg_began))
                print(f"kill {kills} ranks={ranks} at_s={at_ns / 1e9:.3f} "
                      f"checkpoints={'some' if saved > leg_began else 'none'} "
                      f"lost_s={lost[-1]:.1f}", flush=True)
                if saved > leg_began: # else the run's folder does not know the leg
                    begins_ns.append(kept_ns)
                kept_ns = at_ns
                continue
            if code != 0:
                sys.exit(f"leg {kills} ends with {code}:\n" + Path(log.name).read_text("utf-8"))
            break
        taken_up = digest(args.urker, path)
        print(f"killed {kills} times digest={taken_up} lost_most_s={max(lost, default=0.0):.1f}")
        if legs_begin(path) != [*begins_ns, kept_ns]:
            sys.exit(f"legs go on at {legs_begin(path)} ns, not at {[*begins_ns, kept_ns]} ns")
        if taken_up != expected:
            sys.exit("a run that was killed gives other data")
        if kills < args.kills:
            sys.exit(f"it ended after {kills} kills: take a larger scenario")


if __name__ == "__main__":
    main()
