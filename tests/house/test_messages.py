"""What is wrong is told in the reader's language, also where it comes from below the window."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.utils.translation import override

from sistership.common.errors import InputError
from sistership.common.text import filled, joined
from sistership.formats.sheets import MAX_BYTES, require_size
from sistership.window.ground.messages import translated
from sistership.window.pages.desk.speech import say, say_with_place

PACKAGE = Path(__file__).resolve().parent.parent.parent / "src" / "sistership"
TOLD = [
    *sorted((PACKAGE / "formats").rglob("*.py")),
    PACKAGE / "reading" / "reader.py",
    PACKAGE / "reading" / "stored.py",
]
CALLS = {"InputError", "RowProblem", "Problem", "filled"}


def _written_by_hand(tree: ast.AST) -> list[int]:
    """Lines on which a message is an f-string, or a message to be filled is not marked."""
    lines = []
    for call in ast.walk(tree):
        if not (isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in CALLS):
            continue
        told = [*call.args, *(one.value for one in call.keywords if one.arg in ("allowed", "next_step"))]
        if call.func.id == "filled":
            is_bare = isinstance(call.args[0], ast.Constant) and call.args[0].value != "%(parts)s"
            told = [ast.JoinedStr([])] if is_bare else []
        lines += [call.lineno for one in told if isinstance(one, ast.JoinedStr)]
    return lines


@pytest.mark.parametrize("path", TOLD, ids=lambda path: path.name)
def test_messages_keep_their_template(path):
    assert _written_by_hand(ast.parse(path.read_text())) == []


def test_a_message_without_a_template_is_found():
    for source in (
        'InputError(f"{n} rows")',
        'RowProblem(2, "a", "b", allowed=f"{n}")',
        'filled("%(n)s", n=1)',
    ):
        assert _written_by_hand(ast.parse(source)) == [1]


def test_refusal_of_a_sheet_is_told_in_chinese():
    with pytest.raises(InputError) as refused:
        require_size(b"x" * (MAX_BYTES + 1), file="很大.csv")
    with override("en"):
        assert (
            say(refused.value) == "The file has 10.0 MB. Allowed: up to 10 MB. Divide it into several files."
        )
    with override("zh-hant"):
        words = say(refused.value)
    assert "10.0 MB" in words
    assert "The file has" not in words
    assert "up to" not in words


def test_place_is_told_without_the_file():
    error = InputError("What is wrong", where=joined("plan.csv", filled("row %(number)s", number=3)))
    with override("en"):
        assert say_with_place(error, within="plan.csv") == "row 3: What is wrong."
        assert say_with_place(InputError("What is wrong")) == "What is wrong."


def test_nothing_to_say_is_nothing():
    assert translated("") == ""
