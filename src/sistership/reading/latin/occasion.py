"""The occasion: its kind, day and place, the cities that take part, and what kind of source tells it."""

from __future__ import annotations

import re
from datetime import timedelta

from sistership.common.places import normal_name
from sistership.reading.draft import Field, Kind, SourceKind
from sistership.reading.latin.dates import DateMention
from sistership.reading.latin.lexicon import Lexicon
from sistership.reading.latin.sentences import Sentence
from sistership.reading.latin.signing import Signing, find_papers
from sistership.reading.passage import Passage

_STATED_AT_END = 14
_FIRST = 6
_TWO = 2
_CEREMONY = re.compile(
    r"\b(?:ceremony|meeting|event|conference|talks|took place|uroczystoś|spotkani|konferencj|odby)",
    re.IGNORECASE,
)
_HOSTS = re.compile(r" (?:odwiedzi(?:ł|ła|li|ły)|gości(?:ł|ła|li)|hosted|welcomed|received)\b")


def source_kind(passages_text: str, headline: str, lexicon: Lexicon, *, is_release: bool) -> SourceKind:
    """Whether this is the signed text, an official notice, or press."""
    marks = {re.sub(r"\W+|\d+", " ", match[0].lower()) for match in lexicon.treaty.finditer(passages_text)}
    titled = any(re.match(rf"(?:{words})", headline, re.IGNORECASE) for words, _, _ in lexicon.documents)
    if len(marks) + (1 if titled else 0) >= 2:
        return "signed_text"
    return "official_notice" if is_release or lexicon.notice.search(passages_text) else "press"


def kind_of_occasion(
    sentences: tuple[Sentence, ...], signings: tuple[Signing, ...], source: SourceKind, *, is_draft: bool
) -> tuple[Kind, int | None]:
    """The kind of the occasion, and the number of the sentence that shows it."""
    if source == "signed_text":
        for number, sentence in enumerate(sentences):
            for paper in find_papers(sentence):
                return ("unknown", None) if is_draft else (paper.kind, number)
    in_body = [s for s in signings if sentences[s.number].passage.role in ("body", "item")]
    for signing in (*in_body, *signings):
        return signing.kind, signing.number
    leading = [n for n, s in enumerate(sentences) if s.passage.role in ("body", "headline")][:8]
    for number in sorted(leading, key=lambda n: sentences[n].passage.role == "headline"):
        sentence = sentences[number]
        found = sentence.lexicon.visit.search(sentence.text)
        named = sentence.cities or sentence.bodies or sentence.people
        clause = sentence.text.rfind(", ", 0, found.start()) + 1 if found else 0
        if found and named and not sentence.lexicon.no_visit.search(sentence.text, clause, found.end()):
            return "visit", number
    return "unknown", None


def event_dates(
    sentences: tuple[Sentence, ...], shown_in: int | None, source: SourceKind, signings: tuple[Signing, ...]
) -> list[Field]:
    """The day of the occasion, from the sentence that reports it, else from the first ones."""
    body = [n for n, s in enumerate(sentences) if s.passage.role == "body"]
    signed_in = [s.number for s in signings]
    order = ([shown_in] if shown_in is not None else []) + signed_in + body[:3]
    if source == "signed_text":
        return _day_of_text(sentences)
    signed_at = next((s.start for s in signings if s.number == shown_in), None)
    for number in dict.fromkeys(order):
        sentence = sentences[number]
        said = [m for m in sentence.dates if not m.month and not is_elsewhere(sentence, m)]
        if not said:
            continue
        if signed_at is not None or number in signed_in:
            at = next((s.start for s in signings if s.number == number), signed_at or 0)
            return _day_of_signing(sentence, said, at)
        return _dated(sentence, said[0])
    return []


def _day_of_text(sentences: tuple[Sentence, ...]) -> list[Field]:
    """A signed text says its day at its end (Done at … on …), else at its beginning."""
    tail = range(max(0, len(sentences) - _STATED_AT_END), len(sentences))
    done = [n for n in tail if sentences[n].lexicon.signed.search(sentences[n].text)]
    for number in dict.fromkeys([*reversed(done), *range(min(_FIRST, len(sentences))), *reversed(tail)]):
        sentence = sentences[number]
        said = [m for m in sentence.dates if not m.month and m.first]
        said = [m for m in said if number in done or number < _FIRST or len(sentence.text) < 90]
        if said and not sentence.lexicon.binding.search(sentence.text):
            return _dated(sentence, said[-1] if number in done else said[0])
    return []


