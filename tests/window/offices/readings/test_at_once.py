"""Two officers accept at once: one of them makes the records, the other is told that they are there."""

from __future__ import annotations

import threading

import pytest
from django.db import connection
from tests.world import ARTICLE, build_world

from sistership.window.offices.agreements.models import Agreement
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.people.models import Account
from sistership.window.offices.readings import actions
from sistership.window.offices.readings.models import Reading

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.database,
    pytest.mark.skipif(
        connection.vendor == "sqlite",
        reason="threads cannot share a test database in memory; SQLite lets one writer in at a time anyway",
    ),
]


def _at_once(pairs: list[tuple[Account, Reading]]) -> list[bool]:
    """Whether each of the acceptances, all begun together, made records."""
    start, found = threading.Barrier(len(pairs)), []

    def run(account: Account, reading: Reading) -> None:
        try:
            start.wait(10)
            _row, accepted = actions.accept_reading(account=account, reading=reading)
            found.append(accepted is not None and accepted.is_new)
        except Exception as error:
            found.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def test_one_reading_is_accepted_once():
    world = build_world()
    before = Agreement.objects.count()
    found = _at_once([(world.officer_k, world.reading), (world.officer_g, world.reading)])
    assert sorted(map(str, found)) == ["False", "True"]
    assert Agreement.objects.count() == before + 1
    assert [problem for report in verify() for problem in report.problems] == []


def test_one_text_in_two_readings_is_accepted_once():
    world = build_world()
    own, _ = actions.read_document(actor=world.officer_g.ref, read_by=world.officer_g, text=ARTICLE)
    assert own.pk != world.reading.pk
    before = Agreement.objects.count()
    found = _at_once([(world.officer_k, world.reading), (world.officer_g, own)])
    assert sorted(map(str, found)) == ["False", "True"]
    assert Agreement.objects.count() == before + 1
