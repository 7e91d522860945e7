"""Invented matchmaking days: the same seed makes the same event anywhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from sistership.matching.scheduling.event import Candidate, Event, Interpreter, Person, Rules, Slot

LANGUAGES = ("en", "zh", "pl", "ms")
STARTS_AT = datetime(2026, 10, 12, 1, 0, tzinfo=UTC)


def slots_of(count: int) -> tuple[Slot, ...]:
    """Slots of 20 minutes, 5 apart."""
    starts = [STARTS_AT + timedelta(minutes=25 * place) for place in range(count)]
    return tuple(Slot(f"s{n + 1}", at, at + timedelta(minutes=20)) for n, at in enumerate(starts))


def _available(rng: np.random.Generator, slots: tuple[Slot, ...], share: float) -> frozenset[str]:
    there = rng.random(len(slots)) < share
    there[rng.integers(len(slots))] = True
    return frozenset(slot.id for slot, is_there in zip(slots, there, strict=True) if is_there)


def _languages(rng: np.random.Generator, own: str) -> frozenset[str]:
    spoken = {own}
    if rng.random() < 0.6:
        spoken.add("en")
    if rng.random() < 0.1:
        spoken.add(LANGUAGES[rng.integers(4)])
    return frozenset(spoken)


def choosing_event(
    people: int, slots: int, tables: int, candidates: int, *, seed: int, interpreters: int = 6
) -> Event:
    """Two sides of equal size, availability 88 %, languages by side, values skewed, every wish one-sided or
    mutual; people of the first side speak Polish or English, of the second Chinese or Malay."""
    rng = np.random.default_rng(seed)
    times = slots_of(slots)
    half = people // 2
    guests = []
    for n in range(people):
        side = "a" if n < half else "b"
        own = ("pl" if rng.random() < 0.7 else "en") if n < half else ("zh" if rng.random() < 0.7 else "ms")
        guests.append(
            Person(
                f"{side}{n}",
                side=side,
                languages=_languages(rng, own),
                available=_available(rng, times, 0.88),
            )
        )
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < candidates:
        pairs.add((int(rng.integers(half)), int(half + rng.integers(people - half))))
    offered = []
    for a, b in sorted(pairs):
        wishes = [guests[n].id for n in (a, b) if rng.random() < 0.4]
        value = round(float(rng.beta(2, 2)) + 0.2 * len(wishes), 3)
        offered.append(Candidate(guests[a].id, guests[b].id, value, wished_by=frozenset(wishes)))
    pairs_of = [frozenset(("pl", "zh")), frozenset(("en", "zh")), frozenset(("pl", "ms"))]
    serving = tuple(
        Interpreter(f"i{n + 1}", frozenset(pairs_of) if n % 2 else frozenset(pairs_of[:2]))
        for n in range(interpreters)
    )
    return Event(
        slots=times,
        people=tuple(guests),
        candidates=tuple(offered),
        tables=tables,
        interpreters=serving,
        rules=Rules(sides=frozenset(("a", "b"))),
    )


def timing_event(
    people: int,
    slots: int,
    tables: int,
    meetings: int,
    *,
    seed: int,
    absent: float = 0.05,
    is_packed: bool = False,
) -> Event:
    """Meetings that are all to be held, in the form of the published instances: made from a hidden plan, so
    that they fit; nobody is asked to meet in a slot in which the hidden plan has them absent. With
    ``is_packed`` the hidden plan takes the first slot that is free, so that it has few waits itself."""
    rng = np.random.default_rng(seed)
    times = slots_of(slots)
    there = rng.random((people, slots)) >= absent
    popular = rng.permutation(people) / people + 0.4
    room = np.full(slots, tables)
    busy = ~there
    pairs: set[tuple[int, int]] = set()
    offered = []
    tries = 0
    while len(offered) < meetings and tries < 400 * meetings:
        tries += 1
        a, b = sorted(int(n) for n in rng.choice(people, 2, replace=False, p=popular / popular.sum()))
        common = np.flatnonzero(~busy[a] & ~busy[b] & (room > 0))
        if (a, b) in pairs or common.size == 0:
            continue
        s = common[0] if is_packed else common[rng.integers(common.size)]
        busy[a, s] = busy[b, s] = True
        room[s] -= 1
        pairs.add((a, b))
        half = times[: slots // 2] if s < slots // 2 else times[slots // 2 :]
        session = frozenset(slot.id for slot in half) if rng.random() < 0.3 else None
        offered.append(Candidate(f"p{a}", f"p{b}", slots=session))
    guests = tuple(
        Person(f"p{n}", available=frozenset(times[s].id for s in np.flatnonzero(there[n])))
        for n in range(people)
    )
    rules = Rules(most_meetings=None, absence_is_wait=True)
    return Event(slots=times, people=guests, candidates=tuple(offered), tables=tables, rules=rules)
