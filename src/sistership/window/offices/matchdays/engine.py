"""The scheduler, for the window: from EVENT.json to a plan of plain values.

Imports the engine only when it is asked, so that the window works without the extra `matching`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext as _

from sistership import __version__
from sistership.common.canonical import canonical_json
from sistership.common.errors import InputError
from sistership.window.ground.parts import missing_libraries, require_matching
from sistership.window.offices.market.states import ProfileState
from sistership.window.offices.matchdays.models import Matchday
from sistership.window.offices.matchdays.queries.events import taking_part
from sistership.window.offices.matchdays.results import PlannedMeeting, PlanResult

if TYPE_CHECKING:
    from types import ModuleType

    from sistership.matching.scheduling import Meeting, Schedule

STAY = 0.5
PARAMETERS = {"rounds": 24, "steps": 100_000, "stay": STAY}
Watch = Callable[[int, int], bool]
"""Told how many rounds are done, of how many; answers whether to go on."""


def _scheduling() -> ModuleType:
    """The engine; raises MissingPartError where its libraries are not installed."""
    require()
    from sistership.matching import scheduling  # slow, optional

    return scheduling


def require() -> None:
    """Raise MissingPartError where plans cannot be made on this machine."""
    require_matching(_("Plans are made with libraries that are not installed here (%(name)s)"))


def is_there() -> bool:
    """Whether plans can be made on this machine."""
    return not missing_libraries()


def fits_of(matchday: Matchday) -> dict[frozenset[UUID], float]:
    """Two registrations → how well their profiles fit, 0 to 1; none where suggestions cannot be made here."""
    there = {
        str(row.profile.public_id): row
        for row in taking_part(matchday)
        if row.profile is not None and row.profile.state == ProfileState.PUBLISHED
    }
    if len(there) < 2:
        return {}
    if not is_there():
        return {}
    from sistership.matching.finding.gates import Gates
    from sistership.matching.finding.memory import MemoryIndex  # slow, optional
    from sistership.matching.finding.suggesting import ranked
    from sistership.window.offices.market import engine as market

    described = market.features([row.profile for row in there.values() if row.profile])
    store = MemoryIndex()
    store.add(described)
    found: dict[frozenset[UUID], float] = {}
    for one in described:
        for match in ranked(one, store, gates=Gates(without_ids=frozenset({one.id}))):
            pair = frozenset((there[one.id].public_id, there[match.id].public_id))
            found[pair] = max(found.get(pair, 0.0), match.score)
    return found


@cache
def code_digest() -> str:
    """SHA-256 over the source of the engine's scheduler."""
    found = hashlib.sha256()
    folder = resources.files("sistership.matching.scheduling")
    for name in sorted(one.name for one in folder.iterdir() if one.name.endswith(".py")):
        found.update(name.encode() + b"\0" + (folder / name).read_bytes())
    return found.hexdigest()


def _digest(value: object) -> str:
    return hashlib.sha256(canonical_json(value)).hexdigest()


def make_plan(
    document: Mapping[str, Any],
    *,
    seed: int,
    earlier: Iterable[PlannedMeeting] = (),
    past: Iterable[PlannedMeeting] = (),
    watch: Watch | None = None,
) -> PlanResult:
    """The best plan found for EVENT.json; `earlier` keeps its meetings as far as it can.

    Meetings of `past` stand before it, untouched. Raises InputError for an event that contradicts itself.
    """
    engine = _scheduling()
    before, done = tuple(earlier), tuple(past)
    data = {
        "event": document,
        "earlier": [_json(one) for one in before],
        "past": [_json(one) for one in done],
    }
    event = engine.event_from_json(document) if document["slots"] and document["people"] else None

    def tell(progress: Any) -> bool:
        return watch is None or watch(progress.done, progress.of)

    if event is None:
        schedule = None
    elif before:
        held = tuple(_meeting(one) for one in before)
        schedule = engine.replan(event, held, seed=seed, **PARAMETERS, watch=tell)
    else:
        rounds, steps = PARAMETERS["rounds"], PARAMETERS["steps"]
        schedule = engine.choose_meetings(event, seed=seed, rounds=rounds, steps=steps, watch=tell)
    return PlanResult(
        meetings=(*done, *(_planned(one) for one in (schedule.meetings if schedule else ()))),
        engine=f"matching.scheduling {__version__}",
        code_digest=code_digest(),
        parameters_digest=_digest({**PARAMETERS, "seed": seed}),
        data_digest=_digest(data),
        worth=schedule.worth if schedule else None,
        bound=schedule.bound if schedule else None,
        short_of_floor=schedule.short_of_floor if schedule else 0,
        unmet=_unmet(schedule),
        changes=_changes(schedule),
    )


