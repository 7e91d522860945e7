"""Erasing a person leaves no word about them, and every chain still verifies."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from sistership.common.errors import InputError, StateError
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import LocalizedText
from sistership.window.offices.agreements.actions import accords
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.journal.models import Payload
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.notices.models import Message, OneTimeToken, Subscription
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.erasure import erase_person, export_person, find_subjects
from sistership.window.offices.people.models import Account, Person
from sistership.window.offices.visits import actions as visits


@pytest.fixture
def known(world):
    """The person of the world with a post, an account, a signature, a capacity, a letter and a link."""
    people.add_post(actor=SYSTEM, person=world.person, titles={"en": "Port director"}, city=world.gdynia)
    account = people.add_account(actor=SYSTEM, email="jan@example.org", password=None)
    account.person = world.person
    account.save()
    accords.add_signatory(
        actor=SYSTEM,
        agreement=world.agreement,
        side=world.side_g,
        person=world.person,
        titles={"en": "Signed as port director"},
    )
    visits.add_attendance(
        actor=SYSTEM,
        visit=world.visit,
        person=world.person,
        side=world.side_g,
        capacities={"en": "Head of the port"},
    )
    notices.follow(account=account, about=world.commitment.ref)
    notices.issue_token(
        purpose="evidence.answer", about=world.filed.ref, side_id=None, email="Jan@example.org"
    )

    with transaction.atomic():
        notices.post(
            to="JAN@example.org",
            language="pl",
            subject="Dzień dobry",
            body="Panie Janie",
            about=world.filed.ref,
            partnership_id=None,
        )
    return world.person


def test_export_holds_what_every_office_knows(known):
    (subject,) = find_subjects("jan@example.org")
    export = json.loads(json.dumps(export_person(subject), cls=DjangoJSONEncoder))
    assert export["kind"] == "person"
    assert export["people"]["person"]["names"] == {"pl": "Jan Testowy", "zh-hant": "楊・測試"}
    assert [post["titles"] for post in export["people"]["person"]["posts"]] == [{"en": "Port director"}]
    assert export["people"]["account"]["email"] == "jan@example.org"
    assert [letter["body"] for letter in export["notices"]["letters"]] == ["Panie Janie"]
    assert len(export["notices"]["links"]) == len(export["notices"]["followed"]) == 1
    assert [one["titles"] for one in export["agreements"]["signatures"]] == [
        {"en": "Signed as port director"}
    ]
    assert [one["capacities"] for one in export["visits"]["attended"]] == [{"en": "Head of the port"}]
    assert [one["action"] for one in export["journal"]["about"]] == ["person.added", "person.post_added"]


def test_erasing_leaves_no_word_and_whole_chains(known, world):
    (subject,) = find_subjects(str(known.public_id))
    assert erase_person(actor=world.administrator.ref, subject=subject) > 0
    person = Person.objects.get(pk=known.pk)
    assert (person.email, person.localized("name").variants, person.posts.count()) == ("", {}, 0)
    assert person.erased_at is not None
    for word in ("Jan Testowy", "測試", "ort director", "Head of"):
        assert list(LocalizedText.objects.filter(text__contains=word)) == []
        assert [payload.data for payload in Payload.objects.all() if word in json.dumps(payload.data)] == []
    assert not Account.objects.filter(email="jan@example.org").exists()
    assert not Message.objects.filter(to__iexact="jan@example.org").exists()
    assert not OneTimeToken.objects.filter(email__iexact="jan@example.org").exists()
    assert Subscription.objects.count() == 0
    reports = verify()
    assert [problem for report in reports for problem in report.problems] == []
    assert sum(report.erased for report in reports) == 2
    with pytest.raises(InputError):
        find_subjects("jan@example.org")


def test_an_account_without_a_person_can_be_erased(world):
    (subject,) = find_subjects("officer-k@example.org")
    assert subject == Ref("account", world.officer_k.public_id)
    erase_person(actor=SYSTEM, subject=subject)
    assert not Account.objects.filter(pk=world.officer_k.pk).exists()


def test_the_last_administrator_is_not_erased(world):
    with pytest.raises(StateError, match="last administrator"):
        erase_person(actor=SYSTEM, subject=world.administrator.ref)
    assert Account.objects.filter(pk=world.administrator.pk).exists()


def test_nothing_is_erased_when_one_office_fails(known, world, monkeypatch):
    from sistership.window.ground.registry import registry

    def fails(subject_id):
        raise RuntimeError("the journal cannot")

    monkeypatch.setitem(registry.person_erasers, "journal", fails)
    with pytest.raises(RuntimeError):
        erase_person(actor=SYSTEM, subject=known.ref)
    assert Person.objects.get(pk=known.pk).localized("name").text("pl") == "Jan Testowy"
    assert Message.objects.filter(to="JAN@example.org").count() == 1
