"""`sistership export --city` and `--check`: a city's full copy, and whether one is whole."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from sistership.cli.django_setup import open_window
from sistership.common.errors import InputError


def write_copy(*, key: str, to: Path | None, data_dir: Path | None, database_url: str | None) -> None:
    """Write the copy of the city `key` to a new folder or .zip, and say what is in it."""
    if to is None:
        raise InputError(
            "It is not said where the copy goes",
            where="--to",
            allowed="a new folder, or a new file that ends in .zip",
            next_step=f"For example: sistership export --city {key} --to {key}.zip",
        )
    open_window(data_dir=data_dir, database_url=database_url)
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.people.city_export import export_city
    from sistership.window.offices.people.models import City

    city = City.objects.filter(key=key).first()
    if city is None:
        known = ", ".join(City.objects.order_by("key").values_list("key", flat=True))
        raise InputError(f"There is no city {key!r}", where="--city", allowed=known or "none is there yet")
    manifest = export_city(actor=SYSTEM, city=city, to=to)
    files = sum(name.startswith("files/") for name in manifest.digests)
    click.echo(f"{to}: {sum(manifest.tables.values())} records, {files} files")
    for chain, head in manifest.heads.items():
        click.echo(f"head of {chain}: {head}")
    click.echo("It holds personal data: hand it over by a safe way, and delete it here afterwards.")


def check_copy(path: Path, *, head: str | None = None) -> NoReturn:
    """Say whether the copy is whole and its journal verifies; status 1 when not. Needs no window."""
    from sistership.window.ground.copy_format import open_copy, problems_in, read_manifest
    from sistership.window.offices.journal.copied import verify_copy

    copy = open_copy(path)
    manifest = read_manifest(copy)
    problems = problems_in(copy, manifest)
    click.echo(
        f"{manifest.city}, {manifest.created_at[:10]}: {sum(manifest.tables.values())} records,"
        f" {len(manifest.digests)} files of the copy"
    )
    if not problems:
        chains = verify_copy(copy, manifest)
        for chain in chains:
            state = f"{len(chain.problems)} problems" if chain.problems else "whole"
            without = f", {chain.without_words} without their words" if chain.without_words else ""
            click.echo(f"{chain.name}: {chain.length} entries{without}, {state}")
            problems += chain.problems
        if head is not None and not any(head in chain.hashes for chain in chains):
            problems.append(f"The head {head} stands in none of these chains")
    for problem in problems:
        click.echo(problem, err=True)
    click.echo("The copy is not whole: use another." if problems else "The copy is whole.")
    sys.exit(1 if problems else 0)
