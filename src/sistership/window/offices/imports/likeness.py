"""Which records may be the same, across scripts and spellings, and why. Plain values in and out.

1. Nothing is compared with everything: each name gives a few keys, and only what shares a key is looked at.
2. Keys: the place that a name means; the name without what spelling may vary; its words in any order; the
   concepts that its words stand for in four languages (園區, park); its initials; the host of the website;
   the e-mail address; the name with one letter left out.
3. A pair that says different countries or cities is no suspicion, unless mail or website are the same.
4. Digits are never a slip: Pier 1 is not Pier 2.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from urllib.parse import urlsplit

from sistership.common.places import known_places, normal_name, place_named
from sistership.window.offices.imports.words import WORDS

PlaceOf = Callable[[str, str], str]
"""(name, country or empty) → what place it is, or empty."""

SCORES = {
    "mail": 0.95,
    "place": 0.95,
    "spelling": 0.9,
    "words": 0.85,
    "website": 0.8,
    "initials": 0.75,
    "order": 0.75,
    "letter": 0.65,
}
"""Reason → how likely it alone makes the two the same."""
SHARED_HOSTS = frozenset(WORDS["shared_hosts"])
SMALL_WORDS = frozenset(WORDS["small_words"])
MOST_SHARING = 40
"""A key that more records share tells nothing: it is passed over."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_ACRONYM = re.compile(r"[A-Z0-9]{3,8}")


@dataclass(frozen=True, slots=True)
class Named:
    """Something with names: a record of the window, or a row of a sheet."""

    id: str
    names: tuple[str, ...]
    """In all languages, and other names."""
    context: str = ""
    """Country of a city, city of a body or person; empty where it is not said."""
    website: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """A record that may be the same."""

    id: str
    reasons: tuple[tuple[str, str], ...]
    """(reason, what is shared), the strongest first."""
    score: float
    """0 to 1; several reasons make it more likely than each."""


@dataclass(slots=True)
class Likeness:
    """An index of named things that grows, and answers what a further one is like."""

    is_city: bool = False
    place_of: PlaceOf = lambda name, country: ""
    _found: defaultdict[tuple[str, str] | int, list[str]] = field(default_factory=lambda: defaultdict(list))
    _known: dict[str, Named] = field(default_factory=dict)

    def add(self, named: Named) -> None:
        """Let later ones be compared with it."""
        self._known[named.id] = named
        for _, key, _ in self._keys(named, is_query=False):
            self._found[key].append(named.id)

    def like(self, named: Named, *, most: int = 3) -> list[Suspicion]:
        """What it may be the same as, the likeliest first."""
        reasons: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for reason, key, shared in self._keys(named, is_query=True):
            ids = self._found.get(key, ())
            if len(ids) > MOST_SHARING and reason not in ("mail", "spelling"):
                continue
            for other in ids[:MOST_SHARING]:
                if other != named.id and reason not in reasons[other]:
                    if reason == "letter":
                        shared = _one_letter_apart(named, self._known[other])
                    if shared:
                        reasons[other][reason] = shared
        found = [
            self._weigh(named, other, given)
            for other, given in reasons.items()
            if given and self._may_be(named, self._known[other], given)
        ]
        return sorted(found, key=lambda one: (-one.score, one.id))[:most]

    def _may_be(self, one: Named, other: Named, reasons: dict[str, str]) -> bool:
        is_elsewhere = one.context and other.context and one.context != other.context
        return not is_elsewhere or (bool({"mail", "website"} & reasons.keys()) and not self.is_city)

    def _weigh(self, named: Named, other: str, reasons: dict[str, str]) -> Suspicion:
        if "spelling" in reasons:  # says all that these say
            reasons = {
                name: shared for name, shared in reasons.items() if name not in ("order", "letter", "words")
            }
        doubt = 1.0
        for reason in reasons:
            doubt *= 1 - SCORES[reason]
        ordered = tuple(sorted(reasons.items(), key=lambda pair: -SCORES[pair[0]]))
        return Suspicion(other, ordered, round(1 - doubt, 3))

    def _keys(self, named: Named, *, is_query: bool) -> Iterator[tuple[str, tuple[str, str] | int, str]]:
        """(reason, key, what is shared). Initials and acronyms look for each other."""
        if named.email:
            yield "mail", ("mail", named.email.lower()), named.email.lower()
        if host := host_of(named.website):
            yield "website", ("website", host), host
        for name in dict.fromkeys(named.names):
            said = normal_name(name)
            if not said:
                continue
            yield "spelling", ("spelling", said), name
            if self.is_city:
                if place := self.place_of(name, named.context):
                    yield "place", ("place", place), name
            elif words := concept_key(said):
                yield "words", ("words", words), name
            yield from _initials(name, said, is_query=is_query)
            parts = said.split()
            if len(parts) > 1:
                yield "order", ("order", " ".join(sorted(parts))), name
            for short in _one_less("".join(parts)):
                yield "letter", hash(short), name


