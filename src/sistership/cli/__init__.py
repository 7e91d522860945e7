"""The command line: a lazy group, so that `sistership --help` loads no engine and no web framework."""

from __future__ import annotations

import importlib
import os
import sys

import click

from sistership import __version__
from sistership.common.errors import SistershipError

# name → (module, what it does in one line). The module is imported only when the command runs,
# and holds a click command or group named `command`.
COMMANDS = {
    "up": ("sistership.cli.up", "Start the window: web and background worker, on this machine."),
    "read": ("sistership.cli.read", "Draft records from a memorandum or press article."),
    "match": ("sistership.cli.match", "Match profiles, place applicants, schedule meetings."),
    "market": ("sistership.cli.market", "List, import and suggest profiles of the market."),
    "matchdays": ("sistership.cli.matchdays", "List, plan, report and export matchmaking days."),
    "talent": ("sistership.cli.talent", "List, place and export cohorts of talent exchange."),
    "lexicon": ("sistership.cli.lexicon", "Add general lexicons; check tables of words."),
    "cases": ("sistership.cli.cases", "List, answer, hand over, import and export cases."),
    "blueprint": ("sistership.cli.blueprint", "Print, export or import an action blueprint."),
    "export": ("sistership.cli.export_register", "Write a register as a sheet, or all that is a city's."),
    "import": ("sistership.cli.import_register", "Take a sheet of cities, organisations or contacts in."),
    "lessons": ("sistership.cli.lessons", "List, show, export or import lessons."),
    "translate": ("sistership.cli.translate", "Count, draft, export or import translations."),
    "search": ("sistership.cli.search", "Search the records as an account or as the public."),
    "journal": ("sistership.cli.journal", "Verify the journal, or print its heads."),
    "rebuild": ("sistership.cli.rebuild", "Recompute every derived state."),
    "city": ("sistership.cli.city", "List, show, export or import cities."),
    "person": ("sistership.cli.person", "Export or erase a person."),
    "account": ("sistership.cli.account", "Create an account, grant a role, issue an API token."),
    "example": ("sistership.cli.example", "Load or remove the example partnerships."),
    "backup": ("sistership.cli.backup", "Write a backup that any database can restore."),
    "restore": ("sistership.cli.restore", "Restore a backup into an empty window."),
    "retention": ("sistership.cli.retention", "Let go of what was kept long enough."),
    "duty": ("sistership.cli.duty", "Privacy register, breaches, requests of persons."),
    "doctor": ("sistership.cli.doctor", "Check the installation and say what to mend."),
    "migrate": ("sistership.cli.migrate", "Bring the database to this version."),
}


class LazyGroup(click.Group):
    """Lists commands from COMMANDS and imports the module of the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Example: sistership up --port 8123",
)
@click.version_option(__version__, prog_name="sistership")
def group() -> None:
    """Sistership: the single window of a city partnership."""


def main() -> None:
    """Run the command line; an error that a person can mend is one paragraph and exit status 2."""
    try:
        group.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        sys.exit(130)
    except SistershipError as error:
        click.echo(f"sistership: {error.message}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        os._exit(0)
