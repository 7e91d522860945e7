"""People with their titles, before or after the name."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from sistership.reading.draft import PersonValue
from sistership.reading.latin.lexicon import CAPITAL_WORD, UPPER, Lexicon
from sistership.reading.latin.names import BodyMention, CityMention
from sistership.reading.passage import Passage

_PARTICLE = r"(?:de|de la|van|van der|van den|von|bin|binti|al|el|da|del|der|den|ten|ter|dos|ibn|a\/l|a\/p)"
_NAME = re.compile(
    rf"{CAPITAL_WORD}(?: (?:[{UPPER}]\.)+| {_PARTICLE}(?= [{UPPER}])| {CAPITAL_WORD}){{1,4}}|"
    rf"(?:[{UPPER}]\. ?){{1,2}}{CAPITAL_WORD}"
)
_ONE_NAME = re.compile(CAPITAL_WORD)
_LATIN_BRACKET = re.compile(r" \((?P<name>[^()\d]{2,40})\)")
CHINESE_PERSON = re.compile(rf"^[{UPPER}][a-zü]{{1,5}} [{UPPER}][a-zü]{{1,5}}-[{UPPER}a-zü]{{1,6}}$")
_BARE_GENITIVE = re.compile(rf" [a-ząćęłńóśźż]{{4,}}[aiuyj](?= [{UPPER}]\w+ [{UPPER}])")
"""Of what he is the head, in one word: dyrektor parku Andrzej Nowak."""
_REACH = 30
_REPRESENTED = re.compile(
    r"(?:represented by|led by|headed by|reprezentowan\w+ przez|pod przewodnictwem|na czele z|"
    r"kierowan\w+ przez|której (?:przewodniczy|przewodzi)\w*|:)(?:(?![A-ZŁŚŻ]\w+ [A-ZŁŚŻ])[^,;]){0,40}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person named in a passage: positions with title, of the name, and what is said.

    ``is_full`` is False where only a name repeated points back to someone named before.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    value: PersonValue
    confidence: float
    is_full: bool = True


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What else a passage names: names of people end there."""

    passage: Passage
    cities: tuple[CityMention, ...]
    bodies: tuple[BodyMention, ...]
    lexicon: Lexicon


@cache
def title_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """Any title of the language as a whole word."""
    words = sorted(lexicon.titles, key=len, reverse=True)
    return re.compile(
        rf"(?<![\w-])(?P<before>(?:{lexicon.title_before})[ "
        rf"-])*(?P<title>{'|'.join(map(re.escape, words))})(?![\w])",
        re.IGNORECASE,
    )


@cache
def _after_title(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf",? (?:{lexicon.of}) (?:the )?", re.IGNORECASE)


def find_people(around: Surroundings) -> tuple[PersonMention, ...]:
    """The people whom one passage names with a title, or as speaking, in order."""
    mentions: list[PersonMention] = []
    floor = 0
    for match in title_pattern(around.lexicon).finditer(around.passage.text):
        if match.start() < floor:
            continue
        found = _name_after(around, match) or _name_before(around, match, floor)
        if found:
            mentions.append(found)
            floor = found.end
            while found and (found := _joined(around, found)):
                mentions.append(found)
                floor = found.end
    taken = [(mention.start, mention.end) for mention in mentions]
    mentions += [p for p in _speaking(around) if not any(i < p.end and p.start < j for i, j in taken)]
    return tuple(sorted(mentions, key=lambda mention: mention.start))


def surname(name: str) -> str:
    """The family name: the last word, or the first of a Chinese name such as Lo Ta-sheng."""
    parts = name.split()
    return parts[0] if CHINESE_PERSON.match(name) else parts[-1]


def name_at(around: Surroundings, position: int) -> int | None:
    """Where the full name that begins at a position ends; None where no name begins there."""
    match = _NAME.match(around.passage.text, position)
    if not match:
        return None
    end = match.start()
    for word in re.finditer(r"\S+", match[0]):
        start = position + word.start()
        plain = word[0].strip(".,").lower()
        if (
            plain in around.lexicon.never_name
            or plain in around.lexicon.countries
            or plain in around.lexicon.heads
            or (plain in around.lexicon.titles and word.start() > 0)
            or any(
                c.start <= start < c.end and c.end - c.start == len(word[0])
                for c in around.cities
                if word.start() == 0
            )
            or any(b.start <= start < b.name_end for b in around.bodies)
        ):
            break
        end = position + word.end()
    said = around.passage.text[position:end]
    return end if " " in said and not said.endswith((" de", " van", " al")) else None


