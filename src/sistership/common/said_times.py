"""Say an instant as people do: "before noon tomorrow in Gdynia (18:00 your time)", "in 3 working hours".

Every wording is one message with named parts, and the place stands in it as it is, so that no language has to
inflect the name of a city.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sistership.common.calendars import WorkingCalendar
from sistership.common.text import (
    context_translator,
    gettext_noop,
    locale_name,
    plural_translator,
    translator,
)

NOON = time(12)
MIDNIGHT = time()
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
DAY_PATTERNS = {"en": "EEEE d MMMM", "pl": "EEEE, d MMMM", "zh-hant": "M月d日EEEE", "ms": "EEEE, d MMMM"}
YEAR_PATTERNS = {"zh-hant": "y年M月d日EEEE"}
NOON_WORDS = {
    -1: gettext_noop("before noon yesterday in %(place)s"),
    0: gettext_noop("before noon today in %(place)s"),
    1: gettext_noop("before noon tomorrow in %(place)s"),
    None: gettext_noop("before noon on %(day)s in %(place)s"),
}
CLOSING_WORDS = {
    -1: gettext_noop("before offices closed yesterday in %(place)s (%(time)s)"),
    0: gettext_noop("before offices close today in %(place)s (%(time)s)"),
    1: gettext_noop("before offices close tomorrow in %(place)s (%(time)s)"),
    None: gettext_noop("before offices close on %(day)s in %(place)s (%(time)s)"),
}
MIDNIGHT_WORDS = {
    -1: gettext_noop("by the end of yesterday in %(place)s"),
    0: gettext_noop("by the end of today in %(place)s"),
    1: gettext_noop("by the end of tomorrow in %(place)s"),
    None: gettext_noop("by the end of %(day)s in %(place)s"),
}
TIME_WORDS = {
    -1: gettext_noop("by %(time)s yesterday in %(place)s"),
    0: gettext_noop("by %(time)s today in %(place)s"),
    1: gettext_noop("by %(time)s tomorrow in %(place)s"),
    None: gettext_noop("by %(time)s on %(day)s in %(place)s"),
}
YOUR_TIME = gettext_noop("%(there)s; %(time)s your time")
YOUR_DAY_AND_TIME = gettext_noop("%(there)s; %(day)s, %(time)s your time")


def said_day(day: date, *, language: str, today: date) -> str:
    """`Monday 3 August`, with the year where it is not this one."""
    from babel.dates import format_date  # slow: reads the names of months

    pattern = DAY_PATTERNS[language]
    if day.year != today.year:
        pattern = YEAR_PATTERNS.get(language, f"{pattern} y")
    return format_date(day, pattern, locale=locale_name(language))


def said_there(
    instant: datetime, *, calendar: WorkingCalendar, place: str, now: datetime, language: str
) -> str:
    """By when something is due, in the words of the place that owes it: `by 16:30 tomorrow in Gdynia`."""
    local = instant.astimezone(ZoneInfo(calendar.timezone))
    day, today, moment = local.date(), calendar.day_of(now), local.time()
    words = TIME_WORDS
    if moment == MIDNIGHT:
        words, day = MIDNIGHT_WORDS, day - timedelta(days=1)
    elif moment == NOON:
        words = NOON_WORDS
    elif any(end == instant for _start, end in calendar.spans_of(day)[-1:]):
        words = CLOSING_WORDS
    template = words.get((day - today).days, words[None])
    return translator(language)(template) % {
        "place": place,
        "day": said_day(day, language=language, today=today),
        "time": f"{local:%H:%M}",
    }


def said_instant(
    instant: datetime,
    *,
    calendar: WorkingCalendar,
    place: str,
    reader_timezone: str,
    now: datetime,
    language: str,
) -> str:
    """As `said_there`, with the reader's own reading behind it where the reader's clock shows another."""
    there = said_there(instant, calendar=calendar, place=place, now=now, language=language)
    local, own = (
        instant.astimezone(ZoneInfo(calendar.timezone)),
        instant.astimezone(ZoneInfo(reader_timezone)),
    )
    if own.utcoffset() == local.utcoffset():
        return there
    template = YOUR_TIME if own.date() == local.date() else YOUR_DAY_AND_TIME
    today = now.astimezone(ZoneInfo(reader_timezone)).date()
    return translator(language)(template) % {
        "there": there,
        "day": said_day(own.date(), language=language, today=today),
        "time": f"{own:%H:%M}",
    }


def said_left(left: timedelta, *, language: str) -> str:
    """How much office time is left, or by how much it is over: `in 3 working hours`.

    Less than a minute over, or over since the offices closed, is `just over`.
    """
    ngettext, pgettext = plural_translator(language), context_translator(language)
    amount = abs(left)
    if -MINUTE < left <= timedelta():
        return pgettext("clock of a case", "just over")
    if amount < HOUR:
        count = amount // MINUTE
        words = (
            ngettext("in %(count)s working minute", "in %(count)s working minutes", count)
            if left >= timedelta()
            else ngettext("%(count)s working minute late", "%(count)s working minutes late", count)
        )
    else:
        count = amount // HOUR
        words = (
            ngettext("in %(count)s working hour", "in %(count)s working hours", count)
            if left >= timedelta()
            else ngettext("%(count)s working hour late", "%(count)s working hours late", count)
        )
    return words % {"count": count}
