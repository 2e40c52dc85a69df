#!/usr/bin/python3
"""Adds up JUnit files: why tests were skipped, then `N passed, N failed, N skipped`.

Exit code 1 if any failed or none passed.
"""

import sys
import xml.etree.ElementTree as ElementTree


def reason(case):
    """The last line that a skipped test printed, or what the runner says of it."""
    printed = (case.findtext("system-out") or "").strip().splitlines()
    return printed[-1] if printed else case.find("skipped").get("message", "")


def count(path):
    """(passed, failed, skipped) of one file."""
    cases = list(ElementTree.parse(path).iter("testcase"))
    failed = sum(c.find("failure") is not None or c.find("error") is not None for c in cases)
    skipped = [c for c in cases if c.find("skipped") is not None]
    for case in skipped:
        print(f"skipped {case.get('name')}: {reason(case)}")
    return len(cases) - failed - len(skipped), failed, len(skipped)


def main(paths):
    passed, failed, skipped = (sum(column) for column in zip(*map(count, paths)))
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
