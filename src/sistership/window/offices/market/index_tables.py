"""Read and write the tables of the index of suggestions: a tsvector on PostgreSQL, FTS5 on SQLite.

Plain values only; what they mean, `engine.py` knows.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from django.db import connection
from django.db.models import BinaryField, Case, F, QuerySet, Value, When

from sistership.window.offices.market.models import IndexedCounts, IndexedProfile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

T = TypeVar("T")
BATCH = 500


class Row(NamedTuple):
    """One profile of the index."""

    key: str
    lang: str
    city: str
    kind: str
    shown: int | None
    facts: str
    packed: bytes


FIELDS = Row._fields


def batches(values: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The values, so many at a time."""
    rest = iter(values)
    while some := list(islice(rest, size)):
        yield some


def _is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def rows_of(keys: Collection[str]) -> Iterable[Row]:
    """Those of the rows that are kept."""
    for *facts, packed in _among(IndexedProfile.objects.all(), "key", keys).values_list(*FIELDS):
        yield Row._make((*facts, bytes(packed)))


def _among(
    rows: QuerySet[IndexedProfile], column: str, values: Collection[str] | Collection[int]
) -> QuerySet[IndexedProfile]:
    """Rows that have one of the values, however many: one parameter on either database."""
    if _is_postgresql():
        given: object = list(values)
        condition = f"market_indexedprofile.{column} = ANY(%s)"
    else:
        condition = f"market_indexedprofile.{column} IN (SELECT value FROM json_each(%s))"  # noqa: S608
        given = json.dumps(list(values))
    return rows.extra(where=[condition], params=[given])  # noqa: S610  # a column's name, and values apart


def count() -> int:
    """How many profiles are kept."""
    return IndexedProfile.objects.count()


def write(rows: Mapping[Row, Sequence[str]]) -> None:
    """Keep rows with their tokens, in the place of those with the same keys; call in a transaction."""
    remove([row.key for row in rows])
    if _is_postgresql():
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO market_indexedprofile ({', '.join(FIELDS)}, terms)"  # noqa: S608  # names alone
                f" VALUES ({', '.join(['%s'] * len(FIELDS))}, array_to_tsvector(%s::text[]))",
                [(*row, sorted(set(tokens))) for row, tokens in rows.items()],
            )
        return
    made = IndexedProfile.objects.bulk_create(
        [IndexedProfile(**row._asdict()) for row in rows], batch_size=BATCH
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO market_terms (rowid, terms) VALUES (%s, %s)",
            [(one.pk, " ".join(sorted(set(rows[row])))) for one, row in zip(made, rows, strict=True)],
        )


def remove(keys: Collection[str]) -> None:
    """Forget rows; call in a transaction."""
    for some in batches(keys):
        gone = IndexedProfile.objects.filter(key__in=some)
        if not _is_postgresql():
            with connection.cursor() as cursor:
                cursor.executemany(
                    "DELETE FROM market_terms WHERE rowid = %s",
                    [(pk,) for pk in gone.values_list("pk", flat=True)],
                )
        gone.delete()


def holds(keys: Collection[str]) -> bool:
    """Whether any of the keys is kept."""
    return any(IndexedProfile.objects.filter(key__in=some).exists() for some in batches(keys))


def every_key() -> set[str]:
    """The keys of all rows."""
    return set(IndexedProfile.objects.values_list("key", flat=True))


def passing(
    *,
    without_keys: Collection[str],
    without_kinds: Collection[str],
    without_cities: Collection[str],
    cities: Collection[str],
    languages: Collection[str],
) -> QuerySet[IndexedProfile]:
    """Rows that pass the gates."""
    rows = IndexedProfile.objects.exclude(key__in=without_keys)
    for name, values in (("kind", without_kinds), ("city", without_cities)):
        if values:
            rows = rows.exclude(**{f"{name}__in": values})
    for name, values in (("city", cities), ("lang", languages)):
        if values:
            rows = rows.filter(**{f"{name}__in": values})
    return rows


def first_of(rows: QuerySet[IndexedProfile], found: NDArray[np.int64], limit: int) -> list[str]:
    """The keys of the first `limit` that were found and are among the rows, in the order of `found`."""
    keys: list[str] = []
    step = limit + max(limit, BATCH) // 2
    for start in range(0, len(found), step):
        some = found[start : start + step].tolist()
        names = dict(_among(rows, "id", some).values_list("pk", "key"))
        keys += [names[pk] for pk in some if pk in names]
        if len(keys) >= limit:
            break
    return keys[:limit]


def holding(tokens: Sequence[str]) -> list[NDArray[np.int64]]:
    """For each of the tokens the rows that hold it."""
    import numpy as np  # slow, optional

    ids: list[NDArray[np.int64]] = []
    with connection.cursor() as cursor:
        if _is_postgresql():  # all tokens at once, the rows of each as eight bytes a row
            cursor.execute(
                "SELECT (SELECT string_agg(int8send(id), ''::bytea) FROM market_indexedprofile"
                " WHERE terms @@ asked) FROM unnest(%s::tsquery[]) WITH ORDINALITY AS one(asked, place)"
                " ORDER BY place",
                [[f"'{token}'" for token in tokens]],
            )
            ids = [np.frombuffer(held or b"", ">i8").astype(np.int64) for (held,) in cursor.fetchall()]
        else:
            for token in tokens:
                cursor.execute(
                    "SELECT group_concat(rowid, ' ') FROM market_terms WHERE market_terms MATCH %s",
                    [f'"{token}"'],
                )
                ids.append(np.fromstring(cursor.fetchone()[0] or "", np.int64, sep=" "))
    return ids


def counts(*, lock: bool = False) -> tuple[int, bytes | None]:
    """(version, counts of terms); None where nothing was ever counted."""
    rows = IndexedCounts.objects.select_for_update() if lock else IndexedCounts.objects.all()
    kept = rows.order_by("pk").values_list("version", "kept").first()
    return (kept[0], bytes(kept[1])) if kept else (0, None)


def newer_counts(known: int) -> tuple[int, bytes | None]:
    """(version, the counts), which are large, so None where the version is the known one."""
    newer = Case(When(version=known, then=Value(None)), default=F("kept"), output_field=BinaryField())
    found = IndexedCounts.objects.order_by("pk").values_list("version", newer).first()
    return (found[0], None if found[1] is None else bytes(found[1])) if found else (0, None)


def keep_counts(version: int, kept: bytes) -> None:
    """Keep counts in the place of those before; call in a transaction that holds the row."""
    IndexedCounts.objects.update_or_create(pk=1, defaults={"version": version, "kept": kept})
