"""Following by mail: nothing goes out before the link, one click stops it, weekly news comes together."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.offices.agreements import tasks as agreement_tasks
from sistership.window.offices.agreements.actions import accords, evidence, promises
from sistership.window.offices.agreements.models import Commitment
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.notices import actions, following, tasks
from sistership.window.offices.notices.models import Message, News, OneTimeToken, Subscription
from sistership.window.offices.people.erasure import erase_person, export_person, find_subjects
from sistership.window.offices.visits import actions as visits

pytestmark = [pytest.mark.django_db, pytest.mark.database]
EMAIL = "reader@example.net"


def _ask(about, *, email=EMAIL, language="pl", rhythm="at_once") -> str:
    """Ask to follow; the secret of the link in the letter."""
    following.ask_to_follow(email=email, language=language, rhythm=rhythm, about=about, title="Staże")
    letter = Message.objects.filter(to=email).order_by("-pk").first()
    found = re.search(rf"/{language}/follow/confirm/([\w-]+)/", letter.body)
    assert found is not None
    return found.group(1)


def _follow(about, **options) -> Subscription:
    return following.confirm(_ask(about, **options))


def _file(world, **changes):
    values = {"titles": {"en": "Report", "pl": "Raport"}, "evidence_kind": "link", "on": date(2026, 1, 2)}
    values |= {"url": "https://example.org/", "commitment": world.commitment, "side": world.side_k}
    return evidence.file_evidence(actor=SYSTEM, **(values | changes))


def _news() -> list[Message]:
    return list(Message.objects.filter(to=EMAIL).exclude(about_kind="subscription").order_by("pk"))


def test_nothing_but_the_question_goes_to_an_address_before_its_owner_confirms(world):
    secret = _ask(world.commitment.ref)
    _file(world)
    assert Message.objects.filter(to=EMAIL).count() == 1
    assert not OneTimeToken.objects.filter(digest=secret).exists()  # the digest alone is kept
    following.confirm(secret)
    with pytest.raises(StateError):
        following.confirm(secret)
    _file(world)
    (letter,) = _news()
    assert letter.language == "pl"
    assert "Raport" in letter.body


def test_whoever_follows_a_partnership_hears_of_all_its_records_and_of_each_once(world):
    _follow(world.kaohsiung_gdynia.ref, language="en")
    _follow(world.commitment.ref, language="en")
    _file(world)
    accords.add_agreement(
        actor=SYSTEM,
        partnership=world.kaohsiung_gdynia,
        agreement_kind="memorandum",
        titles={"en": "Second memorandum"},
        signed_on=date(2026, 5, 4),
    )
    visits.add_visit(
        actor=SYSTEM, partnership=world.kaohsiung_gdynia, occasions={"en": "Forum"}, on=date(2026, 6, 1)
    )
    bodies = [letter.body for letter in _news()]
    told = ("filed evidence: Report", "Second memorandum", "recorded: Forum")
    assert [sum(words in body for body in bodies) for words in told] == [1, 1, 1]
    assert len(bodies) == 3


def test_what_is_not_public_is_told_to_nobody_who_follows_by_mail(world):
    _follow(world.kaohsiung_gdynia.ref)
    _file(world, is_public=False)
    visits.add_visit(
        actor=SYSTEM,
        partnership=world.kaohsiung_gdynia,
        occasions={"en": "Secret"},
        on=date(2026, 6, 1),
        is_public=False,
    )
    assert _news() == []


def test_every_letter_carries_the_link_that_stops_it_with_one_click(world):
    subscription = _follow(world.commitment.ref)
    _file(world)
    (letter,) = _news()
    assert letter.stop_url == following.stop_url(subscription)
    assert letter.stop_url in letter.body
    secret = letter.stop_url.rstrip("/").rsplit("/", 1)[1]
    following.stop(secret)
    following.stop(secret)
    assert not Subscription.objects.exists()
    assert not Message.objects.filter(to=EMAIL).exists()  # the address is forgotten with its letters
    with pytest.raises(InputError):
        following.stop(secret[:-1] + ("a" if secret[-1] != "a" else "b"))


def test_weekly_news_comes_in_one_letter_and_leaves_out_what_was_hidden_meanwhile(world):
    start = clock.now()
    with clock.at(start):
        _follow(world.kaohsiung_gdynia.ref, rhythm="weekly", language="en")
        kept = _file(world)
        other = promises.add_commitment(
            actor=SYSTEM,
            partnership=world.kaohsiung_gdynia,
            titles={"en": "To be hidden"},
            owing=[world.side_k],
        )
        _file(world, commitment=other, titles={"en": "Hidden later"})
        evidence.answer_evidence(actor=SYSTEM, evidence=kept, side=world.side_g, is_confirmed=True)
        promises.edit_commitment(actor=SYSTEM, commitment=other, is_public=False)
    assert _news() == []
    with clock.at(start + timedelta(days=6)):
        assert tasks.write_weekly_letters() == 0
    with clock.at(start + timedelta(days=8)):
        assert tasks.write_weekly_letters() == 1
        assert tasks.write_weekly_letters() == 0
    (letter,) = _news()
    assert "Gdynia confirmed: Report" in letter.body
    assert "Hidden later" not in letter.body
    assert letter.stop_url
    assert News.objects.count() == 0


def test_a_commitment_that_turns_late_by_the_clock_is_told_once(world):
    promise = promises.add_commitment(
        actor=SYSTEM,
        partnership=world.kaohsiung_gdynia,
        titles={"en": "Open a desk"},
        owing=[world.side_k],
        due_on=date(2027, 3, 1),
    )
    _follow(promise.ref, language="en")
    assert agreement_tasks.tell_states() == 0
    with clock.at(promise.late_from + timedelta(hours=1)):
        assert agreement_tasks.tell_states() == 1
        assert agreement_tasks.tell_states() == 0
    (letter,) = _news()
    assert "late now" in letter.body
    assert Commitment.objects.get(pk=promise.pk).told_state == "late"


def test_a_flood_of_requests_sends_few_letters_to_one_address(world):
    for _number in range(12):
        following.ask_to_follow(
            email="Victim@example.net", language="en", rhythm="at_once", about=world.commitment.ref, title="x"
        )
    assert Message.objects.filter(to="victim@example.net").count() == following.LETTERS_A_DAY


def test_following_again_replaces_the_rhythm_and_leaves_one_subscription(world):
    _follow(world.commitment.ref)
    _follow(world.commitment.ref, rhythm="weekly")
    assert list(Subscription.objects.values_list("email", "rhythm")) == [(EMAIL, "weekly")]


def test_addresses_that_nobody_confirms_are_forgotten_with_their_letters(world):
    _ask(world.commitment.ref)
    _follow(world.kaohsiung_gdynia.ref, email="other@example.net")
    assert following.forget_unconfirmed() == 0
    with clock.at(clock.now() + timedelta(days=8)):
        assert following.forget_unconfirmed() == 1
    assert list(Subscription.objects.values_list("email", flat=True)) == ["other@example.net"]
    assert not OneTimeToken.objects.filter(email=EMAIL).exists()
    assert not Message.objects.filter(to=EMAIL).exists()


def test_a_follower_without_an_account_is_exported_and_erased(world):
    _follow(world.commitment.ref)
    _file(world)
    (subject,) = find_subjects("Reader@example.net")
    export = export_person(subject)["notices"]
    assert [one["about_id"] for one in export["followed"]] == [world.commitment.public_id]
    assert len(export["letters"]) == 2
    assert erase_person(actor=SYSTEM, subject=subject) > 0
    assert not Subscription.objects.exists()
    assert not Message.objects.filter(to=EMAIL).exists()
    with pytest.raises(InputError):
        find_subjects(EMAIL)


def test_tell_counts_an_address_once_and_asks_the_rule_for_each_reader(world):
    _follow(world.commitment.ref)
    actions.follow(account=world.officer_g, about=world.commitment.ref)
    readers = []
    told = following.Told(
        about=world.commitment.ref,
        shows=world.commitment.ref,
        heading=lambda language: f"heading {language}",
        words=lambda language: f"words {language}",
        address="commitments/x/",
        partnership_id=None,
    )
    with transaction.atomic():
        count = following.tell(
            told, followed=[world.commitment.public_id], may_read=lambda reader: not readers.append(reader)
        )
    assert count == 2
    assert {type(reader) for reader in readers} == {type(world.officer_g), AnonymousUser}
