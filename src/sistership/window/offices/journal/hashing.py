"""How an entry becomes a hash: canonical JSON of its columns, chained to the entry before."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sistership.common.canonical import canonical_json, digest


class Hashed(Protocol):
    """The columns of an entry that its hash covers: of a row, or of a line in a copy."""

    @property
    def sequence(self) -> int: ...
    @property
    def public_id(self) -> UUID: ...
    @property
    def at(self) -> datetime: ...
    @property
    def action(self) -> str: ...
    @property
    def actor_kind(self) -> str: ...
    @property
    def actor_id(self) -> UUID | None: ...
    @property
    def subject_kind(self) -> str: ...
    @property
    def subject_id(self) -> UUID: ...
    @property
    def payload_digest(self) -> str: ...
    @property
    def previous(self) -> str: ...


def payload_digest(salt: str, data: Any) -> str:  # any JSON value
    """Salted, so that a short payload cannot be guessed from its digest after erasure."""
    return digest(salt.encode(), canonical_json(data))


def entry_hash(entry: Hashed, chain_name: str) -> str:
    """SHA-256 over the entry's columns and the hash before it."""
    return digest(
        entry.previous.encode(),
        canonical_json(
            {
                "chain": chain_name,
                "sequence": entry.sequence,
                "public_id": entry.public_id,
                "at": entry.at,
                "action": entry.action,
                "actor": [entry.actor_kind, entry.actor_id],
                "subject": [entry.subject_kind, entry.subject_id],
                "payload": entry.payload_digest,
            }
        ),
    )
