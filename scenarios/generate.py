#!/usr/bin/python3
"""Writes a scenario of any size: the same text for the same arguments.

usage: generate.py [--satellites N] [--stations M] [--days D] [--seed S] [--orbits sgp4|j2]
                   [--packet SIZE] [-o FILE]
"""

import argparse
import random
import sys
from math import acos, cos, degrees, pi, radians, sqrt

EARTH_RADIUS_KM = 6378.135
GRAVITY_KM3_S2 = 398600.8 # WGS72, as SGP4 has it
START = "2026-08-22T00:00:00Z"

# Places with a ground station or an observatory of some organisation, to about 0.1 deg: name,
# latitude, longitude (deg), height (m), country. Spread so that any number of first ones covers
# the Earth's longitudes.
PLACES = [
    ("svalbard", 78.2, 15.4, 450, "no"), ("ankara", 39.9, 32.8, 930, "tr"),
    ("fairbanks", 64.9, -147.7, 300, "us"), ("astana", 51.1, 71.4, 350, "kz"),
    ("punta_arenas", -53.0, -70.9, 30, "cl"), ("dongara", -29.0, 115.3, 250, "au"),
    ("absheron", 40.5, 49.5, 400, "az"), ("troll", -72.0, 2.5, 1270, "no"),
    ("hartebeesthoek", -25.9, 27.7, 1540, "za"), ("tashkent", 41.3, 69.3, 450, "uz"),
    ("inuvik", 68.3, -133.5, 50, "ca"), ("kiruna", 67.9, 21.0, 400, "se"),
    ("awarua", -46.5, 168.4, 0, "nz"), ("hawaii", 19.0, -155.7, 370, "us"),
    ("almaty", 43.2, 76.9, 850, "kz"), ("cordoba", -31.5, -64.5, 730, "ar"),
    ("tromso", 69.7, 18.9, 130, "no"), ("golbasi", 39.8, 32.8, 1150, "tr"),
    ("hobart", -42.8, 147.4, 40, "au"), ("bishkek", 42.9, 74.6, 760, "kg"),
    ("ganghwa", 37.7, 126.5, 20, "kr"), ("matera", 40.6, 16.7, 490, "it"),
    ("gatineau", 45.6, -75.8, 200, "ca"), ("mauritius", -20.3, 57.5, 300, "mu"),
    ("sodankyla", 67.4, 26.6, 180, "fi"), ("cachoeira_paulista", -22.7, -45.0, 560, "br"),
    ("alice_springs", -23.8, 133.9, 600, "au"), ("taliandorogd", 47.0, 17.6, 260, "hu"),
    ("malindi", -3.0, 40.2, 10, "ke"), ("kourou", 5.3, -52.8, 10, "fr"),
    ("hatoyama", 36.0, 139.3, 80, "jp"), ("ashgabat", 38.0, 58.4, 220, "tm"),
    ("maspalomas", 27.8, -15.6, 200, "es"), ("prince_albert", 53.2, -105.9, 500, "ca"),
    ("kitab", 39.1, 66.9, 660, "uz"), ("singapore", 1.3, 103.8, 20, "sg"),
    ("o_higgins", -63.3, -57.9, 10, "de"), ("neustrelitz", 53.3, 13.1, 90, "de"),
    ("ahmedabad", 23.0, 72.5, 50, "in"), ("reykjavik", 64.1, -21.9, 60, "is"),
    ("baku", 40.4, 49.9, 10, "az"), ("wallops", 37.9, -75.5, 10, "us"),
    ("perth", -31.8, 115.9, 20, "au"), ("santiago", -33.1, -70.7, 720, "cl"),
    ("weilheim", 47.9, 11.1, 560, "de"), ("kerguelen", -49.4, 70.3, 70, "fr"),
    ("tahiti", -17.6, -149.6, 90, "fr"), ("redu", 50.0, 5.1, 380, "be"),
]

