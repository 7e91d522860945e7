"""Write what is invented: promises, steps, evidence with its history, a committee. Every row says example."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sistership.window.example.facts import Row, Told
from sistership.window.ground import clock
from sistership.window.ground.models import Document, DocumentKind
from sistership.window.ground.sources import cite
from sistership.window.offices.agreements.actions import committees, evidence, promises
from sistership.window.offices.agreements.actions.documents import add_document
from sistership.window.offices.agreements.models import Evidence, Milestone
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import Person

EARLIEST = 400
"""Days before loading at which the story begins, where the signing leaves as much room."""
RECENT = 5
"""Evidence filed in the last days waits for an answer; only its letters are written."""

EVENTS = ("filed", "confirmed", "disputed")


@dataclass(slots=True)
class Calendar:
    """Days of the story as dates: all of its past lies between the signing and the day of loading."""

    today: date
    signed_on: date
    room: float = field(init=False)

    def __post_init__(self) -> None:
        self.room = min(1.0, max((self.today - self.signed_on).days - 1, 1) / EARLIEST)

    def day(self, offset: int) -> date:
        """The date of an offset in days; past ones are drawn together where the signing is recent."""
        return self.today + timedelta(days=offset if offset > 0 else min(round(offset * self.room), -1))

    def noon(self, offset: int) -> datetime:
        """The middle of that day, UTC."""
        return datetime.combine(self.day(offset), time(12), tzinfo=UTC)

    def optional(self, row: Row, name: str) -> date | None:
        """The date of a row's offset, if the row has one."""
        return self.day(row[name]) if name in row else None


def load_story(table: Row, told: Told, *, today: date) -> None:
    """Write the story onto the facts. Sides get their desks' addresses before the last letters go."""
    assert told.agreement is not None
    assert told.agreement.signed_on is not None
    calendar = Calendar(today=today, signed_on=told.agreement.signed_on)
    example = add_document(
        actor=SYSTEM,
        partnership=told.partnership,
        document_kind=DocumentKind.EXAMPLE,
        titles=table["document"]["title"],
        is_example=True,
    )
    _add_promises(table, told, calendar, example)
    steps = _add_steps(table, told, calendar, example)
    recent = [row for row in table["evidence"] if row["filed"] >= -RECENT]
    _play([row for row in table["evidence"] if row not in recent], table, told, calendar, steps, example)
    _add_committee(table, told, calendar, example)
    for side in told.sides.values():
        people.set_desk_email(actor=SYSTEM, side=side, email=f"desk-{side.city.key}@example.org")
    _play(recent, {"dropped": []}, told, calendar, steps, example)


def _add_promises(table: Row, told: Told, calendar: Calendar, example: Document) -> None:
    for row in table["commitment"]:
        commitment = promises.add_commitment(
            actor=SYSTEM,
            partnership=told.partnership,
            direction=told.directions[row["direction"]],
            titles=row["title"],
            measures=row.get("measure"),
            units=row.get("unit"),
            owing=[told.sides[key] for key in row["owing"]],
            due_on=calendar.optional(row, "due"),
            rhythm=row.get("rhythm", ""),
            rhythm_from=calendar.optional(row, "rhythm_from"),
            target_value=Decimal(row["target"]) if "target" in row else None,
            is_example=True,
        )
        cite(commitment, example)
        told.commitments[row["key"]] = commitment


def _add_steps(table: Row, told: Told, calendar: Calendar, example: Document) -> dict[str, Milestone]:
    steps: dict[str, Milestone] = {}
    for row in table["milestone"]:
        step = promises.add_milestone(
            actor=SYSTEM,
            commitment=told.commitments[row["commitment"]],
            titles=row["title"],
            due_on=calendar.day(row["due"]),
            side=told.side(row),
            is_example=True,
        )
        cite(step, example)
        steps[row["key"]] = step
    return steps


