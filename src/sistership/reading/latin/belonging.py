"""Of which city a person is, where no title says it: who came with the guests, and who received them."""

from __future__ import annotations

import re
from dataclasses import replace

from sistership.reading.latin.lexicon import Lexicon
from sistership.reading.latin.names import BodyMention, CityMention
from sistership.reading.latin.people import PersonMention
from sistership.reading.passage import Passage

_GUESTS_BEFORE = re.compile(
    r"(?:\b(?:delegation|mission|group|visitors|guests|team)(?: of [\w -]{2,40}?)? from (?:the (?:city of "
    r")?)?"
    r"|\b(?:delegacj|misj|grup)\w+(?: [\w-]+){0,5}? z[e]? (?:miasta )?|\bdelegacj\w+ (?:miasta )?)$",
    re.IGNORECASE,
)
_GUESTS_AFTER = re.compile(r"(?:'s)?(?: City)? (?:\w+ )?(?:delegation|mission)\b")
_HOST_BEFORE = re.compile(
    r"\b(?:(?:visit(?:s|ed)?|toured|arrived in|came to|flew to|travell?ed to) (?:the (?:city of )?)?"
    r"|odwiedzi(?:ł|ła|ły|li) (?:miasto )?|z wizytą w[e]? |przyjecha(?:ł|ła|ły|li) do |przyby(?:ł|ła|ły|li) "
    r"do )$",
    re.IGNORECASE,
)
_HOST_AFTER = re.compile(r" (?:odwiedzi(?:ł|ła|ły|li)|gości(?:ł|ła|ły|li)|przyj(?:ął|ęła|ęło))\b")
_RECEIVED_BY = re.compile(
    r"(?:\b(?:received|welcomed|greeted|hosted|met|shown round)(?: [\w']+){0,5}? by |\bour host(?:,)? "
    r"(?:the )?"
    r"|\bdelegation [^.;]{3,90} met (?:with )?(?:the )?"
    r"|\b(?:powita|przyj|gości)\w*(?: [\w-]+){0,6}?[ ,]+"
    r"|\bdelegacj\w+ [^.;]{3,110} spotka\w+ się z |\b(?:przyjęci|powitani|przyjęta|powitana) przez )$",
    re.IGNORECASE,
)
_RECEIVES = re.compile(
    r",? (?:welcomed|received|greeted|hosted|powita(?:ł|ła|li)|przyj(?:ął|ęła|ęli)|gości(?:ł|ła))\b"
)
_TRAVELS = re.compile(r" (?:travell?ed|flew|came|przyjechał[a]?|przyleciał[a]?|przybył[a]?) (?:to|do)\b")
_ON_BEHALF = re.compile(
    r"\b(?:w imieniu|ze strony|z ramienia) (?P<who>\w+[sc])k(?:iej|iego)\b[^,;–]*$", re.IGNORECASE
)
_JOINED = re.compile(r",? (?:and|i|oraz)(?: the)? |, ")
_REACH = 130
_LESS_SURE = 0.85


def with_cities(
    passages: tuple[Passage, ...],
    cities: list[tuple[CityMention, ...]],
    bodies: list[tuple[BodyMention, ...]],
    people: tuple[tuple[PersonMention, ...], ...],
    lexicon: Lexicon,
) -> tuple[tuple[PersonMention, ...], ...]:
    """The same people, those of a visit with the city of the guests or of the hosts."""
    guests, hosts = _guests_and_hosts(passages, cities)
    found: dict[str, str] = {}
    for passage, mentions in zip(passages, people, strict=True):
        last: tuple[int, str] | None = None
        for mention in mentions:
            city = mention.value.city or _city(passage, mention, guests, hosts, lexicon)
            if city is None and last and _JOINED.fullmatch(passage.text, last[0], mention.start):
                city = last[1]
            if city and not mention.value.city and mention.value.title:
                found.setdefault(mention.value.name, city)
            last = (mention.end, city) if city and city == hosts else None
    if not found:
        return people
    return tuple(tuple(_placed(mention, found) for mention in mentions) for mentions in people)


def _placed(mention: PersonMention, found: dict[str, str]) -> PersonMention:
    city = found.get(mention.value.name)
    if city is None or mention.value.city:
        return mention
    return replace(
        mention,
        value=replace(mention.value, city=city),
        confidence=round(mention.confidence * _LESS_SURE, 2),
    )


def _guests_and_hosts(
    passages: tuple[Passage, ...], cities: list[tuple[CityMention, ...]]
) -> tuple[str | None, str | None]:
    """The city from which a delegation came and the one that it visited, as far as the text says so."""
    guests = hosts = None
    for passage, named in zip(passages, cities, strict=True):
        if passage.role in ("headline", "heading"):
            continue
        for city in named:
            before, text = passage.text[max(0, city.start - _REACH) : city.start], passage.text
            if guests is None and (_GUESTS_BEFORE.search(before) or _GUESTS_AFTER.match(text, city.end)):
                guests = city.name
            elif hosts is None and (_HOST_BEFORE.search(before) or _HOST_AFTER.match(text, city.end)):
                hosts = city.name
    every = {city.name for named in cities for city in named}
    if len(every) == 2 and (guests or hosts):
        guests = guests or next(iter(every - {hosts}), None)
        hosts = hosts or next(iter(every - {guests}), None)
    return (guests, hosts) if guests != hosts else (guests, None)


def _city(
    passage: Passage, mention: PersonMention, guests: str | None, hosts: str | None, lexicon: Lexicon
) -> str | None:
    text = passage.text
    before = text[max(0, mention.start - _REACH) : mention.start]
    lead = next((m for m in lexicon.leads.finditer(before) if m["by"] and len(before) - m.end() <= 3), None)
    if guests and (lead or _TRAVELS.match(text, mention.end)):
        return guests
    if (named := _ON_BEHALF.search(before)) and (city := lexicon.city_of_adjective(named["who"] + "ki")):
        return city
    if hosts and (_RECEIVED_BY.search(before) or _RECEIVES.match(text, mention.end)):
        return hosts
    return None
