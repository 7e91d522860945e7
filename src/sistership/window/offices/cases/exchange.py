"""Cases as a table and as JSON: one row for each case, in columns of which an import takes the first part.

| column | what |
| --- | --- |
| number | of the case; on import its number in the earlier register |
| service, language | as the window names them; language: in which the enquirer is written to |
| subject, text | the first words of the enquirer |
| name, email, telephone, organisation, organisation_kind, city | who asks |
| received_at, answered_at, closed_at | as 2026-03-05 or 2026-03-05T10:30+08:00; else in the city's time |
| answer | the last words to the enquirer |
| outcome, outcome_text | what came of it, and in words |
| file_number, partnership, side, … | computed; ignored on import |
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from sistership.formats.tables import Cell, Table, table_of
from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases.models import Case, CaseMessage, Direction
from sistership.window.offices.cases.rules import visible_messages
from sistership.window.offices.people.rules import Reader

INSTANTS = ("received_at", "answered_at", "closed_at")
TAKEN = (
    "number",
    "service",
    "language",
    "subject",
    "text",
    "name",
    "email",
    "telephone",
    "organisation",
    "organisation_kind",
    "city",
    *INSTANTS,
    "answer",
    "outcome",
    "outcome_text",
)
COMPUTED = ("partnership", "received_by", "side", "channel", "state", "priority", "officer", "due_at")
COLUMNS = (*TAKEN, *COMPUTED)
AT_ONCE = 500


def _loaded(reader: Reader, rows: QuerySet[Case]) -> Iterable[Case]:
    """The cases with the words that the reader may read, some at a time."""
    words = visible_messages(reader).select_related("side__city").prefetch_related("files")
    rows = rows.select_related("partnership", "received_by__city", "side__city", "officer")
    rows = rows.prefetch_related(Prefetch("messages", words.order_by("at", "pk"), to_attr="read"), "events")
    part: list[Case] = []
    for case in rows.iterator(chunk_size=AT_ONCE):
        part.append(case)
        if len(part) == AT_ONCE:
            load_texts(part)
            yield from part
            part = []
    load_texts(part)
    yield from part


def _cells(case: Case) -> dict[str, Cell]:
    read: list[CaseMessage] = case.read  # type: ignore[attr-defined]
    came = [one for one in read if one.direction == Direction.IN]
    went = [one for one in read if one.direction == Direction.OUT]
    instants = {name: getattr(case, name) for name in (*INSTANTS, "due_at")}
    return {
        **{name: getattr(case, name) for name in ("number", "service", "language", "subject")},
        "text": came[0].text if came else None,
        **{name: getattr(case, f"enquirer_{name}") for name in TAKEN[5:11]},
        **{name: at.isoformat(timespec="minutes") if at else None for name, at in instants.items()},
        "answer": went[-1].text if went else None,
        "outcome": case.outcome_kind,
        "outcome_text": case.localized("outcome").text(case.language),
        "partnership": case.partnership.key,
        "received_by": case.received_by.city.key,
        "side": case.side.city.key,
        "channel": case.channel,
        "state": case.state,
        "priority": str(case.priority),
        "officer": case.officer.get_full_name() if case.officer else None,
    }


def cases_table(reader: Reader, rows: QuerySet[Case]) -> Table:
    """One row for each case; words that the reader may not read are in none."""
    return table_of(COLUMNS, [_cells(case) for case in _loaded(reader, rows)])


def cases_json(reader: Reader, rows: QuerySet[Case]) -> list[dict[str, Any]]:
    """The same with all words that the reader may read, and what happened."""
    return [
        {
            **{name: cell or None for name, cell in _cells(case).items()},
            "messages": [
                {
                    "direction": one.direction,
                    "side": one.side.city.key if one.side else None,
                    "author": one.author,
                    "at": one.at.isoformat(),
                    "language": one.language or None,
                    "subject": one.subject,
                    "text": one.text,
                    "files": [file.name for file in one.files.all()],
                }
                for one in case.read  # type: ignore[attr-defined]
            ],
            "events": [{"event": one.event, "at": one.at.isoformat()} for one in case.events.all()],
        }
        for case in _loaded(reader, rows)
    ]
