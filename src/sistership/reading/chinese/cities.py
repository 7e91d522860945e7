"""Cities by name: those that partnerships of Taiwan often meet, and the forms in which any city is named."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sistership.common.places import known_places
from sistership.reading.chinese.lexicon import HAN
from sistership.reading.chinese.names import is_chinese_name
from sistership.reading.passage import Passage

COUNTRIES = (
    "波蘭|馬來西亞|日本|韓國|南韓|美國|加拿大|德國|法國|英國|荷蘭|比利時|捷克|斯洛伐克|匈牙利|立陶宛|拉脫維亞|愛沙尼亞|烏克蘭|奧地利|瑞士|義大利"
    "|西班牙|葡萄牙|希臘|芬蘭|瑞典|挪威|丹麥|冰島|愛爾蘭|土耳其|以色列|印度|印尼|印度尼西亞|泰國|越南|菲律賓|柬埔寨|緬甸|寮國|蒙古|澳洲|紐西蘭"
    "|墨西哥|巴拿馬|巴拉圭|瓜地馬拉|薩爾瓦多|宏都拉斯|貝里斯|巴西|阿根廷|智利|南非|埃及|帛琉|馬紹爾|史瓦帝尼|沙烏地阿拉伯|阿聯|新加坡|斯里蘭卡"
)
_FIRST_NAMES = {"台": "臺"}


def _names() -> tuple[str, ...]:
    """The names in Chinese of all places known, without 市, the longest first; 臺北 also as 台北."""
    written = {name for place in known_places() for name in place.all_names()}
    bare = {re.sub(r"(?<=..)[市縣]$", "", name) for name in written if re.fullmatch(f"[{HAN}]{{2,}}", name)}
    bare = {name for name in bare if not re.fullmatch(r".[市縣]", name)}
    bare |= {name.replace("臺", "台") for name in bare}
    return tuple(sorted(bare, key=lambda name: (-len(name), name)))


def _any_of(names: Iterable[str]) -> str:
    """A pattern for one of many names, that looks at the first character before all else."""
    by_first: dict[str, list[str]] = {}
    for name in names:
        by_first.setdefault(name[0], []).append(name[1:])
    rest = "|".join(f"{first}(?:{'|'.join(ends)})" for first, ends in by_first.items())
    return f"(?=[{''.join(by_first)}])(?:{rest})"


# Also a word, a name of persons or of districts: a city only where 市, 縣 or its country says so.
_DOUBTFUL = frozenset(
    re.findall(
        r"\w+",
        "岡山 松山 高松 川崎 三重 美里 芙蓉 里爾 尼斯 波多 卡利 利馬 杜林 梅肯 基爾 科隆 北海 海防 大田 仁川"
        " 索菲亞 柯林頓 華盛頓 哥倫布 伯斯 漢城 威省 布城 八打靈 隆市 小岩 科泉 波昂 星洲 馬祖"
        " 貝里斯 墨西哥 巴拿馬 瓜地馬拉",
    )
)
_NAMES = _names()
_SURE = _any_of(name for name in _NAMES if name not in _DOUBTFUL)
_ABROAD = "|".join(f"(?<={country})" for country in COUNTRIES.split("|"))
_UNSURE = _any_of(name for name in _NAMES if name in _DOUBTFUL)
_LENGTH_OF_NAME = 3
_SUFFIX = (
    r"(?:市(?!長|議長|民|場|政(?!府)|府|區|值|售|集|況|占|佔)|直轄市"
    r"|縣(?!長)|州(?!長|議會議)|府(?!會)|郡|都會區)?"
)
_NO_PART = f"[市縣與和的及在於之首是等為各由對向將從同]|政府|代理|姊妹|姐妹|友好|{_any_of(_NAMES)}"
_COMMON = rf"(?:(?!{_NO_PART})[{HAN}]){{2,7}}?"
_CITY = re.compile(
    rf"(?P<known>{_SURE})(?!灣區){_SUFFIX}"
    rf"|(?P<doubtful>(?:{_ABROAD})(?:{_UNSURE})|(?:{_UNSURE})(?=[市縣])){_SUFFIX}"
    rf"|(?:{COUNTRIES})(?:(?!{_NO_PART})[{HAN}]){{1,5}}?[縣州省道郡](?P<within>(?!政府|長|議|知){_COMMON})市(?=$|[^場民])"
    rf"|(?:{COUNTRIES})(?P<abroad>{_COMMON})(?<![城都])(?:市|縣|郡)(?=$|[^場民])"
    rf"|(?:(?<=與)|(?<=和)|(?<=及)|(?<=、)|(?<=由)|(?<=赴)|^)(?P<governed>(?!本|該|各|兩|雙|貴|全)(?!\w?市){_COMMON})市(?=政府|長|副市長|議會|[{HAN}]{{2,4}}(?:部|局|課)(?!分|份|面))"
    rf"|(?:姊妹市|姐妹市|友好城市)(?P<sister>{_COMMON})市"
)


_AFTER_COUNTRY = re.compile(rf"(?:{COUNTRIES})$")


@dataclass(frozen=True, slots=True)
class CityMention:
    """A city named in a passage: positions with its suffix (市), and its name without it."""

    start: int
    end: int
    name: str


def find_all_cities(passages: tuple[Passage, ...]) -> tuple[tuple[CityMention, ...], ...]:
    """The cities of each passage; a city that 市 or its country once tells is known everywhere (橫須賀)."""
    found = [find_cities(passage) for passage in passages]
    told = {
        city.name
        for passage, cities in zip(passages, found, strict=True)
        for city in cities
        if len(city.name) > 1
        and (
            "長" not in passage.text[city.end - 1 : city.end + 1]
            or _AFTER_COUNTRY.search(passage.text, 0, city.start)
        )
    } - set(_NAMES)
    if not told:
        return tuple(found)
    again = re.compile(rf"(?P<name>{'|'.join(map(re.escape, sorted(told, key=len, reverse=True)))}){_SUFFIX}")
    return tuple(
        tuple(sorted((*cities, *_told(passage, cities, again)), key=lambda city: city.start))
        for passage, cities in zip(passages, found, strict=True)
    )


def _told(passage: Passage, cities: tuple[CityMention, ...], again: re.Pattern[str]) -> list[CityMention]:
    return [
        CityMention(match.start(), match.end(), match["name"])
        for match in again.finditer(passage.text)
        if not any(city.start < match.end() and match.start() < city.end for city in cities)
    ]


def find_cities(passage: Passage) -> tuple[CityMention, ...]:
    """The cities that a passage names, in order; 台 is read as 臺 in the value."""
    mentions = []
    for match in _CITY.finditer(passage.text):
        group = match.lastgroup or "known"
        name = match[group]
        # 侯友宜市長 is a person before his title, no city of that name.
        if group == "governed" and len(name) == _LENGTH_OF_NAME and is_chinese_name(name):
            continue
        start = match.start() if group == "known" else match.start(group)
        end = match.end()
        if group == "governed":
            end += 1
        name = _FIRST_NAMES.get(name[0], name[0]) + name[1:]
        mentions.append(CityMention(start, end, name))
    return tuple(mentions)
