"""Month by month, the share of promises that was kept: one column each, without a number nothing is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sistership.common.errors import InputError
from sistership.report import palette
from sistership.report.svg import element, figure, percent, words

HEIGHT_PX = 96
COLUMN_PX = 60
GAP_PERCENT = 1.2


@dataclass(frozen=True, slots=True)
class KeptShare:
    """One month: its short name, and the share from 0 to 1; None where nothing may be said."""

    name: str
    share: float | None


def kept_shares(months: Sequence[KeptShare], *, label: str) -> str:
    """Columns in the order given, each with its share in percent above and its month below.

    `label` says the finding in words. Raises `InputError` without a month and for a share beyond 0 to 1.
    """
    if not months:
        raise InputError("There is no month to draw.", where="report", next_step="Leave the figure out.")
    step = 100 / len(months)
    parts: list[str] = []
    for index, month in enumerate(months):
        parts.extend(_column(month, left=index * step, width=step - GAP_PERCENT))
    return figure(*parts, title=label, kind="kept-shares", width="100%", height=str(HEIGHT_PX))


def _column(month: KeptShare, *, left: float, width: float) -> list[str]:
    middle, base = percent(left + width / 2), HEIGHT_PX - 18
    parts = [_word(month.name, middle, HEIGHT_PX - 4)]
    if month.share is None:
        parts.append(_bar("f-empty", left, width, top=base - 2, height=2, colour=palette.LINE))
        return parts
    if not 0 <= month.share <= 1:
        raise InputError(f"The share is {month.share}.", where="report", allowed="0 to 1")
    kept = max(COLUMN_PX * month.share, 1)
    parts.append(_bar("f-empty", left, width, top=base - COLUMN_PX, height=COLUMN_PX, colour=palette.LINE))
    parts.append(_bar("f-kept", left, width, top=base - kept, height=kept, colour=palette.KEPT))
    parts.append(_word(str(round(month.share * 100)), middle, base - COLUMN_PX - 5))
    return parts


def _bar(class_: str, left: float, width: float, *, top: float, height: float, colour: str) -> str:
    return element(
        "rect", class_=class_, x=percent(left), width=percent(width), y=top, height=height, fill=colour
    )


def _word(text: str, middle: str, bottom: float) -> str:
    return element(
        "text",
        words(text),
        class_="f-year",
        x=middle,
        y=bottom,
        fill=palette.INK_2,
        font_size="11",
        text_anchor="middle",
    )
