"""Run every benchmark of the window and write docs/measured/window.md.

    python -m benchmarks.run --database-url postgres://… --scratch FOLDER

The database must be empty, or filled by an earlier run. What peers need is installed in the scratch folder.
"""

from __future__ import annotations

import os
import platform
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import click

from benchmarks import reading
from benchmarks.window import commands, pretalx, readers, servers

REPORT = Path(__file__).resolve().parent.parent / "docs" / "measured" / "window.md"
READERS, THINK_S, DURATION_S = 20, 1.0, 60.0
ROWS = 10_000


def _pages(database_url: str, data_dir: Path) -> str:
    from sistership.cli.django_setup import setup

    setup(database_url=database_url, data_dir=data_dir)
    from benchmarks.window.pages import addresses, measure

    lines = [
        "## Pages",
        "",
        "CPU time of one answer beside a bare Django page of as many bytes, made from as many rows of one table"
        " in one query, under the same middleware, turn by turn in one process; the fastest of seven each."
        " Limit of the issue: 3 for home, partnership and blueprint; 15 queries.",
        "",
        "| page | queries | rows | bytes | CPU, bare page = 1 |",
        "| --- | --- | --- | --- | --- |",
    ]
    lines += [
        f"| {cost.name} | {cost.queries} | {cost.rows} | {cost.size_bytes} | {cost.ratio:.1f} |"
        for cost in measure(addresses())
    ]
    return "\n".join(lines)


