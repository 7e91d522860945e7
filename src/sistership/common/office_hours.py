"""Office hours: the spans of a week in which the offices of one city are open, in local wall-clock time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop

Span = tuple[time, time]
"""Opening and closing. A closing of 00:00 is the midnight that ends the day."""
Spans = tuple[Span, ...]
WEEK = range(7)
MOST_SPANS = 4
MIDNIGHT = time()
WRITTEN_SPAN = re.compile(r"(\d{1,2})[:.](\d{2})\s*[-\u2013\u2014~\uff5e]\s*(\d{1,2})[:.](\d{2})")
BETWEEN_SPANS = re.compile(r"[\s,;\u3001\uff0c]+")
EXAMPLE = "08:00-12:00, 13:00-17:30"


def _minute(moment: time, *, is_closing: bool) -> int:
    return moment.hour * 60 + moment.minute or (24 * 60 if is_closing else 0)


def check_spans(spans: Iterable[Span], *, where: str = "") -> Spans:
    """The spans of one day in their order. Raises InputError where one is empty or two overlap."""
    ordered = tuple(sorted(spans))
    if len(ordered) > MOST_SPANS:
        raise InputError(
            filled(gettext_noop("One day has %(count)s spans of hours"), count=len(ordered)),
            where=where,
            allowed=filled(gettext_noop("up to %(most)s"), most=MOST_SPANS),
        )
    reached = -1
    for opens, closes in ordered:
        start, end = _minute(opens, is_closing=False), _minute(closes, is_closing=True)
        if end <= start:
            raise InputError(
                filled(
                    gettext_noop("%(opens)s to %(closes)s ends before it begins"),
                    opens=f"{opens:%H:%M}",
                    closes=f"{closes:%H:%M}",
                ),
                where=where,
                allowed=EXAMPLE,
            )
        if start < reached:
            raise InputError(
                filled(
                    gettext_noop("%(opens)s lies inside the hours before it"),
                    opens=f"{opens:%H:%M}",
                ),
                where=where,
                allowed=EXAMPLE,
            )
        reached = end
    return ordered


def read_spans(written: str, *, where: str = "") -> Spans:
    """Hours of one day as people write them: `08:00-12:00, 13:00-17:30`; 24:00 is the end of the day.

    Empty where nothing is written. Raises InputError that names what could not be read.
    """
    spans = []
    rest = BETWEEN_SPANS.sub(" ", WRITTEN_SPAN.sub(" ", written)).strip()
    for found in WRITTEN_SPAN.finditer(written):
        hours = [int(part) for part in found.groups()]
        if hours[2:] == [24, 0]:
            hours[2] = 0
        if max(hours[0], hours[2]) > 23 or max(hours[1], hours[3]) > 59:
            rest = found.group()
            break
        spans.append((time(hours[0], hours[1]), time(hours[2], hours[3])))
    if rest:
        raise InputError(
            filled(gettext_noop("'%(written)s' is no span of hours"), written=rest),
            where=where,
            allowed=EXAMPLE,
        )
    return check_spans(spans, where=where)


def written_spans(spans: Iterable[Span]) -> str:
    """The spans as `read_spans` reads them again."""
    return ", ".join(
        f"{opens:%H:%M}-{'24:00' if closes == MIDNIGHT else f'{closes:%H:%M}'}" for opens, closes in spans
    )


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The ordinary week: for each weekday (Monday first) the spans in which offices are open."""

    week: tuple[Spans, ...]
    """Seven entries; an empty one is a day on which offices do not work."""

    def __post_init__(self) -> None:
        if len(self.week) != len(WEEK):
            raise InputError(f"A week of {len(self.week)} days", allowed="seven, from Monday to Sunday")
        if not any(self.week):
            raise InputError(
                filled(gettext_noop("Offices that never open could never answer")),
                allowed=filled(gettext_noop("hours on at least one weekday")),
            )
        object.__setattr__(self, "week", tuple(check_spans(spans) for spans in self.week))

    @classmethod
    def of(cls, spans: Mapping[int, Iterable[Span]]) -> OfficeHours:
        """The week with these spans by weekday (0 is Monday); other days have none."""
        return cls(tuple(tuple(spans.get(weekday, ())) for weekday in WEEK))

    def on(self, weekday: int) -> Spans:
        """The spans of a weekday, 0 for Monday."""
        return self.week[weekday]

    def of_make_up_day(self, weekday: int) -> Spans:
        """Hours of a day off that is worked all the same: its own, else those of the working weekday before.

        So a make-up Saturday is worked as the Friday before it is.
        """
        return next(filter(None, (self.week[(weekday - back) % 7] for back in WEEK)))


NINE_TO_FIVE = OfficeHours.of({weekday: [(time(9), time(17))] for weekday in range(5)})
"""Monday to Friday, 09:00 to 17:00: where a city has not said its own."""
