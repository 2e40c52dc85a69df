"""Map of the region: borders, stations, areas, ground tracks, scenes."""

import json
import textwrap
from pathlib import Path

import numpy as np
from matplotlib.collections import PolyCollection

from .. import style
from .placing import Placer

BORDERS = Path(__file__).resolve().parents[1] / "data" / "borders.json"
_CORNERS = [(f"longitude_{corner}", f"latitude_{corner}")
            for corner in ("begin_left", "begin_right", "end_right", "end_left")]
_SCENES = {"delivered": (style.GREEN, "scene, delivered"),
           "under way": (style.BLUE, "scene, stored or under way"),
           "discarded": ("#7d8790", "scene, discarded as cloudy"),
           "refused": (style.ORANGE, "scene, not recorded")}
MOST_TRACKS = 12
MARGIN_DEG = 3.0
LEAST_SPAN_DEG = 12.0
ONE_PLACE_PIXELS = 9  # stations closer than this share one name
_LEFT, _RIGHT, _BELOW, _ABOVE = 0.55, 0.1, 0.42, 0.08  # inches around the map


def draw(result):
    """Equidistant cylindrical, true at the middle latitude; a frame around stations and areas."""
    stations, areas = result["stations"], result["areas"]
    west, east, south, north = _frame(stations, areas)
    stretch = 1 / max(0.2, np.cos(np.radians((south + north) / 2)))
    width = style.WIDTH - _LEFT - _RIGHT
    height = min(8.0, width * (north - south) * stretch / (east - west))
    owners = style.Owners(result)
    tracks, notes = _choose_tracks(result)
    handles = _handles(result, owners, tracks)
    rows = -(-len(handles) // 5)
    total = height + _BELOW + _ABOVE + 0.2 * rows + 0.17 * len(notes)
    made = style.plt.figure(figsize=(style.WIDTH, total))
    axis = made.add_axes([_LEFT / style.WIDTH, (_BELOW + 0.17 * len(notes)) / total,
                          width / style.WIDTH, height / total])
    axis.set_facecolor(style.SEA)
    axis.set_xlim(west, east)
    axis.set_ylim(south, north)
    axis.grid(color="white", linewidth=0.6)
    draw_countries(axis, west, east, south, north)
    _tracks(axis, result, owners, tracks)
    _areas(axis, areas)
    _scenes(axis, result)
    notes += _names(axis, stations, areas, owners)
    axis.xaxis.set_major_formatter(lambda x, _: f"{abs(x):g}° {'W' if x < 0 else 'E'}" if x else "0°")
    axis.yaxis.set_major_formatter(lambda y, _: f"{abs(y):g}° {'S' if y < 0 else 'N'}" if y else "0°")
    made.legend(handles=handles, loc="upper left", bbox_to_anchor=(_LEFT / style.WIDTH, 1), ncols=5,
                borderaxespad=0.1, handlelength=1.6, columnspacing=1.4)
    made.text(_LEFT / style.WIDTH, 0.05 / total, "\n".join(notes), fontsize=7.5, color=style.QUIET)
    return made


def _frame(stations, areas):
    """West, east, south, north with a margin; the whole Earth if there is nothing on it."""
    longitudes = np.concatenate([stations.longitude, areas.longitude])
    latitudes = np.concatenate([stations.latitude, areas.latitude])
    if len(longitudes) == 0:
        return -180.0, 180.0, -85.0, 85.0
    west, east = _span(longitudes.min(), longitudes.max(), -180.0, 180.0)
    south, north = _span(latitudes.min(), latitudes.max(), -90.0, 90.0)
    return west, east, max(south, north - (east - west)), north


def _span(least, greatest, low, high):
    margin = max(MARGIN_DEG, (LEAST_SPAN_DEG - (greatest - least)) / 2)
    return max(low, least - margin), min(high, greatest + margin)


def draw_countries(axis, west, east, south, north):
    with open(BORDERS, encoding="utf-8") as file:
        countries = json.load(file)["countries"]
    rings = []
    for ring in (np.asarray(polygon[0]) for country in countries for polygon in country["polygons"]):
        (x0, y0), (x1, y1) = ring.min(axis=0), ring.max(axis=0)
        if x0 < east and x1 > west and y0 < north and y1 > south:
            rings.append(ring)
    axis.add_collection(PolyCollection(rings, facecolor=style.LAND, edgecolor=style.BORDER,
                                       linewidth=0.6, zorder=1), autolim=False)


def _choose_tracks(result):
    """Imagers whose tracks are drawn: those that imaged most."""
    satellites = result["satellites"]
    imagers = sorted(satellites[satellites.images == 1].satellite)
    volume = result["images"].groupby("satellite").raw_bits.sum()
    chosen = sorted(sorted(imagers, key=lambda key: -volume.get(key, 0))[:MOST_TRACKS])
    span = min(result.duration_s, 86400.0)
    notes = []
    if len(chosen) < len(imagers):
        notes.append(f"Tracks of {len(chosen)} of {len(imagers)} imagers: those that imaged most.")
    if span < result.duration_s:
        notes.append("Tracks of the first day.")
    return chosen, [" ".join(notes)] if notes else []


def _tracks(axis, result, owners, chosen):
    """Ground tracks in their owners' colours, cut at the antimeridian."""
    ephemeris = result["ephemeris"]
    ephemeris = ephemeris[ephemeris.time <= 86400.0]
    owner = result["satellites"].set_index("satellite").owner
    for key in chosen:
        track = ephemeris[ephemeris.satellite == key].sort_values("time")
        points = track[["longitude", "latitude"]].to_numpy()
        jumps = np.flatnonzero(np.abs(np.diff(points[:, 0])) > 180) + 1
        points = np.insert(points, jumps, np.nan, axis=0)
        axis.plot(points[:, 0], points[:, 1], color=owners.colour(owner[key]), linewidth=0.6,
                  alpha=0.38, zorder=2, scalex=False, scaley=False)


def _areas(axis, areas):
    for _, corners in areas.groupby("area"):
        corners = corners.sort_values("vertex")
        axis.fill(corners.longitude, corners.latitude, facecolor="#b8860b22", edgecolor="#8a6508",
                  linewidth=1.0, zorder=3)


def scene_fates(result):
    """What became of each scene, in words of the map's legend."""
    keys = ["satellite", "number"]
    images = result["images"].merge(result["products"][keys + ["status"]], how="left", on=keys)
    fate = images.status.map({"delivered": "delivered", "discarded": "discarded",
                              "refused": "refused"}).fillna("under way")
    return images.assign(fate=fate.mask(images.outcome != "recorded", "refused"))


def _scenes(axis, result):
    images = scene_fates(result)
    shapes = np.stack([images[list(corner)].to_numpy(dtype=float) for corner in _CORNERS], axis=1)
    whole = np.ptp(shapes[:, :, 0], axis=1) < 180 if len(shapes) else np.zeros(0, bool)
    for z, (fate, (colour, _)) in enumerate(reversed(_SCENES.items())):
        chosen = (images.fate == fate).to_numpy() & whole
        axis.add_collection(PolyCollection(shapes[chosen], facecolor=colour + "55",
                                           edgecolor=colour, linewidth=0.5, zorder=4 + 0.1 * z),
                            autolim=False)


def _names(axis, stations, areas, owners):
    """Marks and names of the stations, then names of the areas. Tells how many found no room."""
    placer = Placer(axis)
    for station in stations.itertuples():
        axis.plot(station.longitude, station.latitude, marker="^", markersize=6.5,
                  color=owners.colour(station.owner), markeredgecolor="white", markeredgewidth=0.8,
                  zorder=8, linestyle="none")
        placer.take(station.longitude, station.latitude, 5)
    homeless = 0
    for x, y, names in _places(stations, placer):
        text = "\n".join(style.shorten(style.readable(name)) for name in names)
        homeless += not placer.name(x, y, text, fontsize=7.5, weight="bold", zorder=9)
    for _, corners in areas.groupby("area"):
        name = corners["name"].iloc[0]
        x = (corners.longitude.min() + corners.longitude.max()) / 2
        y = (corners.latitude.min() + corners.latitude.max()) / 2
        homeless += not placer.name(x, y, textwrap.fill(style.shorten(name, 40), 20), on_point=True,
                                    fontsize=7, color="#5f4605", style="italic", zorder=7,
                                    linespacing=1.0)
    return [f"{homeless} names found no room."] if homeless else []


def _places(stations, placer):
    """Stations that stand at nearly one place are one: (longitude, latitude, names)."""
    places = []
    for station in stations.sort_values(["latitude", "station"], ascending=[False, True]
                                        ).itertuples():
        here = placer.pixels(station.longitude, station.latitude)
        for x, y, names in places:
            if np.hypot(*(placer.pixels(x, y) - here)) < ONE_PLACE_PIXELS:
                names.append(station.station)
                break
        else:
            places.append((station.longitude, station.latitude, [station.station]))
    return places


def _handles(result, owners, tracks):
    line = style.plt.Line2D
    handles = []
    for handle in owners.handles(result["stations"].owner, patch=False):
        handle.set(marker="^", linestyle="none", markersize=6, markeredgecolor="white")
        handle.set_label(f"station, {handle.get_label()}")
        handles.append(handle)
    satellites = result["satellites"]
    for handle in owners.handles(satellites[satellites.satellite.isin(tracks)].owner, patch=False):
        handle.set(linewidth=1.2, alpha=0.6)
        handle.set_label(f"ground track, {handle.get_label()}")
        handles.append(handle)
    present = set(scene_fates(result).fate)
    handles += [style.plt.Rectangle((0, 0), 1, 1, facecolor=colour + "55", edgecolor=colour,
                                    label=text)
                for fate, (colour, text) in _SCENES.items() if fate in present]
    if len(result["areas"]):
        handles.append(line([], [], color="#8a6508", linewidth=1.2, label="area of interest"))
    return handles
