"""Words of any business, which say little about what it is about: a market counts its words too few to know.

How rare a word is in an index tells how much it says. In a small index nearly every word is rare, "market"
and "company" with them. So English stems of such words, and the meanings of plain words whose first English
word is such, weigh BUSINESS of what they would.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sistership.matching.text.lemmas import stem
from sistership.matching.text.parts import MEANING
from sistership.vocabulary.plain_words import plain_words

BUSINESS = 0.6
_WORDS = """
    able abroad accept access achieve add agency agree allow annual approve approval area around ask available
    bazaar begin best better big bring build business buy call capacity carry change cheap choose city come
    commission company complete consider continue contract cooperate cooperation cost country create current
    customer data day deal decide deliver demand design develop development different direct distribute
    distributor document early easy effect enable enlarge enter enterprise establish europe european asia
    asian every example exchange existing expand expansion experience expert export extend fast field find
    firm first follow foreign form found full general get give good great group grow growth half have help
    high hire history home hour hundred idea implement import important improve include increase industry
    information inhabitant introduce invest investment investor invite item join keep kind know large last
    late lead learn leave less level licence like line list local long look lot low main maintain make maker
    manage management manufacture manufacturer many market match maximum mean meet member method million
    minimum minute model month more need network new next number offer office one open operate operation
    operator order organise own part partner people per percent permit person pilot place plan point possible
    practice prepare present price procure produce producer product production professional programme project
    proposal provide public purchase quality quick quickly range ready reach reduce reference region
    representative request require research resource result right room run sale same sample save search second
    seek select sell serve service set several share short show side similar simple since site small solution
    solve special staff stage standard start station step strong study success suitable supplier supply
    support system take team technical technology test thing thousand three time today together total town
    trade train training trial trust try turn two type unit use useful user value various visit wait want week
    wide work worker world write year young
"""


@cache
def business_words() -> frozenset[str]:
    """English stems."""
    return frozenset(stem(word, "en") for word in _WORDS.split())


@cache
def business_meanings() -> frozenset[str]:
    """Meanings of rows of plain words whose first English word is such."""
    known = business_words()
    return frozenset(
        f"{MEANING}{number}"
        for number, row in enumerate(plain_words())
        if all(stem(word, "en") in known for term in row["en"][:1] for word in term.split())
    )


def without_business(weights: Mapping[str, float], common: frozenset[str]) -> dict[str, float]:
    """Weights in which what is common counts less."""
    return {name: weight * (BUSINESS if name in common else 1.0) for name, weight in weights.items()}