COUNTRIES = {
    "ar": "Argentina", "au": "Australia", "az": "Azerbaijan", "be": "Belgium", "br": "Brazil",
    "ca": "Canada", "cl": "Chile", "de": "Germany", "es": "Spain", "fi": "Finland",
    "fr": "France", "hu": "Hungary", "in": "India", "is": "Iceland", "it": "Italy",
    "jp": "Japan", "ke": "Kenya", "kg": "Kyrgyzstan", "kr": "South Korea", "kz": "Kazakhstan",
    "mu": "Mauritius", "no": "Norway", "nz": "New Zealand", "se": "Sweden", "sg": "Singapore",
    "tm": "Turkmenistan", "tr": "Türkiye", "us": "United States of America", "uz": "Uzbekistan",
    "za": "South Africa",
}

# Who flies satellites, and where their centres and readers stand: latitude, longitude (deg).
OPERATORS = {"tr": (39.8, 32.8), "kz": (51.1, 71.4), "az": (40.4, 49.9), "uz": (41.3, 69.3)}
READERS = {**OPERATORS, "hu": (47.5, 19.0), "kg": (42.9, 74.6), "tm": (38.0, 58.4)}

# Regions to image: name, middle (deg). Each is a box of some degrees around it.
REGIONS = [
    ("anatolia", 38.5, 34.0), ("kazakh_steppe", 50.5, 69.0), ("caucasus", 41.0, 47.0),
    ("ferghana", 40.5, 70.5), ("pannonia", 47.0, 20.0), ("tian_shan", 42.0, 76.5),
    ("karakum", 39.0, 60.0), ("pampas", -34.5, -61.5), ("nile_delta", 30.5, 31.0),
    ("great_plains", 40.0, -99.0), ("queensland", -23.0, 145.0), ("punjab", 30.5, 74.0),
    ("loess_plateau", 36.5, 109.0), ("mato_grosso", -13.0, -55.0), ("sahel", 14.0, 2.0),
    ("iberia", 40.0, -4.0), ("transvaal", -25.5, 29.0), ("ukraine", 49.0, 32.0),
    ("prairies", 51.5, -108.0), ("honshu", 36.5, 138.5), ("java", -7.3, 110.0),
    ("lake_victoria", -1.0, 33.0), ("altiplano", -18.0, -68.0), ("lapland", 67.0, 25.0),
]

CATALOGUE = """\
radios:
  x_band_fast:
    frequency: 8.2 GHz
    transmit_power: 8 dBW
    antenna_gain: 7 dBi
    electrical_power: 60 W
{packet}    rates:
      - {{rate: 300 Mbit/s, required_ebn0: 4.8 dB}}
      - {{rate: 150 Mbit/s, required_ebn0: 3 dB}}
      - {{rate: 75 Mbit/s, required_ebn0: 3 dB}}
  x_band_slow:
    frequency: 8.2 GHz
    transmit_power: 6 dBW
    antenna_gain: 5 dBi
    electrical_power: 35 W
    uplink_rate: 32 kbit/s
{packet}    rates:
      - {{rate: 100 Mbit/s, required_ebn0: 4.8 dB}}
      - {{rate: 50 Mbit/s, required_ebn0: 3 dB}}

computers:
  board:
    idle_power: 4 W
    stages:
      cloud_mask: {{throughput: 400 Mbit/s, power: 10 W}}
      compress: {{throughput: 300 Mbit/s, power: 12 W}}

pipelines:
  screen: {{discard_cloud_above: 70 %, detection: 92 %, false_alarm: 1 %, compression_ratio: 4}}

imagers:
  fine:
    swath: 25 km
    reference_altitude: 550 km
    channels:
      panchromatic: {{gsd: 1.5 m, bit_depth: 12}}
      multispectral: {{gsd: 6 m, bands: 4, bit_depth: 12}}
    max_off_nadir: 30 deg
    power: 180 W
  broad:
    swath: 60 km
    reference_altitude: 550 km
    channels:
      multispectral: {{gsd: 10 m, bands: 6, bit_depth: 12}}
    max_off_nadir: 35 deg
    power: 70 W

power_systems:
  large:
    array: {{power: 900 W, sun_pointing: 0.8}}
    battery: {{capacity: 1000 Wh}}
    loads: {{bus: 220 W, safe: 110 W}}
  small:
    array: {{power: 260 W, sun_pointing: 0.8}}
    battery: {{capacity: 300 Wh}}
    loads: {{bus: 60 W, safe: 30 W}}
"""

