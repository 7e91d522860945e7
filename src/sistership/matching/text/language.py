"""In which of the four languages a text is: by its script, its small words and its letters.

A text of a few words may be any; then the answer says so (`und`), and whoever knows better (the profile's own
language) is believed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sistership.matching.text.chinese import CHINESE
from sistership.matching.text.words import words

UNDETERMINED = "und"
_SMALL = {
    "en": """
        a about above after all also an and any are as at be because been before being between both but by
        can can't could did didn't do does doesn't don't during each for from had has have he her here him
        his how i if in into is isn't it it's its just may me more most must my no nor not of off on once
        only or other our out over own same she should so some such than that the their them then there
        these they this those through to too under until up us very was we were what when where which while
        who whom why will with within without won't would you your
    """,
    "pl": """
        a aby albo ale ani aż bardziej bardzo bez bo by być był była było były będzie będą będę choć co coś
        czy czyli dla dlaczego do gdy gdyby gdyż gdzie go i ich ile im inne inny innych iż ja jak jaka jaki
        jakie jako je jednak jego jej jest jestem jesteśmy jeszcze jeśli jeżeli już ją każda każde każdy
        kiedy kto która które którego której który których którym którymi którą lub ma mają mam mamy mi mnie
        mogą może można mu my na nad nam nami nas nasz nasza nasze naszych nich nie niego niej nim nimi niż
        o od on ona one oni ono oraz po pod podczas ponieważ poprzez poza przed przez przy się skąd swoich
        swoje swojego swoją swój są ta tak taka takich takie także tam te tego tej ten też to tu tych tylko
        tym u w was wasz we więc wszystkich wszystkie z za zaś ze że żeby
    """,
    "ms": """
        ada adalah agar akan aku anda antara apa apabila atas atau awak bagaimana bagi bahawa banyak
        beberapa begitu beliau belum berada boleh bukan dalam dan dapat dari daripada dengan di dia dua
        hanya harus hingga ia ialah ini itu jika juga kali kami kamu kepada kerana ketika kini kita lagi
        lain lebih maka malah mana masih melalui mereka mesti namun oleh pada paling para perlu pula pun
        sahaja saja sama sambil sangat satu saya sebagai sebelum sebuah secara sedang sehingga sejak
        sekiranya selain selepas semasa semua sendiri seorang seperti sering serta sesuatu setelah setiap
        siapa sini situ suatu sudah supaya tanpa tapi telah tentang terhadap termasuk tersebut tetapi tiada
        tidak turut untuk yang
    """,
}
SMALL_WORDS = {language: frozenset(some.split()) for language, some in _SMALL.items()}
"""Language → words that say little by themselves, in small letters."""
SMALL_WORD = 0.3
"""What such a word weighs beside another; in a text of few words it tells "she knew" from "I know"."""
_CHINESE = re.compile(f"[{CHINESE}]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
_POLISH = re.compile("[ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]")
_ENDINGS = {
    "en": re.compile(r"(?:tion|ing|ment|ness|ship|ity|ed|ies)$"),
    "pl": re.compile(r"(?:ych|ego|emu|ami|ach|owe|owy|owa|ości|ość|anie|enie|cji|cja|ów|sk[aie])$"),
    "ms": re.compile(r"^(?:me[mn]|pem|pen|ber|ter|ke|per)\w{4,}|(?:kan|nya)$"),
}
_CERTAIN = 2.0
"""Points that a language needs before it is named, and by which it must lead."""


@dataclass(frozen=True, slots=True)
class Script:
    """How much of a text stands in which letters, 0–1 of all letters counted. A Chinese one counts two."""

    chinese: float
    latin: float


def script_of(text: str) -> Script:
    """The shares of the scripts; both 0 for a text without letters."""
    chinese = 2 * len(_CHINESE.findall(text))
    latin = len(_LATIN.findall(text))
    whole = chinese + latin
    return Script(chinese / whole, latin / whole) if whole else Script(0.0, 0.0)


def language_of(text: str) -> str:
    """`zh-hant` (for any Chinese), `en`, `pl`, `ms`; `und` where nothing decides."""
    text = text[:20_000]
    script = script_of(text)
    if script.chinese > 0.3:
        return "zh-hant"
    points = dict.fromkeys(SMALL_WORDS, 0.0)
    for word in words(text):
        small = word.text.lower()
        for language, known in SMALL_WORDS.items():
            if small in known:
                points[language] += 0.5 if len(small) == 1 else 1.0
            elif len(small) > 5 and _ENDINGS[language].search(small):
                points[language] += 0.35
    points["pl"] += min(3.0, 0.7 * len(_POLISH.findall(text)))
    best, second = sorted(points, key=lambda one: -points[one])[:2]
    if points[best] < _CERTAIN or points[best] - points[second] < _CERTAIN / 2:
        return UNDETERMINED
    return best
