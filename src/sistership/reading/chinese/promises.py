"""Commitments, and, apart from them, intentions.

A commitment needs three things in one sentence: a word that binds (將, 同意, 應, 承諾), a deed (設立, 提供,
舉辦, 派遣), and a thing of which anyone can later say whether it exists (a window, a service, a forum, ten
interns). 將共同推動產業升級 has the first only: nobody could ever file evidence for it, so it is an
intention, of mode "aim".
"""

from __future__ import annotations

import re
from datetime import date

from sistership.reading.chinese.dates import DateMention
from sistership.reading.chinese.directions import announces_directions
from sistership.reading.chinese.lexicon import BOTH_SIDES
from sistership.reading.chinese.lists import split_list
from sistership.reading.chinese.sentences import Named, Sentence, speaker
from sistership.reading.draft import CommitmentValue, Field, IntentionMode, IntentionValue

_BINDING = re.compile(
    r"將(?!來)|同意|承諾|約定|允諾|(?<![回響因呼供對相反效])應(?![用對邀變援運該聘有])|負責|決議|議定|敲定"
)
_DEED = re.compile(
    r"(?P<verb>(?:共同|合作|攜手|定期|持續|每(?:年|季|月|半年|兩年)(?:[一二三四五六七八九十\d]{1,2}月|暑假|寒假|[春夏秋冬]季)?|(?:簽署|簽約|生效)後[^,。;:]{1,8}內|輪流|互相|相互|各)*(?:設立|成立|設置|建置|建立|開設|開辦|舉辦|辦理|召開|舉行|提供|派遣|互派|選派|選送|交換|互設|開放|編列"
    r"|捐贈|興建|啟動|開通|指派|招收|補助|增設|共設|合辦|薦送|派駐|合組|組成|籌組|接待))(?:了)?(?P<object>[^,。;:]+)"
)
_THING = re.compile(
    r"窗口|中心|辦公室|辦事處|平台|平臺|委員會|小組|基金(?!會)|據點|網站|獎學金|論壇|會議|年會|工作坊|研討會|媒合會|博覽會|課程|營隊|席位|[年令英育藝動]營|實習生?|名額|機票|生活費|津貼"
    r"|展覽|服務|資料|數據|設備|人員|學生|教師|導師|講師|專家|航線|實驗室|場域|專區|加速器|培訓|試點|示範計畫|交流計畫|專案|場地|空間|聯絡人|名單|清單|報告|手冊|網頁|諮詢|輔導|物產展|商展|特展|學程|專頁|推介會|說明會|教材|譯本|住宿|膳宿|宿舍"
    r"|\d+(?:名|人|次|場|項|萬|億|件|家)|[一二三四五六七八九十]+(?:名|場|次)|每年|每季|每半年|每月"
)
# Bound to what nobody can count on: 視經費情形, 視需要. 得視… and 得共同… leave it open, too.
_IF_POSSIBLE = re.compile(
    r"視[^,。;]{0,10}(?:情形|情況|狀況|需要|許可|需求)|酌予|盡可能|儘可能|可能(?!性)|或許|也許|不排除|力求|在能力範圍內"
    r"|(?<=[方市會府])得(?=視|於|依|共同|另|就|在|經|以|自|派|舉|邀)"
)
# What was to be agreed and was not: 原本要簽的協定裡,兩市將….
_UNDONE = re.compile(r"原本|原訂|原定|草案|一旦|倘|如果|若(?!干|是)|有望|尚待|仍待")
_VAGUE = re.compile(r"推動|促進|鼓勵|支持|研議|探討|評估|洽談|考慮|加強|深化|擴大")
_DECIDED = re.compile(r"(?:決議|結論|決定|裁示)(?:事項)?:?$")
_SERVICES = ("提供",)
_HOPE = re.compile(r"(?<![受人])(?:期待|期盼|期許|盼望|冀望|冀盼|寄望|希望|盼)(?!的|已久|值|許)")
_INVITE = re.compile(
    r"(?<![受應獲特])(?:誠摯|熱情|正式|當面)*(?:邀請|誠邀|力邀|邀(?=[^集請約獲]))(?!到|函|賽|展|了?[^,。]{0,20}(?:蒞臨|擔任|分享)(?:了|。))"
    r"|歡迎(?=[^,。]{1,16}(?:參加|參與|來訪|來[台臺]|派員|蒞臨|進駐|參展|前來|加入|回訪))"
)
_STUDY = re.compile(
    r"(?:就(?!是|業)[^,。;:]{2,20}?)?(?:持續|進一步|繼續)*(?<![在於已經])(?<!一對一)(?<![場媒])(?<!商務)(?<!商機)(?:研議|研商|洽談|評估|考慮(?![,。]))(?!了|後|中|會|時|逾|近|已|多|數|破|未果)"
    r"|(?:討論|探討)(?=[^,。;:]{2,20}(?:可能性|可行性))"
)
_TALK = re.compile(r"(?:討論|探討|研議|研商|洽談|評估|考慮)(?!了|後|中|會|時)")
_PLAN = re.compile(
    r"將(?=於?[^,。;:]{0,16}(?:率團|率隊|啟程|赴|前往|轉往|出訪))|預計|預定|擬(?![定訂真])|有意|計劃(?=於|在|明年|未來|共同|推)|規劃(?=於|在|明年|未來|共同|設立|舉辦|成立|辦理|推動|簽)|可望|有望"
)
_TURNS = re.compile(r"但|不過|惟|然而|由(?!於)|至於|[\u4e00-\u9fff]{2,4}(?:仍|尚)[待未須]")
_AIM = re.compile(
    r"將[^,。;:]{0,20}?(?:推動|建立|打造|深化|擴大|加強|強化|促進|持續|攜手|拓展|共創|落實|提升|發展|簽署|簽訂|合作|展開)"
)
_PAST = re.compile(r"曾|去年|前年|過去|已(?:於|經|在)|先前|當年")
_NOT_AIM = re.compile(rf"{_PAST.pattern}|不僅$")


