"""What the enquirer's pages say: services, where an enquiry stands, and by when somebody answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sistership.common.said_times import said_there
from sistership.window.ground import clock
from sistership.window.offices.cases.models import Case, Service
from sistership.window.offices.cases.states import CaseState, Clock
from sistership.window.offices.people.models import City, Side
from sistership.window.pages.templatetags.clocks import shown_deadline
from sistership.window.pages.templatetags.window import plain

SERVICE_HINTS: dict[str, str | Promise] = {
    Service.LANDING: _(
        "Space, permits, partners and first steps for a firm or institution that comes to the city."
    ),
    Service.PARTNER: _("Firms, schools or offices in the other city that fit what you do."),
    Service.VALIDATION: _("A place, data or users in the city on which a solution can be tried."),
    Service.TALENT: _("Internships, exchanges and people with the skills that you look for."),
    Service.RESOURCE: _("Laboratories, test grounds, data sets and other things that the cities share."),
    Service.VISIT: _("A delegation, a programme, people to meet."),
    Service.GRIEVANCE: _("Something went wrong between you and the window or a city's office."),
    Service.OTHER: _("Anything else that concerns both cities."),
}
"""What the window can do, for each service."""

CLOCK_NAMES = {
    Clock.FIRST_ANSWER: pgettext_lazy("clock", "First answer"),
    Clock.NEXT_STEP: pgettext_lazy("clock", "Next step"),
    Clock.OUTCOME: pgettext_lazy("clock", "Outcome"),
}


def where_it_stands(case: Case) -> str:
    """Where the enquiry stands, in a plain sentence; the texts of its side's city are loaded."""
    words = {
        CaseState.RECEIVED: pgettext("enquiry", "The desk of %(city)s has your enquiry."),
        CaseState.ROUTED: pgettext("enquiry", "The desk of %(city)s has your enquiry."),
        CaseState.IN_WORK: pgettext("enquiry", "The desk of %(city)s is working on it."),
        CaseState.WAITING: pgettext(
            "enquiry", "The desk of %(city)s asked you something and waits for your answer."
        ),
        CaseState.HANDED_OVER: pgettext(
            "enquiry", "The desk of %(city)s has taken your enquiry over and owes you the answer."
        ),
        CaseState.ANSWERED: pgettext(
            "enquiry", "The desk of %(city)s has answered. If something is open, write: that opens it again."
        ),
        CaseState.CLOSED: pgettext("enquiry", "Your enquiry is closed."),
        CaseState.REOPENED: pgettext("enquiry", "Your enquiry is open again. The desk of %(city)s has it."),
    }
    return words[CaseState(case.state)] % {"city": plain(case.side.city, "name")}


@dataclass(frozen=True, slots=True)
class PromisedTime:
    """By when something is promised, as the owing city says it, and what that is in the other cities."""

    name: str | Promise
    at: datetime | None
    shown: dict[str, Any]
    """What components/deadline.html takes."""
    elsewhere: list[str]


def promised_time(
    name: str | Promise, at: datetime | None, *, side: Side, others: Iterable[City], state: str
) -> PromisedTime:
    """Say an instant in the owing side's city, and what it is in the other cities."""
    language, now = get_language() or "en", clock.now()
    shown = shown_deadline(at, side.city, state, reader_timezone=side.city.timezone)
    elsewhere = [
        said_there(at, calendar=city.calendar(), place=plain(city, "name"), now=now, language=language)
        for city in others
        if at is not None and city.pk != side.city_id
    ]
    return PromisedTime(name=name, at=at, shown=shown, elsewhere=elsewhere)
