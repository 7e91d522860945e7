"""Dates as Chinese press writes them, resolved against the day of publication.

Calendar dates (2025年9月14日, 民國114年9月14日, 9/15/2025), dates without a year (9月14日), days of the
past week (昨(18)日) and months (明年3月). Nothing is guessed: what cannot be resolved keeps first = None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sistership.reading.chinese.lexicon import to_number
from sistership.reading.passage import Passage

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:\d{2,4}|[〇○零一二三四五六七八九十百]{2,6})"
_REPUBLIC = 1911
_TO = r"(?:至|到|~|-|–|—|、|及)"

_DATE = re.compile(
    rf"(?:(?P<era>中華民國|民國|西元|公元)?(?P<year>{_YEAR})年|(?P<relyear>今|去|明|前)(?:\((?P<byear>{_YEAR})\))?年"
    rf"|(?P<byear2>[今去明])\((?P<byear3>{_YEAR})\)年)?"
    rf"(?P<month>{_N})月(?:份)?(?:(?P<day>{_N})(?:日|號(?!線)|(?={_TO}{_N}(?:日|號)))"
    rf"(?:\([^()]{{1,4}}\))?(?:{_TO}(?:(?P<month2>{_N})月)?(?P<day2>{_N})(?:日|號))?)?"
    r"|(?<!\d)(?P<iy>\d{4})[-/.](?P<im>\d{1,2})[-/.](?P<id>\d{1,2})(?!\d)"
    r"|(?<!\d)(?P<ry>1\d{2})[-/.](?P<rm>\d{1,2})[-/.](?P<rd>\d{1,2})(?!\d)"
    r"|(?:^|(?<=[:(於]))(?P<cy>1[0-4]\d|20\d\d)(?P<cm>0[1-9]|1[0-2])(?P<cd>0[1-9]|[12]\d|3[01])(?![\d.,/號-])"
    r"|(?<!\d)(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<wy>\d{4})(?!\d)"
    r"|(?P<rel>今|昨|前|明)(?:天|日)?\((?:(?P<relmonth>\d{1,2})[月/])?(?P<relday>\d{1,2})日?\)(?:日|天)?"
    r"|(?P<near>今|昨|前|明)(?:(?:日|天)(?!後|性|的)|晚|夜|晨|早(?!已|就|期|年))"
    rf"|(?P<inmonth>本月|上月|上個月|這個月|下月|下個月)(?:(?P<bday>{_N})(?:日|號))?"
    r"|(?<![\d月/年第-])(?P<lone>\d{1,2})(?:日(?:[至到~-](?P<lone2>\d{1,2})日)?(?!內|前|遊|圓|幣|起算)|[至到~-](?P<lone3>\d{1,2})日)"
    r"|(?P<onlyyear>明年|去年|今年)(?![\d一二三四五六七八九十(])"
)
_DAYS = {"今": 0, "昨": -1, "前": -2, "明": 1}
_YEARS = {"今": 0, "去": -1, "明": 1, "前": -2}


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a passage: positions, first and last day, and how sure; None where unresolved.

    ``month`` is YYYY-MM where the text says a month only, else None.
    """

    start: int
    end: int
    first: date | None
    last: date | None
    month: str | None
    confidence: float


def find_dates(passage: Passage, published_on: date | None) -> tuple[DateMention, ...]:
    """The dates that a passage mentions, in order; years alone are not dates."""
    found: list[DateMention] = []
    month_said: date | None = None
    for match in _DATE.finditer(passage.text):
        mention = _resolve(match, published_on)
        if mention is None:
            continue
        if match["month"] and mention.first:
            month_said = mention.first
        elif match["lone"] and month_said and int(match["lone"]) > month_said.day:
            mention = _in_month(match, month_said)
        found.append(replace(mention, start=match.start(), end=match.end()))
    return tuple(found)


def _in_month(match: re.Match[str], said: date) -> DateMention:
    """8月12日…14日: a later day without a month lies in the month said before it."""
    until = match["lone2"] or match["lone3"]
    last = calendar_date(said.year, said.month, int(until)) if until else None
    return _mention(calendar_date(said.year, said.month, int(match["lone"])), 0.85, last=last)


def calendar_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where no such day exists."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def western_dates(first: int, second: int, year: int) -> tuple[date, ...]:
    """The readings of 9/15/2025: month first, then day first; one where only one is a date."""
    both = (calendar_date(year, first, second), calendar_date(year, second, first))
    return tuple(dict.fromkeys(reading for reading in both if reading is not None))


def _mention(
    first: date | None, confidence: float, *, last: date | None = None, month: str | None = None
) -> DateMention:
    return DateMention(0, 0, first, last, month, confidence)