def find_commitments(
    sentences: tuple[Sentence, ...], sides: tuple[str, ...], *, is_agreement: bool, skip: frozenset[int]
) -> tuple[Field, ...]:
    """What the sides bound themselves to do; ``sides`` are the cities meant by 雙方, ``skip`` are lists."""
    fields: list[Field] = []
    last: tuple[int, CommitmentValue, str] | None = None
    decided = _decided(sentences)
    for number, sentence in enumerate(sentences):
        text = sentence.passage.text
        if sentence.passage.role in ("headline", "heading") or number in skip:
            continue
        binding = _BINDING.search(text)
        owner: str | None = None
        if binding and not _weakened(text, binding.start()):
            owner = speaker(sentences, number, binding.start())
            if not (is_agreement or BOTH_SIDES.search(text) or "共同" in text or number in decided):
                continue
            deeds, sure, group = list(_DEED.finditer(text, binding.end())), 0.85, f"commitment-{number}"
        elif binding is None and last and last[0] == number - 1 and (deed := _DEED.match(text)):
            # A sentence without a subject goes on with the promise before it.
            deeds, sure, owner, group = [deed], 0.8, last[1].owed_by, last[2]
        else:
            continue
        for deed in deeds:
            if not _is_concrete(deed, continues=owner is not None and sure < 0.85) or _is_weak_between(
                text, binding, deed
            ):
                continue
            owner = _owner_of(sentences, number, deed) or owner
            for what, span in _deeds(sentence, deed):
                value = CommitmentValue(
                    what, owner, owing_cities(owner, sentence, sides), _due(sentence, deed)
                )
                fields.append(Field("commitment", value, span, sure if is_agreement else sure - 0.2, group))
                last = (number, value, group)
    return tuple(fields)


