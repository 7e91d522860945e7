"""Correct the wording of any record: one page for all kinds, with two officers at once in mind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sistership.window.ground.ids import Ref
from sistership.window.ground.models import Document
from sistership.window.offices.agreements.actions.wordings import edit_wordings
from sistership.window.offices.agreements.models import (
    Decision,
    Direction,
    Meeting,
    Milestone,
    Signatory,
)
from sistership.window.offices.agreements.rules import (
    answerable_questions,
    visible_agreements,
    visible_commitments,
    visible_committees,
    visible_evidence,
    visible_intentions,
)
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.people.rules import Reader, internal_partnerships, may, require
from sistership.window.offices.visions.models import Axis, Vision
from sistership.window.offices.visits.models import Attendance, Point
from sistership.window.offices.visits.rules import visible_visits
from sistership.window.pages.desk.forms.base import DeskForm
from sistership.window.pages.desk.forms.corrections import (
    CorrectionForm,
    correction_values,
    texts_to_correct,
)
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    edit_page,
    find,
    require_in,
)


@dataclass(frozen=True, slots=True)
class Kind:
    """How records of one kind are found, and where they stand on the desk."""

    visible: Callable[[Reader], QuerySet[Any]]
    page: str
    """The desk's page on which the record stands."""
    owner: str = ""
    """Path from the record to what that page shows; empty for the record itself."""
    partnership: str = "partnership"
    """Path from the record to its partnership."""


def _documents(reader: Reader) -> QuerySet[Document]:
    """Documents of agreements and meetings that the reader sees."""
    rows = Document.objects.filter(
        Q(agreements__agreement__in=visible_agreements(reader))
        | Q(meeting__committee__in=visible_committees(reader))
    )
    return rows.distinct()


KINDS = {
    "agreement": Kind(visible_agreements, "desk_agreement"),
    "commitment": Kind(visible_commitments, "desk_commitment"),
    "committee": Kind(visible_committees, "desk_committee"),
    "visit": Kind(visible_visits, "desk_visit"),
    "intention": Kind(visible_intentions, "desk_partnership", "partnership"),
    "evidence": Kind(
        lambda reader: visible_evidence(reader).select_related("side"),
        "desk_evidence",
        partnership="commitment.partnership",
    ),
    "why_question": Kind(
        lambda reader: answerable_questions(reader).exclude(closed_at=None).select_related("side"),
        "desk_question",
        partnership="commitment.partnership",
    ),
    "direction": Kind(
        lambda reader: Direction.objects.filter(agreement__in=visible_agreements(reader)),
        "desk_agreement",
        "agreement",
        "agreement.partnership",
    ),
    "signatory": Kind(
        lambda reader: Signatory.objects.filter(agreement__in=visible_agreements(reader)),
        "desk_agreement",
        "agreement",
        "agreement.partnership",
    ),
    "milestone": Kind(
        lambda reader: Milestone.objects.filter(commitment__in=visible_commitments(reader)),
        "desk_commitment",
        "commitment",
        "commitment.partnership",
    ),
    "meeting": Kind(
        lambda reader: Meeting.objects.filter(committee__in=visible_committees(reader)),
        "desk_committee",
        "committee",
        "committee.partnership",
    ),
    "decision": Kind(
        lambda reader: Decision.objects.filter(meeting__committee__in=visible_committees(reader)),
        "desk_committee",
        "meeting.committee",
        "meeting.committee.partnership",
    ),
    "attendance": Kind(
        lambda reader: Attendance.objects.filter(visit__in=visible_visits(reader)),
        "desk_visit",
        "visit",
        "visit.partnership",
    ),
    "point": Kind(
        lambda reader: Point.objects.filter(visit__in=visible_visits(reader)),
        "desk_visit",
        "visit",
        "visit.partnership",
    ),
}


def _follow(record: Any, path: str) -> Any:
    for step in filter(None, path.split(".")):
        record = getattr(record, step)
    return record


@dataclass(frozen=True, slots=True)
class Subject:
    """A record whose words are corrected, and what stands around it."""

    record: Any
    partnership: Partnership
    back: str


