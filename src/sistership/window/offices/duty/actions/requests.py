"""Write requests of persons: what was asked, by when it is answered, what was done."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.duty.law import RequestKind, answer_term
from sistership.window.offices.duty.models import Outcome, PersonRequest
from sistership.window.offices.duty.states import answer_due
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.erasure import erase_person
from sistership.window.offices.people.models import City


def _note(action: str, actor: Ref, request: PersonRequest, **data: object) -> None:
    journal.record(action=action, actor=actor, subject=request.ref, partnership_id=None, data=data)


@transaction.atomic
def add_request(
    *,
    actor: Ref,
    city: City,
    request_kind: str,
    received_on: date,
    name: str = "",
    email: str = "",
    asked: str = "",
) -> PersonRequest:
    """Record what a person asks of a city; its law says by when it is answered."""
    if request_kind not in tuple(RequestKind):
        raise InputError(
            gettext("'%(kind)s' is no request known here") % {"kind": request_kind},
            where="request_kind",
            allowed=", ".join(RequestKind),
        )
    if received_on > city.calendar().day_of(clock.now()):
        raise InputError(
            gettext("This lies in the future"), where="received_on", allowed=gettext("today or before")
        )
    if not name.strip() and not email.strip():
        raise InputError(
            gettext("Say who asks"), where="name", allowed=gettext("a name, an e-mail address or both")
        )
    made = PersonRequest.objects.create(
        city=city,
        request_kind=request_kind,
        received_on=received_on,
        name=name.strip(),
        email=email.strip().lower(),
        asked=asked,
        due_on=answer_due(city.country, request_kind, received_on),
    )
    _note("person_request.added", actor, made, city=city.key, kind=request_kind, due_on=made.due_on)
    return made


def _check_open(request: PersonRequest) -> None:
    if request.done_on:
        raise StateError(gettext("This request is answered"))


@transaction.atomic
def put_off_request(*, actor: Ref, request: PersonRequest, reason: str) -> None:
    """Take the longer time that the law allows once; the person is told the reason."""
    _check_open(request)
    term = answer_term(request.city.country, request.request_kind)
    if request.longer_reason:
        raise StateError(gettext("The answer was put off once already"))
    if not term.longer_days and not term.longer_months:
        raise StateError(gettext("The law of this city allows no longer time"))
    if not reason.strip():
        raise InputError(gettext("Say why it takes longer"), where="reason")
    request.longer_reason = reason.strip()
    request.due_on = answer_due(
        request.city.country, request.request_kind, request.received_on, is_longer=True
    )
    request.save(update_fields=["longer_reason", "due_on"])
    _note("person_request.put_off", actor, request, due_on=request.due_on)


@transaction.atomic
def answer_request(*, actor: Ref, request: PersonRequest, outcome: str, answer: str) -> None:
    """Close a request with what was done; a refusal says why."""
    _check_open(request)
    if outcome not in Outcome.values:
        raise InputError(
            gettext("'%(outcome)s' is no outcome known here") % {"outcome": outcome},
            where="outcome",
            allowed=", ".join(Outcome.values),
        )
    if not answer.strip():
        raise InputError(gettext("Say what was done, or why not"), where="answer")
    request.done_on = request.city.calendar().day_of(clock.now())
    request.outcome = outcome
    request.answer = answer.strip()
    request.save(update_fields=["done_on", "outcome", "answer"])
    _note("person_request.answered", actor, request, outcome=outcome)


@transaction.atomic
def erase_subjects(*, actor: Ref, request: PersonRequest, subjects: Collection[Ref], answer: str) -> int:
    """Erase whoever asks in every office and close the request; returns how many rows were touched.

    The name and address in the request go too; that somebody asked, when, and what was done stays.
    """
    _check_open(request)
    if not subjects:
        raise StateError(
            gettext("The window knows nobody under this address"),
            next_step=gettext("Look in the list of persons, and erase the record there"),
        )
    answer_request(actor=actor, request=request, outcome=Outcome.DONE, answer=answer)
    return sum(erase_person(actor=actor, subject=subject) for subject in subjects)
