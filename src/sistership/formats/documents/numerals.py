"""Numbers of list items as documents show them, and the marks by which a line is seen to be one."""

from __future__ import annotations

import re

MARKER = re.compile(
    r"\s*(?:(?:\d{1,3}\.)+\d{1,3}\.?\s|\d{1,3}[.)、．](?!\d)|[(（]\s*(?:\d{1,3}|[a-z]{1,4}|[一二三四五六七八九十]{1,3})\s*[)）]"
    r"|[一二三四五六七八九十]{1,3}[、.．]|第\s*[一二三四五六七八九十百\d]{1,4}\s*[條章節項款]|[a-zA-Z][.)]\s|[ivxIVX]{1,5}[.)]\s"
    r"|[①-⑳]|§\s*\d|(?:Article|Section|Art\.|Artykuł)\s*[\dIVX]+|[•●■◆▪◦‣·*–—-]\s)",
)
_ONES = "零一二三四五六七八九"
_ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")]
_ROMAN += [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
_CHINESE_STYLES = ("taiwanesecounting", "cjkideographic", "ideographdigital", "japanesecounting")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def numeral(number: int, style: str) -> str:
    """The number in a style by its name in CSS or in Word; in plain figures where the style is unknown."""
    if number < 1:
        return str(number)
    name = style.replace("-", "").casefold()
    if name in ("lowerroman", "upperroman"):
        return _roman(number) if name == "lowerroman" else _roman(number).upper()
    if name in ("loweralpha", "lowerlatin", "lowerletter"):
        return _letters(number)
    if name in ("upperalpha", "upperlatin", "upperletter"):
        return _letters(number).upper()
    if "chinese" in name or name.startswith(_CHINESE_STYLES):
        return _chinese(number)
    if name == "ideographtraditional" and number <= len(_STEMS):
        return _STEMS[number - 1]
    if name.startswith("decimalenclosedcircle") and number <= len(_CIRCLES):
        return _CIRCLES[number - 1]
    if name in ("decimalzero", "decimalleadingzero"):
        return f"{number:02}"
    if name.startswith("decimalfullwidth"):
        return str(number).translate({0x30 + digit: 0xFF10 + digit for digit in range(10)})
    return str(number)


def _roman(number: int) -> str:
    shown = ""
    for worth, sign in _ROMAN:
        shown += sign * (number // worth)
        number %= worth
    return shown


def _letters(number: int) -> str:
    """a to z, then aa, bb as Word counts."""
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)


def _chinese(number: int) -> str:
    """一 to 九百九十九; beyond that in figures."""
    if number >= 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    shown = f"{_ONES[hundreds]}百" if hundreds else ""
    if tens:
        shown += "十" if tens == 1 and not hundreds else f"{_ONES[tens]}十"
    elif hundreds and ones:
        shown += "零"
    return shown + (_ONES[ones] if ones else "")
