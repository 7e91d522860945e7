"""Read an article or agreement in a language of Latin letters: all rules in their order, one draft."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from sistership.reading.draft import Draft, Field, Kind, PersonValue, SourceKind
from sistership.reading.latin.dates import DateMention, find_dates
from sistership.reading.latin.directions import find_directions, find_lists, find_promised
from sistership.reading.latin.facts import find_axes, find_facts, find_programmes, find_told, find_topics
from sistership.reading.latin.lexicon import Lexicon
from sistership.reading.latin.occasion import (
    agreement_title,
    event_dates,
    event_place,
    kind_of_occasion,
    source_kind,
    taking_part,
)
from sistership.reading.latin.page import Page, divide_page
from sistership.reading.latin.people import PersonMention
from sistership.reading.latin.promises import Promising, find_promises
from sistership.reading.latin.sentences import Sentence, name_all
from sistership.reading.latin.signing import (
    Signing,
    find_leads,
    find_signatories,
    find_signings,
    is_draft,
    signature_block,
)
from sistership.reading.latin.structure import cut_passages, make_passage, unify
from sistership.reading.latin.tables import find_tabled

_TWO, _LESS_SURE = 2, 0.8


def read_latin(text: str, lexicon: Lexicon, *, published_on: date | None) -> Draft | None:
    """The draft of one text, or None where nothing but page furniture stands in it."""
    unified = unify(text)
    head = next((line.strip() for line in unified.splitlines() if len(line.strip()) > 12), "")
    source = source_kind(unified, head, lexicon, is_release=False)
    page = divide_page(text, is_signed_text=source == "signed_text")
    if not page.lines and not page.headline:
        return None
    if source != "signed_text" and page.is_release:
        source = "official_notice"
    printed = _printed_date(text, page, lexicon)
    passages = cut_passages(text, page, lexicon)
    day = published_on or (printed.first if printed else None)
    sentences = name_all(text, passages, day, lexicon)
    if published_on is None and printed and printed.other and printed.first:
        day, sure = _settled(printed, sentences)
        printed = DateMention(printed.start, printed.end, day, None, None, sure, printed.other)
        sentences = name_all(text, passages, day, lexicon)
    kind, fields = _article(
        sentences, day, source, draft=source == "signed_text" and is_draft(unified, lexicon)
    )
    fields = [*_page_fields(text, page, printed), *fields]
    ordered = tuple(sorted(fields, key=lambda field: (field.span, field.name)))
    return Draft(kind, source, lexicon.language, day, ordered, page.left_out)


def _printed_date(text: str, page: Page, lexicon: Lexicon) -> DateMention | None:
    if page.published is None:
        return None
    passage = make_passage(text, [page.published], role="heading", line=0)
    return next((d for d in find_dates(passage, None, lexicon) if d.first), None)


def _settled(printed: DateMention, sentences: tuple[Sentence, ...]) -> tuple[date, float]:
    """Which reading of 03/04/2025 agrees with a full date in the text, if one does."""
    assert printed.first
    assert printed.other
    said = {d.first for s in sentences for d in s.dates if d.first and d.confidence > 0.9}
    for reading in (printed.first, printed.other):
        if any(timedelta(0) <= reading - day <= timedelta(days=5) for day in said):
            return reading, 0.85
    return printed.first, printed.confidence


def _page_fields(text: str, page: Page, printed: DateMention | None) -> list[Field]:
    fields = []
    if page.published and printed and printed.first:
        fields.append(Field("published_on", printed.first, page.published, printed.confidence))
        if printed.other and printed.other != printed.first and printed.confidence < 0.8:
            fields.append(Field("published_on", printed.other, page.published, 0.45))
    if page.publisher:
        fields.append(Field("publisher", text[slice(*page.publisher)], page.publisher, 0.8))
    if page.headline:
        title = make_passage(text, [page.headline], role="headline", line=-1).raw
        fields.append(Field("headline", title, page.headline, 0.9))
    return fields


def _article(
    sentences: tuple[Sentence, ...], day: date | None, source: SourceKind, *, draft: bool
) -> tuple[Kind, list[Field]]:
    signings = () if draft else find_signings(sentences)
    kind, shown_in = kind_of_occasion(sentences, signings, source, is_draft=draft)
    is_agreement = kind not in ("visit", "unknown")
    cities = taking_part(sentences, shown_in, source)
    known = Promising(
        tuple(str(city.value) for city in cities), is_agreement or source == "signed_text", source, day
    )
    lists = find_lists(sentences)
    tabled, rows = find_tabled(sentences, known)
    directions, items = find_directions(sentences, lists, is_agreement=known.is_agreement)
    promised, aims, listed = find_promised(sentences, lists, known)
    commitments, intentions = find_promises(sentences, known, skip=items | listed | rows)
    place = event_place(sentences, shown_in, kind, source) if kind != "unknown" else None
    skip = _numbers_with(sentences, (*directions, *promised, *tabled))
    dates = event_dates(sentences, shown_in, source, signings) if not draft else []
    fields = [
        *[f for f in dates if kind != "unknown" or f.name == "event_date"],
        *cities,
        *([place] if place else []),
        *(_agreement(sentences, signings, kind, source) if is_agreement else []),
        *(_term(sentences) if known.is_agreement else []),
        *_people(sentences, signings, source, known.sides, draft=draft),
        *_organisations(sentences, place),
        *directions,
        *promised,
        *tabled,
        *commitments,
        *aims,
        *intentions,
        *find_topics(sentences, skip),
        *find_told(sentences),
        *find_facts(sentences, skip),
        *find_programmes(sentences),
        *find_axes(sentences),
    ]
    return kind, _once(fields)


def _once(fields: list[Field]) -> list[Field]:
    return list(dict.fromkeys(fields))


def _agreement(
    sentences: tuple[Sentence, ...], signings: tuple[Signing, ...], kind: Kind, source: SourceKind
) -> list[Field]:
    """The title of what was signed; what else was signed on the same day follows, less sure."""
    if source == "signed_text":
        title = next((f for s in sentences[:8] if (f := agreement_title(s, s.passage))), None)
        return [title] if title else []
    told = [s for s in signings if s.paper]
    told.sort(key=lambda s: (s.kind != kind, sentences[s.paper_in].passage.role == "headline"))
    first: dict[str, Field] = {}
    best: dict[Kind, Signing] = {}
    for signing in told:
        body = best.get(signing.kind)
        in_headline = sentences[signing.paper_in].passage.role == "headline"
        if body is None or (
            not in_headline
            and body.paper
            and signing.paper
            and len(signing.paper.title) > len(body.paper.title)
        ):
            best[signing.kind] = signing
    for each, signing in best.items():
        paper = signing.paper
        if paper:
            sure = 0.85 if each == kind else 0.6
            first[each] = sentences[signing.paper_in].field(
                "agreement", paper.title, paper.start, paper.end, sure
            )
    return list(first.values())


def _term(sentences: tuple[Sentence, ...]) -> list[Field]:
    for sentence in sentences:
        if match := sentence.lexicon.term.search(sentence.text):
            start, end = match.span("years")
            return [sentence.field("term", sentence.words(start, end), start, end, 0.9)]
    return []


def _people(
    sentences: tuple[Sentence, ...],
    signings: tuple[Signing, ...],
    source: SourceKind,
    cities: tuple[str, ...],
    *,
    draft: bool,
) -> list[Field]:
    """Each person once, at the first full mention outside the headline; then who led and who signed."""
    block = signature_block(sentences) if source == "signed_text" else []
    fields: dict[str, Field] = {}
    order = sorted(range(len(sentences)), key=lambda n: sentences[n].passage.role == "headline")
    full = [(n, p) for n in order for p in sentences[n].people if p.is_full] + [
        p for p in block if p[1].is_full
    ]
    for number, mention in full:
        name = mention.value.name
        earlier = fields.get(name)
        known = earlier.value if earlier and isinstance(earlier.value, PersonValue) else None
        if (
            known is None
            or (not known.title and mention.value.title)
            or (not known.city and mention.value.city)
        ):
            fields[name] = sentences[number].field(
                "person", mention.value, mention.start, mention.end, mention.confidence, f"person-{name}"
            )
    roles: list[tuple[str, int, PersonMention]] = [
        ("delegation_lead", *found) for found in find_leads(sentences)
    ]
    if not draft:
        roles += [("signatory", *found) for found in (block or find_signatories(sentences, signings))]
    for role, number, mention in roles:
        name = mention.value.name
        fields.setdefault(
            f"{role} {name}",
            sentences[number].field(role, name, mention.name_start, mention.name_end, 0.9, f"person-{name}"),
        )
    return list(_two_sides(fields, cities).values())


def _two_sides(fields: dict[str, Field], cities: tuple[str, ...]) -> dict[str, Field]:
    """Of two who signed for two cities, one of a known city leaves the other city to the other."""
    signed = [str(f.value) for f in fields.values() if f.name == "signatory"]
    people = {name: f for name in signed if (f := fields.get(name)) and isinstance(f.value, PersonValue)}
    if len(set(cities)) != _TWO or len(people) != _TWO:
        return fields
    known = {name: f.value.city for name, f in people.items() if isinstance(f.value, PersonValue)}
    lacking = [name for name, city in known.items() if not city]
    others = [city for city in cities if city not in known.values()]
    if len(lacking) == 1 and len(others) == 1:
        found = people[lacking[0]]
        assert isinstance(found.value, PersonValue)
        fields[lacking[0]] = replace(
            found,
            value=replace(found.value, city=others[0]),
            confidence=round(found.confidence * _LESS_SURE, 2),
        )
    return fields


def _organisations(sentences: tuple[Sentence, ...], place: Field | None) -> list[Field]:
    """Each body once; a town hall that is only the place of the occasion does not act in it."""
    fields: dict[str, Field] = {}
    for sentence in sorted(sentences, key=lambda s: s.passage.role in ("headline", "heading")):
        if sentence.passage.role in ("headline", "heading") and sentence.text.isupper():
            continue
        for mention in sentence.bodies:
            field = sentence.field("organisation", mention.value, mention.start, mention.end, 0.85)
            if place and place.span[0] <= field.span[0] and field.span[1] <= place.span[1]:
                continue
            key = re.sub(r"^(?:the|city of) ", "", mention.value.name.lower())
            known = fields.get(key)
            if known is None or (not getattr(known.value, "aliases", ()) and mention.value.aliases):
                fields[key] = field
    return list(fields.values())


def _numbers_with(sentences: tuple[Sentence, ...], fields: tuple[Field, ...]) -> frozenset[int]:
    return frozenset(
        number
        for number, sentence in enumerate(sentences)
        for field in fields
        if sentence.passage.places[0] <= field.span[0] <= sentence.passage.places[-1]
    )
