"""Reads a result file: tables as data frames, units and long names beside them."""

import re
from pathlib import Path

import h5py
import numpy as np
import pandas as pd

from .errors import INVALID_INPUT, MISSING_INPUT, ReportError

FILE_TYPE = "urker result"
FORMAT = 1

# What the report needs of a file, by table; a file may have more.
NEEDED = {
    "organisations": "organisation name role country",
    "satellites": "satellite name owner images processing battery_capacity storage_capacity",
    "stations": "station name owner latitude longitude",
    "areas": "area vertex name owner latitude longitude cells cell_area",
    "ephemeris": "satellite time latitude longitude",
    "contacts": "satellite station aos los",
    "eclipses": "satellite penumbra_begin penumbra_end",
    "images": "satellite number outcome raw_bits " + " ".join(
        f"{angle}_{corner}" for angle in ("latitude", "longitude")
        for corner in ("begin_left", "begin_right", "end_right", "end_left")),
    "products": "satellite number kind status owner requester cloud_truth quality raw_bits bits "
                "bits_sent imaged processed "
                "downlink_begin downlink_end at_centre ground_processed delivered",
    "deliveries": "reader satellite number receiver agreement owner requester bits imaged "
                  "ground_processed released delivered latency",
    "compute": "satellite number stage begin end energy decision place entity device unit ready",
    "losses": "satellite number time stage cause place bits cloud_truth targets",
    "power": "satellite time sequence mode state_of_charge",
    "storage": "satellite time sequence stored_bits",
    "links": "satellite station begin end rate least_margin bits energy",
    "passes": "station satellite aos los organisation outcome displaced_by bits_received",
    "tasks": "satellite task campaign outcome",
    "coverage": "campaign cell strips scenes satisfied",
    "metrics": "scope entity metric value unit",
}
# The same of tables that only some runs have, by what is modelled in them.
NEEDED_IF_THERE = {
    "services": "service receivers site satellite status reason latitude longitude dish_diameter "
                "elevation eirp g_over_t uplink_cn downlink_cn carrier_to_interference cn margin "
                "availability required_availability rain_outage uplink_outage sun_outage lit",
    "service_outages": "service receivers site begin cause end",
    "beam_contours": "satellite beam from below_peak point eirp latitude longitude edge",
    "manoeuvres": "satellite number kind outcome reason decided begin end delta_v propellant "
                  "altitude",
    "strategies": "satellite strategy kind outcome result begin end delta_v propellant",
    "faults": "satellite time sequence unit name component event cause part since lost_events "
              "lost_bits",
    "upset_map": "satellite latitude longitude expected duration",
    "orbit_history": "satellite time altitude perigee apogee propellant delta_v",
    "link_interference": "satellite station begin neighbours least_c_over_i worst loudest separation "
                         "time_lost capacity_lost",
    "receptions": "satellite emitters area begin end in_view detected messages bits",
}
TOGETHER = ({"services", "service_outages", "beam_contours"},
            {"manoeuvres", "strategies", "orbit_history"}, {"faults", "upset_map"},
            {"receptions"}, {"link_interference"})
NEEDED_OF_PROVENANCE = {
    "inputs": "path value grade source origin",
    "sources": "name sha256",
    "libraries": "name version",
}
_SECONDS = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}


class Table:
    """One result table: `rows` (DataFrame) and, by column, `units` and `long_names`."""

    def __init__(self, group):
        self.name = group.name.rsplit("/", 1)[-1]
        self.long_name = _text(group.attrs.get("long_name", ""))
        columns, self.units, self.long_names = {}, {}, {}
        for name, data in group.items():  # in the order in which the simulator made them
            if not isinstance(data, h5py.Dataset) or name == "row" or data.ndim != 1:
                continue
            columns[name] = data.asstr()[...] if h5py.check_string_dtype(data.dtype) else data[...]
            self.units[name] = _text(data.attrs.get("units", ""))
            self.long_names[name] = _text(data.attrs.get("long_name", ""))
        if len({len(values) for values in columns.values()}) > 1:
            raise ValueError(f"columns of {group.name} differ in length")
        self.rows = pd.DataFrame(columns)

    def require(self, columns):
        missing = [name for name in columns.split() if name not in self.rows]
        if missing:
            raise KeyError(f"table {self.name} has no column {', '.join(missing)}")

    def is_instant(self, column):
        """Whether the column counts seconds since the start of the scenario."""
        return self.units[column].startswith("seconds since ")


