"""Draft texts by machine, a few at a time. The batch's rows decide; a task only wakes it."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from sistership.common.errors import SistershipError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ports import KeptTerm, Passage, Translator, translator
from sistership.window.ground.tasks import enqueue
from sistership.window.offices.translations.actions import STEP, keep_draft
from sistership.window.offices.translations.glossary import Glossary, find_terms, glossary_of
from sistership.window.offices.translations.models import DraftBatch, DraftItem
from sistership.window.offices.translations.queries import (
    DRAFT,
    MISSING,
    STALE,
    Unit,
    read_units,
    units,
)
from sistership.window.offices.translations.rules import EVERYTHING

TEXTS_A_STEP = 10
CHARACTERS_A_STEP = 4_000
MAX_ATTEMPTS = 5
FIRST_WAIT = timedelta(minutes=2)
"""Longer than a step may take, so that no second one begins while the first is at the service."""


def draft(public_id: str) -> str:
    """One step of a batch: ask for a few drafts and keep them; then the next step is queued."""
    batch = _leased(public_id)
    if batch is None:
        return "nothing to do"
    items = list(batch.items.filter(state=DraftItem.State.WAITING).order_by("pk")[:TEXTS_A_STEP])
    found = _units(batch, items)
    asked = _one_request(found)
    texts: list[str] = []
    try:
        if asked:
            service = translator()
            if service is None:
                raise StateError("No translation service is configured")
            texts = _drafts(service, batch, asked)
    except SistershipError as error:
        return _failed(batch, error.message)
    drafted = {unit.key: (unit, text) for unit, text in zip(asked, texts, strict=True)}
    return _keep(batch, items, {unit.key for unit in found}, drafted)


def _leased(public_id: str) -> DraftBatch | None:
    """The batch, if it is due; for a while no other step of it begins."""
    with transaction.atomic():
        batch = (
            DraftBatch.objects.select_for_update(of=("self",))
            .filter(public_id=UUID(public_id), state=DraftBatch.State.RUNNING)
            .select_related("partnership")
            .first()
        )
        if batch is None or batch.next_attempt_at > clock.now():
            return None
        batch.attempts += 1
        # Leased: if this process dies while it waits for the service, sweep() takes the batch up again.
        batch.next_attempt_at = clock.now() + FIRST_WAIT * 2 ** (batch.attempts - 1)
        batch.save(update_fields=["attempts", "next_attempt_at"])
        return batch


def _units(batch: DraftBatch, items: list[DraftItem]) -> list[Unit]:
    """The texts of the items that still want a draft and may leave the window."""
    rows = units(
        EVERYTHING.narrowed(batch.partnership), batch.language, states=(MISSING, STALE, DRAFT)
    ).filter(owner_id__in=[item.owner_id for item in items])
    by_key = {unit.key: unit for unit in read_units(rows, batch.language)}
    wanted = [by_key.get(f"{item.owner_kind}:{item.owner_id}:{item.field}") for item in items]
    return [unit for unit in wanted if unit and (unit.is_public or batch.includes_internal)]


def _one_request(found: list[Unit]) -> list[Unit]:
    """As many as one request takes: one source language, not too long; at least one."""
    asked: list[Unit] = []
    size = 0
    for unit in found:
        size += len(unit.source)
        if asked and (unit.source_language != asked[0].source_language or size > CHARACTERS_A_STEP):
            break
        asked.append(unit)
    return asked


def _drafts(service: Translator, batch: DraftBatch, asked: list[Unit]) -> list[str]:
    glossary = glossary_of([batch.partnership_id])[batch.partnership_id]
    return service.translate(
        [passage_of(unit, glossary) for unit in asked],
        source=asked[0].source_language,
        target=batch.language,
    )


def passage_of(unit: Unit, glossary: Glossary) -> Passage:
    """The source in pieces, its locked terms apart."""
    pieces: list[str | KeptTerm] = []
    at = 0
    for one in find_terms(
        unit.source, glossary.between(unit.source_language, unit.language), unit.source_language
    ):
        if one.term.is_locked:
            pieces += [
                unit.source[at : one.start],
                KeptTerm(unit.source[one.start : one.end], one.term.target),
            ]
            at = one.end
    return Passage(tuple(piece for piece in (*pieces, unit.source[at:]) if piece))


def _failed(batch: DraftBatch, message: str) -> str:
    is_over = batch.attempts >= MAX_ATTEMPTS
    DraftBatch.objects.filter(pk=batch.pk, state=DraftBatch.State.RUNNING).update(
        last_error=message, state=DraftBatch.State.FAILED if is_over else DraftBatch.State.RUNNING
    )
    return "given up" if is_over else "will be tried again"


@transaction.atomic
def _keep(
    batch: DraftBatch, items: list[DraftItem], wanted: set[str], drafted: dict[str, tuple[Unit, str]]
) -> str:
    """Store the drafts, and queue the next step or end the batch."""
    now = DraftBatch.objects.select_for_update().get(pk=batch.pk)
    if now.state != DraftBatch.State.RUNNING:
        return "stopped"
    for item in items:
        key = f"{item.owner_kind}:{item.owner_id}:{item.field}"
        if key in drafted:
            unit, text = drafted[key]
            item.state = keep_draft(item=item, batch=batch, unit=unit, text=text)
        elif key not in wanted:
            item.state = DraftItem.State.NOT_NEEDED
        else:
            continue  # of the next request
        item.save(update_fields=["state"])
    now.attempts, now.last_error, now.next_attempt_at = 0, "", clock.now()
    if now.items.filter(state=DraftItem.State.WAITING).exists():
        enqueue(STEP, str(now.public_id))
    else:
        now.state = DraftBatch.State.DONE
    now.save(update_fields=["attempts", "last_error", "next_attempt_at", "state"])
    return now.state


def sweep() -> int:
    """Wake every batch that is due: retries, and those whose task was lost. Runs every minute."""
    due = DraftBatch.objects.filter(state=DraftBatch.State.RUNNING, next_attempt_at__lte=clock.now())
    public_ids = list(due.order_by("next_attempt_at").values_list("public_id", flat=True)[:50])
    with transaction.atomic():
        for public_id in public_ids:
            enqueue(STEP, str(public_id))
    return len(public_ids)
