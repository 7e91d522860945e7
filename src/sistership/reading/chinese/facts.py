"""What the text states about a city: facts with figures, named programmes, and the axes of its vision."""

from __future__ import annotations

import re

from sistership.reading.chinese.lexicon import BOTH_SIDES, to_number
from sistership.reading.chinese.lists import split_list
from sistership.reading.chinese.sentences import Sentence, speaker
from sistership.reading.draft import AxisValue, FactValue, Field, OrganisationValue

_FIGURE = re.compile(
    r"(?P<bound>超過|逾|突破|多達|高達|近|約|至少|不到|將近)?(?P<number>\d[\d,]*(?:\.\d+)?|[一二三四五六七八九十]*[百千][一二三四五六七八九十百千]*)"
    r"(?P<scale>[萬億兆])?(?P<more>多|餘)?(?P<unit>家次|家|人次|人|名(?!單)|公里|%|公頃|戶|噸|億元|元|美元|歐元|令吉|日圓|英鎊|茲羅提|所|項|件|座(?!城|談)|條|間|個(?!月|人|層)|棟|平方公里|班次|航班)"
)
_BOUNDS = {
    "超過": "more_than",
    "逾": "more_than",
    "突破": "more_than",
    "多達": "more_than",
    "高達": "more_than",
}
_BOUNDS |= {"至少": "more_than", "近": "about", "約": "about", "將近": "about", "不到": "less_than"}
_EXAMPLES = re.compile(r"(?:如|包括|例如|像是|包含)(?P<list>[^。;,]*?、?[^。;,]*?)(?:等|,|。|$)")
_NAMED = re.compile(r"^(?P<name>[^()]{2,20})\((?P<latin>[^()]{2,40})\)$")
_STANDING = re.compile(
    r"擁有|憑藉|作為|長期深耕|長期|近年來?|同為|是[^,。]{2,20}(?:城市|港口|重鎮|中心)|享有|素有|建構|位於|形成|致力"
)
_PROGRAMME = re.compile(
    r"「(?P<quoted>[^「」]{2,30}(?:計畫|計劃|方案|倡議|願景|行動綱領|旗艦計畫|藍圖))」|(?P<plain>新南向政策)"
)
_AXES = re.compile(
    r"以?「(?P<list>[^「」]*、[^「」]*)」(?:等)?(?:作為|為|是)?[二三四五六七八九十\d]大(?:主軸|願景|施政主軸|核心|目標|支柱|面向)"
)
_AXES_LATER = re.compile(
    r"[二三四五六七八九十\d]大(?:施政主軸|願景|主軸|施政目標)(?:「|為|是|:|——)+(?P<list>[^「」,。;]*、[^「」,。;]*)"
)
_NOT_STATED = re.compile(r"期待|希望|盼|邀請|未來(?!的)|將(?!近)|同意|承諾|應(?!用)|預計|歡迎")
_SPEECH = re.compile(r"^[^,]{0,24}(?:說|表示|指出|強調|說明|提到|認為)(?:,|:)")
_PARTY_SIZE = re.compile(r"(?:一行|率領|率|帶領|邀集|共)(?:超過|逾|約|近)?$")
_NUMBER_ONLY, _WITH_EXAMPLES, _STANDING_ONLY = 0.8, 0.9, 0.6


