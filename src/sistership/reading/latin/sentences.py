"""A passage with all that is named in it, and who is its subject."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from sistership.reading.draft import Field, OrganisationValue, PersonValue, Value
from sistership.reading.latin.belonging import with_cities
from sistership.reading.latin.dates import DateMention, find_dates
from sistership.reading.latin.lexicon import Lexicon
from sistership.reading.latin.mentioned import with_later_mentions
from sistership.reading.latin.names import (
    BodyMention,
    CityMention,
    find_bodies,
    find_cities,
    is_abbreviation,
    new_cities,
)
from sistership.reading.latin.people import PersonMention, Surroundings, find_people
from sistership.reading.passage import Passage

_LINK = re.compile(
    r"[ ,]*(?:(?:also|each|both|jointly|together|likewise|respectively|then|in turn|for (?:its|his|her) "
    r"part|would|has|have|had|are|is|również|także|wspólnie|natomiast|zaś|ze swojej strony|odpowiednio)[ "
    r",]*)*"
)
# told reporters that the government will: who acts is none of those named.
_OTHERS = re.compile(r"\b(?:that|że|iż) (?!(?:it|he|she|they|miasto|the city)\b)[^,]{2,60}$")
_QUOTE = re.compile(r"\"[^\"]*(?:\"|$)")


@dataclass(frozen=True, slots=True)
class Party:
    """A city that the text gives a short name: Party A."""

    alias: str
    city: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Who acts: positions in the passage, the name as said, and the cities meant."""

    start: int
    end: int
    name: str
    cities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One passage with its mentions, each tuple in the order of the text."""

    passage: Passage
    lexicon: Lexicon
    cities: tuple[CityMention, ...]
    bodies: tuple[BodyMention, ...]
    people: tuple[PersonMention, ...]
    dates: tuple[DateMention, ...]
    subjects: tuple[Subject, ...]

    @property
    def text(self) -> str:
        """The words for matching."""
        return self.passage.text

    def subject_before(self, position: int) -> Subject | None:
        """Who acts at a position: named right before it, else first in its clause."""
        before = [s for s in self.subjects if s.end <= position]
        for subject in reversed(before):
            if _LINK.fullmatch(self.text, subject.end, position):
                return self._with_joined(subject, before)
        clause = max(self.text.rfind(mark, 0, position) for mark in (";", ":", '" ', " – ", ". ")) + 1
        inside = [s for s in before if s.start >= clause]
        if not inside:
            return None
        comma = self.text.rfind(", ", clause, position)
        near = [s for s in inside if s.start > comma]
        first = (near or inside)[0]
        joined = [s for s in inside if s.start >= first.start]
        while len(joined) > 1 and self._are_joined(joined[0], joined[1]):
            joined[0:2] = [self._pair(joined[0], joined[1])]
        return joined[0]

    def _with_joined(self, last: Subject, before: list[Subject]) -> Subject:
        for earlier in reversed([s for s in before if s.end <= last.start]):
            if not self._are_joined(earlier, last):
                break
            last = self._pair(earlier, last)
        return last

    def _are_joined(self, first: Subject, second: Subject) -> bool:
        return re.fullmatch(
            rf",? ?(?:{self.lexicon.joints})? ?(?:the )?", self.text[first.end : second.start]
        ) is not None and (second.start > first.end)

    def _pair(self, first: Subject, second: Subject) -> Subject:
        cities = tuple(dict.fromkeys((*first.cities, *second.cities)))
        return Subject(first.start, second.end, self.passage.raw[first.start : second.end], cities)

    def field(
        self, name: str, value: Value, start: int, end: int, sure: float, group: str | None = None
    ) -> Field:
        """A field with the span of positions start to end, without space at its ends."""
        while start < end and self.text[start] in " ,;":
            start += 1
        while end > start and self.text[end - 1] == " ":
            end -= 1
        return Field(name, value, self.passage.span(start, end), sure, group)

    def words(self, start: int, end: int) -> str:
        """The words as written between two positions."""
        return self.passage.raw[start:end].strip(" ,;")

    def in_quote(self, position: int) -> bool:
        """Whether a position stands inside quotation marks."""
        return any(
            m.start() < position < m.end() and m.end() - m.start() > 25 for m in _QUOTE.finditer(self.text)
        )


def name_all(
    text: str, passages: tuple[Passage, ...], published_on: date | None, lexicon: Lexicon
) -> tuple[Sentence, ...]:
    """The passages with everything named in them."""
    whole = " ".join(passage.text for passage in passages)
    new = new_cities(whole, lexicon)
    cities = [find_cities(passage, lexicon, new) for passage in passages]
    bodies = [find_bodies(p, c, lexicon, {}) for p, c in zip(passages, cities, strict=True)]
    aliases = _aliases(bodies)
    parties = tuple(p for p in _parties(passages, cities, lexicon) if p.alias not in aliases)
    if aliases:
        bodies = [find_bodies(p, c, lexicon, aliases) for p, c in zip(passages, cities, strict=True)]
    found = [
        find_people(Surroundings(p, c, b, lexicon)) for p, c, b in zip(passages, cities, bodies, strict=True)
    ]
    people = with_later_mentions(passages, found, lexicon)
    people = with_cities(passages, cities, bodies, people, lexicon)
    called = _by_head(bodies, lexicon)
    offices = _by_office(people)
    return tuple(
        Sentence(
            passage,
            lexicon,
            cities[n],
            bodies[n],
            people[n],
            find_dates(passage, published_on, lexicon),
            _subjects(passage, lexicon, cities[n], bodies[n], people[n], parties, called, offices),
        )
        for n, passage in enumerate(passages)
    )


def _by_office(people: tuple[tuple[PersonMention, ...], ...]) -> dict[str, PersonValue]:
    """People whom the text can call by their office alone (the Mayor), where only one holds it."""
    found: dict[str, dict[str, PersonValue]] = {}
    for mention in (each for mentions in people for each in mentions):
        if mention.value.title:
            found.setdefault(mention.value.title.lower(), {})[mention.value.name] = mention.value
    return {title: next(iter(values.values())) for title, values in found.items() if len(values) == 1}


@cache
def _opening(lexicon: Lexicon) -> re.Pattern[str]:
    """An office that opens a sentence, with no name after it: The mayor invited …"""
    titles = "|".join(sorted(map(re.escape, lexicon.titles), key=len, reverse=True))
    return re.compile(rf"(?:The )?(?P<office>(?i:{titles}))(?= [a-ząćęłńóśźż])")


def _by_head(bodies: list[tuple[BodyMention, ...]], lexicon: Lexicon) -> dict[str, OrganisationValue]:
    """Bodies that the text can call by their head alone (the Bureau), where only one of the kind is named."""
    found: dict[str, dict[str, OrganisationValue]] = {}
    for mention in (each for mentions in bodies for each in mentions):
        words = [w for w in re.findall(r"[^\W\d_]+", mention.value.name.lower()) if w in lexicon.heads]
        if words:
            head = words[0] if lexicon.heads_first else words[-1]
            found.setdefault(lexicon.heads[head][0].lower() or head, {})[mention.value.name] = mention.value
    return {head: next(iter(values.values())) for head, values in found.items() if len(values) == 1}


def _aliases(bodies: list[tuple[BodyMention, ...]]) -> dict[str, OrganisationValue]:
    values = [mention.value for mentions in bodies for mention in mentions]
    by_alias = {alias: value for value in values for alias in value.aliases if len(alias) > 1}
    full = {value.name: value for value in values if value.aliases}
    return {
        alias: full.get(value.name, value)
        for alias, value in by_alias.items()
        if is_abbreviation(alias) or alias[0].isupper()
    }


def _parties(
    passages: tuple[Passage, ...], cities: list[tuple[CityMention, ...]], lexicon: Lexicon
) -> tuple[Party, ...]:
    """the City of Gdynia, represented by …, (hereinafter referred to as "Party A")."""
    found: dict[str, str] = {}
    known_as = re.compile(
        rf"(?:{lexicon.known_as})[^\"']{{0,40}}[\"'](?P<name>[^\"']{{2,40}})[\"']", re.IGNORECASE
    )
    for passage, named in zip(passages, cities, strict=True):
        last = 0
        for match in known_as.finditer(passage.text):
            before = [c for c in named if last <= c.start and c.end <= match.start()]
            alias = re.sub(r"^[Tt]he ", "", match["name"])
            alias = re.sub(r"^Stron(?:ą|ę|y|ie)\b", "Strona", alias)
            if before and not lexicon.sides.fullmatch(alias):
                found[alias] = before[0].name
            last = match.end()
    return tuple(Party(alias, city) for alias, city in found.items())


def _subjects(
    passage: Passage,
    lexicon: Lexicon,
    cities: tuple[CityMention, ...],
    bodies: tuple[BodyMention, ...],
    people: tuple[PersonMention, ...],
    parties: tuple[Party, ...],
    called: dict[str, OrganisationValue],
    offices: dict[str, PersonValue],
) -> tuple[Subject, ...]:
    text = passage.text
    found = [Subject(*m.span(), passage.raw[slice(*m.span())], ("*",)) for m in lexicon.sides.finditer(text)]
    for party in parties:
        again = re.finditer(rf"(?<!\w){re.escape(party.alias)}(?!\w)", text)
        found += [Subject(*match.span(), party.alias, (party.city,)) for match in again]
    found += [Subject(m.start, m.end, m.value.name, (m.value.city,) if m.value.city else ()) for m in people]
    found += [Subject(m.start, m.end, m.value.name, (m.value.city,) if m.value.city else ()) for m in bodies]
    if (opening := _opening(lexicon).match(text)) and (holder := offices.get(opening["office"].lower())):
        start, end = opening.span("office")
        if not any(s.start < end for s in found):
            found.append(Subject(start, end, holder.name, (holder.city,) if holder.city else ()))
    taken = [(s.start, s.end) for s in found]
    for word in re.finditer(r"[^\W\d_]+", text):
        value = called.get((lexicon.heads.get(word[0].lower()) or ("",))[0].lower() or word[0].lower())
        if value and lexicon.heads.get(word[0].lower()) and not any(i <= word.start() < j for i, j in taken):
            found.append(Subject(*word.span(), value.name, (value.city,) if value.city else ()))
    for noun in re.finditer(r"(?<!\w)(?P<of>[^\W\d_]+)(?= (?P<head>[^\W\d_]+))", text):
        named = lexicon.city_of_adjective(noun["of"]) if noun["head"].lower() in lexicon.heads else None
        if named and noun["head"].islower():
            span = noun.start(), noun.end("head")
            found = [s for s in found if not span[0] <= s.start < span[1]]
            found.append(Subject(*span, passage.raw[slice(*span)], (named,)))
            taken.append(span)
    for city in cities:
        if not any(i <= city.start < j for i, j in taken):
            before = re.search(rf"(?:{lexicon.city_words}) $", text[: city.start])
            start = before.start() if before else city.start
            found.append(Subject(start, city.end, city.name, (city.name,)))
    found.sort(key=lambda s: (s.start, -s.end))
    kept: list[Subject] = []
    for subject in found:
        if not kept or subject.start >= kept[-1].end:
            kept.append(subject)
    return tuple(kept)


def speaker(
    sentences: tuple[Sentence, ...], number: int, position: int, end: int | None = None
) -> Subject | None:
    """Who acts or speaks before a position; "we" in a quotation is the one who is quoted."""
    sentence = sentences[number]
    lexicon = sentence.lexicon
    ours = lexicon.we.search(sentence.text, max(0, position - 30), end or position)
    if sentence.in_quote(position) or ours:
        quoted = _quoted(sentences, number, position)
        if quoted:
            return quoted
    subject = None if ours else sentence.subject_before(position)
    if subject and _OTHERS.search(sentence.text, subject.end, position):
        return None
    if subject:
        return subject
    own = [s for s in sentence.subjects if s.end <= position]
    if (
        own
        and ":" in sentence.text[own[0].end : position]
        and lexicon.pronouns.search(sentence.text, own[0].end, position)
    ):
        return own[0]
    if lexicon.pronouns.search(sentence.text, 0, position) or not sentence.text[:position].strip(' "'):
        for earlier in reversed(sentences[max(0, number - 3) : number]):
            if earlier.passage.role == "headline":
                continue
            if earlier.subjects:
                return earlier.subjects[0]
    return None


def _quoted(sentences: tuple[Sentence, ...], number: int, position: int) -> Subject | None:
    """Who says a quotation: named with a verb of saying in this sentence, the next or the one before."""
    for at in (number, number + 1, number - 1, number - 2):
        if not 0 <= at < len(sentences):
            continue
        sentence = sentences[at]
        says = re.compile(rf"\b(?:{sentence.lexicon.says})\b", re.IGNORECASE)
        for match in says.finditer(sentence.text):
            near = [
                s
                for s in sentence.subjects
                if "*" not in s.cities
                and (0 <= s.start - match.end() <= 12 or 0 <= match.start() - s.end <= 60)
                and not sentence.in_quote(s.start)
            ]
            if near:
                return min(
                    near,
                    key=lambda s: (
                        abs(s.start - match.end()) if s.start >= match.end() else 15 + match.start() - s.end
                    ),
                )
    return None
