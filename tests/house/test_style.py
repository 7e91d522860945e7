"""Rules of the house that no linter knows."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = sorted((ROOT / "src" / "sistership").rglob("*.py"))
SOURCES = [path for path in FILES if "migrations" not in path.parts]
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "manager.py", "misc.py", "common.py"}
MOST_LINES = 420


def test_no_file_is_a_junk_drawer():
    assert [str(path) for path in SOURCES if path.name in FORBIDDEN_NAMES] == []


def test_no_file_is_longer_than_one_idea():
    long = {path.name: n for path in SOURCES if (n := len(path.read_text("utf-8").splitlines())) > MOST_LINES}
    assert long == {}


def test_views_never_save():
    pages = [path for path in SOURCES if {"pages", "api"} & set(path.parts) and "window" in path.parts]
    saving = [
        f"{path.name}:{node.lineno}"
        for path in pages
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"save", "bulk_create", "delete"}
        and not (isinstance(node.func.value, ast.Name) and node.func.value.id in {"form", "default_storage"})
        and "session" not in ast.dump(node.func.value)
    ]
    assert saving == []


def test_nobody_writes_to_the_journal_but_actions():
    writers = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if "journal.record(" in path.read_text("utf-8") and not {"offices", "example"} & set(path.parts)
    ]
    assert writers == []


def test_only_the_fixture_names_the_folder_of_real_data():
    needle = "SISTERSHIP_REAL" + "_DATA"
    named = [
        str(path.relative_to(ROOT))
        for folder in ("src", "tests", "tools", "docs")
        for path in (ROOT / folder).rglob("*")
        if path.is_file()
        and path.suffix in {".py", ".md", ".toml", ".sh"}
        and needle in path.read_text("utf-8")
        and path.name not in {"conftest.py", "test_style.py"}
    ]
    assert named == []
