"""Fill a database with the cases of many desks, as consistent as if people had worked on them.

Rows are made in bulk; what is derived from them is computed by the window's own pure functions, the journal is
chained by its own `record_all`, and a `rebuild` of a sample must find nothing to change.

    python -m benchmarks.window.cases.fill --database-url postgres://… --data-dir FOLDER
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sistership.cli.django_setup import setup

if TYPE_CHECKING:
    from sistership.window.offices.people.models import Account, Partnership, Side

BATCH = 2000
SAMPLE = 2000


@dataclass(frozen=True, slots=True)
class CasesSize:
    """How much to invent."""

    partnerships: int = 25
    """Two desks for each."""
    cases: int = 100_000
    officers: int = 30


def fill_cases(size: CasesSize, *, now: datetime) -> None:
    """Write all of it; the database must be migrated and empty."""
    from django.db import connection, transaction

    from benchmarks.window.cases.rows import Batch
    from benchmarks.window.fill import Size, _partnerships
    from sistership.window.offices.cases.actions.projection import sides_by_key
    from sistership.window.offices.cases.models import Case, CaseNumber

    with transaction.atomic():
        found = [(pair, sides) for pair, sides, _place in _partnerships(Size(partnerships=size.partnerships))]
        officers = _officers(size, found)
        each = size.cases // len(found)
        for place, (partnership, sides) in enumerate(found):
            numbers = iter(range(place * each + 1, (place + 1) * each + 1))
            ready = sides_by_key(partnership.pk)
            while some := list(islice(numbers, BATCH)):
                batch = Batch(partnership, sides, now, officers, ready)
                for number in some:
                    batch.add(number)
                batch.write()
            CaseNumber.objects.create(partnership=partnership, year=now.year, last=each)
        with connection.cursor() as cursor:  # keys were given, so that the clocks could be computed first
            cursor.execute(
                "SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [Case._meta.db_table, size.cases]
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _officers(size: CasesSize, found: list[tuple[Partnership, list[Side]]]) -> dict[int, list[Account]]:
    """City → its officers: half of them in the three home ports, whose desks hold the most."""
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.people import actions as people

    hubs = list({sides[0].city_id: sides[0].city for _one, sides in found}.values())
    others = [sides[1].city for _one, sides in found]
    half = size.officers // 2
    places = [hubs[number % len(hubs)] for number in range(half)]
    places += [others[number % len(others)] for number in range(size.officers - half)]
    officers: dict[int, list[Account]] = {}
    for number, city in enumerate(places):
        account = people.add_account(
            actor=SYSTEM,
            email=f"officer{number}@city.example",
            password=None,
            display_name=f"Officer {number}",
            language=("zh-hant", "en", "pl")[number % 3],
        )
        people.grant_role(actor=SYSTEM, account=account, role="officer", city=city)
        officers.setdefault(city.pk, []).append(account)
    return officers


def drift(sample: int = SAMPLE) -> int:
    """How many cases of an even sample `rebuild` would change."""
    from sistership.window.offices.cases.actions.projection import _rebuild
    from sistership.window.offices.cases.models import Case

    keys = list(Case.objects.order_by("pk").values_list("pk", flat=True))
    return _rebuild(keys[:: max(len(keys) // sample, 1)])


def fill_if_empty(size: CasesSize | None = None) -> bool:
    """Bring the database to this version and fill it; False where it holds partnerships already."""
    from sistership.cli.migrate import bring_up_to_date
    from sistership.window.ground import clock
    from sistership.window.offices.people.models import Partnership

    bring_up_to_date()
    if Partnership.objects.exists():
        return False
    fill_cases(size or CasesSize(), now=clock.now())
    return True


@click.command()
@click.option("--database-url", required=True)
@click.option("--data-dir", type=click.Path(path_type=Path), required=True)
@click.option("--cases", default=100_000, show_default=True)
def main(database_url: str, data_dir: Path, cases: int) -> None:
    """Bring an empty database to this version, fill it, and look whether a sample holds."""
    setup(database_url=database_url, data_dir=data_dir)
    began = time.monotonic()
    if not fill_if_empty(CasesSize(cases=cases)):
        raise click.ClickException("This database holds partnerships already; name an empty one.")
    click.echo(f"filled in {time.monotonic() - began:.0f} s; {drift()} of a sample differ from their rebuild")


if __name__ == "__main__":
    main()
