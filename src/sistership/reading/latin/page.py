"""What stands on a page beside the article, in English and Polish: set aside, so that no field comes of it.

Cookie lines, menus, share buttons, captions, bylines, contacts, and teasers of other articles. The rules look
at the form of a line, never at its subject.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sistership.reading.draft import Span

_COLUMN = re.compile(r"\t+| {3,}|\s*\|\s*")
_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_MONTH = r"[A-Za-zżźńłśąęćó]{3,12}\.?"
DATE_FORM = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH},?\s+\d{{4}}|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}"
    r"|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-]\d{1,2}[./-]\d{4})"
)
_TIME = r"(?:[,\s]*(?:at|godz\.?|o|\||·|-|–)?\s*\d{1,2}[:.]\d{2}(?:\s*[ap]\.?m\.?)?(?:\s*[A-Z]{2,4})?)?"
_WEEKDAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|poniedziałek|wtorek|środa|czwartek|piątek|sobota|"
    r"niedziela)"
)
_PUBLISHED = re.compile(
    r"^(?:(?P<publisher>[^\n|:]{2,40}?)\s*[|·]\s*)?(?:(?:first\s+)?(?:published|posted|released?|issued|"
    r"date(?:d)?|publication date|release date|updated"
    r"|opublikowan[oya]|data(?: publikacji| dodania| utworzenia| wydania)?|dodano|utworzono|publikacja|"
    r"zamieszczono)"
    rf"\s*(?:on|by|at|w dniu|dnia)?\s*[:.]?\s*)(?:{_WEEKDAY},?\s+)?(?P<date>{DATE_FORM})(?:\s*(?:r\.|"
    r"roku))?.{0,40}$",
    re.IGNORECASE,
)
_BYLINE_DATE = re.compile(
    r"^(?:posted|written|by|text|autor(?:ka)?|tekst|dodał[a]?|napisał[a]?)\b[^|\n\d]{0,60}?(?:\bon|"
    r"[,|·–-])\s*"
    rf"(?P<date>{DATE_FORM})(?:\s*(?:r\.|roku))?(?:\s*[|·,].{{0,40}})?$",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(
    r"^(?:(?P<publisher>[^\n|]{2,40}?)\s*[|"
    rf"·]\s*)?(?:{_WEEKDAY},?\s+)?(?P<date>{DATE_FORM})(?:\s*(?:r\.|roku))?{_TIME}(?:\s*[|·].{{0,50}})?$",
    re.IGNORECASE,
)
_PLACE_DATE = re.compile(
    rf"^(?P<place>[^\W\d_][^\d,\n]{{2,30}}),\s*(?:dnia\s+|on\s+)?(?P<date>{DATE_FORM})(?:\s*(?:r\.|"
    r"roku))?\.?$",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"^\s*(?P<place>[^\W\d_][\w .'/-]{2,40}?(?:,\s*[^\W\d_][\w. -]{2,20})?)(?:,)?\s*"
    rf"(?:[,(]?\s*(?P<date>{DATE_FORM}|{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s+{_MONTH})(?:\s*(?:r\.|roku))?\)?)?\s*"
    r"(?:[(\[/](?P<publisher>[^()\[\]/\d]{2,40})[)\]/])?\s*(?:[–—]|--|-(?=\s))\s*(?=\S)"
)
_SLUG = re.compile(r"^(?:[A-ZÀ-ÞĄĆĘŁŃÓŚŹŻ' .-]{3,40}|.*\d{4}.*|.*\))(?:,.*)?$", re.DOTALL)
_TAIL = re.compile(
    r"^[\W_]*(?:related(?: (?:articles?|news|stories|posts|content|links))?|(?:read|see) (?:also|more|"
    r"next)|more (?:news|stories|from.{0,30}|on this.{0,20})"
    r"|you (?:may|might) (?:also )?(?:like|be interested in).{0,20}|recommended(?: for you)?|latest "
    r"(?:news|stories|articles)|most (?:read|popular|viewed)|popular (?:news|posts)"
    r"|(?:\d+ )?comments?(?: \(\d+\))?|leave a (?:comment|reply)|(?:previous|next) (?:article|post|"
    r"story)|trending(?: now)?|notes to editors|#{3,}|-*\s*ends?\s*-*|about (?:the )?author"
    r"|(?:czytaj|zobacz|przeczytaj) (?:także|też|więcej|również|inne.{0,20})|powiązane(?: (?:artykuły|"
    r"wiadomości|treści))?|podobne(?: (?:artykuły|wpisy|wiadomości))?|polecamy|polecane(?: .{0,20})?"
    r"|(?:najnowsze|ostatnie|inne) (?:wiadomości|artykuły|aktualności|wpisy)|najczęściej czytane|"
    r"najpopularniejsze|komentarze(?: \(\d+\))?|dodaj komentarz"
    r"|(?:poprzedni|następny) (?:artykuł|wpis)|to może (?:cię|ciebie|państwa) zainteresować|"
    r"koniec)[\s:.…\W]*$",
    re.IGNORECASE,
)
_TAIL_INLINE = re.compile(
    r"^[\W_]*(?:read (?:also|more)|see also|related|czytaj (?:także|też|również|więcej)|zobacz (?:także|"
    r"też|również)|przeczytaj (?:też|także|również)|polecamy)\s*[:>»|]",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"^[(\[]?(?:photos?|pic(?:ture)?s?|images?|captions?|picture credit|photo credit|credit|pictured|"
    r"illustration|video|fot(?:o|\.|ografia)?|zdj(?:\.|ęcie|ęcia)?|na zdjęciu|ilustracja|grafika|źródło|"
    r"autor zdjęci\w*|podpis)"
    r"\s*(?:credits?|courtesy(?: of)?|by|above|below|\d{1,2})?\s*(?:[:/©|]|\.\s).{0,240}$|^[▲▼△▽↑↓📷].*$"
    r"|^(?:above|below|left|right|from left|od lewej)\s*[:,].{0,240}$|^[(\[][^()\[\]]{0,60}\b(?:photo|"
    r"file photo|fot\.)[^()\[\]]{0,40}[)\]]$",
    re.IGNORECASE,
)
_CONTROL_WORDS = (
    r"share|tweet|print|e-?mail|facebook|twitter|x|linkedin|instagram|youtube|whatsapp|messenger|copy "
    r"link|save|listen|follow us|like|subscribe|menu|search|home|news|log ?in|sign (?:in|up)"
    r"|skip to (?:main )?content|back to (?:top|news|list)|contact us|accept(?: all)?|reject(?: all)?|"
    r"decline|manage (?:cookies|preferences|settings)|settings|close|ok|advertisement|sponsored|top|en|"
    r"pl|zh"
    r"|share (?:this|on|via)(?: (?:article|story|page|post|facebook|twitter|x|linkedin|email))*|a\+|a-|a|"
    r"aa|read more|show more|view gallery|gallery"
    r"|udostępnij(?: (?:na|to|artykuł|facebooku|x))*|drukuj|wydrukuj|poleć|polub|podziel się|kopiuj link|"
    r"zapisz|posłuchaj|obserwuj nas|szukaj|strona główna|aktualności|zaloguj(?: się)?|wersja kontrastowa"
    r"|przejdź do (?:treści|menu|głównej treści)|powrót(?: do listy)?|wstecz|wróć|akceptuj(?:ę)?(?: "
    r"wszystkie)?|odrzuć(?: wszystkie)?|zamknij|ustawienia|reklama|materiał sponsorowany|galeria|więcej|"
    r"zgadzam się|rozumiem"
)
_CONTROL = re.compile(
    rf"^(?:(?:{_CONTROL_WORDS})(?:[\s:|/>»›·•,+\d()-]+|$))+$|^https?://\S+$|^(?:#[^\s#]+\s*)+$|^(?:home|"
    r"strona główna|start)\s*[>»/›].*$|^(?:©|\(c\) ?\d{4}|copyright|wszelkie prawa|all rights).*$"
    r"|^(?:reading time|czas czytania|views?|odsłony|wyświetleń|liczba wyświetleń|tags?|tagi|"
    r"kategori[ae]|category|categories|filed under|last (?:updated|modified)|updated|aktualizacja|"
    r"ostatnia (?:aktualizacja|modyfikacja))\s*:.*$|^\d+ min(?:utes?|ut)? (?:read|czytania)$"
    r"|^page \d+(?: of \d+)?$|^strona \d+(?: z \d+)?$|^-?\s*\d{1,3}\s*-?$|^[\W_]+$",
    re.IGNORECASE,
)
_COOKIES = re.compile(
    r"\bcookies?\b|plik(?:i|ów|ach|ami) cookie|ciasteczk|privacy policy|polity[kc]\w+ prywatności|"
    r"newsletter|terms of (?:use|service)|subscribe to|zapisz się|administratorem danych|your browser|"
    r"przeglądar",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"^(?:(?:media|press|further|more|editorial) (?:contacts?|enquir\w+|inquir\w+|information)|"
    r"contacts?(?: for (?:the )?media)?|for (?:more|further|media) (?:information|enquiries|inquiries).*|"
    r"phone|tel(?:\.|ephone)?|fax|e-?mail"
    r"|kontakt(?: dla (?:mediów|prasy))?|biuro prasowe|telefon|więcej informacji.{0,30}|dodatkowych "
    r"informacji udziela.*|osoba do kontaktu)\s*(?:[:.].{0,160})?$",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^(?:(?i:by|text by|words by|reported by|story by|written by|tekst|autor(?:ka)?|opr(?:ac)?\.|"
    r"opracował[a]?|redakcja|red\.)\s*[:.]?\s+)(?P<name>[^\W\d_][\w.'-]*(?:\s+[^\W\d_][\w.'-]*){0,3})"
    r"(?:\s*(?:[,|/·–-]|for)\s*(?P<publisher>[^\d|]{3,40}?))?(?:\s*[|].*)?$"
)
_FROM = re.compile(
    r"^(?:source|published by|publisher|źródło|wydawca)\s*:\s*(?P<publisher>[^:]{2,60})$", re.IGNORECASE
)
_LABEL = re.compile(
    r"^(?:(?:for )?immediate release|press (?:release|statement|information)|media (?:release|statement)|"
    r"news release|informacja prasowa|komunikat(?: prasowy)?|notatka prasowa|materiał prasowy)"
    r"(?:\s*(?:[:|–/-]|\bno\.?|\bnr\b).{0,60})?$",
    re.IGNORECASE,
)
_ISSUER = re.compile(
    r"^(?P<publisher>(?:[\w.'-]+ ){0,6}(?:city (?:hall|government|council)|press office|information "
    r"bureau|government|mayor's office|office of the mayor)"
    r"|(?:biuro prasowe|wydział komunikacji|urząd (?:miasta|miejski|marszałkowski)|rzecznik prasowy)(?: "
    r"[\w.'-]+){0,6})"
    r"(?:\s*[|–:-]\s*(?:press|media|news) (?:release|statement))?$",
    re.IGNORECASE,
)
_INNER = re.compile(
    r"[(\[]\s*(?:photos?|pictured?|image|see (?:photo|picture)|file photo|fot\.?|foto|"
    r"zdj\.)\b[^()\[\]]{0,120}[)\]]|(?:Photo(?: credit)?:|[Ff]ot\.)\s?[^.]{3,50}\.?$"
)
_AGREEMENT_LINE = re.compile(
    r"\b(?:memorandum|letter of intent|agreement|declaration|porozumieni|list intencyjny|deklaracj|umow)",
    re.IGNORECASE,
)
_SHORTEST_HEADLINE, _LONGEST_HEADLINE, _LONG = 12, 220, 70


@dataclass(frozen=True, slots=True)
class Page:
    """A text divided: lines of the article, its headline, the date of publication, and what was set aside."""

    headline: Span | None
    lines: tuple[Span, ...]
    published: Span | None
    publisher: Span | None
    is_release: bool
    left_out: tuple[Span, ...]


def divide_page(text: str, *, is_signed_text: bool) -> Page:
    """Tell the article from the furniture around it; a signed text keeps its day and place lines."""
    lines = [span for match in _LINE.finditer(text) if (span := trim(text, *match.span()))]
    if is_signed_text:
        lines = [cell for line in lines for cell in _cells(text, line)]
    tail = _tail_start(text, lines)
    left_out, lines = lines[tail:], lines[:tail]
    published: Span | None = None
    publisher: Span | None = None
    is_release = False
    after_contact = False
    kept: list[Span] = []
    seen: set[str] = set()
    for line in lines:
        words = text[slice(*line)]
        after_contact = bool(_CONTACT.match(words)) or (
            after_contact and len(words) <= _LONG and not is_signed_text
        )
        dated = _PUBLISHED.match(words) or (
            not is_signed_text
            and len(kept) < 3
            and (_DATE_LINE.match(words) or _BYLINE_DATE.match(words) or _PLACE_DATE.match(words))
        )
        if dated and published is None:
            published = _within(line, dated, "date")
            if "publisher" in dated.re.groupindex and dated.re is not _PLACE_DATE:
                publisher = publisher or _within(line, dated, "publisher")
            left_out.extend(_around(text, line, published, publisher))
        elif source := _FROM.match(words):
            publisher = publisher or _within(line, source, "publisher")
            left_out.extend(_around(text, line, publisher))
        elif _LABEL.match(words):
            is_release = True
            left_out.append(line)
        elif (issuer := _ISSUER.match(words)) and len(kept) < 3 and len(words) < _LONG and not is_signed_text:
            is_release = True
            publisher = publisher or _within(line, issuer, "publisher")
            left_out.extend(_around(text, line, publisher))
        elif (author := _BYLINE.match(words)) and len(words) <= _LONG and not is_signed_text:
            publisher = publisher or _within(line, author, "publisher")
            left_out.extend(_around(text, line, publisher))
        elif after_contact or _is_furniture(words) or (words in seen and len(words) >= _SHORTEST_HEADLINE):
            left_out.append(line)
        else:
            seen.add(words)
            kept.append(line)
    headline = _headline(text, kept, is_signed_text=is_signed_text)
    body: list[Span] = []
    for number, line in enumerate(
        line for line in kept if headline is None or line[0] >= headline[1] or line[1] <= headline[0]
    ):
        if headline and line[1] <= headline[0]:
            left_out.append(line)
            continue
        pieces, cut, named, day = _cut_inside(text, line, has_dateline=number < 2 and not is_signed_text)
        body.extend(pieces)
        left_out.extend(cut)
        publisher = publisher or named
        if published is None:
            published = day
        elif day:
            left_out.append(day)
        if named and named != publisher:
            left_out.append(named)
    return Page(headline, tuple(body), published, publisher, is_release, tuple(sorted(left_out)))


def trim(text: str, start: int, end: int) -> Span | None:
    """The range without space at its ends; None where nothing is left."""
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    return (start, end) if start < end else None


def _cells(text: str, line: Span) -> list[Span]:
    """The parts of a line that stands in columns, as signatures do."""
    edges = [line[0]]
    for match in _COLUMN.finditer(text, *line):
        edges += match.span()
    edges.append(line[1])
    return [cell for i in range(0, len(edges), 2) if (cell := trim(text, edges[i], edges[i + 1]))]


def _is_furniture(words: str) -> bool:
    return any(rule.match(words) for rule in (_CAPTION, _CONTROL, _TAIL_INLINE)) or (
        len(words) <= 400 and _COOKIES.search(words) is not None
    )


def _within(line: Span, match: re.Match[str], group: str) -> Span | None:
    if match[group] is None:
        return None
    return line[0] + match.start(group), line[0] + match.end(group)


def _around(text: str, line: Span, *kept: Span | None) -> list[Span]:
    """What is left of a line without the spans that fields are made of."""
    inside = sorted(span for span in kept if span and line[0] <= span[0] and span[1] <= line[1])
    edges = [line[0], *(edge for span in inside for edge in span), line[1]]
    return [span for i in range(0, len(edges), 2) if (span := trim(text, edges[i], edges[i + 1]))]


def _tail_start(text: str, lines: list[Span]) -> int:
    """The number of the line from which only other articles follow, after some article."""
    has_body = False
    for number, line in enumerate(lines):
        if has_body and _TAIL.match(text[slice(*line)]):
            return number
        has_body = has_body or line[1] - line[0] > _LONG
    return len(lines)


def _headline(text: str, lines: list[Span], *, is_signed_text: bool) -> Span | None:
    """The first line that is no sentence; the title of a signed text may go over several lines."""
    for number, line in enumerate(lines[:4]):
        words = text[slice(*line)]
        if not _SHORTEST_HEADLINE <= len(words) <= _LONGEST_HEADLINE or re.search(r"[.;,:]$", words):
            if is_signed_text:
                continue
            return None
        if is_signed_text and not _AGREEMENT_LINE.search(words):
            continue
        last = number
        while is_signed_text or words.isupper():
            following = lines[last + 1] if last + 1 < len(lines) else None
            if following is None or not _title_goes_on(text, line[0], lines[last], following):
                break
            last += 1
        return line[0], lines[last][1]
    return None


def _title_goes_on(text: str, start: int, last: Span, line: Span) -> bool:
    words = text[slice(*line)]
    joined = re.search(
        r"\b(?:between|of|and|on|the|for|in|pomiędzy|między|o|a|i|w|z)$", text[slice(*last)], re.IGNORECASE
    )
    joins = re.match(
        r"(?:between|and|on|of|for|concerning|regarding|in the|pomiędzy|między|a|i|w|o|z|dotycząc\w+|w "
        r"sprawie)\b",
        words,
        re.IGNORECASE,
    )
    return (
        line[1] - start <= _LONGEST_HEADLINE
        and not re.search(r"[.;:]$|[(\[]", words)
        and "\n\n"
        not in text[last[1] : line[0]].replace(" ", "").replace("\r", "") + ("" if joined or joins else "\n")
        and bool(joined or joins)
    )


def _cut_inside(
    text: str, line: Span, *, has_dateline: bool
) -> tuple[list[Span], list[Span], Span | None, Span | None]:
    """Take dateline and captions out of a line: what stays, what goes, the agency and the day named."""
    start, end = line
    cut: list[Span] = []
    publisher = day = None
    opening = _DATELINE.match(text[start:end]) if has_dateline else None
    if opening and (
        opening["date"] or opening["publisher"] or _SLUG.match(text[start : start + opening.end("place")])
    ):
        publisher = _within(line, opening, "publisher")
        if opening["date"] and re.search(r"\d{4}", opening["date"]):
            day = _within(line, opening, "date")
        cut.extend(_around(text, (start, start + opening.end()), publisher, day))
        start += opening.end()
    pieces: list[Span] = []
    position = start
    for match in _INNER.finditer(text, start, end):
        if span := trim(text, position, match.start()):
            pieces.append(span)
        if span := trim(text, *match.span()):
            cut.append(span)
        position = match.end()
    if span := trim(text, position, end):
        pieces.append(span)
    return pieces, cut, publisher, day
