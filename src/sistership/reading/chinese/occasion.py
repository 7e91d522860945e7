"""The occasion: its kind, day and place, the cities that take part, and what kind of source tells it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sistership.reading.chinese.cities import COUNTRIES
from sistership.reading.chinese.dates import DateMention
from sistership.reading.chinese.lexicon import HAN
from sistership.reading.chinese.sentences import Sentence
from sistership.reading.chinese.signing import Signing, kind_of
from sistership.reading.draft import Field, Kind, SourceKind

_VISIT = re.compile(
    r"訪問團|代表團|參訪|(?<!專|採|家|查)訪問(?!學人)|出訪|拜會|拜訪|率團|來訪|蒞臨|考察|接待|會晤|接見|互訪|到訪|造訪|此行|訪團|率隊(?:抵達|前往|赴|到)|(?:專程|特地|應邀)來[台臺]|(?:訪視|訪問)團"
    r"|(?:赴|前往)[^,。;]{2,14}(?:交流|參加|出席|,)"
    r"|(?:論壇|峰會|年會|研討會|座談會)[」』]?[^。;]{0,40}(?:登場|舉行|舉辦|開幕|揭幕|落幕|召開)"
)
_NO_VISIT = re.compile(
    r"邀請|未來|將(?!於?[今昨](?:日|天|\())|期待|希望|承諾|同意|明年|曾|去年|年前|預計|歡迎|原訂|原定|取消|延期|延後|喊卡"
)
_TREATY = re.compile(
    r"甲方|乙方|第[一二三四五六七八九十]{1,3}條|以資信守|立約"
    r"|(?:雙方|締約方)(?:茲)?(?:同意|約定)(?:如下|以下)"
    r"|(?:發表|簽署|簽訂|訂定)本(?:備忘錄|意向書|協定|宣言|協議)"
    r"|本(?:備忘錄|意向書|協定|宣言|協議)(?:一式|自|由|經|有效)"
)
# A headline that is the title of the text itself (友好宣言), and no news of it.
_TITLE_OF_TEXT = re.compile(rf"(?!.*(?:簽|締|發表))[{HAN}]{{0,40}}(?:備忘錄|意向書|宣言|協定書?|協議書?)$")
_NOTICE = re.compile(
    r"^(?:主旨|說明|公告事項|依據)\s*:|發文字號|(?:本府|本局)(?=[^,。]{0,12}(?:於|將|今|昨|與))"
)
_HISTORY = re.compile(r"曾|去年|前年|早在|自從|過去|先前|年前|建市|成立於|創立")
_FUTURE = re.compile(r"將(?!於?[今昨](?:日|天|\())|預計|預定|明年|下月|邀請|期待|希望|未來")
_VENUE = re.compile(
    rf"(?:(?<!位)於|(?<!位)在|假)(?P<place>(?:(?!於|在|與|和|及|日|月|年)[{HAN}A-Za-z0-9 ・]){{2,26}}?)"
    r"(?=(?:正式|共同|隆重|盛大|完成|順利)*(?:舉行|舉辦|簽署|續簽|換簽|簽訂|召開|進行|發表|締結|登場|會面|會晤|簽約|接待|接見|座談|茶敘|迎接)"
    r"|完成[^,。;]{2,20}(?:簽署|簽訂)|,?[與由和同跟][^,。]{2,120}(?:簽署|簽訂|簽約|續簽|換簽|締結)|,[^,。;]{2,60}(?:簽署|簽訂|簽約)(?!後))"
)
# The labels of minutes and invitations: 時間:114年11月3日, 出席:….
_TIME_LABEL = re.compile(r"^(?:會議|活動|簽署|簽約|參訪|拜會)?(?:時間|日期)[:|]? ?(?=[中民\d])")
_ATTENDED = re.compile(r"^(?:出席|與會)(?:人員|單位|者)?[:|]")
_PLACE_LABEL = re.compile(
    r"^(?:簽署|簽約|簽訂|簽字|活動|會議|參訪|舉辦|舉行)?地點[:|]?(?P<place>[^,。;]{2,30})$"
)
_IS_PLACE = re.compile(
    r"(?:市政府|市府|縣政府|政府|役所|政廳|中心|飯店|酒店|大樓|會館|議會|園區|特區|園|村|球場|體育場|巨蛋|基地|劇院|劇場|倉庫|老街|廳|館|大學|大廈|官邸|會議室|總部|辦公室|市|城|港|州|縣|國|堂|莊園|公園|廣場|車站|碼頭|宮|樓|院|禮堂|寺|塔|苑)$"
)
_NO_PLACE = re.compile(r"校園$|田園$|現場|時間|任內|期間|下$|會中|見證|致詞|會議中|基礎|過程|架構|領域|平台")
_COUNTRY = re.compile(rf"(?:{COUNTRIES})$")
_TRAVEL = re.compile(r"(?:率團|飛抵|飛往|遠赴|赴|前往|抵達|訪問|出訪|造訪|走訪|參訪|來訪|蒞臨|到訪)(?:了)?$")
_PARTIES = re.compile(r"立[^,。:]{0,8}書人:|[甲乙丙]方:")
_SIGNS = re.compile(r"簽|締|MOU|備忘錄|意向書|協定|協議")
_LEADING_LINES = 2
_STATED_AT_END = 4


def source_kind(sentences: tuple[Sentence, ...], *, has_issuer: bool) -> SourceKind:
    """Whether this is the signed text, an official notice, or press."""
    texts = [sentence.passage.text for sentence in sentences]
    marks = sum(len(set(_TREATY.findall(text))) for text in texts)
    if marks and sentences[0].passage.role == "headline" and _TITLE_OF_TEXT.match(texts[0]):
        marks += 1
    if marks >= 2:
        return "signed_text"
    return "official_notice" if has_issuer or any(_NOTICE.search(text) for text in texts) else "press"


def kind_of_occasion(
    sentences: tuple[Sentence, ...], signings: tuple[Signing, ...], source: SourceKind
) -> tuple[Kind, int | None]:
    """The kind of the occasion, and the number of the sentence that shows it."""
    if source == "signed_text":
        for number, sentence in enumerate(sentences):
            if (kind := kind_of(sentence.passage.text)) != "unknown":
                return kind, number
    in_body = [s for s in signings if sentences[s.number].passage.role == "body"]
    told = next((s for s in (*in_body, *signings) if s.kind != "unknown"), None)
    visit = _visit(sentences)
    if told and (visit is None or not _is_aside(sentences, told)):
        return told.kind, told.number
    if visit is not None:
        return "visit", visit
    attended = (n for n, s in enumerate(sentences) if _ATTENDED.match(s.passage.text))
    return next((("visit", n) for n in attended), ("unknown", None))


def _is_aside(sentences: tuple[Sentence, ...], told: Signing) -> bool:
    """Whether a signing is only one fruit of a forum: neither in the headline nor near the beginning."""
    lines = list(dict.fromkeys(s.passage.line for s in sentences if s.passage.role == "body"))
    in_headline = any(_SIGNS.search(s.passage.text) for s in sentences if s.passage.role == "headline")
    return not in_headline and sentences[told.number].passage.line in lines[_LEADING_LINES:]


def _visit(sentences: tuple[Sentence, ...]) -> int | None:
    """The number of the sentence among the first that reports a visit, if one does."""
    leading = [n for n, s in enumerate(sentences) if s.passage.role in ("body", "headline")][:7]
    for number in sorted(leading, key=lambda n: sentences[n].passage.role == "headline"):
        text = sentences[number].passage.text
        found = _VISIT.search(text)
        named = sentences[number].cities or sentences[number].organisations or sentences[number].people
        if found and named and not _NO_VISIT.search(text[: found.end()]):
            return number
    return None


def event_dates(
    sentences: tuple[Sentence, ...], shown_in: int | None, source: SourceKind, *, signed_at: int | None
) -> list[Field]:
    """The day of the occasion: from the sentence that reports it, else from the first sentences.

    ``signed_at`` is the position of the signing in that sentence, None where nothing was signed: then the day
    said last before it is the day of signing, and a range is that of the trip around it.
    """
    order = ([shown_in] if shown_in is not None else []) + [
        number for number, sentence in enumerate(sentences) if sentence.passage.role == "body"
    ][:3]
    order = [n for n, s in enumerate(sentences) if s.dates and _TIME_LABEL.match(s.passage.text)] + order
    if source == "signed_text":
        order = [*reversed(range(len(sentences)))][:_STATED_AT_END] + order
    for number in order:
        sentence = sentences[number]
        said = [m for m in sentence.dates if not m.month and not _is_elsewhere(sentence, m)]
        if said and signed_at is not None:
            return _day_of_signing(sentence, said, signed_at if number == shown_in else None)
        if said:
            return _dated(sentence, said[0])
    return []


def _day_of_signing(sentence: Sentence, said: list[DateMention], signed_at: int | None) -> list[Field]:
    """The single day said last before the signing; of a trip's range alone nobody can tell the day."""
    fields = []
    trip = next((mention for mention in said if mention.last), None)
    if trip and trip.first and trip.last:
        span = sentence.passage.span(trip.start, trip.end)
        fields = [
            Field("trip_start_date", trip.first, span, trip.confidence),
            Field("trip_end_date", trip.last, span, trip.confidence),
        ]
    days = [mention for mention in said if not mention.last]
    before = [mention for mention in days if signed_at is not None and mention.start < signed_at]
    if days:
        return [*fields, *_dated(sentence, before[-1] if before else days[0])]
    words = sentence.passage.raw[said[0].start : said[0].end]
    span = sentence.passage.span(said[0].start, said[0].end)
    return [*fields, Field("event_date_unresolved", words, span, 0.5)]