def _address(page: str, owner: Any) -> str:
    return reverse(page, args=[owner.key if isinstance(owner, Partnership) else owner.public_id])


def _document(request: DeskRequest, public_id: UUID) -> Subject:
    """A document with the agreement or committee under which the reader works on it.

    One that stands in several partnerships is corrected by whoever works in all of them.
    """
    reader = request.user
    document = find(_documents(reader), public_id)
    agreements = list(
        visible_agreements(reader).filter(documents__document=document).select_related("partnership")
    )
    committees = list(
        visible_committees(reader).filter(meetings__minutes=document).select_related("partnership")
    )
    owners: list[tuple[str, Any]] = [("desk_agreement", one) for one in agreements]
    owners += [("desk_committee", one) for one in committees]
    inside = set(internal_partnerships(reader).values_list("pk", flat=True))
    page, owner = next((pair for pair in owners if pair[1].partnership_id in inside), owners[0])
    for other in {one.partnership_id: one.partnership for _page, one in owners}.values():
        require_in(reader, "partnership.write", other, other)
    return Subject(document, owner.partnership, _address(page, owner))


def _vision(request: DeskRequest, kind: str, public_id: UUID) -> Subject:
    """A vision or an axis of the reader's own city, with the first partnership of that city."""
    rows = (
        Vision.objects.select_related("city")
        if kind == "vision"
        else Axis.objects.select_related("vision__city")
    )
    record: Any = find(rows, public_id)
    city = record.city if isinstance(record, Vision) else record.vision.city
    require(request.user, "vision.write", city)
    partnership = city.partnerships.order_by("pk").first()
    if partnership is None:
        raise Http404
    return Subject(record, partnership, _address("desk_visions", partnership))


def subject_of(request: DeskRequest, kind: str, public_id: UUID) -> Subject:
    """The record that the reader sees and may correct; 404 for any other."""
    if kind == "document":
        return _document(request, public_id)
    if kind in ("vision", "axis"):
        return _vision(request, kind, public_id)
    known = KINDS.get(kind)
    if known is None:
        raise Http404
    paths = {path.replace(".", "__") for path in (known.partnership, known.owner) if path}
    record = find(known.visible(request.user).select_related(*paths), public_id)
    partnership = _follow(record, known.partnership)
    require_in(request.user, "partnership.write", partnership, partnership)
    if kind == "evidence":
        require(request.user, "evidence.amend", record)
    if kind == "why_question":
        require(request.user, "why.answer", record)
    return Subject(record, partnership, _address(known.page, _follow(record, known.owner)))


def _person(record: Any) -> Ref | None:
    """Whom the words are about, where they are about a person."""
    return record.person.ref if isinstance(record, Signatory | Attendance) else None


@desk_page
def edit_wording(request: DeskRequest, kind: str, public_id: UUID) -> HttpResponse:
    """Correct all texts of a record, and say in which languages they count."""
    subject = subject_of(request, kind, public_id)
    partnership = subject.partnership
    is_lead = may(request.user, "partnership.decide", partnership)
    texts = texts_to_correct(subject.record, is_lead=is_lead)

    def build(record: Any, data: Any, initial: Any) -> CorrectionForm:
        return CorrectionForm(
            data, initial=initial, record=record, languages=languages_for(partnership), texts=texts
        )

    def act(record: Any, form: DeskForm) -> None:
        assert isinstance(form, CorrectionForm)
        edit_wordings(
            actor=request.user.ref,
            record=record,
            partnership=partnership,
            texts=form.changed_texts(),
            authentic=form.changed_marks(),
            person=_person(record),
        )

    page = FormPage(
        title=_("Correct the wording"),
        lead=_("The journal keeps the words as they were. A translation made from other words is marked."),
        partnership=partnership,
        back=subject.back,
        submit=_("Save"),
        done=_("The wording was corrected."),
        template="desk/correction.html",
    )
    return edit_page(
        request,
        subject.record,
        page,
        build=build,
        values=lambda record: correction_values(record, texts),
        act=act,
    )
