"""The command line answers at once, and every command shows how it is used."""

from __future__ import annotations

import importlib
import resource
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from sistership.cli import COMMANDS


def _cpu_seconds(*arguments: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "sistership.cli", *arguments], check=True, stdout=subprocess.DEVNULL
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime - before.ru_utime) + (after.ru_stime - before.ru_stime)


def test_help_takes_less_than_half_a_second_of_cpu():
    assert min(_cpu_seconds("--help") for _ in range(3)) < 0.5


def _with_subcommands(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
    yield name, command
    if isinstance(command, click.Group):
        for below, inner in command.commands.items():
            yield from _with_subcommands(f"{name} {below}", inner)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does_and_shows_an_example(name):
    module = importlib.import_module(COMMANDS[name][0])
    for path, command in _with_subcommands(name, module.command):
        shown = command.get_help(click.Context(command, info_name=f"sistership {path}"))
        assert command.help, path
        assert f"Example: sistership {path}" in " ".join(shown.split()), path
