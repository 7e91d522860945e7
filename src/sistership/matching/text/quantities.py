"""Numbers with their units, and the marks of standards, in one form for all languages.

`0.5 MW`, `500 kW` and `500千瓦` are one token, `500kw`; `TRL 6–7` is `trl-6` and `trl-7`; `ISO 9001:2015` is
`iso-9001`. Money keeps its currency: nothing is converted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with a unit, or a standard, and its characters in the text."""

    value: float
    unit: str
    """The unit to which the value was brought; `iso`, `trl`, `ce` … for a standard."""
    token: str
    start: int
    end: int


# unit → (what it is written as, how many of the unit that is)
_UNITS: dict[str, tuple[tuple[str, float], ...]] = {
    "kw": (
        ("gw|gigawatts?|gigawat[ów]*|吉瓦", 1e6),
        ("mw|megawatts?|megawat[ów]*|百萬瓦|兆瓦", 1e3),
        ("kwp?|kilowatts?|kilowat[ów]*|千瓦|瓩", 1.0),
    ),
    "kwh": (
        ("gwh", 1e6),
        ("mwh|megawatt[- ]hours?|megawatogodzin[ay]?", 1e3),
        ("kwh|kilowatt[- ]hours?|kilowatogodzin[ay]?|度電", 1.0),
    ),
    "nm": (("nm|nanomet(?:re|er)s?|nanometr[ówy]*|奈米|納米", 1.0),),
    "mm": (
        ("mm|millimet(?:re|er)s?|milimetr[ówy]*|milimeter|毫米|公釐|公厘", 1.0),
        ("cm|centimet(?:re|er)s?|centymetr[ówy]*|sentimeter|公分|釐米|厘米", 10.0),
    ),
    "um": (("[µμ]m|microns?|micromet(?:re|er)s?|mikron[ówy]*|mikrometr[ówy]*|mikron|微米", 1.0),),
    "m": (
        ("km|kilomet(?:re|er)s?|kilometr[ówy]*|公里", 1e3),
        ("m|met(?:re|er)s?|metr[ówy]*|公尺|米", 1.0),
    ),
    "m2": (
        ("m²|m2|sqm|square met(?:re|er)s?|metr[ówy]* kwadratow[ychea]+|meter persegi|平方公尺|平方米", 1.0),
        ("ha|hectares?|hektar[ówy]*|hektar|公頃", 1e4),
        ("km²|km2|平方公里", 1e6),
    ),
    "m3": (("m³|m3|cubic met(?:re|er)s?|metr[ówy]* sześcienn[ychea]+|meter padu|立方公尺|立方米", 1.0),),
    "kg": (
        ("kg|kilograms?|kilogram[ówy]*|公斤", 1.0),
        ("tonnes?|tons?|ton[ay]?|tan metrik|公噸|噸|公吨", 1e3),
    ),
    "pct": (("%|％|‰|per ?cent|procent[ua]?|peratus", 1.0),),
    "hz": (("ghz", 1e9), ("mhz", 1e6), ("khz", 1e3), ("hz", 1.0)),
    "v": (("kv|kilovolts?|千伏", 1e3), ("v|volts?|wolt[ów]*|伏特", 1.0)),
    "gb": (("tb|terabytes?", 1e3), ("gb|gigabytes?", 1.0), ("mb|megabytes?", 1e-3)),
    "mbps": (("gbps|gbit/s", 1e3), ("mbps|mbit/s", 1.0)),
    "c": (("°c|℃|degrees celsius|stopni celsjusza|darjah celsius|攝氏度", 1.0),),
    "eur": (("eur|€|euros?|歐元", 1.0),),
    "usd": (("usd|us\\$|美元|美金", 1.0),),
    "twd": (("twd|nt\\$|ntd|新臺幣|新台幣|元", 1.0),),
    "pln": (("pln|zł|złot(?:ych|e|y)", 1.0),),
    "myr": (("myr|rm|ringgit|令吉", 1.0),),
}
_SCALES = (
    ("億", 1e8),
    ("萬", 1e4),
    ("千", 1e3),
    ("billion|bn|mld|miliard[ówy]*|bilion", 1e9),
    ("million|mln|milion[ówy]*|juta", 1e6),
    ("thousand|tys\\.?|tysi[ąę]c[ey]?|ribu", 1e3),
)
_BY_NAME = [
    (re.compile(names, re.IGNORECASE), unit, factor)
    for unit, ways in _UNITS.items()
    for names, factor in ways
]
_SCALE_BY_NAME = [(re.compile(names, re.IGNORECASE), factor) for names, factor in _SCALES]
_APART = r"(?<![^\W\u3400-\u9fff])"
"""No Latin letter or digit stands before; a Chinese character may."""
_NUMBER = r"(?P<number>\d{1,3}(?:[ \u00a0,.]\d{3})+(?:[.,]\d{1,2})?|\d{1,12}(?:[.,]\d{1,6})?)"
_SCALE = rf"(?:\s?(?P<scale>{'|'.join(names for names, _ in _SCALES)}))?"
_NAMES = "|".join(sorted((names for ways in _UNITS.values() for names, _ in ways), key=len, reverse=True))
_AFTER = re.compile(
    rf"{_APART}(?<![.,]){_NUMBER}{_SCALE}\s?-?(?P<unit>{_NAMES})(?![^\W\u3400-\u9fff])",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"(?<!\w)(?P<unit>eur|€|usd|us\$|nt\$|twd|新臺幣|新台幣|pln|rm|myr)\s?{_NUMBER}{_SCALE}", re.IGNORECASE
)
_STANDARD = re.compile(
    rf"{_APART}(?P<name>TRL|ISO(?:/IEC)?|IEC|EN|ASTM)[ -]?(?:level |等級 ?|第)?(?P<first>\d{{1,6}})"
    r"(?:\s?[-–—~至]\s?(?:TRL[ -]?)?(?P<last>\d)(?!\d))?"
)
_CE = re.compile(
    rf"{_APART}CE(?=[ -]?(?:mark|cert|認證|標誌|标志|認証)|\s?$)"
    r"|\b(?:znak|oznakowani\w+|tanda|certyfikat\w*|pensijilan|penandaan) CE\b"
)


