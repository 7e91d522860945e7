"""Whoever watches the machine learns how the window is; nobody else does."""

from __future__ import annotations

import os
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test.utils import CaptureQueriesContext

from sistership.window.ground import clock, heartbeat
from sistership.window.ground.backup import write_backup
from sistership.window.ground.last_backup import note_backup
from sistership.window.offices.journal.models import Chain
from sistership.window.offices.journal.verify import heads
from sistership.window.offices.notices.models import Message

TOKEN = "a token for the watcher"
ADDRESSES = ("/health/ready", "/health/metrics")


@pytest.fixture
def folder(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    return tmp_path


def _beat(folder, *, ago_s: float = 0) -> None:
    heartbeat._on_acknowledged(task={"func": heartbeat.BEAT, "args": (1,)})
    at = time.time() - ago_s
    os.utime(folder / "run" / "beat", (at, at))


def _figures(client, **more) -> dict[str, float]:
    answer = client.get("/health/metrics", **more)
    assert answer.status_code == 200
    lines = answer.content.decode().splitlines()
    return {name: float(value) for name, value in (line.split(" ") for line in lines if line[0] != "#")}


@pytest.mark.parametrize("address", ADDRESSES)
def test_only_this_machine_and_holders_of_the_token_are_answered(db, client, settings, folder, address):
    _beat(folder)
    assert client.get(address).status_code == 200
    elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
    refused = client.get(address, **elsewhere)
    assert refused.status_code == 401
    assert b"SISTERSHIP_METRICS_TOKEN" in refused.content
    # Through a proxy on this machine: the address is that of the proxy.
    assert client.get(address, headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 401
    assert client.get(address, headers={"Authorization": "Bearer "}, **elsewhere).status_code == 401
    settings.METRICS_TOKEN = TOKEN
    assert client.get(address, headers={"Authorization": "Bearer wrong"}, **elsewhere).status_code == 401
    assert client.get(address, headers={"Authorization": f"Bearer {TOKEN}"}, **elsewhere).status_code == 200


def test_ready_says_what_is_wrong(db, client, folder):
    assert client.get("/health/ready").json()["checks"] == {
        "database": True,
        "migrations": True,
        "worker": False,
    }
    _beat(folder, ago_s=3600)
    assert client.get("/health/ready").status_code == 503
    _beat(folder)
    heartbeat._on_acknowledged(task={"func": heartbeat.BEAT, "args": (2,)})
    assert client.get("/health/ready").json()["ready"] is True
    MigrationRecorder.Migration.objects.filter(app="notices").order_by("-pk").first().delete()
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()["checks"]["migrations"]) == (503, False)


@pytest.mark.django_db(transaction=True)
def test_figures_follow_the_records(world, client, folder, tmp_path):
    _beat(folder, ago_s=40)
    manifest = write_backup(tmp_path / "b.zip", heads=heads)
    note_backup(tmp_path / "b.zip", manifest)
    Message.objects.update(state=Message.State.SENT)
    Message.objects.filter(pk=world.letter.pk).update(
        state=Message.State.QUEUED, created_at=clock.now() - timedelta(hours=2)
    )
    found = _figures(client)
    assert 40 <= found["sistership_worker_silent_seconds"] < 60
    assert 0 <= found["sistership_backup_age_seconds"] < 60
    assert found["sistership_outbox_waiting"] == 1
    assert 7200 <= found["sistership_outbox_oldest_seconds"] < 7260
    assert found["sistership_outbox_failed"] == 0
    assert found["sistership_questions_open"] == 1
    assert found["sistership_journal_entries"] == sum(Chain.objects.values_list("length", flat=True))
    assert found["sistership_migrations_missing"] == 0
    assert found["sistership_disk_free_bytes"] > 0
    Message.objects.filter(pk=world.letter.pk).update(state=Message.State.FAILED)
    again = _figures(client)
    assert (again["sistership_outbox_waiting"], again["sistership_outbox_failed"]) == (0, 1)


def test_figures_are_cheap_and_what_is_not_known_is_left_out(world, client, folder):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found = _figures(client)
    assert len(queries) <= 8
    assert "sistership_backup_age_seconds" not in found
    assert "sistership_worker_silent_seconds" not in found


def test_asked_on_the_machine_itself_there_is_no_way_around_by_https(db, client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/health").status_code == 200
    assert client.get("/en/").status_code == 301
