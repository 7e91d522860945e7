"""What an officer keeps with a case: the matched organisation, the enquirer's link, proof of a promise."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.agreements.actions import evidence
from sistership.window.offices.agreements.models import Evidence, EvidenceKind
from sistership.window.offices.cases import letters
from sistership.window.offices.cases.actions.happening import locked
from sistership.window.offices.cases.models import Case
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import Organisation, Side


def _record(actor: Ref, action: str, case: Case, **data: object) -> None:
    journal.record(
        action=action,
        actor=actor,
        subject=case.ref,
        partnership_id=case.partnership.public_id,
        data={"case": case.number, **data},
    )


@transaction.atomic
def match_organisation(*, actor: Ref, case: Case, organisation: Organisation | None) -> Case:
    """Say which organisation of the register asked; None takes it off."""
    case = locked(case)
    case.organisation = organisation
    case.save(update_fields=["organisation"])
    _record(actor, "case.matched", case, organisation=str(organisation.public_id) if organisation else None)
    return case


@transaction.atomic
def void_link(*, actor: Ref, case: Case) -> Case:
    """Make the enquirer's links, and the mail address of the case, void; send new ones where one can."""
    case = locked(case)
    case.link_version += 1
    case.save(update_fields=["link_version"])
    _record(actor, "case.link_renewed", case)
    with translation.override(case.language):
        letters.to_enquirer(
            case,
            subject=_("A new link to your enquiry %(number)s") % {"number": case.number},
            body=_("The links in earlier letters no longer open your enquiry. This one does."),
        )
    return case


@transaction.atomic
def file_as_evidence(
    *, actor: Ref, case: Case, side: Side, titles: Mapping[str, str], is_public: bool
) -> Evidence:
    """File a closed case as evidence of the commitment that it served.

    The titles are written for this and say nothing of who asked; the record is named by its number alone.
    """
    if case.commitment is None or not case.outcome_kind:
        raise StateError(
            _("The case is not closed with a commitment that it served"),
            next_step=_("Close it first, and choose the commitment"),
        )
    if not any(title.strip() for title in titles.values()):
        raise InputError(_("Say in a few words what the case shows"), where="title")
    day = side.city.calendar().day_of(case.closed_at or clock.now())
    return evidence.file_evidence(
        actor=actor,
        commitment=case.commitment,
        side=side,
        evidence_kind=EvidenceKind.RECORD,
        titles=titles,
        on=day,
        record=case.ref,
        record_title=case.number,
        is_public=is_public,
        is_example=case.is_example,
    )
