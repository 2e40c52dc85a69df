"""What the models leave out, as their headers state it."""

LIMITS = [
    ("Orbits", "SGP4 and SDP4 on published mean elements: no manoeuvres; an element set's own error "
               "of about a kilometre, growing by one to several kilometres a day."),
    ("Contacts and eclipses", "Geometric: no refraction, no light time, no terrain beyond the "
                              "station's least elevation. Eclipses by cones that touch Sun and "
                              "Earth, without the air."),
    ("Imaging", "Push-broom strips at a fixed roll over equal-area cells: no yaw error of a real "
                "attitude, no radiometry, no acceleration phase of a turn."),
    ("Clouds", "Synthetic field with the right spread of cover in time and space, by the monthly "
               "climate of places where the scenario has one; no wind, fronts or time of day."),
    ("Processing", "Throughput and power by stage; a classifier known by its confusion matrix, "
                   "which errs in each scene on its own. Upsets, heat and memory bind it only where "
                   "the scenario models them."),
    ("Receivers", "Slotted messages of emitters spread evenly over their area, drawn anew for each "
                  "pass; two messages in a slot are both lost, however strong one is."),
    ("Power", "An array at one mean angle to the Sun, or panels by attitude that do not shade each "
              "other. Constant efficiency in each direction of the battery, wear by the depth of "
              "its cycles; no self-discharge, temperature or voltage of the battery."),
    ("Temperatures", "Nodes of one temperature; surfaces do not see each other. The Earth's disc "
                     "shines as its point below the satellite does, by mean albedo and mean "
                     "infrared. Power that the panels do not deliver still counts as taken."),
    ("Attitude", "Pointings held exactly; slews about one axis at rest at both ends, without the "
                 "pointings' own rates. Momentum of the wheels as one vector; drag and sunlight as "
                 "a constant torque."),
    ("Links", "The weather that the scenario asks for: of itself a clear sky. Interference only where "
              "the scenario asks for it, then as if all in view sent. No multipath; bits that are "
              "sent arrive."),
    ("Crosslinks", "A terminal for each partner, always on it; no antenna patterns, no Sun in a "
                   "radio's beam. Reports only, whole and over one satellite at most; the wait behind "
                   "others there is unknown to the sender. Report antennas hear all satellites at once."),
    ("Telecom services", "Satellites at rest; rain of one year of many, the quiet Sun. Uplinks "
                         "are disturbed by those to other satellites that tell their dish only; no "
                         "cross polarisation by rain, no AM/PM of amplifiers."),
    ("Ground", "Dedicated fibre along great circles with a route factor: no congestion by other "
               "traffic and no failures. A processing centre works on one product at a time."),
    ("Planning", "Greedy: no claim to be the best plan. Planners know published orbits, not "
                 "the clouds to come."),
]
