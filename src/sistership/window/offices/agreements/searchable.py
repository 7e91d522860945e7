"""Agreements, what they promise, and the titles of their documents, as search finds them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from sistership.window.ground.models import Document
from sistership.window.ground.search.searchable import Searchable, on
from sistership.window.offices.agreements.models import Agreement, Commitment, Intention, Milestone
from sistership.window.offices.agreements.rules import (
    visible_agreements,
    visible_commitments,
    visible_documents,
    visible_intentions,
    visible_milestones,
)

SEARCHABLE = {
    Commitment.kind(): Searchable(
        label=_("Commitments"), model=Commitment, visible=visible_commitments, beside=("partnership",)
    ),
    Milestone.kind(): Searchable(
        label=_("Milestones"),
        model=Milestone,
        visible=visible_milestones,
        beside=("commitment__partnership",),
    ),
    Agreement.kind(): Searchable(
        label=_("Agreements"),
        model=Agreement,
        visible=visible_agreements,
        at=lambda row: on(row.signed_on, row),
        beside=("partnership",),
    ),
    Intention.kind(): Searchable(
        label=_("Intentions"),
        model=Intention,
        visible=visible_intentions,
        title="text",
        beside=("partnership",),
    ),
    Document.kind(): Searchable(
        label=_("Documents"),
        model=Document,
        visible=visible_documents,
        at=lambda row: on(row.published_on, row),
    ),
}
