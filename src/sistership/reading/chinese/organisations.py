"""Bodies by name: city departments, parks, universities, firms; with the names given for them in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sistership.reading.chinese.cities import COUNTRIES, CityMention
from sistership.reading.chinese.lexicon import BOTH_SIDES, BOUNDARY, HAN, OTHER_BODY
from sistership.reading.chinese.lists import split_list
from sistership.reading.chinese.names import is_chinese_name
from sistership.reading.draft import OrganisationValue
from sistership.reading.passage import Passage

# 市政府 is left aside where a longer name goes on after it (市政府經濟政策處), and in 與某市政府簽署: there
# the city itself is the party, which the field city says.
_BODY = re.compile(
    r"(?:市政府|縣政府|州政府|市府(?!人員|團隊|官員|同仁)|縣府|政府|市政廳|市役所|縣廳)(?!(?:(?![與和及在於由將])[\u4e00-\u9fff]){0,14}(?:局|處|署|會|室)(?!於|理|面|勢|部|議|談|晤))"
    r"|(?:(?<![佈布格結當全僵時政破攪亂搶變])局|(?<![四好此之出各深何辦相\d])處|(?<![簽部連])署|委員會|園區(?!管理局|產業)|中心|大學|學院|研究院|研究所|協會(?![\u4e00-\u9fff]{2,4}(?:事務所|辦事處))|公會|商會|基金會|公司|集團|銀行|議會"
    r"|辦事處|代表處|事務所|博物館|美術館|圖書館|醫院|港務局|交易所|智庫|公所|總會|聯合會|工業會|(?:商工)?會議所|總商會|工研院|資策會|貿協(?!會)|國科會|法人|(?<=市)(?:(?![東西南北中與及和])[\u4e00-\u9fff]){2,5}?部(?!份|分|門|隊|落)|(?:新創|產業|科學|科技|創新)園(?!區|丁)|(?<=[\u4e00-\u9fff]{4})組織(?!了|起|成|架|章|改|團))"
    r"(?!化|勢|面|議|部(?!長)|限|置|理|生|於|員|區|合作備忘|合作意向|備忘錄)"
)
_NOT_NAMES = re.compile(
    r"^(?:過去|要求|呼籲|建議|台灣|臺灣|友好|非政府|非營利|此|該|本|各|相關|跨國|當地|本地|在地|多家|外商|國際|大型|新創|民間|知名|地方|科技|全球|我國|外國|兩地|雙方|其他|許多"
    r"|電子化|數位|智慧|開放|培育|人才|展覽|會議|活動|研發|服務|購物|交通|轉運|物流)*(?:局|處|(?<![簽部連])署|委員會|園區|中心|大學|學院|研究院|研究所|協會|公會|商會|基金會|公司"
    r"|集團|銀行|議會|市政府|縣政府|州政府|市府|縣府|政府|法人|智庫|醫院|總會|組織|管理局|事務所|博物館|美術館|圖書館)$"
)
_IS_CLAUSE = re.compile(
    r"宣示|開設|共推|互設|設立|成立|打造|建置|推動|舉辦|簽署|盼|各\d|歡迎|擬|[仍尚]待|^但|^依(?:程序|法|規|照|約)|取得|占[一二三四五六七八九十]"
)
_BRACKET = re.compile(r"\(([^()]{2,60})\)")
_NOT_ALIAS = re.compile(rf"合稱|{BOTH_SIDES.pattern}")
_SHORT_FOR = re.compile(r"^(?:以下)?(?:簡稱|下稱|稱為?|又稱|英文名稱?|縮寫)(?:為|:)?")
_LONGEST = 26
_FOUNDED_BY = re.compile(r"(?:國立|市立|縣立|私立|財團法人|社團法人)$")
_FOUNDED_FIRST = re.compile(_FOUNDED_BY.pattern.rstrip("$"))
# A country's office is named by the country first: 波蘭台北辦事處.
_OFFICE, _COUNTRY = re.compile("辦事處|代表處"), re.compile(rf"(?:{COUNTRIES})$")
_LATIN_WORD = r"[A-ZÀ-Þ][A-Za-zÀ-ɏ0-9.&'’-]*"
_LATIN_TOO = re.compile(rf"(?P<latin>{_LATIN_WORD}(?: (?:{_LATIN_WORD}|of|de|and|&|w|i))*)(?![A-Za-z])")
# Firms of which the Latin name alone is given: Nano Games、SatRev等6家新創.
_FIRM = rf"{_LATIN_WORD}(?: [A-Za-z0-9][\w.&'’-]*)*"
_LATIN_FIRMS = re.compile(
    rf"(?P<list>{_FIRM}(?:[、與和及]{_FIRM})*)等?(?:共|這)?[\d一二三四五六七八九十兩]*(?:家|間)"
    r"[^,。;、]{0,6}?(?:新創|公司|廠商|企業|業者|團隊|大廠)"
)


@dataclass(frozen=True, slots=True)
class OrganisationMention:
    """A body named in a passage: positions of its name and brackets, and what is known of it."""

    start: int
    end: int
    value: OrganisationValue


def find_organisations(passage: Passage, cities: tuple[CityMention, ...]) -> tuple[OrganisationMention, ...]:
    """The bodies that a passage names, in order; unnamed ones (跨國公司, 市府團隊) are none."""
    text = passage.text
    found: list[OrganisationMention] = []
    floor = 0
    for match in _BODY.finditer(text):
        end = match.end()
        start = _name_start(passage, match.start(), cities, floor)
        name = text[start:end]
        if text.startswith("長", end) and is_chinese_name(name[:-1]):
            continue  # 鄭秀絨局長: a person
        if _NOT_NAMES.match(name) or _IS_CLAUSE.search(name) or not re.search(f"[{HAN}]{{3,}}", name):
            continue
        if found and found[-1].end == start and start not in passage.breaks and text[start - 1] != ")":
            start = found.pop().start  # 國科會南部科學園區管理局: one body within another
            name = text[start:end]
        if found and found[-1].end > start:
            if text[found[-1].end - 1] == ")":
                continue
            found.pop()
        seat = start + len(founded[0]) if (founded := _FOUNDED_FIRST.match(name)) else start
        city = next((city.name for city in cities if city.start == seat), None)
        aliases: tuple[str, ...] = ()
        if latin := _LATIN_TOO.match(text, end):
            aliases = (latin["latin"],)
            end = latin.end()
        if (bracket := _BRACKET.match(text, end)) and "、" not in bracket[1]:
            end = bracket.end()
        if bracket and not _NOT_ALIAS.search(bracket[1]) and "、" not in bracket[1]:
            aliases += tuple(
                _SHORT_FOR.sub("", alias).strip("「」 ") for alias in re.split(r"[,;/]|,", bracket[1])
            )
        value = OrganisationValue(passage.raw[start : match.end()], tuple(filter(None, aliases)), city)
        found.append(OrganisationMention(start, end, value))
        floor = end
    for match in _LATIN_FIRMS.finditer(text):
        for i, j in split_list(text, *match.span("list"), pair=True):
            if not any(body.start < j and i < body.end for body in found):
                found.append(OrganisationMention(i, j, OrganisationValue(passage.raw[i:j], (), None)))
    return tuple(sorted(found, key=lambda body: body.start))


def _name_start(passage: Passage, core: int, cities: tuple[CityMention, ...], floor: int) -> int:
    """Where the name begins: after the last word that cannot be part of it, or at its city."""
    low = max(floor, core - _LONGEST)
    if passage.role == "headline":
        low = max([low, *(place for place in passage.breaks if place <= core)])
    start = low
    for match in BOUNDARY.finditer(passage.text, low):
        if match.end() > core:
            break
        inside_city = any(city.start < match.end() and match.start() < city.end for city in cities)
        if not inside_city:
            start = match.end()
    breaks = [place for place in passage.breaks if start < place < core]
    for city in cities:
        if start <= city.start < core and not OTHER_BODY.search(passage.text, start, city.start):
            before = _FOUNDED_BY.search(passage.text, start, city.start)
            if before is None and _OFFICE.match(passage.text, core):
                before = _COUNTRY.search(passage.text, start, city.start)
            return before.start() if before else city.start
    return max(breaks, default=start)