def host_of(website: str) -> str:
    """`https://www.ppnt.pl/en` → `ppnt.pl`; empty for hosts that many share."""
    host = (urlsplit(website).hostname or "").removeprefix("www.") if website else ""
    return "" if host in SHARED_HOSTS else host


def initials_of(said: str) -> set[str]:
    """Of a normalised Latin name with at least three words, with and without its small words."""
    parts = [part for part in said.split() if part.isascii()]
    heavy = [part for part in parts if part not in SMALL_WORDS]
    return {"".join(part[0] for part in some) for some in (parts, heavy) if len(some) >= 3}


def _initials(name: str, said: str, *, is_query: bool) -> Iterator[tuple[str, tuple[str, str], str]]:
    if _ACRONYM.fullmatch(name.strip()):
        yield "initials", ("initials" if is_query else "acronym", said), name
    for short in initials_of(said):
        yield "initials", ("acronym" if is_query else "initials", short), short.upper()


def _one_less(said: str) -> Iterator[str]:
    """The name itself and with one letter left out; nothing for short names, and no digit is left out."""
    if len(said) >= (4 if _HAN.search(said) else 6) and len(said) <= 60:
        yield said
        for index, char in enumerate(said):
            if not char.isdigit() and char != said[index - 1 : index]:
                yield said[:index] + said[index + 1 :]


def _one_letter_apart(one: Named, other: Named) -> str:
    for name in one.names:
        for second in other.names:
            a, b = normal_name(name).replace(" ", ""), normal_name(second).replace(" ", "")
            if a != b and min(len(a), len(b)) >= 4 and _is_one_apart(a, b):
                return f"{name} / {second}"
    return ""


def _is_one_apart(a: str, b: str) -> bool:
    if len(a) > len(b):
        a, b = b, a
    if len(b) - len(a) > 1:
        return False
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), len(a))
    if len(a) == len(b):
        is_swap = a[start : start + 2] == b[start : start + 2][::-1] and a[start + 2 :] == b[start + 2 :]
        changed = a[start : start + 1] + b[start : start + 1]
        return not any(map(str.isdigit, changed)) and (a[start + 1 :] == b[start + 1 :] or is_swap)
    return not b[start].isdigit() and a[start:] == b[start + 1 :]


@lru_cache(maxsize=1)
def _concepts() -> tuple[dict[str, str], dict[str, str]]:
    """(beginning of a Latin word → concept, Chinese word → concept or place)."""
    latin: dict[str, str] = {}
    han: dict[str, str] = {}
    for concept, words in WORDS["concepts"].items():
        for word in words:
            (han if _HAN.search(word) else latin)[normal_name(word)] = concept
    for place in known_places():
        for name in place.all_names():
            if _HAN.search(name):
                said = normal_name(name)
                han.setdefault(said if len(said) < 3 else said.removesuffix("市"), f"@{place.key}")
    return latin, han


@lru_cache(maxsize=20_000)
def _concept_of(word: str) -> str:
    """What a normalised Latin word stands for: a concept, a place, or itself."""
    latin, _ = _concepts()
    for length in range(len(word), 2, -1):
        if word[:length] in latin:
            return latin[word[:length]]
    place = place_named(word)
    return f"@{place.key}" if place else f"={word}"


def concept_key(said: str) -> str:
    """What a body's name says in any language, as one key; empty where it says too little."""
    found: set[str] = set()
    for part in said.split():
        if part in SMALL_WORDS:
            continue
        found |= set(_of_han(part)) if _HAN.search(part) else {_concept_of(part)}
    told = [one for one in found if one[0] != "="]
    return " ".join(sorted(found)) if len(told) >= 2 else ""


def _of_han(text: str) -> Iterable[str]:
    _, han = _concepts()
    index, rest = 0, ""
    while index < len(text):
        for length in range(min(8, len(text) - index), 0, -1):
            word = text[index : index + length]
            if word in han:
                yield han[word]
                index += length
                break
            if length == 1:
                rest += "" if word in SMALL_WORDS else word
                index += 1
    if rest:
        yield f"={rest}"
