"""A result opens in the tools that users have, and the digest is what its description says."""

import hashlib
import os
import re
import struct
import subprocess

import h5py
import numpy as np
import pytest
import xarray

PROGRAM = os.environ["URKER_RESULTS_SAMPLE"]
ROWS = 1200
SATELLITES = ("imece", "göktürk_1", "kazsat")
COLUMNS = ["satellite", "number", "range", "aos", "station"]
TABLES = [
    "contacts",
    "eclipses",
    "provenance/sources",
    "provenance/libraries",
    "provenance/inputs",
    "provenance/run/rank_statistics",
]


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    path = tmp_path_factory.mktemp("results") / "sample.h5"
    run(PROGRAM, "write", path)
    return path


def expected_rows():
    """The sample's rows by key, as (satellite, number)."""
    keys = ((SATELLITES[i % 3], i) for i in range(ROWS))
    return sorted(keys, key=lambda key: (key[0].encode(), key[1]))


def test_h5py_reads_values(sample):
    with h5py.File(sample) as file:
        table = file["contacts"]
        assert list(table) == ["row", *COLUMNS]
        names = table["satellite"].asstr()[:]
        numbers = table["number"][:]
        assert list(zip(names, numbers)) == expected_rows()
        assert np.array_equal(table["row"][:], np.arange(ROWS))
        assert np.array_equal(table["range"][:], 5e5 + 0.25 * numbers)
        happened = numbers % 100 != 0
        assert np.array_equal(np.isnan(table["aos"][:]), ~happened)
        assert np.allclose(table["aos"][:][happened], numbers[happened] + 1e-9, rtol=0, atol=1e-12)
        assert set(table["station"].asstr()[:]) == {"", "ankara"}


def test_every_column_says_what_it_is(sample):
    with h5py.File(sample) as file:
        for name in TABLES:
            assert file[name].attrs["long_name"] and file[name].attrs["key_columns"] >= 1
            for column, dataset in file[name].items():
                assert isinstance(dataset.attrs["long_name"], str), column
                is_number = dataset.dtype.kind in "if"
                assert ("units" in dataset.attrs) == is_number, column
                if column != "row":
                    assert dataset.dims[0][0] == file[name]["row"]


def test_numbers_have_checksums_and_long_ones_are_compressed(sample):
    with h5py.File(sample) as file:
        for column in ("row", "number", "range", "aos"):
            assert file["contacts"][column].fletcher32
            assert file["contacts"][column].compression == "gzip"
        assert file["provenance/run/rank_statistics/value"].fletcher32


def test_root_and_provenance(sample):
    with h5py.File(sample) as file:
        assert file.attrs["Conventions"] == "CF-1.10"
        assert file.attrs["title"] == "Sample"
        assert file.attrs["file_type"] == "urker result"
        assert file.attrs["urker_format"] == 1
        provenance = file["provenance"]
        assert provenance.attrs["seed"] == 2**64 - 1
        assert provenance["scenario"].asstr()[()] == "urker: 1\nname: sample\n"
        run_names = {"ranks", "host", "command_line", "wall_time_s", "checkpoints_s",
                     "started_utc"}
        assert set(provenance["run"].attrs) >= run_names
        assert provenance["run"].attrs["checkpoints_s"] == 0.25


@pytest.mark.parametrize("table", TABLES)
def test_xarray_opens_each_table(sample, table):
    with xarray.open_dataset(sample, engine="h5netcdf", group=table) as dataset:
        assert list(dataset.dims) == ["row"]
        assert list(dataset.coords) == ["row"]
        for variable in dataset.data_vars.values():
            assert variable.dims == ("row",)
            assert variable.attrs["long_name"]


@pytest.mark.filterwarnings("ignore:invalid value encountered in cast")  # xarray turns NaN into NaT
def test_xarray_decodes_instants(sample):
    with xarray.open_dataset(sample, engine="h5netcdf", group="contacts") as dataset:
        frame = dataset.to_dataframe()
    assert str(frame["aos"].dtype) == "datetime64[ns]"
    row = frame[frame["number"] == 7].iloc[0]
    assert row["satellite"] == "göktürk_1"
    assert row["aos"].isoformat().startswith("2026-08-22T00:00:07")
    assert frame["aos"].isna().sum() == ROWS // 100


