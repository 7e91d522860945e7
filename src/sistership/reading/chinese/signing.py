"""What was signed, when and where it happened, and who the text says signed it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from sistership.reading.chinese.cities import COUNTRIES
from sistership.reading.chinese.people import PersonMention
from sistership.reading.chinese.sentences import Sentence
from sistership.reading.draft import Kind

_DOCUMENTS: tuple[tuple[str, Kind], ...] = (
    ("備忘錄|備忘録|MOU|MoU", "memorandum"),
    ("意向書|LOI|LoI", "letter_of_intent"),
    ("宣言|聯合聲明|共同聲明|友好城市", "declaration"),
    ("姊妹市|姐妹市|姊妹城市|姐妹城市|姊妹縣市|締盟|盟約", "sisterhood_pact"),
    ("協定|協議", "memorandum"),
)
_NOUN = "|".join(words for words, _ in _DOCUMENTS)
_SIGN = (
    r"(?:簽署|簽訂|簽定|簽下|簽立|換簽|續簽|締結|締盟|完成簽約|簽約"
    r"|簽(?=MOU|LOI|合作備忘|合作意向|備忘錄|意向書))"
)
_SIGNED = re.compile(
    rf"(?P<verb>{_SIGN})(?:了|為|成為|正式|雙邊|更新|新的|一份|首份)*[「《]?(?P<title>(?:(?!締結|簽署)[^,。;「」《》、]){{0,24}}?(?:{_NOUN})(?:(?:合作|交流|友好)*(?:{_NOUN}|書))*)"
    rf"|(?P<title2>(?:(?!締結|簽署)[^,。;「」《》、的()於在與和]){{0,12}}?(?:{_NOUN})(?:(?:合作|交流|友好)*(?:{_NOUN}|書))*)[」》]?(?:\([^()]{{1,20}}\))?(?:的)?(?P<verb2>{_SIGN})"
    r"|(?P<verb3>(?:正式)?締盟(?!意願|意向|計畫|案|協定|程序|典禮|關係|夥伴|城市|的))"
)
_NOT_YET = re.compile(
    r"將(?!於?[今昨](?:日|天|\())|預計|預定|規劃|計劃|擬|盼|期待|希望|期盼|有望|可望|研議|討論|洽談|評估|未來|明年|明日|明天|明\(|下月|下個月|下[週周]|即將|邀請|原訂|原定|原預計|若|如能|尚未|並未|未曾|從未|沒有|未能|籌備|原本|草案|延後|延期|取消|擇期|另行|網傳|傳言|傳出|謠傳|謠言"
)
_DENIED = re.compile(
    r"(?:尚未|並未|未曾|從未|沒有)(?:正式)?(?:簽|締)|否認|破局|喊卡|(?:簽約|簽署)[^,。;]{0,10}(?:取消|延期|延後)|取消[^,。;]{0,10}(?:簽約|簽署)|(?:簽約|簽署)(?:儀式|典禮)[^,。;]{0,6}(?:延|取消|順延|擇期)"
)
_DRAFT = re.compile(r"草案|\((?:草稿|稿本)\)$")
_BEFORE = re.compile(
    r"曾|去年|前年|早在|早於|自從|過去|先前|此前|年前|繼|\d{4}年(?!\d{1,2}月)|當年|以來|既有|延續|根據|依據"
)
_AFTER_SIGNING = re.compile(
    r"(?:後|以來|的)(?!儀式|典禮)|(?:滿|邁入|屆滿|逾|已|關係|迄今|至今|已經|近|約|,?今年|,?明年)*[\d一二三四五六七八九十]+(?:週年|周年|年)"
)
_ALONGSIDE = re.compile(
    r"^(?:代表|今天|昨天|透過|視訊|連線|線上|方式|以|雙方|兩市|兩城|各自|市府|市政府|共同|分別|正式|親自|一同|一起|聯手|下|今|昨|日|\(\d+\)|與|和|及|以及|、|,|由|在|於|[「」]|完成)*$"
)
_OBJECT = re.compile(rf"完成[^,。;:]{{0,16}}?(?:{_NOUN})[」》]?(?:\([^()]{{1,20}}\))?(?:的)?$")
_AT_PLACE = re.compile(r"^[於在][^,。;:與和由]{2,20}$")
_BEFORE_VERB = r"(?:代表[^,。]{0,12}|共同|分別|正式|親自)*"
_NOT_TITLE = re.compile(r".*(?:舉行|舉辦|完成|共同)")
_SIGNATORY_LABEL = re.compile(
    r"(?:簽署人|簽約人|簽署代表|簽約代表|立約人|代表人)(?:為|是|分別為|:)+|^[甲乙丙]方代表:?(?=\S*長)"
    r"|^[\u4e00-\u9fff]{2,20}(?:政府|市府|委員會|議會|大學|公司|協會|中心|局)(?:代表|簽署人):(?=.{4,})"
)
_ROW_LABEL = re.compile(r"(?:簽署人|簽約人|簽署代表|簽約代表|簽署者)")
_SIDE = re.compile(r"[甲乙丙]方(?:代表)?:?(?![應同將得於負與之的])")
_NEWS = timedelta(days=120)
_OWN_TITLE = 5
_LONGEST_ROW = 8
_BESIDES = re.compile(r"[則另]|此外|同日|隔日|翌日|^\d{1,2}日")
_DAY_BETWEEN = (
    r"(?:[今昨前](?:天|日)?(?:\(\d{1,2}日?\))?日?|\d{1,2}月\d{1,2}日[至到]\d{1,2}(?:月\d{1,2})?日"
    r"|\d{1,2}月\d{1,2}日|\d{1,2}日|於|日前|親自|專程|已|曾|也|則)"
)
_LEADS = re.compile(rf"{_DAY_BETWEEN}*(?:率領|率團|率隊|率(?=[^先真性直])|帶領|領軍)")


@dataclass(frozen=True, slots=True)
class Signing:
    """One mention of a signing: the sentence, the positions of its words, and the kind of what was signed."""

    number: int
    start: int
    end: int
    title_start: int
    title_end: int
    kind: Kind


def find_signings(sentences: tuple[Sentence, ...], published_on: date | None) -> tuple[Signing, ...]:
    """The signings that the text reports as done on this occasion, not past ones nor planned ones.

    Where the headline says that nothing was signed, no sentence says otherwise.
    """
    found: list[Signing] = []
    if is_denied(sentences):
        return ()
    for number, sentence in enumerate(sentences):
        text = sentence.passage.text
        for match in () if _DENIED.search(text) else _SIGNED.finditer(text):
            verb = next(name for name in ("verb", "verb2", "verb3") if match[name])
            clause = max(text.rfind(mark, 0, match.start(verb)) for mark in ",:;") + 1
            before = text[clause : match.start(verb)]
            if _NOT_YET.search(text[: match.start(verb)]) or _BEFORE.search(before):
                continue
            if _is_long_ago(sentence, clause, match.start(verb), published_on):
                continue
            if verb == "verb" and _AFTER_SIGNING.match(text, match.end()):
                continue
            title = {"verb": "title", "verb2": "title2", "verb3": "verb3"}[verb]
            start, end = match.span(title)
            if before_title := _NOT_TITLE.match(text, start, end):
                start = before_title.end()
            found.append(Signing(number, match.start(verb), match.end(), start, end, kind_of(match[title])))
    return tuple(found)


def is_denied(sentences: tuple[Sentence, ...]) -> bool:
    """Whether the headline tells of a draft, or of a signing that was put off or never was."""
    heads = [s.passage.text for s in sentences if s.passage.role == "headline"]
    return any(_DENIED.search(text) or _DRAFT.search(text) for text in heads)


def _is_long_ago(sentence: Sentence, clause: int, verb: int, published_on: date | None) -> bool:
    """Whether the day said before the verb is long before the publication: 1981年5月11日簽署姊妹市協定."""
    said = [m.first for m in sentence.dates if clause <= m.start and m.end <= verb and m.first]
    return bool(published_on and said and published_on - said[-1] > _NEWS)


def kind_of(title: str) -> Kind:
    """The kind of agreement that a title names; the last word decides (姊妹市合作備忘錄 is a memorandum)."""
    best: tuple[int, Kind] = (-1, "unknown")
    for words, kind in _DOCUMENTS[:-1]:
        for match in re.finditer(words, title):
            best = max(best, (match.end(), kind))
    if best[0] < 0 and re.search(_DOCUMENTS[-1][0], title):
        return _DOCUMENTS[-1][1]
    return best[1]


def others_signed(
    sentences: tuple[Sentence, ...], signings: tuple[Signing, ...], kind: Kind
) -> tuple[Signing, ...]:
    """Signings of a second agreement, of another kind, that the body reports after the first."""
    body = [signing for signing in signings if sentences[signing.number].passage.role == "body"]
    first = next((signing for signing in body if signing.kind == kind), None)
    return tuple(
        signing
        for signing in body
        if first
        and (signing.kind != kind or _is_another(sentences, first, signing))
        and signing.kind != "unknown"
        and (signing.number, signing.start) > (first.number, first.start)
        and signing.title_end - signing.title_start >= _OWN_TITLE
    )


def _is_another(sentences: tuple[Sentence, ...], first: Signing, later: Signing) -> bool:
    """Whether a signing of the same kind is of an agreement of its own: 25日A與B則簽署學術交流協議."""
    titles = [
        sentences[signing.number].passage.text[signing.title_start : signing.title_end]
        for signing in (first, later)
    ]
    before = sentences[later.number].passage.text[: later.start]
    return (
        first.number != later.number
        and titles[0] not in titles[1]
        and titles[1] not in titles[0]
        and _BESIDES.search(before) is not None
    )


def find_signatories(
    sentences: tuple[Sentence, ...], others: tuple[Signing, ...]
) -> tuple[tuple[int, PersonMention], ...]:
    """Who signed, only where the sentence makes the person himself the signer.

    由A與B代表簽署 and 簽署人:A count; "A率領市府團隊與X市政府簽署" does not: a team signed, and nobody says
    by whose hand. Who signed only ``others``, further agreements of the trip, is left out.
    """
    found: dict[str, tuple[int, PersonMention]] = {}
    for number, sentence in enumerate(sentences):
        for person in (
            *_labelled(sentences, number),
            *_signing_subjects(sentence, {o.start for o in others if o.number == number}),
        ):
            found.setdefault(person.value.name, (number, person))
    return tuple(found.values())


def find_leads(sentences: tuple[Sentence, ...]) -> tuple[tuple[int, PersonMention], ...]:
    """Who leads a delegation: 副市長羅達生率領市府團隊."""
    found: dict[str, tuple[int, PersonMention]] = {}
    for number, sentence in enumerate(sentences):
        for person in sentence.people:
            if _LEADS.match(sentence.passage.text, person.end):
                found.setdefault(person.value.name, (number, person))
    return tuple(found.values())


def _labelled(sentences: tuple[Sentence, ...], number: int) -> list[PersonMention]:
    """The people after 簽署人: in its line, and at the end of a line such as 甲方 高雄市政府 市長 陳其邁."""
    sentence = sentences[number]
    label = _SIGNATORY_LABEL.search(sentence.passage.text) or _label_of_row(sentence)
    if label:
        return [person for person in sentence.people if person.start >= label.end() - 1]
    if number and (row := _row_below_sides(sentences[number - 1], sentence)):
        return row
    if _SIDE.match(sentence.passage.text):
        return [person for person in sentence.people if person.end == len(sentence.passage.text)]
    first = number
    while (
        first and number - first < _LONGEST_ROW and sentences[first - 1].passage.line == sentence.passage.line
    ):
        first -= 1
    return list(sentence.people) if first < number and _label_of_row(sentences[first]) else []


def _row_below_sides(above: Sentence, sentence: Sentence) -> list[PersonMention]:
    """市長 黃偉哲 | 市長 Nestor Archival, a row below 甲方:… | 乙方:… : one person for each side."""
    cells = sentence.passage.text.split("|")
    if len(cells) < 2 or not all(_SIDE.match(cell) for cell in above.passage.text.split("|")):
        return []
    ends = [sum(len(cell) + 1 for cell in cells[: n + 1]) - 1 for n in range(len(cells))]
    return [person for person in sentence.people if person.end in ends]


def _label_of_row(sentence: Sentence) -> re.Match[str] | None:
    """簽署人 in a cell of its own."""
    label = _ROW_LABEL.match(sentence.passage.text)
    return label if label and label.end() in sentence.passage.breaks else None


def _signing_subjects(sentence: Sentence, others: set[int]) -> list[PersonMention]:
    text = sentence.passage.text
    signers: list[PersonMention] = []
    for match in re.finditer(
        r"(?:簽署|簽訂|簽定|簽下|簽立|締結|換簽|續簽|簽約|簽字)(?!儀式|典禮|後|的|人|代表)", text
    ):
        if match.start() in others or _NOT_YET.search(text[: match.start()]) or _DENIED.search(text):
            continue
        until = match.start()
        if named := _named_by_whom(sentence, match.start()):
            signers.extend(named)
            continue
        for person in reversed([p for p in sentence.people if p.end <= match.start()]):
            between = text[person.end : until]
            for city in sentence.cities:
                if (
                    person.end <= city.start
                    and city.end <= until
                    and text[person.end : city.start].endswith("代表")
                ):
                    between = between.replace(text[city.start : city.end], "")
            if re.match(r"代表", between):
                between = re.sub(r"代表[^,。]{0,16}?(?:政府|市府|市|方|局)?$", "", between)
            between = re.sub(r"^(?:\d{1,2}月)?\d{1,2}日", "", between)
            between = _AT_PLACE.sub("", _OBJECT.sub("", between))
            if not _ALONGSIDE.match(re.sub(r"\d{1,2}月\d{1,2}日", "", between)):
                break
            signers.append(person)
            until = person.start
        if signers and (first := _partner_of(sentence, signers[-1])):
            signers.append(first)
    return signers


def _named_by_whom(sentence: Sentence, verb: int) -> list[PersonMention]:
    """由A與B(代表雙方)簽署: all people between 由 and the verb, if no other verb stands there."""
    text = sentence.passage.text
    start = text.rfind("由", 0, verb)
    last = [person for person in sentence.people if start <= person.start and person.end <= verb]
    if start < 0 or not last or re.search(r"[,;:]|見證|陪同|率|主持|邀請", text[start:verb]):
        return []
    return last if re.fullmatch(_BEFORE_VERB, text[last[-1].end : verb]) else []


def _partner_of(sentence: Sentence, signer: PersonMention) -> PersonMention | None:
    """A於…與B簽署: the subject A, named first in the sentence, signs with B."""
    text = sentence.passage.text
    first = sentence.people[0]
    body = next((b for b in sentence.organisations if first.end < b.start and b.end == signer.start), None)
    until = body.start if body else signer.start
    between = re.sub(rf"(?:[來到]訪的)?(?:{COUNTRIES})?$", "", text[first.end : until])
    if (
        first.end > signer.start
        or not re.search(r"[與和同跟]$", between)
        or re.search(r"見證|[由,]由|陪同|代表(?!市府|本府|市政府|縣府|我方|公司)", between)
    ):
        return None
    others = [
        person for person in sentence.people if first.end <= person.start and person.end <= signer.start
    ]
    return None if others else first
