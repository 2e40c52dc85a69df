"""What the models leave out, as their headers state it."""

LIMITS = [
    ("Orbits", "SGP4 and SDP4 on published mean elements: no manoeuvres; an element set's own error "
               "of about a kilometre, growing by one to several kilometres a day."),
    ("Contacts and eclipses", "Geometric: no refraction, no light time, no terrain beyond the "
                              "station's least elevation. Eclipses by cones that touch Sun and "
                              "Earth, without the air."),
    ("Imaging", "Push-broom strips at a fixed roll over equal-area cells: no yaw error of a real "
                "attitude, no radiometry, no acceleration phase of a turn."),
    ("Clouds", "Synthetic field with the right spread of cover; the same statistics everywhere and "
               "always: no wind, seasons, climate zones or time of day."),
    ("On-board computer", "Throughput and power by stage; a classifier known by its confusion "
                          "matrix. No upsets, temperature or memory limits."),
    ("Power", "Array at one mean angle to the Sun, constant efficiency in each direction of the "
              "battery. No self-discharge, temperature or voltage."),
    ("Links", "Clear sky: no rain, scintillation, Doppler, interference or multipath; the antenna "
              "on board has the same gain in all directions. Bits that are sent arrive."),
    ("Telecom services", "Satellites at rest; rain of one year of many, the quiet Sun. No interference "
                         "on uplinks, no cross polarisation by rain, no AM/PM of amplifiers."),
    ("Ground", "Dedicated fibre along great circles with a route factor: no congestion by other "
               "traffic and no failures. A processing centre works on one product at a time."),
    ("Planning", "Greedy: no claim to be the best plan. Planners know published orbits, not "
                 "the clouds to come."),
]