def _play(
    filings: list[Row],
    table: Row,
    told: Told,
    calendar: Calendar,
    steps: dict[str, Milestone],
    example: Document,
) -> None:
    """Let things happen in the order of their days, each at noon of its own."""
    happenings: list[tuple[int, str, Row]] = [(row["day"], "dropped", row) for row in table["dropped"]]
    for row in filings:
        happenings += [
            (row[event], event, row) for event in ("filed", "confirmed", "disputed") if event in row
        ]
    filed: dict[int, Evidence] = {}
    for offset, event, row in sorted(happenings, key=lambda happening: happening[0]):
        with clock.at(calendar.noon(offset)):
            if event == "dropped":
                promises.drop_commitment(
                    actor=SYSTEM, commitment=told.commitments[row["commitment"]], reasons=row["reason"]
                )
            elif event == "filed":
                filed[id(row)] = _file(row, told, calendar, steps, example)
            else:
                _answer(row, filed[id(row)], told, is_confirmed=event == "confirmed")


def _file(
    row: Row, told: Told, calendar: Calendar, steps: dict[str, Milestone], example: Document
) -> Evidence:
    filed = evidence.file_evidence(
        actor=SYSTEM,
        commitment=told.commitments[row["commitment"]],
        milestone=steps[row["milestone"]] if "milestone" in row else None,
        side=told.sides[row["side"]],
        evidence_kind=row["kind"],
        titles=row["title"],
        units=row.get("unit"),
        value=Decimal(row["value"]) if "value" in row else None,
        url=row.get("url", ""),
        on=calendar.day(row["filed"]),
        is_example=True,
    )
    cite(filed, example)
    return filed


def _answer(row: Row, filed: Evidence, told: Told, *, is_confirmed: bool) -> None:
    answering = next(side for key, side in told.sides.items() if key != row["side"])
    reason: dict[str, Any] = (
        {}
        if is_confirmed
        else {
            "reason": row["reason"]["text"],
            "language": row["reason"]["language"],
        }
    )
    evidence.answer_evidence(
        actor=SYSTEM, evidence=filed, side=answering, is_confirmed=is_confirmed, **reason
    )


def _add_committee(table: Row, told: Told, calendar: Calendar, example: Document) -> None:
    row = table["committee"]
    committee = committees.add_committee(
        actor=SYSTEM,
        partnership=told.partnership,
        agreement=told.agreement,
        names=row["name"],
        rhythm=row["rhythm"],
        rhythm_from=calendar.day(row["rhythm_from"]),
        is_example=True,
    )
    cite(committee, example)
    for one in table["person"]:
        side = told.sides[one["city"]]
        committees.add_member(actor=SYSTEM, committee=committee, person=_invent_person(one, told), side=side)
    minutes = add_document(
        actor=SYSTEM,
        partnership=told.partnership,
        document_kind=DocumentKind.MINUTES,
        titles=table["minutes"]["title"],
        language=table["minutes"]["language"],
        published_on=calendar.day(table["meeting"]["on"]),
        text=table["minutes"]["text"],
        is_example=True,
    )
    meeting = committees.add_meeting(
        actor=SYSTEM,
        committee=committee,
        on=calendar.day(table["meeting"]["on"]),
        places=table["meeting"]["place"],
        summaries=table["meeting"]["summary"],
        minutes=minutes,
        is_example=True,
    )
    cite(meeting, minutes)
    for one in table["decision"]:
        decision = committees.add_decision(
            actor=SYSTEM,
            meeting=meeting,
            texts=one["text"],
            side=told.side(one),
            due_on=calendar.optional(one, "due"),
            is_example=True,
        )
        start = minutes.text.index(one["quote"])
        cite(decision, minutes, span=(start, start + len(one["quote"])))


def _invent_person(row: Row, told: Told) -> Person:
    city = told.sides[row["city"]].city
    person = people.add_person(actor=SYSTEM, city=city, names=row["name"], is_example=True)
    people.add_post(actor=SYSTEM, person=person, titles=row["title"], city=city)
    return person
