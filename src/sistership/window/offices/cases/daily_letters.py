"""The letter of the morning: what an officer or a desk owes today, in its language and its working hours.

1. It is written in the first working hour of a working day of the city, never on a day off, once a day; a
   window that was down then writes it as soon as it is up while the offices are open.
2. An officer who is away gets none; who stands in for her gets her cases with the own ones.
3. The desk's address gets the cases that nobody has taken; the offers go there, and to the officers where
   the side has no such address.
4. Nothing is written where there is nothing to say, and to nobody who chose so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sistership.common.said_times import said_instant
from sistership.window.ground import clock
from sistership.window.offices.cases.letters import LONGEST_SUBJECT, desk_page
from sistership.window.offices.cases.models import Case
from sistership.window.offices.cases.queries.lists import officers_of_city
from sistership.window.offices.cases.stand_ins import stand_in_on
from sistership.window.offices.cases.states import OPEN, CaseState
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.notices.models import DailyLetter, DigestChoice
from sistership.window.offices.people.models import Account, City, Side

MOST_LINES = 15
"""Of one part; the rest is counted and stands at the desk."""
_OPEN = [state.value for state in OPEN]
PARTS = {
    "late": gettext_lazy("Late"),
    "today": gettext_lazy("Due today"),
    "risk": gettext_lazy("About to be late"),
    "unread": gettext_lazy("The enquirer has written"),
    "offered": gettext_lazy("Offered to you, waiting for your answer"),
}


@dataclass(frozen=True, slots=True)
class Reader:
    """To whom a letter of the morning goes."""

    to: str
    language: str
    account: Account | None
    """None for a desk."""
    officers: tuple[int, ...] = ()
    """Keys of the accounts whose cases the reader answers for today."""


def write_daily_letters() -> int:
    """Write the letters of every city whose offices are open and that has none today; returns how many."""
    now, count = clock.now(), 0
    for city in City.objects.filter(sides__isnull=False).distinct().prefetch_related("local_days"):
        calendar = city.calendar()
        if not calendar.is_open_at(now):
            continue
        count += sum(_write(reader, city, calendar.day_of(now), now) for reader in _readers(city, now))
    return count


def _readers(city: City, now: datetime) -> list[Reader]:
    day = city.calendar().day_of(now)
    never = set(DigestChoice.objects.filter(is_daily=False).values_list("account", flat=True))
    held: dict[Account, list[int]] = {}
    for one in officers_of_city(city):
        held.setdefault(stand_in_on(one, city, day), []).append(one.pk)
    found = [
        Reader(one.email.lower(), one.language or city.language, one, tuple(keys))
        for one, keys in held.items()
        if one.pk not in never
    ]
    taken = {one.to for one in found}
    desks = {side.desk_email.lower() for side in city.sides.all()} - {""} - taken
    return [*found, *(Reader(to, city.language, None) for to in sorted(desks))]


def _cases(reader: Reader, city: City) -> tuple[QuerySet[Case], Q]:
    """(The cases of the city's sides, which of them are owed by the reader)."""
    sides = list(Side.objects.filter(city=city))
    if reader.account is None:
        own = [side.pk for side in sides if side.desk_email.lower() == reader.to]
        owed = Q(side__in=own, officer__isnull=True)
        offered = Q(offered_to__in=own)
    else:
        owed = Q(side__in=[side.pk for side in sides], officer__in=reader.officers)
        offered = Q(offered_to__in=[side.pk for side in sides if not side.desk_email])
    return Case.objects.filter(owed | (offered & Q(state__in=_OPEN))), offered


def _parts(reader: Reader, city: City, day: date, now: datetime) -> dict[str, list[Case]]:
    """The cases of each part; a case stands in the first part that it belongs to."""
    rows, offered = _cases(reader, city)
    ends = city.calendar().end_of_day(day)
    wanted = {
        "late": ~offered & Q(state__in=_OPEN, due_at__lte=now),
        "today": ~offered & Q(state__in=_OPEN, due_at__gt=now, due_at__lt=ends),
        "risk": ~offered & Q(state__in=_OPEN, due_at__gt=now, at_risk_from__lte=now),
        "unread": ~offered & Q(is_unread=True) & ~Q(state=CaseState.CLOSED.value),
        "offered": offered,
    }
    seen: set[int] = set()
    found: dict[str, list[Case]] = {}
    for name, condition in wanted.items():
        due = rows.filter(condition).exclude(pk__in=seen).order_by(F("due_at").asc(nulls_last=True), "pk")
        found[name] = list(due.select_related("side__city"))
        seen |= {case.pk for case in found[name]}
    return found


def _write(reader: Reader, city: City, day: date, now: datetime) -> int:
    """Write one letter; 0 where it was written before or has nothing to say."""
    if DailyLetter.objects.filter(to=reader.to, city_id=city.public_id, day=day).exists():
        return 0
    parts = _parts(reader, city, day, now)
    try:
        with transaction.atomic():
            DailyLetter.objects.create(to=reader.to, city_id=city.public_id, day=day)
            if any(parts.values()):
                _post(reader, city, parts, now)
    except IntegrityError:  # another worker was faster
        return 0
    return int(any(parts.values()))


def _post(reader: Reader, city: City, parts: dict[str, list[Case]], now: datetime) -> None:
    with translation.override(reader.language):
        total = sum(map(len, parts.values()))
        subject = ngettext("Today at your desk: %(count)d case", "Today at your desk: %(count)d cases", total)
        body = "\n\n".join(_part(name, cases, reader, city, now) for name, cases in parts.items() if cases)
        foot = _("Your desk: %(link)s") % {"link": f"{settings.PUBLIC_URL}/{reader.language}/desk/cases/"}
        if reader.account is not None:
            account = settings.PUBLIC_URL + reverse("my_account")
            foot += "\n" + _("If you want no letter in the morning: %(link)s") % {"link": account}
        notices.post(
            to=reader.to,
            language=reader.language,
            subject=(subject % {"count": total})[:LONGEST_SUBJECT],
            body=f"{body}\n\n--\n{foot}\n",
            about=city.ref,
            partnership_id=None,
        )


def _due(case: Case, reader: Reader, city: City, now: datetime) -> str:
    """By when, in the words of the city that owes it, and in the reader's own time."""
    assert case.due_at is not None
    return said_instant(
        case.due_at,
        calendar=case.side.city.calendar(),
        place=case.side.city.localized("name").text(reader.language),
        reader_timezone=city.timezone,
        now=now,
        language=reader.language,
    )


def _part(name: str, cases: Sequence[Case], reader: Reader, city: City, now: datetime) -> str:
    lines = [f"{PARTS[name]} ({len(cases)})"]
    for case in cases[:MOST_LINES]:
        lines.append(f"- {case.number}  {case.subject}")
        if case.due_at is not None and name != "unread":
            lines.append(f"  {_due(case, reader, city, now)}")
        lines.append(f"  {desk_page(case, reader.language)}")
    if len(cases) > MOST_LINES:
        more = len(cases) - MOST_LINES
        lines.append(ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more})
    return "\n".join(lines)
