"""Read an article or agreement in Traditional Chinese: all rules in their order, one draft."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from sistership.reading.chinese.cities import COUNTRIES
from sistership.reading.chinese.dates import DateMention, find_dates, western_dates
from sistership.reading.chinese.directions import find_directions
from sistership.reading.chinese.facts import find_axes, find_facts, find_programmes
from sistership.reading.chinese.furniture import Page, divide_page
from sistership.reading.chinese.occasion import (
    event_dates,
    event_place,
    kind_of_occasion,
    meeting_day,
    resolved_publication,
    source_kind,
    taking_part,
)
from sistership.reading.chinese.promised_lists import find_promised, promised_items
from sistership.reading.chinese.promises import find_commitments, find_intentions
from sistership.reading.chinese.sentences import Sentence, name_all
from sistership.reading.chinese.signing import (
    Signing,
    find_leads,
    find_signatories,
    find_signings,
    is_denied,
    kind_of,
    others_signed,
)
from sistership.reading.chinese.structure import cut_passages
from sistership.reading.chinese.talks import find_told, find_topics
from sistership.reading.draft import Draft, Field, Kind, OrganisationValue
from sistership.reading.passage import make_passage, unify, with_full_stops

_TERM = re.compile(
    r"(?:效期|有效期間?|有效期限|期限)(?:自[^,。;]{2,8}起算?)?(?:為|是|共|:)?(?P<years>(?:\d{1,2}|[一二三四五六七八九十兩]{1,2})年)"
)
_GOVERNED = re.compile(r".{2,8}(?:政府|市府|縣府)(?P<rest>.{2,})")
_COUNTRY_FIRST = re.compile(rf"^(?:{COUNTRIES})")
_LASTS = re.compile(
    r"(?:備忘錄|意向書|宣言|協定|協議書?|生效)[」》]?,?為期(?P<years>(?:\d{1,2}|[一二三四五六七八九十兩]{1,2})年)"
)


def read_chinese(text: str, *, published_on: date | None) -> Draft | None:
    """The draft of one text, or None where nothing but page furniture stands in it."""
    text = with_full_stops(text)
    unified = unify(text)
    page = divide_page(unified)
    if not page.lines:
        return None
    passages = cut_passages(unified, page, text)
    printed = _printed_date(text, page)
    day = published_on or (printed.first if printed else None)
    sentences = name_all(passages, day)
    readings = _readings(text, page)
    if published_on is None and len(readings) > 1:
        agreed = resolved_publication(readings, name_all(passages, None))
        if agreed is not None and printed is not None:
            printed = DateMention(printed.start, printed.end, agreed, None, None, 0.9)
            day = agreed
            sentences = name_all(passages, day)
    if day is None and (met := meeting_day(sentences)):
        sentences = name_all(passages, met)
    fields = [*_page_fields(text, page, printed), *_article_fields(sentences, page, day)]
    source = source_kind(sentences, has_issuer=page.issuer is not None)
    kind, _ = kind_of_occasion(sentences, find_signings(sentences, day), source)
    ordered = tuple(sorted(fields, key=lambda field: (field.span, field.name)))
    return Draft(kind, source, "zh-Hant", day, ordered, page.left_out)


def _page_fields(text: str, page: Page, printed: DateMention | None) -> list[Field]:
    fields = []
    if page.published and printed and printed.first:
        fields.append(Field("published_on", printed.first, page.published, printed.confidence))
    if publisher := page.publisher or page.issuer:
        fields.append(Field("publisher", text[slice(*publisher)], publisher, 0.85))
    if page.headline:
        fields.append(Field("headline", text[slice(*page.headline)], page.headline, 0.9))
    return fields


def _article_fields(sentences: tuple[Sentence, ...], page: Page, day: date | None) -> list[Field]:
    source = source_kind(sentences, has_issuer=page.issuer is not None)
    signings = find_signings(sentences, day)
    kind, shown_in = kind_of_occasion(sentences, signings, source)
    is_agreement = kind not in ("visit", "unknown")
    signed_at = next((s.start for s in signings if s.number == shown_in), 0) if is_agreement else None
    promised = promised_items(sentences) if is_agreement else {}
    directions = find_directions(sentences, is_agreement=is_agreement, promised=promised)
    lists = frozenset(_numbers_with(sentences, directions))
    cities = taking_part(sentences, shown_in)
    sides = tuple(str(city.value) for city in cities)
    # A sentence that names directions may promise something besides; an item of a list is a direction only.
    items = frozenset(number for number in lists if sentences[number].passage.role == "item")
    items |= frozenset(promised)
    if is_denied(sentences):
        promised, items = {}, lists
    commitments = (
        ()
        if is_denied(sentences)
        else find_commitments(sentences, sides, is_agreement=is_agreement or bool(signings), skip=items)
    )
    place = event_place(sentences, shown_in, kind, source) if kind != "unknown" else None
    return [
        *[
            f
            for f in event_dates(sentences, shown_in, source, signed_at=signed_at)
            if kind != "unknown" or f.name == "event_date"
        ],
        *cities,
        *([place] if place else []),
        *_agreement(sentences, signings, kind, is_signed_text=source == "signed_text"),
        *(_term(sentences) if is_agreement else []),
        *_people(sentences, others_signed(sentences, signings, kind)),
        *_organisations(sentences, place),
        *directions,
        *commitments,
        *find_promised(sentences, promised, sides),
        *find_intentions(sentences, commitments, day, skip=items),
        *find_topics(sentences, lists),
        *find_told(sentences),
        *find_facts(sentences, lists),
        *find_programmes(sentences),
        *find_axes(sentences),
    ]


def _agreement(
    sentences: tuple[Sentence, ...], signings: tuple[Signing, ...], kind: Kind, *, is_signed_text: bool
) -> list[Field]:
    """The title of what was signed, as the article names it, from the body where it can be.

    本備忘錄 is no title: a signed text has its title above it.

    What else was signed on the same trip follows, less sure: kind, day, place and signatories are not of it.
    """
    alike = [signing for signing in signings if signing.kind == kind]
    alike.sort(
        key=lambda signing: (
            sentences[signing.number].passage.role == "headline",
            not _is_quoted(sentences[signing.number], signing),
        )
    )
    first = [_title_field(sentences, signing, 0.85) for signing in alike[:1]]
    above = sentences[0].passage
    if not first and is_signed_text and above.role == "headline" and kind_of(above.text) == kind:
        first = [Field("agreement", above.raw, above.span(0, len(above.text)), 0.85)]
    other: dict[str, Field] = {}
    for signing in others_signed(sentences, signings, kind):
        field = _title_field(sentences, signing, 0.6)
        other.setdefault(str(field.value) if signing.kind == kind else signing.kind, field)
    return first + list(other.values())


def _is_quoted(sentence: Sentence, signing: Signing) -> bool:
    """Whether a title stands in brackets, so that it is the title itself and no paraphrase."""
    return sentence.passage.text[signing.title_start - 1 : signing.title_start] in ("「", "《")


def _title_field(sentences: tuple[Sentence, ...], signing: Signing, sure: float) -> Field:
    passage = sentences[signing.number].passage
    title = passage.raw[signing.title_start : signing.title_end]
    above = sentences[0].passage
    if title.startswith("本") and above.role == "headline" and kind_of(above.text) == signing.kind:
        return Field("agreement", above.raw, above.span(0, len(above.text)), sure)
    return Field("agreement", title, passage.span(signing.title_start, signing.title_end), sure)


def _term(sentences: tuple[Sentence, ...]) -> list[Field]:
    """How long an agreement lasts, as said: 效期為5年."""
    for sentence in sentences:
        if match := _TERM.search(sentence.passage.text) or _LASTS.search(sentence.passage.text):
            span = sentence.passage.span(*match.span("years"))
            return [Field("term", sentence.passage.raw[slice(*match.span("years"))], span, 0.9)]
    return []


def _people(sentences: tuple[Sentence, ...], others: tuple[Signing, ...]) -> list[Field]:
    """Each person once, at the first full mention outside the headline; then who led and who signed."""
    fields: dict[str, Field] = {}
    for sentence in sorted(sentences, key=lambda s: s.passage.role == "headline"):
        for mention in sentence.people:
            if mention.is_full:
                name = mention.value.name
                span = sentence.passage.span(mention.start, mention.end)
                fields.setdefault(
                    name, Field("person", mention.value, span, mention.confidence, f"person-{name}")
                )
    roles = [("delegation_lead", found, 0.9) for found in find_leads(sentences)]
    roles += [("signatory", found, 0.9) for found in find_signatories(sentences, others)]
    for role, (number, mention), sure in roles:
        span = sentences[number].passage.span(mention.name_start, mention.name_end)
        name = mention.value.name
        fields[f"{role} {name}"] = Field(role, name, span, sure, f"person-{name}")
    return list(fields.values())


def _organisations(sentences: tuple[Sentence, ...], place: Field | None) -> list[Field]:
    """Each body once; a town hall that is only the place of the occasion does not act in it."""
    fields: dict[str, Field] = {}
    for sentence in sorted(sentences, key=lambda s: s.passage.role == "headline"):
        for mention in sentence.organisations:
            span = sentence.passage.span(mention.start, mention.end)
            if place and place.span[0] <= span[0] and span[1] <= place.span[1]:
                continue
            earlier = fields.get(mention.value.name)
            if earlier is None or not (
                isinstance(earlier.value, OrganisationValue) and earlier.value.aliases
            ):
                span = earlier.span if earlier and not mention.value.aliases else span
                fields[mention.value.name] = Field("organisation", mention.value, span, 0.85)
    return _once_each(fields)


def _once_each(fields: dict[str, Field]) -> list[Field]:
    """Without the bodies that are another by its short name, or with its country before it."""
    kept: dict[str, Field] = dict(fields)
    values = {name: f.value for name, f in fields.items() if isinstance(f.value, OrganisationValue)}
    for name, value in values.items():
        bare = _COUNTRY_FIRST.sub("", name)
        if bare != name and bare in values:
            if value.aliases and not values[bare].aliases:
                kept[bare] = replace(kept[name], value=replace(value, name=bare))
            kept.pop(name)
    short = {alias for name, value in values.items() for alias in value.aliases if alias != name}
    short |= {whole["rest"] for name in kept if (whole := _GOVERNED.fullmatch(name))}
    return [field for name, field in kept.items() if name not in short]


def _numbers_with(sentences: tuple[Sentence, ...], fields: tuple[Field, ...]) -> list[int]:
    return [
        number
        for number, sentence in enumerate(sentences)
        for field in fields
        if sentence.passage.places[0] <= field.span[0] <= sentence.passage.places[-1]
    ]


def _printed_date(text: str, page: Page) -> DateMention | None:
    if page.published is None:
        return None
    passage = make_passage(text, *page.published, role="heading", line=0)
    return next(iter(find_dates(passage, None)), None)


def _readings(text: str, page: Page) -> tuple[date, ...]:
    """The possible dates of a publication line such as 9/10/2025."""
    parts = text[slice(*page.published)].split("/") if page.published else []
    if len(parts) != 3 or not all(part.isdecimal() for part in parts) or len(parts[2]) != 4:
        return ()
    return western_dates(*(int(part) for part in parts))
