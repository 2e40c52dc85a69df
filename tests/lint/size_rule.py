#!/usr/bin/python3
"""Checks that files stay small enough to be read: headers 250 lines, sources and scripts 500."""

import subprocess
import sys
from pathlib import Path

MOST_LINES = {".hpp": 250, ".cpp": 500, ".py": 500}


def check(root, names):
    """A line of text for each file that is too long."""
    problems = []
    for name in names:
        most = MOST_LINES.get(Path(name).suffix)
        if most is None or not (root / name).is_file():
            continue
        lines = len((root / name).read_text(encoding="utf-8").splitlines())
        if lines > most:
            problems.append(f"{name}: {lines} lines; split it ({most} at most)")
    return problems


def main():
    root = Path(__file__).resolve().parents[2]
    names = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"],
                           cwd=root, check=True, capture_output=True, text=True).stdout.splitlines()
    problems = check(root, names)
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
