"""Cities, bodies and people named in a passage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from sistership.common.places import known_places, normal_name
from sistership.reading.draft import OrganisationValue
from sistership.reading.latin.lexicon import CAPITAL_WORD, Lexicon
from sistership.reading.passage import Passage

_WORD = re.compile(CAPITAL_WORD)
CHINESE_NAME = re.compile(r"[A-Z][a-zü]{1,5} [A-Z][a-zü]{1,5}-[A-Za-zü]{1,7}\b")
_MOST_WORDS = 4
_LONGEST_CAPITALS = 12
_AGREES = re.compile(r"(?:ego|emu|ym|im|ej|ą)$")


@dataclass(frozen=True, slots=True)
class CityMention:
    """A city named in a passage, in its base form."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A body named in a passage, with its brackets; ``name_end`` is where its name ends."""

    start: int
    end: int
    name_end: int
    value: OrganisationValue


@cache
def known_cities(lexicon: Lexicon) -> dict[str, str]:
    """Every form in which a known city can stand in this language, in small letters, and its base form."""
    forms: dict[str, str] = {}
    for place in known_places():
        own = place.names.get(lexicon.language) or place.names.get("en") or ""
        others = [name for name in (*place.names.values(), *place.aliases) if _is_latin(name)]
        for name in dict.fromkeys([own, *others]):
            base = _CITY_WORD.sub("", name)
            if len(base) < 3 or base.lower() in lexicon.never_name:
                continue
            for form in (*lexicon.city_forms(base), *lexicon.city_forms(name)):
                if form != base and form.lower() in lexicon.heads:
                    continue  # Portu is of a port sooner than of Porto
                forms.setdefault(normal_name(form), base)
    for form, base in lexicon.extra_cities.items():
        forms.setdefault(form, base)
    return forms


_CITY_WORD = re.compile(r"(?<!^Mexico)(?<!^Panama)(?<!^Belize)(?<!^Guatemala) City$|^Miasto ")


def _is_latin(name: str) -> bool:
    return all(ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x1F00 for letter in name)


def find_cities(passage: Passage, lexicon: Lexicon, new: dict[str, str]) -> tuple[CityMention, ...]:
    """The cities that a passage names: known ones, and those in ``new`` that the text calls cities."""
    text = passage.text
    forms = known_cities(lexicon)
    words = [match.span() for match in _WORD.finditer(text)]
    found: list[CityMention] = []
    number = 0
    while number < len(words):
        for count in range(min(_MOST_WORDS, len(words) - number), 0, -1):
            start, end = words[number][0], words[number + count - 1][1]
            if any(
                text[words[n][1] : words[n + 1][0]] not in (" ", "-")
                for n in range(number, number + count - 1)
            ):
                continue
            end -= 2 * text[start:end].endswith("'s")
            said = text[start:end]
            name = forms.get(normal_name(said)) or new.get(said.lower())
            if name is None and count == 1 and "-" in said:
                end = start + said.index("-")
                said = text[start:end]
                name = forms.get(normal_name(said))
            if name:
                if not lexicon.heads_first and normal_name(name) == normal_name(said) and not said.isupper():
                    name = passage.raw[start:end]
                found.append(CityMention(start, end, name))
                number += count - 1
                break
        number += 1
    return tuple(found)


def new_cities(text: str, lexicon: Lexicon) -> dict[str, str]:
    """Names that the text itself calls a city: the City of Xanten, mayor of Xanten."""
    name = rf"(?P<name>{CAPITAL_WORD}(?: (?:[dD]e|[lL]a|do|nad) {CAPITAL_WORD}| {CAPITAL_WORD})?)"
    known = known_cities(lexicon)
    found: dict[str, str] = {}
    for pattern in (
        rf"(?<!\w)(?:{lexicon.city_words}) {name}",
        (
            rf"(?<![-\w]){name} "
            rf"(?:{lexicon.city_after})"
        ),
    ):
        for match in re.finditer(pattern, text):
            said = match["name"]
            first = said.split()[0].lower()
            if (
                normal_name(said) in known
                or normal_name(first) in known
                or first in lexicon.never_name
                or lexicon.is_given(said.split()[0])
                or said.isupper()
            ):
                continue
            if said.lower() in lexicon.countries or any(w.lower() in lexicon.heads for w in said.split()):
                continue
            found[said.lower()] = lexicon.base_of_city(said)
    return found


@cache
def _body_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    word = rf"(?:{CAPITAL_WORD}(?:\.(?=[A-Z]))?|\d+(?:st|nd|rd|th))"
    return re.compile(rf"{word}(?:(?: (?:{lexicon.body_joints}))* (?:& )?{word}|, {word}(?= and {word}))*")


