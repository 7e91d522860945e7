"""Writing SVG as text: escaped, deterministic, without inline styles."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr


def plain_number(value: float) -> str:
    """A coordinate with at most one decimal and never "-0", so that equal figures are equal texts."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def percent(value: float) -> str:
    """A share of the width, from 0 to 100, as an SVG percentage with at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".") + "%"


_SPECIAL = re.compile('[&<>"\n\r\t]')


def element(name: str, *children: str, **attributes: str | float | None) -> str:
    """One element: attributes are escaped, children are SVG already (use `words` for text).

    An attribute name ends in "_" where Python keeps the word (`class_`), has "_" for "-" elsewhere, and an
    attribute of None is left out. Numbers are coordinates.
    """
    texts = {
        key.rstrip("_").replace("_", "-"): value if isinstance(value, str) else plain_number(value)
        for key, value in attributes.items()
        if value is not None
    }
    written = "".join(f" {key}={_quoted(text)}" for key, text in texts.items())
    inside = "".join(children)
    return f"<{name}{written}>{inside}</{name}>" if inside else f"<{name}{written}/>"


def _quoted(text: str) -> str:
    """Most attributes are numbers and plain words, of which nothing is to be escaped."""
    return quoteattr(text) if _SPECIAL.search(text) else f'"{text}"'


def words(text: str) -> str:
    """Text escaped for the inside of an element; characters that XML forbids are dropped."""
    return escape("".join(character for character in text if character >= " " or character in "\t\n"))


def figure(
    *children: str, title: str, description: str = "", kind: str, **attributes: str | float | None
) -> str:
    """The outermost element of a figure: an image with a title that says the finding.

    `kind` is the figure's class in the stylesheet (`figure-map`). SVG's own attributes with capitals are
    passed by name (`viewBox`).
    """
    named = element("title", words(title))
    if description:
        named += element("desc", words(description))
    return element(
        "svg",
        named,
        *children,
        xmlns="http://www.w3.org/2000/svg",
        class_=f"figure figure-{kind}",
        role="img",
        **attributes,
    )
