"""What was talked about: topics, what one side told the other, and the difficulties that were raised."""

from __future__ import annotations

import re

from sistership.reading.chinese.lexicon import HAN
from sistership.reading.chinese.lists import split_list
from sistership.reading.chinese.sentences import Sentence, speaker
from sistership.reading.draft import Field, TalkValue

_TALK = r"(?:展開|進行|交換|交流|討論|探討|對話|座談|合作|分享|請益|切磋|研商|深化|開創)"
_ABOUT = re.compile(
    rf"(?:圍繞著?|針對|聚焦於?|就(?!是|業|讀|近|地|醫)|關於|(?:議題|主題|內容|話題)(?:包括|涵蓋|包含|圍繞))(?P<list>[^,。;]{{2,80}}?)"
    rf"(?P<tail>(?:等)?(?:[二兩三四五六七八九十]大|多項|各項|相關|重要|面向|多個)*(?:議題|領域|面向|主題|課題|項目|方面|層面)|(?=(?:深入|熱烈|廣泛)?{_TALK}))"
)
_ISSUES = re.compile(
    r"(?:圍繞著?|針對|聚焦於?|就(?!是|業|讀|近|地|醫)|關於|討論|商討|探討|談及)(?P<list>[^,。;]{2,80}?)等(?:[二兩三四五六七八九十]大|多項|各項|相關|重要|多個)*(?:議題|領域|面向|主題|課題|項目|方面|層面)"
)
_WITHIN = re.compile(
    rf"(?<![現正存所])在(?P<list>[^,。;在]{{2,60}}?)(?:等(?:多項|各|多個|重點)*(?:領域|議題|面向|方面)?|(?:的?(?:領域|議題|方面))|上)(?!的)(?=(?:[^,。;]{{0,14}}?){_TALK})"
)
_SHARED_FIELD = re.compile(r"在(?P<list>[^,。;在上開更]{2,40}?)的(?=合作|交流)")
_MEANS = re.compile(
    r"^(?:如何)?(?P<verb>運用|利用|應用|以|透過)(?P<means>[^在於]{2,12})(?:在|於)(?P<uses>.+)$"
)
_TELL = re.compile(r"(?P<verb>分享|介紹|簡報|說明|講解|展示|報告|提出|提到|反映)(?:了)?(?P<object>[^,。;:]+)")
_SAYS = re.compile(r"(?:也|則|並)?(?:表示|指出|坦言|說|提到|強調|透露)")
_TROUBLE = re.compile(r"(?:等|的)?(?:多項|各項|重大)?(?:挑戰|困難|問題|瓶頸|困境|難題|障礙)")
_FACING = re.compile(
    r"(?:面臨|遭遇|碰到|遇到)的?(?P<list>[^,。;]+?)等?(?:的)?(?:多項|各項)?(?:挑戰|困難|問題|瓶頸|困境|難題)(?![^,。;]*、)"
)
_NO_TOPIC = re.compile(
    r"^(?:此|更|其|未來|雙方|彼此|兩市|兩地|合作|交流|許多|多項|會中|席間|共同|這次|致詞|現場|國際|世界|全球)"
)
_GENERAL = ("願景", "基礎", "過程", "儀式", "見證", "期間", "之際")


def find_topics(sentences: tuple[Sentence, ...], skip: frozenset[int]) -> tuple[Field, ...]:
    """The topics of the talks, each once: 圍繞A、B及C等議題, 就如何運用X在A、B, 在A與B等領域…合作."""
    fields: dict[str, Field] = {}
    for number, sentence in enumerate(sentences):
        if sentence.passage.role != "body" or number in skip:
            continue
        for rule, sure in ((_ISSUES, 0.9), (_ABOUT, 0.9), (_WITHIN, 0.75), (_SHARED_FIELD, 0.75)):
            for match in rule.finditer(sentence.passage.text):
                for topic, (start, end) in _topics(sentence, *match.span("list")):
                    span = sentence.passage.span(start, end)
                    if any(f.span[0] < span[1] and span[0] < f.span[1] for f in fields.values()):
                        continue
                    fields.setdefault(topic, Field("topic", topic, span, sure))
    return tuple(fields.values())


