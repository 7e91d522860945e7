"""People with their titles, and later mentions of the same people (林副市長, 方美錸議員)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from sistership.reading.chinese.cities import COUNTRIES, CityMention
from sistership.reading.chinese.lexicon import BOUNDARY, OTHER_BODY
from sistership.reading.chinese.lists import split_list
from sistership.reading.chinese.names import is_chinese_name, name_after, name_before, surname
from sistership.reading.draft import PersonValue
from sistership.reading.passage import Passage

_TITLE = re.compile(
    r"(?:前|代理|常務|第一|榮譽)?(?:副)?(?:首席部長|行政議員|市議員|州議員|國會議員|縣議員|市議會議長|議長|議員|市長|縣長|州長|省長|州務大臣|知事|秘書長|祕書長"
    r"|執行秘書|執行董事|局長|處長|署長|司長|科長|組長|區長|鄉長|鎮長|主任委員|主委|主任秘書|主任|部長|次長|大使|總領事|領事|代表(?![團性作會隊處雙高])|館長|執行長|總裁"
    r"|董事長|總經理|經理|校長|院長|所長|系主任|教授|理事長|(?:專務|常務)理事|總幹事|會長|總監|發言人|專員|參事|顧問|主席|團長|總統|總理|部長|研究員|創辦人|負責人|委員(?!會))"
)
_COUNTRY = re.compile(COUNTRIES)
_OFFICE_ABROAD = re.compile(r"辦事處|代表處|事務所")
_SIDE = re.compile(r"[甲乙丙]方(?:代表)?")
_ABROAD_ONLY = ("知事", "副知事", "首席部長", "州長")
_OF_GOVERNMENT = ("市長", "副市長", "縣長", "副縣長")
# Who is met (與副市長…, 拜會知事…), and where: after these verbs a city is the one that is visited.
_IS_PARTY = re.compile(r"(?:[與和跟]|拜會|拜訪|會見|會晤)(?:該[市縣])?$")
_REACHED = re.compile(
    rf"(?:抵達|飛抵|轉往|轉抵|前往|訪問|造訪|走訪|赴)(?:{COUNTRIES})?(?:[\u4e00-\u9fff]{{1,5}}[縣州省])?$"
)
_CALLED_ON = re.compile(r"(?:到訪|拜會|拜訪|造訪|參訪|訪問|抵達)$")
_GOVERNMENT = re.compile(r"[市縣]?政?府(?!會)")
_LATIN_CITY = re.compile(r"\([A-Za-zÀ-ɏ ,.'-]+\)$")
_LONGEST_PREFIX = 32
_MOST_PEOPLE = 200
_SHORTEST_LATIN = 3
_FULL = 0.95
_BARE = 0.75


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person named in a passage: positions with title, positions of the name, and what is said.

    ``is_full`` is False where only a surname or a repeated name points back to someone named before.
    """

    start: int
    end: int
    name_start: int
    name_end: int
    value: PersonValue
    confidence: float
    is_full: bool = True


def find_people(
    passages: tuple[Passage, ...], cities: tuple[tuple[CityMention, ...], ...]
) -> tuple[tuple[PersonMention, ...], ...]:
    """The people named in each passage, in order; later mentions carry the value of the first full one."""
    named = [_named(passage, found) for passage, found in zip(passages, cities, strict=True)]
    home = _home(passages, cities)
    known: dict[str, PersonValue] = {}
    for mentions in named:
        for mention in mentions:
            known[mention.value.name] = mention.value.completing(known.get(mention.value.name))
    if home:
        known = {name: _of_home(person, home) for name, person in known.items()}
    last = {re.split(r"[・·‧•]", full)[-1]: full for full in known if re.search(r"[・·‧•]", full)}
    whole = {
        name: full
        for name, full in last.items()
        if name != full and name in known and known[name].title == known[full].title
    }
    for name, full in whole.items():
        known[full] = known.pop(name).completing(known[full])
    again = _wordings(known)
    result = []
    for passage, mentions in zip(passages, named, strict=True):
        seen = [
            replace(
                mention,
                value=known[whole.get(mention.value.name, mention.value.name)],
                is_full=mention.is_full and mention.value.name not in whole,
            )
            for mention in mentions
        ]
        seen.extend(_repeated(passage, seen, again))
        result.append(tuple(sorted(seen, key=lambda mention: mention.start)))
    return tuple(result)