def _decided(sentences: tuple[Sentence, ...]) -> frozenset[int]:
    """The sentences of minutes that stand under 會議決議 or 結論, up to the next heading."""
    found, is_under = set(), False
    for number, sentence in enumerate(sentences):
        if sentence.passage.role == "heading":
            is_under = _DECIDED.search(sentence.passage.text) is not None
        elif is_under:
            found.add(number)
    return frozenset(found)


def find_intentions(
    sentences: tuple[Sentence, ...],
    commitments: tuple[Field, ...],
    published_on: date | None,
    *,
    skip: frozenset[int],
) -> tuple[Field, ...]:
    """What is hoped, invited, discussed for later, planned or aimed at: one for each clause that says so."""
    fields: list[Field] = []
    for number, sentence in enumerate(sentences):
        text = sentence.passage.text
        if sentence.passage.role in ("headline", "heading") or number in skip:
            continue
        end = len(text.rstrip("。;!?」』"))
        for start, mode, sure in reversed(_intention_starts(text)):
            stop = _until_other(sentence, start, end)
            span = sentence.passage.span(start, stop)
            if any(c.span[0] < span[1] and span[0] < c.span[1] for c in commitments):
                continue
            what = sentence.passage.raw[start:stop]
            when = _when(sentence, start, end, published_on)
            who = speaker(sentences, number, start)
            fields.append(Field("intention", IntentionValue(what, who, mode, when), span, sure))
            end = max(text.rfind(",", 0, start), 0)
    return tuple(fields)


def _until_other(sentence: Sentence, start: int, end: int) -> int:
    """Where an intention ends: before a clause of another subject, or one that turns away (但…)."""
    text = sentence.passage.text
    comma = text.find(",", start, end)
    while comma >= 0:
        if _TURNS.match(text, comma + 1) or any(p.start == comma + 1 for p in sentence.people):
            return comma
        comma = text.find(",", comma + 1, end)
    return end


def _intention_starts(text: str) -> list[tuple[int, IntentionMode, float]]:
    """Where intentions begin: at most one for each clause, in order; an aim only where nothing else is."""
    found: list[tuple[int, IntentionMode, float]] = []
    modes: tuple[tuple[re.Pattern[str], IntentionMode, float], ...] = (
        (_HOPE, "hope", 0.9),
        (_INVITE, "invitation", 0.9),
        (_PLAN, "plan", 0.75),
        (_STUDY, "talk", 0.75),
        (_IF_POSSIBLE, "aim", 0.75),
    )
    for rule, mode, sure in modes:
        for match in rule.finditer(text):
            if not _PAST.search(text, _clause(text, match.start()), match.start()) and not _same_clause(
                text, match.start(), found
            ):
                found.append((match.start(), mode, sure))
    if found:
        return sorted(found)
    binding = _BINDING.search(text)
    if binding and (talk := _TALK.search(text, binding.end())):
        return [(binding.start(), "talk", 0.8)] if talk.start() - binding.end() < 20 else []
    if (
        (aim := _AIM.search(text))
        and not announces_directions(text)
        and not _NOT_AIM.search(text[: aim.start()])
    ):
        return [(aim.start(), "aim", 0.7)]
    return []


def _clause(text: str, position: int) -> int:
    return max(text.rfind(mark, 0, position) for mark in ",:;") + 1


def _same_clause(text: str, position: int, found: list[tuple[int, IntentionMode, float]]) -> bool:
    return any("," not in text[min(position, other) : max(position, other)] for other, _, _ in found)


def _weakened(text: str, position: int) -> bool:
    before = text[:position]
    return (
        any(rule.search(before) for rule in (_HOPE, _INVITE, _PLAN, _PAST, _UNDONE))
        or re.search(r"^(?:探討|討論|研議|評估|考慮|研商|洽談)", text[position:].lstrip("將同意應"))
        is not None
    )


