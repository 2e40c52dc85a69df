"""The page: sections in the order of a review, each of texts, figures and tables."""

from pathlib import Path

import jinja2

from . import (inputs, limits, numbers, processing_numbers, propulsion_numbers, services_numbers,
               svg)
from .figures import (budgets, bus, compare, compute, contacts, coverage, faults, funnel,
                      interference, latency, links, map, paths, propulsion, receivers, services,
                      stations)
from .style import plt

TEMPLATES = Path(__file__).resolve().parent / "templates"
MOST_ROWS = 200  # of a table in the page; the CSV has all


def write(results, labels, folder):
    """Writes index.html and figures/*.png into `folder`."""
    figures = figures_in(folder)
    result = results[0]
    render(folder, title=result.title, question=result.question, span=_span(result, results),
           headlines=_headlines(result), several=len(results) > 1, first=labels[0],
           sections=_sections(results, labels, figures),
           csv=[{"label": label, "folder": name} for label, name in zip(
               labels, table_folders(len(results)))])


def render(folder, **values):
    """Writes index.html with what the template needs."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True,
                                     trim_blocks=True, undefined=jinja2.StrictUndefined)
    html = environment.get_template("report.html").render(**values)
    (folder / "index.html").write_text(html, encoding="utf-8")


def figures_in(folder):
    """What draws figures into a new folder `figures` of it."""
    (folder / "figures").mkdir()
    return _Figures(folder / "figures")


def table_folders(count):
    """Folders of the CSV files, by run."""
    return ["tables"] + [f"tables/run_{i}" for i in range(2, count + 1)]


class _Figures:
    """Draws, keeps as PNG, and gives back what the template needs."""

    def __init__(self, folder):
        self._folder = folder

    def __call__(self, key, figure, caption):
        try:
            figure.savefig(self._folder / f"{key}.png")
            return {"key": key, "svg": svg.inline(figure, key, caption), "caption": caption}
        finally:
            plt.close(figure)


def table(header, rows, empty="none", title="", numeric=(), code=(), folded=False):
    shown = rows[:MOST_ROWS]
    if len(shown) < len(rows):
        title = f"{title} (the first {MOST_ROWS} of {len(rows)})".strip()
    return {"header": header, "rows": shown, "empty": empty, "title": title, "svg": None,
            "numeric": set(numeric), "code": set(code), "folded": folded, "text": None}


def section(key, title, texts=(), parts=()):
    return {"key": key, "title": title, "texts": texts, "parts": parts}


def _span(result, results):
    satellites = result["satellites"]
    parts = [f"{result.start:%Y-%m-%d %H:%M} to {result.end:%Y-%m-%d %H:%M} UTC",
             f"{len(result['organisations'])} organisations",
             f"{len(satellites)} satellites, {int((satellites.images == 1).sum())} with an imager",
             f"{len(result['stations'])} stations",
             f"{result['areas'].area.nunique()} areas of interest"]
    if len(results) > 1:
        parts.append(f"{len(results)} runs")
    return " · ".join(parts)


def _headlines(result):
    chosen = {key: (label, value, unit, decimals) for key, label, value, unit, decimals
              in numbers.key_numbers(result) if key in numbers.HEADLINES}
    return [{"label": label, "value": numbers.show(value, decimals), "unit": unit}
            for label, value, unit, decimals in (chosen[key] for key in numbers.HEADLINES)]


def _sections(results, labels, figures):
    result = results[0]
    sections = [section("cast", "Cast", (), [table(
        ["Organisation", "Role", "Imagers", "Other satellites", "Stations", "Areas of interest"],
        numbers.cast(result), "no organisation")])]
    if len(results) > 1:
        sections.append(_side_by_side(results, labels, figures))
    return (sections + _space(result, figures) + _bus(result, figures)
            + _propulsion(result, figures) + _faults(result, figures)
            + _data(results, labels, figures) + _paths(result, figures)
            + _receivers(result, figures) + _service(result, figures)
            + _telecom(result, figures)
            + _background(results, labels))


def _side_by_side(results, labels, figures):
    header = ["Key number", *labels, *(f"Change, {label}" for label in labels[1:])]
    return section("compare", "Side by side", [
        "Volumes in the form that the data have at that place: raw as imaged, compressed where "
        "the computer on board compressed them."], [
        figures("compare", compare.draw(results, labels), "Volumes and latencies of the runs."),
        table(header, numbers.differences(results), numeric=range(1, len(header)))])


def _space(result, figures):
    return [
        section("map", "Map", (), [figures(
            "map", map.draw(result),
            "Stations, areas of interest, ground tracks of the imagers, and the scenes that they "
            "took, by what became of them.")]),
        section("contacts", "Contacts", (), [figures(
            "contacts", contacts.draw(result),
            "Who is in view of whom, and which passes the stations granted.")]),
        section("power", "Battery", (), [
            figures("power", budgets.draw_power(result), "State of charge of every battery."),
            table(["Satellite", "Battery, Wh", "Generated, Wh", "Shed when full, Wh", "Used, Wh",
                    "Not served, Wh", "Least charge, %", "Safe mode, h"],
                   numbers.energy(result), "no satellite", numeric=range(1, 8))]),
        section("storage", "Mass memory", (), [figures(
            "storage", budgets.draw_storage(result),
            "Filling of the mass memories: up when a scene is recorded, down when it is "
            "discarded, compressed or sent.")]),
    ]


def _faults(result, figures):
    """Only of a run in which something fails, or radiation upsets something."""
    if not faults.has_faults(result):
        return []
    header = ["UTC", "Satellite", "Unit", "What", "Event", "Cause", "Serves, %", "Outage, h",
              "Lost events", "Lost, Gbit"]
    return [section("faults", "Faults and upsets", [
        "Lost events: strips that were refused or broken off, and results that were spoiled, from the "
        "begin of an outage to its end. Bit flips are left out of the log here."], [
        figures("outages", faults.draw_outages(result), "Units that did not serve, and why."),
        figures("upset_map", faults.draw_upset_map(result),
                "Upsets to be expected below the satellites, felt or not."),
        table(header, faults.log_rows(result), "nothing failed", "Log", numeric=range(6, 10),
              folded=True)])]


def _bus(result, figures):
    """Only of a run with a satellite whose bus is modelled in full."""
    if not bus.has_bus(result):
        return []
    worn = [figures("capacity", bus.draw_capacity(result),
                    "Capacity that cycles and time leave.")] if bus.wears(result) else []
    return [section("bus", "Power budget, temperatures, pointing", (), [
        figures("orbit_power", bus.draw_budget(result),
                "Mean power of each orbit: generated, and wanted by each unit."),
        *worn,
        figures("temperatures", bus.draw_temperatures(result), "Temperatures of the nodes."),
        figures("pointing", bus.draw_pointing(result),
                "What each satellite is turned to, and its slews.")])]


def _data(results, labels, figures):
    result = results[0]
    stages_header, stages_rows = processing_numbers.latency_rows(results, labels)
    ledger = ["Giver", "Receiver", "Agreement", "Products", "Volume, Gbit",
              "Held back, median h", "Shutter to reader, median h", "greatest h"]
    return [
        section("funnel", "Data funnel", (), [figures(
            "funnel", funnel.draw(result),
            "From shutter to reader: what was imaged, kept by the cloud screening, sent down "
            "whole, and delivered to a first reader.")]),
        section("latency", "Latency", (), [figures(
            "latency", latency.draw(results, labels),
            "Time from shutter to the first reader of each delivered product, by stage."),
            table(stages_header, stages_rows, title="Minutes of delivered images, by stage",
                  numeric=range(1, len(stages_header)))]),
        section("compute", "Processing", [
            "Stages of the pipelines, on board and on the ground. A wrong decision is one against the "
            "truth of the scene."], [
            figures("compute", compute.draw(result), "Stages on the devices that ran them."),
            table(["Where", "Stage", "Device", "Times", "Thrown away", "Wrong decisions",
                   "Wait, mean s", "Time, mean s", "Energy, Wh"],
                  processing_numbers.stages(result), "no stage", "Stages", numeric=range(3, 9)),
            table(["Where", "By", "How", "Scenes", "Volume, Gbit", "Clear of it, Gbit",
                   "Targets in view"], processing_numbers.lost(result), "nothing was lost",
                  "Lost data", numeric=range(3, 7))]),
        section("stations", "Stations", (), [
            figures("stations", stations.draw(result), "Booked antenna time and received volume."),
            table(["Station", "Owner", "Imagers in view, h", "Passes asked", "granted", "refused",
                    "Booked, h", "Passes with data", "Received, Gbit"],
                   numbers.station_use(result), "no station", numeric=range(2, 9))]),
        section("ledger", "Agreement ledger", [
            "Products that reached a reader, by whose satellite took them, who got them and under "
            "which agreement. Held back: from the end of ground processing to the earliest release "
            "that the agreement allows."], [
            table(ledger, numbers.ledger(result), "nothing was delivered", numeric=range(3, 8))]),
    ]


def _paths(result, figures):
    """Only of a run whose reports came down over more than one path."""
    if not paths.has_paths(result):
        return []
    return [section("paths", "Reports by path", [
        "Of each report the satellite took the path by which it expected its last bit to leave for the "
        "ground first: so a path with long times is one that was taken where the others took longer."], [
        figures("paths", paths.draw(result), "How soon reports were with their first reader, by path."),
        table(["Path", "Reports", "Share, %", "Median, min", "90 %, min", "Greatest, min"],
              paths.table_rows(result), "no report", numeric=range(1, 6))])]


def _service(result, figures):
    header, tasks = numbers.task_outcomes(result)
    return [
        section("coverage", "Coverage", [
            "Cells of the equal-area grid. Satisfied: a scene of it with little enough cloud "
            "reached the processing centre."], [
            figures("coverage", coverage.draw(result), "How far each campaign got."),
            table(["Campaign", "Cells wanted", "tasked", "imaged and received", "satisfied",
                    "satisfied, %"], numbers.campaigns(result), "no campaign",
                   numeric=range(1, 6))]),
        section("tasks", "Tasks and refusals", [
            "Superseded: a later plan reached the satellite before the task's time came."], [
            table(header, tasks, "no task reached a satellite", "Tasks by satellite",
                   numeric=range(1, len(header))),
            table(["What", "Why", "Times"], numbers.refusals(result), "nothing was refused",
                   "Not done as planned", numeric=[2])]),
        section("links", "Links", (), [figures(
            "links", links.draw(result),
            "Rates that the link budget allows over the booked passes, and where data were "
            "sent. Capacity: what the booked passes could have carried.")]),
        *_interference(result, figures),
    ]


def _interference(result, figures):
    """Only of a run in which others in the band count."""
    if not interference.has_interference(result):
        return []
    header = ["Satellite", "Passes with others in view", "that lost time", "Least C/I, dB",
              "by", "at, °", "Time lost, s", "Capacity lost, Gbit"]
    return [section("interference", "Interference", [
        "Rates are those of C/(N0 + I0), as if all satellites of a band sent at every station that "
        "could see them, all the time: the worst case."], [
        figures("interference", interference.draw(result),
                "How near others in the band came to the beam of each booked pass, and what they "
                "cost."),
        table(header, numbers.interference(result), "nobody else came into view",
              numeric=[1, 2, 3, 5, 6, 7])])]


def _propulsion(result, figures):
    """Only of a run with thrusters."""
    if not propulsion.has_propulsion(result):
        return []
    burn = ["Satellite", "For", "Decided (UTC)", "Ignition (UTC)", "Burn, s", "Δv, m/s",
            "Propellant, g", "Altitude, km", "Outcome"]
    return [section("propulsion", "Propulsion", [
        "The strategies of each satellite, one after the other, and what came of them. Burns are in "
        "the flown orbits; those that propellant or battery cannot feed are refused."], [
        figures("altitude", propulsion.draw_altitude(result),
                "Altitude over the run, and the strategies at work (hatched: refused)."),
        figures("propellant", propulsion.draw_propellant(result),
                "Propellant left and change of velocity spent."),
        table(["Satellite", "Propellant, kg", "Used, g", "Left, g", "Δv, m/s", "Burns", "Refused",
               "Burning, h"], propulsion_numbers.budgets(result), "no thruster",
              numeric=range(1, 8)),
        table(["Satellite", "Strategy", "Outcome", "Result", "Begin (UTC)", "End (UTC)", "Δv, m/s",
               "Propellant, g"], propulsion_numbers.strategies(result), "no strategy", "Strategies",
              numeric=[6, 7]),
        table(burn, propulsion_numbers.manoeuvres(result), "no manoeuvre",
              "Manoeuvres, those refused first", numeric=range(4, 8), folded=True)])]


def _receivers(result, figures):
    """Only of a run in which a satellite hears emitters on the ground."""
    if not receivers.has_receivers(result):
        return []
    header = ["Satellite", "Emitters", "Area", "Passes", "In view, mean", "Detected, %", "Messages",
              "Volume, Mbit"]
    return [section("receivers", "Receivers", [
        "Messages that share a slot are lost. Detected: at least one message of an emitter came "
        "through while its area was in view."], [
        figures("receivers", receivers.draw(result),
                "How many emitters each pass over an area brought into view, and how many were "
                "detected."),
        table(header, processing_numbers.receptions(result), "no emitter came into view",
              numeric=range(3, 8))])]


def _telecom(result, figures):
    """Only of a run with telecom services."""
    if not services.has_services(result):
        return []
    header = ["Service", "Receivers", "Site", "Dish, m", "Elevation, °", "EIRP, dBW", "G/T, dB/K",
              "C/N up, dB", "C/N down, dB", "C/I, dB", "C/N, dB", "Margin, dB", "Availability, %",
              "Required, %", "Outcome"]
    sun = ["Service", "Receivers", "Site", "Dish, m", "First (UTC)", "Last (UTC)", "Outages",
           "Longest, min", "In all, min"]
    return [section("services", "Telecom services", [
        "Budgets under clear sky, in the symbol rate; margins are those of the lowest modcod. The "
        "availability is that of an average year by ITU-R P.618, without the Sun; the run is one year "
        "of many."], [
        figures("services_map", services.draw_map(result),
                "Who is served by which satellite, and the beams."),
        table(["Satellite", "Services", "Receptions", "Served", "Too rarely", "No margin",
               "Out of reach"], services_numbers.counts(result), numeric=range(1, 7)),
        table(header, services_numbers.receptions(result), "no reception", "Receptions",
              numeric=range(3, 14), folded=True),
        figures("service_outages", services.draw_outages(result),
                "How long each reception was out, and why."),
        table(sun, services_numbers.sun_seasons(result), "the Sun cuts nobody off",
              "Seasons of the Sun", numeric=range(6, 9), folded=True)])]


def _background(results, labels):
    share = inputs.estimated_share(results[0])
    text = (f"Of the values that carry a grade, {share:.0f} % are estimates." if share == share
            else "No value of the scenario carries a grade.")
    estimated = inputs.estimated(results[0])
    return [
        section("provenance", "Provenance", (), [part for result, label in zip(results, labels)
                                                  for part in _provenance(result, label)]),
        section("inputs", "What the inputs rest on", [text], [
            table(["Kind", "Values", "Share, %"], inputs.shares(results[0]), "no inputs",
                   numeric=[1, 2]),
            table(["Value of", "Value", "Source or reason", "Written in"], estimated,
                   "no estimated input", f"Estimated inputs ({len(estimated)})", code=[0, 3],
                   folded=True)]),
        section("limits", "Limits of validity", (), [table(["Model", "Left out"],
                                                             limits.LIMITS)]),
    ]


def _provenance(result, label):
    facts = {**result.provenance, **result.run, "file": result.path.name}
    words = [("version", "Version"), ("commit", "Commit"), ("build_flags", "Build"),
             ("instruction_set", "Instruction set"), ("seed", "Seed"),
             ("file", "File of results"), ("command_line", "Command line"),
             ("ranks", "MPI ranks"), ("host", "Host"), ("started_utc", "Started"),
             ("wall_time_s", "Wall time, s")]
    rows = [[text, facts[key]] for key, text in words if key in facts]
    rows += [[f"Library {library.name}", library.version]
             for library in result.libraries.itertuples()]
    hashes = result.sources[["name", "sha256"]].values.tolist()
    return [table(["Run", label], rows, title=label, code=[1]),
            table(["File of the scenario", "SHA-256"], hashes, "no file", code=[0, 1]),
            {**table([], []), "title": "Scenario with every type, override and default written "
             "out", "text": result.scenario, "folded": True}]