def _home(passages: tuple[Passage, ...], cities: tuple[tuple[CityMention, ...], ...]) -> str | None:
    """The city whose government the body of the text names first: its bare 市長 is that city's."""
    return next(
        (
            city.name
            for passage, found in zip(passages, cities, strict=True)
            if passage.role == "body"
            for city in found
            if _GOVERNMENT.match(passage.text, city.end) or passage.text.startswith("市府", city.end - 1)
        ),
        None,
    )


def _of_home(person: PersonValue, home: str) -> PersonValue:
    """A mayor with a Chinese name of whom no city is said is of the city that tells the news."""
    is_bare = person.city is None and person.latin_name is None and person.title in _OF_GOVERNMENT
    return replace(person, city=home) if is_bare and is_chinese_name(person.name) else person


def _named(passage: Passage, cities: tuple[CityMention, ...]) -> list[PersonMention]:
    mentions: list[PersonMention] = []
    floor = 0
    for match in _TITLE.finditer(passage.text):
        if match.start() < floor:
            continue
        found = _after_title(passage, match, cities) or _before_title(passage, match, cities, floor)
        mentions.extend(found)
        floor = max((mention.end for mention in found), default=floor)
    return mentions


def _after_title(
    passage: Passage, match: re.Match[str], cities: tuple[CityMention, ...]
) -> list[PersonMention]:
    start, city = _title_start(passage, match.start(), cities)
    if city is None and match[0] in _ABROAD_ONLY and _IS_PARTY.search(passage.text, 0, start):
        city = _reached_before(passage, start, cities)
    if city is None and match[0] in _OF_GOVERNMENT:
        city = _governed_before(passage, match.start(), cities)
    said = passage.raw[start : match.end()]
    is_abroad = city is not None or _COUNTRY.search(said) is not None or match[0] in _ABROAD_ONLY
    if listed := _bracketed_names(passage, match.end()):
        return [
            PersonMention(i, j, i, j, PersonValue(passage.raw[i:j], None, match[0], said, city), _FULL)
            for i, j in listed
        ]
    mentions: list[PersonMention] = []
    position: int | None = match.end()
    while position is not None:
        named = name_after(passage, position, foreign=is_abroad and not mentions)
        if named is None or any(c.start < named[1] and position < c.end for c in cities):
            break
        first, end, latin = named
        latin_name = latin or (passage.raw[first:end] if passage.text[first].isascii() else None)
        value = PersonValue(passage.raw[first:end], latin_name, match[0], said, city)
        sure = _FULL if latin_name or is_chinese_name(value.name) or "・" in value.name else _BARE
        whole = end + len(latin) + 2 if latin else end
        mentions.append(PersonMention(first if mentions else start, whole, first, end, value, sure))
        position = _next_in_list(passage, whole)
    return mentions


def _governed_before(passage: Passage, position: int, cities: tuple[CityMention, ...]) -> str | None:
    """The city of a bare 市長: the one just reached (抵達橫須賀市,與副市長…), the one that receives guests
    (到訪臺中市政府,由副市長…接見), else that whose government is the subject (臺中市政府…,由市長…).
    """
    governed = [city for city in cities if city.end < position and _GOVERNMENT.match(passage.text, city.end)]
    if _IS_PARTY.search(passage.text, 0, position) and (
        reached := _reached_before(passage, position, cities)
    ):
        return reached
    hosts = [c for c in governed if _CALLED_ON.search(passage.text, 0, c.start)]
    return next((city.name for city in hosts[-1:] + governed), None)


def _reached_before(passage: Passage, position: int, cities: tuple[CityMention, ...]) -> str | None:
    """The city last reached before a position, if no other is named after it."""
    before = [city for city in cities if city.end <= position]
    if before and _REACHED.search(passage.text, 0, before[-1].start):
        return before[-1].name
    return None