def _dated(sentence: Sentence, mention: DateMention) -> list[Field]:
    span = sentence.passage.span(mention.start, mention.end)
    if mention.first is None:
        said = sentence.passage.raw[mention.start : mention.end]
        return [Field("event_date_unresolved", said, span, mention.confidence)]
    fields = [Field("event_date", mention.first, span, mention.confidence)]
    if mention.last and mention.last > mention.first and mention.last - mention.first < timedelta(days=60):
        fields.append(Field("event_end_date", mention.last, span, mention.confidence))
    return fields


def _is_elsewhere(sentence: Sentence, mention: DateMention) -> bool:
    """Whether the clause of a date speaks of another time than the occasion."""
    text = sentence.passage.text
    start = max(text.rfind(mark, 0, mention.start) for mark in ",:;") + 1
    return bool(_HISTORY.search(text[start : mention.start]) or _FUTURE.search(text[start : mention.start]))


def event_place(
    sentences: tuple[Sentence, ...], shown_in: int | None, kind: Kind, source: SourceKind
) -> Field | None:
    """Where it happened, only where the text says so; the partner's name alone is no place.

    A signed text says it at its end.
    """
    if shown_in is None:
        return None
    for sentence in sentences:
        if label := _PLACE_LABEL.match(sentence.passage.text):
            at = label.span("place")
            return Field("place", sentence.passage.raw[slice(*at)], sentence.passage.span(*at), 0.9)
    body = [n for n, s in enumerate(sentences) if s.passage.role == "body"]
    ends = body[-_STATED_AT_END:] if source == "signed_text" else []
    for number in dict.fromkeys([shown_in, *body[:4], *ends]):
        passage = sentences[number].passage
        for match in _VENUE.finditer(passage.text):
            place = match["place"]
            if _NO_PLACE.search(place) or _NO_VISIT.search(passage.text[: match.start()]):
                continue
            if _IS_PLACE.search(place) or any(c.end == match.end("place") for c in sentences[number].cities):
                return Field(
                    "place",
                    passage.raw[slice(*match.span("place"))],
                    passage.span(*match.span("place")),
                    0.85,
                )
    for number in reversed(ends):
        for city in sentences[number].cities:
            passage = sentences[number].passage
            if passage.text[city.start - 1 : city.start] in ("於", "在"):
                words = passage.raw[city.start : city.end]
                return Field("place", words, passage.span(city.start, city.end), 0.8)
    for number in dict.fromkeys([shown_in, *(body[:3] if kind == "visit" else [])]):
        sentence = sentences[number]
        text = sentence.passage.text
        for city in sentence.cities:
            before = _COUNTRY.sub("", text[: city.start])
            if _TRAVEL.search(before) and not _NO_VISIT.search(before):
                return Field("place", city.name, sentence.passage.span(city.start, city.end), 0.8)
    return None


