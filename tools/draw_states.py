"""Draw the state tables of evidence and of questions into docs/architecture.md.

Run:  uv run python -m tools.draw_states
"""

from __future__ import annotations

import re
from pathlib import Path

from sistership.window.offices.agreements.states import EVIDENCE_TABLE, WHY_TABLE

ARCHITECTURE = Path(__file__).resolve().parent.parent / "docs" / "architecture.md"


def evidence_table() -> str:
    """The table as Markdown, in the order in which the code states it."""
    lines = ["| state | event | next state | who |", "| --- | --- | --- | --- |"]
    for (state, event), (following, who) in EVIDENCE_TABLE.items():
        lines.append(f"| {state.value if state else '(none)'} | {event} | {following.value} | {who} |")
    return "\n".join(lines) + "\n"


def question_table() -> str:
    """As evidence_table, of what readers ask about a commitment."""
    lines = ["| state | event | next state | who |", "| --- | --- | --- | --- |"]
    for (state, event), (following, who) in WHY_TABLE.items():
        lines.append(f"| {state.value if state else '(none)'} | {event} | {following.value} | {who} |")
    return "\n".join(lines) + "\n"


TABLES = {"evidence-states": evidence_table, "question-states": question_table}


if __name__ == "__main__":
    text = ARCHITECTURE.read_text("utf-8")
    for name, draw in TABLES.items():
        text = re.sub(
            rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)",
            lambda found, draw=draw: found.group(1) + draw() + found.group(2),
            text,
            flags=re.S,
        )
    ARCHITECTURE.write_text(text, "utf-8")
