"""Draw the state table of evidence into docs/architecture.md.  Run:  uv run python -m tools.draw_states"""

from __future__ import annotations

import re
from pathlib import Path

from sistership.window.offices.agreements.states import EVIDENCE_TABLE

ARCHITECTURE = Path(__file__).resolve().parent.parent / "docs" / "architecture.md"


def evidence_table() -> str:
    """The table as Markdown, in the order in which the code states it."""
    lines = ["| state | event | next state | who |", "| --- | --- | --- | --- |"]
    for (state, event), (following, who) in EVIDENCE_TABLE.items():
        lines.append(f"| {state.value if state else '(none)'} | {event} | {following.value} | {who} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    text = re.sub(
        r"(<!-- evidence-states -->\n).*?(<!-- /evidence-states -->)",
        lambda found: found.group(1) + evidence_table() + found.group(2),
        ARCHITECTURE.read_text("utf-8"),
        flags=re.S,
    )
    ARCHITECTURE.write_text(text, "utf-8")
