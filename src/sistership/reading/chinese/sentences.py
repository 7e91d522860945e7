"""A passage with all that is named in it, and who is its subject."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

from sistership.reading.chinese.cities import CityMention, find_all_cities
from sistership.reading.chinese.dates import DateMention, find_dates
from sistership.reading.chinese.lexicon import BOTH_SIDES, HAN
from sistership.reading.chinese.organisations import OrganisationMention, find_organisations
from sistership.reading.chinese.people import PersonMention, find_people
from sistership.reading.draft import OrganisationValue
from sistership.reading.passage import Passage

_JOINTS = ("與", "和", "及", "以及", "、")
_BESIDE = ("與", "和", "跟", "向", "對", "給", "在", "赴", "邀")
"""After these a name is no subject."""
_MEMBERS = ("議員", "市議員", "縣議員", "州議員")
_LATIN_NAME = re.compile(r"[A-Z][A-Za-zÀ-ɏ0-9.&'’ -]{2,40}")
_SIDE = re.compile(r"[甲乙丙]方")
_SHORT_NAME = re.compile(rf"[{HAN}]{{2,6}}")
_SPEAKS = re.compile(r"(?:也|則|並|進一步)?(?:表示|指出|強調|說|認為|提到|致詞|補充|分享|坦言|透露|證實)")
_PRONOUN = re.compile(r"(?<!其)[他她](?!們|國|城)")

Named: TypeAlias = PersonMention | OrganisationMention


@dataclass(frozen=True, slots=True)
class Sentence:
    """One passage with its mentions, each tuple in the order of the text."""

    passage: Passage
    cities: tuple[CityMention, ...]
    organisations: tuple[OrganisationMention, ...]
    people: tuple[PersonMention, ...]
    dates: tuple[DateMention, ...]
    parties: tuple[OrganisationMention, ...]
    """Bodies meant by a short name that the text gave them before: 甲方."""

    def subject_before(self, position: int) -> str | None:
        """Who is the subject at a position: named first in its clause, else first in the sentence.

        As written; a person by name; two bodies joined by 與 as one string.
        """
        text = self.passage.text
        clause = max(text.rfind(mark, 0, position) for mark in ",:;") + 1
        named = self._named_before(position)
        subjects = [found for found in named if found[0] >= clause]
        if not subjects and clause and re.match(r"[並且]", text[clause:]):
            before = max(text.rfind(mark, 0, clause - 1) for mark in ",:;") + 1
            subjects = [found for found in named if before <= found[0]]  # 雙方將…,並研議…
            if subjects and text[: subjects[0][0]].endswith(_BESIDE):
                subjects = []  # 期待未來與高雄…,並邀請…: whoever spoke goes on
        subjects = subjects or named
        if not subjects:
            return None
        start, end, name = subjects[0]
        for after, last, _ in subjects[1:]:
            if text[end:after] not in _JOINTS:
                break
            end, name = last, self.passage.raw[start:last]
        return name

    def is_only_in_title(self, city: CityMention) -> bool:
        """Whether a city is named only as part of a title of which no mayor is the bearer (檳島市議員)."""
        return any(
            person.value.title in _MEMBERS
            and person.value.title_as_said is not None
            and self.passage.raw.startswith(person.value.title_as_said, city.start)
            for person in self.people
        )

    def is_seat_of_office(self, city: CityMention) -> bool:
        """Whether a city only says where a body of others has its office (日本台灣交流協會高雄事務所)."""
        return any(body.start < city.start and city.end <= body.end for body in self.organisations)

    def _named_before(self, position: int) -> list[tuple[int, int, str]]:
        text = self.passage.text
        named = [(*match.span(), match[0]) for match in BOTH_SIDES.finditer(text, 0, position)]
        bearers: tuple[Named, ...] = (*self.people, *self.organisations, *self.parties)
        named += [
            (m.start, m.end, m.value.name)
            for m in bearers
            if m.end <= position and not any(_is_his_body(m, person) for person in self.people)
        ]
        taken = [(start, end) for start, end, _ in named]
        named += [
            (m.start, m.end, m.name)
            for m in self.cities
            if m.end <= position and not any(i <= m.start < j for i, j in taken)
        ]
        return sorted(named)

    def has_pronoun_before(self, position: int) -> bool:
        """Whether 他 or 她 stands before a position."""
        return _PRONOUN.search(self.passage.text, 0, position) is not None


def _is_his_body(mention: Named, person: PersonMention) -> bool:
    """Whether a body is named only as the one whose officer acts: 外貿協會董事長黃志芳."""
    return mention.start < person.name_start and person.start <= mention.end < person.name_start


def name_all(passages: tuple[Passage, ...], published_on: date | None) -> tuple[Sentence, ...]:
    """The passages with everything named in them."""
    cities = find_all_cities(passages)
    people = find_people(passages, cities)
    bodies = tuple(
        find_organisations(passage, found) for passage, found in zip(passages, cities, strict=True)
    )
    people = _with_sides(passages, people, bodies)
    short_names = {
        alias: mention.value
        for mentions in bodies
        for mention in mentions
        for alias in mention.value.aliases
        if _SHORT_NAME.fullmatch(alias) or _LATIN_NAME.fullmatch(alias)
    }
    return tuple(
        Sentence(
            passage,
            cities[number],
            bodies[number],
            people[number],
            find_dates(passage, published_on),
            _called_by(passage, short_names),
        )
        for number, passage in enumerate(passages)
    )


def _with_sides(
    passages: tuple[Passage, ...],
    people: tuple[tuple[PersonMention, ...], ...],
    bodies: tuple[tuple[OrganisationMention, ...], ...],
) -> tuple[tuple[PersonMention, ...], ...]:
    """Who signs for a side is of its city: 甲方代表 市長 盧秀燕, also below a line 甲方:臺中市政府."""
    called = {alias: body.value for found in bodies for body in found for alias in body.value.aliases}
    cities: dict[str, str] = {}
    side: OrganisationValue | None = None
    for number, passage in enumerate(passages):
        if passage.role != "heading":
            side = None
            continue
        if match := _SIDE.match(passage.text):
            named = [body.value for body in bodies[number]]
            side = next(iter(named), called.get(match[0]))
        for person in people[number]:
            if side and side.city and not person.value.city:
                cities[person.value.name] = side.city
    return tuple(
        tuple(
            replace(p, value=replace(p.value, city=p.value.city or cities.get(p.value.name))) for p in found
        )
        for found in people
    )


def _called_by(
    passage: Passage, short_names: dict[str, OrganisationValue]
) -> tuple[OrganisationMention, ...]:
    return tuple(
        OrganisationMention(match.start(), match.end(), value)
        for alias, value in short_names.items()
        for match in re.finditer(rf"(?<![A-Za-z]){re.escape(alias)}(?![A-Za-z])", passage.text)
        if not passage.text[: match.start()].endswith(("稱", "稱為"))
    )


def _said_after_quote(sentences: tuple[Sentence, ...], number: int) -> str | None:
    """「…。」某某說: who is named after the sentence that he said."""
    if not sentences[number].passage.text.startswith("「") or number + 1 >= len(sentences):
        return None
    after = sentences[number + 1]
    first = next(iter(after.people), None)
    is_his = first and first.start == 0 and _SPEAKS.match(after.passage.text, first.end)
    return first.value.name if first and is_his else None


def speaker(sentences: tuple[Sentence, ...], number: int, position: int) -> str | None:
    """Who speaks or acts before a position of a sentence; a pronoun is the last person named before."""
    sentence = sentences[number]
    subject = sentence.subject_before(position)
    if subject is not None and not sentence.has_pronoun_before(position):
        return subject
    if subject is None and not sentence.has_pronoun_before(position):
        if (said_by := _said_after_quote(sentences, number)) is not None:
            return said_by
        if number and re.match(r"[也並亦更]", sentence.passage.text):
            return speaker(sentences, number - 1, len(sentences[number - 1].passage.text))
        return None
    for earlier in reversed(sentences[:number]):
        if earlier.people and earlier.passage.role != "headline":
            said = [p for p in earlier.people if _SPEAKS.match(earlier.passage.text, p.end)]
            return (said or earlier.people)[-1].value.name
    return subject
