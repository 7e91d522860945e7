"""Many profiles: the time of a suggestion, and what the cut of candidates loses.

    uv run --no-sync python -m benchmarks.matching.scale --profiles 200000 --folder F
    uv run --no-sync python -m benchmarks.matching.scale --profiles 200000 --folder F --market DATABASE_URL

The first invents profiles into an index file in the folder (once), and measures suggestions from it. The second
copies that file's profiles into the tables of the market of a database of its own, which is migrated and else
empty, and measures there. A suggestion is candidates, exact scores, caps and floor, with all that was read once
in memory already. Times are of the wall and of the processors: this process and, on PostgreSQL, the server
process that answers it, which must run on the same machine without parallel workers.

Recall: of the hundred best when everything is scored, the share that stands among the hundred best of the cut.
Peer: the database's own ranked search for any of an asker's tokens, without scoring.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.matching.invented import Draft, Invented, as_understood
from sistership.matching.finding.chance import samples_of
from sistership.matching.finding.features import Features, token
from sistership.matching.finding.fits import role_factor
from sistership.matching.finding.gates import Gates, gates_for
from sistership.matching.finding.index import Index
from sistership.matching.finding.packing import unpack
from sistership.matching.finding.scoring import score
from sistership.matching.finding.suggesting import CANDIDATES, ranked, suggest
from sistership.matching.index_sqlite import SqliteIndex
from sistership.matching.text.lexicon import Lexicon

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

BATCH = 10_000
WARM = 5
"""Suggestions that are not counted."""
TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Store:
    """An index and the database under it."""

    name: str
    index: Index
    ranked_or: Callable[[Sequence[str]], object]
    """The peer: the rows that the database ranks highest for any of some tokens."""
    server: int | None = None
    """The process that answers, where it is another one."""

    def cpu(self) -> float:
        """Seconds of processor time spent so far."""
        spent = time.process_time()
        if self.server is not None:
            fields = Path(f"/proc/{self.server}/stat").read_text("ascii").rpartition(")")[2].split()
            spent += (int(fields[11]) + int(fields[12])) / TICK
        return spent


def make(path: Path, count: int, seed: int) -> None:
    """Invent profiles into an index file."""
    lexicon = Lexicon.shipped()
    invented = Invented(lexicon, seed)
    began = time.perf_counter(), time.process_time()
    understood = invented.understood()
    print(
        f"{len(invented.pieces):,} sentences and titles understood in {time.perf_counter() - began[0]:.0f} s"
    )
    some = list(invented.drafts(50, seed))
    made = invented.features(iter(some), understood)
    held = [
        as_understood(one, invented.profile(draft), lexicon) for one, draft in zip(made, some, strict=True)
    ]
    alike, near, same = np.mean(held, axis=0)
    print(
        f"put together beside truly understood: {alike:.1%} of tokens, cosine of words' weights {near:.3f}, "
        f"{same:.0%} of roles"
    )
    drafts: Iterator[Draft] = invented.drafts(count, seed)
    unfinished = path.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    began = time.perf_counter(), time.process_time()
    with SqliteIndex(unfinished) as index:
        index.add(invented.features(drafts, understood))
    unfinished.rename(path)
    told = time.perf_counter() - began[0], time.process_time() - began[1]
    print(
        f"{count:,} profiles put together and indexed in {told[0]:.0f} s, {told[1]:.0f} s of processor time"
    )


def all_of(index: Index) -> Iterator[Features]:
    """Everything that an index holds."""
    names = sorted(index.candidates([], Gates(), index.size()))
    for start in range(0, len(names), BATCH):
        held = index.features(names[start : start + BATCH])
        yield from (held[name] for name in names[start : start + BATCH])


def in_file(path: Path) -> Store:
    """The index in a file."""
    index = SqliteIndex(path)
    base = index._base  # the peer asks the same file

    def ranked_or(tokens: Sequence[str]) -> object:
        asked = " OR ".join(f'"{one}"' for one in tokens)
        found = base.execute(
            "SELECT rowid FROM terms WHERE terms MATCH ? ORDER BY rank LIMIT ?", (asked, CANDIDATES)
        )
        return found.fetchall()

    return Store("index file", index, ranked_or)


def in_market(database_url: str, folder: Path, source: Index) -> Store:
    """The index in the tables of the market; filled from another where it is empty."""
    from sistership.cli.django_setup import open_window

    open_window(data_dir=folder, database_url=database_url)
    from django.db import connection, transaction

    from sistership.window.offices.market.engine import TableIndex

    index = TableIndex()
    is_postgresql = connection.vendor == "postgresql"
    if not index.size():
        began = time.perf_counter(), time.process_time()
        with connection.cursor() as cursor:
            if is_postgresql:  # an index of words is built in a tenth of the time when all are there
                cursor.execute("DROP INDEX market_indexedprofile_terms")
            with transaction.atomic():
                copy(source)
            if is_postgresql:
                cursor.execute("SET maintenance_work_mem = '512MB'")
                cursor.execute(
                    "CREATE INDEX market_indexedprofile_terms ON market_indexedprofile"
                    " USING gin (terms) WITH (fastupdate = off)"
                )
            cursor.execute(f"{'VACUUM ' * is_postgresql}ANALYZE market_indexedprofile")
        told = time.perf_counter() - began[0], time.process_time() - began[1]
        print(f"copied in {told[0]:.0f} s, {told[1]:.0f} s of processor time here")
    return Store(connection.vendor, index, _ranked_or(connection), _server(connection))


def copy(source: Index) -> None:
    """Write an index into the empty tables as they are written, but for counting the terms anew."""
    from sistership.window.offices.market import index_tables
    from sistership.window.offices.market.engine import _row

    for some in index_tables.batches(all_of(source), 2000):
        tokens: list[list[str]] = [[] for _ in some]
        for side, channels in enumerate(unpack([one.packed for one in some])):
            for terms in channels[:2]:
                for row, term in zip(terms.rows.tolist(), terms.hashes.tolist(), strict=True):
                    tokens[row].append(token(side, term))
        index_tables.write({_row(one): held for one, held in zip(some, tokens, strict=True)})
    index_tables.keep_counts(1, source.frequencies().to_bytes())


def _ranked_or(connection: BaseDatabaseWrapper) -> Callable[[Sequence[str]], object]:
    if connection.vendor == "postgresql":
        between = " | "
        asked = (
            "SELECT id FROM market_indexedprofile, to_tsquery('simple', %s) AS asked"
            " WHERE terms @@ asked ORDER BY ts_rank(terms, asked) DESC LIMIT %s"
        )
    else:
        between = " OR "
        asked = "SELECT rowid FROM market_terms WHERE market_terms MATCH %s ORDER BY rank LIMIT %s"

    def ranked_or(tokens: Sequence[str]) -> object:
        with connection.cursor() as cursor:
            cursor.execute(asked, [between.join(tokens), CANDIDATES])
            return cursor.fetchall()

    return ranked_or


def _server(connection: BaseDatabaseWrapper) -> int | None:
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def askers_of(index: Index, count: int) -> list[Features]:
    """Some of the profiles, from all over the index."""
    names = sorted(index.candidates([], Gates(), index.size()))
    chosen = names[:: max(1, len(names) // count)][:count]
    held = index.features(chosen)
    return [held[name] for name in chosen]


def measure(store: Store, askers: Sequence[Features]) -> None:
    """The time of suggestions."""
    for asker in askers[:WARM]:
        suggest(asker, store.index, gates=gates_for(asker))
    rows = []
    for asker in askers[WARM:]:
        began = time.perf_counter(), store.cpu()
        found = suggest(asker, store.index, gates=gates_for(asker))
        rows.append((time.perf_counter() - began[0], store.cpu() - began[1], found.scored))
    wall, cpu, scored = np.array(rows).T
    for name, values in (("wall", wall), ("processors", cpu)):
        middle, high = np.quantile(values * 1000, (0.5, 0.95))
        print(f"suggestion, {name}: median {middle:.0f} ms, p95 {high:.0f} ms, of {len(values)}")
    print(f"candidates scored: {np.mean(scored):.0f}; load of the machine {os.getloadavg()[0]:.1f}")


def measure_peer(store: Store, askers: Sequence[Features]) -> None:
    """The time of the database's own ranked search."""
    rows = []
    for asker in askers:
        began = time.perf_counter(), store.cpu()
        store.ranked_or(asker.tokens())
        rows.append((time.perf_counter() - began[0], store.cpu() - began[1]))
    wall, cpu = np.median(np.array(rows) * 1000, axis=0)
    print(f"peer, ranked search for any token: median {wall:.0f} ms, processors {cpu:.0f} ms, of {len(rows)}")


