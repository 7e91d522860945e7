"""Indexes of profiles: in memory and in a SQLite file, by the one suite."""

import sqlite3
from pathlib import Path

import pytest
from tests.matching.index_conformance import NO_GATES, IndexConformance, features, offered

from sistership.common.errors import InputError, IntegrityError
from sistership.matching.finding import hits
from sistership.matching.finding.frequencies import Frequencies
from sistership.matching.finding.index import Index
from sistership.matching.finding.memory import MemoryIndex
from sistership.matching.index_sqlite import SqliteIndex


class TestInMemory(IndexConformance):
    def make_index(self) -> Index:
        return MemoryIndex()


class TestInSqlite(IndexConformance):
    def make_index(self) -> Index:
        return SqliteIndex(":memory:")


def test_a_file_keeps_what_it_was_given(tmp_path: Path) -> None:
    path = tmp_path / "profiles.index"
    with SqliteIndex(path) as index:
        index.add([features("crane", "crane")])
    with SqliteIndex(path) as reader, SqliteIndex(path) as writer:
        assert reader.frequencies().size == 1
        writer.add([features("ferry", "ferry crane")])
        assert reader.frequencies().size == 2
        assert sorted(reader.candidates(offered("crane"), NO_GATES, 5)) == ["crane", "ferry"]


def test_what_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> object:
        yield features("crane", "crane")
        raise RuntimeError("no more")

    with SqliteIndex(tmp_path / "profiles.index") as index:
        with pytest.raises(RuntimeError):
            index.add(broken())
        assert index.size() == 0
        index.add([features("ferry", "ferry")])
        assert index.size() == 1


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other"
    path.write_text("no index")
    with pytest.raises(InputError, match="cannot be opened"):
        SqliteIndex(path)
    base = sqlite3.connect(tmp_path / "base")
    base.execute("CREATE TABLE other (one)")
    base.close()
    with pytest.raises(InputError, match="no index of profiles"):
        SqliteIndex(tmp_path / "base")
    with pytest.raises(InputError, match="cannot be opened"):
        SqliteIndex(tmp_path / "missing" / "profiles.index")


def test_counts_of_another_version_are_refused() -> None:
    counted = Frequencies()
    counted.add([features("crane", "crane")])
    assert Frequencies.from_bytes(counted.to_bytes()).counts.sum() == 1
    with pytest.raises(IntegrityError, match="another version"):
        Frequencies.from_bytes(b"12345678")


def test_rows_of_high_numbers_are_summed_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hits, "DENSE", 0)
    found = TestInSqlite().filled().candidates(offered("harbour", "battery"), NO_GATES, 5)
    assert found == ["ferry", "crane"]
