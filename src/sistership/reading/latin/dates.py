"""Dates as English and Polish write them, resolved against the day of publication.

Nothing is guessed: what cannot be resolved keeps first = None, and of a date such as 03/04/2025 both readings
are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import zip_longest

from sistership.reading.latin.lexicon import Lexicon
from sistership.reading.passage import Passage

_CONTEXT = 70
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a passage: positions, first and last day, its month alone (YYYY-MM), and how sure.

    ``other`` is the second reading of a date that has two.
    """

    start: int
    end: int
    first: date | None
    last: date | None = None
    month: str | None = None
    confidence: float = 0.97
    other: date | None = None

    @property
    def moment(self) -> str | None:
        """YYYY-MM-DD, or YYYY-MM where only a month is said."""
        return self.first.isoformat() if self.first else self.month


def find_dates(passage: Passage, published_on: date | None, lexicon: Lexicon) -> tuple[DateMention, ...]:
    """The dates that a passage mentions, in order; years alone are not dates."""
    found: list[DateMention] = []
    year_said: int | None = None
    for match in _pattern(lexicon).finditer(passage.text):
        mention = _resolve(match, published_on, year_said, lexicon)
        if mention is not None:
            found.append(mention)
            year_said = mention.first.year if mention.first else year_said
    return tuple(
        mention
        for mention, following in zip_longest(found, found[1:])
        if not (following and following.first and _is_weekday_of(passage.text, mention, following))
    )


def _is_weekday_of(text: str, mention: DateMention, following: DateMention) -> bool:
    """Whether a weekday stands before its own date: on Tuesday, March 24."""
    return (
        re.fullmatch(r",? (?:the )?", text[mention.end : following.start]) is not None
        and not any(map(str.isdigit, text[mention.start : mention.end]))
        and " " not in text[mention.start : mention.end]
        and following.month is None
    )


def calendar_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where no such day exists."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


@cache
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    month = "(?:" + "|".join(sorted(map(re.escape, lexicon.months), key=len, reverse=True)) + r")\b\.?"
    weekday = "(?:" + "|".join(sorted(lexicon.weekdays, key=len, reverse=True)) + ")"
    near = "(?:" + "|".join(sorted(lexicon.near_days, key=len, reverse=True)) + ")"
    day = r"\d{1,2}(?:st|nd|rd|th)?"
    year = rf"(?:\d{{4}}(?:{lexicon.year_word})?|(?P<{{0}}this>{lexicon.this_year}))"
    joint = rf"\s*(?:{lexicon.range_joint})\s*"

    def tail(name: str) -> str:
        return rf"(?:,?\s+(?:of\s+)?(?P<{name}>" + year.replace("{0}", name) + "))?"

    return re.compile(
        rf"(?<![\d./-])(?P<c1>{day})\s+(?P<cm1>{month}){tail('cy1')}{joint}(?P<c2>{day})\s+(?P<cm2>{month}){tail('cy2')}"
        rf"|(?<![\d./-])(?P<d>{day})(?:{joint}(?P<d2>{day}))?\s+(?:of\s+|"
        rf"day\s+of\s+)?(?P<m>{month}){tail('y')}"
        rf"|\b(?P<me>{month})\s+(?P<de>{day})(?:{joint}(?:(?P<me2>{month})\s+)?(?P<de2>{day}))?(?!\d){tail('ye')}"
        r"|(?<![\d./-])(?P<iy>\d{4})[-./](?P<im>\d{1,2})[-./](?P<id>\d{1,2})(?![\d/-])"
        rf"|(?<![\d./-])(?P<a2>\d{{1,2}})\s?[-–]\s?(?P<a3>\d{{1,2}})\.(?P<b2>\d{{1,2}})\.(?P<ny2>\d{{4}})(?!\d)"
        r"|(?<![\d./-])(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<ny>\d{4})(?!\d)"
        rf"|(?:{lexicon.year_end})\s+(?P<end>\d{{4}})(?:{lexicon.year_word})?"
        rf"|\b(?P<eoy>{lexicon.end_of_year})\b(?! (?:of )?\d)"
        rf"|\b(?:{lexicon.quarter})"
        rf"|(?:(?P<past>{lexicon.last})\s+|(?P<next>{lexicon.coming})\s+)?\b(?P<wd>{weekday})\b"
        rf"|\b(?P<near>{near})\b(?!['’]s)"
        rf"|\b(?P<monthly>{lexicon.in_month})\s+(?P<mm>{month})(?:\s+(?P<my>\d{{4}}(?:{lexicon.year_word})?|{lexicon.this_year}))?"
        rf"|\b(?P<bm>{month})\s+(?P<by>\d{{4}})(?:{lexicon.year_word})?",
        re.IGNORECASE,
    )


