"""The whole report from files of results: page, figures, tables, exit codes."""

import csv
import os
import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import full_tables, write_result
from urker_report.__main__ import main

ROOT = Path(__file__).resolve().parents[2]
VOID = {"meta", "br", "link", "img", "hr"}


class Page(HTMLParser):
    """Collects ids and references, and checks that elements are closed in order."""

    def __init__(self, text):
        super().__init__()
        self.ids, self.tags, self.references, self._open = [], set(), [], []
        self.feed(text)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        if tag not in VOID:
            self._open.append(tag)
        self._note(tag, attrs)

    def handle_startendtag(self, tag, attrs):
        self._note(tag, attrs)

    def _note(self, tag, attrs):
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            elif name in ("href", "xlink:href", "src"):
                self.references.append(value)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag


def report(files, folder):
    assert main([*map(str, files), "-o", str(folder)]) == 0
    return (folder / "index.html").read_text(encoding="utf-8")


def check_page(text, folder):
    page = Page(text)
    assert len(page.ids) == len(set(page.ids))
    assert page.tags.isdisjoint({"script", "link", "img", "iframe", "object"})
    for reference in page.references:
        if reference.startswith("#"):
            assert reference[1:] in page.ids
        else:
            assert (folder / reference).is_file()
    for used in re.findall(r"url\(#([^)]+)\)", text):
        assert used in page.ids
    rest = re.sub(r'xmlns(:\w+)?="[^"]*"', "", text)
    assert "http:" not in rest and "https:" not in rest and "@import" not in rest


@pytest.mark.parametrize("kind", ["full", "empty"])
def test_page_is_whole_and_needs_nothing_else(kind, request, tmp_path):
    folder = tmp_path / "report"
    text = report([request.getfixturevalue(kind)], folder)
    check_page(text, folder)
    assert len(list((folder / "figures").glob("*.png"))) >= 9


def test_text_of_the_file_stays_text(full, tmp_path):
    text = report([full], tmp_path / "report")
    assert "<title>A &lt;test&gt; &amp; more</title>" in text
    assert "&lt;script&gt;alert(1)" in text and "Bebe &amp; &lt;Sons&gt;" in text


def test_sections_come_in_the_order_of_a_review(full, tmp_path):
    text = report([full], tmp_path / "report")
    keys = re.findall(r'<section id="([a-z]+)"', text)
    assert keys == ["cast", "map", "contacts", "power", "storage", "funnel", "latency", "compute",
                    "stations",
                    "ledger", "coverage", "tasks", "links", "provenance", "inputs", "limits"]


def test_two_files_are_set_side_by_side(full, tmp_path):
    tables = full_tables()
    tables["satellites"] = [{**s, "processing": "ground"} for s in tables["satellites"]]
    tables["products"] = [{**p, "bits_sent": 2 * p["bits_sent"]} for p in tables["products"]]
    other = write_result(tmp_path / "other.h5", tables)
    folder = tmp_path / "both"
    text = report([full, other], folder)
    check_page(text, folder)
    assert "full (on-board processing)" in text and "other (ground processing)" in text
    assert "+100.0 %" in text
    assert (folder / "tables" / "run_2" / "products.csv").is_file()
    assert (folder / "figures" / "compare.png").is_file()


def test_csv_has_utc_beside_seconds(full, tmp_path):
    report([full], tmp_path / "report")
    with open(tmp_path / "report" / "tables" / "products.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["imaged_utc"] == "2026-08-22T00:16:40.000Z"
    assert rows[1]["delivered"] == "" and rows[1]["delivered_utc"] == ""


def test_formulas_in_csv_are_quoted(tmp_path):
    tables = full_tables()
    tables["organisations"][0] = {**tables["organisations"][0], "role": '=HYPERLINK("x"),1',
                                  "country": "-1+1"}
    report([write_result(tmp_path / "a.h5", tables)], tmp_path / "report")
    path = tmp_path / "report" / "tables" / "organisations.csv"
    with open(path, encoding="utf-8", newline="") as file:
        first = next(csv.DictReader(file))
    assert first["role"] == '\'=HYPERLINK("x"),1' and first["country"] == "'-1+1"


def test_a_report_is_replaced_and_nothing_is_left_beside_it(full, empty, tmp_path):
    folder = tmp_path / "out" / "report"
    first = report([full], folder)
    (folder / "figures" / "old.png").write_text("old")
    assert report([empty], folder) != first
    assert not (folder / "figures" / "old.png").exists()
    assert os.listdir(tmp_path / "out") == ["report"]


def test_same_file_gives_the_same_page(full, tmp_path):
    assert report([full], tmp_path / "one") == report([full], tmp_path / "two")


@pytest.mark.parametrize("name", ["notes.txt", "index.html"])
def test_a_folder_of_somebody_else_is_refused(name, full, tmp_path, capsys):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / name).write_text("mine")
    assert main([str(full), "-o", str(folder)]) == 73
    assert "not empty" in capsys.readouterr().err
    assert (folder / name).read_text() == "mine"


def test_a_report_with_a_foreign_file_in_it_is_refused(full, tmp_path):
    folder = tmp_path / "report"
    report([full], folder)
    (folder / "notes.txt").write_text("mine")
    assert main([str(full), "-o", str(folder)]) == 73
    assert (folder / "notes.txt").read_text() == "mine"


def test_output_that_is_a_file_is_refused(full, tmp_path):
    assert main([str(full), "-o", str(full)]) == 73


def test_bad_files_have_their_codes(full, tmp_path, capsys):
    assert main([str(tmp_path / "none.h5"), "-o", str(tmp_path / "r")]) == 66
    (tmp_path / "text.h5").write_text("no HDF5")
    assert main([str(tmp_path / "text.h5"), "-o", str(tmp_path / "r")]) == 65
    (tmp_path / "short.h5").write_bytes(full.read_bytes()[:3000])
    assert main([str(tmp_path / "short.h5"), "-o", str(tmp_path / "r")]) == 65
    write_result(tmp_path / "future.h5", {}, urker_format=2)
    assert main([str(tmp_path / "future.h5"), "-o", str(tmp_path / "r")]) == 65
    assert not (tmp_path / "r").exists()
    assert main([str(full)]) == 64


def test_a_missing_column_is_named(full, tmp_path, capsys):
    import h5py

    with h5py.File(full, "a") as file:
        del file["products/raw_bits"]
    assert main([str(full), "-o", str(tmp_path / "r")]) == 65
    assert "table products has no column raw_bits" in capsys.readouterr().err


@pytest.mark.skipif("URKER" not in os.environ, reason="URKER does not name the program")
def test_report_of_a_real_run(tmp_path):
    program, result = os.environ["URKER"], tmp_path / "day.h5"
    scenario = ROOT / "scenarios" / "first_light.yaml"
    subprocess.run([program, "run", scenario, "-o", result], check=True, capture_output=True)
    text = report([result], tmp_path / "report")
    check_page(text, tmp_path / "report")
    assert "scenes imaged" in text
