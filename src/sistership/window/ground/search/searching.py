"""Find records by words: only what the reader may see, the newest first, with the words that answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.vocabulary.queries import Query, parse_query
from sistership.window.ground.registry import registry
from sistership.window.ground.search.searchable import Passage, Searchable
from sistership.window.ground.search.words import kinds_holding, matching

LONGEST_WORDS = 200
PHRASE_CANDIDATES = 400
"""Of a phrase, so many of the newest records with its words are read, to see if they stand together."""
EXCERPT = 160
"""Characters of a passage that are shown around what was found."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some characters of a text."""

    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found."""

    record: Any
    excerpt: tuple[Part, ...]
    """The words around what answers, where they are not in the title."""
    language: str
    """Of the excerpt."""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind."""

    kind: str
    searchable: Searchable
    hits: tuple[Hit, ...]
    has_more: bool
    """Whether there is more than was asked for. How much is not counted."""


@dataclass(frozen=True, slots=True)
class Results:
    """What a reader is shown."""

    query: Query
    groups: tuple[Group, ...]


def search(
    reader: Any, words: str, *, kinds: Collection[str] = (), limit: int = 10, language: str = "en"
) -> Results:
    """At most `limit` records of each kind (all kinds where none is named) that hold the words.

    Raises InputError for words that are too long and for a kind that is not searched.
    """
    if len(words) > LONGEST_WORDS:
        raise InputError(
            gettext("These are %(count)s characters") % {"count": len(words)},
            where="q",
            allowed=gettext("up to %(most)s") % {"most": LONGEST_WORDS},
        )
    for kind in kinds:
        if kind not in registry.searchable:
            raise InputError(
                gettext("There is no kind %(kind)s") % {"kind": repr(kind)},
                where="kind",
                allowed=", ".join(registry.searchable),
            )
    query = parse_query(words)
    if not query.clauses:
        return Results(query, ())
    present = kinds_holding(query, kinds or registry.searchable)
    groups = (
        _group(reader, query, kind, searchable, limit=limit, language=language)
        for kind, searchable in registry.searchable.items()
        if kind in present
    )
    return Results(query, tuple(group for group in groups if group.hits))


def holding(rows: QuerySet[Any], kind: str, words: str) -> QuerySet[Any]:
    """Of a list of one kind that a reader may see, the rows that hold the words; all where none are given."""
    query = parse_query(words[:LONGEST_WORDS])
    if not query.clauses:
        return rows.none() if words.strip() else rows
    entries = matching(query).filter(owner_kind=kind)
    found = rows.filter(public_id__in=entries.values("owner_id"))
    if not query.phrases:
        return found
    newest = list(found.order_by("-pk")[:PHRASE_CANDIDATES])
    said = registry.searchable[kind].passages(newest)
    return rows.filter(pk__in=[row.pk for row in newest if _stands(query, said.get(row.public_id, ()))])


def _stands(query: Query, said: Sequence[Passage]) -> bool:
    return query.stand_together("\n".join(passage.text for passage in said))


def _group(
    reader: Any, query: Query, kind: str, searchable: Searchable, *, limit: int, language: str
) -> Group:
    visible = searchable.visible(reader)
    entries = matching(query).filter(owner_kind=kind, owner_id__in=visible.order_by().values("public_id"))
    read = PHRASE_CANDIDATES if query.phrases else limit + 1
    owners = list(entries.order_by("-at", "-pk").values_list("owner_id", flat=True)[:read])
    rows = visible.filter(public_id__in=owners).order_by().select_related(*searchable.beside).distinct()
    records = sorted(rows, key=lambda row: owners.index(row.public_id))
    said = searchable.passages(records)
    if query.phrases:
        records = [row for row in records if _stands(query, said.get(row.public_id, ()))]
    hits = (
        _hit(query, searchable, record, said.get(record.public_id, ()), language)
        for record in records[:limit]
    )
    return Group(kind, searchable, tuple(hits), has_more=len(records) > limit)


def _hit(query: Query, searchable: Searchable, record: Any, said: Sequence[Passage], language: str) -> Hit:
    shown = searchable.title_of(record, language).text
    marked = [(query.marks(passage.text), passage) for passage in said if passage.text != shown]
    marks, best = max(
        marked,
        key=lambda one: (len(one[0]), one[1].language == language),
        default=([], Passage("")),
    )
    if not marks or query.marks(shown):
        return Hit(record, (), "")
    return Hit(record, excerpt(best.text, marks), best.language)


def parts(
    text: str, marks: Sequence[tuple[int, int]], *, start: int = 0, end: int | None = None
) -> list[Part]:
    """The text from `start` to `end`, cut where marks begin and end."""
    end = len(text) if end is None else end
    found: list[Part] = []
    here = start
    for begin, stop in marks:
        if begin >= end or stop <= start:
            continue
        found += [Part(text[here:begin], is_marked=False), Part(text[begin : min(stop, end)], is_marked=True)]
        here = min(stop, end)
    found.append(Part(text[here:end], is_marked=False))
    return [part for part in found if part.text]


def excerpt(text: str, marks: Sequence[tuple[int, int]]) -> tuple[Part, ...]:
    """The words around the first mark, with `…` where the text goes on."""
    start = max(marks[0][0] - EXCERPT // 3, 0)
    if start:
        space = text.find(" ", start, marks[0][0])
        start = space + 1 if space >= 0 else start
    end = min(start + EXCERPT, len(text))
    end = max(end, marks[0][1])
    found = parts(text, marks, start=start, end=end)
    before = [Part("…", is_marked=False)] if start else []
    after = [Part("…", is_marked=False)] if end < len(text) else []
    return (*before, *found, *after)
