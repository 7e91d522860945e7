"""The blueprint as one document; its rows are those of the CSV table."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field


class BlueprintPartnership(Schema):
    """Whose blueprint it is."""

    key: str
    public_id: UUID
    cities: list[str]


class BlueprintAgreement(Schema):
    """The agreement whose blueprint it is."""

    public_id: UUID
    title: dict[str, str]


class BlueprintOut(Schema):
    """Everything of a blueprint. Send `rows` back to the import route to change it."""

    partnership: BlueprintPartnership
    agreement: BlueprintAgreement | None
    tally: dict[str, int]
    directions: list[dict[str, Any]]
    columns: list[str]
    rows: list[dict[str, str | None]] = Field(
        examples=[[{"kind": "commitment", "public_id": None, "title_en": "New promise", "owing": "gdynia"}]]
    )
    evidence: list[dict[str, Any]]
    intentions: list[dict[str, Any]]