def _resolve(
    match: re.Match[str], published_on: date | None, year_said: int | None, lexicon: Lexicon
) -> DateMention | None:
    part = match.groupdict()
    is_future = _is_future(match, lexicon)
    if part["c1"]:
        year = _year(part["cy2"], published_on) or _year(part["cy1"], published_on)
        return _day_of(
            match,
            part["c1"],
            part["cm1"],
            year,
            part["c2"],
            part["cm2"],
            published_on,
            year_said,
            is_future,
            lexicon,
        )
    if part["d"]:
        return _day_of(
            match,
            part["d"],
            part["m"],
            _year(part["y"], published_on),
            part["d2"],
            None,
            published_on,
            year_said,
            is_future,
            lexicon,
        )
    if part["de"]:
        return _day_of(
            match,
            part["de"],
            part["me"],
            _year(part["ye"], published_on),
            part["de2"],
            part["me2"],
            published_on,
            year_said,
            is_future,
            lexicon,
        )
    if part["iy"]:
        return _said(match, calendar_date(int(part["iy"]), int(part["im"]), int(part["id"])), 0.98)
    if part["a2"]:
        first, last = (
            calendar_date(int(part["ny2"]), int(part["b2"]), int(part[day])) for day in ("a2", "a3")
        )
        return _said(match, first, 0.95, last=last)
    if part["a"]:
        return _numeric(match, part, lexicon)
    if part["end"]:
        return _said(match, None, 0.9, month=f"{part['end']}-12")
    if part["eoy"]:
        return _said(match, None, 0.8, month=f"{published_on.year}-12") if published_on else None
    if part["q"]:
        quarter = (
            _ROMAN.get(part["q"].lower())
            or lexicon.numbers.get(part["q"].lower().split()[0])
            or int(re.sub(r"\D", "", part["q"]) or 0)
        )
        return _said(match, None, 0.85, month=f"{part['qy']}-{3 * quarter:02}") if 1 <= quarter <= 4 else None
    if part["wd"]:
        return _weekday(match, part, published_on, is_future, lexicon)
    if part["near"]:
        if published_on is None:
            return _said(match, None, 0.3)
        away = lexicon.near_days[part["near"].lower()]
        return _said(match, published_on + timedelta(days=away), 0.85 if away else 0.7)
    return _month(match, part, published_on, is_future, lexicon)


def _said(
    match: re.Match[str],
    first: date | None,
    confidence: float,
    *,
    last: date | None = None,
    month: str | None = None,
    other: date | None = None,
) -> DateMention:
    end = match.end()
    while match.string[end - 1] in " ,":
        end -= 1
    return DateMention(match.start(), end, first, last, month, confidence, other)


def _is_future(match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether the clause before a date speaks of what is to come."""
    return lexicon.future.search(match.string, max(0, match.start() - _CONTEXT), match.start()) is not None


def _year(said: str | None, published_on: date | None) -> int | None:
    if not said:
        return None
    digits = re.match(r"\d{4}", said)
    return int(digits[0]) if digits else published_on.year if published_on else None


def _number(month: str, lexicon: Lexicon) -> int:
    return lexicon.months[month.lower().rstrip(".")]


def _day_of(
    match: re.Match[str],
    day: str,
    month: str,
    year: int | None,
    last_day: str | None,
    last_month: str | None,
    published_on: date | None,
    year_said: int | None,
    is_future: bool,
    lexicon: Lexicon,
) -> DateMention | None:
    number = _number(month, lexicon)
    first_day = int(re.sub(r"\D", "", day))
    confidence = 0.97
    if year is None:
        year, confidence = _nearest_year(number, first_day, published_on, year_said, is_future)
    if year is None:
        return _said(match, None, 0.3)
    first = calendar_date(year, number, first_day)
    last = None
    if last_day:
        ending = _number(last_month, lexicon) if last_month else number
        last = calendar_date(year, ending, int(re.sub(r"\D", "", last_day)))
        if last and first and last_month and last < first:
            first = calendar_date(year - 1, number, first_day)
    return _said(
        match, first, confidence if first else 0.3, last=last if first and last and last > first else None
    )


def _nearest_year(
    month: int, day: int, published_on: date | None, year_said: int | None, is_future: bool
) -> tuple[int | None, float]:
    """The year of a day said without one: the last such day before publication, or the next in plans."""
    if published_on is None:
        return (year_said, 0.7) if year_said else (None, 0.3)
    this = calendar_date(published_on.year, month, day)
    if this is None:
        return published_on.year, 0.5
    if is_future:
        return published_on.year + (this < published_on), 0.85
    return published_on.year - (this > published_on + timedelta(days=7)), 0.9


def _numeric(match: re.Match[str], part: dict[str, str | None], lexicon: Lexicon) -> DateMention | None:
    first, second, year = (int(part[name] or 0) for name in ("a", "b", "ny"))
    day_first = calendar_date(year, second, first)
    month_first = calendar_date(year, first, second) if part["sep"] != "." and lexicon.month_first else None
    if day_first and month_first and day_first != month_first:
        return _said(match, day_first, 0.55, other=month_first)
    chosen = day_first or month_first
    return _said(match, chosen, 0.95 if chosen else 0.3)


def _weekday(
    match: re.Match[str],
    part: dict[str, str | None],
    published_on: date | None,
    is_future: bool,
    lexicon: Lexicon,
) -> DateMention | None:
    word = (part["wd"] or "").lower()
    wanted = next(number for form, number in lexicon.weekdays.items() if re.fullmatch(form, word))
    if published_on is None:
        return _said(match, None, 0.3)
    if part["next"] or (is_future and not part["past"]):
        ahead = (wanted - published_on.weekday()) % 7
        return _said(match, published_on + timedelta(days=ahead or 7), 0.7)
    back = (published_on.weekday() - wanted) % 7
    if part["past"] and back == 0:
        back = 7
    return _said(match, published_on - timedelta(days=back), 0.8)


def _month(
    match: re.Match[str],
    part: dict[str, str | None],
    published_on: date | None,
    is_future: bool,
    lexicon: Lexicon,
) -> DateMention | None:
    name = part["mm"] or part["bm"] or ""
    number = _number(name, lexicon)
    year = _year(part["my"] or part["by"], published_on)
    if year is None and published_on is None:
        return None
    if year is None and published_on is not None:
        coming = is_future or re.search(lexicon.coming, part["monthly"] or "", re.IGNORECASE)
        year = published_on.year + (1 if coming and number < published_on.month else 0)
        year -= 1 if not coming and number > published_on.month else 0
    return _said(match, None, 0.85, month=f"{year}-{number:02}")
