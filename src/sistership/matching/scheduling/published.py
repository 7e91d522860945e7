"""Events in the plain form of the published instances of business meetings (MiniZinc data, `.dzn`).

1. The form is that of Bofill, Espasa, Garcia, Palahí, Suy and Villaret (Scheduling B2B Meetings, CP 2014) and
   of the works that followed: numbers of participants, meetings, tables and slots; for each meeting its two
   participants and a session (1 the morning, 2 the afternoon, 3 any); for each meeting a fixed slot or 0; for
   each participant the forbidden slots, where 0 stands for none. The names are English or Catalan.
2. All meetings are to be held with few waits, which lie at most 2 apart. A wait counts whether or not the
   participant could have met anybody in it. Slots are only counted, so the plan shows their numbers.
3. What can be derived from the rest (meetings of each participant) is passed over. Precedences between
   meetings are not supported, and are refused where there are any.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop
from sistership.matching.scheduling.event import Candidate, Event, Meeting, Person, Rules, Slot
from sistership.matching.scheduling.json_slots import WITHOUT_TIMES
from sistership.matching.scheduling.validation import MOST_CANDIDATES, MOST_PEOPLE, MOST_SLOTS, check_event

NAMES = {
    "nempreses": "nbusiness",
    "nreunions": "nmeetings",
    "ntaules": "ntables",
    "nfrangestotal": "ntotalslots",
    "nfrangesmati": "nmorningslots",
    "demanades": "requested",
    "prohibides": "forbidden",
    "fixed": "fixat",
}
"""Other names of the same thing, in small letters."""
MOST = {
    "nbusiness": MOST_PEOPLE,
    "nmeetings": MOST_CANDIDATES,
    "ntables": 1_000_000,
    "ntotalslots": MOST_SLOTS,
    "nmorningslots": MOST_SLOTS,
}
ITEM = re.compile(r"\b([A-Za-z_]\w{0,40})\s*=\s*([^;=]*);")
SET = re.compile(r"\{([^{}]*)\}")


def is_published_form(text: str) -> bool:
    """Whether the text looks like such a file: an assignment, and not JSON."""
    plain = re.sub(r"%[^\n]*", "", text)
    return not plain.lstrip().startswith(("{", "[")) and ITEM.search(plain) is not None


def event_from_published(text: str) -> Event:
    """The event; raises InputError naming the item that is missing or cannot be used."""
    items = _items(text)
    people, count, tables, total, morning = [_whole(items, name) for name in MOST]
    if morning > total:
        raise _wrong("nMorningSlots", morning, gettext_noop("at most nTotalSlots"))
    start, length = WITHOUT_TIMES
    slots = tuple(Slot(str(n + 1), start + n * length, start + (n + 1) * length) for n in range(total))
    requested = _numbers(items, "requested")
    if len(requested) != 3 * count:
        raise _wrong("requested", len(requested), f"{3 * count}: 3 × nMeetings")
    fixed = _numbers(items, "fixat") if "fixat" in items else [0] * count
    if len(fixed) != count:
        raise _wrong("fixed", len(fixed), f"{count}: nMeetings")
    forbidden = _sets(items, "forbidden") if "forbidden" in items else [frozenset()] * people
    if len(forbidden) != people:
        raise _wrong("forbidden", len(forbidden), f"{people}: nBusiness")
    if "precedences" in items and any(_sets(items, "precedences")):
        raise InputError(gettext_noop("An order between meetings is not supported"), where="precedences")
    half = {
        1: frozenset(str(n) for n in range(1, morning + 1)),
        2: frozenset(str(n) for n in range(morning + 1, total + 1)),
        3: None,
    }
    candidates, standing = [], []
    for n in range(count):
        a, b, session = requested[3 * n : 3 * n + 3]
        if session not in half:
            raise _wrong(f"requested[{n + 1}]", session, "1, 2, 3")
        candidates.append(Candidate(str(a), str(b), slots=half[session]))
        if fixed[n]:
            standing.append(Meeting(str(a), str(b), str(fixed[n])))
    meeting = {who for one in candidates for who in (one.a, one.b)}
    event = Event(
        slots=slots,
        people=tuple(
            Person(str(n), available=_there(slots, forbidden[n - 1], meets=str(n) in meeting))
            for n in range(1, people + 1)
        ),
        candidates=tuple(candidates),
        tables=tables,
        fixed=tuple(standing),
        rules=Rules(most_meetings=None, absence_is_wait=True),
        has_times=False,
    )
    check_event(event)
    return event


def _there(slots: Sequence[Slot], forbidden: frozenset[int], *, meets: bool) -> frozenset[str] | None:
    """The slots that are left; None for all of them, and for somebody who is never there and meets nobody."""
    left = frozenset(slot.id for n, slot in enumerate(slots, 1) if n not in forbidden)
    return left if len(left) < len(slots) and (left or meets) else None


def _items(text: str) -> Mapping[str, str]:
    """Name in small letters → what it is set to; of a name that is set twice, the first."""
    found: dict[str, str] = {}
    for name, value in ITEM.findall(re.sub(r"%[^\n]*", "", text)):
        plain = name.lower()
        found.setdefault(NAMES.get(plain, plain), value)
    return found


def _needed(items: Mapping[str, str], name: str) -> str:
    if name not in items:
        raise InputError(
            filled(gettext_noop("%(name)s is missing"), name=repr(name)),
            allowed=", ".join([*MOST, "requested"]),
            next_step=gettext_noop("Compare the file with the guide on matchmaking days"),
        )
    return items[name]


def _whole(items: Mapping[str, str], name: str) -> int:
    said = _needed(items, name).strip()
    if not re.fullmatch(r"[0-9]{1,7}", said, re.ASCII) or int(said) > MOST[name]:
        raise _wrong(name, said, filled(gettext_noop("a whole number from 0 to %(most)s"), most=MOST[name]))
    return int(said)


def _numbers(items: Mapping[str, str], name: str) -> list[int]:
    said = _needed(items, name)
    if stranger := re.search(r"[^\s0-9,|\[\]]", said):
        raise _wrong(name, said[stranger.start() :][:20], gettext_noop("whole numbers between [ and ]"))
    return [int(one) for one in re.findall(r"[0-9]{1,7}", said)]


def _sets(items: Mapping[str, str], name: str) -> list[frozenset[int]]:
    """Sets of numbers, without the 0 that stands for nothing."""
    said = _needed(items, name)
    if stranger := re.search(r"[^\s0-9,{}\[\]]", said):
        raise _wrong(name, said[stranger.start() :][:20], gettext_noop("sets of whole numbers: {3, 4}"))
    return [frozenset(int(n) for n in re.findall(r"[0-9]{1,7}", one)) - {0} for one in SET.findall(said)]


def _wrong(name: str, given: object, allowed: str) -> InputError:
    return InputError(
        filled(gettext_noop("%(given)s does not fit here"), given=repr(given)), where=name, allowed=allowed
    )
