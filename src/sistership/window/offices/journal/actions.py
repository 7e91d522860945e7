"""Append to the journal, and erase what it says about a person."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from sistership.common.canonical import canonical_json
from sistership.window.ground.ids import Ref
from sistership.window.ground.search import entries as search
from sistership.window.offices.journal.hashing import entry_hash, payload_digest
from sistership.window.offices.journal.models import Chain, Entry, Payload

SYSTEM = Ref("system", UUID(int=0))
PAYLOADS_ERASED = "journal.payloads_erased"


def chain_name(chain: Chain) -> str:
    """What an entry's hash calls its chain."""
    return "installation" if chain.is_installation else str(chain.partnership_id)


def locked_chain(partnership_id: UUID | None) -> Chain:
    """The chain, made if absent, locked until the transaction ends."""
    if partnership_id is None:
        Chain.objects.get_or_create(is_installation=True)
        return Chain.objects.select_for_update().get(is_installation=True)
    Chain.objects.get_or_create(partnership_id=partnership_id)
    return Chain.objects.select_for_update().get(partnership_id=partnership_id)


def record(
    *,
    action: str,
    actor: Ref,
    subject: Ref,
    partnership_id: UUID | None,
    data: dict[str, Any] | None = None,
    person_id: UUID | None = None,
) -> Entry:
    """Append one entry; must run inside the transaction of the change that it records.

    The subject is indexed for search as it is now.

    `data` holds JSON values, dates, UUIDs and decimals. Name `person_id` when it holds data of a person.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"{action} must be journalled inside the transaction of its change")
    chain = locked_chain(partnership_id)
    salt = secrets.token_hex(16)
    values = json.loads(canonical_json(data or {}))
    entry = Entry(
        chain=chain,
        sequence=chain.length + 1,
        at=timezone.now(),  # never overridden: the journal says when it was written
        action=action,
        actor_kind=actor.kind,
        actor_id=actor.public_id,
        subject_kind=subject.kind,
        subject_id=subject.public_id,
        payload_digest=payload_digest(salt, values),
        previous=chain.head,
    )
    entry.hash = entry_hash(entry, chain_name(chain))
    entry.save(force_insert=True)
    Payload.objects.create(entry=entry, salt=salt, data=values, person_id=person_id)
    chain.length, chain.head = entry.sequence, entry.hash
    chain.save(update_fields=["length", "head"])
    search.refresh([subject])
    return entry


class Note(NamedTuple):
    """One of many entries that are appended together."""

    action: str
    subject: Ref
    data: dict[str, Any]
    person_id: UUID | None = None


def record_all(*, actor: Ref, partnership_id: UUID | None, notes: Iterable[Note]) -> int:
    """Append many entries to one chain with few queries, as `record` would one by one; returns how many."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Entries must be journalled inside the transaction of their changes")
    chain = locked_chain(partnership_id)
    name = chain_name(chain)
    entries: list[Entry] = []
    payloads: list[Payload] = []
    for note in notes:
        salt = secrets.token_hex(16)
        values = json.loads(canonical_json(note.data))
        entry = Entry(
            chain=chain,
            sequence=chain.length + 1,
            at=timezone.now(),
            action=note.action,
            actor_kind=actor.kind,
            actor_id=actor.public_id,
            subject_kind=note.subject.kind,
            subject_id=note.subject.public_id,
            payload_digest=payload_digest(salt, values),
            previous=chain.head,
        )
        entry.hash = entry_hash(entry, name)
        chain.length, chain.head = entry.sequence, entry.hash
        entries.append(entry)
        payloads.append(Payload(entry=entry, salt=salt, data=values, person_id=note.person_id))
    Entry.objects.bulk_create(entries, batch_size=500)
    for payload in payloads:
        payload.entry_id = payload.entry.pk
    Payload.objects.bulk_create(payloads, batch_size=500)
    chain.save(update_fields=["length", "head"])
    search.refresh(Ref(entry.subject_kind, entry.subject_id) for entry in entries)
    return len(entries)


def move_person(old: Ref, new: Ref) -> int:
    """Let what was said about a person who was merged be erased with the one that stays; no hash changes."""
    return Payload.objects.filter(person_id=old.public_id).update(person_id=new.public_id)


def erase_person(person_id: UUID, *, actor: Ref = SYSTEM) -> int:
    """Delete every payload about the person; each chain gets an entry that names what was erased."""
    payloads = Payload.objects.filter(person_id=person_id).select_related("entry__chain")
    by_chain: dict[UUID | None, list[int]] = {}
    for payload in payloads.order_by("entry__sequence"):
        by_chain.setdefault(payload.entry.chain.partnership_id, []).append(payload.entry.sequence)
    count = payloads.count()
    payloads.delete()
    for partnership_id, sequences in by_chain.items():
        record(
            action=PAYLOADS_ERASED,
            actor=actor,
            subject=Ref("person", person_id),
            partnership_id=partnership_id,
            data={"sequences": sequences},
        )
    return count
