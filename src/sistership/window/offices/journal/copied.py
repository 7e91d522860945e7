"""Verify the chains in a city's copy, without the window: by the same hashes as the window's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sistership.window.ground.copy_format import CopyManifest, Place, rows_of
from sistership.window.offices.journal.hashing import entry_hash, payload_digest

# As in models and actions, which need the window.
GENESIS = "0" * 64
PAYLOADS_ERASED = "journal.payloads_erased"


@dataclass(slots=True)
class CopiedEntry:
    """One line of the copy, with the columns that its hash covers."""

    sequence: int
    public_id: UUID
    at: datetime
    action: str
    actor_kind: str
    actor_id: UUID | None
    subject_kind: str
    subject_id: UUID
    payload_digest: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class CopiedChain:
    """What verification found in one chain of a copy."""

    name: str
    length: int
    head: str
    without_words: int
    """Entries whose payload was erased, or is about a person of another city."""
    problems: tuple[str, ...]
    hashes: frozenset[str]


def verify_copy(copy: Place, manifest: CopyManifest) -> list[CopiedChain]:
    """Check every entry, every payload and every link; each chain must end in the head that it names."""
    payloads = {row["entry"]: row for row in rows_of(copy, "journal.Payload")}
    entries: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(copy, "journal.Entry"):
        entries[row["chain"]].append(row)
    return [
        _verify_chain(chain, entries[chain["id"]], payloads, manifest)
        for chain in rows_of(copy, "journal.Chain")
    ]


def _entry(row: dict[str, Any]) -> CopiedEntry:
    return CopiedEntry(
        sequence=row["sequence"],
        public_id=UUID(row["public_id"]),
        at=datetime.fromisoformat(row["at"]),
        action=row["action"],
        actor_kind=row["actor_kind"],
        actor_id=UUID(row["actor_id"]) if row["actor_id"] else None,
        subject_kind=row["subject_kind"],
        subject_id=UUID(row["subject_id"]),
        payload_digest=row["payload_digest"],
        previous=row["previous"],
        hash=row["hash"],
    )


def _verify_chain(
    chain: dict[str, Any], rows: list[dict[str, Any]], payloads: dict[str, Any], manifest: CopyManifest
) -> CopiedChain:
    name: str = chain["partnership_id"]
    ordered = [_entry(row) for row in sorted(rows, key=lambda row: row["sequence"])]
    excused = set(manifest.withheld.get(name, ()))
    excused |= {
        sequence
        for entry in ordered
        if entry.action == PAYLOADS_ERASED and str(entry.public_id) in payloads
        for sequence in payloads[str(entry.public_id)]["data"]["sequences"]
    }
    problems = list(_problems(name, ordered, payloads, excused))
    head = ordered[-1].hash if ordered else GENESIS
    if (chain["length"], chain["head"]) != (len(ordered), head) or manifest.heads.get(name) != head:
        problems.append(f"{name}: the chain does not end in the head that it names; entries were cut off")
    return CopiedChain(
        name=name,
        length=len(ordered),
        head=head,
        without_words=sum(str(entry.public_id) not in payloads for entry in ordered),
        problems=tuple(problems),
        hashes=frozenset(entry.hash for entry in ordered),
    )


def _problems(
    name: str, entries: list[CopiedEntry], payloads: dict[str, Any], excused: set[int]
) -> Iterator[str]:
    previous = GENESIS
    for sequence, entry in enumerate(entries, start=1):
        if entry.sequence != sequence or entry.previous != previous:
            yield f"{name}: entry {entry.sequence} does not follow from the entry before it"
        if entry_hash(entry, name) != entry.hash:
            yield f"{name}: entry {entry.sequence} ({entry.action}) was changed after it was written"
        payload = payloads.get(str(entry.public_id))
        if payload is None:
            if entry.sequence not in excused:
                yield f"{name}: the words of entry {entry.sequence} are gone, and nothing says why"
        elif payload_digest(payload["salt"], payload["data"]) != entry.payload_digest:
            yield f"{name}: the words of entry {entry.sequence} ({entry.action}) were changed"
        previous = entry.hash
