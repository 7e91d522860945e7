"""The tokens of entries in the database's own index: a tsvector on PostgreSQL, FTS5 on SQLite.

Both hold exactly the tokens of `sistership.vocabulary`, without positions, and neither cuts or folds them
again. The table of the entries is the same on both; only what stands in this file and in the migration
differs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import connection
from django.db.models import BooleanField, Exists, QuerySet, TextField
from django.db.models.expressions import RawSQL

from sistership.vocabulary.queries import Query
from sistership.vocabulary.tokeniser import Term
from sistership.window.ground.models import SearchEntry


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def matching(query: Query) -> QuerySet[SearchEntry]:
    """Entries whose words answer the query; phrases are still to be checked."""
    said = _said(query)
    if _is_postgresql():
        return SearchEntry.objects.filter(RawSQL("words @@ %s::tsquery", [said], output_field=BooleanField()))
    rows = RawSQL("SELECT rowid FROM ground_searchwords WHERE ground_searchwords MATCH %s", [said])
    return SearchEntry.objects.filter(pk__in=rows)


def kinds_holding(query: Query, kinds: Iterable[str]) -> set[str]:
    """Of the kinds those of which any entry answers the query."""
    found = matching(query)
    if not _is_postgresql():
        rows = found.filter(owner_kind__in=list(kinds)).order_by()
        return set(rows.values_list("owner_kind", flat=True).distinct())
    # Kind by kind the first answer is enough; a common word answers in many thousands of entries.
    holds = {kind: Exists(found.filter(owner_kind=kind)) for kind in kinds}
    some = SearchEntry.objects.order_by("pk").values_list(*holds.values())[:1]
    return {kind for row in some for kind, is_held in zip(holds, row, strict=True) if is_held}


def _said(query: Query) -> str:
    """The query as the database reads it. Tokens hold no quotation marks."""
    both, either = (" & ", " | ") if _is_postgresql() else (" AND ", " OR ")

    def token(text: str, *, is_prefix: bool) -> str:
        if _is_postgresql():
            return f"'{text}'" + (":*" if is_prefix else "")
        return f'"{text}"' + ("*" if is_prefix else "")

    def term(one: Term) -> str:
        *whole, last = one.tokens
        return both.join(
            [*(token(text, is_prefix=False) for text in whole), token(last, is_prefix=one.is_prefix)]
        )

    return both.join(
        f"({either.join(f'({both.join(map(term, way))})' for way in ways)})" for ways in query.clauses
    )


def with_tokens(entries: QuerySet[SearchEntry]) -> QuerySet[SearchEntry]:
    """Entries with what the index holds of them: `held`, tokens apart by spaces."""
    held = (
        "array_to_string(tsvector_to_array(words), ' ')"
        if _is_postgresql()
        else "(SELECT words FROM ground_searchwords WHERE rowid = ground_searchentry.id)"
    )
    return entries.annotate(held=RawSQL(held, [], output_field=TextField()))  # noqa: S611  # no value in it


def write_tokens(tokens: Mapping[int, Iterable[str]]) -> None:
    """Entry → its tokens, in the place of those that it had."""
    with connection.cursor() as cursor:
        if _is_postgresql():
            cursor.executemany(
                "UPDATE ground_searchentry SET words = array_to_tsvector(%s::text[]) WHERE id = %s",
                [(sorted(some), entry) for entry, some in tokens.items()],
            )
        else:
            cursor.executemany(
                "INSERT OR REPLACE INTO ground_searchwords (rowid, words) VALUES (%s, %s)",
                [(entry, " ".join(sorted(some))) for entry, some in tokens.items()],
            )


def delete_entries(entries: QuerySet[SearchEntry]) -> int:
    """Remove entries with their tokens; how many."""
    ids = list(entries.values_list("pk", flat=True))
    if ids and not _is_postgresql():
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM ground_searchwords WHERE rowid = %s", [(one,) for one in ids])
    for start in range(0, len(ids), 500):
        SearchEntry.objects.filter(pk__in=ids[start : start + 500]).delete()
    return len(ids)