# What a satellite is, by the number of its constellation.
BUSES = [
    "power: {type: large}, imager: {type: fine}, radio: {type: x_band_fast}, "
    "storage: {capacity: 512 Gbit}",
    "power: {type: small}, imager: {type: broad}, radio: {type: x_band_slow}, "
    "storage: {capacity: 128 Gbit}",
]
ONBOARD = "computer: {type: board}, pipeline: {type: screen}, processing: onboard"


def main():
    parser = argparse.ArgumentParser(usage=__doc__.split("usage: ")[1])
    parser.add_argument("--satellites", type=int, default=200)
    parser.add_argument("--stations", type=int, default=40)
    parser.add_argument("--days", type=float, default=7.0)
    parser.add_argument("--seed", type=int, default=2040)
    parser.add_argument("--orbits", choices=["sgp4", "j2"], default="sgp4")
    parser.add_argument("--packet")
    parser.add_argument("-o", "--output")
    args = parser.parse_args()
    if args.satellites < 1 or not 1 <= args.stations <= len(PLACES) or args.days <= 0:
        parser.error(f"at least one satellite, 1 to {len(PLACES)} stations and some time")
    text = "".join(scenario(args))
    if args.output:
        with open(args.output, "w", encoding="utf-8") as file:
            file.write(text)
    else:
        sys.stdout.write(text)


def scenario(args):
    chance = random.Random(args.seed)
    yield (f"# {args.satellites} satellites, {args.stations} stations, {args.days:g} days, seed "
           f"{args.seed}, orbits by {args.orbits}: written by generate.py. Assets and figures are"
           " made up.\n")
    yield f"urker: 1\nname: generated\nstart: {START}\nduration: {args.days:g} d\nseed: {args.seed}\n"
    yield "coverage: {cell_size: 25 km}\nfibre: {rate: 1 Gbit/s, route_factor: 1.5}\n\n"
    yield from organisations(args.stations)
    yield CATALOGUE.format(packet=f"    packet: {args.packet}\n" if args.packet else "")
    yield "\nsatellites:\n"
    yield from satellites(args, chance)
    yield "\nstations:\n"
    yield from stations(args.stations)
    yield from centres()
    yield from campaigns(chance)
    yield from agreement(args.stations)


def organisations(count):
    yield "organisations:\n"
    for key in sorted({place[4] for place in PLACES[:count]} | set(READERS)):
        yield f"  {key}: {{name: {COUNTRIES[key]}, country: {COUNTRIES[key]}}}\n"
    yield "\n"


def satellites(args, chance):
    """Constellations of up to 25 satellites in planes of 5, the operators in turn: every second
    near the Sun-synchronous inclination, the others at 50 to 60 deg."""
    operators = list(OPERATORS)
    done = 0
    while done < args.satellites:
        number = done // 25
        size = min(25, args.satellites - done)
        owner = operators[number % len(operators)]
        altitude_km = 480 + 160 * chance.random()
        polar = number % 2 == 0
        inclination_deg = sun_synchronous_deg(altitude_km) if polar else 50 + 10 * chance.random()
        raan_deg, phase_deg = 360 * chance.random(), 360 * chance.random()
        for i in range(size):
            plane, place = divmod(i, 5)
            yield (f"  {owner}{number + 1:02}_{i + 1:02}: {{owner: {owner}, "
                   f"{BUSES[number % len(BUSES)]}"
                   f"{', ' + ONBOARD if chance.random() < 0.5 else ', processing: ground'},\n"
                   f"    orbit: {orbit(args.orbits, altitude_km, inclination_deg, (raan_deg + 36 * plane) % 360, (phase_deg + 72 * place + 14.4 * plane) % 360)}}}\n")
        done += size


def sun_synchronous_deg(altitude_km):
    """Inclination whose nodes turn with the mean Sun, by the first-order rate of J2."""
    a = EARTH_RADIUS_KM + altitude_km
    rate = -1.5 * 1.082616e-3 * sqrt(GRAVITY_KM3_S2 / a**3) * (EARTH_RADIUS_KM / a)**2

    return degrees(acos(2 * pi / (365.2422 * 86400) / rate))