class Result:
    """A result file. Instants in tables are seconds since `start` (UTC)."""

    def __init__(self, path):
        self.path = Path(path)
        with _open(self.path) as file:
            try:
                self._read(file)
            except (KeyError, OSError, ValueError, AttributeError, RuntimeError) as error:
                reason = error.args[0] if error.args else error
                raise ReportError(INVALID_INPUT, f"{path}: damaged result: {reason}") from error

    def _read(self, file):
        self.title = _text(file.attrs["title"])
        self.question = _text(file.attrs.get("question", ""))
        self.start = pd.Timestamp(_text(file.attrs["start"])).tz_localize(None)
        provenance = file["provenance"]
        self.provenance = _attributes(provenance)
        self.run = _attributes(provenance["run"])
        self.scenario = _text(provenance["scenario"][()])
        self.tables = {name: Table(group) for name, group in file.items()
                       if isinstance(group, h5py.Group) and name != "provenance"}
        for name, columns in NEEDED.items():
            if name not in self.tables:
                raise KeyError(f"no table {name}")
            self.tables[name].require(columns)
        for group in TOGETHER:
            for name in sorted(group) if group & self.tables.keys() else ():
                if name not in self.tables:
                    raise KeyError(f"no table {name}")
                self.tables[name].require(NEEDED_IF_THERE[name])
        parts = {}
        for name, columns in NEEDED_OF_PROVENANCE.items():
            parts[name] = Table(provenance[name])
            parts[name].require(columns)
        self.inputs, self.sources, self.libraries = (
            parts[name].rows for name in ("inputs", "sources", "libraries"))
        self.duration_s = self._duration()

    def __getitem__(self, table):
        """The rows of a table."""
        return self.tables[table].rows

    def utc(self, seconds):
        """Instants as numpy datetimes; leap seconds inside the run are not shown."""
        nanoseconds = np.round(np.asarray(seconds, dtype=float) * 1e9)
        result = np.full(nanoseconds.shape, np.datetime64("NaT"), dtype="datetime64[ns]")
        known = np.isfinite(nanoseconds)
        result[known] = (np.datetime64(self.start, "ns")
                         + nanoseconds[known].astype("timedelta64[ns]"))
        return result

    def metric(self, scope, name):
        """A metric by entity, as a Series."""
        table = self["metrics"]
        chosen = table[(table.scope == scope) & (table.metric == name)]
        return chosen.set_index("entity").value

    def input(self, path):
        """A value of the scenario as text with its unit; nothing if it has none of that path."""
        found = self.inputs[self.inputs.path == path].value
        return found.iloc[0] if len(found) else None

    @property
    def end(self):
        return self.start + pd.Timedelta(seconds=self.duration_s)

    def _duration(self):
        """Span of the run: as the scenario says, else what its tables reach."""
        match = re.fullmatch(r"(\S+) (s|min|h|d)", self.input("duration") or "")
        if match:
            return float(match[1]) * _SECONDS[match[2]]
        ends = [self["ephemeris"].time.max(), self["contacts"].los.max(), self["power"].time.max()]
        return float(np.nanmax([0.0] + [end for end in ends if np.isfinite(end)])) or 1.0


def _open(path):
    if not path.exists():
        raise ReportError(MISSING_INPUT, f"{path}: no such file")
    try:
        file = h5py.File(path, "r")
    except OSError as error:
        hint = ""
        if "lock" in str(error).lower():
            hint = "; set HDF5_USE_FILE_LOCKING=FALSE where the file system cannot lock"
        raise ReportError(INVALID_INPUT, f"{path}: no HDF5 file ({error}){hint}") from error
    kind, version = _text(file.attrs.get("file_type", "")), file.attrs.get("urker_format", 0)
    if kind != FILE_TYPE or version != FORMAT:
        file.close()
        raise ReportError(INVALID_INPUT, f"{path}: no Urker result of format {FORMAT}")
    return file


def _attributes(group):
    return {name: _text(value) for name, value in group.attrs.items()}


def _text(value):
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str) else value.item() if hasattr(value, "item") else value
