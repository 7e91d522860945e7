"""The form of a person's name: Chinese surnames, and foreign names written in Chinese characters."""

from __future__ import annotations

import re

from sistership.reading.chinese.lexicon import FOLLOWS_NAME, HAN
from sistership.reading.passage import Passage

_DOUBLE = "歐陽|司馬|上官|諸葛|司徒|東方|皇甫|尉遲|公孫|張簡|范姜|歐楊|端木|夏侯|令狐"
_SINGLE = (
    "陳林黃張李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周徐蘇葉莊呂江何蕭羅高潘簡朱鍾彭游詹胡施沈余趙盧梁顏柯翁魏孫戴"
    "方宋范鄧杜傅侯曹薛丁卓馬董唐藍石古紀姚連馮歐程湯康田鄒白姜涂尤巫韓龔嚴袁鐘黎金阮陸倪夏童邵柳錢溫"
    "甘汪章伍凌季丘秦章孔毛史顧龍萬雷段鄂管駱雲辛俞焦項岳車殷尹池戎祁符滕艾房粘解賀桑麥梅葛賈關任喬左幸官"
)
_SURNAME = re.compile(rf"(?:{_DOUBLE}|[{_SINGLE}])")
_LATIN = re.compile(r"\((?P<latin>[A-ZÀ-ɎḀ-ỹ][A-Za-zÀ-ɏḀ-ỹ.'’\- ]{2,50})\)")
_DOTTED = re.compile(rf"[{HAN}]{{1,8}}(?:[・.][{HAN}]{{1,8}}){{1,4}}")
_FOREIGN = re.compile(rf"[{HAN}]{{2,8}}")
_HONORIFIC = re.compile(r"(?:拿督斯里|丹斯里|拿督|敦)(?=[\u4e00-\u9fff])")
_COMMON_WORD = re.compile(
    r"[的們這是在了率親自辦選團隊會議出席接待訪問表示代理候就任職及與和也並將]|到場|見證|雙方|兩市|城市|一行|今年|期間|共同"
)
# 和 within a Japanese name: 郡和子.
_GIVEN_WITH_AND = re.compile(r"(?<=.)和[子夫美也彥男雄代明]")
_CAPITAL = r"[A-ZÀ-Þ][A-Za-zÀ-ɏ'’.-]*"
_LATIN_ALONE = re.compile(
    rf"{_CAPITAL}(?: (?:{_CAPITAL}|von|van|der|de|da|dos|bin|binti|al))* [A-ZÀ-Þ][A-Za-zÀ-ɏ'’-]+"
)
_NOT_GIVEN = re.compile(r"[局處部會市縣長員的與及於在將由也今昨率赴是、]")


_FULL_LENGTH = 3


def name_after(passage: Passage, start: int, *, foreign: bool) -> tuple[int, int, str | None] | None:
    """The name at a position, after a honorific if any: where it begins and ends, and its Latin form.

    ``foreign`` allows a name without dots or brackets that has no Chinese surname (大西一史).
    """
    text = passage.text
    if honorific := _HONORIFIC.match(text, start):
        start = honorific.end()
    if alone := _LATIN_ALONE.match(text, start):
        return start, alone.end(), None
    dotted = _DOTTED.match(text, start)
    end = (
        _dotted_end(passage, dotted)
        if dotted
        else _chinese_end(passage, start) or _foreign_end(passage, start, bare=foreign)
    )
    if end is None:
        return None
    latin = _LATIN.match(text, end)
    return start, end, latin["latin"] if latin else None


def name_before(passage: Passage, end: int, *, floor: int) -> int | None:
    """Where a Chinese name that ends at a position begins, if it begins after a boundary (羅達生|副市長)."""
    for length in (3, 2, 4):
        start = end - length
        if start < floor or not _is_chinese_name(passage.text[start:end]):
            continue
        before = passage.text[start - 1 : start]
        if start == floor or start in passage.breaks or not before or not re.match(f"[{HAN}]", before):
            return start
        if before in "與和及由請在對向長員授":
            return start
    return None


def is_chinese_name(word: str) -> bool:
    """Whether a word of two to four characters has the form of a Chinese name."""
    return _is_chinese_name(word)


def surname(name: str) -> str:
    """The surname of a Chinese name."""
    match = _SURNAME.match(name)
    return match[0] if match else name[:1]


def _is_chinese_name(word: str) -> bool:
    match = _SURNAME.match(word)
    if not match or not re.fullmatch(f"[{HAN}]+", word):
        return False
    given = word[match.end() :]
    return 1 <= len(given) <= 2 and not _NOT_GIVEN.search(given)


def _chinese_end(passage: Passage, start: int) -> int | None:
    match = _SURNAME.match(passage.text, start)
    if not match:
        return None
    lengths = [match.end() + 2, match.end() + 1]
    possible = [
        end
        for end in lengths
        if end <= len(passage.text)
        and (
            _is_chinese_name(passage.text[start:end])
            or (end - start == _FULL_LENGTH and _LATIN.match(passage.text, end))
        )
        and not any(start < place < end for place in passage.breaks)
    ]
    for end in possible:
        if end in passage.breaks or FOLLOWS_NAME.match(passage.text, end):
            return end
    return None


def _foreign_end(passage: Passage, start: int, *, bare: bool) -> int | None:
    """A foreign name without dots: it must be set apart by space or brackets, or end before a common verb."""
    match = _FOREIGN.match(passage.text, start)
    if not match:
        return None
    if _COMMON_WORD.search(_GIVEN_WITH_AND.sub("", passage.text[start : start + 3])[:2]):
        return None
    edges = passage.breaks | {len(passage.text)}
    stops = sorted(place for place in edges if start < place <= match.end())
    if stops and start in passage.breaks and stops[0] - start >= 2:
        return stops[0]
    if _LATIN.match(passage.text, match.end()):
        return match.end()
    for end in range(start + 3, min(match.end(), start + 7) + 1):
        if bare and FOLLOWS_NAME.match(passage.text, end):
            name = _GIVEN_WITH_AND.sub("", passage.text[start:end])
            return None if _COMMON_WORD.search(name) else end
    return None


def _dotted_end(passage: Passage, match: re.Match[str]) -> int:
    last = max(match[0].rfind("・"), match[0].rfind(".")) + match.start() + 1
    stops = [place for place in passage.breaks if last < place < match.end()]
    if stops:
        return min(stops)
    for end in range(last + 2, match.end()):
        if FOLLOWS_NAME.match(passage.text, end):
            return end
    return match.end()
