"""Every import can be made: run with the core tier alone, none may need more without saying so."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import sistership
from sistership.window.ground.parts import missing_libraries

ROOM = Path(sistership.__path__[0])
ENGINE = "sistership.matching."
"""Needs the extra `matching`; no module of it is imported here where a library of the extra is absent."""
OPTIONAL = "# slow, optional"
"""Stands behind an import, outside the engine, of what may be absent: whoever asks for it is told so."""


def test_every_module_can_be_imported():
    names = [
        one.name
        for one in pkgutil.walk_packages(sistership.__path__, "sistership.", onerror=_pass_by)
        if not one.name.endswith(".__main__") and not _is_left_out(one.name)
    ]
    assert len(names) > 500
    for name in names:
        importlib.import_module(name)


def _is_left_out(name: str) -> bool:
    return bool(missing_libraries()) and name.startswith(ENGINE)


def _pass_by(name: str) -> None:
    """Called while the error is handled with which a package could not be walked through."""
    if not _is_left_out(name):
        raise


def test_what_functions_import_is_there_too():
    missing = {
        f"{path.relative_to(ROOM)}:{line}: {name}"
        for path in ROOM.rglob("*.py")
        for line, name in _needed(path.read_text("utf-8"))
        if importlib.util.find_spec(name) is None
        and not (name in missing_libraries() and path.is_relative_to(ROOM / "matching"))
    }
    assert missing == set()


def _needed(source: str) -> Iterator[tuple[int, str]]:
    """(line, top package) of imports that run, without those that are declared optional."""
    lines, tree = source.splitlines(), ast.parse(source)
    for_types = {
        id(inner)
        for outer in ast.walk(tree)
        if isinstance(outer, ast.If) and ast.unparse(outer.test) == "TYPE_CHECKING"
        for inner in ast.walk(outer)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Import | ast.ImportFrom) or id(node) in for_types:
            continue
        if OPTIONAL not in lines[node.lineno - 1]:
            yield from ((node.lineno, name) for name in _imported(node))


def _imported(node: ast.Import | ast.ImportFrom) -> set[str]:
    """Top packages that a statement imports."""
    if isinstance(node, ast.Import):
        return {one.name.split(".")[0] for one in node.names}
    return {node.module.split(".")[0]} if node.module and not node.level else set()
