#!/usr/bin/python3
"""Checks that kernels bring no code of one instruction set into the rest of the program.

The linker keeps one copy of an inline function, whichever object it came from. One that came from a
*.simd.cpp file may need a newer processor than the machine has, so such an object may define
functions in the namespace of its instruction set only.

usage: kernel_symbols.py BUILD, a folder that has been built
"""

import re
import subprocess
import sys
from pathlib import Path

OWN = re.compile(r"::(baseline|avx2|avx512)::")
DEFINED = re.compile(r"^[0-9a-f]+ ([A-Zuvw]) (.+)$")


def foreign_symbols(listing):
    """Code that `nm --demangle` lists as defined and visible outside of the instruction sets."""
    for line in listing.splitlines():
        match = DEFINED.match(line)
        if match and match[1] in "TWVu" and not OWN.search(match[2]):
            yield match[2]


def check(build):
    problems = []
    for obj in sorted(build.rglob("*.simd.cpp.o")):
        listing = subprocess.run(["nm", "--demangle", "--defined-only", obj], check=True,
                                 capture_output=True, text=True).stdout
        problems += [f"{obj.relative_to(build)}: {name}" for name in foreign_symbols(listing)]
    return problems


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    problems = check(Path(sys.argv[1]))
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