def _day_of_signing(sentence: Sentence, said: list[DateMention], signed_at: int) -> list[Field]:
    """The single day nearest the signing; of a trip's range alone nobody can tell the day."""
    fields: list[Field] = []
    trip = next((mention for mention in said if mention.last), None)
    if trip and trip.first and trip.last:
        for name, day in (("trip_start_date", trip.first), ("trip_end_date", trip.last)):
            fields.append(sentence.field(name, day, trip.start, trip.end, trip.confidence))
    days = [mention for mention in said if not mention.last]
    if days:
        nearest = min(days, key=lambda m: (m.first is None, abs(m.start - signed_at)))
        return [*fields, *_dated(sentence, nearest)]
    words = sentence.words(said[0].start, said[0].end)
    return [*fields, sentence.field("event_date_unresolved", words, said[0].start, said[0].end, 0.5)]


def _dated(sentence: Sentence, mention: DateMention) -> list[Field]:
    start, end = mention.start, mention.end
    if mention.first is None:
        words = sentence.words(start, end)
        return [sentence.field("event_date_unresolved", words, start, end, mention.confidence)]
    fields = [sentence.field("event_date", mention.first, start, end, mention.confidence)]
    if mention.other:
        fields.append(sentence.field("event_date", mention.other, start, end, mention.confidence - 0.1))
    if mention.last and mention.last - mention.first < timedelta(days=60):
        fields.append(sentence.field("event_end_date", mention.last, start, end, mention.confidence))
    return fields


def is_elsewhere(sentence: Sentence, mention: DateMention) -> bool:
    """Whether the clause of a date speaks of another time than the occasion."""
    text = sentence.text
    start = max(text.rfind(mark, 0, mention.start) for mark in (",", ":", ";", "–")) + 1
    lexicon = sentence.lexicon
    return bool(
        lexicon.before_now.search(text, start, mention.start)
        or lexicon.future.search(text, start, mention.start)
    )


def event_place(
    sentences: tuple[Sentence, ...], shown_in: int | None, kind: Kind, source: SourceKind
) -> Field | None:
    """Where it happened, only where the text says so; the partner's name alone is no place."""
    if shown_in is None:
        return None
    body = [n for n, s in enumerate(sentences) if s.passage.role == "body"]
    order = [shown_in, *body[:4]]
    if source == "signed_text":
        tail = range(max(0, len(sentences) - _STATED_AT_END), len(sentences))
        order = [
            n
            for n in reversed(tail)
            if sentences[n].lexicon.signed.search(sentences[n].text)
            or (sentences[n].dates and len(sentences[n].text) < 90)
        ] + [n for n in range(1, min(_FIRST, len(sentences))) if sentences[n].dates]
    for rule in (_town, _venue) if source == "signed_text" else (_venue, _town):
        for number in dict.fromkeys(order):
            if number != shown_in and source != "signed_text" and not _tells_of_it(sentences[number]):
                continue
            found = rule(sentences[number], is_text=source == "signed_text")
            if found:
                return found
    if kind == "visit":
        for number in dict.fromkeys(order[:3]):
            sentence = sentences[number]
            visited = re.compile(rf"(?:{sentence.lexicon.travel})\s(?:the )?$", re.IGNORECASE)
            for host in sentence.bodies:
                if visited.search(sentence.text[: host.start]):
                    return sentence.field("place", host.value.name, host.start, host.name_end, 0.7)
            for city in sentence.cities:
                if _HOSTS.match(sentence.text, city.end):
                    return sentence.field("place", city.name, city.start, city.end, 0.8)
                match = re.search(
                    rf"(?:{sentence.lexicon.travel})\s(?:(?:the )?(?:{sentence.lexicon.city_words}) )?$",
                    sentence.text[: city.start],
                    re.IGNORECASE,
                )
                if match and not sentence.lexicon.no_visit.search(sentence.text, 0, match.start()):
                    return sentence.field("place", city.name, city.start, city.end, 0.8)
    return None


