"""One timeline of a partnership: agreements, visits, meetings and steps, merged by date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sistership.window.offices.agreements.models import Agreement, Commitment, Meeting, Milestone
from sistership.window.offices.agreements.states import state_at
from sistership.window.offices.visits.models import Visit
from sistership.window.pages.templatetags.window import text


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry of the timeline."""

    on: date
    kind: str
    """signed, visit, meeting, milestone, commitment or now."""
    word: str
    """What sort of moment it is, in the reader's words."""
    title: SafeString | str = ""
    url: str = ""
    state: str = ""
    until: date | None = None
    note: SafeString | str = ""
    note_url: str = ""
    is_example: bool = False


def _signing(agreement: Agreement, occasion: Visit | None) -> Moment:
    assert agreement.signed_on is not None
    return Moment(
        on=agreement.signed_on,
        kind="signed",
        word=_("Signed"),
        title=text(agreement, "title"),
        url=reverse("agreement", args=[agreement.public_id]),
        note=text(occasion, "occasion"),
        note_url=reverse("visit", args=[occasion.public_id]) if occasion else "",
        is_example=agreement.is_example,
    )


def _visit(visit: Visit) -> Moment:
    return Moment(
        on=visit.on,
        until=visit.until,
        kind="visit",
        word=_("Visit"),
        title=text(visit, "occasion"),
        url=reverse("visit", args=[visit.public_id]),
        is_example=visit.is_example,
    )


def _meeting(meeting: Meeting) -> Moment:
    return Moment(
        on=meeting.on,
        kind="meeting",
        word=_("Meeting"),
        title=text(meeting.committee, "name"),
        url=f"{reverse('committee', args=[meeting.committee.public_id])}#meeting-{meeting.public_id}",
        note=text(meeting, "summary"),
        is_example=meeting.is_example,
    )


def _step(milestone: Milestone, commitment: Commitment, now: datetime) -> Moment:
    assert milestone.due_on is not None
    state = state_at(
        now,
        kept_from=milestone.kept_from,
        late_from=milestone.late_from,
        at_risk_from=milestone.at_risk_from,
        is_dropped=commitment.dropped_on is not None,
    )
    return Moment(
        on=milestone.due_on,
        kind="milestone",
        word=_("Step due"),
        title=text(milestone, "title"),
        url=reverse("commitment", args=[commitment.public_id]),
        state=state.value,
        note=text(commitment, "title"),
        is_example=milestone.is_example,
    )


def _promise(commitment: Commitment) -> Moment:
    assert commitment.due_on is not None
    return Moment(
        on=commitment.due_on,
        kind="commitment",
        word=_("Commitment due"),
        title=text(commitment, "title"),
        url=reverse("commitment", args=[commitment.public_id]),
        state=commitment.state,  # type: ignore[attr-defined]
        is_example=commitment.is_example,
    )


def nearest(
    milestones: Iterable[Milestone], commitments: Iterable[Commitment], *, today: date, most: int
) -> tuple[list[Milestone], list[Commitment]]:
    """The steps and promises with a day that lie nearest to today, so many of both together."""
    dated: list[Milestone | Commitment] = [
        *(step for step in milestones if step.due_on),
        *(promise for promise in commitments if promise.due_on),
    ]
    dated.sort(key=lambda one: abs((one.due_on or today) - today))
    kept = dated[:most]
    return (
        [one for one in kept if isinstance(one, Milestone)],
        [one for one in kept if isinstance(one, Commitment)],
    )


def timeline(
    *,
    agreements: Sequence[Agreement],
    visits: Iterable[Visit],
    meetings: Iterable[Meeting],
    milestones: Iterable[Milestone],
    promises: Mapping[int, Commitment],
    commitments: Iterable[Commitment],
    now: datetime,
) -> list[Moment]:
    """All moments from the earliest to the latest, with one for today among them.

    `promises` are the commitments of the milestones by their keys, `commitments` those with a moment of their
    own. The visit at which an agreement was signed is told with the signing, once. Texts must be loaded.
    """
    shown = {agreement.pk for agreement in agreements if agreement.signed_on}
    occasions: dict[int, Visit] = {}
    moments: list[Moment] = []
    for visit in visits:
        if visit.signed_id in shown and visit.signed_id not in occasions:
            occasions[visit.signed_id] = visit
        else:
            moments.append(_visit(visit))
    moments += [_signing(one, occasions.get(one.pk)) for one in agreements if one.signed_on]
    moments += [_meeting(meeting) for meeting in meetings]
    moments += [_step(one, promises[one.commitment_id], now) for one in milestones if one.due_on]
    moments += [_promise(one) for one in commitments if one.due_on]
    moments.append(Moment(on=now.date(), kind="now", word=_("Today")))
    return sorted(moments, key=lambda moment: (moment.on, moment.kind == "now"))
