"""What stands on a page beside the article: set aside whole, so that nothing of it becomes a field.

Captions, font-size and share buttons, reporters' lines, contact lines, repeated headlines, and the teasers of
other articles with their dates. The rules look at the form of a line, never at its subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sistership.reading.draft import Span

_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_DATE_FORM = (
    r"(?:(?<!\d)(?:1[0-4]\d|20\d\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)|"
    r"\d{4}[-/.年]\s*\d{1,2}[-/.月]\s*\d{1,2}日?|\d{1,2}/\d{1,2}/\d{4}"
    r"|\d{2,3}[-/.年]\s*\d{1,2}[-/.月]\s*\d{1,2}日?)"
)
_PUBLISHED = re.compile(
    r"^[(\[【]?(?:(?P<publisher>[^\s:]{2,20})\s+)?(?:(?:新聞|文章)?(?:發布|發佈|發稿|刊登|上稿|上版|公告|張貼|發文|出版|建立)(?:日期|時間)?|日期|時間|中華民國|民國)"
    rf"\s*[:|]?\s*(?:中華民國|民國|西元)?\s*(?P<date>{_DATE_FORM})"
)
# The day on which a page was last changed stands for its publication where no other day does.
_UPDATED = re.compile(
    rf"^(?:最後)?更新(?:日期|時間)?\s*[:|]?\s*(?:中華民國|民國|西元)?\s*(?P<date>{_DATE_FORM})"
)
_DATE_LINE = re.compile(
    rf"^(?:民國|中華民國)?\s*(?P<date>{_DATE_FORM})(?:\s*\d{{1,2}}(?:[:]\d{{2}}){{1,2}})?"
    r"(?:\s*\([^()]{0,24}更新\))?(?:\s+(?P<publisher>[^\s,。:|]{2,12}))?(?:\s+記者\S{2,20})?$"
)
_DATED_WITHIN = re.compile(
    rf"(?:發布|發佈|發稿|刊登|上稿)(?:日期|時間)\s*:\s*(?:中華民國|民國)?\s*(?P<date>{_DATE_FORM})"
)
# The reporter's line with the day after it: 【記者/…】 2026-05-12 23:10.
_DATE_AT_END = re.compile(rf"\s(?P<date>{_DATE_FORM})(?:\s*\d{{1,2}}(?:[:]\d{{2}}){{1,2}})?$")
# The text of an agreement: a day at its end is that of the signing.
_TREATY = re.compile(r"[甲乙]方|立[^,。\s]{0,8}書人|第[一1]條")
_TAIL = re.compile(
    r"^[▍■●◆◎▶►【\[(#*\s]*(?:相關(?:新聞|文章|報導|連結|閱讀|資訊|訊息)|延伸閱讀|推薦(?:閱讀|新聞|文章)|熱門(?:新聞|文章)"
    r"|(?:更多|其他|最新|同類|近期)(?:新聞|文章|報導|消息)|看更多|猜你喜歡|你可能(?:也|還)?(?:想看|喜歡|有興趣).*|人氣(?:新聞|文章)"
    r"|相關(?:圖片|照片|附件|檔案|影音)|上一(?:篇|則)|下一(?:篇|則)|留言(?:區|板)?|回上一?頁|回(?:列表|首頁))[】\]):\s▼↓]*$"
)
_TAIL_INLINE = re.compile(
    r"^[▍■●◆◎▶►【\[(#*\s]*(?:延伸閱讀|相關(?:新聞|報導|文章)|看更多|上一(?:篇|則)|下一(?:篇|則))[】\])]?\s*[:|]\s*\S"
)
_CAPTION = re.compile(
    r"^(?:[(〔\[【]?\s*(?:圖(?:片|說|文|為)?|照片|攝影|影片|資料照片?|示意圖|翻攝)\s*[一二三四五六七八九十\d]{0,2}"
    r"\s*(?:來源|提供|說明)?\s*[/:].*|[▲▼△▽↑↓].*|圖(?:為|說|[一二三四五六七八九\d]).*|\(?(?:翻攝自|資料照|示意圖|photo|image)\b.{0,40}"
    r"|\([^()]{0,30}(?:提供|攝)\))$",
    re.IGNORECASE,
)
_CONTROL = re.compile(
    r"^(?:A\s*[-−–+]\s*)+A?\s*[-+]?$|^[A\s+\-−–]{3,}$"
    r"|^(?:(?:分享|列印|友善列印|轉寄|收藏|訂閱|追蹤|讚|留言|字級|字體|大|中|小|複製連結|facebook|fb|line|x|twitter|plurk|email|print|share|分享到|分享至"
    r"|facebook|推文|加入好友|首頁|回首頁|回上頁|網站(?:導覽|地圖)|跳到(?:主要)?內容(?:區塊?)?|雙語詞彙|[市縣首]長信箱|意見信箱|English|RSS|top|:::)[\s:|/>、+]*)+$|^(?:點閱|瀏覽|點擊|人氣|閱讀)(?:人次|次數|數|率)?\s*:?\s*[\d,]+.*$|^https?://\S+$|^#\S"
    r"|^(?:首頁|home)\s*[>»/].*$|^\S{2,16}\s*(?:新聞稿|新聞資料|新聞快訊)$|^新聞稿$|^(?:©|\(c\)|copyright|版權所有|著作權).*$"
    r"|^.{0,24}(?:版權所有|隱私權(?:政策|聲明)).{0,12}$|^本網站?[^。]{0,24}(?:非經|未經)授權.*$|^\d{3,6}\s*\S{2,4}[市縣]\S{4,40}號\S{0,8}$"
    r"|^.{1,20}\[另開新視窗\]$|^\S{1,20}\.(?:odt|pdf|docx?|jpe?g|png)(?:\s.{0,12})?$"
    r"|^(?:資料來源|資料提供|圖片來源|更新(?:日期|時間)|最後更新(?:日期|時間)?)\s*[:|].*$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"^\(?(?:責任編輯|編輯|核稿(?:編輯)?|撰文|攝影|採訪|文字?|(?:新聞|業務)?聯絡(?:人|窗口|電話)|電話|手機|傳真|e-?mail|電子郵件|承辦(?:人|科室))"
    r"\s*[:/].*$",
    re.IGNORECASE,
)
_BEGINS_WITH_DATE, _ENDS_WITH_DATE = 6, 3
# Where 時間 and 地點 stand in lines of their own, the day is that of the meeting.
_PLACE_LINE = re.compile(r"(?m)^[^\S\n]*(?:會議|活動)?地點\s*[:\t|]")
_TIME_LINE = re.compile(r"(?:日期|時間)")
_BYLINE = re.compile(
    r"^(?P<publisher>[^\s【】〔〕\[\]()/記]{2,16})?\s*[/|]?\s*(?P<rest>(?:特約|特派|駐地|實習|文/)?記者\s*\S.{0,40}?"
    r"(?:報導|報道|專訪|整理|電|攝影|特稿))[】〕\])]?$|^(?:文|撰文|記者|作者)\s*[/:]\s*.{2,20}$"
)
_DATELINE = re.compile(
    r"^\s*(?:[【〔\[(](?P<publisher>[^記】〕\])/]{2,12})?(?:特派|特約)?記者[^】〕\])]{1,40}[】〕\])]"
    r"|[【〔\[(](?P<agency>[^】〕\])]{2,12}(?:社|報|網|新聞))(?:訊|/[^】〕\])]{0,20}|[^】〕\])]{0,12}(?:電|報導))[】〕\])]|[【〔\[(][^】〕\])\s,:]{2,6}訊[】〕\])])"
)
_INNER_CAPTION = re.compile(r"\((?:圖|照片|圖片|攝影|資料照|影片)[^()]{0,4}[/:][^()]{0,40}\)")
_EDITOR_AT_END = re.compile(r"\((?:責任)?(?:編輯|核稿|編譯)\s*[/:][^()]{1,24}\)\s*\d{0,8}$")
_ISSUER = re.compile(
    r"^(?:發布|發佈|發稿|提供|公告|資料提供|新聞發布)?(?:單位|機關)\s*[:|]\s*(?P<publisher>\S.{1,38}?\S)(?=$|\s+(?:發布|發佈|發稿|刊登|公告)(?:日期|時間))"
)
_CUT_OFF = re.compile(r"(?:\.\.\.|…|⋯)$")
_AGREEMENT = re.compile(r"(?:備忘錄|意向書|宣言|協定|協定書|協議書?|聲明)$")
# The name of the body whose page it is, in a line above the headline.
_BODY_ALONE = re.compile(r"\S{2,9}(?:政府|市府)\S{0,8}(?:局|處|府|科|室|網)$")
_LABEL_LENGTH = 6
_HEADLINE_LENGTHS = (7, 90)


@dataclass(frozen=True, slots=True)
class Page:
    """A text divided: the lines of the article, its headline, the line of its date, and what was set aside.

    Every span lies in the text as given; ``lines`` are in order, without the headline.
    """

    headline: Span | None
    lines: tuple[Span, ...]
    published: Span | None
    publisher: Span | None
    issuer: Span | None
    left_out: tuple[Span, ...]


def divide_page(text: str) -> Page:
    """Tell the article from the furniture around it."""
    lines = [span for span in (_trim(text, *match.span()) for match in _LINE.finditer(text)) if span]
    tail = _tail_start(text, lines)
    left_out = lines[tail:]
    lines = lines[:tail]
    dated = _published_line(text, lines)
    headline = _headline(text, lines, dated)
    published = publisher = issuer = None
    body: list[Span] = []
    seen = {text[slice(*headline)]} if headline else set()
    is_treaty = _TREATY.search(text) is not None
    for number, line in enumerate(lines):
        words = text[slice(*line)]
        if line == headline:
            continue
        if (at_end := _DATE_AT_END.search(words)) and _is_reporter(words[: at_end.start()]):
            published = published or _shifted(line, at_end, "date")
            line, words = (line[0], line[0] + at_end.start()), words[: at_end.start()]
        if number == dated:
            dating = _PUBLISHED.match(words)
            dating = dating or _DATE_LINE.match(words)
            published = _shifted(line, dating, "date")
            publisher = publisher or _shifted(line, dating, "publisher")
        elif issued := _ISSUER.match(words):
            issuer = _shifted(line, issued, "publisher")
            published = published or _shifted(line, _DATED_WITHIN.search(words), "date")
        elif (byline := _BYLINE.match(words)) and len(words) <= 60:
            publisher = publisher or _shifted(line, byline, "publisher")
            rest = _shifted(line, byline, "rest") if byline["publisher"] else None
            left_out.append((rest[0], line[1]) if rest else line)
        elif (
            (_is_furniture(words) and not (is_treaty and _DATE_LINE.match(words)))
            or words in seen
            or (
                dated is not None
                and number < dated
                and len(words) <= 12
                and not body
                and words[-1] not in "。:"
            )
            or (headline and line < headline and len(words) <= _LABEL_LENGTH)
        ):
            left_out.append(line)
        else:
            if len(words) >= _HEADLINE_LENGTHS[0]:
                seen.add(words)
            kept, cut, named = _cut_inside(text, line)
            body.extend(kept)
            left_out.extend(cut)
            publisher = publisher or named
    if published is None:
        within = (_DATED_WITHIN.search(text, *line) for line in body)
        published = next((inside.span("date") for inside in within if inside), None)
    if published is None and not is_treaty:
        for line in left_out:
            if published := _shifted(line, _UPDATED.match(text[slice(*line)]), "date"):
                left_out.remove(line)
                break
    return Page(headline, tuple(body), published, publisher, issuer, tuple(sorted(left_out)))


def _is_reporter(words: str) -> bool:
    """Whether words hold a reporter's line and nothing else."""
    opening = _DATELINE.match(words)
    return _BYLINE.match(words) is not None or (opening is not None and opening.end() == len(words))