def find_facts(sentences: tuple[Sentence, ...], skip: frozenset[int]) -> tuple[Field, ...]:
    """Statements about a city: with a figure, or about its standing; never hopes or plans."""
    fields = []
    for number, sentence in enumerate(sentences):
        passage = sentence.passage
        text = passage.text
        if passage.role != "body" or number in skip:
            continue
        speech = _SPEECH.match(text)
        start = speech.end() if speech else 0
        end = _end_of_statement(text)
        figure = next((m for m in _FIGURE.finditer(text, start, end) if _is_figure(sentence, m)), None)
        if figure is None and not (sentence.cities and _STANDING.search(text, start, end)):
            continue
        if figure is None and (BOTH_SIDES.search(text) or "交流" in text or _AXES.search(text)):
            continue
        entities = _entities(sentence) if figure else ()
        value = FactValue(
            passage.raw[start:end],
            sentence.cities[0].name if sentence.cities else None,
            _amount(figure) if figure else None,
            ("more_than" if figure["more"] else _BOUNDS.get(figure["bound"] or "")) if figure else None,
            figure["unit"] if figure else None,
            entities,
        )
        sure = _STANDING_ONLY if figure is None else _WITH_EXAMPLES if entities else _NUMBER_ONLY
        fields.append(Field("fact", value, passage.span(start, end), sure))
    return tuple(fields)


def find_programmes(sentences: tuple[Sentence, ...]) -> tuple[Field, ...]:
    """Named plans and programmes, each once."""
    fields: dict[str, Field] = {}
    for sentence in sentences:
        for match in _PROGRAMME.finditer(sentence.passage.text):
            group = match.lastgroup or "quoted"
            name = sentence.passage.raw[slice(*match.span(group))]
            if "、" not in name and sentence.passage.role == "body":
                span = sentence.passage.span(*match.span(group))
                fields.setdefault(name, Field("programme", name, span, 0.9))
    return tuple(fields.values())


def find_axes(sentences: tuple[Sentence, ...]) -> tuple[Field, ...]:
    """The axes of a city's own vision: 高雄市以「…」為四大主軸."""
    fields = []
    for number, sentence in enumerate(sentences):
        passage = sentence.passage
        match = _AXES.search(passage.text) or _AXES_LATER.search(passage.text)
        if not match or "合作" in passage.text[: match.start()]:
            continue
        before = [city.name for city in sentence.cities if city.end <= match.start("list")]
        city = before[-1] if before else speaker(sentences, number, match.start())
        for i, j in split_list(passage.text, *match.span("list"), pair=True):
            fields.append(
                Field(
                    "vision_axis",
                    AxisValue(passage.raw[i:j], city),
                    passage.span(i, j),
                    0.95,
                    f"axes-{number}",
                )
            )
    return tuple(fields)


def _end_of_statement(text: str) -> int:
    """Where the stated part of a sentence ends: before the clause that turns to hopes and plans."""
    turn = _NOT_STATED.search(text)
    return max(text.rfind(",", 0, turn.start()), 0) if turn else len(text.rstrip("。;!"))


def _is_figure(sentence: Sentence, match: re.Match[str]) -> bool:
    """Whether a number says something of a city: not part of a date, not the size of a delegation."""
    in_date = any(date.start < match.end() and match.start() < date.end for date in sentence.dates)
    return not in_date and not _PARTY_SIZE.search(sentence.passage.text[: match.start()])


def _amount(figure: re.Match[str]) -> float:
    written = figure["number"].replace(",", "")
    number = float(written) if written[0].isdigit() else float(to_number(written) or 0)
    amount = number * {"萬": 10_000, "億": 100_000_000, "兆": 1_000_000_000_000}.get(figure["scale"] or "", 1)
    return int(amount) if amount == int(amount) else amount


def _entities(sentence: Sentence) -> tuple[OrganisationValue, ...]:
    """The examples named with their Latin names: 如英飛凌(Infineon)、超微(AMD)等."""
    passage = sentence.passage
    match = _EXAMPLES.search(passage.text)
    if not match:
        return ()
    named = []
    for i, j in split_list(passage.text, *match.span("list"), pair=True):
        if both := _NAMED.match(passage.text[i:j]):
            named.append(OrganisationValue(both["name"], (both["latin"],), None))
        elif re.search(r"[A-Za-z]", passage.text[i:j]) or "、" in match["list"]:
            named.append(OrganisationValue(passage.raw[i:j], (), None))
    return tuple(named)
