"""Cases as search finds them: the words that every side reads, and internal notes as a kind of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.window.ground.search.searchable import Passage, Searchable, own_texts
from sistership.window.offices.cases.models import Case, CaseFile, CaseMessage, Direction
from sistership.window.offices.cases.rules import visible_cases, visible_messages
from sistership.window.offices.people.rules import Reader

SAID = ("number", "subject", "enquirer_name", "enquirer_organisation", "enquirer_city")


def _cases(cases: Sequence[Case]) -> Mapping[UUID, list[Passage]]:
    """Number, subject, who asks, every word but notes, names of files, and the outcome."""
    said = own_texts(cases)
    named = {case.pk: case.public_id for case in cases}
    for case in cases:
        said[case.public_id][:0] = [
            Passage(words, case.language) for name in SAID if (words := getattr(case, name))
        ]
    shared = CaseMessage.objects.filter(case__in=cases).exclude(direction=Direction.NOTE)
    for case_id, text, language in shared.order_by("at", "pk").values_list("case", "text", "language"):
        said[named[case_id]].append(Passage(text, language))
    files = CaseFile.objects.filter(message__case__in=cases).exclude(message__direction=Direction.NOTE)
    for case_id, name in files.order_by("pk").values_list("message__case", "name"):
        said[named[case_id]].append(Passage(name))
    return said


def _notes(rows: Sequence[CaseMessage]) -> Mapping[UUID, list[Passage]]:
    said: defaultdict[UUID, list[Passage]] = defaultdict(list)
    for row in rows:
        said[row.public_id].append(Passage(row.text, row.language))
    return said


def _all_notes() -> QuerySet[CaseMessage]:
    return CaseMessage.objects.filter(direction=Direction.NOTE)


def visible_notes(reader: Reader) -> QuerySet[CaseMessage]:
    """Internal notes that the reader sees."""
    return visible_messages(reader).filter(direction=Direction.NOTE)


SEARCHABLE = {
    Case.kind(): Searchable(
        label=pgettext_lazy("search", "Cases"),
        model=Case,
        visible=visible_cases,
        passages=_cases,
        called=lambda case: Passage(case.subject, case.language),
        at=lambda case: case.received_at,
        beside=("partnership",),
    ),
    CaseMessage.kind(): Searchable(
        label=_("Internal notes"),
        model=CaseMessage,
        visible=visible_notes,
        passages=_notes,
        called=lambda row: Passage(f"{row.case.number} · {row.case.subject}", row.case.language),
        rows=_all_notes,
        at=lambda row: row.at,
        beside=("case__partnership",),
    ),
}
