"""The page of one or several links, of what `urker link --json` printed."""

import json

from . import page
from .errors import INVALID_INPUT, MISSING_INPUT, ReportError
from .figures import link as figures_of_link
from .figures import optical_link, service_link


def read(path):
    """The object in a file of `urker link --json`."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ReportError(MISSING_INPUT, f"{path}: no such file") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ReportError(INVALID_INPUT, f"{path}: cannot be read: {error}") from error
    try:
        link = json.loads(text)
        known = {"urker link": "instants", "urker services": "receptions"}.get(link.get("kind"))
        known = known is not None and bool(link[known])
    except (ValueError, AttributeError, KeyError):
        known = False
    if not known:
        raise ReportError(INVALID_INPUT, f"{path}: not written by `urker link --json`")
    return link


def write(links, folder):
    """Writes index.html and figures/*.png into `folder`."""
    drawer = page.figures_in(folder)
    sections = [_writer_of(link)(link, f"link_{i}", drawer) for i, link in enumerate(links, 1)]
    page.render(folder, title="Links", question="",
                span=" · ".join(sorted({link["scenario"] for link in links})), headlines=[],
                several=False, first="", sections=sections, csv=[])


def _writer_of(link):
    if link["kind"] == "urker services":
        return _services
    return _optical if link.get("medium") == "optical" else _radio


def _radio(link, key, drawer):
    top = figures_of_link.top_of(link)
    texts = [f"At {link['frequency_hz'] / 1e9:.6g} GHz. Air: {link['air']}. Pass of "
             f"{_utc(link['pass']['begin'])} to {_utc(link['pass']['end'])}, up to "
             f"{link['pass']['greatest_elevation_deg']:.2f} deg."]
    parts = [drawer(f"{key}_waterfall", figures_of_link.draw_waterfall(link),
                    f"The budget at {_utc(top['time'])}, at {top['elevation_deg']:.2f} deg.")]
    if len(link["instants"]) > 1:
        parts.append(drawer(f"{key}_pass", figures_of_link.draw_pass(link), "Over the pass."))
    header = ["UTC", "Event", "Elevation, deg", "Range, km", "Air, dB", "Noise, K", "C/N0, dB Hz",
              "Rate, Mbit/s", "Flux margin, dB"]
    parts.append(page.table(header, [_radio_row(i) for i in link["instants"]],
                            numeric=range(2, len(header))))
    return page.section(key, f"{link['from']} to {link['to']}", texts, parts)


def _radio_row(instant):
    terms = instant["terms"]
    margins = [check["margin_db"] for check in instant["flux"]]
    return [instant["time"][:23] + "Z", instant["event"], f"{instant['elevation_deg']:.2f}",
            f"{instant['range_m'] / 1e3:.1f}", f"{terms['air_loss_db']:.2f}",
            f"{terms['system_temperature_k']:.1f}", f"{terms['cn0_db_hz']:.2f}",
            _megabits(instant["rate_bit_s"]),
            f"{min(margins):.2f}" if margins else "no limit known"]


def _optical(link, key, drawer):
    nearest = optical_link.nearest_of(link)
    texts = [f"By light of {link['wavelength_m'] * 1e9:.6g} nm. In view from "
             f"{_utc(link['contact']['begin'])} to {_utc(link['contact']['end'])}; "
             f"{link['acquisition_time_s']:g} s to acquire."]
    parts = [drawer(f"{key}_waterfall", optical_link.draw_waterfall(link),
                    f"The budget at {_utc(nearest['time'])}, at {nearest['range_m'] / 1e3:.1f} km.")]
    if len(link["instants"]) > 1:
        parts.append(drawer(f"{key}_contact", optical_link.draw_contact(link), "Over the contact."))
    header = ["UTC", "Event", "Line of sight", "Elevation, deg", "Range, km", "Air, dB",
              "Power, dBW", "Rate, Mbit/s"]
    parts.append(page.table(header, [_optical_row(i) for i in link["instants"]],
                            numeric=range(3, len(header))))
    return page.section(key, f"{link['from']} to {link['to']}, by light", texts, parts)


def _optical_row(instant):
    terms = instant["terms"]
    elevation = instant.get("elevation_deg")  # none between satellites
    return [instant["time"][:23] + "Z", instant["event"], instant["hindrance"] or "free",
            "" if elevation is None else f"{elevation:.2f}", f"{instant['range_m'] / 1e3:.1f}",
            f"{terms['air_loss_db']:.2f}" if "air_loss_db" in terms else "",
            f"{terms['received_dbw']:.2f}", _megabits(instant["rate_bit_s"])]


def _services(link, key, drawer):
    receptions = link["receptions"]
    reached = service_link.reached(link)
    parts = []
    if reached:
        parts.append(drawer(f"{key}_cascade", service_link.draw_cascades(link),
                            "What limits each service: C/N of the parts and of all together."))
    header = ["Service", "Transponder", "Frequency, GHz", "Verdict", "C/N, dB", "Margin, dB",
              "Modcod", "Rate, Mbit/s", "Available, %", "Required, %"]
    parts.append(page.table(header, [_service_row(r) for r in receptions],
                            numeric=(2, 4, 5, 7, 8, 9)))
    for i, reception in enumerate(reached, 1):
        parts.append(drawer(f"{key}_waterfall_{i}", service_link.draw_waterfall(reception),
                            f"Downlink of {service_link.name_of(reception)}, at "
                            f"{reception['elevation_deg']:.2f} deg, "
                            f"{reception['range_m'] / 1e3:.1f} km."))
    disturbers = [[service_link.name_of(r), i["service"], f"{i['off_axis_deg']:.2f}",
                   f"{i['carrier_to_interference_db']:.2f}"]
                  for r in reached for i in r["interference"]]
    parts.append(page.table(["Service", "Disturbed by", "Off the axis, deg", "C/I, dB"], disturbers,
                            "no other carrier reaches the dishes", "Carriers that disturb",
                            numeric=(2, 3)))
    return page.section(key, f"Services of {link['from']} at {link['to']}",
                        [f"At {_utc(link['time'])}. Air: {link['air']}."], parts)


def _service_row(reception):
    start = [service_link.name_of(reception), reception["transponder"],
             f"{reception['frequency_hz'] / 1e9:.6g}",
             reception["status"].replace("_", " ")
             + (f": {reception['reason']}" if reception["reason"] else "")]
    if "cascade" not in reception:
        return start + [""] * 6
    available = reception["availability"]
    return start + [f"{reception['cascade']['cn_db']:.2f}", f"{reception['margin_db']:.2f}",
                    reception["modcod"] or "none", _megabits(reception["rate_bit_s"]),
                    ("at least " if available >= 0.99999 else "") + f"{100 * available:.5g}",
                    f"{100 * reception['required_availability']:.5g}"]


def _utc(text):
    return text[:19] + "Z"


def _megabits(rate_bit_s):
    return "none" if rate_bit_s is None else f"{rate_bit_s / 1e6:.4g}"
