"""Figures as inline SVG: without prologue, metadata or comments, and with ids of their own."""

import io
import re

from markupsafe import Markup


def inline(figure, key, description):
    """The figure as an element of the page; `key` goes before each id."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    text = text[text.index("<svg"):]
    text = re.sub(r"<!--.*?-->|<metadata>.*?</metadata>", "", text, flags=re.S)
    text = re.sub(r'\b(id=")', rf"\1{key}-", text)
    text = re.sub(r'((?:xlink:)?href="#)', rf"\1{key}-", text)
    text = re.sub(r"(url\(#)", rf"\1{key}-", text)
    text = re.sub(r"\n\s*", "\n", text)
    label = Markup.escape(description)
    head = Markup(f'<svg role="img" aria-label="{label}" ')
    # The size is the page's affair; the view box keeps the proportions.
    first, rest = text[len("<svg "):].split(">", 1)
    first = re.sub(r'\b(?:width|height)="[^"]*"\s*', "", first)
    return head + Markup(first + ">" + rest.strip())
