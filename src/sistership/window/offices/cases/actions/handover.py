"""Hand a case over to the other city's desk: offered, then accepted or declined, or let go unanswered."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, RuleError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.cases import letters
from sistership.window.offices.cases.actions.escalation import tell_expired
from sistership.window.offices.cases.actions.happening import (
    check,
    happen,
    locked,
    promise_of,
    promised_hours,
)
from sistership.window.offices.cases.actions.routing import route
from sistership.window.offices.cases.models import Case, Handover
from sistership.window.offices.cases.states import OFFER_TABLE, OfferState
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.models import Side


@transaction.atomic
def offer(*, actor: Ref, case: Case, to_side: Side, reason: str, language: str) -> Handover:
    """Offer a case to another side of the partnership, which reads it from now on."""
    case = locked(case)
    check(case, "offered")
    if to_side.partnership_id != case.partnership_id or to_side.pk == case.side_id:
        raise InputError(_("The case can go to another side of this partnership only"), where="to_side")
    if not reason.strip():
        raise InputError(_("Say why the other side should take it"), where="reason")
    if not case.may_be_handed_over:
        raise RuleError(
            _("The enquirer did not agree that the other city reads the case"),
            next_step=_("Ask them first; their page has the question"),
        )
    if case.handovers.filter(state=OfferState.OFFERED).exists():
        raise StateError(_("The case is offered already"), next_step=_("Wait for the answer or withdraw it"))
    now = clock.now()
    hours = promise_of(to_side, case.service).handover_h
    handover = Handover.objects.create(
        case=case,
        from_side=case.side,
        to_side=to_side,
        offered_at=now,
        reason=reason.strip(),
        reason_language=language,
        expires_at=to_side.city.calendar().after_working_time(now, timedelta(hours=hours)),
    )
    happen(
        case,
        "offered",
        actor=actor,
        side=case.side,
        detail={"to": str(to_side.public_id)},
        reason=handover.reason,
        reason_language=language,
    )
    letters.offer_case(handover)
    return handover


def _moved(handover: Handover, event: str, *, answer: str = "", language: str = "") -> Handover:
    """The offer locked, after its case, and moved on by the table."""
    case = locked(handover.case)
    handover = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
    if (OfferState(handover.state), event) not in OFFER_TABLE:
        raise StateError(
            _("This offer was dealt with already"), next_step=_("Open the case to see what became of it")
        )
    handover.case = case
    handover.state = OFFER_TABLE[OfferState(handover.state), event][0]
    handover.decided_at = clock.now()
    handover.answer, handover.answer_language = answer.strip(), language if answer.strip() else ""
    handover.save(update_fields=["state", "decided_at", "answer", "answer_language"])
    notices.withdraw_tokens(handover.ref, purpose=letters.OFFER)
    return handover


@transaction.atomic
def accept(*, actor: Ref, handover: Handover, answer: str = "", language: str = "") -> Handover:
    """The asked side takes the case: from now on it owes everything, by its own promises and calendar."""
    handover = _moved(handover, "accepted", answer=answer, language=language)
    case, side = handover.case, handover.to_side
    case.officer = case.desk = case.routed_by = None
    case.routed_why = {}
    case.is_unread = True
    case.save(update_fields=["officer", "desk", "routed_by", "routed_why", "is_unread"])
    happen(
        case,
        "accepted",
        actor=actor,
        side=side,
        promise=promised_hours(side, case.service),
        detail={"from": str(handover.from_side.public_id)},
        reason=handover.answer,
        reason_language=handover.answer_language,
    )
    route(case)
    letters.tell_offerer(handover)
    return handover


@transaction.atomic
def decline(*, actor: Ref, handover: Handover, answer: str, language: str) -> Handover:
    """The asked side does not take the case and says why; it no longer reads it."""
    if not answer.strip():
        raise InputError(_("Say why you do not take the case"), where="answer")
    handover = _moved(handover, "declined", answer=answer, language=language)
    happen(
        handover.case,
        "offer_declined",
        actor=actor,
        side=handover.to_side,
        reason=handover.answer,
        reason_language=language,
    )
    letters.tell_offerer(handover)
    return handover


@transaction.atomic
def withdraw(*, actor: Ref, handover: Handover) -> Handover:
    """The offering side takes its offer back."""
    handover = _moved(handover, "withdrawn")
    happen(handover.case, "offer_withdrawn", actor=actor, side=handover.from_side)
    return handover


@transaction.atomic
def expire(handover: Handover) -> Handover:
    """Nobody answered within the promised hours: the offer ends and the leads of both sides are told."""
    if handover.expires_at > clock.now():
        raise StateError(_("The time for an answer is not over"))
    handover = _moved(handover, "expired")
    happen(handover.case, "offer_expired", actor=SYSTEM, side=handover.to_side)
    letters.tell_offerer(handover)
    tell_expired(handover)
    return handover


def expire_due() -> int:
    """End every offer whose time is over; returns how many. Each by itself, so one fault stops no other."""
    due = Handover.objects.filter(state=OfferState.OFFERED, expires_at__lte=clock.now()).select_related(
        "case"
    )
    count = 0
    for handover in due.order_by("expires_at")[:200]:
        try:
            expire(handover)
        except StateError:  # answered a moment ago
            continue
        count += 1
    return count
