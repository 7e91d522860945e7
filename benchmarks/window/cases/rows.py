"""All rows of one invented case, unsaved: its columns and clocks come from the window's own pure functions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from benchmarks.window.cases.invented import LANGUAGES, NAMES, SERVICES, Step, subject, way_of, words
from sistership.window.ground.ids import new_public_id
from sistership.window.offices.cases.actions import projection
from sistership.window.offices.cases.models import (
    Case,
    CaseEvent,
    CaseMessage,
    ClockRun,
    Handover,
    ServicePromise,
)
from sistership.window.offices.journal.actions import SYSTEM, Note, record_all
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.models import Account, Partnership, Side

MESSAGES_EACH = 5
YEARS = 3
YOUNG = timedelta(days=21)
"""Open cases came in no longer ago."""


@dataclass(slots=True)
class Batch:
    """Rows of some cases of one partnership."""

    partnership: Partnership
    sides: list[Side]
    now: datetime
    officers: dict[int, list[Account]]
    """City → who works there."""
    ready: dict[int, Side] = field(default_factory=dict)
    """The sides by key, with their calendars."""
    cases: list[Case] = field(default_factory=list)
    events: list[CaseEvent] = field(default_factory=list)
    messages: list[CaseMessage] = field(default_factory=list)
    handovers: list[Handover] = field(default_factory=list)
    clocks: list[ClockRun] = field(default_factory=list)
    readers: list[Any] = field(default_factory=list)
    letters: list[Message] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def add(self, number: int) -> None:
        """A case of the side whose turn it is, with everything that happened to it."""
        is_open, steps = way_of(number)
        case = self._case(number, self._received_at(number, is_open=is_open), steps)
        events, offers = self._happen(case, steps)
        self._say(case, steps, events)
        # What the projection reads, as if it had been prefetched; the columns are then its own.
        case.__dict__["_prefetched_objects_cache"] = {"events": events, "handovers": offers}
        found = projection.boundaries_of(case, self.ready)
        for name, value in projection._columns(case, found).items():
            setattr(case, name, value)
        self.clocks += [projection._run_row(case, run) for run in found.runs]
        through = Case.sides.through
        self.readers += [
            through(case_id=case.pk, side_id=side) for side in projection._readers(case, case.offered_to_id)
        ]
        local = self.officers.get(self.ready[case.side_id].city_id)
        if local and case.state != "received":
            case.officer = local[number // 2 % len(local)]
        self.cases.append(case)
        self.events += events
        self.handovers += offers

    def _received_at(self, number: int, *, is_open: bool) -> datetime:
        minutes = number * 7919
        if is_open:
            return self.now - timedelta(minutes=minutes % (YOUNG // timedelta(minutes=1)))
        return self.now - YOUNG - timedelta(minutes=minutes % (YEARS * 365 * 24 * 60))

    def _case(self, number: int, received_at: datetime, steps: tuple[Step, ...]) -> Case:
        ours, language = self.sides[number % 2], LANGUAGES[number // 2 % len(LANGUAGES)]
        is_closed = steps[-1].event == "closed"
        return Case(
            pk=number,
            number=f"{ours.city.key[:3]}-{received_at.year}-{number:06d}".upper(),
            partnership=self.partnership,
            received_by=ours,
            side=ours,
            channel=("form", "mail", "api", "phone")[number // 4 % 4],
            service=SERVICES[number % len(SERVICES)],
            subject=subject(number, language),
            language=language,
            enquirer_name=NAMES[language],
            enquirer_email=f"enquirer{number // 3}@mail.example",
            enquirer_organisation=f"Harbour Works {number // 3}",
            outcome_kind="served" if is_closed else "",
            is_unread=not is_closed and number % 3 == 0,
            priority=1 + number % 3,
        )

    def _happen(self, case: Case, steps: tuple[Step, ...]) -> tuple[list[CaseEvent], list[Handover]]:
        theirs = next(side for side in self.sides if side.pk != case.received_by_id)
        owing, at = case.received_by, self._received_at(case.pk, is_open=way_of(case.pk)[0])
        events: list[CaseEvent] = []
        offers: list[Handover] = []
        for step in steps:
            at = min(at + timedelta(hours=step.hours), self.now)
            if step.event == "offered":
                offers.append(
                    Handover(
                        case=case,
                        from_side=owing,
                        to_side=theirs,
                        offered_at=at,
                        reason="貴市的業務",
                        reason_language="zh-hant",
                        expires_at=at + timedelta(days=4),
                    )
                )
            elif step.event == "accepted":
                owing, offers[-1].state, offers[-1].decided_at = theirs, "accepted", at
            side = None if step.event == "wrote" else owing
            promise = PROMISED if step.event in ("received", "accepted") else None
            events.append(CaseEvent(case=case, at=at, event=step.event, side=side, promise=promise))
            data = {"case": case.number, "side": side.public_id if side else None}
            self.notes.append(Note(action=f"case.{step.event}", subject=case.ref, data=data))
        return events, offers

    def _say(self, case: Case, steps: tuple[Step, ...], events: list[CaseEvent]) -> None:
        """Words of the steps, then notes up to so many on average; one letter for each that went out."""
        said = [(step.words, event) for step, event in zip(steps, events, strict=True) if step.words]
        notes = MESSAGES_EACH * (len(self.cases) + 1) - len(self.messages) - len(said)
        said += [("note", events[-1])] * max(notes, 0)
        for place, (direction, event) in enumerate(said):
            message = CaseMessage(
                case=case,
                direction=direction,
                channel=case.channel,
                side=None if direction == "in" else event.side or case.received_by,
                author=case.enquirer_name if direction == "in" else "Officer",
                language=case.language,
                text=words(case.pk, case.language, direction, place),
                at=event.at,
            )
            if direction == "out":
                self._post(case, message)
            self.messages.append(message)

    def _post(self, case: Case, message: CaseMessage) -> None:
        letter = Message(
            public_id=new_public_id(),
            to=case.enquirer_email,
            language=case.language,
            subject=case.subject,
            body=message.text,
            about_kind=Case.kind(),
            about_id=case.public_id,
            partnership_id=self.partnership.public_id,
            is_personal=True,
            state=Message.State.SENT,
            attempts=1,
            next_attempt_at=message.at,
            sent_at=message.at,
        )
        message.letter_id, message.message_id = letter.public_id, letter.message_id
        self.letters.append(letter)

    def write(self) -> None:
        """Save all rows, and chain what happened in the journal."""
        Case.objects.bulk_create(self.cases, batch_size=1000)
        for model, rows in (
            (CaseEvent, self.events),
            (CaseMessage, self.messages),
            (Handover, self.handovers),
            (ClockRun, self.clocks),
            (Case.sides.through, self.readers),
            (Message, self.letters),
        ):
            model._default_manager.bulk_create(rows, batch_size=1000)
        record_all(actor=SYSTEM, partnership_id=self.partnership.public_id, notes=self.notes)


_usual = ServicePromise()
PROMISED = {
    "first_answer": float(_usual.first_answer_h),
    "next_step": float(_usual.next_step_h),
    "outcome": float(_usual.outcome_h),
}
"""The house's own promise, as an event keeps it."""
