"""Every import can be made: run with the core tier alone, none may need more without saying so."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import pkgutil
from pathlib import Path

import sistership


def test_every_module_can_be_imported():
    names = [
        one.name
        for one in pkgutil.walk_packages(sistership.__path__, "sistership.")
        if not one.name.endswith(".__main__")
    ]
    assert len(names) > 500
    for name in names:
        importlib.import_module(name)


def test_what_functions_import_is_there_too():
    missing = {
        f"{path.name}:{node.lineno}: {name}"
        for path in Path(sistership.__path__[0]).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        for name in _imported(node)
        if importlib.util.find_spec(name) is None
    }
    assert missing == set()


def _imported(node: ast.AST) -> set[str]:
    """Top packages that a statement imports."""
    if isinstance(node, ast.Import):
        return {one.name.split(".")[0] for one in node.names}
    if isinstance(node, ast.ImportFrom) and not node.level and node.module:
        return {node.module.split(".")[0]}
    return set()
