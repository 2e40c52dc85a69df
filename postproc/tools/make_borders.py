#!/usr/bin/python3
"""Makes urker_report/data/borders.json, the country borders of the report's maps.

Source: Natural Earth 4.1, "Admin 0 countries", 1:50m, public domain, as packed in TopoJSON by the npm
package world-atlas 2.0.2. To repeat:

    npm pack world-atlas@2.0.2 && tar xf world-atlas-2.0.2.tgz
    postproc/tools/make_borders.py package/countries-50m.json postproc/urker_report/data/borders.json

Borders are drawn de facto, as Natural Earth draws them; they state no position on any dispute. Every
arc is simplified once, so that neighbours keep sharing their border: finely where the groupings'
members are, coarsely elsewhere.
"""

import argparse
import json
import math

# Where borders are kept in detail: west, east, south, north in degrees.
DETAIL = (-15.0, 110.0, 20.0, 62.0)
TOLERANCE_IN_DETAIL_DEG = 0.015
TOLERANCE_ELSEWHERE_DEG = 0.12
LEAST_RING_AREA_DEG2 = 0.05  # islets outside of the window of detail are left out below this

# ISO 3166-1 has had this name since 2022; the source is older.
NAMES = {"792": "Türkiye"}


def decode_arcs(topology):
    """Arcs as lists of (longitude, latitude) in degrees: the file has quantised differences."""
    (scale_x, scale_y), (shift_x, shift_y) = (
        topology["transform"]["scale"], topology["transform"]["translate"])
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in deltas:
            x, y = x + dx, y + dy
            points.append((x * scale_x + shift_x, y * scale_y + shift_y))
        arcs.append(points)
    return arcs


def distance_to_segment(p, a, b):
    dx, dy = b[0] - a[0], b[1] - a[1]
    length2 = dx * dx + dy * dy
    along = 0.0 if length2 == 0.0 else max(
        0.0, min(1.0, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length2))
    return math.hypot(p[0] - a[0] - along * dx, p[1] - a[1] - along * dy)


def simplify(points, tolerance):
    """Douglas-Peucker with both ends kept; a closed arc is first cut at its farthest point."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        distances = [distance_to_segment(points[i], points[first], points[last])
                     for i in range(first + 1, last)]
        if distances and max(distances) > tolerance:
            middle = first + 1 + distances.index(max(distances))
            keep.add(middle)
            stack += [(first, middle), (middle, last)]
    return [points[i] for i in sorted(keep)]


def in_detail(points):
    west, east, south, north = DETAIL
    return any(west <= x <= east and south <= y <= north for x, y in points)


def ring_of(indices, arcs):
    """Index i >= 0 is arc i; i < 0 is arc ~i backwards; the joints are in both neighbours."""
    ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    rounded = [(round(x, 2), round(y, 2)) for x, y in ring]
    return [p for i, p in enumerate(rounded) if i == 0 or p != rounded[i - 1]]


def ring_area(ring):
    return 0.5 * abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:])))


def is_kept(ring):
    return len(ring) >= 4 and (in_detail(ring) or ring_area(ring) >= LEAST_RING_AREA_DEG2)


def polygons_of(geometry, arcs):
    """Polygons, each a list of rings of which the first is the outer one."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    polygons = []
    for part in parts:
        outer, *holes = [ring_of(indices, arcs) for indices in part]
        if is_kept(outer):
            polygons.append([outer] + [hole for hole in holes if is_kept(hole)])
    return polygons


def countries_of(topology):
    arcs = [simplify(a, TOLERANCE_IN_DETAIL_DEG if in_detail(a) else TOLERANCE_ELSEWHERE_DEG)
            for a in decode_arcs(topology)]
    for geometry in topology["objects"]["countries"]["geometries"]:
        polygons = polygons_of(geometry, arcs)
        if polygons:
            code = geometry.get("id")  # a few territories have none
            name = NAMES.get(code, geometry["properties"]["name"])
            yield {"name": name, "iso_numeric": code, "polygons": polygons}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("countries", help="countries-50m.json of world-atlas 2.0.2")
    parser.add_argument("borders", help="the file to write")
    arguments = parser.parse_args()
    with open(arguments.countries, encoding="utf-8") as file:
        topology = json.load(file)
    head = {
        "title": "Country borders and coasts",
        "source": "Natural Earth 4.1, Admin 0 countries, 1:50m, by npm package world-atlas 2.0.2",
        "licence": "public domain",
        "made_by": "postproc/tools/make_borders.py",
        "form": "polygons: list of [outer ring, hole, ...]; ring: closed list of [longitude, latitude]"
                " in degrees east and north, WGS 84",
    }
    lines = [json.dumps(c, ensure_ascii=False, separators=(",", ":"))
             for c in sorted(countries_of(topology), key=lambda c: c["name"])]
    with open(arguments.borders, "w", encoding="utf-8") as file:
        file.write(json.dumps(head, indent=1)[:-2] + ',\n "countries": [\n')
        file.write(",\n".join(lines) + "\n ]\n}\n")


if __name__ == "__main__":
    main()
