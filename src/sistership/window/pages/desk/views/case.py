"""One case: its clocks, its thread with translations, its history, and what can be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from sistership.common.text import HTML_LANGUAGES, LANGUAGE_NAMES
from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases.actions.projection import boundaries_of
from sistership.window.offices.cases.models import (
    CASE_STATE_LABELS,
    Case,
    CaseEvent,
    CaseMessage,
    Channel,
    Direction,
    Handover,
    OutcomeKind,
    Priority,
    Recommendation,
    Service,
)
from sistership.window.offices.cases.queries import one as queries
from sistership.window.offices.cases.rule_words import why_here
from sistership.window.offices.cases.states import CASE_TABLE, CaseState, Clock, Run
from sistership.window.offices.people.models import Side
from sistership.window.offices.people.rules import grants_of
from sistership.window.offices.translations.queries import is_translator_configured
from sistership.window.pages.desk.case_rows import clock_word
from sistership.window.pages.desk.forms.cases import NoteForm, WriteForm
from sistership.window.pages.desk.forms.wordings import Languages
from sistership.window.pages.desk.views.cases import sides_with_calendars
from sistership.window.pages.desk.views.frame import DeskRequest, Trail, desk_page, show


def case_address(case: Case) -> str:
    """The page of a case at the desk."""
    return reverse("desk_case", args=[case.public_id])


def case_trail(*steps: tuple[Any, str | None]) -> Trail:
    """Breadcrumbs from the desk over the list of cases."""
    return [(_("My desk"), reverse("desk")), (_("Cases"), reverse("desk_cases")), *steps]


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock as the case shows it."""

    name: Any
    run: Run
    side: Side
    state: str
    """As the tag `deadline` names states: running, paused, met, missed."""


def clock_lines(runs: tuple[Run, ...], sides: Mapping[int, Side]) -> list[ClockLine]:
    """The newest run of each clock that was not moved to another side, first answer first."""
    newest = {run.clock: run for run in runs if not run.is_moved}
    lines = []
    for name in Clock:
        run = newest.get(name)
        if run is None:
            continue
        now = "paused" if run.is_paused else "running"
        if run.ended_at is not None:
            now = "met" if run.is_kept else "missed"
        elif run.due_at is not None and run.due_at <= clock.now():
            now = "missed"
        lines.append(ClockLine(clock_word(name), run, sides[run.side], now))
    return lines


def event_word(event: str) -> str:
    """What happened, in the reader's language; an event that has no word here is named as it is."""
    words = {
        "received": pgettext("case event", "received"),
        "routed": pgettext("case event", "sent to a desk"),
        "taken": pgettext("case event", "taken by an officer"),
        "replied": pgettext("case event", "wrote to the enquirer"),
        "asked": pgettext("case event", "asked the enquirer"),
        "wrote": pgettext("case event", "the enquirer wrote"),
        "offered": pgettext("case event", "offered the case"),
        "offer_withdrawn": pgettext("case event", "withdrew the offer"),
        "offer_declined": pgettext("case event", "declined the case"),
        "offer_expired": pgettext("case event", "did not answer the offer in time"),
        "accepted": pgettext("case event", "accepted the case"),
        "answered": pgettext("case event", "answered"),
        "closed": pgettext("case event", "closed the case"),
        "merged": pgettext("case event", "merged the case with another"),
        "reopened": pgettext("case event", "opened the case again"),
    }
    return words.get(event, event)


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the history."""

    event: CaseEvent
    word: str
    side: Side | None


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the thread."""

    message: CaseMessage
    side: Side | None
    label: Any
    language: str
    """Of the words, as a page names it; empty where it is not known."""
    language_name: str
    wants_translation: bool
    draft_failed_at: datetime | None
    """When the translation service was last asked for the reader's language in vain."""
    is_own: bool


def said_of(message: CaseMessage, sides: Mapping[int, Side]) -> Said:
    """One message as the reader's language shows it; its words were read with their translation."""
    reader_language = get_language() or "en"
    failed = message.failed_drafts.get(reader_language)
    return Said(
        message=message,
        side=sides.get(message.side_id) if message.side_id else None,
        label=Direction(message.direction).label,
        language=HTML_LANGUAGES.get(message.language, message.language),
        language_name=LANGUAGE_NAMES.get(message.language, message.language),
        wants_translation=message.language != reader_language and message.translated is None,  # type: ignore[attr-defined]
        draft_failed_at=datetime.fromisoformat(failed) if failed else None,
        is_own=message.direction == Direction.NOTE,
    )


def seen_mark(events: list[CaseEvent], messages: list[CaseMessage]) -> str:
    """What the reader has seen of a case: whatever comes later is new to them."""
    last_event = max((event.pk for event in events), default=0)
    last_message = max((message.pk for message in messages), default=0)
    return f"{last_event}.{last_message}"