def quantities(text: str) -> Iterator[Quantity]:
    """The quantities of a text; a number that an earlier pattern took is not taken again."""
    taken: list[tuple[int, int]] = []
    for found in _STANDARD.finditer(text):
        yield from _standard(found)
        taken.append(found.span())
    for found in _CE.finditer(text):
        yield Quantity(1.0, "ce", "ce-mark", *found.span())
    for pattern in (_BEFORE, _AFTER):
        for found in pattern.finditer(text):
            if not any(start < found.end() and found.start() < end for start, end in taken):
                yield _measured(found)
                taken.append(found.span())


def _standard(found: re.Match[str]) -> Iterator[Quantity]:
    name = found["name"].lower().split("/")[0]
    first = int(found["first"])
    last = int(found["last"]) if found["last"] and name == "trl" else first
    for level in range(first, max(first, min(last, 9)) + 1):
        yield Quantity(float(level), name, f"{name}-{level}", *found.span())


def _measured(found: re.Match[str]) -> Quantity:
    value = _value(found["number"])
    if found["scale"]:
        value *= next(factor for name, factor in _SCALE_BY_NAME if name.fullmatch(found["scale"]))
    unit, factor = next((unit, factor) for name, unit, factor in _BY_NAME if name.fullmatch(found["unit"]))
    value *= factor
    written = f"{value:.6g}".replace("+", "").replace(".", "-")
    return Quantity(value, unit, f"{written}{unit}", *found.span())


def _value(number: str) -> float:
    """`1,234.5`, `1 234,5` and `1.234,5` are one number; `1,5` is one and a half."""
    plain = re.sub(r"[ \u00a0]", "", number)
    marks = [one for one in plain if one in ".,"]
    if len(set(marks)) == 2:
        plain = plain.replace(marks[0], "").replace(marks[-1], ".")
    elif len(marks) > 1 or (marks and re.fullmatch(r"[1-9]\d{0,2}[.,]\d{3}", plain)):
        plain = plain.replace(marks[0], "")
    return float(plain.replace(",", "."))
