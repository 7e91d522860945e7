"""Measure the office of cases at size, part by part.

    python -m benchmarks.window.cases.run --database-url postgres://… --scratch FOLDER [--only officers]

The database must be empty, or filled by an earlier run; `mailbox` and `storm` need one of their own each, which
`--only` with another address gives them. Results are kept by hand in docs/measured/cases.md.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from benchmarks.window import commands, servers
from benchmarks.window.readers import Waits

THINK_S, DURATION_S = 2.0, 60.0
WARM_S = 15.0
PER_S = 20.0
LETTERS = 10_000
OPERATIONS = 500


@contextlib.contextmanager
def _window(database_url: str, data_dir: Path, scratch: Path) -> Iterator[str]:
    there = {"DATABASE_URL": database_url, "SISTERSHIP_DATA_DIR": str(data_dir)}
    with servers.served(
        Path(sys.executable),
        "sistership.window.config.wsgi:application",
        environment=there,
        first_path="/health",
        log=scratch / "window.log",
    ) as base:
        yield base


def _load() -> str:
    return f"load of the machine: {', '.join(f'{one:.1f}' for one in os.getloadavg())}"


def _line(name: str, waits: Waits) -> str:
    return (
        f"| {name} | {len(waits.seconds)} | {len(waits.errors)} | {waits.median_s * 1000:.0f} ms |"
        f" {waits.p95_s * 1000:.0f} ms |"
    )


def _pages(_database_url: str, _data_dir: Path, _scratch: Path) -> str:
    from benchmarks.window.cases.officers import costs, list_beside_a_select

    lines = ["| page | queries | bytes | seconds | slowest query |", "| --- | --- | --- | --- | --- |"]
    lines += [
        f"| {one.name} | {one.queries} | {one.size_bytes} | {one.seconds:.3f} | {one.slowest} |"
        for one in costs()
    ]
    ours, plain = list_beside_a_select()
    lines += [
        "",
        f"the list of one's desk: {ours * 1000:.0f} ms; a plain SELECT of its rows: {plain * 1000:.1f} ms;"
        f" {ours / plain:.0f} times",
        _load(),
    ]
    return "\n".join(lines)


def _officers(database_url: str, data_dir: Path, scratch: Path) -> str:
    from benchmarks.window.cases.officers import officers, work

    people = officers()
    lines = [_load(), "", "| page | opened | errors | median | p95 |", "| --- | --- | --- | --- | --- |"]
    with _window(database_url, data_dir, scratch) as base:
        work(base, people[:8], think_s=0.2, duration_s=WARM_S)  # a process that just began reads its modules
        lines[0] = _load()
        found = work(base, people, think_s=THINK_S, duration_s=DURATION_S)
    everything = Waits()
    for waits in found.values():
        everything.seconds += waits.seconds
        everything.errors += waits.errors
    lines += [_line(name, waits) for name, waits in found.items()]
    lines += [_line("all", everything), *everything.errors[:5], _load()]
    return "\n".join(lines)


def _intake(database_url: str, data_dir: Path, scratch: Path) -> str:
    from benchmarks.window.cases.intake import alone_beside_an_insert, kept, new_key, pour

    key, run = new_key(), f"run{int(time.time())}"
    with _window(database_url, data_dir, scratch) as base:
        alone, plain = alone_beside_an_insert(base, key, database_url, run=f"alone{run}")
        waits = pour(base, key, per_s=PER_S, duration_s=DURATION_S, run=run)
    found = kept(key, run)
    return "\n".join(
        [
            _load(),
            f"alone: {alone * 1000:.1f} ms; a plain INSERT of the same words: {plain * 1000:.2f} ms;"
            f" {alone / plain:.0f} times",
            f"{len(waits.seconds)} answers, {len(waits.errors)} errors {waits.errors[:3]}; median"
            f" {waits.median_s:.3f} s, p95 {waits.p95_s:.3f} s",
            f"{found.cases} cases, {found.words} first words, {found.letters} letters; problems of the chains:"
            f" {list(found.problems)}",
        ]
    )


def _mailbox(database_url: str, data_dir: Path, scratch: Path) -> str:
    from benchmarks.window.cases.mailbox import write_letters
    from sistership.window.offices.cases.models import Case, CaseMessage
    from sistership.window.offices.people.models import Side

    folder, desk = scratch / "maildir", "desk@city.example"
    shutil.rmtree(folder, ignore_errors=True)
    write_letters(folder, LETTERS, to=desk)
    Side.objects.filter(pk=Side.objects.order_by("pk")[0].pk).update(desk_email=desk)
    before = (Case.objects.count(), CaseMessage.objects.count())
    there = {
        "DATABASE_URL": database_url,
        "SISTERSHIP_DATA_DIR": str(data_dir),
        "DJANGO_SETTINGS_MODULE": "sistership.window.config.settings",
        "SISTERSHIP_MAILBOX": "sistership.outside.mailbox.Maildir",
        "SISTERSHIP_MAILBOX_FOLDER": str(folder),
    }
    module = [sys.executable, "-m", "benchmarks.window.cases.mailbox"]
    peer = commands.run([*module, "read"], environment=there)
    began = time.monotonic()
    ran = commands.run([*module, "fetch"], environment=there)
    took_s = time.monotonic() - began
    cases, words = Case.objects.count() - before[0], CaseMessage.objects.count() - before[1]
    return "\n".join(
        [
            _load(),
            f"{ran.output.strip()} of {LETTERS} letters taken: {cases} cases, {words} words; {took_s:.0f} s,"
            f" {ran.cpu_s:.0f} s of CPU time, {ran.most_memory_mb:.0f} MB at most",
            f"the standard library merely reads {peer.output.strip()}: {peer.cpu_s:.1f} s of CPU time,"
            f" {peer.most_memory_mb:.0f} MB",
        ]
    )


def _storm(database_url: str, _data_dir: Path, scratch: Path) -> str:
    from tests.faults.after_the_storm import check_all_is_whole, let_it_blow
    from tests.faults.storm import ALL_VICTIMS

    folder = scratch / "storm"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    storm = let_it_blow(
        folder, operations=OPERATIONS, every=20, victims=ALL_VICTIMS, seed=1, database_url=database_url
    )
    check_all_is_whole(storm, operations=OPERATIONS)
    sent = storm.sent
    return (
        f"{OPERATIONS} operations, {len(sent.killed)} kills in {storm.took_s:.0f} s: {len(sent.enquiries)}"
        f" enquiries, {len(sent.writes)} letters and {len(sent.notes)} notes accepted, {len(sent.unsure)} without"
        f" an answer; {len(storm.found['letters'])} letters posted, {len(storm.letters)} copies delivered;"
        " nothing lost, nothing twice, every chain whole, nothing to rebuild"
    )


PARTS: dict[str, Callable[[str, Path, Path], str]] = {
    "pages": _pages,
    "officers": _officers,
    "intake": _intake,
    "mailbox": _mailbox,
    "storm": _storm,
}


@click.command()
@click.option("--database-url", required=True)
@click.option("--scratch", type=click.Path(path_type=Path), required=True)
@click.option("--only", type=click.Choice(list(PARTS)), multiple=True, required=True)
def main(database_url: str, scratch: Path, only: tuple[str, ...]) -> None:
    """Fill the database where it is empty (but for a storm, which needs an empty one), then measure."""
    from sistership.cli.django_setup import setup

    data_dir = scratch / "data"
    data_dir.mkdir(parents=True, exist_ok=True)
    if only != ("storm",):
        setup(database_url=database_url, data_dir=data_dir)
        from benchmarks.window.cases.fill import fill_if_empty

        fill_if_empty()
    for name in only:
        click.echo(f"## {name}\n\n{PARTS[name](database_url, data_dir, scratch)}\n")


if __name__ == "__main__":
    main()
