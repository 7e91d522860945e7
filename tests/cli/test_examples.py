"""Examples of commands: in guides all exist with their options; those of lessons, duty and search run."""

from __future__ import annotations

import importlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.house.test_operating import require_existing

from sistership.cli import COMMANDS

ROOT = Path(__file__).parents[2]
PAPERS = [*sorted((ROOT / "docs" / "guide").glob("*.md")), ROOT / "README.md", ROOT / "README.zh-Hant.md"]
RUN_HERE = ("lessons", "duty", "search", "talent")
"""Of cases, tests/cli/test_cases.py runs them."""
LESSON_OF_THE_HELP = "01890a5d-ac96-774b-bcce-b302099a8057"


def _words(line: str) -> list[str]:
    """What a shell would pass on: no remark, no redirection."""
    return shlex.split(line.partition(" > ")[0], comments=True)[1:]


def _in_papers() -> Iterator[list[str]]:
    for paper in PAPERS:
        for line in paper.read_text("utf-8").splitlines():
            spans = re.findall(r"`(?:uv run )?(sistership [a-z][^`…\[]*)`", line)
            blocks = re.findall(r"^ *(?:uv run )?(sistership [a-z].*)$", line) if "`" not in line else []
            yield from map(_words, spans + blocks)


def _in_help(name: str, command: click.Command) -> Iterator[list[str]]:
    yield _words(" ".join((command.epilog or "").split()).removeprefix("Example: "))
    if isinstance(command, click.Group):
        for below, inner in command.commands.items():
            yield from _in_help(f"{name} {below}", inner)


def test_commands_in_guides_exist_with_their_options():
    told = list(_in_papers())
    assert set(RUN_HERE) | {"cases", "read", "blueprint", "up"} <= {words[0] for words in told}
    for words in told:
        require_existing(words)


@pytest.mark.django_db
@pytest.mark.database
@pytest.mark.parametrize("name", RUN_HERE)
def test_every_example_runs(world, name, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    command = importlib.import_module(COMMANDS[name][0]).command
    told = [*(one for one in _in_papers() if one[0] == name), *_in_help(name, command)]
    if name == "lessons":
        CliRunner().invoke(command, ["export", "--output", "lessons.json"], catch_exceptions=False)
    for words in told:
        assert words[0] == name
        given = [str(world.lesson.public_id) if one == LESSON_OF_THE_HELP else one for one in words[1:]]
        result = CliRunner().invoke(command, given, catch_exceptions=False)
        assert (result.exit_code, result.stderr) == (0, ""), (words, result.output)
        assert result.stdout.strip(), words
