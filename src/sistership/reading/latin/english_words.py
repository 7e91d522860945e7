"""The tables of English words: months, titles, kinds of bodies, words that begin no name."""

from __future__ import annotations

import re

from sistership.reading.latin.lexicon import Form, words

_MONTHS = words("january february march april may june july august september october november december")
_SHORT = words("jan feb mar apr may jun jul aug sep oct nov dec")
MONTHS = (
    {name: n for n, name in enumerate(_MONTHS, 1)}
    | {name: n for n, name in enumerate(_SHORT, 1)}
    | {"sept": 9}
)
NUMBERS = {word: n for n, word in enumerate(words("one two three four five six seven eight nine ten"), 1)}
NUMBERS |= {"first": 1, "second": 2, "third": 3, "fourth": 4}
_PLAIN = ("", "", "")
_TITLES = """
mayor|deputy mayor|vice mayor|lord mayor|governor|deputy governor|chief minister|president
vice president|vice-president|chairman|chairwoman|chairperson|chair|vice chair|director|deputy director
managing director|executive director|director general|director-general|deputy director-general|head
deputy head|chief executive|chief executive officer|ceo|cto|cfo|chief engineer|chief of staff|secretary
secretary general|secretary-general|commissioner|deputy commissioner|minister|deputy minister
vice minister|ambassador|consul|consul general|representative|councillor|councilor|councillors
councilors|city councillor|speaker|deputy speaker|council president|council chair|rector|vice-rector
vice rector|chancellor|vice-chancellor|dean|professor|principal|manager|general manager|project manager
city manager|coordinator|spokesperson|spokeswoman|spokesman|treasurer|founder|co-founder|partner|curator
harbour master|superintendent|counsellor|attaché|envoy|executive councillor|alderman|commodore
administrator|officer|board member|member of the board|magistrate|legislator|senator|prime minister
premier
""".replace("\n", "|").split("|")
TITLES: dict[str, Form] = {title: (title, "", "") for title in _TITLES if title}
_HEADS = words(
    "university universities college school academy institute institution council bureau department "
    "office ministry agency authority commission committee board chamber association foundation society "
    "federation union park centre center hub cluster company corporation ltd inc group holding bank port "
    "museum library theatre orchestra hospital airport laboratory lab polytechnic incubator accelerator "
    "consortium network alliance trust government hall secretariat directorate division forum club "
    "observatory fund institution parliament assembly court embassy consulate section administration "
    "municipality organisation organization team initiative systems technologies solutions logistics "
    "shipyard terminal industries electronics works press radio television wharf exchange"
)
HEADS: dict[str, Form] = dict.fromkeys(_HEADS, _PLAIN)
for _not_a_body in (
    "forum",
    "network",
    "initiative",
    "fund",
    "team",
    "section",
    "exchange",
    "press",
    "works",
    "union",
    "cluster",
    "alliance",
    "hub",
    "industries",
    "systems",
    "technologies",
    "solutions",
    "logistics",
    "electronics",
    "wharf",
    "terminal",
    "court",
):
    del HEADS[_not_a_body]
COUNTRIES = frozenset(
    words(
        "english chinese mandarin poland taiwan malaysia japan korea germany france britain england "
        "scotland wales ireland italy "
        "spain portugal netherlands belgium austria switzerland czechia slovakia hungary lithuania "
        "latvia estonia finland sweden norway denmark iceland ukraine romania bulgaria greece turkey "
        "israel india indonesia thailand vietnam philippines singapore australia canada mexico brazil "
        "china europe asia america africa usa uk european asian polish taiwanese malaysian japanese "
        "korean german french british dutch chinese american pomerania pomeranian baltic republic "
        "silesia penang"
    )
) - {"penang", "singapore"}
NEVER_NAME = frozenset(
    words(
        "the a an this that these those both each either all any in on at by for from with under "
        "according after before during since while when where what who as if it he she they we our their "
        "his her its i you and or but also however meanwhile today yesterday tomorrow monday tuesday "
        "wednesday thursday friday saturday sunday january february march april may june july august "
        "september october november december article section annex clause memorandum agreement "
        "declaration letter mou loi parties party signed done date place no not new there here one two "
        "three four five six seven eight nine ten mr mrs ms dr prof sir dear press release published "
        "photo source read share related about contact city town sister cities partner joint whereas "
        "recognising recognizing considering having desiring noting to of sides"
    )
)
VERBS_OF_SAYING = (
    "said|says|added|told|explained|stressed|noted|emphasi[sz]ed|remarked|commented|announced|pointed "
    "out|recalled|underlined|stated|declared|concluded"
)

PAPER = r"agreement|accord|pact|treaty|charter"
_ALL = (
    r"memorand(?:um|a)(?: of (?:understanding|co-?operation))?|mous?|letters? of intent|lois?|"
    rf"declaration|joint statement|{PAPER}"
)


def as_said(name: str, case: str, gender: str) -> tuple[str, float]:
    """A name as it stands: English has no cases."""
    return name, 1.0


def without_article(name: str, at: int, form: Form) -> str:
    """The name of a body without the article."""
    return re.sub(r"^[Tt]he ", "", name)
