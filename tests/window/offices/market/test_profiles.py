"""Profiles of the market: written, checked against the rubric, changed, renewed, expired, erased."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.window.offices.market.conftest import GOOD, begun

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.models import LocalizedText
from sistership.window.ground.search.searching import search
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.market import erasure, tasks
from sistership.window.offices.market.actions import checking, living, writing
from sistership.window.offices.market.actions.steps import OWNER
from sistership.window.offices.market.addresses import owner_secret, profile_by_secret
from sistership.window.offices.market.models import IndexedProfile, Profile
from sistership.window.offices.market.retention import RETENTION
from sistership.window.offices.market.rubric import verdict_of
from sistership.window.offices.market.rules import open_profiles, own_profiles, visible_profiles
from sistership.window.offices.market.states import PROFILE_TABLE, ProfileState
from sistership.window.offices.notices.models import Message

pytestmark = [pytest.mark.django_db, pytest.mark.database]
LOW = {"advantages": 1, "clarity": 1, "cooperation": 1, "guidelines": 1}


def _letters(to: str) -> list[str]:
    return list(Message.objects.filter(to=to).order_by("pk").values_list("subject", flat=True))


@pytest.mark.parametrize(
    ("points", "verdict"),
    [
        ((5, 5, 5, 5), "published"),
        ((3, 3, 3, 1), "published"),
        ((5, 5, 0, 5), "held"),
        ((3, 3, 2, 1), "held"),
        ((2, 1, 1, 1), "held"),
        ((1, 1, 1, 1), "refused"),
        ((4, 0, 0, 0), "refused"),
    ],
)
def test_the_rubric_decides(points: tuple[int, ...], verdict: str) -> None:
    assert verdict_of(dict(zip(GOOD, points, strict=True))) == verdict


def test_every_state_is_reached_and_left_by_the_table() -> None:
    reached = {to for to, _who in PROFILE_TABLE.values()}
    assert reached == set(ProfileState)
    assert {before for before, _event in PROFILE_TABLE} == {None, *ProfileState} - {ProfileState.ERASED}


def test_a_profile_is_written_handed_in_and_published(world) -> None:
    profile = begun(OWNER, world.gdynia, "pl", "cranes", title="Dźwigi")
    with pytest.raises(InputError) as missing:
        writing.hand_in(actor=OWNER, profile=profile)
    assert missing.value.where == "offers"
    writing.write(
        actor=OWNER,
        profile=profile,
        answers={"offers": "Dźwigi portowe", "trl_low": "6", "looks_in": ["kaohsiung"], "sectors": ["ports"]},
    )
    version = writing.hand_in(actor=OWNER, profile=profile)
    profile.refresh_from_db()
    assert (profile.state, profile.trl_low, profile.trl_high) == ("in_review", 6, 6)
    assert [city.key for city in profile.looks_in.all()] == ["kaohsiung"]
    assert not open_profiles(world.outsider).filter(pk=profile.pk)
    with pytest.raises(StateError):
        writing.write(actor=OWNER, profile=profile, answers={"title": "Inne"})
    checking.check(actor=world.officer_k.ref, profile=profile, version_number=version.number, points=GOOD)
    profile.refresh_from_db()
    assert profile.state == "published"
    assert profile.localized("title").text("pl") == "Dźwigi"
    assert profile.expires_on == (clock.now() + timedelta(days=365)).date()
    assert len(_letters("cranes@example.org")) == 2
    assert [hit.record for hit in search(world.outsider, "Dźwigi", kinds=["profile"]).groups[0].hits] == [
        profile
    ]


def test_two_officers_at_once_do_not_check_twice(world) -> None:
    profile = begun(OWNER, world.gdynia, "pl", "cranes", title="Dźwigi", offers="Dźwigi portowe")
    version = writing.hand_in(actor=OWNER, profile=profile)
    with pytest.raises(InputError, match="changed"):
        checking.check(actor=SYSTEM, profile=profile, version_number=1, points=LOW)
    checking.check(actor=SYSTEM, profile=profile, version_number=1, points=LOW, words="Za krótko.")
    with pytest.raises(StateError, match="does not wait"):
        checking.check(actor=SYSTEM, profile=profile, version_number=version.number, points=GOOD)
    profile.refresh_from_db()
    assert profile.state == "refused"


def test_a_second_version_is_checked_while_the_first_is_read(market) -> None:
    profile = market.batteries
    writing.write(actor=OWNER, profile=profile, answers={"title": "Baterie i falowniki"})
    version = writing.hand_in(actor=OWNER, profile=profile)
    profile.refresh_from_db()
    assert (profile.state, profile.is_in_review) == ("published", True)
    assert profile.localized("title").text("pl") == "Producent baterii morskich"
    LocalizedText.objects.create(
        owner_kind="profile",
        owner_id=profile.public_id,
        field="title",
        language="en",
        text="Maker of marine batteries",
        status="translation",
        source_revision=1,
    )
    checking.check(actor=SYSTEM, profile=profile, version_number=version.number, points=GOOD)
    profile.refresh_from_db()
    title = profile.localized("title")
    assert title.text("pl") == "Baterie i falowniki"
    assert title.variants["en"].is_stale


@pytest.mark.parametrize(
    ("answers", "where"),
    [
        ({"title": "x" * 121}, "title"),
        ({"offers": "Write to me: a@b.example"}, "offers"),
        ({"needs": "Call +48 58 123 45 67"}, "needs"),
        ({"summary": "see https://example.org"}, "summary"),
        ({"trl_low": 7, "trl_high": 3}, "trl_high"),
        ({"trl_low": 0}, "trl_low"),
        ({"size": "many"}, "size"),
        ({"sectors": ["nothing-of-the-kind"]}, "sectors"),
        ({"stage": "old"}, "stage"),
        ({"available_from": "2027-02-30"}, "available_from"),
        ({"available_from": "2027-03-02", "available_until": "2027-03-01"}, "available_until"),
        ({"contact_email": "nobody"}, "contact_email"),
        ({"website": "ftp://x.example"}, "website"),
        ({"looks_in": ["atlantis"]}, "looks_in"),
        ({"language": "de"}, "language"),
        ({"password": "x"}, "password"),
    ],
)
def test_a_wrong_answer_is_refused_by_its_field(market, answers: dict, where: str) -> None:
    with pytest.raises(InputError) as refused:
        writing.write(actor=OWNER, profile=market.draft, answers=answers)
    assert refused.value.where == where
    assert writing.newest_answers(market.draft)["title"] == "Szkic"


def test_a_text_that_names_the_organisation_is_not_handed_in(market) -> None:
    writing.write(actor=OWNER, profile=market.draft, answers={"summary": "DRAFT works builds cranes"})
    with pytest.raises(InputError) as refused:
        writing.hand_in(actor=OWNER, profile=market.draft)
    assert refused.value.where == "summary"


def test_a_profile_is_reminded_expires_and_is_renewed(market) -> None:
    profile = market.ferries
    tasks.index_profile(str(profile.public_id))
    with clock.at(clock.now() + timedelta(days=345)):
        assert tasks.keep_profiles() == 3
        assert tasks.keep_profiles() == 0
    with clock.at(clock.now() + timedelta(days=367)):
        assert tasks.keep_profiles() == 3
        profile.refresh_from_db()
        assert profile.state == "expired"
        assert not IndexedProfile.objects.filter(key=str(profile.public_id)).exists()
        living.renew(actor=OWNER, profile=profile)
        profile.refresh_from_db()
        assert profile.state == "published"
    assert len(_letters("ferries@example.org")) == 4


def test_the_link_is_void_after_a_new_one(market) -> None:
    secret = owner_secret(market.ferries)
    assert profile_by_secret(secret) == market.ferries
    living.renew_link(actor=OWNER, profile=market.ferries)
    for wrong in (secret, "nothing", secret[:-2] + "xx"):
        with pytest.raises(InputError):
            profile_by_secret(wrong)


def test_who_sees_which_profiles(market) -> None:
    world = market.world
    everybody = {market.ferries, market.batteries, market.yards}
    assert set(visible_profiles(world.outsider)) == everybody
    assert set(own_profiles(world.officer_k)) == {market.ferries}
    living.withdraw(actor=OWNER, profile=market.batteries)
    assert set(visible_profiles(world.officer_k)) == {market.ferries, market.yards}


def test_export_and_erasure(market) -> None:
    profile = market.batteries
    subject = erasure.owners_of("BATTERIES@example.org")[0]
    told = erasure.export_market(subject.public_id)["profiles"]
    assert [one["contact_email"] for one in told] == ["batteries@example.org"]
    erasure.erase_market(subject.public_id)
    profile.refresh_from_db()
    assert (profile.state, profile.contact_email, profile.organisation_name) == ("erased", "", "")
    assert not LocalizedText.objects.filter(owner_id=profile.public_id).exists()
    assert not Message.objects.filter(to="batteries@example.org").exists()
    assert "batteries" not in str(list(Profile.objects.filter(pk=profile.pk).values())).lower()
    with pytest.raises(StateError):
        living.withdraw(actor=OWNER, profile=profile)


def test_what_is_kept_for_a_time_only(market) -> None:
    living.withdraw(actor=OWNER, profile=market.yards)
    later = clock.now() + timedelta(days=1)
    assert list(RETENTION["market_drafts"].due(later)) == [market.draft]
    assert list(RETENTION["market_profiles"].due(later)) == [market.yards]
    for one in ("market_drafts", "market_profiles"):
        RETENTION[one].let_go(later)
    states = Profile.objects.filter(pk__in=[market.draft.pk, market.yards.pk]).values_list("state", flat=True)
    assert list(states) == ["erased", "erased"]
