"""Introduce two who both said yes; they meet; something comes of it, and may be filed as evidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.agreements.actions import evidence as proofs
from sistership.window.offices.agreements.actions.entry import note
from sistership.window.offices.agreements.models import Commitment, Evidence, EvidenceKind
from sistership.window.offices.market import letters
from sistership.window.offices.market.actions.steps import move_introduction
from sistership.window.offices.market.days import day_in
from sistership.window.offices.market.models import (
    AmountRange,
    Interest,
    Introduction,
    Outcome,
    Profile,
)
from sistership.window.offices.market.states import IntroductionState
from sistership.window.offices.people.models import Partnership, Side


def between(one: Profile, other: Profile) -> Introduction | None:
    """The introduction of two profiles, if there is one."""
    first, second = sorted((one, other), key=lambda profile: profile.pk)
    return Introduction.objects.filter(first=first, second=second).first()


@transaction.atomic
def introduce(
    *,
    actor: Ref,
    one: Profile,
    other: Profile,
    partnership: Partnership,
    interest: Interest | None = None,
    origin: Ref | None = None,
    is_example: bool = False,
) -> Introduction:
    """Introduce two who both agreed, by an interest or at what `origin` names; both get the contacts.

    Those who are introduced already stay so: the same introduction is returned, and nobody is written to.
    """
    first, second = sorted((one, other), key=lambda profile: profile.pk)
    if known := between(first, second):
        return known
    try:
        with transaction.atomic():
            introduction = Introduction.objects.create(
                partnership=partnership,
                first=first,
                second=second,
                interest=interest,
                origin_kind=origin.kind if origin else "",
                origin_id=origin.public_id if origin else None,
                at=clock.now(),
                is_example=is_example,
            )
    except IntegrityError:  # somebody else introduced them at this moment
        return Introduction.objects.get(first=first, second=second)
    note(actor, "introduction.made", introduction.ref, partnership)
    letters.introduce(introduction)
    return introduction


def locked(introduction: Introduction) -> Introduction:
    """The introduction as it is now, held until the transaction ends."""
    rows = Introduction.objects.select_for_update(of=("self",))
    return rows.select_related("partnership", "first__city", "second__city").get(pk=introduction.pk)


@transaction.atomic
def record_meeting(*, actor: Ref, introduction: Introduction, on: date) -> Introduction:
    """Say that the two met, and when."""
    introduction = locked(introduction)
    today = clock.now().date()
    if on > today:
        raise InputError(_("This day has not come yet"), where="met_on", allowed=_("today or before"))
    move_introduction(introduction, "met")
    introduction.met_on = on
    introduction.save(update_fields=["state", "met_on"])
    note(actor, "introduction.met", introduction.ref, introduction.partnership, on=on)
    return introduction


@transaction.atomic
def record_outcome(
    *, actor: Ref, introduction: Introduction, outcome: str, amount_range: str = ""
) -> Introduction:
    """Say what came of it; talks may become a contract later."""
    introduction = locked(introduction)
    if outcome not in Outcome.values:
        raise InputError(
            _("'%(given)s' is not known here") % {"given": outcome},
            where="outcome",
            allowed=", ".join(Outcome.values),
        )
    if amount_range and amount_range not in AmountRange.values:
        raise InputError(
            _("'%(given)s' is not known here") % {"given": amount_range},
            where="amount_range",
            allowed=", ".join(AmountRange.values),
        )
    if amount_range and outcome != Outcome.CONTRACT:
        raise InputError(_("Only a contract has an amount"), where="amount_range")
    if introduction.evidence_id and outcome != introduction.outcome:
        raise StateError(
            _("This outcome is filed as evidence already"), next_step=_("Withdraw the evidence first")
        )
    move_introduction(introduction, "settled")
    introduction.outcome, introduction.amount_range = outcome, amount_range
    introduction.outcome_at = clock.now()
    introduction.save(update_fields=["state", "outcome", "amount_range", "outcome_at"])
    note(actor, "introduction.settled", introduction.ref, introduction.partnership, outcome=outcome)
    return introduction


@transaction.atomic
def file_as_evidence(
    *,
    actor: Ref,
    introduction: Introduction,
    side: Side,
    commitment: Commitment,
    titles: Mapping[str, str],
    is_public: bool,
) -> Evidence:
    """File what came of an introduction as evidence of a promise; the titles say nothing of who met."""
    introduction = locked(introduction)
    if introduction.state != IntroductionState.SETTLED or introduction.outcome == Outcome.NOTHING:
        raise StateError(
            _("Nothing has come of this introduction yet"), next_step=_("Record the outcome first")
        )
    if introduction.evidence_id:
        raise StateError(_("This outcome is filed as evidence already"))
    if commitment.partnership_id != introduction.partnership_id:
        raise InputError(_("That commitment belongs to another partnership"), where="commitment")
    day = day_in(side.city, introduction.outcome_at or clock.now())
    filed = proofs.file_evidence(
        actor=actor,
        commitment=commitment,
        side=side,
        evidence_kind=EvidenceKind.RECORD,
        titles=titles,
        on=day,
        record=introduction.ref,
        record_title=str(introduction.get_outcome_display()),
        is_public=is_public,
        is_example=introduction.is_example,
    )
    introduction.commitment, introduction.evidence = commitment, filed
    introduction.save(update_fields=["commitment", "evidence"])
    note(actor, "introduction.filed", introduction.ref, introduction.partnership)
    return filed


@transaction.atomic
def ask_outcome(*, actor: Ref, introduction: Introduction) -> None:
    """Ask both what came of it, once."""
    introduction = locked(introduction)
    introduction.asked_at = clock.now()
    introduction.save(update_fields=["asked_at"])
    letters.ask_what_came(introduction)
    note(actor, "introduction.asked", introduction.ref, introduction.partnership)
