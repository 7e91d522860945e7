"""Which language a text is written in: by its letters, and, in Latin letters, by its small words."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_LETTER = re.compile(r"[^\W\d_]")
# Characters that only simplified writing has, and only traditional writing has, among the commonest.
_SIMPLIFIED = re.compile(r"[们这国会来时对发经现实开关两进动与为业产学长东车书见点样问间机电话语说让请议]")
_TRADITIONAL = re.compile(r"[們這國會來時對發經現實開關兩進動與為業產學長東車書見點樣問間機電話語說讓請議]")
_SHORTEST = 8
_LATIN_WORD = re.compile(r"[^\W\d_]+")
_SMALL_WORDS = {
    "en": (
        "the of and to in a is that for on with as by was it at from be has will their which an are this "
        "or have shall between were"
    ),
    "pl": (
        "i w na z do się o że jest oraz nie przez dla za od po jak przy który która które został została był "
        "była będzie ramach między strony miasta miast ze we są a lub współpracy"
    ),
    "ms": (
        "dan yang di dengan untuk pada ini itu dalam kepada adalah oleh akan telah dari daripada bandar "
        "antara kerjasama sebagai tersebut serta"
    ),
    "de": (
        "und der die das den dem des ein eine im mit von zu für auf ist nicht sich als auch werden wurde "
        "zur zum bei nach über sowie"
    ),
    "fr": "le la les et des du une dans pour que qui est sur au par avec aux ce sont cette ont été",
    "es": "el la los las y en un una por con para que es del se al como su fue ha",
    "cs": "a v na se je že do s o z pro byl byla které které jsou také města mezi podle při jako",
}
_SMALL = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_WORDS_READ = 4_000
_SHARE = 0.12
"""Of all words; running text has a quarter to a half of them, a list of names hardly any."""


def detect_language(text: str) -> str | None:
    """The language tag of a text, of two languages the one most used; None where it has hardly any letters.

    zh-Hant, zh-Hans, ja, those in Latin letters that are told apart (en, pl, ms, de, fr, es, cs), or other.
    """
    letters = len(_LETTER.findall(text))
    if letters < _SHORTEST:
        return None
    han = len(_HAN.findall(text))
    kana = len(_KANA.findall(text))
    if kana > 0.1 * letters and kana > 0.2 * han:
        return "ja"
    if han < 0.3 * letters:
        return _by_small_words(text)
    return "zh-Hans" if len(_SIMPLIFIED.findall(text)) > len(_TRADITIONAL.findall(text)) else "zh-Hant"


def _by_small_words(text: str) -> str:
    """The language whose small words are the most frequent ones; other where none is frequent."""
    words = [
        match[0].lower() for match, _ in zip(_LATIN_WORD.finditer(text), range(_WORDS_READ), strict=False)
    ]
    counts = {language: sum(word in small for word in words) for language, small in _SMALL.items()}
    if any(letter in text for letter in "ąęłśźż"):
        counts["pl"] += sum(any(letter in word for letter in "ąęłńśźż") for word in words)
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] >= max(2, _SHARE * len(words)) else "other"
