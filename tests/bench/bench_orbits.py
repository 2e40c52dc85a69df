#!/usr/bin/python3
"""What SGP4, numerical propagation and the plan cost, as ratios that hold on any machine: between
instruction sets, and in SGP4 states computed one at a time (near the Earth). All by `urker bench`,
in the processor's time of one run.

usage: bench_orbits.py URKER [--quick]
"""

import csv
import datetime
import re
import subprocess
import sys
import tempfile
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data"
ELEMENTS = DATA / "sgp4" / "active_elements.csv"
TRUTH = DATA / "orbit" / "trajectories" / "leo_full_msisconst.csv"
SETS = ("baseline", "avx2", "avx512")
UNAVAILABLE = 69  # exit code: the processor has not this instruction set
SITES = 20


def with_checksum(line):
    return line + str(sum(int(c) if c.isdigit() else c == "-" for c in line) % 10)


def exponential(x):
    """A number below 1 as element sets write it: five digits and a power of ten."""
    digits, power = f"{x: .4e}".split("e")
    return f"{digits.replace('.', '')}{int(power) + 1 if x else 0:+d}"


def element_set(number, row):
    """The two lines of a row of the table."""
    epoch = datetime.datetime.fromisoformat(row["epoch_utc"].rstrip("Z")[:26])
    day = (epoch - datetime.datetime(epoch.year, 1, 1)) / datetime.timedelta(days=1) + 1.0
    eccentricity = f"{float(row['eccentricity']):.7f}"[2:]
    angles = [float(row[k + "_deg"]) for k in ("inclination", "raan")]
    later = [float(row[k + "_deg"]) for k in ("argument_of_perigee", "mean_anomaly")]
    return (with_checksum(f"1 {number:05d}U 00001A   {epoch:%y}{day:012.8f}  .00000000  00000+0 "
                          f"{exponential(float(row['bstar_per_earth_radius']))} 0  999") + "\n" +
            with_checksum(f"2 {number:05d} {angles[0]:8.4f} {angles[1]:8.4f} {eccentricity} "
                          f"{later[0]:8.4f} {later[1]:8.4f} "
                          f"{float(row['mean_motion_rev_d']):11.8f}    1") + "\n")


def write_element_sets(path):
    with open(ELEMENTS, encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    path.write_text("".join(element_set(n + 1, row) for n, row in enumerate(rows)),
                    encoding="utf-8")
    return len(rows)


def urker_bench(urker, *arguments):
    """What the measurement prints, or nothing without its instruction set."""
    done = subprocess.run([urker, "bench", *map(str, arguments)], capture_output=True, text=True)
    if done.returncode == UNAVAILABLE:
        return None
    if done.returncode:
        sys.exit(f"urker bench {arguments[0]}: {done.stdout}{done.stderr}")
    return done.stdout


def bench_sgp4(urker, tle, repeats):
    """Prints speeds relative to one state at a time; gives the seconds of such a state."""
    scalar_s = None
    for name in SETS:
        out = urker_bench(urker, "sgp4", "--tle", tle, "--repeats", repeats, "--instruction-set", name)
        if out is None:
            continue
        rates = {(kind, path): float(rate) for kind, path, rate in
                 re.findall(r"sgp4 (\S+)\s+(\S+)\s+([\d.]+) million/s", out)}
        for kind in ("near-earth", "deep-space"):
            print(f"sgp4 {kind} {name}: {rates[kind, name] / rates[kind, 'scalar']:.2f} times as "
                  f"fast as one at a time")
        scalar_s = 1e-6 / rates["near-earth", "scalar"]
    return scalar_s


def bench_propagate(urker, repeats, sgp4_s):
    for name in SETS:
        out = urker_bench(urker, "propagate", "--repeats", repeats, "--truth", TRUTH,
                          "--instruction-set", name)
        if out is None:
            continue
        alone, together = (float(x) for x in re.findall(r"([\d.]+) s per satellite", out))
        truth_m = re.search(r"trajectories/\S+: (\S+) m", out).group(1)
        print(f"propagate {name}: a day under all forces costs {together / sgp4_s:.0f} SGP4 states in "
              f"a batch, {alone / sgp4_s:.0f} alone; {truth_m} m from the reference")


def bench_plan(urker, tle, satellites, hours, sgp4_s):
    for name in SETS:
        out = urker_bench(urker, "plan", "--tle", tle, "--satellites", satellites, "--sites", SITES,
                          "--hours", hours, "--no-eclipses", "--instruction-set", name)
        if out is None:
            continue
        cpu_s = float(re.search(r"([\d.]+) s of processor time", out).group(1))
        pair_days = satellites * SITES * hours / 24.0
        print(f"plan {name}: a pair-day costs {cpu_s / pair_days / sgp4_s:.0f} SGP4 states")


def main():
    arguments = sys.argv[1:]
    quick = "--quick" in arguments
    if len(arguments) != 1 + quick:
        sys.exit(__doc__)
    urker = arguments[0]
    repeats = 1 if quick else 5
    with tempfile.TemporaryDirectory() as folder:
        tle = Path(folder) / "satellites.tle"
        satellites = write_element_sets(tle)
        sgp4_s = bench_sgp4(urker, tle, repeats)
        bench_propagate(urker, repeats, sgp4_s)
        bench_plan(urker, tle, satellites, 6 if quick else 240, sgp4_s)


if __name__ == "__main__":
    main()