def _readers(database_url: str, data_dir: Path, scratch: Path) -> str:
    import sys

    from benchmarks.window.pages import addresses

    ours = {"DATABASE_URL": database_url, "SISTERSHIP_DATA_DIR": str(data_dir)}
    lines = [
        "## Readers",
        "",
        f"{READERS} readers, {THINK_S:.0f} s between pages, {DURATION_S:.0f} s, each server by itself under the"
        " same gunicorn settings (2 workers, 4 threads) on the same database server; the readers run on the"
        " same machine. The window's readers go through the pages above, pretalx' read its test event's"
        " schedule, talks and speakers.",
        "",
        "| | pages read | errors | median | p95 | p95, pretalx = 1 |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    paths = list(addresses().values())
    python, theirs = pretalx.set_up(scratch / "pretalx", database_url=database_url)
    schedule = [f"/{pretalx.EVENT}/{part}/" for part in ("schedule", "talk", "speaker")]
    found = {}
    for name, executable, application, environment, asked in (
        ("window", Path(sys.executable), "sistership.window.config.wsgi:application", ours, paths),
        ("pretalx", python, "pretalx.wsgi:application", theirs, schedule),
    ):
        log = scratch / f"{name}.log"
        with servers.served(
            executable, application, environment=environment, first_path=asked[0], log=log
        ) as base:
            found[name] = readers.read_pages(
                base, asked, readers=READERS, think_s=THINK_S, duration_s=DURATION_S
            )
    for name, waits in found.items():
        ratio = waits.p95_s / found["pretalx"].p95_s
        lines.append(
            f"| {name} | {len(waits.seconds)} | {len(waits.errors)} | {waits.median_s:.2f} s |"
            f" {waits.p95_s:.2f} s | {ratio:.1f} |"
        )
        lines += [f"<!-- {error} -->" for error in waits.errors[:3]]
    return "\n".join(lines)


def _journal(database_url: str, data_dir: Path, scratch: Path) -> str:
    there = {"DATABASE_URL": database_url, "SISTERSHIP_DATA_DIR": str(data_dir)}
    ran = commands.sistership("journal", "verify", environment=there)
    entries = sum(
        int(line.split(": ")[1].split()[0])
        for line in ran.output.splitlines()
        if " entries" in line and ": " in line
    )
    rebuilt = commands.sistership("rebuild", environment=there)
    return "\n".join(
        [
            "## Journal and projections",
            "",
            f"`sistership journal verify` of {entries} entries: {ran.cpu_s:.1f} s of CPU time, starting included"
            " (limit: 5 s); every chain whole.",
            f"`sistership rebuild` of all promises: {rebuilt.cpu_s:.0f} s of CPU time;"
            f" {rebuilt.output.strip()}.",
        ]
    )


def _imports(database_url: str, data_dir: Path, scratch: Path) -> str:
    folder = scratch / "import"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    there = {"SISTERSHIP_DATA_DIR": str(folder), "DATABASE_URL": ""}
    commands.sistership("migrate", environment=there)
    sheet = folder / "organisations.xlsx"
    commands.write_sheet(sheet, ROWS)
    ran = commands.sistership("import", "organisations", sheet, environment=there)
    peer = commands.pandas_reads(scratch, sheet)
    return "\n".join(
        [
            "## Import",
            "",
            f"`sistership import organisations` of {ROWS} rows (XLSX, new SQLite database): {ran.cpu_s:.1f} s of"
            f" CPU time (limit: 30 s), {ran.most_memory_mb:.0f} MB (limit: 300 MB); it says:"
            f" {ran.output.strip().splitlines()[-1]}",
            f"pandas `read_excel` of the same file, which merely holds it: memory {peer.most_memory_mb:.0f} MB;"
            f" ours is {ran.most_memory_mb / peer.most_memory_mb:.1f} of it, our CPU time"
            f" {ran.cpu_s / peer.cpu_s:.1f} of its.",
        ]
    )


def _reading(database_url: str, data_dir: Path, scratch: Path) -> str:
    found = reading.measure(scratch)
    return "\n".join(
        [
            "## Reading",
            "",
            f"{found.documents} test documents (tests/reading/documents); the slowest, {found.slowest_read}:"
            f" {found.slowest_read_cpu_s:.2f} s of CPU time after start (limit: 1 s).",
            "",
            "| | ours | peer | CPU, peer = 1 |",
            "| --- | --- | --- | --- |",
            f"| main text of {found.pages} HTML pages: marked sentences kept (trafilatura) |"
            f" {found.main_kept[0]:.0%} | {found.main_kept[1]:.0%} | {found.main_cpu_ratio:.1f} |",
            f"| day of the event in {found.dated} documents (dateparser, any date found counts; our CPU time is"
            f" that of the whole reading) | {found.dates_found[0]:.0%} | {found.dates_found[1]:.0%} |"
            f" {found.dates_cpu_ratio:.1f} |",
        ]
    )


PARTS: dict[str, Callable[[str, Path, Path], str]] = {
    "pages": lambda url, data, _scratch: _pages(url, data),
    "readers": _readers,
    "journal": _journal,
    "imports": _imports,
    "reading": _reading,
}


@click.command()
@click.option("--database-url", required=True, help="An empty PostgreSQL database, or one filled before.")
@click.option("--scratch", type=click.Path(path_type=Path), required=True)
@click.option(
    "--only", type=click.Choice(list(PARTS)), multiple=True, help="These parts alone, to the screen."
)
def main(database_url: str, scratch: Path, only: tuple[str, ...]) -> None:
    """Fill the database where it is empty, measure, write docs/measured/window.md."""
    scratch.mkdir(parents=True, exist_ok=True)
    data_dir = scratch / "data"
    data_dir.mkdir(exist_ok=True)
    os.environ |= {"DATABASE_URL": database_url, "SISTERSHIP_DATA_DIR": str(data_dir)}
    _fill(database_url, data_dir)
    told = [PARTS[name](database_url, data_dir, scratch) for name in only or PARTS]
    head = [
        "# The window, measured",
        "",
        f"Written by `make bench` on {time.strftime('%Y-%m-%d')}; {platform.system()} {platform.machine()},"
        f" {os.cpu_count()} cores, Python {platform.python_version()}, PostgreSQL."
        " 100 partnerships, 1,000 agreements, 20,000 commitments, 60,000 milestones, 100,000 journal entries"
        " (`benchmarks/window/fill.py`).",
    ]
    text = "\n\n".join(["\n".join(head), *told]) + "\n"
    click.echo(text)
    if not only:
        REPORT.parent.mkdir(parents=True, exist_ok=True)
        REPORT.write_text(text, encoding="utf-8")


def _fill(database_url: str, data_dir: Path) -> None:
    from sistership.cli.django_setup import setup

    setup(database_url=database_url, data_dir=data_dir)
    from benchmarks.window.fill import fill_if_empty

    fill_if_empty()


if __name__ == "__main__":
    main()