def _resolve(match: re.Match[str], published_on: date | None) -> DateMention | None:
    part = match.groupdict()
    if part["month"]:
        return _month_and_day(part, published_on)
    if part["iy"]:
        return _mention(calendar_date(int(part["iy"]), int(part["im"]), int(part["id"])), 0.98)
    if part["ry"]:
        return _mention(calendar_date(int(part["ry"]) + _REPUBLIC, int(part["rm"]), int(part["rd"])), 0.8)
    if part["cy"]:
        year = int(part["cy"])
        year += _REPUBLIC if year < _REPUBLIC else 0
        return _mention(calendar_date(year, int(part["cm"]), int(part["cd"])), 0.7)
    if part["wy"]:
        readings = western_dates(int(part["a"]), int(part["b"]), int(part["wy"]))
        return _mention(readings[0] if readings else None, 0.95 if len(readings) == 1 else 0.6)
    if part["onlyyear"]:
        return None
    if published_on is None:
        return _mention(None, 0.3) if not part["inmonth"] or part["bday"] else None
    if part["near"]:
        return _mention(published_on + timedelta(days=_DAYS[part["near"]]), 0.9)
    if part["rel"]:
        return _bracketed_day(part, published_on)
    if part["inmonth"]:
        return _day_of_near_month(part, published_on)
    return _lone_days(int(part["lone"]), part["lone2"] or part["lone3"], published_on)


def _lone_days(day: int, until: str | None, published_on: date) -> DateMention:
    """9日, or 8日至10日: the last such days; what is planned past the day of publication stays unresolved."""
    first = _last_day_numbered(day, published_on)
    if first is None or until is None:
        return _mention(first, 0.8)
    later = first.replace(day=1) + timedelta(days=31 if int(until) < day else 0)
    return _mention(first, 0.8, last=calendar_date(later.year, later.month, int(until)))


def _month_and_day(part: dict[str, str], published_on: date | None) -> DateMention | None:
    month = to_number(part["month"])
    if month is None or not 1 <= month <= 12:
        return None
    written = part["year"] or part["byear"] or part["byear3"]
    year = to_number(written) if written else None
    if year is not None and (part["era"] in ("民國", "中華民國") or year < 200):
        year += _REPUBLIC
    relative = part["relyear"] or part["byear2"]
    if year is None and relative and published_on:
        year = published_on.year + _YEARS[relative]
    sure = 0.95 if written else 0.9
    if not part["day"]:
        if year is None:
            year = published_on.year if published_on else None
            sure = 0.6
        return None if year is None else _mention(None, sure, month=f"{year:04d}-{month:02d}")
    day = to_number(part["day"]) or 0
    if year is None and published_on:
        year = _nearest_year(month, day, published_on)
    if year is None:
        return _mention(None, 0.3)
    last = None
    if part["day2"]:
        last_month = (to_number(part["month2"]) if part["month2"] else month) or month
        last = calendar_date(year + (last_month < month), last_month, to_number(part["day2"]) or 0)
    first = calendar_date(year, month, day)
    return _mention(first, sure, last=last) if first else None


def _nearest_year(month: int, day: int, published_on: date) -> int | None:
    """The year that puts the day nearest to the publication."""
    readings = [calendar_date(published_on.year + shift, month, day) for shift in (-1, 0, 1)]
    known = [reading for reading in readings if reading is not None]
    return min(known, key=lambda reading: abs(reading - published_on)).year if known else None


def _bracketed_day(part: dict[str, str], published_on: date) -> DateMention:
    """昨(18)日: the number decides; the word must agree with it, or the reading is less sure."""
    expected = published_on + timedelta(days=_DAYS[part["rel"]])
    day = int(part["relday"])
    if part["relmonth"] and int(part["relmonth"]) != expected.month:
        year = _nearest_year(int(part["relmonth"]), day, published_on)
        return _mention(calendar_date(year, int(part["relmonth"]), day) if year else None, 0.7)
    if expected.day == day:
        return _mention(expected, 0.97)
    return _mention(_last_day_numbered(day, published_on), 0.6)


def _last_day_numbered(day: int, published_on: date) -> date | None:
    """The last day with this number, up to a week after publication."""
    for shift in range(-7, 63):
        candidate = published_on - timedelta(days=shift)
        if candidate.day == day and (shift >= 0 or candidate.month == published_on.month):
            return candidate
    return None


def _day_of_near_month(part: dict[str, str], published_on: date) -> DateMention | None:
    shift = {"上": -1, "下": 1}.get(part["inmonth"][0], 0)
    months = published_on.year * 12 + published_on.month - 1 + shift
    year, month = months // 12, months % 12 + 1
    if not part["bday"]:
        return _mention(None, 0.8, month=f"{year:04d}-{month:02d}")
    return _mention(calendar_date(year, month, to_number(part["bday"]) or 0), 0.9)
