"""Draw the tables of states into docs/architecture.md.

Run:  uv run python -m tools.draw_states
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from sistership.window.offices.agreements.states import EVIDENCE_TABLE, WHY_TABLE
from sistership.window.offices.cases.states import CASE_TABLE, OFFER_TABLE
from sistership.window.offices.lessons.states import LESSON_TABLE, QUESTION_TABLE
from sistership.window.offices.market.states import INTEREST_TABLE, PROFILE_TABLE
from sistership.window.offices.matchdays.states import DAY_TABLE, PLAN_TABLE
from sistership.window.offices.talent.states import COHORT_TABLE, PLACEMENT_TABLE

ARCHITECTURE = Path(__file__).resolve().parent.parent / "docs" / "architecture.md"
HEAD = ["| state | event | next state | who |", "| --- | --- | --- | --- |"]

States = Mapping[tuple[Any, str], tuple[Any, str]]


def row_by_row(table: States) -> str:
    """The table as Markdown, in the order in which the code states it."""
    lines = [
        f"| {state.value if state else '(none)'} | {event} | {following.value} | {who} |"
        for (state, event), (following, who) in table.items()
    ]
    return "\n".join([*HEAD, *lines]) + "\n"


def gathered(table: States) -> str:
    """As row_by_row: states that one event moves alike share a line."""
    lines: dict[tuple[str, str, str], list[str]] = {}
    for (state, event), (following, who) in table.items():
        to = "stays" if following == state else following.value
        lines.setdefault((event, to, who), []).append(state.value if state else "(none)")
    drawn = [f"| {', '.join(found)} | {event} | {to} | {who} |" for (event, to, who), found in lines.items()]
    return "\n".join([*HEAD, *drawn]) + "\n"


TABLES: dict[str, Callable[[], str]] = {
    "case-states": partial(gathered, CASE_TABLE),
    "offer-states": partial(row_by_row, OFFER_TABLE),
    "expert-question-states": partial(row_by_row, QUESTION_TABLE),
    "lesson-states": partial(row_by_row, LESSON_TABLE),
    "evidence-states": partial(row_by_row, EVIDENCE_TABLE),
    "question-states": partial(row_by_row, WHY_TABLE),
    "profile-states": partial(gathered, PROFILE_TABLE),
    "interest-states": partial(row_by_row, INTEREST_TABLE),
    "day-states": partial(gathered, DAY_TABLE),
    "plan-states": partial(gathered, PLAN_TABLE),
    "cohort-states": partial(gathered, COHORT_TABLE),
    "placement-states": partial(gathered, PLACEMENT_TABLE),
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