def _name_after(around: Surroundings, match: re.Match[str]) -> PersonMention | None:
    """Mayor of Gdynia Aleksandra Kosiorek; the mayor of Gdynia, Aleksandra Kosiorek."""
    text = around.passage.text
    end, city = _office(around, match.end())
    start, before = _office_before(around, match.start("before") if match["before"] else match.start("title"))
    city = city or before
    for comma in re.finditer(r"(?:,| -| –)? ", text[end : end + 3]):
        at = end + comma.end()
        honorific = re.match(rf"(?:(?:{around.lexicon.honorifics})\.? )+", text[at:], re.IGNORECASE)
        at += honorific.end() if honorific else 0
        name_end = name_at(around, at)
        sure = 0.95 if comma[0] == " " else 0.9
        if name_end is None and comma[0] == " " and end == match.end():
            name_end, sure = _single(around, at), 0.7
        if name_end is None or (comma[0] != " " and not _closes(text, name_end)):
            continue
        city = city or _city_after(around, name_end) or _represented(around, match.start())
        return _mention(around, match, (start, end), (at, name_end), city, sure, whole_end=name_end)
    return None


def _represented(around: Surroundings, position: int) -> str | None:
    """The City of Gdynia, represented by Mayor Dobosz; a delegation from Kaohsiung led by Mayor Lin."""
    link = _REPRESENTED.search(around.passage.text[:position])
    if link is None:
        return None
    named = [(c.end, c.name) for c in around.cities]
    named += [(b.end, b.value.city) for b in around.bodies if b.value.city]
    before = [(end, name) for end, name in named if end <= link.start() + 1 and link.start() - end < _REACH]
    return max(before)[1] if before else None


def _city_after(around: Surroundings, position: int) -> str | None:
    """Deputy Mayor Lin of Kaohsiung."""
    return next(
        (
            c.name
            for c in around.cities
            if re.fullmatch(
                r",? (?:of|from|z|ze) (?:the (?:[Cc]ity of )?)?", around.passage.text[position : c.start]
            )
        ),
        None,
    )


def _closes(text: str, end: int) -> bool:
    """Whether an apposition ends here: the mayor of Gdynia, Anna Nowak, …"""
    return (
        re.match(r"[,.;:)]|$| (?:and|who|i|oraz|z|said|told|podkreślił|powiedział|–)", text[end : end + 14])
        is not None
    )


def _single(around: Surroundings, position: int) -> int | None:
    word = _ONE_NAME.match(around.passage.text, position)
    if not word or len(word[0]) < 2 or word[0].isupper():
        return None
    plain = word[0].lower()
    blocked = (
        plain in around.lexicon.never_name
        or plain in around.lexicon.countries
        or plain in around.lexicon.heads
    )
    named: list[CityMention | BodyMention] = [*around.cities, *around.bodies]
    if (
        blocked
        or plain in around.lexicon.titles
        or any(m.start < word.end() and word.start() < m.end for m in named)
    ):
        return None
    return word.end()


def _name_before(around: Surroundings, match: re.Match[str], floor: int) -> PersonMention | None:
    """Anna Nowak, director of the Park; Anna Nowak (director); Anna Nowak, the mayor."""
    text = around.passage.text
    start = match.start("before") if match["before"] else match.start("title")
    office, city_before = _office_before(around, start)
    joint = re.search(
        r"(?:,| \(| –| -)\s?(?:(?:the|a|an|its|obecn[ya]|nowy|nowa|now|who is|który jest|która jest|"
        r"będąc\w) )?$",
        text[max(floor, office - 14) : office],
    )
    if not joint:
        return None
    name_end = max(floor, office - 14) + joint.start()
    starts = _starts_before(text, name_end, floor)
    given = [at for at in starts if (word := _ONE_NAME.match(text, at)) and around.lexicon.is_given(word[0])]
    for at in given or starts:
        if name_at(around, at) == name_end:
            end, city = _office(around, match.end())
            said = _mention(
                around, match, (office, end), (at, name_end), city or city_before, 0.93, whole_end=end
            )
            return replace(said, start=at)
    return None


def _starts_before(text: str, end: int, floor: int) -> list[int]:
    """Where a name that ends here may begin: at capital letters of the words before, the farthest first."""
    window = max(floor, end - 48)
    return [window + m.start() for m in re.finditer(rf"(?<![\w'’.-])[{UPPER}]", text[window:end])]


