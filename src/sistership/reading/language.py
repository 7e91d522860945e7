"""Which language a text is written in, by its letters alone."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
_KANA = re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")
_LETTER = re.compile(r"[^\W\d_]")
# Characters that only simplified writing has, and only traditional writing has, among the commonest.
_SIMPLIFIED = re.compile(r"[们这国会来时对发经现实开关两进动与为业产学长东车书见点样问间机电话语说让请议]")
_TRADITIONAL = re.compile(r"[們這國會來時對發經現實開關兩進動與為業產學長東車書見點樣問間機電話語說讓請議]")
_SHORTEST = 8


def detect_language(text: str) -> str | None:
    """The language tag of a text: zh-Hant, zh-Hans, ja, other, or None where it has hardly any letters."""
    letters = len(_LETTER.findall(text))
    if letters < _SHORTEST:
        return None
    han = len(_HAN.findall(text))
    kana = len(_KANA.findall(text))
    if kana > 0.1 * letters and kana > 0.2 * han:
        return "ja"
    if han < 0.3 * letters:
        return "other"
    return "zh-Hans" if len(_SIMPLIFIED.findall(text)) > len(_TRADITIONAL.findall(text)) else "zh-Hant"
