#!/usr/bin/python3
"""Runs clang-tidy on the sources of sim/ that changed, or whose headers did, since they last passed.

usage: tidy.py BUILD [MINUTES]

BUILD is a folder that Ninja has built, with compile_commands.json. After so many minutes no more
sources are begun: those that were committed last come first, and the rest is counted.
"""

import json
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RULES = ROOT / ".clang-tidy"


def read_dependencies(text):
    """Object to the files that it was made of, from what `ninja -t deps` prints."""
    made_of, current = {}, None
    for line in text.splitlines():
        if line.startswith("    "):
            made_of[current].append(line.strip())
        elif ": #deps" in line:
            current = line.split(": #deps")[0]
            made_of[current] = []
    return made_of


def one_command_each(commands):
    """Source of sim/ to its command of compile_commands.json; of several, the last: it has the widest
    instruction set, or the kernel's checks of itself. Without precompiled headers, which clang cannot
    read and which would hide a missing #include."""
    chosen = {}
    for command in commands:
        source = Path(command["file"])
        if ROOT / "sim" in source.parents:
            words = re.sub(r"-Winvalid-pch|-include \S+/cmake_pch\.hxx", "", command["command"])
            chosen[source] = {**command, "command": words}
    return chosen


def sources_of(build, commands):
    """Source to the files that it includes, itself too."""
    text = subprocess.run(["ninja", "-C", build, "-t", "deps"], check=True, capture_output=True,
                          text=True).stdout
    made_of = read_dependencies(text)
    found = {}
    for source, command in commands.items():
        words = command["command"].split()
        included = made_of.get(words[words.index("-o") + 1], [])
        found[source] = [source] + [build / name for name in included]
    return found


def is_fresh(stamp, files):
    if not stamp.exists():
        return False
    passed = stamp.stat().st_mtime
    return all(f.exists() and f.stat().st_mtime < passed for f in files)


def by_last_commit():
    """Paths, that of the last commit first."""
    text = subprocess.run(["git", "-C", ROOT, "log", "--format=", "--name-only"], check=True,
                          capture_output=True, text=True).stdout
    return list(dict.fromkeys(ROOT / line for line in text.splitlines() if line))


def check(database, source, stamp, deadline):
    """True if clang-tidy finds nothing; None if there is no time left."""
    if time.monotonic() > deadline:
        return None
    done = subprocess.run(["clang-tidy", "-p", database, "--quiet", source], capture_output=True,
                          text=True)
    if done.returncode:
        print(done.stdout, done.stderr, sep="", flush=True)
        return False
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.touch()
    return True


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    build = Path(sys.argv[1]).resolve()
    commands = one_command_each(
        json.loads((build / "compile_commands.json").read_text(encoding="utf-8")))
    database = build / "tidy"
    database.mkdir(exist_ok=True)
    (database / "compile_commands.json").write_text(json.dumps(list(commands.values())),
                                                    encoding="utf-8")
    due = []
    by_length = sorted(sources_of(build, commands).items(), key=lambda item: -len(item[1]))
    for source, files in by_length:  # what takes longest comes first
        stamp = database / f"{source.relative_to(ROOT)}.passed"
        if not is_fresh(stamp, [RULES, *files]):
            due.append((source, stamp))
    deadline = float("inf")
    if len(sys.argv) > 2:
        deadline = time.monotonic() + 60.0 * float(sys.argv[2])
        newest = {path: place for place, path in enumerate(by_last_commit())}
        due.sort(key=lambda job: newest.get(job[0], -1))  # what is not committed yet is newer still
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        passed = list(pool.map(lambda job: check(database, *job, deadline), due))
    left = passed.count(None)
    print(f"clang-tidy: {len(due) - left} files checked, {passed.count(False)} with findings" +
          (f"; {left} not checked for want of time" if left else ""))
    return 1 if False in passed else 0


if __name__ == "__main__":
    sys.exit(main())