def measure_recall(store: Store, askers: Sequence[Features]) -> None:
    """What the cut of candidates loses."""
    index = store.index
    every = list(all_of(index))
    counts = index.frequencies()
    recalls = []
    for asker in askers:
        gates = gates_for(asker)
        some = [one for one in every if gates.lets_pass(one)]
        samples = samples_of(index, counts, (one.lang for one in some))
        packed, languages = [one.packed for one in some], [one.lang for one in some]
        totals = score(asker.packed, packed, languages, counts, samples).total
        totals = np.round(totals * np.array([role_factor(asker, one) for one in some]), 6)
        best = np.lexsort((np.array([one.id for one in some]), -totals))[:100]
        whole = {some[row].id for row in best.tolist() if totals[row] > 0}
        cut = {one.id for one in ranked(asker, index, gates=gates)[:100]}
        recalls.append(len(whole & cut) / max(1, len(whole)))
    spread = np.quantile(recalls, (0, 0.1, 0.5))
    print(
        f"recall@100: mean {np.mean(recalls):.3f}, least {spread[0]:.2f}, tenth {spread[1]:.2f}, "
        f"median {spread[2]:.2f}, of {len(recalls)}"
    )


def main() -> None:
    """Read what is asked, and print."""
    given = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    given.add_argument("--profiles", type=int, default=200_000)
    given.add_argument("--folder", type=Path, required=True)
    given.add_argument("--market", metavar="DATABASE_URL")
    given.add_argument("--askers", type=int, default=105)
    given.add_argument("--recalled", type=int, default=24)
    given.add_argument("--peer", type=int, default=5)
    given.add_argument("--seed", type=int, default=1)
    asked: Any = given.parse_args()
    path = asked.folder / f"profiles-{asked.profiles}.index"
    if not path.exists():
        make(path, asked.profiles, asked.seed)
    store = in_file(path)
    print(f"index file: {path.stat().st_size / 1e6:.0f} MB")
    if asked.market:
        store = in_market(asked.market, asked.folder, store.index)
    print(f"{store.name}, {store.index.size():,} profiles")
    askers = askers_of(store.index, asked.askers)
    measure(store, askers)
    if asked.peer:
        measure_peer(store, askers[: asked.peer])
    if asked.recalled:
        measure_recall(store, askers[:: max(1, len(askers) // asked.recalled)][: asked.recalled])


if __name__ == "__main__":
    main()