def _json(one: PlannedMeeting) -> list[Any]:
    return [one.first, one.second, one.slot, one.table, one.interpreter, one.is_confirmed]


def _meeting(one: PlannedMeeting) -> Meeting:
    made: Meeting = _scheduling().Meeting(
        str(one.first),
        str(one.second),
        str(one.slot),
        one.table,
        str(one.interpreter) if one.interpreter else None,
        is_confirmed=one.is_confirmed,
    )
    return made


def _planned(one: Meeting) -> PlannedMeeting:
    return PlannedMeeting(
        first=UUID(one.a),
        second=UUID(one.b),
        slot=int(one.slot),
        table=one.table or 1,
        interpreter=UUID(one.interpreter) if one.interpreter else None,
        is_confirmed=one.is_confirmed,
    )


def _unmet(schedule: Schedule | None) -> list[dict[str, str]]:
    """What may be told of wishes that are not granted; pairs that somebody refuses are not among them."""
    found = schedule.unmet if schedule else ()
    return [{"by": one.asked_by, "about": one.other, "told": one.told} for one in found]


def _changes(schedule: Schedule | None) -> list[dict[str, Any]]:
    return [
        {
            "a": one.before.a,
            "b": one.before.b,
            "from": int(one.before.slot),
            "to": int(one.now.slot) if one.now else None,
            "reason": one.reason,
        }
        for one in (schedule.changes if schedule else ())
    ]


def broken_meetings(document: Mapping[str, Any], meetings: Iterable[PlannedMeeting]) -> int:
    """How many things stand against holding the meetings, as the day is now."""
    if not document["slots"] or not document["people"]:
        return len(tuple(meetings))
    engine = _scheduling()
    return len(engine.violations(engine.event_from_json(document), [_meeting(one) for one in meetings]))


def plan_from_file(document: Mapping[str, Any], given: object) -> PlanResult:
    """A plan that `sistership match schedule --json` printed, checked against the day.

    Raises InputError naming the first rule that it breaks.
    """
    engine = _scheduling()
    event = engine.event_from_json(document)
    meetings = engine.meetings_from_json(given)
    if wrong := engine.violations(event, meetings):
        raise InputError(
            wrong[0],
            where="meetings",
            next_step=_("Make the plan anew from the event as it is now: download EVENT.json once more"),
        )
    pairs = {frozenset((one["a"], one["b"])): one["value"] for one in document["candidates"]}
    return PlanResult(
        meetings=tuple(_planned(one) for one in meetings),
        engine="file",
        code_digest="",
        parameters_digest="",
        data_digest=_digest({"event": document}),
        worth=float(engine.worth_of(event, meetings)),
        unmet=_unmet_of_file(document, {frozenset((one.a, one.b)) for one in meetings}),
        short_of_floor=0 if not pairs else _short(event, meetings),
    )


def _unmet_of_file(document: Mapping[str, Any], held: set[frozenset[str]]) -> list[dict[str, str]]:
    return [
        {"by": by, "about": one["b"] if by == one["a"] else one["a"], "told": "not_chosen"}
        for one in document["candidates"]
        if frozenset((one["a"], one["b"])) not in held
        for by in one.get("wished_by", ())
    ]


def _short(event: Any, meetings: Iterable[Meeting]) -> int:
    count = dict.fromkeys((one.id for one in event.people), 0)
    for one in meetings:
        count[one.a] += 1
        count[one.b] += 1
    return sum(held < event.rules.floor for held in count.values())
