"""A complaint becomes a recommendation to a city, which answers it; both can be published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import write_texts
from sistership.window.offices.cases.models import Case, Recommendation, Service
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import Side

Texts = Mapping[str, str]
ANSWERS = (
    Recommendation.State.FOLLOWED,
    Recommendation.State.PARTLY,
    Recommendation.State.NOT_FOLLOWED,
)


def _record(actor: Ref, action: str, made: Recommendation, **data: Any) -> None:
    journal.record(
        action=action,
        actor=actor,
        subject=made.ref,
        partnership_id=made.case.partnership.public_id,
        data={"case": made.case.number, "side": made.side.public_id, **data},
    )


def _locked(recommendation: Recommendation) -> Recommendation:
    rows = Recommendation.objects.select_for_update(of=("self",)).select_related("case__partnership", "side")
    return rows.get(pk=recommendation.pk)


def _said(texts: Texts) -> bool:
    return any(text.strip() for text in texts.values())


@transaction.atomic
def recommend(
    *,
    actor: Ref,
    case: Case,
    made_by: Side,
    side: Side,
    titles: Texts,
    texts: Texts,
    is_example: bool = False,
) -> Recommendation:
    """Make a recommendation to a side out of a complaint. Its words must not say who complained."""
    if case.service != Service.GRIEVANCE:
        raise StateError(
            _("Only a complaint becomes a recommendation"), next_step=_("Answer the case instead")
        )
    for given in (made_by, side):
        if given.partnership_id != case.partnership_id:
            raise InputError(_("The city is no side of this partnership"), where="side")
    if not _said(titles):
        raise InputError(_("Say in a few words what is recommended"), where="title")
    if not _said(texts):
        raise InputError(_("Say what is recommended, and why"), where="text")
    made = Recommendation.objects.create(
        case=case, side=side, made_by=made_by, made_at=clock.now(), is_example=is_example
    )
    write_texts(made, {"title": titles, "text": texts})
    _record(actor, "recommendation.made", made)
    return made


@transaction.atomic
def answer(*, actor: Ref, recommendation: Recommendation, state: str, answers: Texts) -> Recommendation:
    """The side says whether it follows the recommendation, and what it does or why not."""
    made = _locked(recommendation)
    if made.state != Recommendation.State.MADE:
        raise StateError(
            _("This recommendation was answered already"), next_step=_("Open it to see the answer")
        )
    if state not in ANSWERS:
        raise InputError(
            _("'%(state)s' is no answer to a recommendation") % {"state": state},
            where="state",
            allowed=", ".join(ANSWERS),
        )
    if not _said(answers):
        raise InputError(_("Say what the city does, or why it does not"), where="answer")
    made.state, made.answered_at = state, clock.now()
    made.save(update_fields=["state", "answered_at"])
    write_texts(made, {"answer": answers})
    _record(actor, "recommendation.answered", made, state=state)
    return made


@transaction.atomic
def publish(*, actor: Ref, recommendation: Recommendation, is_public: bool) -> Recommendation:
    """Let everybody read a recommendation and its answer, or no longer."""
    made = _locked(recommendation)
    if made.is_public != is_public:
        made.is_public = is_public
        made.save(update_fields=["is_public"])
        _record(actor, "recommendation.published" if is_public else "recommendation.hidden", made)
    return made