def find_told(sentences: tuple[Sentence, ...]) -> tuple[Field, ...]:
    """What one side shared with the other, and the challenges that it raised, with who said it."""
    fields = []
    for number, sentence in enumerate(sentences):
        passage = sentence.passage
        if passage.role != "body":
            continue
        for match in _TELL.finditer(passage.text):
            who = speaker(sentences, number, match.start())
            what = passage.raw[slice(*match.span("object"))]
            trouble = _TROUBLE.search(match["object"])
            reports_only = match["verb"] in ("說明", "提到", "提出", "報告", "反映", "展示") and not trouble
            if (
                who is None
                or len(what) < 4
                or reports_only
                or (match.start() and passage.text[match.start() - 1] in "經資共的")
            ):
                continue
            value = TalkValue(who, what, _items(sentence, match, is_trouble=trouble is not None))
            name = "raised" if trouble else "shared"
            fields.append(Field(name, value, passage.span(match.start(), match.end()), 0.9))
        fields.extend(_faced(sentences, number, fields))
    return tuple(fields)


def _faced(sentences: tuple[Sentence, ...], number: int, told: list[Field]) -> list[Field]:
    """Difficulties that a speaker says his side is facing: 柴橋正直指出,岐阜林業面臨人力老化等困境."""
    passage = sentences[number].passage
    said = next((p for p in sentences[number].people if _SAYS.match(passage.text, p.end)), None)
    faced = _FACING.search(passage.text, said.end) if said else None
    if said is None or faced is None:
        return []
    span = passage.span(*faced.span())
    if any(field.span[0] < span[1] and span[0] < field.span[1] for field in told):
        return []
    items = tuple(passage.raw[i:j] for i, j in split_list(passage.text, *faced.span("list"), pair=True))
    value = TalkValue(said.value.name, passage.raw[slice(*faced.span())], items)
    return [Field("raised", value, span, 0.8)]


def _items(sentence: Sentence, match: re.Match[str], *, is_trouble: bool) -> tuple[str, ...]:
    passage = sentence.passage
    start, end = match.span("object")
    if is_trouble and (facing := _FACING.search(passage.text, start, end)):
        start, end = facing.span("list")
    elif "的" in passage.text[start:end]:
        start = passage.text.index("的", start, end) + 1
    items = split_list(passage.text, start, end)
    return tuple(passage.raw[i:j] for i, j in items) if len(items) > 1 else ()


def _topics(sentence: Sentence, start: int, end: int) -> list[tuple[str, tuple[int, int]]]:
    passage = sentence.passage
    means = ""
    if tool := _MEANS.match(passage.text[start:end]):
        means = tool["means"]
        start += tool.start("uses")
    whole = passage.text[start:end]
    field: tuple[int, int] | None = None
    if "、" in whole and (others := re.search(r"等(?P<kind>[^、等]{2,})$", whole)):
        field = (start + others.start("kind"), end)
        end = start + others.start()
    found = []
    for i, j in split_list(passage.text, start, end, pair=True):
        topic = passage.raw[i:j].strip("「」")
        topic = re.sub(r"(?:等|議題|領域|方面|面向)$", "", topic)
        if _is_topic(topic):
            found.append((f"{topic}（{means}）" if means else topic, (i, j)))
    if field and _is_topic(topic := passage.raw[slice(*field)]):
        found.append((topic, field))
    return found


def _is_topic(topic: str) -> bool:
    return (
        2 <= len(topic) <= 16
        and re.search(f"[{HAN}]{{2}}", topic) is not None
        and not _NO_TOPIC.match(topic)
        and not topic.endswith(_GENERAL)
    )
