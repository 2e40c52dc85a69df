"""Weather between satellites and stations: who loses what, and that all ranks see the same."""

import pytest

from conftest import Result

IN_TIME = ("--set", "environment.propagation={model: p618_13, weather: in_time}")


@pytest.fixture(scope="module")
def rainy(urker, demo_file, tmp_path_factory):
    path = tmp_path_factory.mktemp("weather") / "rainy.h5"
    # Ka-band in a climate where it rains a third of the time.
    done = urker("run", demo_file, "-o", path, *IN_TIME, *KA_BAND)
    assert done.returncode == 0, done.stderr
    return path


KA_BAND = tuple(
    word
    for key, value in [
        ("radios.x_band_large.frequency", "26 GHz"),
        ("radios.x_band_small.frequency", "26 GHz"),
        ("catalog.stations.*.antennas.lowest_frequency", "25.5 GHz"),
        ("catalog.stations.*.antennas.highest_frequency", "27 GHz"),
        ("radios.x_band_large.transmit_power", "19 dBW"),
        ("radios.x_band_small.transmit_power", "19 dBW"),
        ("atmospheres.*.rain_probability", "30 %"),
        ("atmospheres.*.rain_rate", "120 mm/h"),
    ]
    for word in ("--set", f"{key}={value}")
)


def test_rain_interrupts_passes(urker, demo_file, rainy, tmp_path):
    path = tmp_path / "clear.h5"
    done = urker("run", demo_file, "-o", path, *KA_BAND, "--set",
                 "environment.propagation={model: p618_13, share: 50 %}")
    assert done.returncode == 0, done.stderr
    clear, rain = (Result(p).table("links") for p in (path, rainy))
    assert len(clear) and len(rain)
    assert len(rain) > len(clear)  # rates switch within passes
    assert (rain.end - rain.begin).sum() < (clear.end - clear.begin).sum()
    assert (rain.least_margin >= 3.0 - 1e-6).all()


def test_all_ranks_see_the_same_weather(urker, demo_file, rainy, tmp_path):
    digest = urker("inspect", "--digest", rainy).stdout
    path = tmp_path / "three.h5"
    done = urker("run", demo_file, "-o", path, "--partition", "stages", *IN_TIME, *KA_BAND, ranks=3)
    assert done.returncode == 0, done.stderr
    assert urker("inspect", "--digest", path).stdout == digest
