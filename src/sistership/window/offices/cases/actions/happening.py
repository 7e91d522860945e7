"""What every deed on a case shares: ask the table, keep the event, write the journal, project the case."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from sistership.common.errors import StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.cases.actions.projection import project_case
from sistership.window.offices.cases.models import CASE_STATE_LABELS, Case, CaseEvent, ServicePromise
from sistership.window.offices.cases.states import CASE_TABLE, CaseState, Promise
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import Side

ENQUIRER = Ref("visitor", UUID(int=0))
"""Who writes without an account: the journal does not say who."""


def account_of(actor: Ref) -> UUID | None:
    """The account that acts; None for the enquirer, a one-time link and the program."""
    return actor.public_id if actor.kind == "account" else None


def locked(case: Case) -> Case:
    """The case as it is now, held until the transaction ends."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("partnership", "side__city")
    return rows.get(pk=case.pk)


def promise_of(side: Side, service: str) -> ServicePromise:
    """What the side promises for a service: its own line for it, else its usual one, else the house's."""
    lines = {line.service: line for line in side.service_promises.all()}
    return lines.get(service) or lines.get("") or ServicePromise(side=side, service="")


def promised_hours(side: Side, service: str) -> dict[str, float]:
    """As an event keeps it."""
    line = promise_of(side, service)
    hours = {"first_answer": line.first_answer_h, "next_step": line.next_step_h, "outcome": line.outcome_h}
    return Promise.from_hours(hours).as_hours()


def check(case: Case, event: str) -> CaseState:
    """The state that the event leads to; raises StateError where the table has no such line."""
    before = CaseState(case.state)
    if (before, event) not in CASE_TABLE:
        raise StateError(
            _("This cannot be done with a case that is %(state)s") % {"state": CASE_STATE_LABELS[before]},
            next_step=_("Open the case again to see how it stands"),
        )
    return CASE_TABLE[before, event][0]


def happen(
    case: Case,
    event: str,
    *,
    actor: Ref,
    side: Side | None,
    promise: dict[str, float] | None = None,
    detail: dict[str, Any] | None = None,
    reason: str = "",
    reason_language: str = "",
    is_first: bool = False,
) -> Case:
    """Let an event happen to a locked case, in the action's transaction; returns the case as it is now.

    `detail` and the journal hold no words of anybody: titles, keys, names of sides and desks only.
    """
    if not is_first:
        check(case, event)
    CaseEvent.objects.create(
        case=case,
        at=clock.now(),
        event=event,
        side=side,
        account_id=account_of(actor),
        promise=promise,
        detail=detail or {},
        reason=reason,
        reason_language=reason_language,
    )
    journal.record(
        action=f"case.{event}",
        actor=actor,
        subject=case.ref,
        partnership_id=case.partnership.public_id,
        data={"case": case.number, "side": side.public_id if side else None, **(detail or {})},
    )
    return project_case(case)
