"""Lists of promises: 雙方將:一、… 二、…, told from lists of directions by the words before them.

A list that 將, 同意 or 承諾 announces holds deeds; one announced by 方向, 面向 or 領域 holds directions. An
item that names no deed of which anyone could later show that it was done (推動…, 促進…) is an intention, of
mode "aim".
"""

from __future__ import annotations

import re

from sistership.reading.chinese.dates import DateMention
from sistership.reading.chinese.promises import is_promise, moment_of, owing_cities
from sistership.reading.chinese.sentences import Sentence, speaker
from sistership.reading.chinese.structure import item_text
from sistership.reading.draft import CommitmentValue, Field, IntentionValue

_ANNOUNCES = re.compile(r"(?P<binding>將|同意|承諾|約定|允諾|應)(?P<rest>[^,。;:]{0,16}):$")
# An item that says itself whose promise it is: 甲方應設立聯絡窗口.
_OWN_SIDE = re.compile(r"[^,。;:]{2,20}?(?:將|同意|承諾|允諾|應)(?![用對邀變援運該聘有來])")
_PILLAR = re.compile(r"方向|面向|領域|主軸|重點|範疇|範圍|支柱|項目|內容|[二兩三四五六七八九十\d]項合作|條款")
_WEAK = re.compile(r"期待|期盼|希望|盼|預計|預定|研議|洽談|討論|尚未|並未|曾")


def promised_items(sentences: tuple[Sentence, ...]) -> dict[int, int]:
    """The numbers of the items of lists of promises, each with the number of the sentence before its list."""
    found: dict[int, int] = {}
    for number, sentence in enumerate(sentences):
        text = sentence.passage.text
        announced = _ANNOUNCES.search(text) if sentence.passage.role in ("body", "heading") else None
        if announced is None or _PILLAR.search(announced["rest"]) or _WEAK.search(text):
            continue
        item = number + 1
        while item < len(sentences) and sentences[item].passage.role == "item":
            found[item] = number
            item += 1
    return found


def find_promised(
    sentences: tuple[Sentence, ...], items: dict[int, int], sides: tuple[str, ...]
) -> tuple[Field, ...]:
    """One commitment, or one intention where nothing can be shown, for each item of a list of promises."""
    fields = []
    for number, before in items.items():
        sentence = sentences[number]
        announced = _ANNOUNCES.search(sentences[before].passage.text)
        start, end = item_text(sentence.passage), len(sentence.passage.text.rstrip("。;,"))
        if announced is None or start >= end:
            continue
        owner = speaker(sentences, before, announced.start("binding"))
        owing = owing_cities(owner, sentences[before], sides)
        own = _OWN_SIDE.match(sentence.passage.text, start)
        if own and (named := speaker(sentences, number, own.end())) is not None:
            owner, owing, start = named, owing_cities(named, sentence, sides), own.end()
        what, span = sentence.passage.raw[start:end], sentence.passage.span(start, end)
        day = _day(sentence.dates, sentence.passage.text)
        if is_promise(sentence.passage.text, start):
            value = CommitmentValue(what, owner, owing, day)
            fields.append(Field("commitment", value, span, 0.85, f"commitment-{before}"))
        else:
            fields.append(Field("intention", IntentionValue(what, owner, "aim", day), span, 0.8))
    return tuple(fields)


def _day(dates: tuple[DateMention, ...], text: str) -> str | None:
    """The first day or month of an item; 每年六月 is a rhythm, not a date."""
    return next((moment_of(date) for date in dates if not text[: date.start].endswith("每年")), None)
