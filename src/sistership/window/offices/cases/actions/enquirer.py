"""What the enquirer decides about their enquiry, by the link: who reads it, its end, its link, its words."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from sistership.window.offices.cases import enquirer_letters as letters
from sistership.window.offices.cases.actions import handover
from sistership.window.offices.cases.actions.happening import ENQUIRER, check, happen, locked
from sistership.window.offices.cases.addresses import enquirer_url
from sistership.window.offices.cases.erasure import forget_enquirer
from sistership.window.offices.cases.models import Case, OutcomeKind
from sistership.window.offices.cases.states import CASE_TABLE, CaseState, OfferState
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.notices.models import Message

MOST_LINKS = 20


def _record(case: Case, action: str, **data: Any) -> None:
    journal.record(
        action=action,
        actor=ENQUIRER,
        subject=case.ref,
        partnership_id=case.partnership.public_id,
        data={"case": case.number, **data},
    )


def _end_offer(case: Case) -> None:
    """Take an open offer to the other city back."""
    for offered in case.handovers.filter(state=OfferState.OFFERED).select_related("case", "from_side"):
        handover.withdraw(actor=ENQUIRER, handover=offered)


@transaction.atomic
def let_read(*, case: Case, is_agreed: bool) -> Case:
    """Agree that the other city reads the enquiry, or no longer; an offer that waits is then taken back.

    What a city has accepted stays with it.
    """
    case = locked(case)
    if case.may_be_handed_over == is_agreed:
        return case
    case.may_be_handed_over = is_agreed
    case.save(update_fields=["may_be_handed_over"])
    _record(case, "case.reading_agreed" if is_agreed else "case.reading_refused")
    if not is_agreed:
        _end_offer(case)
    return case


@transaction.atomic
def withdraw(*, case: Case) -> Case:
    """The enquirer no longer wants an answer: the case is closed as withdrawn, and the desk is told."""
    case = locked(case)
    check(case, "closed")
    _end_offer(case)
    case.outcome_kind = OutcomeKind.WITHDRAWN
    case.save(update_fields=["outcome_kind"])
    case = happen(case, "closed", actor=ENQUIRER, side=None, detail={"outcome": OutcomeKind.WITHDRAWN.value})
    letters.tell_desk_withdrawn(case)
    return case


@transaction.atomic
def forget(*, case: Case) -> None:
    """Take out who asked and every word, on the enquirer's wish; an open case is withdrawn first.

    The case itself, its clocks and its outcome stay. Letters about it are deleted.
    """
    case = locked(case)
    for about in (case, *case.handovers.all()):
        notices.forget_letters(about.ref)
    if (CaseState(case.state), "closed") in CASE_TABLE:
        withdraw(case=case)
    forget_enquirer(case)
    _record(case, "case.forgotten")


@transaction.atomic
def mail_links(*, email: str, language: str) -> Message | None:
    """Send the current links of an address' enquiries to it; None, and no letter, where it has none."""
    rows = Case.objects.filter(enquirer_email=email.strip().lower(), erased_at__isnull=True)
    cases = list(rows.exclude(enquirer_email="").order_by("-pk")[:MOST_LINKS])
    if not cases:
        return None
    with translation.override(language):
        lines = "\n\n".join(f"{one.number}: {one.subject}\n{enquirer_url(one)}" for one in cases)
        return notices.post(
            to=cases[0].enquirer_email,
            language=language,
            subject=_("The links to your enquiries"),
            body=_("Somebody, probably you, asked for the links to your enquiries:\n\n%(links)s\n")
            % {"links": lines},
            about=cases[0].ref,
            partnership_id=None,
        )
