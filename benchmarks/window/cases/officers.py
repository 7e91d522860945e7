"""Officers who are signed in and go through their day: how long each page took, and with how many queries."""

from __future__ import annotations

import itertools
import re
import statistics
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from benchmarks.window.readers import Waits

if TYPE_CHECKING:
    from sistership.window.offices.people.models import Account

SAID = ("淹水", "輕軌", "office", "drainage", "tramwajowej", "powodziach")
"""Words that officers look for, in three languages."""
COOKIE = "sessionid"
ROUNDS = 30


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody with a session, and the pages of the day by name."""

    session: str
    pages: tuple[tuple[str, str], ...]


def officers() -> list[Officer]:
    """All officers, signed in, each with pages of their own desk."""
    from sistership.window.offices.people.models import Account

    return [
        Officer(_signed_in(account), tuple(pages_of(account, place).items()))
        for place, account in enumerate(Account.objects.filter(grants__role="officer").order_by("pk"))
    ]


def _signed_in(account: Account) -> str:
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def pages_of(account: Account, place: int) -> dict[str, str]:
    """Name → address of what an officer opens on a working day."""
    from django.urls import reverse
    from django.utils import translation

    from sistership.window.offices.cases.rules import visible_cases

    seen = visible_cases(account).order_by("-received_at")
    newest = seen[place % 20].public_id
    oldest = seen.filter(state="closed")[place * 50].public_id
    with translation.override(account.language):
        cases = reverse("desk_cases")
        found = SAID[place % len(SAID)]
        return {
            "working day": reverse("desk"),
            "list: mine": f"{cases}?tab=mine",
            "list: my desk's": f"{cases}?tab=desk",
            "an open case": reverse("desk_case", args=[newest]),
            "list: about to be late": f"{cases}?tab=risk",
            "list: waits for the partner": f"{cases}?tab=partner",
            "search": f"{reverse('desk_search')}?q={found}",
            "list: late": f"{cases}?tab=late",
            "an old case": reverse("desk_case", args=[oldest]),
            "list: all, with a word": f"{cases}?tab=all&words={found}",
        }


@dataclass(frozen=True, slots=True)
class PageCost:
    """One page of the officer with the most cases."""

    name: str
    queries: int
    size_bytes: int
    seconds: float
    slowest: str
    """The end of its slowest query, with its time."""


def costs() -> Iterator[PageCost]:
    """Each page of a day once warm, in this process."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client, override_settings
    from django.test.utils import CaptureQueriesContext

    account: Any = get_user_model().objects.filter(grants__role="officer").order_by("pk")[0]
    client = Client()
    client.force_login(account)
    with override_settings(ALLOWED_HOSTS=["*"]):
        for name, address in pages_of(account, 0).items():
            client.get(address)
            began = time.perf_counter()
            with CaptureQueriesContext(connection) as captured:
                answer = client.get(address)
            took = time.perf_counter() - began
            assert answer.status_code == 200, (address, answer.status_code)
            slowest = max(captured.captured_queries, key=lambda one: float(one["time"]))
            _columns, _from, rest = slowest["sql"].rpartition(" FROM ")
            yield PageCost(
                name, len(captured), len(answer.content), took, f"{slowest['time']} s: … FROM {rest[:200]}"
            )


def list_beside_a_select() -> tuple[float, float]:
    """Median seconds of the list of one's desk, and of a plain SELECT of the rows that it shows, turn by turn."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client, override_settings

    account: Any = get_user_model().objects.filter(grants__role="officer").order_by("pk")[0]
    client, ours, plain = Client(), [], []
    client.force_login(account)
    address = pages_of(account, 0)["list: my desk's"]
    with override_settings(ALLOWED_HOSTS=["*"]), connection.cursor() as cursor:
        shown = re.findall(r'name="case" value="([^"]+)"', client.get(address).content.decode())
        for _round in range(ROUNDS):
            began = time.perf_counter()
            client.get(address)
            ours.append(time.perf_counter() - began)
            began = time.perf_counter()
            cursor.execute(
                "SELECT * FROM cases_case WHERE public_id = ANY(%s::uuid[]) ORDER BY due_at", [shown]
            )
            assert len(cursor.fetchall()) == len(shown) > 0
            plain.append(time.perf_counter() - began)
    return statistics.median(ours), statistics.median(plain)


def work(base_url: str, people: list[Officer], *, think_s: float, duration_s: float) -> dict[str, Waits]:
    """Let each officer go through the pages of the day, for so long; waits by page."""
    waits: defaultdict[str, Waits] = defaultdict(Waits)
    until = time.monotonic() + duration_s

    def go(number: int, officer: Officer) -> None:
        time.sleep(think_s * number / len(people))
        first = number % len(officer.pages)
        turn = itertools.cycle([*officer.pages[first:], *officer.pages[:first]])
        # A browser opens the page again by itself where the server just closed an idle connection.
        limits = httpx.Limits(max_keepalive_connections=0)
        cookies = {COOKIE: officer.session}
        with httpx.Client(base_url=base_url, timeout=60, cookies=cookies, limits=limits) as client:
            while time.monotonic() < until:
                name, address = next(turn)
                began = time.perf_counter()
                try:
                    answer = client.get(address)
                except httpx.HTTPError as error:
                    waits[name].errors.append(f"{address}: {error!r}")
                else:
                    waits[name].seconds.append(time.perf_counter() - began)
                    if answer.status_code != 200:
                        waits[name].errors.append(f"{address}: {answer.status_code}")
                time.sleep(think_s)

    threads = [threading.Thread(target=go, args=one) for one in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return dict(waits)
