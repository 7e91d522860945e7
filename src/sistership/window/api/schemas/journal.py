"""The journal, and what an import did."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field

from sistership.window.offices.journal.models import Chain, Entry


class HeadOut(Schema):
    """The end of a chain; keep it outside of the window to see later whether the chain was cut."""

    length: int
    head: str = Field(description="Hash of the newest entry, SHA-256 in hexadecimal")

    @classmethod
    def of(cls, chain: Chain | None) -> HeadOut:
        """The chain's end; zeros where nothing was journalled yet."""
        return cls(length=chain.length, head=chain.head) if chain else cls(length=0, head="0" * 64)


class EntryOut(Schema):
    """One thing done."""

    sequence: int
    at: datetime
    action: str = Field(examples=["commitment.added"])
    actor_kind: str
    actor_id: UUID | None
    subject_kind: str
    subject_id: UUID
    data: dict[str, Any] | None = Field(description="null: erased, or not for this reader")
    payload_digest: str
    previous: str
    hash: str

    @classmethod
    def of(cls, entry: Entry, *, has_data: bool) -> EntryOut:
        """The entry; its words only for those who work in the partnership."""
        payload = getattr(entry, "payload", None) if has_data else None
        return cls(
            sequence=entry.sequence,
            at=entry.at,
            action=entry.action,
            actor_kind=entry.actor_kind,
            actor_id=entry.actor_id,
            subject_kind=entry.subject_kind,
            subject_id=entry.subject_id,
            data=payload.data if payload else None,
            payload_digest=entry.payload_digest,
            previous=entry.previous,
            hash=entry.hash,
        )


class ImportOut(Schema):
    """What an import did, or would do."""

    added: int
    changed: int
    unchanged: int
    is_dry_run: bool
