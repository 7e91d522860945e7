"""What a page costs beside a bare Django page of as many bytes, made from as many rows.

The bare page is a view of a few lines on the same database, in the same process, under the same middleware:
it reads as many rows of one table as the page reads of all its tables, and writes them by a template that is
one loop, with as many columns and then fixed words in each row until the page has as many bytes.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

ROUNDS = 7
COLUMNS = ("language", "field", "owner_kind", "text", "status")


@dataclass(frozen=True, slots=True)
class Cost:
    """One page beside its bare one."""

    name: str
    queries: int
    rows: int
    size_bytes: int
    cpu_s: float
    bare_cpu_s: float

    @property
    def ratio(self) -> float:
        return self.cpu_s / self.bare_cpu_s


def _cpu_s(call: Callable[[], object]) -> float:
    started = time.process_time()
    call()
    return time.process_time() - started


def _rows_of(queries: list[dict[str, str]]) -> int:
    """How many rows the queries yield, asked of the database itself."""
    from django.db import connection

    total = 0
    with connection.cursor() as cursor:
        for query in queries:
            if query["sql"].lstrip("(").upper().startswith("SELECT"):
                # A table without columns of its own: names may stand twice in a page's query.
                cursor.execute(f"SELECT count(*) FROM ({query['sql']}) AS asked")
                total += cursor.fetchone()[0]
    return total


def bare_page(rows: int, size_bytes: int) -> Callable[[Any], Any]:
    """A view that reads so many rows and writes so many bytes."""
    from django.http import HttpResponse
    from django.template import Context, engines

    from sistership.window.ground.models import LocalizedText

    def found() -> list[LocalizedText]:
        return list(LocalizedText.objects.order_by("pk")[:rows])

    def write(cells: Sequence[str], padding: int) -> Any:
        row = "".join(f"<td>{{{{ row.{cell} }}}}</td>" for cell in cells)
        loop = "{% for row in rows %}<tr>" + row + "x" * padding + "</tr>{% endfor %}"
        return engines["django"].engine.from_string(f"<!doctype html><title>Bare</title>{loop}")

    def size(template: Any) -> int:
        return len(template.render(Context({"rows": found()})).encode())

    # As many of the columns as there are bytes for.
    cells = next(
        COLUMNS[:many] for many in range(len(COLUMNS), -1, -1) if size(write(COLUMNS[:many], 0)) <= size_bytes
    )
    template = write(cells, (size_bytes - size(write(cells, 0))) // max(rows, 1))

    def view(request: Any) -> HttpResponse:
        return HttpResponse(template.render(Context({"rows": found()})))

    return view


def measure(addresses: dict[str, str]) -> list[Cost]:
    """Each page beside its bare one, turn by turn, the fastest of several rounds of both."""
    from django.db import connection
    from django.test import Client, override_settings
    from django.test.utils import CaptureQueriesContext
    from django.urls import path

    import benchmarks.window.pages_urls as addresses_of_bare

    costs = []
    client = Client()
    with override_settings(ALLOWED_HOSTS=["*"], ROOT_URLCONF=addresses_of_bare.__name__):
        for name, address in addresses.items():
            client.get(address)
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(address)
                queries = list(captured.captured_queries)
            assert answer.status_code == 200, (address, answer.status_code)
            rows, size_bytes = _rows_of(queries), len(answer.content)
            bare = f"/bare/{name}/"
            addresses_of_bare.urlpatterns.insert(0, path(bare[1:], bare_page(rows, size_bytes)))
            addresses_of_bare.forget()
            bare_bytes = len(client.get(bare).content)
            assert abs(bare_bytes - size_bytes) <= max(rows, size_bytes * 0.02), (bare_bytes, size_bytes)
            pairs = [
                (_cpu_s(lambda at=address: client.get(at)), _cpu_s(lambda at=bare: client.get(at)))
                for _ in range(ROUNDS)
            ]
            costs.append(
                Cost(
                    name=name,
                    queries=len(queries),
                    rows=rows,
                    size_bytes=size_bytes,
                    cpu_s=min(page for page, _ in pairs),
                    bare_cpu_s=min(plain for _, plain in pairs),
                )
            )
    return costs


def addresses() -> dict[str, str]:
    """The pages that the limits are about, of the partnership in the middle of the list."""
    from django.urls import reverse
    from django.utils import translation

    from sistership.window.offices.agreements.models import Agreement
    from sistership.window.offices.people.models import Partnership

    partnerships = Partnership.objects.order_by("pk")
    chosen = partnerships[partnerships.count() // 2]
    agreement = Agreement.objects.filter(partnership=chosen).order_by("pk")[0]
    with translation.override("zh-hant"):
        return {
            "home": reverse("home"),
            "partnerships": reverse("partnerships"),
            "partnership": reverse("partnership", args=[chosen.key]),
            "blueprint-of-a-partnership": reverse("partnership_blueprint", args=[chosen.key]),
            "blueprint-by-date": reverse("partnership_blueprint", args=[chosen.key]) + "?view=date",
            "blueprint-of-an-agreement": reverse("blueprint", args=[agreement.public_id]),
        }
