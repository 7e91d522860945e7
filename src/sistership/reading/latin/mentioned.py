"""Later mentions of people already named: by surname, first name or the whole name again."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

from sistership.reading.draft import PersonValue
from sistership.reading.latin.lexicon import CAPITAL_WORD, Lexicon
from sistership.reading.latin.people import CHINESE_PERSON, PersonMention, surname
from sistership.reading.passage import Passage

_MOST_PEOPLE = 150
_SHORTEST_FIRST = 4


def with_later_mentions(
    passages: tuple[Passage, ...], named: list[tuple[PersonMention, ...]], lexicon: Lexicon
) -> tuple[tuple[PersonMention, ...], ...]:
    """The same mentions with all that is said of each person, and those by surname alone."""
    known: dict[str, PersonValue] = {}
    for mention in (each for mentions in named for each in mentions):
        known[mention.value.name] = mention.value.completing(known.get(mention.value.name))
    _drop_bare_surnames(known)
    wordings = _wordings(known)
    result = []
    for passage, mentions in zip(passages, named, strict=True):
        seen = [
            replace(m, value=known[m.value.name]) if m.value.name in known else _as_known(m, wordings)
            for m in mentions
        ]
        taken = [(m.start, m.end) for m in seen]
        for word in re.finditer(rf"(?<![\w-]){CAPITAL_WORD}(?: {CAPITAL_WORD})*", passage.text):
            for start, end in _tries(word):
                value = wordings.get(passage.text[start:end].lower())
                if value and not any(i < end and start < j for i, j in taken):
                    seen.append(PersonMention(start, end, start, end, value, 0.9, is_full=False))
                    taken.append((start, end))
        result.append(tuple(sorted(seen, key=lambda m: m.start)))
    return tuple(result)


def _drop_bare_surnames(known: dict[str, PersonValue]) -> None:
    """Mayor Kosiorek is Aleksandra Kosiorek, where one full name ends so."""
    full = Counter(surname(name) for name in known if " " in name)
    for name in [name for name in known if " " not in name and full[name] == 1]:
        del known[name]


def _wordings(known: dict[str, PersonValue]) -> dict[str, PersonValue]:
    people = [value for value in list(known.values())[:_MOST_PEOPLE] if " " in value.name]
    by_surname = Counter(surname(person.name) for person in people)
    by_first = Counter(person.name.split()[0] for person in people)
    again: dict[str, PersonValue] = {}
    for person in people:
        again.setdefault(person.name.lower(), person)
        last = surname(person.name)
        first = person.name.split()[0]
        if not CHINESE_PERSON.match(person.name) and by_first[first] == 1 and len(first) > _SHORTEST_FIRST:
            again.setdefault(first.lower(), person)
        if by_surname[last] == 1 and len(last) > 1:
            for ending in ("", "a", "em", "iem", "owi", "ego", "emu"):
                again.setdefault(last.lower() + ending, person)
            if last.endswith("a"):
                for ending in ("ej", "ą", "iej"):
                    again.setdefault(last[:-1].lower() + ending, person)
    return again


def _as_known(mention: PersonMention, wordings: dict[str, PersonValue]) -> PersonMention:
    value = wordings.get(mention.value.name.lower())
    return replace(mention, value=value, is_full=False) if value else mention


def _tries(word: re.Match[str]) -> list[tuple[int, int]]:
    """The whole run of capitalised words, then each word of it."""
    parts = [(word.start() + m.start(), word.start() + m.end()) for m in re.finditer(r"\S+", word[0])]
    pairs = [(a[0], b[1]) for a, b in pairwise(parts)]
    return [word.span(), *pairs, *parts]
