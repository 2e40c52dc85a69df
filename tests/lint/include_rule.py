#!/usr/bin/python3
"""Checks the includes and link lines of sim/ against the table in sim/README.md.

A folder may include its own files, those of the folders that its row names, and what these may
include. Its CMakeLists.txt must link no more than that, and all that it includes. Files must not
include each other in a circle.
"""

import re
import sys
from pathlib import Path

HEADING = ["folder", "owns", "may include"]
EVERYTHING = "everything above"
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"')
TARGET = re.compile(r"urker_(?:library|program)\(\s*(\w+)([^)]*)\)")
LINKED = re.compile(r"(?<!ALIAS )urker::(\w+)")
KEYWORDS = {"DEPENDS", "LIBRARIES", "PRIVATE_LIBRARIES"}


def read_table(readme):
    """Folder to the set of names in its row, in the table's order."""
    rows, inside = {}, False
    for line in readme.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if not line.startswith("|"):
            inside = False
        elif cells == HEADING:
            inside = True
        elif inside and not set(cells[0]) <= set("-: "):
            named = {name.strip() for name in cells[2].split(",")} - {""}
            rows[cells[0]] = set(rows) if named == {EVERYTHING} else named
    return rows


def closure(names, direct):
    """The names and all that can be reached from them."""
    reached, open_ = set(), list(names)
    while open_:
        name = open_.pop()
        if name not in reached:
            reached.add(name)
            open_ += direct.get(name, ())
    return reached


def check_table(table):
    """A row may name only rows above it: then the table has no circle."""
    above = set()
    for folder, named in table.items():
        for name in sorted(named - above):
            yield f"sim/README.md: {folder} names {name}, which is no row above it"
        above.add(folder)


def includes_of(source):
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        if match := INCLUDE.match(line):
            yield number, match[1]


def dependencies_of(lists):
    """What a CMakeLists.txt links of ours: DEPENDS of our functions, and urker:: anywhere."""
    text = "\n".join(line.split("#")[0] for line in lists.read_text(encoding="utf-8").splitlines())
    found = set(LINKED.findall(text))
    for _, arguments in TARGET.findall(text):
        keyword = None
        for word in arguments.split():
            if word in KEYWORDS:
                keyword = word
            elif keyword == "DEPENDS":
                found.add(word)
    return found


def find_circle(edges):
    """One circle as a list of files, or an empty list."""
    state, path = {}, []

    def visit(node):
        state[node] = "open"
        path.append(node)
        for following in edges.get(node, ()):
            if state.get(following) == "open":
                return path[path.index(following):] + [following]
            if following not in state and (circle := visit(following)):
                return circle
        state[node] = "done"
        path.pop()
        return []

    for start in sorted(edges):
        if start not in state and (circle := visit(start)):
            return circle
    return []


def check_folder(sim, folder, table, linked, edges):
    """Yields what is wrong in one folder; adds its includes to edges."""
    allowed = closure(table[folder], table) | {folder}
    reached = closure(linked[folder], linked) | {folder}
    for name in sorted(linked[folder] - allowed):
        yield f"sim/{folder}/CMakeLists.txt: may not link {name}"
    for source in sorted((sim / folder).rglob("*.[ch]pp")):
        path = source.relative_to(sim).as_posix()
        for number, included in includes_of(source):
            edges.setdefault(path, []).append(included)
            target = included.split("/")[0] if "/" in included else ""
            if target not in table:
                yield f'sim/{path}:{number}: "{included}" does not begin with a folder of sim/'
            elif target not in allowed:
                yield f'sim/{path}:{number}: {folder} may not include "{included}"'
            elif target not in reached:
                yield f'sim/{path}:{number}: CMakeLists.txt does not link {target}: "{included}"'


def check(root):
    """All violations under root, as lines of text."""
    sim = root / "sim"
    table = read_table(sim / "README.md")
    if not table:
        return ["sim/README.md: no table of folders"]
    problems = list(check_table(table))
    folders = sorted({p.parent.relative_to(sim).parts[0] for p in sim.glob("*/**/*.[ch]pp")})
    problems += [f"sim/{name}: no row in sim/README.md" for name in folders if name not in table]
    folders = [name for name in folders if name in table]
    linked = {}
    for name in folders:
        lists = sim / name / "CMakeLists.txt"
        linked[name] = dependencies_of(lists) if lists.exists() else set()
    edges = {}
    for name in folders:
        problems += check_folder(sim, name, table, linked, edges)
    if circle := find_circle(edges):
        problems.append("includes in a circle: " + " > ".join(circle))
    return problems


def main():
    problems = check(Path(__file__).resolve().parents[2])
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
