"""Small files of results in the layout of the simulator's, made for each test."""

import sys
from pathlib import Path

import h5py
import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from urker_report import style  # noqa: E402
from urker_report.read import NEEDED, NEEDED_IF_THERE, NEEDED_OF_PROVENANCE  # noqa: E402

START = "2026-08-22T00:00:00Z"
DAY_S = 86400.0
TEXTS = {"organisation", "name", "role", "country", "satellite", "owner", "processing", "station",
         "area", "outcome", "status", "requester", "reader", "receiver", "agreement", "mode",
         "displaced_by", "campaign", "scope", "entity", "metric", "unit", "path", "value", "grade",
         "source", "origin", "sha256", "version", "service", "receivers", "site", "reason", "cause",
         "beam", "result", "kind", "stage", "decision", "place", "device", "event",
         "emitters", "loudest"}
NUMBERS = {("metrics", "value"), ("compute", "unit")}  # texts elsewhere
INSTANTS = {"time", "aos", "los", "begin", "end", "penumbra_begin", "penumbra_end", "imaged",
            "processed", "downlink_begin", "downlink_end", "at_centre", "ground_processed",
            "released", "delivered", "satisfied", "decided", "ready", "since",
            "worst"}
CAST = {
    "organisations": [dict(organisation=k, name=n, role="member", country=n)
                      for k, n in (("aa", "Aaland"), ("bb", "Bebe & <Sons>"))],
    "satellites": [
        dict(satellite="one", name="One $x^2$", owner="aa", images=1, processing="onboard",
             battery_capacity=3.6e5, storage_capacity=1e11),
        dict(satellite="two", name="Two", owner="bb", images=1, processing="onboard",
             battery_capacity=3.6e5, storage_capacity=1e11)],
    "stations": [dict(station="north", name="North", owner="aa", latitude=60.0, longitude=20.0),
                 dict(station="near_north", name="Near", owner="bb", latitude=60.01,
                      longitude=20.01)],
    "areas": [dict(area="box", vertex=i, name="The box", owner="aa", latitude=a, longitude=o,
                   cells=4, cell_area=1e8) for i, (a, o) in enumerate([(50, 10), (50, 12), (52, 12), (52, 10)])],
}


def assert_fits_a_page(figure):
    """And can be read there."""
    figure.canvas.draw()
    assert figure.get_size_inches()[0] == style.WIDTH
    assert figure.get_size_inches()[1] < 18
    assert min(text.get_fontsize() for text in figure.findobj(style.plt.Text)
               if text.get_text()) >= 7
    style.plt.close(figure)


