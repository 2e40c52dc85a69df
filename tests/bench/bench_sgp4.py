#!/usr/bin/python3
"""Times python3-sgp4 (Vallado's C++, compiled) on the objects and minutes of bench_sgp4 and prints both with their ratio.

Usage: bench_sgp4.py path/to/bench_sgp4 ELEMENTS.csv
"""

import csv
import datetime
import math
import re
import subprocess
import sys
import time

TIMES = 2000
ROUNDS = 5
WEEK_MIN = 10080.0


def satellites(path):
    """Satrec objects of the table, near-earth and deep-space."""
    from sgp4.api import WGS72, Satrec

    groups = {"near-earth": [], "deep-space": []}
    with open(path) as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        for number, row in enumerate(rows):
            epoch = datetime.datetime.fromisoformat(row["epoch_utc"][:19])
            days = (epoch - datetime.datetime(1949, 12, 31)).total_seconds() / 86400.0
            motion = float(row["mean_motion_rev_d"]) * 2.0 * math.pi / 1440.0
            angle = {k: math.radians(float(row[k + "_deg"]))
                     for k in ("inclination", "raan", "argument_of_perigee", "mean_anomaly")}
            record = Satrec()
            record.sgp4init(WGS72, "i", number, days, float(row["bstar_per_earth_radius"]), 0.0, 0.0,
                            float(row["eccentricity"]), angle["argument_of_perigee"],
                            angle["inclination"], angle["mean_anomaly"], motion, angle["raan"])
            groups["deep-space" if record.method == "d" else "near-earth"].append(record)
    return groups


def peer_rate(records):
    """Million propagations a second through the batch call, the best of the rounds."""
    import numpy

    best = 0.0
    for _ in range(ROUNDS):
        took = 0.0
        for record in records:
            start_day = numpy.full(TIMES, record.jdsatepoch)
            fraction = record.jdsatepochF + numpy.arange(TIMES) * (WEEK_MIN / 1440.0 / TIMES)
            begin = time.process_time()
            record.sgp4_array(start_day, fraction)
            took += time.process_time() - begin
        best = max(best, len(records) * TIMES / took)
    return best * 1e-6


def main():
    program, elements = sys.argv[1:]
    output = subprocess.run([program, elements], check=True, capture_output=True, text=True).stdout
    ours = {name: float(rate) for name, rate in re.findall(r"sgp4 (\S+)\s+([\d.]+) million/s", output)}
    try:
        from sgp4.api import accelerated
    except ImportError:
        print(output, end="")
        print("python3-sgp4 is not installed: no peer to compare with")
        return
    for name, records in satellites(elements).items():
        peer = peer_rate(records)
        kind = "compiled" if accelerated else "pure Python"
        print(f"sgp4 {name}: {ours[name]:.2f} million/s; python3-sgp4 ({kind}) {peer:.2f} million/s; "
              f"ratio {ours[name] / peer:.2f}")


if __name__ == "__main__":
    main()