def _office(around: Surroundings, position: int) -> tuple[int, str | None]:
    """How far a title reaches (of the City of Gdynia), and the city in it."""
    text = around.passage.text
    end, city = position, None
    for _ in range(4):
        is_body = any(body.start == end + 1 for body in around.bodies)
        link = None if is_body else _after_title(around.lexicon).match(text, end)
        at = link.end() if link else end + 1
        if not link and text[end : end + 1] != " ":
            break
        city_word = re.match(rf"(?:{around.lexicon.city_words}) ", text[at:])
        inside = at + (city_word.end() if city_word else 0)
        named: list[tuple[int, int, str | None]] = [(b.start, b.end, b.value.city) for b in around.bodies]
        named += [(c.start, c.end, c.name) for c in around.cities]
        hit = next((n for n in sorted(named, key=lambda n: -n[1]) if n[0] in (at, inside)), None)
        hit = hit or next((n for n in named if n[0] < position < n[1] and end == position), None)
        if hit:
            end, city = hit[1], city or hit[2]
        elif (
            link
            and (words := re.match(r"(?:(?:the )?[^\W\d_A-Z][\w-]*[ ]?){1,6}(?=[ ,]|$|[A-ZŁŚŻ])", text[at:]))
            and around.lexicon.of
        ):
            stop = re.search(r" (?:and|who|i|oraz|said|has|is|was|will|shall|do|to)\b", " " + words[0])
            reach = words[0][: stop.start()] if stop else words[0]
            if not reach.strip():
                break
            end = at + len(reach.rstrip())
        elif (
            link
            and (country := re.match(CAPITAL_WORD, text[at:]))
            and country[0].lower() in around.lexicon.countries
        ):
            end = at + country.end()
        elif (
            around.lexicon.heads_first
            and (noun := _BARE_GENITIVE.match(text, end))
            and not around.lexicon.titles.get(noun[0].strip())
        ):
            end = noun.end()
        else:
            break
    return end, city


def _office_before(around: Surroundings, position: int) -> tuple[int, str | None]:
    """Where a title begins with its city or body (Kaohsiung Deputy Mayor), and that city."""
    text = around.passage.text
    if around.lexicon.heads_first:
        return position, None
    for city in around.cities:
        if city.end <= position and re.fullmatch(
            r"(?:'s?)?(?: City(?: Government)?| City's| state| city| municipal| county)? ",
            text[city.end : position],
        ):
            return city.start, city.name
    for body in around.bodies:
        if body.name_end <= position and re.fullmatch(r"(?:'s?)? ", text[body.end : position]):
            return body.start, body.value.city
    return position, None


def _mention(
    around: Surroundings,
    match: re.Match[str],
    office: tuple[int, int],
    name: tuple[int, int],
    city: str | None,
    sure: float,
    *,
    whole_end: int,
) -> PersonMention:
    raw = around.passage.raw
    base, case, gender = around.lexicon.titles[match["title"].lower()]
    name_case = case or ("nom" if case == "" else case)
    said, known = around.lexicon.person(_written(raw[slice(*name)]), name_case, gender)
    title = raw[match.start("title") : match.end("title")]
    if title.lower() != base:
        title = base.capitalize() if title[:1].isupper() else base
    if match["before"]:
        title = raw[match.start("before") : match.end("before")] + title
    latin = _LATIN_BRACKET.match(raw, name[1])
    has_other = latin is not None and not latin["name"].isupper() and latin["name"].istitle()
    value = PersonValue(
        said, latin["name"] if latin and has_other else None, title, raw[slice(*office)].strip(" ,"), city
    )
    return PersonMention(min(office[0], name[0]), whole_end, *name, value, round(sure * known, 2))


def _written(name: str) -> str:
    """A name in capitals as it is mostly written."""
    return (
        re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)
        if name.isupper() and len(name) > 4
        else name
    )


def _joined(around: Surroundings, first: PersonMention) -> PersonMention | None:
    """Councillors Anna Nowak and Jan Zieliński: one title for several names."""
    text = around.passage.text
    if first.name_end != first.end or first.name_start == first.start:
        return None
    title = text[first.start : first.name_start].strip().split(" ")[-1].lower()
    if not title.endswith(("s", "owie", "ni", "ami", "ów", "e")):
        return None
    joint = re.match(rf"(?:,| {around.lexicon.and_word}|, {around.lexicon.and_word}) ", text[first.end :])
    if not joint:
        return None
    at = first.end + joint.end()
    end = name_at(around, at)
    if end is None:
        return None
    name, sure = around.lexicon.person(around.passage.raw[at:end], "nom", "")
    return PersonMention(at, end, at, end, replace(first.value, name=name, latin_name=None), 0.8 * sure)


def _speaking(around: Surroundings) -> list[PersonMention]:
    """Who speaks without a title: said Anna Nowak."""
    found = []
    text = around.passage.text
    for match in re.finditer(rf"\b(?:{around.lexicon.says}) (?=[{UPPER}])", text):
        end = name_at(around, match.end())
        if end:
            value = PersonValue(around.passage.raw[match.end() : end], None, None, None, None)
            found.append(PersonMention(match.end(), end, match.end(), end, value, 0.7))
    return found
