"""Enquiries that come in at a steady rate, whether or not the window keeps up; a plain INSERT beside them."""

from __future__ import annotations

import statistics
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import httpx
import psycopg

from benchmarks.window.cases.invented import WORDS
from benchmarks.window.readers import Waits

SENDERS = 40
ROUNDS = 100


@dataclass(frozen=True, slots=True)
class Key:
    """With what a program sends, and to whom."""

    token: str
    city: str
    partnerships: tuple[str, ...]
    chains: tuple[uuid.UUID, ...]
    """Public ids of those partnerships."""


def new_key() -> Key:
    """A key for the program of the city with the most desks."""
    from sistership.window.offices.people import actions as people
    from sistership.window.offices.people.models import Account, Partnership

    account = Account.objects.filter(grants__role="officer").order_by("pk")[0]
    city = account.grants.get().city
    assert city is not None
    found = list(Partnership.objects.filter(sides__city=city).order_by("pk"))
    _token, secret = people.issue_api_token(account=account, name="Intake", scopes=["write"])
    return Key(secret, city.key, tuple(one.key for one in found), tuple(one.public_id for one in found))


def _enquiry(key: Key, number: int, run: str) -> dict[str, str]:
    language = tuple(WORDS)[number % len(WORDS)]
    return {
        "partnership": key.partnerships[number % len(key.partnerships)],
        "side": key.city,
        "service": "landing",
        "text": WORDS[language].format(subject="ports", number=number),
        "language": language,
        "name": "Intake",
        "email": f"{run}-{number}@intake.example",
    }


def pour(base_url: str, key: Key, *, per_s: float, duration_s: float, run: str) -> Waits:
    """Send so many a second; a wait is counted from the moment at which the enquiry was due to be sent."""
    waits = Waits()
    began = time.perf_counter() + 0.5
    limits = httpx.Limits(max_connections=SENDERS, max_keepalive_connections=SENDERS)
    headers = {"Authorization": f"Bearer {key.token}"}
    with httpx.Client(base_url=base_url, headers=headers, timeout=60, limits=limits) as client:

        def send(number: int) -> None:
            due = began + number / per_s
            time.sleep(max(due - time.perf_counter(), 0))
            try:
                answer = client.post("/api/v1/enquiries", json=_enquiry(key, number, run))
            except httpx.HTTPError as error:
                waits.errors.append(repr(error))
            else:
                waits.seconds.append(time.perf_counter() - due)
                if answer.status_code != 201:
                    waits.errors.append(f"{answer.status_code}: {answer.text[:200]}")

        with ThreadPoolExecutor(SENDERS) as senders:
            list(senders.map(send, range(int(per_s * duration_s))))
    return waits


@dataclass(frozen=True, slots=True)
class Kept:
    """What the window holds of a run."""

    cases: int
    words: int
    letters: int
    problems: tuple[str, ...]


def kept(key: Key, run: str) -> Kept:
    """Count what came in, and verify the chains that it was written into."""
    from sistership.window.offices.cases.models import Case, CaseMessage
    from sistership.window.offices.journal.verify import verify
    from sistership.window.offices.notices.models import Message

    cases = Case.objects.filter(enquirer_email__startswith=f"{run}-")
    reports = [report for report in verify() if report.name in {str(one) for one in key.chains}]
    assert len(reports) == len(key.chains)
    return Kept(
        cases.count(),
        CaseMessage.objects.filter(case__in=cases, direction="in").count(),
        Message.objects.filter(about_id__in=cases.values("public_id")).count(),
        tuple(str(problem) for report in reports for problem in report.problems),
    )


def alone_beside_an_insert(base_url: str, key: Key, database_url: str, *, run: str) -> tuple[float, float]:
    """Median seconds of one enquiry alone, and of one committed INSERT of the same words, turn by turn."""
    ours, plain = [], []
    with (
        psycopg.connect(database_url, autocommit=True) as connection,
        httpx.Client(
            base_url=base_url, headers={"Authorization": f"Bearer {key.token}"}, timeout=60
        ) as client,
    ):
        connection.execute("CREATE TEMPORARY TABLE plain (id serial PRIMARY KEY, words jsonb)")
        for number in range(ROUNDS):
            data = _enquiry(key, number, run)
            began = time.perf_counter()
            client.post("/api/v1/enquiries", json=data).raise_for_status()
            ours.append(time.perf_counter() - began)
            began = time.perf_counter()
            connection.execute("INSERT INTO plain (words) VALUES (%s)", [psycopg.types.json.Jsonb(data)])
            plain.append(time.perf_counter() - began)
    return statistics.median(ours), statistics.median(plain)
