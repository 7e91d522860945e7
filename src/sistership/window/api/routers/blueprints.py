"""Blueprints: out as JSON and CSV, and in again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router

from sistership.common.errors import InputError
from sistership.formats.tables import Table, read_csv, read_json, write_csv
from sistership.window.api.access import Request, reading, writing
from sistership.window.api.etags import tagged
from sistership.window.api.found import or_404, partnership_or_404
from sistership.window.api.schemas.blueprints import BlueprintOut
from sistership.window.api.schemas.journal import ImportOut
from sistership.window.api.schemas.texts import Key
from sistership.window.offices.agreements.actions.exchange import import_table
from sistership.window.offices.agreements.exchange import blueprint_json, blueprint_table
from sistership.window.offices.agreements.models import Agreement
from sistership.window.offices.agreements.queries import Blueprint, blueprint
from sistership.window.offices.agreements.rules import visible_agreements
from sistership.window.offices.people.rules import require

router = Router(auth=reading, tags=["Blueprints"])
CSV = "text/csv"
CSV_ANSWER = {
    "responses": {200: {"description": "The table", "content": {CSV: {"schema": {"type": "string"}}}}}
}
TABLE_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            CSV: {
                "schema": {"type": "string"},
                "example": "kind,title_en,owing\ncommitment,New promise,gdynia\n",
            },
            "application/json": {
                "schema": {
                    "type": "object",
                    "required": ["rows"],
                    "properties": {"rows": {"type": "array", "items": {"type": "object"}}},
                },
                "example": {"rows": [{"kind": "commitment", "title_en": "New promise", "owing": "gdynia"}]},
            },
        },
    }
}


def _of_agreement(request: Request, public_id: UUID) -> Blueprint:
    rows = visible_agreements(request.auth).select_related("partnership")
    agreement: Agreement = or_404(rows.filter(public_id=public_id).first())
    return blueprint(request.auth, partnership=agreement.partnership, agreement=agreement)


def _of_partnership(request: Request, key: str) -> Blueprint:
    return blueprint(request.auth, partnership=partnership_or_404(request.auth, key))


def _csv(request: Request, plan: Blueprint, name: str) -> HttpResponse:
    response = HttpResponse(write_csv(blueprint_table(plan)), content_type=f"{CSV}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return tagged(request, response)


@router.get("/partnerships/{slug:key}/blueprint", response=BlueprintOut)
def get_partnership_blueprint(request: Request, key: Key) -> dict[str, Any]:
    """Everything that a partnership promised, with evidence and intentions; `rows` come in again."""
    return blueprint_json(_of_partnership(request, key))


@router.get("/partnerships/{slug:key}/blueprint.csv", openapi_extra=CSV_ANSWER)
def get_partnership_blueprint_csv(request: Request, key: Key) -> HttpResponse:
    """Commitments and milestones of a partnership as a table that comes in again."""
    return _csv(request, _of_partnership(request, key), key)


@router.get("/agreements/{uuid:public_id}/blueprint", response=BlueprintOut)
def get_agreement_blueprint(request: Request, public_id: UUID) -> dict[str, Any]:
    """The blueprint of one agreement."""
    return blueprint_json(_of_agreement(request, public_id))


@router.get("/agreements/{uuid:public_id}/blueprint.csv", openapi_extra=CSV_ANSWER)
def get_agreement_blueprint_csv(request: Request, public_id: UUID) -> HttpResponse:
    """Commitments and milestones of one agreement as a table that comes in again."""
    return _csv(request, _of_agreement(request, public_id), str(public_id))


def _table_in(request: Request) -> Table:
    media_type = (request.content_type or "").lower()
    if media_type == CSV:
        return read_csv(request.body, file="body")
    if media_type == "application/json":
        return read_json(request.body, file="body")
    raise InputError(
        f"{media_type or '(none)'!r} is not taken", where="Content-Type", allowed=f"{CSV}, application/json"
    )


@router.post("/partnerships/{slug:key}/import", response=ImportOut, auth=writing, openapi_extra=TABLE_BODY)
def import_blueprint(request: Request, key: Key, dry_run: bool = False) -> ImportOut:
    """Take a table in: rows with `public_id` change that record, rows without add one; all rows or none.

    With `dry_run=true` everything is checked and counted, and nothing is written.
    """
    partnership = partnership_or_404(request.auth, key)
    require(request.auth, "partnership.write", partnership)
    counts = import_table(
        actor=request.auth.ref,
        partnership=partnership,
        table=_table_in(request),
        file="body",
        is_dry_run=dry_run,
    )
    return ImportOut(
        added=counts.added, changed=counts.changed, unchanged=counts.unchanged, is_dry_run=dry_run
    )