def find_bodies(
    passage: Passage, cities: tuple[CityMention, ...], lexicon: Lexicon, aliases: dict[str, OrganisationValue]
) -> tuple[BodyMention, ...]:
    """The bodies that a passage names, with the short names given in brackets."""
    text = passage.text
    found: list[BodyMention] = []
    for match in _body_pattern(lexicon).finditer(text):
        for start, end in _split(text, *match.span(), lexicon):
            heads = [
                (m.start() - start, form)
                for m in _WORD.finditer(text, start, end)
                if (form := _head(m[0], lexicon))
            ]
            if not heads or _is_general(text[start:end], lexicon):
                continue
            at, form = heads[0] if lexicon.heads_first else heads[-1]
            if lexicon.heads_first and form[1] not in ("", "nom"):
                words = [w.group() for w in re.finditer(r"\S+", text[start : start + at])]
                while words and not _AGREES.search(words[0]):
                    cut = len(words.pop(0)) + 1
                    start, at = start + cut, at - cut
            said = passage.raw[start:end]
            if said.isupper() and len(said) > _LONGEST_CAPITALS:
                continue
            name = lexicon.body(said, at, form)
            city = next((c.name for c in cities if start <= c.start and c.end <= end), None)
            seat = _SEAT.search(text, start, end)
            if seat and any(c.start == seat.end() for c in cities) and start + at < seat.start():
                end = seat.start()
                name = lexicon.body(passage.raw[start:end], at, form)
            city = city or next(filter(None, map(lexicon.city_of_adjective, name.split())), None)
            whole, short = _bracket(passage, end)
            found.append(BodyMention(start, whole, end, OrganisationValue(name, short, city)))
    return tuple(found) + _abbreviated(passage, found, aliases)


def _begins_person(said: str, lexicon: Lexicon) -> bool:
    """Whether the name of a person begins here: the Park of Hsinchu Liu Kai-ting."""
    return CHINESE_NAME.match(said) is not None or (" " in said and lexicon.is_given(said.split()[0]))


def _is_general(said: str, lexicon: Lexicon) -> bool:
    """Whether a name fits any city: City Council, Urząd Miasta."""
    return all(
        re.fullmatch(lexicon.body_joints, word) or word.lower() in lexicon.in_names or _head(word, lexicon)
        for word in said.split()
    )


def _head(word: str, lexicon: Lexicon) -> tuple[str, str, str] | None:
    last = word.lower().rsplit("-", 1)[-1]
    return lexicon.heads.get(word.lower()) or lexicon.heads.get(last)


def _split(text: str, start: int, end: int, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Cut a run of capitalised words into names: at a title, and at the word that joins two bodies."""
    words = list(re.finditer(r"\S+", text[start:end]))
    parts: list[tuple[int, int]] = []
    first = 0
    for number, word in enumerate(words):
        if number == first and CHINESE_NAME.match(text, start + word.start()):
            first = number + 2
        if number and first < number and _begins_person(text[start + word.start() : end], lexicon):
            words = words[:number]
            break
        plain = word[0].strip(",.").lower()
        is_title = plain in lexicon.titles and plain not in lexicon.heads
        is_opening = plain in lexicon.never_name and plain not in lexicon.in_names
        if is_title or (is_opening and number == first) or plain == lexicon.and_word:
            before = words[first:number]
            if plain == lexicon.and_word and before and before[-1][0].lower() in lexicon.attributive:
                continue
            if before:
                parts.append((start + before[0].start(), start + before[-1].end()))
            first = number + 1
    if first < len(words):
        parts.append((start + words[first].start(), start + words[-1].end()))
    joints = re.compile(rf"^(?:{lexicon.body_joints}|,)$")
    cleaned = []
    for i, j in parts:
        inner = list(re.finditer(r"\S+", text[i:j]))
        while inner and joints.match(inner[0][0]):
            inner.pop(0)
        while inner and joints.match(inner[-1][0]):
            inner.pop()
        if inner:
            last = i + inner[-1].end()
            cleaned.append((i + inner[0].start(), last - (text[last - 1] == ",")))
    return cleaned


_SEAT = re.compile(r" in (?=[A-Z][\w'-]+(?: [A-Z][\w'-]+)?$)")
_BRACKET = re.compile(r"\s*\((?P<inside>[^()]{2,120})\)")
_QUOTED = re.compile(r"\"(?P<name>[^\"]{1,60})\"|'(?P<name2>[^']{1,60})'")
_SHORT = re.compile(r"^[A-Z][\w&/.-]{1,11}$|^[A-ZÀ-Ž][^,;:]{2,70}$")
_IS_ABBREVIATION = re.compile(r"^(?=.{2,10}$)(?:[A-Z]+[a-z]?[A-Z]+[a-z]{0,2}|[A-Z]{2,})(?:-[A-Z]+)?$")


def _bracket(passage: Passage, end: int) -> tuple[int, tuple[str, ...]]:
    """The other names in brackets after a name: (PPNT), (hereinafter "the Park")."""
    match = _BRACKET.match(passage.text, end)
    if not match:
        return end, ()
    inside = passage.raw[slice(*match.span("inside"))]
    quoted = [m["name"] or m["name2"] for m in _QUOTED.finditer(passage.text, *match.span("inside"))]
    if quoted:
        names = [re.sub(r"^[Tt]he ", "", name) for name in quoted]
        return match.end(), tuple(name for name in names if len(name) > 1)
    parts = [part.strip() for part in re.split(r"[,;/]| or | lub ", inside)]
    short = tuple(part for part in parts if _SHORT.match(part) and not any(map(str.isdigit, part)))
    return (match.end(), short) if short and len(short) == len(parts) else (end, ())


def _abbreviated(
    passage: Passage, found: list[BodyMention], aliases: dict[str, OrganisationValue]
) -> tuple[BodyMention, ...]:
    """Bodies named again by the short name that the text gave them."""
    taken = [(mention.start, mention.end) for mention in found]
    again = []
    for alias, value in aliases.items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(alias)}(?![\w-])", passage.text):
            if not any(i < match.end() and match.start() < j for i, j in taken):
                again.append(BodyMention(*match.span(), match.end(), value))
                taken.append(match.span())
    return tuple(again)


def is_abbreviation(name: str) -> bool:
    """Whether a name is written as an abbreviation: PPNT, NSYSU."""
    return _IS_ABBREVIATION.match(name) is not None
