"""Draw who owns which rows into docs/decisions/0005.  Run:  uv run python -m tools.draw_ownership"""

from __future__ import annotations

import re
from pathlib import Path

DECISION = Path(__file__).resolve().parent.parent / "docs" / "decisions" / "0005-who-owns-which-rows.md"
_BETWEEN = re.compile(r"(?<=<!-- ownership -->\n).*?(?=<!-- /ownership -->)", re.S)


def drawn_table(document: str) -> str:
    """The table that stands in the document."""
    found = _BETWEEN.search(document)
    return found.group() if found else ""


if __name__ == "__main__":
    from sistership.cli.django_setup import setup

    setup()
    from sistership.window.ground.ownership import ownership_table

    text = DECISION.read_text("utf-8")
    DECISION.write_text(text.replace(drawn_table(text), ownership_table(), 1), "utf-8")
