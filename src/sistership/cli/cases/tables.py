"""Lines of a table that fit a terminal of 80 columns, Chinese characters counted as two."""

from __future__ import annotations

import unicodedata


def width_of(text: str) -> int:
    """Columns that the text takes."""
    return sum(
        0 if unicodedata.combining(one) else 2 if unicodedata.east_asian_width(one) in "WF" else 1
        for one in text
    )


def fitted(text: str, width: int) -> str:
    """The text in exactly so many columns, cut with … or filled with blanks."""
    said = " ".join(text.split())
    if width_of(said) > width:
        while width_of(said) > width - 1:
            said = said[:-1]
        said += "…"
    return said + " " * (width - width_of(said))


def line(*cells: tuple[str, int]) -> str:
    """One line of (text, width), without blanks at its end."""
    return "  ".join(fitted(text, width) for text, width in cells).rstrip()
