"""`sistership match`: the group, whose commands are imported one by one as they are called."""

from __future__ import annotations

import importlib

import click

from sistership.common.errors import MissingPartError

# name → (module, what it does in one line); the module holds a click command named `command`.
COMMANDS = {
    "index": ("sistership.cli.match_index", "Keep profiles in an index."),
    "suggest": ("sistership.cli.match_suggest", "Suggest profiles of an index to profiles."),
    "explain": ("sistership.cli.match_explain", "Say why two profiles fit, and what speaks against it."),
    "eval": ("sistership.cli.match_eval", "Judge the suggestions by graded labels."),
    "place": ("sistership.cli.match_place", "Place applicants with hosts, with a certificate."),
    "schedule": ("sistership.cli.match_schedule", "Choose and time the meetings of a matchmaking day."),
}


class MatchGroup(click.Group):
    """Lists commands from COMMANDS and imports the module of the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name][0]).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ModuleNotFoundError as error:
            if (error.name or "").startswith("sistership"):
                raise
            raise MissingPartError(
                f"The library {error.name} is not installed",
                next_step="Run: pip install 'sistership[matching]'",
            ) from error


@click.group(
    cls=MatchGroup,
    name="match",
    epilog="Example: sistership match place applicants.csv hosts.csv --seed 4711",
)
def command() -> None:
    """Find, explain, place and schedule: the engine of matching, on files."""
