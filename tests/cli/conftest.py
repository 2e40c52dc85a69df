"""The program under test, and runs of the demo scenario that several tests look at."""

import os
import pathlib
import subprocess

import h5py
import numpy
import pandas
import pytest

SOURCE = pathlib.Path(__file__).resolve().parents[2]
DEMO = SOURCE / "scenarios" / "first_light.yaml"


class Program:
    """`urker`, alone or on several ranks."""

    path = os.environ.get("URKER", str(SOURCE / "build" / "bin" / "urker"))

    def command(self, *arguments, ranks=None):
        """The command line and the environment that run it."""
        command = [self.path, *map(str, arguments)]
        environment = dict(os.environ)
        if ranks:
            command = ["mpirun", "-n", str(ranks), "--oversubscribe", "--bind-to", "none",
                       "--mca", "mpi_yield_when_idle", "1",
                       "--mca", "btl_vader_single_copy_mechanism", "none", *command]
            environment |= {"OMPI_ALLOW_RUN_AS_ROOT": "1", "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"}
        return command, environment

    def __call__(self, *arguments, ranks=None, **options):
        command, environment = self.command(*arguments, ranks=ranks)
        options.setdefault("timeout", 120)
        return subprocess.run(command, capture_output=True, text=True, env=environment, **options)

    def start(self, *arguments, ranks=None):
        """The same, not waited for."""
        command, environment = self.command(*arguments, ranks=ranks)
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                                env=environment)


@pytest.fixture(scope="session")
def urker():
    return Program()


@pytest.fixture(scope="session")
def demo_file():
    return DEMO


class Result:
    """A file of results with its tables as data frames."""

    def __init__(self, path):
        self.path = path
        self.file = h5py.File(path)

    def table(self, name):
        columns = {}
        for column, data in self.file[name].items():
            if column != "row":
                values = data[...]
                columns[column] = data.asstr()[...] if values.dtype == object else values
        return pandas.DataFrame(columns)

    def metric(self, scope, name):
        """The metric's value by entity."""
        table = self.table("metrics")
        chosen = table[(table.scope == scope) & (table.metric == name)]
        return dict(zip(chosen.entity, chosen.value))


def simulate(urker, folder, name, *arguments, ranks=None):
    path = folder / f"{name}.h5"
    done = urker("run", DEMO, "-o", path, *arguments, ranks=ranks)
    assert done.returncode == 0, done.stderr
    return Result(path)


@pytest.fixture(scope="session")
def onboard(urker, tmp_path_factory):
    return simulate(urker, tmp_path_factory.mktemp("onboard"), "onboard")


@pytest.fixture(scope="session")
def ground(urker, tmp_path_factory):
    return simulate(urker, tmp_path_factory.mktemp("ground"), "ground", "--set",
                    "satellites.*.processing=ground")


@pytest.fixture(scope="session")
def packets(urker, tmp_path_factory):
    return simulate(urker, tmp_path_factory.mktemp("packets"), "packets", "--set",
                    "radios.x_band_large.packet=20 Mbit", "--set",
                    "radios.x_band_small.packet=20 Mbit")


@pytest.fixture(params=["onboard", "ground", "packets"])
def result(request):
    """The demo, processed on board and on the ground, and sent in packets."""
    return request.getfixturevalue(request.param)
