"""An index in a file: SQLite, tokens in one FTS5 column, features beside it as bytes.

The one room of the engine that does input and output. Many may read while one writes; `add` and `remove` are
each one transaction.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from sistership.common.errors import InputError
from sistership.common.text import gettext_noop
from sistership.matching.finding.features import Features
from sistership.matching.finding.frequencies import Frequencies
from sistership.matching.finding.gates import Gates
from sistership.matching.finding.hits import heaviest_first

T = TypeVar("T")
APPLICATION = 0x53495354
FORM = 1
BATCH = 500
CACHE_KIB = 65_536
SCHEMA = """
CREATE TABLE profiles (
    row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, lang TEXT NOT NULL, city TEXT NOT NULL,
    kind TEXT NOT NULL, shown INTEGER, facts TEXT NOT NULL
);
CREATE TABLE packs (row INTEGER PRIMARY KEY, packed BLOB NOT NULL);
CREATE VIRTUAL TABLE terms USING fts5(tokens, content='', columnsize=0, detail=none, tokenize='ascii');
CREATE TABLE counts (version INTEGER NOT NULL, kept BLOB NOT NULL);
"""


class SqliteIndex:
    """Keeps features in a file, which is made where there is none; see `Index`. `:memory:` needs no file."""

    def __init__(self, path: Path | str) -> None:
        self._name = str(path)
        self._version = -1
        self._frequencies = Frequencies()
        try:
            self._base = sqlite3.connect(self._name, isolation_level=None)
            self._base.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            self._open()
        except sqlite3.Error as error:
            raise InputError(
                f"The index cannot be opened ({error})",
                where=self._name,
                next_step=gettext_noop("Name another file; an index is made where there is none"),
            ) from error

    def __enter__(self) -> SqliteIndex:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def add(self, features: Iterable[Features]) -> None:
        """Keep features; one with an id that is there already takes its place."""
        with self._base_writing() as base, closing(base.cursor()) as cursor:
            counts = self._counts(cursor)
            for some in _batches(features):
                latest = {one.id: one for one in some}
                self._forget(cursor, list(latest), counts)
                for one in latest.values():
                    cursor.execute(
                        "INSERT INTO profiles (id, lang, city, kind, shown, facts) VALUES (?, ?, ?, ?, ?, ?)",
                        (one.id, one.lang, one.city, one.kind, one.shown, one.to_json()),
                    )
                    row = cursor.lastrowid
                    cursor.execute("INSERT INTO packs VALUES (?, ?)", (row, one.packed))
                    cursor.execute(
                        "INSERT INTO terms (rowid, tokens) VALUES (?, ?)", (row, " ".join(one.tokens()))
                    )
                counts.add(latest.values())
            self._keep(cursor, counts)

    def remove(self, ids: Iterable[str]) -> None:
        """Forget profiles; an id that is not there is passed over."""
        with self._base_writing() as base, closing(base.cursor()) as cursor:
            counts = self._counts(cursor)
            for some in _batches(ids):
                self._forget(cursor, some, counts)
            self._keep(cursor, counts)

    def size(self) -> int:
        """How many profiles are kept."""
        return int(self._base.execute("SELECT count(*) FROM profiles").fetchone()[0])

    def frequencies(self) -> Frequencies:
        """In how many profiles each term occurs; read again when the file has changed."""
        version = self._base.execute("SELECT version FROM counts").fetchone()[0]
        if version != self._version:
            self._frequencies = self._counts(self._base.cursor())
            self._version = version
        return self._frequencies

    def candidates(self, tokens: Sequence[tuple[str, float]], gates: Gates, limit: int) -> list[str]:
        """The profiles that hold the most of the tokens by weight and pass the gates."""
        if not tokens:
            return [name for _, name in self._passing(None, gates, limit)][:limit]
        rows = self._found(tokens)
        found: list[str] = []
        step = limit + max(limit, BATCH) // 2
        for start in range(0, len(rows), step):
            some = rows[start : start + step].tolist()
            names = dict(self._passing(some, gates, len(some)))
            found += [names[row] for row in some if row in names]
            if len(found) >= limit:
                break
        return found[:limit]

    def features(self, ids: Sequence[str]) -> Mapping[str, Features]:
        """The features of those ids that are kept."""
        kept = self._base.execute(
            "SELECT id, lang, city, kind, shown, facts, packed FROM profiles NATURAL JOIN packs"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
        return {
            name: Features.from_json(
                facts, id=name, lang=lang, city=city, kind=kind, shown=shown, packed=packed
            )
            for name, lang, city, kind, shown, facts, packed in kept
        }

    def _open(self) -> None:
        application = self._base.execute("PRAGMA application_id").fetchone()[0]
        tables = self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if application == APPLICATION and self._base.execute("PRAGMA user_version").fetchone()[0] == FORM:
            return
        if tables:
            raise InputError(
                gettext_noop("The file is no index of profiles, or one of another version"),
                where=self._name,
                next_step=gettext_noop("Name another file; an index is made where there is none"),
            )
        self._base.execute("PRAGMA journal_mode = WAL")
        with self._base_writing() as base:
            for statement in SCHEMA.split(";\n"):
                base.execute(statement)
            base.execute("INSERT INTO counts VALUES (0, ?)", (Frequencies().to_bytes(),))
            base.execute(f"PRAGMA application_id = {APPLICATION}")
            base.execute(f"PRAGMA user_version = {FORM}")

    def _base_writing(self) -> _Writing:
        return _Writing(self._base)

    def _counts(self, cursor: sqlite3.Cursor) -> Frequencies:
        return Frequencies.from_bytes(cursor.execute("SELECT kept FROM counts").fetchone()[0])

    def _keep(self, cursor: sqlite3.Cursor, counts: Frequencies) -> None:
        cursor.execute("UPDATE counts SET version = version + 1, kept = ?", (counts.to_bytes(),))

    def _forget(self, cursor: sqlite3.Cursor, ids: Sequence[str], counts: Frequencies) -> None:
        old = self.features(ids)
        counts.remove(old.values())
        for name, one in old.items():
            row = cursor.execute("SELECT row FROM profiles WHERE id = ?", (name,)).fetchone()[0]
            # A contentless table forgets a row when it is told again what the row held.
            cursor.execute(
                "INSERT INTO terms (terms, rowid, tokens) VALUES ('delete', ?, ?)",
                (row, " ".join(one.tokens())),
            )
            cursor.execute("DELETE FROM packs WHERE row = ?", (row,))
            cursor.execute("DELETE FROM profiles WHERE row = ?", (row,))

    def _found(self, tokens: Sequence[tuple[str, float]]) -> NDArray[np.int64]:
        """Rows that hold any of the tokens, those with the greatest sums of weights first."""
        rows: list[NDArray[np.int64]] = []
        for token, _ in tokens:
            held = self._base.execute(
                "SELECT group_concat(rowid, ' ') FROM terms WHERE terms MATCH ?", (f'"{token}"',)
            )
            rows.append(np.fromstring(held.fetchone()[0] or "", np.int64, sep=" "))
        return heaviest_first(rows, [weight for _, weight in tokens])

    def _passing(self, rows: Sequence[int] | None, gates: Gates, limit: int) -> list[tuple[int, str]]:
        conditions, values = [], []
        for condition, given in (
            ("row IN", rows),
            ("id NOT IN", gates.without_ids),
            ("kind NOT IN", gates.without_kinds),
            ("city NOT IN", gates.without_cities),
            ("city IN", gates.cities),
            ("lang IN", gates.languages),
        ):
            if given:
                conditions.append(f"{condition} (SELECT value FROM json_each(?))")  # noqa: S608  # no value in it
                values.append(json.dumps(sorted(given)))
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        asked = f"SELECT row, id FROM profiles{where} LIMIT {limit:d}"  # noqa: S608  # no value in it
        return self._base.execute(asked, values).fetchall()


class _Writing:
    """One transaction that begins by taking the right to write."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def __enter__(self) -> sqlite3.Connection:
        self._base.execute("BEGIN IMMEDIATE")
        return self._base

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.execute("COMMIT" if kind is None else "ROLLBACK")


def _batches(values: Iterable[T]) -> Iterator[list[T]]:
    some: list[T] = []
    for one in values:
        some.append(one)
        if len(some) == BATCH:
            yield some
            some = []
    if some:
        yield some
