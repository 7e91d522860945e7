"""Tell the leads of a side what is late and what an offer came to, and once a week what was kept.

What is late is told once for each promise, in the working hours of the side: `late_told_at` of the case says
when, and a promise that is late later than that is told again. Leads who are away are read by their deputies;
a side without a lead has its desk told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from django.utils import formats, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases import letters
from sistership.window.offices.cases.models import Case, Handover, WeeklyReport
from sistership.window.offices.cases.queries.week import Week, week_of
from sistership.window.offices.cases.rules import leads_of
from sistership.window.offices.cases.stand_ins import stand_in_for
from sistership.window.offices.cases.states import Clock
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.models import Side

AT_ONCE = 500
MOST_LINES = 50


def _readers(side: Side) -> list[tuple[str, str]]:
    """(address, language) of whoever reads what is for the side's leads today."""
    accounts = {one.pk: one for one in (stand_in_for(lead, side.city) for lead in leads_of(side.city))}
    found = [(one.email, one.language or side.city.language) for one in accounts.values() if one.is_active]
    return found or ([(side.desk_email, side.city.language)] if side.desk_email else [])


def _post(
    side: Side,
    to: str,
    language: str,
    subject: str,
    body: str,
    about: Ref,
    *,
    not_before: datetime | None = None,
) -> None:
    notices.post(
        to=to,
        language=language,
        subject=subject[: letters.LONGEST_SUBJECT],
        body=f"{body}\n",
        about=about,
        partnership_id=side.partnership.public_id,
        not_before=not_before,
    )


def _lines(cases: Iterable[Case], language: str) -> str:
    """Number, service and page of each case; no words of enquirers, since the letter is about the side."""
    rows = list(cases)
    said = [
        f"{case.number} · {case.get_service_display()}\n{letters.desk_page(case, language)}"
        for case in rows[:MOST_LINES]
    ]
    if len(rows) > MOST_LINES:
        more = len(rows) - MOST_LINES
        said.append(ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more})
    return "\n".join(said)


@transaction.atomic
def _tell_late(side: Side, keys: list[int]) -> int:
    """One letter to each lead about all cases that became late; the cases are locked and asked again."""
    now = clock.now()
    rows = Case.objects.select_for_update(of=("self",)).filter(_late(now), pk__in=keys, side=side)
    cases = list(rows.order_by("due_at", "pk"))
    if not cases:
        return 0
    load_texts([side.city])
    for to, language in _readers(side):
        with translation.override(language):
            subject = ngettext("%(count)s case is late", "%(count)s cases are late", len(cases)) % {
                "count": len(cases)
            }
            intro = _("%(city)s promised a step in these cases, and its time is over:") % {
                "city": side.city.localized("name").text(language)
            }
            _post(side, to, language, subject, f"{intro}\n\n{_lines(cases, language)}", side.ref)
    Case.objects.filter(pk__in=[case.pk for case in cases]).update(late_told_at=now)
    return len(cases)


def _late(now: datetime) -> Q:
    return Q(due_at__lte=now) & (Q(late_told_at__isnull=True) | Q(late_told_at__lt=F("due_at")))


def tell_late() -> int:
    """Tell the leads of each side whose offices are open what became late; returns how many cases."""
    now = clock.now()
    found: dict[int, list[int]] = defaultdict(list)
    late = Case.objects.filter(_late(now)).order_by("due_at")
    for key, side in late.values_list("pk", "side")[: AT_ONCE * 10]:
        found[side].append(key)
    sides = Side.objects.filter(pk__in=found).select_related("city", "partnership").order_by("pk")
    return sum(
        _tell_late(side, found[side.pk][:AT_ONCE]) for side in sides if side.city.calendar().is_open_at(now)
    )


def tell_expired(handover: Handover) -> None:
    """Tell the leads of both sides that nobody answered an offer, once their offices are open."""
    case = handover.case
    load_texts([handover.from_side.city, handover.to_side.city])
    for side in (handover.from_side, handover.to_side):
        opens = side.city.calendar().next_opening(clock.now())
        for to, language in _readers(side):
            with translation.override(language):
                names = {
                    "number": case.number,
                    "subject": case.subject,
                    "from": handover.from_side.city.localized("name").text(language),
                    "to": handover.to_side.city.localized("name").text(language),
                }
                subject = _("Nobody answered the offer of %(number)s: %(subject)s") % names
                body = (
                    _(
                        "%(from)s offered case %(number)s to %(to)s, and nobody answered in the promised "
                        "hours. %(from)s owes the answer as before."
                    )
                    % names
                )
                if side.pk == handover.from_side_id:
                    body += f"\n\n{letters.desk_page(case, language)}"
            _post(side, to, language, subject, body, handover.ref, not_before=opens)


CLOCK_LINES = {
    Clock.FIRST_ANSWER: lambda: _("First answer: %(kept)s of %(number)s in time"),
    Clock.NEXT_STEP: lambda: _("Next step: %(kept)s of %(number)s in time"),
    Clock.OUTCOME: lambda: _("Outcome: %(kept)s of %(number)s in time"),
}


def _week_words(side: Side, week: Week, language: str) -> tuple[str, str]:
    first, last = (formats.date_format(day) for day in (week.first_day, week.last_day))
    names = {"city": side.city.localized("name").text(language), "first": first, "last": last}
    subject = _("The week at the window of %(city)s, %(first)s to %(last)s") % names
    lines = [CLOCK_LINES[one]() % {"kept": kept, "number": all_} for one, (kept, all_) in week.clocks.items()]
    lines = lines or [_("No promise came to its end in this week.")]
    lines += [
        "",
        _("New cases: %(count)s") % {"count": week.received},
        _("Closed or answered: %(count)s") % {"count": week.finished},
        _("Open now: %(count)s") % {"count": week.open},
        _("Late now: %(count)s") % {"count": len(week.late)},
    ]
    body = "\n".join(lines)
    if week.late:
        body += f"\n\n{_lines(week.late, language)}"
    return subject, f"{body}\n\n{settings.PUBLIC_URL}/{language}/desk/"


@transaction.atomic
def _tell_week(side: Side, first_day: date) -> bool:
    _row, is_new = WeeklyReport.objects.get_or_create(side=side, first_day=first_day)
    if not is_new:
        return False
    week = week_of(side, first_day)
    if week.is_quiet:
        return False
    load_texts([side.city])
    for to, language in _readers(side):
        with translation.override(language):
            subject, body = _week_words(side, week, language)
        _post(side, to, language, subject, body, side.ref)
    return True


def tell_weeks() -> int:
    """Write of the week that is over to the leads of each side, once its offices are open again."""
    now = clock.now()
    count = 0
    for side in Side.objects.select_related("city", "partnership").order_by("pk"):
        calendar = side.city.calendar()
        today = calendar.day_of(now)
        last_monday = today - timedelta(days=today.weekday() + 7)
        told = WeeklyReport.objects.filter(side=side, first_day=last_monday).exists()
        if not told and calendar.is_open_at(now):
            count += _tell_week(side, last_monday)
    return count
