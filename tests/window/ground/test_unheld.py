"""Stored files that nothing holds go, with their bytes; whatever is held anywhere stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from sistership.window.ground import clock, unheld
from sistership.window.ground.files import open_stored, store
from sistership.window.ground.models import StoredFile
from sistership.window.offices.cases.actions import drafting
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.people.retention import let_go

pytestmark = pytest.mark.django_db


def test_every_way_of_holding_a_file_is_known(world):
    """The world holds files in documents, imports and answers; none of them is found."""
    assert StoredFile.objects.count() >= 3
    assert not unheld.unheld().exists()


def test_a_file_that_nothing_holds_goes_with_the_retention(world, django_capture_on_commit_callbacks):
    loose, held = store("loose.txt", b"nobody holds this"), store("held.txt", b"a draft holds this")
    secret = drafting.begin(language="en", answers={})
    drafting.attach(secret, language="en", uploads=[("held.txt", b"a draft holds this")])
    with django_capture_on_commit_callbacks(execute=True):
        assert "files" not in {one.name for one in let_go(actor=SYSTEM) if one.count}
    with clock.at(clock.now() + timedelta(days=2)), django_capture_on_commit_callbacks(execute=True):
        counts = {one.name: one.count for one in let_go(actor=SYSTEM)}
    assert counts["files"] == 1
    assert not StoredFile.objects.filter(pk=loose.pk).exists()
    assert not default_storage.exists(loose.storage_path)
    with open_stored(StoredFile.objects.get(pk=held.pk)) as kept:
        assert kept.read() == b"a draft holds this"


def test_nothing_goes_that_is_held_again_before_the_transaction_ends(db, django_capture_on_commit_callbacks):
    stored = store("again.txt", b"held again")
    secret = drafting.begin(language="en", answers={})
    with django_capture_on_commit_callbacks(execute=True):
        unheld.drop_unheld([stored.pk])
        drafting.attach(secret, language="en", uploads=[("again.txt", b"held again")])
    assert default_storage.exists(stored.storage_path)


def test_bytes_that_are_gone_are_written_anew(db):
    stored = store("gone.txt", b"written anew")
    default_storage.delete(stored.storage_path)
    assert store("gone.txt", b"written anew") == stored
    with open_stored(stored) as opened:
        assert opened.read() == b"written anew"


def test_bytes_stay_while_a_file_of_another_name_has_them(db, django_capture_on_commit_callbacks):
    first, second = store("first.txt", b"the same bytes"), store("second.txt", b"the same bytes")
    for stored, is_left in ((first, True), (second, False)):
        with django_capture_on_commit_callbacks(execute=True):
            unheld.drop_unheld([stored.pk])
        assert not StoredFile.objects.filter(pk=stored.pk).exists()
        assert default_storage.exists(second.storage_path) is is_left