def _is_furniture(words: str) -> bool:
    return any(rule.match(words) for rule in (_CAPTION, _CONTROL, _CONTACT, _TAIL_INLINE, _DATE_LINE))


def _trim(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    lead = len(words) - len(words.lstrip())
    kept = len(words.strip())
    return (start + lead, start + lead + kept) if kept else None


def _shifted(line: Span, match: re.Match[str] | None, group: str) -> Span | None:
    if match is None or match.group(group) is None:
        return None
    start, end = match.span(group)
    return line[0] + start, line[0] + end


def _tail_start(text: str, lines: list[Span]) -> int:
    """The number of the line from which only other articles follow; before any sentence it is a menu."""
    first = next((n for n, line in enumerate(lines) if "。" in text[slice(*line)]), len(lines))
    for number, line in enumerate(lines):
        if number > first and _TAIL.match(text[slice(*line)]):
            return number
    for number in range(2, len(lines)):
        teaser = text[slice(*lines[number - 1])]
        if _DATE_LINE.match(text[slice(*lines[number])]) and _CUT_OFF.search(teaser):
            start = number - 2
            title = text[slice(*lines[start])]
            while start > 0 and text[slice(*lines[start - 1])] == title:
                start -= 1
            return start
    return len(lines)


def _published_line(text: str, lines: list[Span]) -> int | None:
    is_treaty = _TREATY.search(text) is not None
    is_minutes = _PLACE_LINE.search(text) is not None
    last = len(lines) - 1 if is_treaty else len(lines)
    for number, line in enumerate(lines[:last]):
        words = text[slice(*line)]
        of_event = (is_treaty and number > len(lines) // 2) or (is_minutes and _TIME_LINE.match(words))
        if _PUBLISHED.match(words) and not of_event:
            return number
    at_end = () if is_treaty else lines[-_ENDS_WITH_DATE:]
    for number, line in enumerate(lines):
        if (number < _BEGINS_WITH_DATE or line in at_end) and _DATE_LINE.match(text[slice(*line)]):
            return number
    return None


def _headline(text: str, lines: list[Span], dated: int | None) -> Span | None:
    """The first line before the date, or the first of all, that is long enough and no sentence."""
    before = lines[:dated] if dated else lines[:3]
    for line in before:
        words = text[slice(*line)]
        if _is_furniture(words) or _BYLINE.match(words) or _DATELINE.match(words) or _ISSUER.match(words):
            continue
        if _AGREEMENT.search(words) and len(words) <= _HEADLINE_LENGTHS[1]:
            return line
        if _BODY_ALONE.match(words) and not _AGREEMENT.search(words):
            continue
        if _HEADLINE_LENGTHS[0] <= len(words) <= _HEADLINE_LENGTHS[1] and words[-1] not in "。;,:":
            return line if len(lines) > 1 else None
        if words[-1] == "。":
            return None
    return None


def _cut_inside(text: str, line: Span) -> tuple[list[Span], list[Span], Span | None]:
    """Take the dateline and the captions out of a line of the article."""
    start, end = line
    cut: list[Span] = []
    publisher = None
    if opening := _DATELINE.match(text[start:end]):
        publisher = _shifted(line, opening, "publisher") or _shifted(line, opening, "agency")
        edges = [start, *(publisher or ()), start + opening.end()]
        cut.extend((edges[i], edges[i + 1]) for i in range(0, len(edges), 2) if edges[i] < edges[i + 1])
        start += opening.end()
    if closing := _EDITOR_AT_END.search(text[start:end]):
        cut.append((start + closing.start(), end))
        end = start + closing.start()
    kept: list[Span] = []
    for match in _INNER_CAPTION.finditer(text, start, end):
        cut.append(match.span())
        kept.extend(filter(None, [_trim(text, start, match.start())]))
        start = match.end()
    kept.extend(filter(None, [_trim(text, start, end)]))
    return kept, cut, publisher