def seen_case(request: DeskRequest, public_id: UUID) -> Case:
    """A case that the reader sees; any other is not there."""
    case = queries.case_row(request.user, public_id)
    if case is None:
        raise Http404
    return case


@dataclass(frozen=True, slots=True)
class Deeds:
    """What the reader may do with the case now."""

    is_ours: bool
    is_open: bool
    may_write: bool
    may_take: bool
    may_offer: bool
    may_close: bool
    may_reopen: bool
    may_file: bool
    may_recommend: bool
    may_answer_offer: bool
    may_withdraw_offer: bool


def deeds_of(case: Case, own: set[int], *, others: bool) -> Deeds:
    """By the table of states and by whose case it is. `own`: keys of the reader's sides."""
    is_ours = case.side_id in own
    state = CaseState(case.state)

    def may(event: str) -> bool:
        return is_ours and (state, event) in CASE_TABLE

    return Deeds(
        is_ours=is_ours,
        is_open=state not in (CaseState.ANSWERED, CaseState.CLOSED),
        may_write=may("replied"),
        may_take=may("taken"),
        may_offer=others and may("offered") and case.offered_to_id is None,
        may_close=may("closed"),
        may_reopen=may("reopened") and case.merged_into_id is None,
        may_file=is_ours and state == CaseState.CLOSED and case.commitment_id is not None,
        may_recommend=is_ours and case.service == Service.GRIEVANCE,
        may_answer_offer=case.offered_to_id in own,
        may_withdraw_offer=is_ours and case.offered_to_id is not None,
    )


def _particulars(case: Case) -> list[tuple[Any, Any]]:
    """What is known of the enquirer, and how it came."""
    said = [
        (pgettext("of an enquirer", "Name"), case.enquirer_name),
        (_("Organisation"), case.enquirer_organisation),
        (_("City and country"), case.enquirer_city),
        (_("E-mail address"), case.enquirer_email),
        (_("Telephone"), case.enquirer_telephone),
        (_("Language"), LANGUAGE_NAMES.get(case.language, case.language)),
        (_("Came by"), Channel(case.channel).label),
    ]
    return [(name, value) for name, value in said if value]


@desk_page
def desk_case(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """One case as its desk reads it."""
    reader = request.user
    case = seen_case(request, public_id)
    around = sides_with_calendars(reader)
    sides = {side.pk: side for side in around if side.partnership_id == case.partnership_id}
    own = {pk for pk, side in sides.items() if side.city_id in grants_of(reader).staff_cities}
    messages = queries.words_of(reader, case, get_language() or "en")
    events = queries.events_of(case)
    made: list[Recommendation] = []
    if case.service == Service.GRIEVANCE:
        made = queries.recommendations_of(reader, case)
    load_texts(
        [side.city for side in around],
        [one for one in (case, case.desk, case.organisation, case.commitment) if one],
        made,
    )
    deeds = deeds_of(case, own, others=len(sides) > 1)
    spoken = Languages(own=get_language() or "en", near=(), rest=())  # no text in several languages
    seen = {"seen": seen_mark(events, messages)}
    numbers = queries.file_numbers_of(case)
    offer: Handover | None = getattr(case, "offer", None)
    context: dict[str, Any] = {
        "case": case,
        "trail": case_trail((case.number, None)),
        "side": sides[case.side_id],
        "offered_to": sides.get(case.offered_to_id) if case.offered_to_id else None,
        "offer": offer,
        "offer_from": sides.get(offer.from_side_id) if offer else None,
        "state": CASE_STATE_LABELS[CaseState(case.state)],
        "service": Service(case.service).label,
        "outcome_kind": OutcomeKind(case.outcome_kind).label if case.outcome_kind else "",
        "language": HTML_LANGUAGES.get(case.language, case.language),
        "why": why_here(case),
        "clocks": clock_lines(boundaries_of(case, sides).runs, sides),
        "particulars": _particulars(case),
        "thread": [said_of(message, sides) for message in messages],
        "history": [
            Happened(event, event_word(event.event), sides.get(event.side_id) if event.side_id else None)
            for event in events
        ],
        "file_numbers": [(sides[pk], number) for pk, number in numbers.items() if pk in sides],
        "related": [(one, CASE_STATE_LABELS[CaseState(one.state)]) for one in queries.related(reader, case)],
        "letters": queries.failed_letters(case),
        "recommendations": made,
        "deeds": deeds,
        "is_unread": deeds.is_ours and case.is_unread,
        "is_high": case.priority == Priority.HIGH,
        "has_partner": len(sides) > 1,
        "translates": is_translator_configured(),
        "write": WriteForm(languages=spoken, initial=seen, auto_id="id_write_%s"),
        "note": NoteForm(languages=spoken, auto_id="id_note_%s"),
    }
    return show(request, "desk/case.html", context, current="cases", sides=around)
