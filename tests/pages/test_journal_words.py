"""Every deed that code journals has a name in the journal, read from the code itself."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import rules
from django.apps import apps

from sistership.window import offices
from sistership.window.offices.cases.states import CASE_TABLE
from sistership.window.pages.administration.words import INSTALLATION_WORDS
from sistership.window.pages.public.words import JOURNAL_WORDS

ROOT = Path(offices.__file__).parent
WRITERS = {"record", "note", "_record", "_note", "_journal"}
ACTION = re.compile(r"[a-z_]+\.[a-z_]+")
OF_PARTNERSHIPS = ("case.", "lesson.", "letter_template.", "question.", "recommendation.", "rule_set.")
"""Kinds whose entries stand in the chain of a partnership alone."""
NO_DEEDS = {"account.invite"}
"""Named like a deed: what a link is for."""


def _texts(node: ast.AST) -> list[str]:
    return [
        one.value for one in ast.walk(node) if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]


def _calls(tree: ast.AST, names: set[str]) -> list[ast.Call]:
    found = [one for one in ast.walk(tree) if isinstance(one, ast.Call)]
    return [one for one in found if (getattr(one.func, "id", "") or getattr(one.func, "attr", "")) in names]


def _prefixed(tree: ast.AST) -> set[str]:
    """Actions of helpers that put the kind before the event: `f"absence.{event}"`, at each of their calls."""
    found: set[str] = set()
    for helper in (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)):
        given = {argument.arg for argument in (*helper.args.args, *helper.args.kwonlyargs)}
        for said in (one for call in _calls(helper, WRITERS) for one in ast.walk(call)):
            if not isinstance(said, ast.JoinedStr) or len(said.values) != 2:
                continue
            kind, event = said.values
            if isinstance(kind, ast.Constant) and getattr(event, "value", None) and kind.value.endswith("."):
                named = getattr(event.value, "id", "")  # type: ignore[attr-defined]
                place = [argument.arg for argument in helper.args.args].index(named) if named in given else -1
                for call in _calls(tree, {helper.name}) if place >= 0 else []:
                    words = [one.value for one in call.keywords if one.arg == named] or call.args[place:][:1]
                    found |= {f"{kind.value}{word}" for one in words for word in _texts(one)}
    return found


def _recorded(file: Path) -> set[str]:
    """Actions that a module of an office journals; permissions are named alike and are none."""
    said = file.read_text("utf-8")
    tree = ast.parse(said)
    kinds = {model._meta.model_name for model in apps.get_models()}
    # An action may be chosen before it is journalled: `action = "account.opened" if … else …`.
    named = {word for word in _texts(tree) if ACTION.fullmatch(word)} if "journal.record(" in said else set()
    found = {word for call in _calls(tree, WRITERS) for word in _texts(call) if ACTION.fullmatch(word)}
    found |= {word for word in named if word.partition(".")[0] in kinds} | _prefixed(tree)
    return {word for word in found - NO_DEEDS if not rules.perm_exists(word)}


def test_every_deed_that_code_journals_has_a_name():
    found = {
        action: str(file.relative_to(ROOT))
        for file in sorted(ROOT.glob("*/**/*.py"))
        if "migrations" not in file.parts
        for action in _recorded(file)
    }
    found |= {f"case.{event}": "its table" for _state, event in CASE_TABLE}
    assert {"absence.noted", "account.opened", "breach.told", "case.copy_filed", "lesson.begun"} <= set(found)
    words = {
        action: JOURNAL_WORDS if action.startswith(OF_PARTNERSHIPS) else INSTALLATION_WORDS
        for action in found
    }
    nameless = {action: file for action, file in found.items() if action not in words[action]}
    assert nameless == {}