def _is_weak_between(text: str, binding: re.Match[str] | None, deed: re.Match[str]) -> bool:
    start = binding.end() if binding else 0
    between = text[start : deed.start()]
    clause = text[_clause(text, deed.start()) : deed.end()]
    return any(rule.search(between) for rule in (_HOPE, _TALK, _INVITE)) or bool(_IF_POSSIBLE.search(clause))


def _is_concrete(deed: re.Match[str], *, continues: bool) -> bool:
    if deed["object"].startswith("了"):
        return False
    return bool(
        _THING.search(deed["object"])
        or _THING.search(deed["verb"])
        or (continues and "服務" in deed["object"])
    )


def _deeds(sentence: Sentence, deed: re.Match[str]) -> list[tuple[str, tuple[int, int]]]:
    """One deed, or, where services are listed, one for each of them with the verb repeated."""
    passage = sentence.passage
    start, end = deed.span("object")
    if deed["verb"].endswith(_SERVICES):
        items = split_list(passage.text, start, end, pair=True)
        if len(items) > 1:
            first = items[0][0]
            return [
                (
                    passage.raw[deed.start("verb") : deed.end("verb")] + passage.raw[i:j],
                    passage.span(deed.start() if i == first else i, j),
                )
                for i, j in items
            ]
    return [(passage.raw[deed.start() : end], passage.span(deed.start(), end))]


def is_promise(text: str, start: int) -> bool:
    """Whether the list item that begins at a position names a deed and a thing that can be shown."""
    deed = _DEED.search(text, start)
    return (
        deed is not None
        and not _VAGUE.search(text, start, deed.start())
        and _is_concrete(deed, continues=False)
    )


def _owner_of(sentences: tuple[Sentence, ...], number: int, deed: re.Match[str]) -> str | None:
    """Who owes a deed: the subject of the binding word nearest before it (A將提供…,B則將補助…)."""
    binding = [match.start() for match in _BINDING.finditer(deed.string, 0, deed.start())]
    clause = _clause(deed.string, deed.start())
    if binding and binding[-1] < clause and re.search(r"[則也亦]$", deed.string[clause : deed.start()]):
        return speaker(sentences, number, deed.start())  # A將派遣…,B則提供…
    return speaker(sentences, number, binding[-1]) if binding else None


def owing_cities(owner: str | None, sentence: Sentence, sides: tuple[str, ...]) -> tuple[str, ...]:
    """The cities that an owner means: both for 雙方, else those of the bodies and people named."""
    if owner is None:
        return ()
    if BOTH_SIDES.fullmatch(owner):
        return sides if len(sides) > 1 else ()
    mentions: tuple[Named, ...] = (*sentence.organisations, *sentence.parties, *sentence.people)
    named = {mention.value.name: mention.value.city for mention in mentions}
    cities = [city for name, city in named.items() if name in owner and city]
    return tuple(dict.fromkeys(cities + [side for side in sides if side in owner]))


def _when(sentence: Sentence, start: int, end: int, published_on: date | None) -> str | None:
    """The first day or month named within the intention, or just before it."""
    for mention in sentence.dates:
        if start <= mention.start < end or (mention.month and mention.end <= start):
            moment = moment_of(mention)
            if moment and (published_on is None or moment[:7] >= published_on.isoformat()[:7]):
                return moment
    return None


def _due(sentence: Sentence, deed: re.Match[str]) -> str | None:
    """The day or month named last before the deed in its clause; 每年六月 is a rhythm, not a date."""
    text = sentence.passage.text
    clause = _clause(text, deed.start())
    named = [
        moment_of(mention)
        for mention in sentence.dates
        if clause <= mention.start
        and mention.end <= deed.end()
        and not text[: mention.start].endswith("每年")
    ]
    return named[-1] if named else None


def moment_of(mention: DateMention) -> str | None:
    """A date as YYYY-MM-DD, or as YYYY-MM where only its month is said; None where it is unresolved."""
    return mention.first.isoformat() if mention.first else mention.month