def test_h5dump_prints_the_file(sample):
    header = run("h5dump", "-H", sample)
    for name in ("contacts", "eclipses", "provenance", *COLUMNS):
        assert f'"{name}"' in header
    assert '"imece"' in run("h5dump", "-d", "/contacts/satellite", sample)


@pytest.mark.parametrize(
    "options",
    [["-f", "NONE", "-l", "CONTI"], ["-l", "CHUNK=100", "-f", "GZIP=9"], ["-L"]],
    ids=["contiguous", "chunked", "latest"],
)
def test_digest_does_not_see_storage(sample, tmp_path, options):
    run("h5repack", *options, sample, tmp_path / "other.h5")
    assert (tmp_path / "other.h5").read_bytes() != sample.read_bytes()
    assert run(PROGRAM, "digest", tmp_path / "other.h5") == run(PROGRAM, "digest", sample)


def test_a_moved_result_is_the_same(sample, tmp_path):
    (tmp_path / "a b ç").mkdir()
    moved = tmp_path / "a b ç" / "ö.h5"
    moved.write_bytes(sample.read_bytes())
    assert run(PROGRAM, "digest", moved) == run(PROGRAM, "digest", sample)


# --- The digest again, from its description in digest.hpp and by other means ---------------------


def number(n):
    return struct.pack("<Q", n)


def text(value):
    data = value if isinstance(value, bytes) else value.encode()
    return number(len(data)) + data


def type_name(dtype):
    if h5py.check_ref_dtype(dtype):
        return "reference"
    if h5py.check_string_dtype(dtype) is not None:
        return "text"
    if h5py.check_vlen_dtype(dtype) is not None:
        return f"list of {type_name(h5py.check_vlen_dtype(dtype))}"
    if dtype.names:
        members = (f"{name}: {type_name(dtype[name])}" for name in dtype.names)
        return "{" + ", ".join(members) + "}"
    return {"i": "int", "u": "uint", "f": "float"}[dtype.kind] + str(8 * dtype.itemsize)


def value_bytes(file, value, dtype):
    if h5py.check_ref_dtype(dtype):
        return text(file[value].name)
    if h5py.check_string_dtype(dtype) is not None:
        return text(value)
    if h5py.check_vlen_dtype(dtype) is not None:
        element = h5py.check_vlen_dtype(dtype)
        return number(len(value)) + b"".join(value_bytes(file, v, element) for v in value)
    if dtype.names:
        return b"".join(value_bytes(file, value[name], dtype[name]) for name in dtype.names)
    return np.asarray(value).astype(dtype.newbyteorder("<")).tobytes()


def contents(file, dtype, shape, values, unordered=False):
    head = text(type_name(dtype)) + number(len(shape)) + b"".join(number(n) for n in shape)
    parts = [value_bytes(file, v, dtype) for v in (np.ravel(values) if shape else [values])]
    return head + b"".join(sorted(parts) if unordered else parts)


def attributes(file, item):
    result = number(len(item.attrs))
    for name in sorted(item.attrs, key=str.encode):
        attribute = h5py.h5a.open(item.id, name.encode())
        values = item.attrs[name]
        result += text(name) + contents(
            file, attribute.dtype, attribute.shape, values, unordered=name == "REFERENCE_LIST"
        )
    return result


def test_digest_is_what_its_description_says(sample):
    digest = hashlib.sha256()
    with h5py.File(sample) as file:
        paths = ["/"]
        file.visit(lambda name: paths.append("/" + name))
        for path in sorted(paths, key=str.encode):
            if re.match("/provenance/run(/|$)", path):
                continue
            item = file[path]
            digest.update(text(path))
            if isinstance(item, h5py.Dataset):
                digest.update(text("dataset"))
                digest.update(contents(file, item.dtype, item.shape, item[()]))
            else:
                digest.update(text("group"))
            digest.update(attributes(file, item))
    assert run(PROGRAM, "digest", sample).strip() == digest.hexdigest()