def _tells_of_it(sentence: Sentence) -> bool:
    """Whether a sentence beside the one that reports the occasion speaks of it, and not of what will be."""
    lexicon, text = sentence.lexicon, sentence.text
    told = lexicon.visit.search(text) or lexicon.signed.search(text) or _CEREMONY.search(text)
    return told is not None and not lexicon.binding.search(text)


def _venue(sentence: Sentence, *, is_text: bool) -> Field | None:
    for match in sentence.lexicon.at_place.finditer(sentence.text):
        if not is_text and sentence.lexicon.future.search(sentence.text, 0, match.start()):
            continue
        start, end = match.span("place")
        body = next((b for b in sentence.bodies if b.start == start), None)
        if body:
            return sentence.field("place", body.value.name, start, body.name_end, 0.85)
        if any(c.start == start for c in sentence.cities) and any(c.end >= end for c in sentence.cities):
            continue
        welcomed = next((p.start for p in sentence.people if start < p.start < end), end)
        end = start + len(sentence.text[start:welcomed].rstrip(" ,"))
        if any(p.start < end and start < p.end for p in sentence.people) or any(
            d.start < end and start < d.end for d in sentence.dates
        ):
            continue
        if match["place"].split()[0].lower() in sentence.lexicon.countries | sentence.lexicon.never_name:
            continue
        return sentence.field("place", sentence.words(start, end), start, end, 0.8)
    return None


def _town(sentence: Sentence, *, is_text: bool) -> Field | None:
    for city in sentence.cities:
        before = sentence.text[: city.start]
        inside = re.search(r"\b(?:in|at|w|we)\s(?:(?:the )?[Cc]ity of |mieście )?$", before, re.IGNORECASE)
        alone = is_text and sentence.dates and not before
        if any(b.start <= city.start < b.name_end for b in sentence.bodies) or any(
            p.start <= city.start < p.end for p in sentence.people
        ):
            continue
        if (inside or alone) and (is_text or not sentence.lexicon.future.search(before)):
            return sentence.field("place", city.name, city.start, city.end, 0.8)
    return None


def taking_part(
    sentences: tuple[Sentence, ...], shown_in: int | None, source: SourceKind
) -> tuple[Field, ...]:
    """The cities that take part: named in headline, first sentences or where the occasion is reported."""
    body = [n for n, s in enumerate(sentences) if s.passage.role == "body"]
    numbers = [n for n, s in enumerate(sentences) if s.passage.role == "headline"]
    numbers += body[: _FIRST if source == "signed_text" else 2]
    numbers += [shown_in] if shown_in is not None else []
    names = {c.name for n in numbers for c in sentences[n].cities if not _only_seat(sentences[n], c.start)}
    fields: dict[str, Field] = {}
    for number in sorted(range(len(sentences)), key=lambda n: (sentences[n].passage.role == "headline", n)):
        for city in sentences[number].cities:
            if city.name in names:
                fields.setdefault(
                    normal_name(city.name),
                    sentences[number].field("city", city.name, city.start, city.end, 0.9),
                )
    if len(fields) < _TWO:
        # Gdańsk University signed: a body's city takes part where no city is named for itself.
        for number in numbers:
            for one in sentences[number].bodies:
                if one.value.city:
                    fields.setdefault(
                        normal_name(one.value.city),
                        sentences[number].field("city", one.value.city, one.start, one.name_end, 0.6),
                    )
    return tuple(fields.values())


def _only_seat(sentence: Sentence, position: int) -> bool:
    """Whether a city only says where a body of others is: the Warsaw Trade Office."""
    for person in sentence.people:
        if person.start <= position < person.end and person.value.city is None:
            return True
    body = next((b for b in sentence.bodies if b.start <= position < b.name_end), None)
    return (
        body is not None
        and body.start < position
        and not sentence.lexicon.heads_first
        and not sentence.lexicon.own_government.search(body.value.name)
    )


def agreement_title(sentence: Sentence, passage: Passage) -> Field | None:
    """The title of a signed text, from its headline: without the parties that follow it."""
    papers = find_papers(sentence)
    if not papers:
        return None
    start, end = papers[0].start, papers[0].end
    return sentence.field("agreement", passage.raw[start:end], start, end, 0.9)
