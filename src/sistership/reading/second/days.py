"""Whether a quote names a day, or a month: as numbers, as a name, or beside the day of publication."""

from __future__ import annotations

import contextlib
import re
import unicodedata
from datetime import date, timedelta

from sistership.reading.second.numbers import numbers_in

_REPUBLIC = 1911
_A_YEAR = timedelta(days=366)
_RELATIVE = {
    -2: r"前天|day before yesterday|przedwczoraj",
    -1: r"昨|(?<!before )yesterday|(?<!przed)wczoraj|semalam",
    0: r"今[天日（(]|本日|\btoday\b|\bdzi(?:ś|siaj)|hari ini",
    1: r"明[天日（(]|tomorrow|\bjutro|\besok",
}
_WEEKDAYS = (
    r"[週期拜]一|\bmonday|poniedział|\bisnin",
    r"[週期拜]二|\btuesday|wtor(?:ek|k)|\bselasa",
    r"[週期拜]三|\bwednesday|\bśrod|\brabu",
    r"[週期拜]四|\bthursday|czwart|\bkhamis",
    r"[週期拜]五|\bfriday|piąt(?:ek|k)|\bjumaat",
    r"[週期拜]六|\bsaturday|\bsobot|\bsabtu",
    r"[週期拜][日天]|\bsunday|niedziel|\bahad",
)
_MONTHS = (
    r"\bjan(?:uary|\.)|\bstycz|\bjanuari",
    r"\bfeb(?:ruary|\.)|\blut(?:y|ego|ym)|\bfebruari",
    r"\bmar(?:ch|\.)|\bmarz?(?:ec|ca|cu)|\bmac\b",
    r"\bapr(?:il|\.)|\bkwie(?:cień|tnia|tniu)",
    r"\bmay\b|\bmaj(?:a|u)?\b|\bmei\b",
    r"\bjune?\b|\bczerw(?:iec|ca|cu)|\bjun\b",
    r"\bjuly?\b|\blip(?:iec|ca|cu)|\bjulai",
    r"\baug(?:ust|\.)|\bsierp|\bogos",
    r"\bsept?(?:ember|\.)|\bwrze(?:sień|śnia|śniu)",
    r"\boct(?:ober|\.)|\bpaździer|\boktober",
    r"\bnov(?:ember|\.)|\blistopad",
    r"\bdec(?:ember|\.)|\bgru(?:dzień|dnia|dniu)|\bdisember",
)
_HAN_MONTH = re.compile(r"(\d{1,2}|[一二三四五六七八九十]{1,3})\s*月")
_REPUBLIC_YEAR = re.compile(
    r"(?:民國\s*)?(?<!\d)(1?\d{2}|[一二三四五六七八九〇零十百]{2,5})\s*年|(?<!\d)(1\d{2})(?=[./-]\d)"
)
_WHOLE = re.compile(r"(?<!\d)(\d{3,4}|\d{1,2})[./-] ?(\d{1,2})[./-] ?(\d{4}|\d{1,2})(?!\d)")
_REPUBLIC_DAY = re.compile(r"(?<!\d)(1\d{2})(\d{2})(\d{2})(?!\d)")
_MONTH_OR_YEAR = re.compile(r"(?:\d+|[一二三四五六七八九十〇零百]+)\s*[年月]")
_NEXT_YEAR = re.compile(r"明年|來年|next year|przyszł\w+ roku|tahun depan", re.I)
_THIS_YEAR = re.compile(r"今年|本年|年底|this year|(?:tego|bieżącego|tym) roku|tahun ini", re.I)
_NEXT_MONTH = re.compile(r"下個?月|next month|przyszł\w+ miesiąc\w*|bulan depan", re.I)


def is_day_borne_out(day: date, quote: str, text: str, published_on: date | None) -> bool:
    """Whether the quote names the day, and nothing in it speaks against its month and year."""
    if published_on is not None and _is_named_from(day, quote, published_on):
        return True
    if whole := _whole_dates(quote):
        return day in whole
    months = _months_in(quote)
    if not (day.month in months if months else _is_near(day, published_on)):
        return False
    days = numbers_in(_MONTH_OR_YEAR.sub(" ", quote))
    return float(day.day) in days and _is_year_right(day, quote, text, published_on)


def is_month_borne_out(year: int, month: int, quote: str, text: str, published_on: date | None) -> bool:
    """Whether the quote names the month, and its year where it names one."""
    first = date(year, month, 1)
    if published_on is not None and _NEXT_MONTH.search(quote):
        following = (published_on.replace(day=1) + timedelta(days=32)).replace(day=1)
        return first == following
    months = _months_in(quote)
    named = month in months if months else float(month) in numbers_in(quote) or "年底" in quote
    return named and _is_year_right(first, quote, text, published_on)


def _is_named_from(day: date, quote: str, published_on: date) -> bool:
    """Yesterday, today or a weekday within a week; a number that also stands there has to agree."""
    away = (day - published_on).days
    words = quote.casefold()
    if not (away in _RELATIVE and re.search(_RELATIVE[away], words)):
        return abs(away) <= 7 and re.search(_WEEKDAYS[day.weekday()], words) is not None
    beside = re.search(r"[昨今明前]日?\s*[（(]\s*(\d{1,2})", quote)
    return beside is None or int(beside[1]) == day.day


def _months_in(quote: str) -> set[int]:
    words = quote.casefold()
    found = {number for number, pattern in enumerate(_MONTHS, 1) if re.search(pattern, words)}
    for match in _HAN_MONTH.finditer(quote):
        found |= {int(number) for number in numbers_in(match[1])}
    return found


def _whole_dates(quote: str) -> set[date]:
    """The days that 2024-10-18, 113.10.18, 18.10.2024 and 10/18/2024 may mean."""
    found = set()
    for match in _WHOLE.finditer(unicodedata.normalize("NFKC", quote)):
        first, second, third = (int(part) for part in match.groups())
        readings = [(third, second, first), (third, first, second)]
        if len(match[1]) > 2:
            readings = [(first + (_REPUBLIC if len(match[1]) == 3 else 0), second, third)]
        for reading in readings:
            with contextlib.suppress(ValueError):
                found.add(date(*reading))
    for match in _REPUBLIC_DAY.finditer(quote):  # 1141011
        with contextlib.suppress(ValueError):
            found.add(date(int(match[1]) + _REPUBLIC, int(match[2]), int(match[3])))
    return found


def _is_near(day: date, published_on: date | None) -> bool:
    """A day without a month, 「18日」, is one around the day of publication."""
    return published_on is not None and abs((day - published_on).days) <= 31


def _is_year_right(day: date, quote: str, text: str, published_on: date | None) -> bool:
    years = _years_in(quote)
    if years:
        return day.year in years
    if published_on is not None:
        if _NEXT_YEAR.search(quote):
            return day.year == published_on.year + 1
        if _THIS_YEAR.search(quote):
            return day.year == published_on.year
        return abs(day - published_on) <= _A_YEAR
    return day.year in _years_in(text)


def _years_in(text: str) -> set[int]:
    years = {int(number) for number in numbers_in(text) if number.is_integer() and 1900 <= number <= 2100}
    for match in _REPUBLIC_YEAR.finditer(text):
        said = numbers_in(match[1] or match[2])
        years |= {int(number) + _REPUBLIC for number in said if 50 <= number <= 189}
    return years
