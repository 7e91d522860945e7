"""What cases hold about a person: the enquirer, and who wrote for a desk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.search import entries as search
from sistership.window.ground.unheld import drop_unheld
from sistership.window.offices.cases.models import (
    Absence,
    Case,
    CaseEvent,
    CaseFile,
    CaseMessage,
    Direction,
    EnquiryDraft,
    MessageTranslation,
    SavedFilter,
)
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.erasure import accounts_of, addresses_of
from sistership.window.offices.people.models import City

ERASED = "—"
"""What stands where words were."""
ENQUIRER_COLUMNS = (
    "enquirer_name",
    "enquirer_email",
    "enquirer_telephone",
    "enquirer_organisation",
    "enquirer_city",
)


def enquirers_of(email: str) -> list[Ref]:
    """Who wrote to the window by an address: the first of their cases."""
    found = Case.objects.filter(enquirer_email=email.lower()).order_by("pk").first() if email else None
    return [found.ref] if found else []


def addresses_of_enquirer(subject_id: UUID) -> set[str]:
    """The address of a case's enquirer."""
    found = Case.objects.filter(public_id=subject_id).exclude(enquirer_email="")
    return set(found.values_list("enquirer_email", flat=True))


def _asked_by(subject_id: UUID) -> QuerySet[Case]:
    """Cases of the person's addresses."""
    return Case.objects.filter(enquirer_email__in=addresses_of(subject_id)).exclude(enquirer_email="")


def _begun_by(subject_id: UUID) -> QuerySet[EnquiryDraft]:
    """Enquiries that somebody began with one of the person's addresses, and did not send."""
    wanted = Q(pk__in=[])
    for address in addresses_of(subject_id):
        wanted |= Q(answers__reach__email__iexact=address)
    return EnquiryDraft.objects.filter(wanted)


def files_of_drafts() -> set[str]:
    """SHA-256 of the files that stand with enquiries that are not sent."""
    answers = EnquiryDraft.objects.filter(answers__files__isnull=False).values_list("answers", flat=True)
    return {one["sha256"] for some in answers.iterator() for one in some["files"]}


def export_case(case: Case) -> dict[str, Any]:
    """All that the window holds for the enquirer of a case: no internal notes, no names of officers."""
    words = case.messages.filter(direction__in=(Direction.IN, Direction.OUT)).prefetch_related("files")
    return {
        "number": case.number,
        "service": case.service,
        "subject": case.subject,
        "state": case.state,
        "received_at": case.received_at,
        "closed_at": case.closed_at,
        **{name: getattr(case, name) for name in ENQUIRER_COLUMNS},
        "may_be_handed_over": case.may_be_handed_over,
        "read_by": sorted(side.city.key for side in case.sides.select_related("city")),
        "messages": [
            {
                "direction": one.direction,
                "at": one.at,
                "subject": one.subject,
                "text": one.text,
                "files": [file.name for file in one.files.all()],
            }
            for one in words
        ],
        "events": [{"event": event.event, "at": event.at} for event in case.events.all()],
    }


def export_cases(subject_id: UUID) -> dict[str, Any]:
    """The person's enquiries, and the cases that the person's account works on."""
    accounts = accounts_of(subject_id)
    return {
        "enquiries": [export_case(case) for case in _asked_by(subject_id).order_by("pk")],
        "begun": [
            {"changed_at": draft.changed_at, "language": draft.language, "answers": draft.answers}
            for draft in _begun_by(subject_id).order_by("pk")
        ],
        "works_on": list(
            Case.objects.filter(officer__in=accounts).order_by("pk").values_list("number", flat=True)
        ),
        "absences": list(
            Absence.objects.filter(account__in=accounts)
            .order_by("pk")
            .values("first_day", "last_day", "note")
        ),
        "filters": list(
            SavedFilter.objects.filter(account__in=accounts).order_by("pk").values("name", "query")
        ),
    }


def _strike_subject(case: Case) -> None:
    """Take the subject out of letters that list several cases: of the morning, and of an enquirer's links."""
    for kind, between in ((City.kind(), "  "), (Case.kind(), ": ")):
        said = f"{case.number}{between}"
        notices.strike_words(said + case.subject, said + ERASED, kind=kind, since=case.received_at)


@transaction.atomic
def forget_enquirer(case: Case) -> int:
    """Take out who asked and every word of the case; that it was, its clocks and its outcome stay."""
    case = Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
    _strike_subject(case)
    case.organisation = None
    for name in ENQUIRER_COLUMNS:
        setattr(case, name, "")
    case.subject = ERASED
    case.erased_at = clock.now()
    case.link_version += 1
    case.save()
    words = CaseMessage.objects.filter(case=case)
    MessageTranslation.objects.filter(message__in=words).delete()
    files = CaseFile.objects.filter(message__in=words)
    drop_unheld(files.exclude(file=None).values_list("file", flat=True))
    files.delete()
    touched = words.update(text=ERASED, quoted="", subject="", author="", message_id="")
    CaseEvent.objects.filter(case=case).exclude(reason="").update(reason=ERASED)
    case.handovers.update(reason=ERASED, answer="")
    search.refresh([case.ref, *(word.ref for word in words)])
    return touched + 1


def forget_with_letters(case: Case) -> int:
    """As forget_enquirer, and the letters about the case, which hold the enquirer's words for desks, too."""
    letters = sum(notices.forget_letters(about.ref) for about in (case, *case.handovers.all()))
    return letters + forget_enquirer(case)


def erase_cases(subject_id: UUID) -> int:
    """Forget the person's enquiries; take the name off what the person's account wrote for a desk."""
    touched = sum(forget_with_letters(case) for case in _asked_by(subject_id).order_by("pk"))
    touched += _begun_by(subject_id).delete()[0]
    accounts = list(accounts_of(subject_id).values_list("public_id", flat=True))
    touched += CaseMessage.objects.filter(account_id__in=accounts).update(author="", account_id=None)
    touched += Absence.objects.filter(account__public_id__in=accounts).delete()[0]
    return touched
