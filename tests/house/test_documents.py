"""Diagrams and tables in the documents are drawn from the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tools.draw_states import TABLES

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("name", TABLES)
def test_states_in_the_architecture_are_those_of_the_code(name):
    document = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    drawn = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", document, re.S)
    assert drawn is not None
    assert drawn.group(1) == TABLES[name]()


def test_both_readmes_name_the_two_commands_and_all_guides():
    readmes = [(ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-Hant.md")]
    for readme in readmes:
        assert readme.count("make up") > 0
        assert readme.count("make test") > 0
    guides = [sorted(set(re.findall(r"docs/guide/[\w-]+\.md", readme))) for readme in readmes]
    written = sorted(f"docs/guide/{path.name}" for path in (ROOT / "docs" / "guide").glob("*.md"))
    assert guides == [written, written]