def full_tables():
    """Two scenes of two satellites: one delivered, one discarded."""
    corners = {f"{angle}_{corner}": value + shift
               for angle, value in (("latitude", 51.0), ("longitude", 11.0))
               for shift, corner in enumerate(("begin_left", "begin_right", "end_right", "end_left"))}
    times = dict(imaged=1000.0, processed=1060.0, downlink_begin=2000.0, downlink_end=2100.0,
                 at_centre=2101.0, ground_processed=2200.0, delivered=2202.0)
    product = dict(number=1, kind="image", cloud_truth=0.2, quality=1.0, requester="aa", raw_bits=8_000_000_000, bits=2_000_000_000)
    lost = dict.fromkeys(list(times)[2:], np.nan)
    return {
        **CAST,
        "ephemeris": [dict(satellite=s, time=60.0 * i, latitude=50.0 + i, longitude=170.0 + 5 * i
                           if i < 3 else -175.0) for s in ("one", "two") for i in range(5)],
        "contacts": [dict(satellite="one", station="north", aos=1900.0, los=2500.0),
                     dict(satellite="two", station="north", aos=5000.0, los=5400.0),
                     dict(satellite="two", station="near_north", aos=0.0, los=DAY_S)],
        "eclipses": [dict(satellite="one", penumbra_begin=100.0, penumbra_end=2100.0)],
        "images": [dict(satellite=s, number=1, outcome="recorded", raw_bits=8_000_000_000,
                        **corners) for s in ("one", "two")],
        "products": [
            dict(satellite="one", status="delivered", owner="aa", bits_sent=2_000_000_000,
                 **product, **times),
            dict(satellite="two", status="discarded", owner="bb", bits_sent=0, **product,
                 **{**times, **lost})],
        "deliveries": [dict(reader="r", satellite="one", number=1, receiver=who, agreement=under,
                            owner="aa", requester="aa", bits=2_000_000_000, imaged=1000.0,
                            ground_processed=2200.0, released=2200.0, delivered=2202.0,
                            latency=1202.0) for who, under in (("aa", ""), ("bb", "pact"))],
        "compute": [dict(satellite="one", number=1, stage=stage, begin=b, end=e, energy=60.0,
                         decision=decision, place="satellites", entity="one", device=device,
                         unit=0, ready=1000.0)
                    for stage, b, e, decision, device in (
                        ("cloud_mask", 1000.0, 1020.0, "keep", "npu"),
                        ("compress", 1020.0, 1060.0, "", "fpga"))],
        "losses": [dict(satellite="two", number=1, time=1060.0, stage="cloud_mask",
                        cause="wrong_discard", place="onboard", bits=8_000_000_000,
                        cloud_truth=0.2, targets=3)],
        "power": [dict(satellite=s, time=t, sequence=i, mode="safe" if i == 1 else "nominal",
                       state_of_charge=c) for s in ("one", "two")
                  for i, (t, c) in enumerate([(0.0, 1.0), (2100.0, 0.8), (DAY_S, 1.0)])],
        "storage": [dict(satellite="one", time=t, sequence=i, stored_bits=b)
                    for i, (t, b) in enumerate([(0.0, 0), (1000.0, 8e9), (1060.0, 2e9)])],
        "links": [dict(satellite="one", station="north", begin=1900.0, end=2500.0, rate=1e8,
                       least_margin=3.0, bits=2_000_000_000, energy=500.0)],
        "passes": [dict(station="north", satellite="one", aos=1900.0, los=2500.0,
                        organisation="aa", outcome="granted", displaced_by="",
                        bits_received=2_000_000_000),
                   dict(station="north", satellite="two", aos=5000.0, los=5400.0,
                        organisation="bb", outcome="refused_occupied", displaced_by="aa",
                        bits_received=0)],
        "tasks": [dict(satellite="one", task=1, campaign="watch", outcome="done"),
                  dict(satellite="two", task=1, campaign="watch", outcome="no_energy")],
        "coverage": [dict(campaign="watch", cell=i, strips=int(i < 3), scenes=int(i < 2),
                          satisfied=2200.0 if i == 0 else np.nan) for i in range(4)],
        "metrics": [dict(scope="satellites", entity="one", metric="passes_missed", value=1.0,
                         unit="1")],
    }


def empty_tables():
    return {}


def write_result(path, tables, title="A <test> & more", **changes):
    """A file of results with these rows; tables that are not given stay empty."""
    with h5py.File(path, "w") as file:
        file.attrs.update({"file_type": "urker result", "urker_format": 1, "title": title,
                           "question": "Does it work?", "start": START, **changes})
        for name, columns in NEEDED.items():
            _write_table(file, name, columns.split(), tables.get(name, []))
        for name, columns in NEEDED_IF_THERE.items():
            if name in tables:
                _write_table(file, name, columns.split(), tables[name])
        provenance = file.create_group("provenance")
        provenance.attrs.update({"version": "0.1.0", "commit": "abc", "seed": 1})
        provenance["scenario"] = "urker: 1\n# <script>alert(1)</script>\n"
        inputs = [dict(path="duration", value="1 d", grade="", source="", origin="a.yaml:1:1"),
                  dict(path="coverage.cell_size", value="10 km", grade="", source="",
                       origin="default"),
                  dict(path="satellites.one.power", value="90 Wh", grade="E", source="guess",
                       origin="a.yaml:2:1")]
        rows = {"inputs": inputs, "sources": [dict(name="a.yaml", sha256="00")],
                "libraries": [dict(name="HDF5", version="1")]}
        for name, columns in NEEDED_OF_PROVENANCE.items():
            _write_table(provenance, name, columns.split(), rows[name])
        provenance.create_group("run").attrs.update({"ranks": 2, "command_line": "urker run"})
    return path


def _write_table(parent, name, columns, rows):
    group = parent.create_group(name, track_order=True)
    for column in columns:
        values = [row[column] for row in rows]
        if column in TEXTS and (name, column) not in NUMBERS:
            data = group.create_dataset(column, data=values, shape=(len(rows),),
                                        dtype=h5py.string_dtype())
        else:
            data = group.create_dataset(column, data=np.asarray(values, dtype=float))
        if column in INSTANTS:
            data.attrs["units"] = f"seconds since {START}"


@pytest.fixture
def full(tmp_path):
    return write_result(tmp_path / "full.h5", full_tables())


@pytest.fixture
def empty(tmp_path):
    return write_result(tmp_path / "empty.h5", empty_tables())
