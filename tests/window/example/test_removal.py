"""Removing the example takes what is invented, keeps the facts, and never a row of the users' own."""

from __future__ import annotations

from datetime import date

import pytest
from click.testing import CliRunner
from tests.snapshot import once

from sistership.cli.example import command
from sistership.common.errors import StateError
from sistership.window import example
from sistership.window.ground import clock
from sistership.window.ground.models import Document, LocalizedText, Source
from sistership.window.offices.agreements.actions import evidence, promises
from sistership.window.offices.agreements.models import Commitment, Committee, Evidence, Milestone
from sistership.window.offices.agreements.queries import with_state
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.journal.models import Entry
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.notices.models import Message, OneTimeToken
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import Account, City, Organisation, Partnership, Person
from sistership.window.offices.visits.models import Visit

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture(autouse=True)
def _loaded(db):
    once(example.load)


def _problems():
    return [problem for report in verify() for problem in report.problems]


def test_what_is_invented_goes_and_the_facts_stay():
    people.add_account(actor=SYSTEM, email="try@example.org", password=None, is_example=True)
    removal = example.remove()
    assert removal.kept == ()
    assert (Milestone.objects.count(), Evidence.objects.count(), Committee.objects.count()) == (0, 0, 0)
    assert (Account.objects.count(), Message.objects.count(), OneTimeToken.objects.count()) == (0, 0, 0)
    states = with_state(Commitment.objects.all(), clock.now()).values_list("state", flat=True)
    assert list(states) == ["on_track"] * 5
    assert Visit.objects.count() == 2
    assert Person.objects.filter(is_example=True).count() == 0
    assert not example.has_invented_rows()
    assert example.is_loaded()
    assert example.load() is False
    assert _problems() == []


def test_no_text_or_source_outlives_its_row():
    example.remove(everything=True)
    assert (LocalizedText.objects.count(), Source.objects.count()) == (0, 0)


def test_the_journal_keeps_its_entries_and_says_what_was_removed():
    before = Entry.objects.count()
    example.remove()
    added = Entry.objects.order_by("pk")[before:]
    assert [entry.action for entry in added] == ["example.removed", "example.removed"]
    assert added[0].payload.data["counts"]["evidences"] == 10


def test_everything_goes_where_nothing_else_uses_it():
    removal = example.remove(everything=True)
    assert removal.kept == ()
    models = (Partnership, Commitment, Visit, Person, Organisation, City, Document)
    assert [model.objects.count() for model in models] == [0] * 7
    assert _problems() == []
    assert example.load() is True


def test_own_evidence_on_an_invented_step_stops_the_removal():
    step = Milestone.objects.exclude(evidence__isnull=False).first()
    side = step.side or step.commitment.owing.first()
    evidence.file_evidence(
        actor=SYSTEM,
        commitment=step.commitment,
        milestone=step,
        side=side,
        evidence_kind="link",
        url="https://city.example/proof",
        titles={"en": "Our own proof"},
        on=date(2026, 1, 1),
    )
    before = Milestone.objects.count()
    with pytest.raises(StateError) as refused:
        example.remove()
    assert refused.value.what == "Records of your own stand on the example: 1 evidences"
    assert Milestone.objects.count() == before


def test_own_promise_in_the_partnership_stops_only_the_removal_of_everything():
    partnership = Partnership.objects.get(key="kaohsiung-penang")
    promises.add_commitment(
        actor=SYSTEM,
        partnership=partnership,
        titles={"en": "Send our engineers"},
        owing=[partnership.sides.first()],
    )
    with pytest.raises(StateError) as refused:
        example.remove(everything=True)
    assert refused.value.what == "Records of your own stand on the example: 1 commitments"
    assert example.remove().total > 0
    assert Commitment.objects.filter(partnership=partnership).count() == 1


def test_a_city_in_which_somebody_works_stays():
    account = people.add_account(actor=SYSTEM, email="own@example.org", password=None)
    people.grant_role(actor=SYSTEM, account=account, role="officer", city=City.objects.get(key="gdynia"))
    removal = example.remove(everything=True)
    assert removal.kept == ("Gdynia",)
    assert [city.key for city in City.objects.all()] == ["gdynia"]
    assert account.grants.count() == 1


def test_removing_twice_changes_nothing_more():
    example.remove()
    before = Entry.objects.count()
    assert example.remove().total == 0
    assert Entry.objects.count() == before


def test_the_command_says_what_it_did():
    runner = CliRunner()
    first = runner.invoke(command, ["load"])
    assert first.output == "An example partnership is already there; nothing was changed.\n"
    removed = runner.invoke(command, ["remove"])
    assert removed.exit_code == 0, removed.output
    assert removed.output.splitlines()[-1] == "The journal keeps its entries and says what was removed."
    assert runner.invoke(command, ["remove"]).output == "Nothing to remove.\n"
