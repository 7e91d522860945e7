"""The shape of each state: readable in black and white, before any colour.

`components/state.html` draws the same shapes; a test holds both equal.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sistership.common.errors import InputError
from sistership.report import palette
from sistership.report.svg import element


@dataclass(frozen=True, slots=True)
class StateMark:
    """A shape in a box of 10 by 10: a line of `line_width`, or filled where that is None."""

    path: str
    line_width: float | None
    colour: str


STATE_MARKS: Mapping[str, StateMark] = MappingProxyType(
    {
        "kept": StateMark("M1 5l3 3 5-7", line_width=2, colour=palette.KEPT),
        "confirmed": StateMark("M.8 5.6l2 2 3-4.4M4.8 7.2l.6.5 3.8-5.2", line_width=1.5, colour=palette.KEPT),
        "on_track": StateMark("M1 5h6M5 2l3 3-3 3", line_width=2, colour=palette.SEA),
        "awaiting": StateMark(
            "M5 1.2a3.8 3.8 0 1 0 0 7.6a3.8 3.8 0 1 0 0-7.6M5 3v2.2h1.6", line_width=1.5, colour=palette.SEA
        ),
        "at_risk": StateMark("M5 1l4.5 8h-9z", line_width=None, colour=palette.RISK),
        "late": StateMark("M2 2l6 6M8 2L2 8", line_width=2, colour=palette.LATE),
        "disputed": StateMark(
            "M5 .5L9.5 5 5 9.5.5 5zM5 2.8v2.4M5 6.4v.8", line_width=1.5, colour=palette.LATE
        ),
        "one_sided": StateMark(
            "M5 .8a4.2 4.2 0 1 0 0 8.4a4.2 4.2 0 1 0 0-8.4M5 2.2v5.6a2.8 2.8 0 1 1 0-5.6",
            line_width=None,
            colour=palette.INK_3,
        ),
        "filed": StateMark("M2.5 1h3.5l2 2v6h-5.5z", line_width=1.5, colour=palette.INK_3),
        "dropped": StateMark("M1.5 5h7", line_width=2, colour=palette.INK_3),
        "withdrawn": StateMark("M8.5 5h-6M5 2L2 5l3 3", line_width=1.5, colour=palette.INK_3),
    }
)


def mark_of(state: str) -> StateMark:
    """The mark of a state by its code; `InputError` for a code that has none."""
    try:
        return STATE_MARKS[state]
    except KeyError:
        raise InputError(
            f"The state {state!r} has no mark.",
            where="report",
            allowed=", ".join(STATE_MARKS),
            next_step="Pass the code of the state, not its translated word.",
        ) from None


def draw_mark(state: str, *, left: float = 0, top: float = 0, size: float = 10) -> str:
    """The mark as SVG with its upper left corner at (`left`, `top`), in the state's colour."""
    mark = mark_of(state)
    drawn: dict[str, str | float] = (
        {"fill": "currentColor", "fill_rule": "evenodd"}
        if mark.line_width is None
        else {"fill": "none", "stroke": "currentColor", "stroke_width": mark.line_width}
    )
    return element(
        "g",
        element("path", d=mark.path, **drawn),
        class_=f"f-{state}",
        color=mark.colour,
        transform=f"translate({left:g} {top:g}) scale({size / 10:g})",
    )
