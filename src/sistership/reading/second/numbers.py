"""The numbers that a stretch of text may mean, in figures, in Chinese numerals and in words."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

_FIGURES = re.compile(r"\d+(?:[.,\u00a0\u202f ']\d+)*")
_HAN = "〇零一二三四五六七八九"
_HAN_NUMBER = re.compile(r"[〇○零一二兩三四五六七八九十廿百千萬億]+")
_HAN_UNITS = {"十": 10, "百": 100, "千": 1_000}
_HAN_LARGE = {"萬": 10_000, "億": 100_000_000}
_SCALES = [
    (re.compile(r"\s*(?:thousand|tys\b|tysi|千)", re.I), 1e3),
    (re.compile(r"\s*(?:萬|万)"), 1e4),
    (re.compile(r"\s*(?:million|mln\b|milion|juta)", re.I), 1e6),
    (re.compile(r"\s*億"), 1e8),
    (re.compile(r"\s*(?:兆|trillion|bln\b)", re.I), 1e12),
    (re.compile(r"\s*(?:billion|mld\b|miliard|bilion)", re.I), 1e9),
]
_MIXED = re.compile(r"(?:\d[\d,]*(?:\.\d+)?\s*[百千萬億兆]\s*){2,}(?:\d+(?![\d.,]))?")
_MIXED_PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([百千萬億兆]?)")
_MIXED_WORTH = {"": 1, "百": 100, "千": 1_000, "萬": 10_000, "億": 100_000_000, "兆": 10**12}
_WORDS = {
    1: "one first jeden jedna jedno pierwszy satu",
    2: "two second twice dwa dwie dwóch drugi dua",
    3: "three third trzy trzech trzeci tiga",
    4: "four fourth cztery czterech czwarty empat",
    5: "five fifth pięć pięciu piąty lima",
    6: "six sześć sześciu szósty enam",
    7: "seven siedem siedmiu siódmy tujuh",
    8: "eight osiem ośmiu ósmy lapan",
    9: "nine dziewięć dziewięciu dziewiąty sembilan",
    10: "ten dziesięć dziesięciu dziesiąty sepuluh",
    11: "eleven jedenaście",
    12: "twelve dwanaście",
    15: "fifteen piętnaście",
    20: "twenty dwadzieścia",
    30: "thirty trzydzieści",
    40: "forty czterdzieści",
    50: "fifty pięćdziesiąt",
    100: "hundred sto",
    1000: "thousand tysiąc",
}
_NUMBER_OF = {word: number for number, words in _WORDS.items() for word in words.split()}


def numbers_in(text: str) -> frozenset[float]:
    """Every number that the text may mean; 1,234 means 1234 and 1.234, and with 萬 or mln their multiples."""
    plain = unicodedata.normalize("NFKC", text)
    found: set[float] = set()
    for match in _FIGURES.finditer(plain):
        readings = _readings(match[0])
        found |= readings
        for scale, factor in _SCALES:
            if scale.match(plain, match.end()):
                found |= {round(reading * factor, 6) for reading in readings}
    for match in _MIXED.finditer(plain):  # 9萬5千
        parts = _MIXED_PART.findall(match[0])
        found.add(sum(float(figures.replace(",", "")) * _MIXED_WORTH[unit] for figures, unit in parts))
    for match in _HAN_NUMBER.finditer(plain):
        found.add(float(_of_han(match[0])))
    found |= {float(_NUMBER_OF[word]) for word in re.findall(r"\w+", plain.casefold()) if word in _NUMBER_OF}
    return frozenset(found)


def figures_in(text: str) -> frozenset[str]:
    """The whole numbers that the text may mean, and each of its runs of digits, as digits."""
    plain = unicodedata.normalize("NFKC", text)
    whole = {str(int(number)) for number in numbers_in(text) if number.is_integer() and number < 1e15}
    return frozenset(whole | set(re.findall(r"\d+", plain)))


def _readings(figures: str) -> set[float]:
    """The numbers that figures with points, commas or blanks may stand for, and their single parts."""
    parts = re.split(r"[.,\u00a0\u202f ']", figures)
    readings = {float(part) for part in parts}
    if len(parts) > 1:
        if all(len(part) == 3 for part in parts[1:]):
            readings.add(float("".join(parts)))
        if figures[-len(parts[-1]) - 1] in ".,":
            readings.add(float(f"{''.join(parts[:-1])}.{parts[-1]}"))
        for first, second in pairwise(parts):
            readings.add(float(f"{first}.{second}"))
    return {reading for reading in readings if reading < 1e18}


def _of_han(numeral: str) -> int:
    """A Chinese numeral: 三千二百, 二〇二四, 十八, 廿, 一億五千萬."""
    even = numeral.replace("兩", "二").replace("○", "〇").replace("廿", "二十")
    if not set(even) & set(_HAN_UNITS | _HAN_LARGE):
        return int("".join(str(max(0, _HAN.index(sign) - 1)) for sign in even))
    total = section = digit = 0
    for sign in even:
        if sign in _HAN_LARGE:
            total = (
                (total + max(section + digit, 1)) * _HAN_LARGE[sign]
                if not total
                else (total + max(section + digit, 1) * _HAN_LARGE[sign])
            )
            section = digit = 0
        elif sign in _HAN_UNITS:
            section += (digit or 1) * _HAN_UNITS[sign]
            digit = 0
        else:
            digit = max(0, _HAN.index(sign) - 1)
    return total + section + digit
