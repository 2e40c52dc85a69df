"""The page of one or several links, of what `urker link --json` printed."""

import json

from . import page
from .errors import INVALID_INPUT, MISSING_INPUT, ReportError
from .figures import link as figures_of_link

KIND = "urker link"


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
        known = link.get("kind") == KIND and bool(link["instants"])
    except (ValueError, AttributeError, KeyError):
        known = False
    if not known:
        raise ReportError(INVALID_INPUT, f"{path}: not written by `urker link --json`")
    return link


def write(links, folder):
    """Writes index.html and figures/*.png into `folder`."""
    drawer = page.figures_in(folder)
    sections = [_section(link, f"link_{i}", drawer) for i, link in enumerate(links, 1)]
    page.render(folder, title="Links", question="",
                span=" · ".join(sorted({link["scenario"] for link in links})), headlines=[],
                several=False, first="", sections=sections, csv=[])


def _section(link, key, drawer):
    top = figures_of_link.top_of(link)
    texts = [f"At {link['frequency_hz'] / 1e9:.6g} GHz. Air: {link['air']}. Pass of "
             f"{link['pass']['begin'][:19]}Z to {link['pass']['end'][:19]}Z, up to "
             f"{link['pass']['greatest_elevation_deg']:.2f} deg."]
    parts = [drawer(f"{key}_waterfall", figures_of_link.draw_waterfall(link),
                    f"The budget at {top['time'][:19]}Z, at {top['elevation_deg']:.2f} deg.")]
    if len(link["instants"]) > 1:
        parts.append(drawer(f"{key}_pass", figures_of_link.draw_pass(link), "Over the pass."))
    header = ["UTC", "Event", "Elevation, deg", "Range, km", "Air, dB", "Noise, K", "C/N0, dB Hz",
              "Rate, Mbit/s", "Flux margin, dB"]
    parts.append(page.table(header, [_row(i) for i in link["instants"]],
                            numeric=range(2, len(header))))
    return page.section(key, f"{link['from']} to {link['to']}", texts, parts)


def _row(instant):
    terms = instant["terms"]
    rate = instant["rate_bit_s"]
    margins = [check["margin_db"] for check in instant["flux"]]
    return [instant["time"][:23] + "Z", instant["event"], f"{instant['elevation_deg']:.2f}",
            f"{instant['range_m'] / 1e3:.1f}", f"{terms['air_loss_db']:.2f}",
            f"{terms['system_temperature_k']:.1f}", f"{terms['cn0_db_hz']:.2f}",
            "none" if rate is None else f"{rate / 1e6:.4g}",
            f"{min(margins):.2f}" if margins else "no limit known"]