def _next_in_list(passage: Passage, position: int) -> int | None:
    """市議員鄧智偉、郭玉琪: one title for several names, if what follows is a name and nothing else."""
    joint = re.match(r"、|及|與|和", passage.text[position : position + 1])
    if not joint:
        return None
    following = re.match(
        r"(\w{3}|\w{2})(?=[、,。等)及與和]|$|[^\w])", passage.text[position + 1 : position + 5]
    )
    return position + 1 if following and is_chinese_name(following[1]) else None


def _bracketed_names(passage: Passage, start: int) -> list[tuple[int, int]]:
    bracket = re.compile(r"\(([^()]{2,80})\)").match(passage.text, start)
    if not bracket:
        return []
    items = split_list(passage.text, bracket.start(1), bracket.end(1), pair=True)
    names = [(i, j) for i, j in items if is_chinese_name(passage.text[i:j]) or "・" in passage.text[i:j]]
    return names if len(names) == len(items) else []


def _before_title(
    passage: Passage, match: re.Match[str], cities: tuple[CityMention, ...], floor: int
) -> list[PersonMention]:
    start = name_before(passage, match.start(), floor=floor)
    if start is None or any(city.start < match.start() and start < city.end for city in cities):
        return []
    value = PersonValue(passage.raw[start : match.start()], None, match[0], match[0], None)
    return [PersonMention(start, match.end(), start, match.start(), value, 0.85)]


def _title_start(passage: Passage, position: int, cities: tuple[CityMention, ...]) -> tuple[int, str | None]:
    """Where the title begins with its city or body, and that city."""
    low = max(0, position - _LONGEST_PREFIX)
    start = low
    for boundary in BOUNDARY.finditer(passage.text, low, position):
        if not any(c.start < boundary.end() and boundary.start() < c.end for c in cities):
            start = boundary.end()
    near = [
        city
        for city in cities
        if start <= city.start < position
        and city.end <= position + 1
        and not OTHER_BODY.search(passage.text, start, city.start)
    ]
    if near:
        # An office abroad is of none of the cities in its name (駐檀香山台北經濟文化辦事處).
        abroad = _OFFICE_ABROAD.search(passage.text, near[0].start, position)
        return near[0].start, None if abroad else near[-1].name
    if bracket := _LATIN_CITY.search(passage.text, low, position):
        city = next((city for city in cities if city.end == bracket.start()), None)
        if city is not None:
            return city.start, city.name  # 卡托維治市(Katowice)市長
    stops = [place for place in passage.breaks if start < place < position]
    if start == low > 0 and not stops:
        return position, None
    # The sides of a treaty are no offices: 甲方代表 市長.
    side = _SIDE.match(passage.text, start, position)
    return max(stops, default=side.end() if side else start), None


def _wordings(known: dict[str, PersonValue]) -> dict[str, PersonValue]:
    """How known people are named again: name alone, a foreign name's last part, 林副市長 where one fits."""
    people = list(known.values())[:_MOST_PEOPLE]
    by_surname = Counter((surname(p.name), p.title) for p in people if p.title and is_chinese_name(p.name))
    again: dict[str, PersonValue] = {}
    for person in people:
        again.setdefault(person.name, person)
        for part in re.split(r"[・·‧• ]", person.name)[1:]:
            if len(part) > (_SHORTEST_LATIN if part.isascii() else 1):
                again.setdefault(part, person)
        if person.title and by_surname[surname(person.name), person.title] == 1:
            again.setdefault(surname(person.name) + person.title, person)
    return again


def _repeated(
    passage: Passage, seen: list[PersonMention], again: dict[str, PersonValue]
) -> list[PersonMention]:
    """Mentions of known people beside those found with their title."""
    taken = [(mention.start, mention.end) for mention in seen]
    found = []
    for wording, value in again.items():
        if wording not in passage.text:
            continue
        for match in re.finditer(re.escape(wording), passage.text):
            if not any(i < match.end() and match.start() < j for i, j in taken):
                i, j = match.span()
                taken.append((i, j))
                found.append(PersonMention(i, j, i, j, value, 0.9, is_full=False))
    return found