def orbit(kind, altitude_km, inclination_deg, raan_deg, phase_deg):
    a = EARTH_RADIUS_KM + altitude_km
    plane = f"inclination: {inclination_deg:.4f} deg, raan: {raan_deg:.4f} deg"
    place = f"argument_of_perigee: 0 deg, mean_anomaly: {phase_deg:.4f} deg"
    if kind == "j2":
        return f"{{j2_secular: {{semi_major_axis: {a:.3f} km, eccentricity: 0.001, {plane}, {place}}}}}"
    turns = sqrt(GRAVITY_KM3_S2 / a**3) * 86400 / (2 * pi)
    return (f"{{sgp4: {{epoch: {START}, mean_motion: {turns:.8f} rev/d, eccentricity: 0.001, "
            f"{plane}, {place}, drag_term: 0.00005}}}}")


def stations(count):
    for name, latitude, longitude, height, owner in sorted(PLACES[:count]):
        yield (f"  {name}: {{owner: {owner}, site: {{latitude: {latitude} deg, longitude: "
               f"{longitude} deg, height: {height} m}}, least_elevation: 5 deg,\n"
               "    antennas: {count: 2, lowest_frequency: 8.025 GHz, highest_frequency: 8.4 GHz, "
               "g_over_t: 31 dB/K}}\n")


def centres():
    yield "\noperations:\n"
    for key, (latitude, longitude) in sorted(OPERATORS.items()):
        yield (f"  {key}_operations: {{owner: {key}, site: {site(latitude, longitude)}, "
               "planning: {interval: 6 h, booking_time: 2 min, horizon: 12 h}}\n")
    yield "\nprocessing:\n"
    for key, (latitude, longitude) in sorted(OPERATORS.items()):
        yield (f"  {key}_processing: {{owner: {key}, site: {site(latitude + 0.1, longitude)}, "
               "throughput: 2 Gbit/s}\n")
    yield "\nreaders:\n"
    for key, (latitude, longitude) in sorted(READERS.items()):
        yield f"  {key}_reader: {{owner: {key}, site: {site(latitude, longitude + 0.1)}}}\n"


def site(latitude, longitude):
    return f"{{latitude: {latitude:.1f} deg, longitude: {longitude:.1f} deg}}"


def campaigns(chance):
    """Each region is wanted by one reader from two operators."""
    yield "\nareas:\n"
    for name, latitude, longitude in sorted(REGIONS):
        half_deg = 3.0 + 2.0 * chance.random()
        wide_deg = half_deg / cos(radians(latitude))
        corners = [(-1, -1), (-1, 1), (1, 1), (1, -1)]
        polygon = ", ".join(f"{{latitude: {latitude + y * half_deg:.2f} deg, "
                            f"longitude: {longitude + x * wide_deg:.2f} deg}}" for y, x in corners)
        yield f"  {name}: {{polygon: [{polygon}]}}\n"
    yield "\ncampaigns:\n"
    readers, operators = sorted(READERS), sorted(OPERATORS)
    for i, (name, _, _) in enumerate(sorted(REGIONS)):
        by = sorted({operators[i % 4], operators[(i + 1 + i // 4) % 4]})
        yield (f"  {name}_watch: {{for: {readers[i % len(readers)]}, by: [{', '.join(by)}], "
               f"area: {name}, priority: {1 + int(7 * chance.random())}, max_off_nadir: 30 deg, "
               "min_sun_elevation: 10 deg, satisfied_cloud_below: 0.1}\n")


def agreement(count):
    parties = sorted({place[4] for place in PLACES[:count]} | set(READERS))
    yield f"\nagreements:\n  grouping:\n    parties: [{', '.join(parties)}]\n"
    yield "    from: 2022-05-15T00:00:00Z\n    grants:\n"
    for giver in sorted(OPERATORS):
        for receiver in sorted(READERS):
            if giver != receiver:
                yield f"      - {{giver: {giver}, receiver: {receiver}, delay: 1 h, quota_per_day: 2000 Gbit}}\n"
    names = sorted(place[0] for place in PLACES[:count])
    yield f"    shared_stations: [{', '.join(names)}]\n"


if __name__ == "__main__":
    main()
