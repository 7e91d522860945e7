"""`sistership retention`: what was kept long enough goes, persons and accounts are only named."""

from __future__ import annotations

from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.contrib.sessions.models import Session
from django.core.exceptions import ImproperlyConfigured

from sistership.cli.retention import command as retention
from sistership.window.config.retention import USUAL_DAYS, retention_days
from sistership.window.ground import clock
from sistership.window.ground.models import StoredFile
from sistership.window.ground.registry import registry
from sistership.window.offices.duty import tasks
from sistership.window.offices.duty.models import RetentionRun
from sistership.window.offices.imports.models import ImportRun, RunState
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.journal.models import Entry
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.notices import following
from sistership.window.offices.notices.models import Message, OneTimeToken, Subscription
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import Account, ApiToken, Person
from sistership.window.offices.people.retention import let_go
from sistership.window.offices.readings.models import Reading


def _found(**at) -> dict[str, int]:
    with clock.at(clock.now() + timedelta(**at)):
        return {one.name: one.count for one in let_go(actor=SYSTEM, is_dry_run=True) if one.count}


def test_every_kind_has_its_days():
    assert set(registry.retention) == set(USUAL_DAYS)


def test_days_are_set_by_name():
    assert retention_days("") == USUAL_DAYS
    assert retention_days("letters=90, links=30") == USUAL_DAYS | {"letters": 90, "links": 30}
    for wrong in ("letter=3", "letters", "letters=0", "letters=soon"):
        with pytest.raises(ImproperlyConfigured, match=wrong):
            retention_days(wrong)


def test_nothing_is_due_in_a_new_window(world):
    assert _found() == {}


def test_each_kind_goes_when_its_days_are_over(world, settings):
    following.ask_to_follow(
        email="reader@example.net", language="en", rhythm="at_once", about=world.commitment.ref, title="x"
    )
    Message.objects.filter(pk=world.letter.pk).update(state=Message.State.SENT, sent_at=clock.now())
    Session.objects.create(session_key="old", session_data="", expire_date=clock.now())
    people.revoke_api_token(actor=SYSTEM, token=world.token)
    assert _found(days=6).keys() == {"sessions"}
    assert _found(days=8).keys() == {"sessions", "unconfirmed"}
    assert "imports" in _found(days=31)
    assert "letters" in _found(days=181)
    with clock.at(clock.now() + timedelta(days=400)):
        assert tasks.let_go() > 0
        assert tasks.let_go() == 0
    world.letter.refresh_from_db()
    assert (world.letter.body, world.letter.state) == ("", Message.State.SENT)
    assert not Subscription.objects.filter(email="reader@example.net").exists()
    assert not OneTimeToken.objects.exists()
    assert not Session.objects.exists()
    assert not ApiToken.objects.exists()
    run = ImportRun.objects.get(pk=world.import_run.pk)
    assert (run.state, run.file) == (RunState.DISCARDED, None)
    assert not StoredFile.objects.filter(name="cities.csv").exists()
    first, second = RetentionRun.objects.order_by("pk")
    assert ("imports" in first.counts, second.counts) == (True, {})
    entry = Entry.objects.get(action="retention.applied")
    assert {"imports", "letters", "links", "sessions", "tokens"} <= entry.payload.data["counts"].keys()
    assert [report.problems for report in verify()] == [()] * 4


def test_letters_that_wait_are_kept(world):
    assert world.letter.state == Message.State.QUEUED
    with clock.at(clock.now() + timedelta(days=400)):
        let_go(actor=SYSTEM)
    world.letter.refresh_from_db()
    assert world.letter.body != ""


def test_persons_accounts_and_drafts_are_named_and_stay(world):
    people.set_account_active(actor=SYSTEM, account=world.outsider, is_active=False)
    with clock.at(clock.now() + timedelta(days=6 * 365)):
        result = CliRunner().invoke(retention, [])
    assert result.exit_code == 0
    for record in (world.person, world.outsider, world.officer_k):
        assert str(record.public_id) in result.stdout
    assert "sistership person erase ID" in result.stdout
    assert Person.objects.filter(erased_at__isnull=True).count() == 1
    assert Account.objects.count() == 7
    assert Reading.objects.count() == 1


def test_dry_run_counts_and_changes_nothing(world):
    before = Entry.objects.count()
    with clock.at(clock.now() + timedelta(days=400)):
        result = CliRunner().invoke(retention, ["--dry-run"])
    assert "1 would go  imports: files that were sent and never imported (30 days)" in result.stdout
    assert Entry.objects.count() == before
    assert ImportRun.objects.get(pk=world.import_run.pk).state == RunState.OPEN
    assert not Entry.objects.filter(action="retention.applied").exists()
