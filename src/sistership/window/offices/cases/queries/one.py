"""One case as its desk reads it: words, history, what it resembles, letters that did not arrive."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import FilteredRelation, OuterRef, Prefetch, Q, QuerySet, Subquery

from sistership.window.offices.cases.models import (
    Case,
    CaseEvent,
    CaseFile,
    CaseFileNumber,
    CaseMessage,
    Handover,
    LetterTemplate,
    MessageTranslation,
    Recommendation,
)
from sistership.window.offices.cases.rules import (
    own_sides,
    visible_cases,
    visible_messages,
    visible_recommendations,
    visible_templates,
)
from sistership.window.offices.cases.states import OfferState
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.rules import Reader

MOST_RELATED = 8


def case_row(reader: Reader, public_id: UUID) -> Case | None:
    """A case that the reader sees, with its open offer as `offer` where there is one; None for any other."""
    rows = visible_cases(reader).filter(public_id=public_id)
    is_open = Q(handovers__state=OfferState.OFFERED.value)
    return (  # the checker of types knows no relation that annotate() makes
        rows.annotate(offer=FilteredRelation("handovers", condition=is_open))  # type: ignore[misc]
        .select_related(
            "offer",
            "partnership",
            "side__city",
            "received_by",
            "offered_to",
            "desk",
            "officer",
            "organisation",
            "commitment",
            "merged_into",
        )
        .first()
    )


def with_translation(rows: QuerySet[CaseMessage], language: str) -> QuerySet[CaseMessage]:
    """Words with their files, oldest first, and beside each what it says in a language.

    `translated` is None or the words in the language, `is_draft` whether a machine made them.
    """
    beside = MessageTranslation.objects.filter(message=OuterRef("pk"), language=language)
    rows = rows.annotate(
        translated=Subquery(beside.values("text")[:1]),
        is_draft=Subquery(beside.values("is_machine_draft")[:1]),
    )
    files = Prefetch("files", CaseFile.objects.select_related("file").order_by("pk"))
    return rows.prefetch_related(files).order_by("at", "pk")


def words_of(reader: Reader, case: Case, language: str) -> list[CaseMessage]:
    """The thread as the reader sees it."""
    return list(with_translation(visible_messages(reader).filter(case=case), language))


def events_of(case: Case) -> list[CaseEvent]:
    """What happened, oldest first; kept on the case, so that its clocks ask no more."""
    found = list(CaseEvent.objects.filter(case=case).order_by("at", "pk"))
    case.__dict__.setdefault("_prefetched_objects_cache", {})["events"] = found
    return found


def file_numbers_of(case: Case) -> dict[int, str]:
    """Side → the number in its registry."""
    return dict(CaseFileNumber.objects.filter(case=case).values_list("side", "number"))


def letters_of(case: Case) -> QuerySet[Message]:
    """Letters about the case or its offers."""
    offers = Handover.objects.filter(case=case).values("public_id")
    return Message.objects.filter(Q(about_id=case.public_id) | Q(about_id__in=offers))


def failed_letters(case: Case) -> list[Message]:
    """Letters about the case or its offers that could not be delivered."""
    return list(letters_of(case).filter(state=Message.State.FAILED).order_by("-pk")[:20])


def _same_sender(case: Case) -> QuerySet[Case]:
    """Other cases of the same address, and those merged into this one."""
    same = Q(merged_into=case.pk)
    if case.enquirer_email:
        same |= Q(enquirer_email=case.enquirer_email)
    return Case.objects.filter(same).exclude(pk=case.pk)


def related(reader: Reader, case: Case) -> list[Case]:
    """Other cases of the same address, and those merged into this one; the newest first."""
    rows = visible_cases(reader).filter(pk__in=_same_sender(case).values("pk"))
    return list(rows.order_by("-pk")[:MOST_RELATED])


@dataclass(frozen=True, slots=True)
class Likely:
    """A case that may be the same, and why."""

    case: Case
    is_same_sender: bool
    shared: float
    """Part of the words of the two subjects that both have."""


def _pieces(words: str) -> set[str]:
    """Words of a subject as two neighbouring letters each, so that scripts without spaces count, too."""
    said = "".join(letter for letter in words.casefold() if letter.isalnum())
    return {said[at : at + 2] for at in range(len(said) - 1)}


def likeness(one: str, other: str) -> float:
    """From 0 to 1: how much two subjects have in common."""
    first, second = _pieces(one), _pieces(other)
    return len(first & second) / len(first | second) if first and second else 0.0


LIKE = 0.35
LOOKED_THROUGH = 400


def likely_duplicates(reader: Reader, case: Case) -> list[Likely]:
    """Cases of the same side that may be this one again: the same sender first, then similar subjects."""
    rows = visible_cases(reader).filter(side=case.side_id, merged_into__isnull=True).exclude(pk=case.pk)
    found: dict[int, Likely] = {}
    for other in rows.order_by("-pk")[:LOOKED_THROUGH]:
        is_same = bool(case.enquirer_email) and other.enquirer_email == case.enquirer_email
        shared = likeness(case.subject, other.subject)
        if is_same or shared >= LIKE:
            found[other.pk] = Likely(other, is_same, shared)
    if case.enquirer_email:
        for other in rows.filter(enquirer_email=case.enquirer_email).order_by("-pk")[:20]:
            found.setdefault(
                other.pk, Likely(other, is_same_sender=True, shared=likeness(case.subject, other.subject))
            )
    return sorted(found.values(), key=lambda one: (not one.is_same_sender, -one.shared, -one.case.pk))[:12]


def templates_for(reader: Reader, case: Case) -> list[LetterTemplate]:
    """Letter templates of the reader's side for the service of the case, and those for all; without texts."""
    rows = visible_templates(reader).filter(side=case.side_id, service__in=("", case.service))
    return list(rows.order_by("-service", "position", "pk"))


def recommendations_of(reader: Reader, case: Case) -> list[Recommendation]:
    """What became of a complaint."""
    return list(visible_recommendations(reader).filter(case=case).order_by("made_at"))


def recommendations(reader: Reader) -> list[Recommendation]:
    """Recommendations that the reader's sides made or were made, those that wait for an answer first."""
    own = own_sides(reader)
    rows = visible_recommendations(reader).filter(Q(side__in=own) | Q(made_by__in=own)).distinct()
    rows = rows.select_related("side__city", "made_by__city", "case")
    return sorted(rows[:200], key=lambda one: (one.state != Recommendation.State.MADE, -one.pk))
