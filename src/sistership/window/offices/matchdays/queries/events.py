"""A day as the engine takes it, and as its organiser takes it away: one form, described in the guide.

1. Those who have withdrawn or are absent are not in it; slots that have begun are not, once a plan stands.
2. Two who both asked for each other are worth 3, where one of them asked 2; a suggestion adds its score, up
   to 1. Who would have fewer than twice the floor of possible meetings gets others at 0.1 each.
3. What one refuses stands in the document for the engine alone: it needs it to tell both the same. The
   organiser's file has no such pair among its candidates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from itertools import combinations
from typing import Any
from uuid import UUID

from sistership.window.offices.market.models import Dismissal
from sistership.window.offices.matchdays.models import (
    DayKind,
    DayMeeting,
    DayPlan,
    Matchday,
    Party,
    Regard,
    Registration,
    Wish,
)
from sistership.window.offices.matchdays.states import MeetingState

BOTH_ASKED, ONE_ASKED, ANYBODY = 3.0, 2.0, 0.1
Pair = frozenset[UUID]
Fits = Mapping[Pair, float]
"""Two registrations → how well they fit, 0 to 1, as the market suggests it."""


def taking_part(matchday: Matchday) -> list[Registration]:
    """Those who are registered and expected, by id."""
    rows = matchday.registrations.filter(
        withdrawn_at__isnull=True, erased_at__isnull=True, absent_at__isnull=True
    )
    return list(rows.select_related("city", "profile").order_by("public_id"))


def may_meet(matchday: Matchday, a: Registration, b: Registration) -> bool:
    """Whether the kind of day lets the two meet."""
    if matchday.day_kind == DayKind.CITIES:
        return a.city_id != b.city_id
    if matchday.day_kind == DayKind.FUNDING:
        return a.party != b.party
    return True


def wishes_of(matchday: Matchday) -> tuple[dict[Pair, set[UUID]], dict[Pair, set[UUID]]]:
    """Pair → who asked for it, and pair → who refuses it, here or in the market."""
    asked: dict[Pair, set[UUID]] = {}
    refused: dict[Pair, set[UUID]] = {}
    rows = Wish.objects.filter(by__matchday=matchday).values_list(
        "by__public_id", "about__public_id", "regard"
    )
    for by, about, regard in rows:
        pair = frozenset((by, about))
        if regard == Regard.VETO:
            refused.setdefault(pair, set()).add(by)
        else:
            asked.setdefault(pair, set()).add(by)
    for by, about in _market_vetoes(matchday):
        refused.setdefault(frozenset((by, about)), set()).add(by)
    return asked, refused


def _market_vetoes(matchday: Matchday) -> Iterable[tuple[UUID, UUID]]:
    """Who refuses whom for ever, by the profiles of those registered."""
    by_profile: dict[int, list[UUID]] = {}
    rows = matchday.registrations.filter(profile__isnull=False, withdrawn_at__isnull=True)
    for profile, registration in rows.values_list("profile", "public_id"):
        by_profile.setdefault(profile, []).append(registration)
    vetoes = Dismissal.objects.filter(is_veto=True, profile__in=by_profile, other__in=by_profile)
    for profile, other in vetoes.values_list("profile", "other"):
        yield from ((a, b) for a in by_profile[profile] for b in by_profile[other] if a != b)


def past_meetings(plan: DayPlan | None, now: datetime) -> list[DayMeeting]:
    """Meetings of a plan that have begun or of which it is known what became: no later plan touches them."""
    if plan is None:
        return []
    rows = plan.meetings.select_related("slot", "first", "second", "interpreter")
    return [one for one in rows if one.slot.starts_at <= now or one.state != MeetingState.PLANNED]


def event_document(
    matchday: Matchday,
    *,
    fits: Fits,
    now: datetime,
    follows: DayPlan | None = None,
    for_engine: bool = False,
) -> dict[str, Any]:
    """EVENT.json of the day; `follows` is the plan that stands. Only the engine learns who refuses whom."""
    past = past_meetings(follows, now)
    held = Counter(who for one in past for who in (one.first_id, one.second_id))
    slots = [one for one in matchday.slots.all() if follows is None or one.starts_at > now]
    there = taking_part(matchday)
    left = {row.pk: _most(matchday, row) - held[row.pk] for row in there}
    document: dict[str, Any] = {
        "zone": matchday.zone,
        "tables": matchday.tables,
        "slots": [
            {
                "id": str(one.number),
                "from": one.starts_at.isoformat(),
                "to": one.ends_at.isoformat(),
                **({} if one.tables is None else {"tables": one.tables}),
            }
            for one in slots
        ],
        "breaks": [
            {"from": one.starts_at.isoformat(), "to": one.ends_at.isoformat()}
            for one in matchday.breaks.all()
        ],
        "people": [_person(row, left[row.pk], slots) for row in there if left[row.pk] > 0],
        "interpreters": [
            {"id": str(one.public_id), "pairs": one.pairs, **_available(one.available, slots)}
            for one in matchday.interpreters.all()
        ],
        "candidates": _candidates(
            matchday,
            [row for row in there if left[row.pk] > 0],
            fits,
            {_pair(one) for one in past},
            for_engine=for_engine,
        ),
        "rules": {"most_meetings": matchday.most_meetings, "floor": matchday.floor},
    }
    if matchday.day_kind == DayKind.FUNDING:
        document["rules"]["sides"] = [Party.STARTUP.value, Party.INVESTOR.value]
    return document


def _pair(one: DayMeeting) -> Pair:
    return frozenset((one.first.public_id, one.second.public_id))


def _most(matchday: Matchday, row: Registration) -> int:
    return row.most_meetings or matchday.most_meetings


def _available(numbers: list[int] | None, slots: Iterable[Any]) -> dict[str, Any]:
    if numbers is None:
        return {}
    return {"available": [str(one.number) for one in slots if one.number in numbers]}


def _person(row: Registration, left: int, slots: Iterable[Any]) -> dict[str, Any]:
    return {
        "id": str(row.public_id),
        "name": row.name,
        "languages": row.languages,
        "most_meetings": left,
        **({"side": row.party} if row.party else {}),
        **_available(row.available, slots),
    }


def _candidates(
    matchday: Matchday, there: list[Registration], fits: Fits, met: set[Pair], *, for_engine: bool
) -> list[dict[str, Any]]:
    asked, refused = wishes_of(matchday)
    out = met if for_engine else met | refused.keys()
    worth: dict[Pair, float] = {}
    spare: list[Pair] = []
    for a, b in combinations(there, 2):
        pair = frozenset((a.public_id, b.public_id))
        if pair in out or not may_meet(matchday, a, b):
            continue
        wishes = len(asked.get(pair, ()))
        value = (0.0, ONE_ASKED, BOTH_ASKED)[wishes] + min(max(fits.get(pair, 0.0), 0.0), 1.0)
        if value > 0:
            worth[pair] = value
        elif pair not in refused:
            spare.append(pair)
    _fill(worth, spare, 2 * matchday.floor)
    return [
        {
            "a": str(a),
            "b": str(b),
            "value": round(worth[pair], 6),
            **({"wished_by": sorted(map(str, asked[pair]))} if pair in asked else {}),
            **({"vetoed_by": sorted(map(str, refused[pair]))} if pair in refused else {}),
        }
        for pair in sorted(worth, key=sorted)
        for a, b in [sorted(pair)]
    ]


def _fill(worth: dict[Pair, float], spare: list[Pair], enough: int) -> None:
    """Give those with few possible meetings others, the ones with the fewest first."""
    count = Counter(who for pair in worth for who in pair)
    for pair in sorted(spare, key=lambda pair: (min(count[who] for who in pair), sorted(pair))):
        if any(count[who] < enough for who in pair):
            worth[pair] = ANYBODY
            count.update(pair)
