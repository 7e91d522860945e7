"""What a search found."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from sistership.window.ground.search.searchable import Searchable
from sistership.window.ground.search.searching import Group, Hit, Results


class ConceptOut(Schema):
    """A concept by which the search was widened."""

    id: str = Field(examples=["semiconductors"])
    names: dict[str, str] = Field(examples=[{"en": "semiconductors", "zh-hant": "半導體"}])


class HitOut(Schema):
    """A record that holds the words."""

    public_id: UUID
    title: dict[str, str] = Field(description="Language → the text by which it is known")
    excerpt: str | None = Field(
        description="The words around what was found, where they are not in the title"
    )
    excerpt_language: str | None
    is_example: bool


class FoundOut(Schema):
    """What was found of one kind, the newest first."""

    kind: str = Field(examples=["commitment"])
    items: list[HitOut]
    has_more: bool = Field(description="Whether there is more that you may see; ask for this kind alone")


class SearchOut(Schema):
    """What a search found, and what it also looked for."""

    also_searched: list[ConceptOut]
    groups: list[FoundOut]

    @classmethod
    def of(cls, results: Results) -> SearchOut:
        """The results."""
        return cls(
            also_searched=[ConceptOut(id=one.id, names=dict(one.names)) for one in results.query.concepts],
            groups=[_group(group) for group in results.groups],
        )


def _group(group: Group) -> FoundOut:
    items = [_hit(hit, group.searchable) for hit in group.hits]
    return FoundOut(kind=group.kind, items=items, has_more=group.has_more)


def _titles(searchable: Searchable, record: Any) -> dict[str, str]:
    if searchable.called is not None:
        called = searchable.called(record)
        return {called.language: called.text}
    if searchable.title not in record.TEXT_FIELDS:
        return {}
    return {code: one.text for code, one in record.localized(searchable.title).variants.items()}


def _hit(hit: Hit, searchable: Searchable) -> HitOut:
    return HitOut(
        public_id=hit.record.public_id,
        title=_titles(searchable, hit.record),
        excerpt="".join(part.text for part in hit.excerpt) or None,
        excerpt_language=hit.language or None,
        is_example=getattr(hit.record, "is_example", False),
    )
