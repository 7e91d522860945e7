"""Draw the state tables of evidence, questions, lessons and cases into docs/architecture.md.

Run:  uv run python -m tools.draw_states
"""

from __future__ import annotations

from pathlib import Path

from sistership.window.offices.agreements.states import EVIDENCE_TABLE, WHY_TABLE
from sistership.window.offices.cases.states import CASE_TABLE, OFFER_TABLE
from sistership.window.offices.lessons.states import LESSON_TABLE, QUESTION_TABLE

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


def expert_question_table() -> str:
    """As evidence_table, of questions between experts."""
    lines = ["| state | event | next state | who |", "| --- | --- | --- | --- |"]
    for (state, event), (following, who) in QUESTION_TABLE.items():
        lines.append(f"| {state.value if state else '(none)'} | {event} | {following.value} | {who} |")
    return "\n".join(lines) + "\n"


def lesson_table() -> str:
    """As evidence_table, of the versions of a lesson."""
    lines = ["| state | event | next state | who |", "| --- | --- | --- | --- |"]
    for (state, event), (following, who) in LESSON_TABLE.items():
        lines.append(f"| {state.value if state else '(none)'} | {event} | {following.value} | {who} |")
    return "\n".join(lines) + "\n"


def case_table() -> str:
    """As evidence_table, of cases: states that one event moves alike share a line."""
    lines: dict[tuple[str, str, str], list[str]] = {}
    for (state, event), (following, who) in CASE_TABLE.items():
        to = "stays" if following == state else following.value
        lines.setdefault((event, to, who), []).append(state.value if state else "(none)")
    drawn = [f"| {', '.join(found)} | {event} | {to} | {who} |" for (event, to, who), found in lines.items()]
    return "\n".join(["| state | event | next state | who |", "| --- | --- | --- | --- |", *drawn]) + "\n"


def offer_table() -> str:
    """As evidence_table, of offers to hand a case over."""
    lines = ["| state | event | next state | who |", "| --- | --- | --- | --- |"]
    for (state, event), (following, who) in OFFER_TABLE.items():
        lines.append(f"| {state.value if state else '(none)'} | {event} | {following.value} | {who} |")
    return "\n".join(lines) + "\n"


TABLES = {
    "case-states": case_table,
    "offer-states": offer_table,
    "expert-question-states": expert_question_table,
    "lesson-states": lesson_table,
    "evidence-states": evidence_table,
    "question-states": question_table,
}


def with_tables(text: str) -> str:
    """The text with each table drawn anew between its two marks."""
    for name, draw in TABLES.items():
        start, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
        before, rest = text.split(start, 1)
        text = before + start + draw() + end + rest.split(end, 1)[1]
    return text


if __name__ == "__main__":
    ARCHITECTURE.write_text(with_tables(ARCHITECTURE.read_text("utf-8")), "utf-8")
