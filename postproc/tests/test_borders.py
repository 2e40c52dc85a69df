"""The borders file: its form, and the areas of countries against published figures."""

import json
import math
from pathlib import Path

import pytest

BORDERS = Path(__file__).resolve().parents[1] / "urker_report" / "data" / "borders.json"
EARTH_RADIUS_KM = 6371.0072  # of the sphere with the ellipsoid's area


@pytest.fixture(scope="module")
def countries():
    return json.loads(BORDERS.read_text(encoding="utf-8"))["countries"]


def spherical_area_km2(ring):
    twice = sum(math.radians(x1 - x0) * (math.sin(math.radians(y0)) + math.sin(math.radians(y1)))
                for (x0, y0), (x1, y1) in zip(ring, ring[1:]))
    return abs(twice) * EARTH_RADIUS_KM**2 / 2


# Land and inland water in km2 from the countries' entries in the UN Demographic Yearbook, table 3.
@pytest.mark.parametrize("code, area_km2", [
    ("031", 86600), ("398", 2724902), ("417", 199949), ("792", 783562), ("860", 447400),
    ("348", 93023), ("795", 488100)])
def test_area_of_a_country_is_near_the_published_one(countries, code, area_km2):
    (country,) = [c for c in countries if c["iso_numeric"] == code]
    area = sum(spherical_area_km2(outer) - sum(map(spherical_area_km2, holes))
               for outer, *holes in country["polygons"])
    assert area == pytest.approx(area_km2, rel=0.04)


def test_rings_are_closed_and_on_the_map(countries):
    rings = [r for c in countries for polygon in c["polygons"] for r in polygon]
    assert len(rings) > 500
    for ring in rings:
        assert ring[0] == ring[-1] and len(ring) >= 4
        assert all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in ring)


def test_neighbours_share_their_border(countries):
    """Simplified arc by arc: the points of a common border are the same in both countries."""
    points = {c["name"]: {tuple(p) for polygon in c["polygons"] for r in polygon for p in r}
              for c in countries}
    assert len(points["Kazakhstan"] & points["Uzbekistan"]) >= 40
    assert len(points["Azerbaijan"] & points["Türkiye"]) >= 2


def test_countries_without_a_code_are_told_by_name(countries):
    assert "N. Cyprus" in {c["name"] for c in countries if c["iso_numeric"] is None}
