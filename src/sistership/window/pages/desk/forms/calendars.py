"""Forms about when a city's offices work: the hours of the week, and days that differ, one on each line."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sistership.common.errors import InputError
from sistership.common.office_hours import BETWEEN_SPANS, EXAMPLE, WRITTEN_SPAN, read_spans, written_spans
from sistership.window.offices.people.actions import DayGiven
from sistership.window.offices.people.models import City
from sistership.window.pages.desk.speech import say

CLOSED = frozenset(("closed", "休息", "放假", "zamknięte", "tutup"))
WORKS = frozenset(("works", "上班", "補班", "补班", "pracuje", "bekerja"))
FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_LINES = 400
LONGEST_NOTE = 120


class HoursForm(forms.Form):
    """The hours of each weekday."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for weekday, name in WEEKDAYS.items():
            self.fields[f"day_{weekday}"] = forms.CharField(label=name, required=False, max_length=60)
        self.fields["day_0"].help_text = _(
            "For example: 08:00-12:00, 13:00-17:30. Leave a day empty on which offices do not work."
        )

    @staticmethod
    def values_of(city: City) -> dict[str, str]:
        """The initial values that show a city's week."""
        return {f"day_{weekday}": written_spans(spans) for weekday, spans in enumerate(city.week().week)}

    def week(self) -> list[str]:
        """Hours from Monday to Sunday; none at all where every day is empty."""
        given = [self.cleaned_data[f"day_{weekday}"] for weekday in WEEKDAYS]
        return given if any(given) else []

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        for name in list(values):
            try:
                values[name] = written_spans(read_spans(values[name]))
            except InputError as error:
                self.add_error(name, say(error))
        return values


class DaysForm(forms.Form):
    """Days that differ, pasted as lines."""

    lines = forms.CharField(
        label=_("Days, one on each line"),
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false"}),
        help_text=_(
            "Day, then “closed” or “works”, then hours of its own if it has any, then why. For example: "
            "2027-02-05 closed typhoon, or 2027-02-20 works 08:00-12:00 make-up day."
        ),
    )

    def clean_lines(self) -> list[DayGiven]:
        """The days. Every line that cannot be read is named with its number."""
        found: dict[date, DayGiven] = {}
        wrong: list[str] = []
        written = [line.strip() for line in self.cleaned_data["lines"].splitlines()]
        if len(written) > MOST_LINES:
            raise forms.ValidationError(
                gettext("%(count)s lines were given; up to %(most)s can be taken at once.")
                % {"count": len(written), "most": MOST_LINES}
            )
        for number, line in enumerate(written, 1):
            if not line:
                continue
            try:
                day = _read_line(line)
                if day.on in found:
                    raise InputError(gettext("%(day)s stands there twice") % {"day": day.on})
                found[day.on] = day
            except InputError as error:
                said = say(error)
                wrong.append(gettext("Line %(number)s: %(problem)s") % {"number": number, "problem": said})
        if wrong:
            raise forms.ValidationError(wrong)
        return list(found.values())


def _read_line(line: str) -> DayGiven:
    """One line. Raises InputError that says what it lacks."""
    first, _space, rest = line.partition(" ")
    try:
        on = date.fromisoformat(first)
    except ValueError as error:
        raise InputError(
            gettext("'%(given)s' is no day") % {"given": first},
            allowed=gettext("year-month-day, such as 2027-02-05"),
        ) from error
    if not FIRST_YEAR <= on.year <= LAST_YEAR:
        raise InputError(
            gettext("The year %(year)s is too far away") % {"year": on.year},
            allowed=f"{FIRST_YEAR}-{LAST_YEAR}",
        )
    word, _space, rest = rest.strip().partition(" ")
    if word.casefold() not in CLOSED | WORKS:
        raise InputError(
            gettext("'%(given)s' says neither that offices are closed nor that they work") % {"given": word},
            allowed=gettext("closed, or works"),
        )
    is_working, rest, hours = word.casefold() in WORKS, rest.strip(), []
    while span := WRITTEN_SPAN.match(rest):
        hours.append(span.group())
        rest = BETWEEN_SPANS.sub("", rest[span.end() :], count=1) if rest[span.end() :] else ""
    if re.match(r"\d{1,2}[:.]\d{2}", rest):
        raise InputError(gettext("'%(given)s' is no span of hours") % {"given": rest}, allowed=EXAMPLE)
    if hours and not is_working:
        raise InputError(gettext("A day on which the offices are closed has no hours"))
    if len(rest) > LONGEST_NOTE:
        raise InputError(
            gettext("The note has %(count)s characters") % {"count": len(rest)},
            allowed=gettext("up to %(most)s") % {"most": LONGEST_NOTE},
        )
    return DayGiven(
        on=on, is_working=is_working, hours=written_spans(read_spans(", ".join(hours))), note=rest
    )
