"""The light colours of the figures, as attributes: a figure in a mail, a PDF or a file needs no stylesheet.

In a page the classes of `figures.css` override them, and follow the reader's theme; a test holds both equal.
"""

from __future__ import annotations

INK = "#14263a"
INK_2 = "#45545f"
INK_3 = "#5a6671"
LINE = "#ddd8cc"
SHEET = "#ffffff"
SEA = "#0b5a78"
SEA_WASH = "#e4f0f3"
SEA_LINE = "#c3d8de"
BUOY = "#c8431a"
SIDE_B = "#8a4b1f"
KEPT = "#1f5f45"
RISK = "#7a4f00"
LATE = "#a3261c"
