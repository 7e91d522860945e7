"""Check that a chain is whole: every hash, every payload that is still there, and a head kept outside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import transaction

from sistership.window.offices.journal.actions import PAYLOADS_ERASED, chain_name
from sistership.window.offices.journal.hashing import entry_hash, payload_digest
from sistership.window.offices.journal.models import GENESIS, Chain, Payload


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What verification found in one chain."""

    name: str
    length: int
    head: str
    erased: int
    """Entries whose payload was erased, each named by a later entry."""
    problems: tuple[str, ...]
    is_head_found: bool | None
    """Whether the head given from outside stands in this chain; None if none was given."""


class Row(NamedTuple):
    """The columns of an entry; whole records would take twice as long to make as to check."""

    pk: int
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


def _check(entry: Row, previous: str, sequence: int, name: str) -> Iterable[str]:
    if entry.sequence != sequence:
        yield f"{name}: entry {sequence} is missing; the next one there is {entry.sequence}"
    if entry.previous != previous:
        yield f"{name}: entry {entry.sequence} does not follow from the entry before it"
    if entry_hash(entry, name) != entry.hash:
        yield f"{name}: entry {entry.sequence} ({entry.action}) was changed after it was written"


def verify_chain(chain: Chain, *, head: str | None = None) -> ChainReport:
    """Walk one chain from its start. Call inside a transaction for a consistent view."""
    name = chain_name(chain)
    problems: list[str] = []
    without_payload: list[int] = []
    erased: set[int] = set()
    previous, sequence, found = GENESIS, 0, False
    payloads = {
        pk: (salt, data)
        for pk, salt, data in Payload.objects.filter(entry__chain=chain).values_list("pk", "salt", "data")
    }
    entries = chain.entries.order_by("sequence").values_list("pk", *Row._fields[1:])
    for entry in map(Row._make, entries.iterator(chunk_size=2000)):
        sequence += 1
        problems.extend(_check(entry, previous, sequence, name))
        payload = payloads.get(entry.pk)
        if payload is None:
            without_payload.append(entry.sequence)
        elif payload_digest(*payload) != entry.payload_digest:
            problems.append(f"{name}: the payload of entry {entry.sequence} ({entry.action}) was changed")
        elif entry.action == PAYLOADS_ERASED:
            erased.update(payload[1]["sequences"])
        previous, sequence = entry.hash, entry.sequence
        found = found or entry.hash == head
    problems.extend(
        f"{name}: the payload of entry {missing} is gone and no entry says that it was erased"
        for missing in without_payload
        if missing not in erased
    )
    if (chain.length, chain.head) != (sequence, previous):
        problems.append(
            f"{name}: the chain says {chain.length} entries ending in {chain.head[:12]}, "
            f"there are {sequence} ending in {previous[:12]}"
        )
    return ChainReport(
        name=name,
        length=sequence,
        head=previous,
        erased=len(without_payload),
        problems=tuple(problems),
        is_head_found=None if head is None else found,
    )


def verify(*, head: str | None = None, partnership_id: UUID | None = None) -> list[ChainReport]:
    """Reports on all chains, or on that of one partnership."""
    with transaction.atomic():
        chains = Chain.objects.order_by("pk")
        if partnership_id:
            chains = chains.filter(partnership_id=partnership_id)
        return [verify_chain(chain, head=head) for chain in chains]


def heads() -> dict[str, str]:
    """What each chain ends in, by the chain's name: to be kept outside the window."""
    return {chain_name(chain): chain.head for chain in Chain.objects.order_by("pk")}