def taking_part(sentences: tuple[Sentence, ...], shown_in: int | None) -> tuple[Field, ...]:
    """The cities that take part: named in headline, first sentences or where the occasion is reported."""
    body = [n for n, s in enumerate(sentences) if s.passage.role == "body"]
    numbers = [n for n, s in enumerate(sentences) if s.passage.role == "headline"] + body[:2]
    numbers += [shown_in] if shown_in is not None else []
    numbers += [n for n, s in enumerate(sentences) if _PARTIES.match(s.passage.text)]
    names = {
        city.name
        for number in numbers
        for city in sentences[number].cities
        if sentences[number].passage.role == "headline"
        or not (sentences[number].is_only_in_title(city) or sentences[number].is_seat_of_office(city))
    }
    fields: dict[str, Field] = {}
    ordered = sorted(range(len(sentences)), key=lambda n: (sentences[n].passage.role == "headline", n))
    for number in ordered:
        for city in sentences[number].cities:
            if city.name in names:
                span = sentences[number].passage.span(city.start, city.end)
                fields.setdefault(city.name, Field("city", city.name, span, 0.9))
    return tuple(fields.values())


def meeting_day(sentences: tuple[Sentence, ...]) -> date | None:
    """The day that minutes or an invitation state with their time: other days are told from it."""
    labelled = (s for s in sentences if _TIME_LABEL.match(s.passage.text))
    return next((mention.first for s in labelled for mention in s.dates if mention.first), None)


def resolved_publication(readings: tuple[date, ...], sentences: tuple[Sentence, ...]) -> date | None:
    """Which reading of 9/10/2025 agrees with 昨(9)日 or 今(10)日 in the text, if one does."""
    for sentence in sentences:
        for match in re.finditer(r"(今|昨)(?:日|天)?\((\d{1,2})\)", sentence.passage.text):
            back = 1 if match[1] == "昨" else 0
            for reading in readings:
                if (reading - timedelta(days=back)).day == int(match[2]):
                    return reading
    return None
