"""A thin bar that shares its width among states, in the order in which they are given."""

from __future__ import annotations

from collections.abc import Mapping

from sistership.common.errors import InputError
from sistership.report import palette
from sistership.report.state_marks import mark_of
from sistership.report.svg import element, figure, percent

GAP_PERCENT = 0.6


def state_bar(counts: Mapping[str, int], *, label: str) -> str:
    """One bar for all counts; states with a count of 0 take no room, and without any count the bar is empty.

    `label` says the counts in words, for readers who do not see the bar. Raises `InputError` for an unknown
    state or a negative count.
    """
    for state, count in counts.items():
        mark_of(state)
        if count < 0:
            raise InputError(f"The count of {state!r} is {count}.", where="report", allowed="0 or more")
    shown = {state: count for state, count in counts.items() if count}
    total = sum(shown.values())
    room = 100 - GAP_PERCENT * max(len(shown) - 1, 0)
    parts: list[str] = []
    left = 0.0
    for state, count in shown.items():
        width = room * count / total
        parts.append(
            element(
                "rect",
                class_=f"f-{state}",
                x=percent(left),
                width=percent(width),
                height="8",
                fill=mark_of(state).colour,
            )
        )
        left += width + GAP_PERCENT
    if not parts:
        parts.append(element("rect", class_="f-empty", width="100%", height="8", fill=palette.LINE))
    return figure(*parts, title=label, kind="state-bar", width="100%", height="8")
