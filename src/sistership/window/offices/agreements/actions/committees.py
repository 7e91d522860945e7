"""Write committees, their members, meetings and decisions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.errors import InputError, StateError
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import Document
from sistership.window.ground.texts import write_texts
from sistership.window.offices.agreements.actions.entry import note
from sistership.window.offices.agreements.models import (
    Agreement,
    Committee,
    CommitteeMember,
    Decision,
    Meeting,
    Rhythm,
)
from sistership.window.offices.people.models import Partnership, Person, Side

Texts = Mapping[str, str]


@transaction.atomic
def add_committee(
    *,
    actor: Ref,
    partnership: Partnership,
    names: Texts,
    agreement: Agreement | None = None,
    rhythm: str = "",
    rhythm_from: date | None = None,
    is_example: bool = False,
) -> Committee:
    """Found a joint committee, with how often it meets."""
    if not any(name.strip() for name in names.values()):
        raise InputError(gettext("A committee needs a name in at least one language"), where="name")
    if rhythm not in Rhythm.values:
        raise InputError(
            gettext("'%(rhythm)s' is not a rhythm") % {"rhythm": rhythm},
            where="rhythm",
            allowed=", ".join(filter(None, Rhythm.values)),
        )
    committee = Committee.objects.create(
        partnership=partnership,
        agreement=agreement,
        rhythm=rhythm,
        rhythm_from=rhythm_from,
        is_example=is_example,
    )
    write_texts(committee, {"name": names})
    note(actor, "committee.added", committee.ref, partnership, names=dict(names), rhythm=rhythm)
    return committee


@transaction.atomic
def add_member(*, actor: Ref, committee: Committee, person: Person, side: Side) -> CommitteeMember:
    """Seat a person on the committee for a side."""
    if side.partnership_id != committee.partnership_id:
        raise InputError(gettext("That side does not belong to this partnership"), where="side")
    member, _ = CommitteeMember.objects.get_or_create(
        committee=committee, person=person, defaults={"side": side}
    )
    note(
        actor,
        "committee.member_added",
        committee.ref,
        committee.partnership,
        person=person.public_id,
        side=side.public_id,
    )
    return member


@transaction.atomic
def add_meeting(
    *,
    actor: Ref,
    committee: Committee,
    on: date,
    places: Texts | None = None,
    summaries: Texts | None = None,
    minutes: Document | None = None,
    is_example: bool = False,
) -> Meeting:
    """Record a meeting that was held or is called."""
    meeting = Meeting.objects.create(committee=committee, on=on, minutes=minutes, is_example=is_example)
    given = {"place": places, "summary": summaries}
    write_texts(meeting, {field: texts for field, texts in given.items() if texts})
    note(actor, "meeting.added", meeting.ref, committee.partnership, on=on)
    return meeting


@transaction.atomic
def attach_minutes(*, actor: Ref, meeting: Meeting, minutes: Document) -> Meeting:
    """Give a meeting its minutes, once."""
    if meeting.minutes_id is not None:
        raise StateError(
            gettext("This meeting has its minutes already"),
            where="file",
            next_step=gettext("Correct the wording of their title, or record what changed as a decision"),
        )
    meeting.minutes = minutes
    meeting.save(update_fields=["minutes"])
    note(
        actor,
        "meeting.minutes_attached",
        meeting.ref,
        meeting.committee.partnership,
        document=minutes.public_id,
    )
    return meeting


@transaction.atomic
def add_decision(
    *,
    actor: Ref,
    meeting: Meeting,
    texts: Texts,
    side: Side | None = None,
    due_on: date | None = None,
    is_example: bool = False,
) -> Decision:
    """Record what the meeting decided, who carries it out and by when."""
    if not any(text.strip() for text in texts.values()):
        raise InputError(gettext("A decision needs its text in at least one language"), where="text")
    if side and side.partnership_id != meeting.committee.partnership_id:
        raise InputError(gettext("That side does not belong to this partnership"), where="side")
    last = meeting.decisions.order_by("-position").first()
    decision = Decision.objects.create(
        meeting=meeting,
        position=(last.position if last else 0) + 1,
        side=side,
        due_on=due_on,
        is_example=is_example,
    )
    write_texts(decision, {"text": texts})
    note(actor, "decision.added", decision.ref, meeting.committee.partnership, texts=dict(texts))
    return decision
