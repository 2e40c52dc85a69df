"""Figures and rows on the processing of scenes, on board and on the ground."""

import math

import numpy as np

from .figures.latency import STAGES, images, stage_minutes, total_minutes
from .style import readable


def useful_gbit(products):
    """Cloud-free volume as imaged, times what compression has left of it."""
    return (products.raw_bits * (1 - products.cloud_truth) * products.quality).sum() * 1e-9


def key_numbers(result):
    """(key, label, value, unit, decimals) of the page's key numbers."""
    products = result["products"]
    scenes = images(products)
    reports = products[products.kind == "report"]
    losses = result["losses"]
    wrong = losses[losses.cause == "wrong_discard"]
    delivered = reports[reports.status == "delivered"]
    minutes = total_minutes(delivered)

    def metric(scope, name):
        return result.metric(scope, name).sum()
    return [
        ("useful", "useful data delivered: clear, as imaged",
         useful_gbit(scenes[scenes.status == "delivered"]), "Gbit", 1),
        ("lost_useful", "useful data discarded wrongly",
         (wrong.bits * (1 - wrong.cloud_truth)).sum() * 1e-9, "Gbit", 1),
        ("lost_targets", "targets in scenes discarded wrongly", wrong.targets.sum(), "", 0),
        ("dropped", "scenes dropped from memory or refused by it",
         int(scenes.status.isin(["dropped", "refused"]).sum()), "", 0),
        ("reports", "reports of detectors delivered", len(delivered), "", 0),
        ("report_latency", "median time to the first reader of a report",
         np.median(minutes) if len(minutes) else math.nan, "min", 1),
        ("inference", "energy for inference on board",
         metric("satellites", "energy_inference") / 3600, "Wh", 1),
        ("other_stages", "energy of the other stages on board",
         metric("satellites", "energy_other_stages") / 3600, "Wh", 1),
        ("onboard_hours", "time at work of devices on board",
         metric("satellites", "time_computing") / 3600, "h", 1),
        ("ground_hours", "time at work of devices on the ground",
         metric("processing", "time_computing") / 3600, "h", 1),
        ("ground_cost", "cost of computing on the ground, as priced",
         metric("processing", "cost_of_computing"), "", 2),
    ]


def latency_rows(results, labels):
    """By stage of the way: median and nine tenths of each run, in minutes."""
    header = ["Stage", *(f"{label}, {what}" for label in labels for what in ("median", "90 %"))]
    spent = [stage_minutes(images(result["products"])) for result in results]
    totals = [total_minutes(images(result["products"])) for result in results]

    def cells(minutes):
        if len(minutes) == 0:
            return ["–", "–"]
        return [f"{np.percentile(minutes, share):,.2f}" for share in (50, 90)]
    rows = [[readable(name), *(cell for run in spent for cell in cells(run[name]))]
            for _, name, _ in STAGES]
    rows.append(["From shutter to first reader", *(cell for run in totals for cell in cells(run))])
    return header, rows


def lost(result):
    """What was lost: where, by which stage, how, how much."""
    losses = result["losses"]
    rows = []
    for (place, stage, cause), part in losses.groupby(["place", "stage", "cause"]):
        rows.append([readable(place), readable(stage), readable(cause), len(part),
                     f"{part.bits.sum() * 1e-9:,.1f}",
                     f"{(part.bits * (1 - part.cloud_truth)).sum() * 1e-9:,.1f}",
                     int(part.targets.sum())])
    return rows


def stages(result):
    """By place and stage: how often, decisions, mean wait and time, energy."""
    compute = result["compute"]
    rows = []
    for (place, stage, device), part in compute.groupby(["place", "stage", "device"]):
        wrong = part.decision.str.startswith("wrong").sum()
        rows.append(["On board" if place == "satellites" else "On the ground", readable(stage),
                     device, len(part), int(part.decision.isin(["discard", "wrong_discard"]).sum()),
                     int(wrong), f"{(part.begin - part.ready).mean():,.1f}",
                     f"{(part.end - part.begin).mean():,.1f}",
                     f"{part.energy.sum() / 3600:,.1f}"])
    return rows


def receptions(result):
    """What each receiver heard of each class of emitters, by area."""
    rows = []
    for (satellite, emitters, area), part in result["receptions"].groupby(
            ["satellite", "emitters", "area"]):
        in_view, detected = part.in_view.sum(), part.detected.sum()
        rows.append([satellite, readable(emitters), readable(area), len(part),
                     f"{part.in_view.mean():,.1f}",
                     f"{100 * detected / in_view:,.1f}" if in_view else "–",
                     f"{part.messages.sum():,.0f}", f"{part.bits.sum() * 1e-6:,.2f}"])
    return rows
