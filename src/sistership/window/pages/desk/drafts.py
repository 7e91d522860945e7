"""A draft as the page shows it: the text cut where fields begin and end, and each field in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sistership.window.offices.readings.entries import Entry
from sistership.window.offices.visits.engine import (
    AxisValue,
    CommitmentValue,
    DirectionValue,
    FactValue,
    IntentionValue,
    OrganisationValue,
    PersonValue,
    Span,
    TalkValue,
    Value,
)
from sistership.window.pages.templatetags.window import listed

FIELD_NAMES: dict[str, Any] = {
    "headline": pgettext_lazy("draft", "Headline"),
    "agreement": pgettext_lazy("draft", "What was signed"),
    "term": pgettext_lazy("draft", "How long it lasts"),
    "programme": pgettext_lazy("draft", "Plan or programme"),
    "event_date": pgettext_lazy("draft", "Day of the occasion"),
    "event_end_date": pgettext_lazy("draft", "Last day of the occasion"),
    "event_date_unresolved": pgettext_lazy("draft", "A day that is not clear"),
    "trip_start_date": pgettext_lazy("draft", "First day of the trip"),
    "trip_end_date": pgettext_lazy("draft", "Last day of the trip"),
    "published_on": pgettext_lazy("draft", "Published on"),
    "publisher": pgettext_lazy("draft", "Published by"),
    "place": pgettext_lazy("draft", "Place"),
    "city": pgettext_lazy("draft", "City"),
    "person": pgettext_lazy("draft", "Person"),
    "organisation": pgettext_lazy("draft", "Organisation"),
    "delegation_lead": pgettext_lazy("draft", "Led the delegation"),
    "signatory": pgettext_lazy("draft", "Signed in person"),
    "direction": pgettext_lazy("draft", "Direction"),
    "commitment": pgettext_lazy("draft", "Promise"),
    "intention": pgettext_lazy("draft", "Intention"),
    "topic": pgettext_lazy("draft", "Talked about"),
    "shared": pgettext_lazy("draft", "Experience shared"),
    "raised": pgettext_lazy("draft", "Challenge raised"),
    "fact": pgettext_lazy("draft", "Fact"),
    "vision_axis": pgettext_lazy("draft", "Axis of a city's vision"),
}
GROUPS: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
    ("what", _("What happened"), ("headline", "agreement", "term")),
    (
        "when",
        _("When and where"),
        (
            "event_date",
            "event_end_date",
            "event_date_unresolved",
            "trip_start_date",
            "trip_end_date",
            "published_on",
            "place",
            "city",
        ),
    ),
    ("who", _("Who"), ("person", "organisation", "delegation_lead", "signatory", "publisher")),
    ("directions", _("Directions"), ("direction",)),
    ("promises", _("Promises"), ("commitment",)),
    ("intentions", _("Intentions"), ("intention",)),
    ("facts", _("Facts and talks"), ("topic", "shared", "raised", "fact", "programme", "vision_axis")),
)
MODES = {
    "hope": pgettext_lazy("intention", "hope"),
    "aim": pgettext_lazy("intention", "aim"),
    "plan": pgettext_lazy("intention", "plan"),
    "invitation": pgettext_lazy("intention", "invitation"),
    "talk": pgettext_lazy("intention", "talk"),
}
LIKELY, SURE = 0.7, 0.9
RECORD_NAMES: dict[str, Any] = {
    "partnership": pgettext_lazy("records", "Partnership, new to the window"),
    "city": pgettext_lazy("records", "Cities, new to the window"),
    "document": pgettext_lazy("records", "Document"),
    "organisation": pgettext_lazy("records", "Organisations, new to the window"),
    "person": pgettext_lazy("records", "Persons, new to the window"),
    "agreement": pgettext_lazy("records", "Agreement"),
    "direction": pgettext_lazy("records", "Directions"),
    "signatory": pgettext_lazy("records", "Signatures"),
    "commitment": pgettext_lazy("records", "Promises"),
    "intention": pgettext_lazy("records", "Intentions"),
    "visit": pgettext_lazy("records", "Visit or occasion"),
    "attendance": pgettext_lazy("records", "Who was there"),
    "point": pgettext_lazy("records", "What was said"),
}


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the text over which the same fields lie."""

    text: str
    keys: tuple[str, ...] = ()
    """Fields that say these letters, the shortest first: a click chooses that one."""
    starts: tuple[str, ...] = ()
    """Fields whose words begin here, so that a link can lead to them."""
    is_left_out: bool = False


