"""`sistership doctor`: run every check and print what it found."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from sistership.cli.django_setup import database_options, setup
from sistership.cli.doctor.findings import CHECKS, Entry, Finding, Level, fail
from sistership.common.errors import OutsideError

STATUS = {Level.OK: 0, Level.WARN: 1, Level.FAIL: 2}
NEEDS_TABLES = "The tables are not there or of another version, so this was not looked at"


@click.command(epilog="Example: sistership doctor --json")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--offline", is_flag=True, help="Ask no other machine.")
@database_options
def command(as_json: bool, offline: bool, data_dir: Path | None, database_url: str | None) -> None:
    """Check this installation and say what to mend. Status 0: all is well, 1: warnings, 2: failures.

    It asks the window through its public address, greets the mail server and reads the last backup; it
    sends no letter and changes nothing. Run it as the user of the window, with the window's environment.
    """
    unreachable = _open(data_dir, database_url)
    found = examine(offline=offline, unreachable=unreachable)
    if as_json:
        lines = [{"check": name} | asdict(finding) for name, finding in found]
        click.echo(json.dumps(lines, ensure_ascii=False, indent=2))
    else:
        _print(found)
    sys.exit(max(STATUS[finding.level] for _, finding in found))


def _open(data_dir: Path | None, database_url: str | None) -> str:
    """Bring up the settings; what is wrong with the database, empty when it answers."""
    try:
        setup(data_dir=data_dir, database_url=database_url)
    except OutsideError as error:
        from django.apps import apps

        if not apps.ready:  # the data folder itself: nothing can be looked at
            raise
        return " ".join(error.what.split())
    return ""


def examine(*, offline: bool = False, unreachable: str = "") -> list[tuple[str, Finding]]:
    """Every finding under the name of its check, in the order of the report."""
    from sistership.cli.doctor import database, duty, installation, machine, outside, records

    assert all((machine, installation, database, outside, records, duty))  # importing them fills the list
    found: list[tuple[str, Finding]] = []
    are_tables_there = not unreachable
    for entry in CHECKS:
        if offline and entry.is_outside:
            continue
        if entry.needs_database and unreachable:
            if entry.name == "database":
                found.append((entry.name, fail(unreachable, "Start it, or check DATABASE_URL")))
            continue
        if entry.needs_database and not are_tables_there:
            continue
        findings = _run(entry)
        found += [(entry.name, finding) for finding in findings]
        if entry.name == "migrations" and any(one.level is Level.FAIL for one in findings):
            are_tables_there = False
    return found


def _run(entry: Entry) -> list[Finding]:
    """A check that stumbles is a finding, too: the others still say what they see."""
    findings: list[Finding] = []
    try:
        findings += entry.check()
    except Exception as error:
        what = f"This could not be looked at ({type(error).__name__}: {str(error).strip()})"
        findings.append(fail(what, "Mend what stands above, then ask again"))
    return findings


def _print(found: list[tuple[str, Finding]]) -> None:
    colours = {Level.OK: "green", Level.WARN: "yellow", Level.FAIL: "red"}
    width = max(len(name) for name, _ in found)
    for name, finding in found:
        level = click.style(f"{finding.level.value:<4}", fg=colours[finding.level])
        click.echo(f"{level}  {name:<{width}}  {finding.what}")
        if finding.next_step:
            click.echo(f"{'':<{width + 8}}→ {finding.next_step}")
    counts = {level: sum(one.level is level for _, one in found) for level in Level}
    click.echo(f"\n{counts[Level.OK]} ok, {counts[Level.WARN]} to look at, {counts[Level.FAIL]} to mend")
