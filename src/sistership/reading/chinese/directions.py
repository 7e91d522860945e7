"""The directions of an agreement: numbered lists, and lists named in one sentence (三大方向)."""

from __future__ import annotations

import re

from sistership.reading.chinese.lexicon import HAN, to_number
from sistership.reading.chinese.lists import split_list
from sistership.reading.chinese.sentences import Sentence
from sistership.reading.chinese.structure import item_form, item_text
from sistership.reading.draft import DirectionValue, Field

_COUNT = r"(?P<count>[二兩三四五六七八九十]|\d{1,2})(?:大|個|項)(?:合作|主要|重點|核心)?"
_PILLAR = r"(?:方向|面向|領域|主軸|重點|項目|範疇|支柱)"
_LEAD_IN = re.compile(
    rf"(?:{_COUNT}{_PILLAR})|[二兩三四五六七八九十]項合作[^。;]{{0,4}}:$|合作(?:方向|面向|領域|重點|項目|範疇|範圍|內容)|等(?:多個|各)?(?:方向|面向|領域|主軸)[^。;]{{0,8}}:$"
)
_LIST_FIRST = re.compile(
    rf"(?:新增|聚焦於?|著重於?|鎖定|圍繞|針對|包括|涵蓋|包含|就|以|從|在|於)(?P<list>[^,。;:]*?(?:、|」[與和及]「)[^,。;:]*?)(?:等|這)?{_COUNT}{_PILLAR}"
)
_LIST_LATER = re.compile(
    rf"{_COUNT}{_PILLAR}(?:[,:]|為|是|分別|包括|包含|涵蓋|——|—)+(?P<list>[^,。;:]*?、[^。;:,]*)"
)
_ITEM_PARTS = re.compile(r"(?P<title>[^—–:,。;-]{2,24})(?:[—–]+|--+|:|-|,)(?P<text>.+)$")
_VISION = re.compile(r"(?:為|的)$")
_SURE, _COUNT_DIFFERS, _NO_LEAD_IN = 0.95, 0.7, 0.6


def find_directions(
    sentences: tuple[Sentence, ...], *, is_agreement: bool, promised: dict[int, int]
) -> tuple[Field, ...]:
    """The directions in order; a numbered list that nothing announces counts only in an agreement.

    ``promised`` are the items of lists of promises, which are no directions.
    """
    listed = _numbered(sentences, is_agreement=is_agreement, promised=promised)
    return listed or (_inline(sentences) if is_agreement else ())


def announces_directions(text: str) -> bool:
    """Whether a sentence only announces directions (將聚焦三大方向)."""
    return _LEAD_IN.search(text) is not None


def _numbered(
    sentences: tuple[Sentence, ...], *, is_agreement: bool, promised: dict[int, int]
) -> tuple[Field, ...]:
    for first, sentence in enumerate(sentences):
        if (
            sentence.passage.role != "item"
            or first in promised
            or (
                first
                and sentences[first - 1].passage.role == "item"
                and not _is_section(sentences, first - 1)
            )
            or _is_section(sentences, first)
        ):
            continue
        is_nested = first > 0 and _is_section(sentences, first - 1)
        last = first
        while last < len(sentences) and sentences[last].passage.role == "item":
            if is_nested and item_form(sentences[last].passage) != item_form(sentence.passage):
                break
            last += 1
        lead_in = next(
            (
                m
                for s in reversed(sentences[max(0, first - 2) : first])
                if (m := _LEAD_IN.search(s.passage.text))
            ),
            None,
        )
        if lead_in is None and not (is_agreement and last - first > 1):
            continue
        form = item_form(sentence.passage)
        top = [at for at in range(first, last) if item_form(sentences[at].passage) == form]
        announced = to_number(lead_in["count"]) if lead_in and lead_in["count"] else None
        sure = (
            _NO_LEAD_IN
            if lead_in is None
            else _SURE
            if announced in (None, last - first, len(top))
            else _COUNT_DIFFERS
        )
        return tuple(_item(sentences[at], number, sure) for number, at in enumerate(top, start=1))
    return ()


def _is_section(sentences: tuple[Sentence, ...], number: int) -> bool:
    """Whether an item only heads others: 一、合作領域 above (一)觀光推廣."""
    here = sentences[number].passage
    after = sentences[number + 1].passage if number + 1 < len(sentences) else None
    return (
        here.role == "item"
        and after is not None
        and after.role == "item"
        and item_form(here) != item_form(after)
        and _LEAD_IN.fullmatch(here.text, item_text(here)) is not None
    )


def _item(sentence: Sentence, number: int, sure: float) -> Field:
    passage = sentence.passage
    start = item_text(passage)
    end = len(passage.text.rstrip("。;"))
    parts = _ITEM_PARTS.match(passage.text, start)
    if parts:
        title = passage.raw[slice(*parts.span("title"))]
        text: str | None = passage.raw[parts.start("text") : end].strip("—–- ")
    else:
        title, text = passage.raw[start:end], None
    value = DirectionValue(number, title.strip("「」 "), text)
    return Field("direction", value, passage.span(0, len(passage.text)), sure, "directions")


def _inline(sentences: tuple[Sentence, ...]) -> tuple[Field, ...]:
    for sentence in sentences:
        passage = sentence.passage
        match = _LIST_FIRST.search(passage.text) or _LIST_LATER.search(passage.text)
        if passage.role != "body" or not match or _is_vision(passage.text, match):
            continue
        start, end = match.span("list")
        trimmed = re.sub(r"(?:等.*|展開.*|進行.*|合作.*)$", "", passage.text[start:end])
        items = split_list(passage.text, start, start + len(trimmed), pair=True)
        sure = 0.9 if to_number(match["count"]) == len(items) else 0.6
        return tuple(
            Field(
                "direction",
                DirectionValue(number, passage.raw[i:j].strip("「」"), None),
                passage.span(i, j),
                sure,
                "directions",
            )
            for number, (i, j) in enumerate(items, start=1)
            if re.search(f"[{HAN}]", passage.text[i:j])
        )
    return ()


def _is_vision(text: str, match: re.Match[str]) -> bool:
    """Whether the list is a city's own vision (以「…」為四大主軸), not what two cities agreed on."""
    return text[match.start("count") - 1] == "為" and "合作" not in text[: match.end()]
