"""One CSV file a table: instants as UTC beside the seconds, units in a second file."""

import csv

import pandas as pd

# A cell that begins so is a formula to a spreadsheet: it is written behind a quote.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(result, folder):
    """Writes every table of the result, and `columns.csv` that tells their units and meaning."""
    columns = []
    for name, table in result.tables.items():
        rows = table.rows.copy()
        for column in table.rows:
            columns.append((name, column, table.units[column], table.long_names[column]))
            if table.is_instant(column):
                place = rows.columns.get_loc(column) + 1
                rows.insert(place, f"{column}_utc", _utc_texts(result, table.rows[column]))
        write_rows(rows, folder / f"{name}.csv")
    write_rows(pd.DataFrame(columns, columns=["table", "column", "units", "long_name"]),
               folder / "columns.csv")


def write_rows(rows, path):
    """UTF-8, comma, header; text cells that a spreadsheet would execute are quoted."""
    guarded = rows.copy()
    for column in guarded:
        if guarded[column].dtype == object:
            guarded[column] = guarded[column].map(guard)
    guarded.columns = [guard(column) for column in guarded.columns]
    guarded.to_csv(path, index=False, quoting=csv.QUOTE_MINIMAL, lineterminator="\n")


def guard(cell):
    """The cell as a spreadsheet may read it."""
    return "'" + cell if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _utc_texts(result, seconds):
    times = pd.Series(result.utc(seconds), index=seconds.index)
    return (times.dt.strftime("%Y-%m-%dT%H:%M:%S.%f").str[:-3] + "Z").where(times.notna(), "")
