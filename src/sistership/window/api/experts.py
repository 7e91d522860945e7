"""What requests of experts name: the side for which one acts, and what a question or a lesson belongs to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from sistership.common.errors import InputError, RuleError
from sistership.window.api.access import Request
from sistership.window.api.found import side_named
from sistership.window.api.schemas.expert_questions import Ties
from sistership.window.offices.agreements.models import Milestone
from sistership.window.offices.agreements.rules import visible_commitments
from sistership.window.offices.lessons.rules import expert_sides
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.visits.rules import visible_visits


def acting_side(request: Request, partnership: Partnership, key: str) -> Side:
    """The side that is named, for which the reader must be an expert."""
    side = side_named(partnership, key)
    assert side is not None
    if side.pk not in {one.pk for one in expert_sides(request.auth, partnership)}:
        raise RuleError(
            f"You are no expert of {key!r}", where="side", next_step="Ask an officer of that city"
        )
    return side


def tied_records(request: Request, partnership: Partnership, data: Ties) -> dict[str, Any]:
    """Field → the record that it names, of the fields that were sent; null names none."""
    commitments = visible_commitments(request.auth).filter(partnership=partnership)
    rows: dict[str, QuerySet[Any]] = {
        "commitment": commitments,
        "milestone": Milestone.objects.filter(commitment__in=commitments).select_related("commitment"),
        "visit": visible_visits(request.auth).filter(partnership=partnership),
    }
    return {
        name: _named(rows[name], getattr(data, name), name) for name in rows if name in data.model_fields_set
    }


def _named(rows: QuerySet[Any], public_id: UUID | None, where: str) -> Model | None:
    if public_id is None:
        return None
    found: Model | None = rows.filter(public_id=public_id).first()
    if found is None:
        raise InputError(
            f"{public_id} is no {where} of this partnership",
            where=where,
            allowed=f"a public id of a {where} that you may see, or null",
        )
    return found