def segments(text: str, entries: Sequence[Entry], left_out: Iterable[Span]) -> list[Segment]:
    """The text cut at every edge of a field, however they lie over one another; nothing is lost of it."""
    begin: dict[int, list[str]] = defaultdict(list)
    end: dict[int, list[str]] = defaultdict(list)
    first: dict[int, list[str]] = defaultdict(list)
    length: dict[str, int] = {}
    for entry in entries:
        first[entry.field.span[0]].append(entry.key)
        length[entry.key] = entry.field.span[1] - entry.field.span[0]
        for span in {entry.field.span, *(one.span for one in entry.field.alternatives)}:
            begin[span[0]].append(entry.key)
            end[span[1]].append(entry.key)
    out_begin: dict[int, int] = defaultdict(int)
    out_end: dict[int, int] = defaultdict(int)
    for start, stop in left_out:
        out_begin[start] += 1
        out_end[stop] += 1
    edges = sorted({0, len(text), *begin, *end, *out_begin, *out_end})
    active: dict[str, int] = defaultdict(int)
    outside = 0
    found: list[Segment] = []
    for here, there in pairwise(edges):
        for key in begin[here]:
            active[key] += 1
        for key in end[here]:
            active[key] -= 1
        outside += out_begin[here] - out_end[here]
        keys = sorted((key for key, count in active.items() if count > 0), key=lambda key: length[key])
        found.append(Segment(text[here:there], tuple(keys), tuple(first[here]), outside > 0))
    return found


def confidence_of(entry: Entry) -> tuple[str, Any]:
    """How sure the field is: a mark for its colour, and words."""
    if entry.is_corrected:
        return "sure", _("corrected by hand")
    if entry.field.alternatives:
        return "check", _("choose one")
    if entry.field.confidence >= SURE:
        return "sure", _("sure")
    if entry.field.confidence >= LIKELY:
        return "likely", _("likely")
    return "check", _("check this")


def day_in_words(when: str) -> str:
    """YYYY-MM-DD or YYYY-MM as the reader writes days and months; as it stands where it is neither."""
    day = parse_date(when if len(when) > len("YYYY-MM") else f"{when}-01")
    if day is None:
        return when
    return date_format(day, "DATE_FORMAT" if len(when) > len("YYYY-MM") else "YEAR_MONTH_FORMAT")


def in_words(value: Value) -> tuple[str, str]:
    """A value in a line, and what else it says in a smaller one."""
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT"), ""
    if isinstance(value, PersonValue):
        return value.name, listed(
            filter(None, (value.title_as_said or value.title, value.city, value.latin_name))
        )
    if isinstance(value, OrganisationValue):
        return value.name, listed(filter(None, (value.city, *value.aliases)))
    if isinstance(value, DirectionValue):
        return f"{value.number}. {value.title}", value.text or ""
    if isinstance(value, CommitmentValue):
        who = listed(value.owing_cities) or gettext("nobody is named who owes it")
        return value.what, listed(filter(None, (who, day_in_words(value.due) if value.due else "")))
    if isinstance(value, IntentionValue):
        when = day_in_words(value.when) if value.when else ""
        return value.what, listed(filter(None, (str(MODES[value.mode]), value.who, when)))
    if isinstance(value, TalkValue):
        return value.what, value.who or ""
    if isinstance(value, FactValue):
        return value.text, value.about or ""
    if isinstance(value, AxisValue):
        return value.title, value.city or ""
    return value, ""
