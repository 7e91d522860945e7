"""Fill an empty database with many partnerships, as consistent as if people had written them.

Rows are made in bulk. What is derived from them is not made up: the states are computed by the window's own
`rebuild`, the journal is chained by its own `record_all`.

    python -m benchmarks.window.fill --database-url postgres://…
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from benchmarks.window.invented import CONTINENTS, HUBS, SUBJECTS, City, cities, promise, step
from sistership.cli.django_setup import setup

if TYPE_CHECKING:
    from sistership.window.offices.agreements.models import Agreement, Commitment
    from sistership.window.offices.people.models import Partnership, Side


@dataclass(frozen=True, slots=True)
class Size:
    """How much to invent."""

    partnerships: int = 100
    agreements: int = 10
    """For each partnership; one direction for each."""
    commitments: int = 20
    """For each agreement."""
    steps: int = 3
    """For each commitment."""
    entries: int = 1000
    """In the journal of each partnership."""


def fill(size: Size, *, today: date, now: datetime) -> None:
    """Write all of it; the database must be migrated and empty."""
    from django.db import connection, transaction

    from sistership.window.offices.agreements.actions.projection import rebuild

    with transaction.atomic():
        for partnership, sides, number in _partnerships(size):
            _fill_one(partnership, sides, number, size, today=today, now=now)
    rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _partnerships(size: Size) -> Iterator[tuple[Partnership, list[Side], int]]:
    """A third each of the partnerships of three home ports, one after the other."""
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.people import actions as people

    hubs = [_add_city(hub) for hub in HUBS]
    for number, place in enumerate(cities(size.partnerships)):
        hub = hubs[CONTINENTS.get(place.continent, 0)]
        city = _add_city(place)
        partnership = people.add_partnership(actor=SYSTEM, key=f"{hub.key}-{city.key}", cities=[hub, city])
        yield partnership, list(partnership.sides.select_related("city")), number


def _add_city(place: City) -> Any:
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.people import actions as people

    return people.add_city(
        actor=SYSTEM,
        key=place.key,
        names=place.names,
        country=place.country,
        timezone=place.timezone,
        longitude=place.longitude,
        latitude=place.latitude,
        language=place.language,
    )


def _fill_one(
    partnership: Partnership, sides: list[Side], number: int, size: Size, *, today: date, now: datetime
) -> None:
    from sistership.window.offices.agreements.models import Agreement, Direction

    texts: list[Text] = []
    agreements = [
        Agreement(
            partnership=partnership,
            agreement_kind="memorandum",
            signed_on=today - timedelta(days=200 + 97 * index + number),
        )
        for index in range(size.agreements)
    ]
    Agreement.objects.bulk_create(agreements)
    directions = [Direction(agreement=agreement, position=1) for agreement in agreements]
    Direction.objects.bulk_create(directions)
    for index, (agreement, direction) in enumerate(zip(agreements, directions, strict=True)):
        zh, en = SUBJECTS[(index + number) % len(SUBJECTS)]
        texts.append((agreement, "title", {"zh-hant": f"{zh}合作備忘錄", "en": f"Memorandum on {en}"}))
        texts.append((direction, "title", {"zh-hant": zh, "en": en.capitalize()}))
    notes = [("agreement.added", agreement) for agreement in agreements]
    for index, agreement in enumerate(agreements):
        made = _promises(agreement, directions[index], sides, index + number, size, today=today, now=now)
        texts += made.texts
        notes += made.notes
    _write_texts(texts, now=now)
    _write_journal(partnership, notes, size.entries)


Text = tuple[Any, str, dict[str, str]]
"""(record, field, language → text); the first language is authentic."""


@dataclass(slots=True)
class Made:
    """The promises of one agreement."""

    texts: list[Text]
    notes: list[tuple[str, Any]]


def _promises(
    agreement: Agreement,
    direction: Any,
    sides: list[Side],
    seed: int,
    size: Size,
    *,
    today: date,
    now: datetime,
) -> Made:
    """Commitments with steps; of every ten two lie in the past and are done, one is late, the rest ahead."""
    from sistership.window.offices.agreements.models import Commitment, Milestone

    made = Made([], [])
    commitments: list[Commitment] = []
    for number in range(size.commitments):
        ends = today + timedelta(days=40 + 31 * ((number * 7 + seed) % 23))
        if number % 10 < 4:
            ends = today - timedelta(days=20 + 17 * ((number + seed) % 19))
        commitments.append(
            Commitment(
                partnership=agreement.partnership,
                agreement=agreement,
                direction=direction,
                position=number + 1,
                due_on=ends,
                dropped_on=ends if number % 20 == 13 else None,
                told_state="dropped" if number % 20 == 13 else "",
            )
        )
    Commitment.objects.bulk_create(commitments)
    owing = Commitment.owing.through
    owing.objects.bulk_create(
        owing(commitment_id=one.pk, side_id=side.pk)
        for number, one in enumerate(commitments)
        for side in (sides if number % 5 == 0 else [sides[(number + seed) % 2]])
    )
    steps = [
        Milestone(
            commitment=one,
            position=place + 1,
            due_on=one.due_on - timedelta(days=60 * (size.steps - 1 - place)),
        )
        for one in commitments
        for place in range(size.steps)
    ]
    Milestone.objects.bulk_create(steps)
    for number, one in enumerate(commitments):
        made.texts.append((one, "title", promise(seed * size.commitments + number)))
        made.notes.append(("commitment.added", one))
    for number, milestone in enumerate(steps):
        made.texts.append((milestone, "title", step(seed + number)))
        made.notes.append(("milestone.added", milestone))
    _file_evidence(commitments, steps, sides, seed, size, now=now, made=made)
    return made


def _file_evidence(
    commitments: list[Commitment],
    steps: list[Any],
    sides: list[Side],
    seed: int,
    size: Size,
    *,
    now: datetime,
    made: Made,
) -> None:
    """Show that steps of the past were done, but for one commitment of every twenty."""
    from sistership.window.offices.agreements.models import Evidence, EvidenceEvent

    filed: list[Evidence] = []
    for place, milestone in enumerate(steps):
        number = place // size.steps
        if milestone.due_on >= now.date() or (number % 20 == 11 and place % size.steps == size.steps - 1):
            continue
        first = sides[0] if number % 5 == 0 else sides[(number + seed) % 2]
        filed.append(
            Evidence(
                commitment=commitments[number],
                milestone=milestone,
                evidence_kind="link",
                side=first,
                on=milestone.due_on - timedelta(days=10),
                url=f"https://city.example/report/{milestone.pk}",
            )
        )
    Evidence.objects.bulk_create(filed)
    events = []
    for one in filed:
        at = now.replace(hour=4, minute=0) - (now.date() - one.on) * 1
        other = next(side for side in sides if side.pk != one.side_id)
        events.append(EvidenceEvent(evidence=one, at=at, event="filed", side=one.side))
        events.append(EvidenceEvent(evidence=one, at=at, event="asked"))
        if one.pk % 7:
            confirmed = at + timedelta(days=3)
            events.append(EvidenceEvent(evidence=one, at=confirmed, event="confirmed", side=other))
        made.texts.append((one, "title", {"zh-hant": "完成報告", "en": "Report of completion"}))
        made.notes.append(("evidence.filed", one))
    EvidenceEvent.objects.bulk_create(events)


def _write_texts(texts: list[Text], *, now: datetime) -> None:
    from sistership.window.ground.models import LocalizedText, TextStatus, WordingRevision

    wordings, history = [], []
    for number, (record, field, said) in enumerate(texts):
        unit = {"owner_kind": record.kind(), "owner_id": record.public_id, "field": field}
        for place, (language, text) in enumerate(said.items()):
            if place and number % 8 == 0:
                continue  # lacks its translation
            wordings.append(
                LocalizedText(
                    **unit,
                    language=language,
                    text=text,
                    status=TextStatus.TRANSLATION if place else TextStatus.AUTHENTIC,
                    source_revision=1 if place else None,
                )
            )
            if not place:
                history.append(WordingRevision(**unit, language=language, revision=1, text=text, at=now))
    LocalizedText.objects.bulk_create(wordings, batch_size=1000)
    WordingRevision.objects.bulk_create(history, batch_size=1000)


def _write_journal(partnership: Partnership, notes: list[tuple[str, Any]], entries: int) -> None:
    """As many entries as asked for: those of the rows made, then later changes to their wordings."""
    from sistership.window.offices.journal.actions import SYSTEM, Note, record_all
    from sistership.window.offices.journal.models import Chain

    there = Chain.objects.get(partnership_id=partnership.public_id).length
    wanted = entries - there
    later = [("wording.edited", record) for _action, record in notes]
    chosen = (notes + later * (1 + wanted // len(later)))[:wanted]
    record_all(
        actor=SYSTEM,
        partnership_id=partnership.public_id,
        notes=[
            Note(action=action, subject=record.ref, data={"titles": {"en": f"Entry {place}"}})
            for place, (action, record) in enumerate(chosen)
        ],
    )


def fill_if_empty(size: Size | None = None) -> bool:
    """Bring the database to this version and fill it; False where it holds partnerships already."""
    from sistership.cli.migrate import bring_up_to_date
    from sistership.window.ground import clock
    from sistership.window.offices.people.models import Partnership

    bring_up_to_date()
    if Partnership.objects.exists():
        return False
    now = clock.now()
    fill(size or Size(), today=now.date(), now=now)
    return True


@click.command()
@click.option("--database-url", required=True)
@click.option("--data-dir", type=click.Path(path_type=Path), required=True)
@click.option("--partnerships", default=100, show_default=True)
def main(database_url: str, data_dir: Path, partnerships: int) -> None:
    """Bring an empty database to this version and fill it."""
    setup(database_url=database_url, data_dir=data_dir)
    if not fill_if_empty(Size(partnerships=partnerships)):
        raise click.ClickException("This database holds partnerships already; name an empty one.")


if __name__ == "__main__":
    main()
