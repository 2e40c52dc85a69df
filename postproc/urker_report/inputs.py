"""How well the scenario's values are known: grades, ungraded choices, defaults."""

from . import tables

GRADES = {"S": "found in a named source",
          "T": "derived from public element sets",
          "R": "recalled, to be checked",
          "E": "estimated for the simulator"}
DEFAULT, CHOICE = "default", "chosen in the scenario, not graded"


def kinds(result):
    """Every input with what is known about it: its grade, a default, or a choice."""
    inputs = result.inputs
    kind = inputs.grade.map(lambda grade: f"{grade}: {GRADES[grade]}" if grade in GRADES else grade)
    kind = kind.mask(inputs.grade == "", CHOICE)
    return inputs.assign(kind=kind.mask((inputs.grade == "") & (inputs.origin == "default"),
                                        DEFAULT))


def shares(result):
    """Rows (kind, count, share of all in per cent), graded ones first."""
    counts = kinds(result).groupby("kind").size()
    order = [f"{grade}: {text}" for grade, text in GRADES.items()]
    order += sorted(set(counts.index) - set(order) - {CHOICE, DEFAULT}) + [CHOICE, DEFAULT]
    total = max(1, int(counts.sum()))
    return [[kind, int(counts[kind]), f"{100 * counts[kind] / total:.1f}"]
            for kind in order if kind in counts]


def estimated_share(result):
    """Share of the graded values that are estimates, in per cent; NaN without graded values."""
    graded = result.inputs[result.inputs.grade != ""]
    return 100 * (graded.grade == "E").mean() if len(graded) else float("nan")


def estimated(result):
    """Rows (path, value, source or reason, place in the files) of the estimated values."""
    rows = result.inputs[result.inputs.grade == "E"].sort_values("path")
    return rows[["path", "value", "source", "origin"]].values.tolist()


def write(result, folder):
    """The inputs as CSV, with their files' hashes in another."""
    tables.write_rows(result.inputs, folder / "provenance_inputs.csv")
    tables.write_rows(result.sources, folder / "provenance_sources.csv")
