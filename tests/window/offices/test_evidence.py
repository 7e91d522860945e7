"""Evidence from filing to answer: who may, what follows, which letters go out."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django_q.models import OrmQ

from sistership.common.errors import InputError, StateError
from sistership.window.ground.ids import Ref
from sistership.window.offices.agreements.actions import evidence as actions
from sistership.window.offices.agreements.actions import promises
from sistership.window.offices.agreements.actions.projection import rebuild
from sistership.window.offices.agreements.models import Commitment, Evidence
from sistership.window.offices.agreements.queries import with_state
from sistership.window.offices.journal.models import Chain, Entry
from sistership.window.offices.notices.models import Message, OneTimeToken

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _file(world, **changes) -> Evidence:
    values = {
        "actor": world.officer_k.ref,
        "commitment": world.commitment,
        "side": world.side_k,
        "evidence_kind": "link",
        "titles": {"zh-hant": "公告", "en": "Notice"},
        "on": date(2026, 5, 1),
        "url": "https://example.org/notice",
        "milestone": world.milestone,
    } | changes
    return actions.file_evidence(**values)


def _secret(message: Message) -> str:
    found = re.search(r"/answer/([\w-]+)/", message.body)
    assert found
    return found.group(1)


def test_filing_asks_the_other_side_in_its_language_by_a_one_time_link(world):
    before = OrmQ.objects.count()
    filed = _file(world)
    letter = Message.objects.get(about_id=filed.public_id)
    assert (letter.to, letter.language, letter.state) == ("desk-gdynia@example.org", "pl", "queued")
    assert "/pl/answer/" in letter.body
    chain = Chain.objects.get(partnership_id=world.kaohsiung_gdynia.public_id)
    assert letter.body.rstrip().endswith(chain.head)
    assert OrmQ.objects.count() == before + 1
    assert OneTimeToken.objects.filter(about_id=filed.public_id, side_id=world.side_g.public_id).count() == 1


def test_partner_confirms_by_link_once(world):
    filed = _file(world)
    secret = _secret(Message.objects.get(about_id=filed.public_id))
    answered = actions.answer_by_link(secret=secret, is_confirmed=True)
    assert answered.base_state == "confirmed"
    world.milestone.refresh_from_db()
    assert world.milestone.kept_from == answered.counts_from
    with pytest.raises(StateError, match="already used"):
        actions.answer_by_link(secret=secret, is_confirmed=False, reason="no")
    with pytest.raises(InputError, match="not known"):
        actions.answer_by_link(secret="wrong", is_confirmed=True)
    told = Message.objects.get(to="desk-kaohsiung@example.org", about_id=filed.public_id)
    assert told.language == "zh-hant"


def test_dispute_needs_a_reason_and_can_be_answered(world):
    filed = _file(world)
    with pytest.raises(InputError) as caught:
        actions.answer_evidence(
            actor=world.officer_g.ref, evidence=filed, side=world.side_g, is_confirmed=False
        )
    assert caught.value.where == "reason"
    disputed = actions.answer_evidence(
        actor=world.officer_g.ref,
        evidence=filed,
        side=world.side_g,
        is_confirmed=False,
        reason="Wrong year",
    )
    assert (disputed.base_state, disputed.counts_from) == ("disputed", None)
    answered = actions.answer_dispute(actor=world.officer_k.ref, evidence=filed, reason="See page 2")
    assert answered.base_state == "awaiting"
    assert [event.event for event in answered.events.all()] == ["filed", "asked", "disputed", "answered"]


def test_own_side_cannot_answer_its_own_evidence(world):
    with pytest.raises(InputError) as caught:
        actions.answer_evidence(
            actor=world.officer_k.ref, evidence=_file(world), side=world.side_k, is_confirmed=True
        )
    assert caught.value.where == "side"


def test_withdrawn_evidence_counts_for_nothing_and_cannot_be_confirmed(world):
    filed = _file(world)
    actions.withdraw_evidence(actor=world.officer_k.ref, evidence=filed, reason="wrong file")
    world.milestone.refresh_from_db()
    assert world.milestone.kept_from is None
    with pytest.raises(StateError) as caught:
        actions.answer_evidence(
            actor=world.officer_g.ref, evidence=filed, side=world.side_g, is_confirmed=True
        )
    assert caught.value.allowed == "nothing more"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"evidence_kind": "rumour"}, "kind"),
        ({"url": ""}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"evidence_kind": "figure"}, "value"),
        ({"evidence_kind": "file"}, "file"),
        ({"evidence_kind": "record"}, "record"),
        ({"titles": {"en": " "}}, "title"),
    ],
)
def test_incomplete_evidence_names_the_field(world, changes, where):
    with pytest.raises(InputError) as caught:
        _file(world, **changes)
    assert caught.value.where == where


def test_a_side_that_does_not_owe_cannot_file(world):
    with pytest.raises(InputError) as caught:
        _file(world, side=world.side_g)
    assert caught.value.where == "side"


def test_nothing_is_filed_for_a_dropped_commitment(world):
    promises.drop_commitment(
        actor=world.lead_k.ref, commitment=world.commitment, reasons={"en": "Budget was cut"}
    )
    with pytest.raises(StateError, match="dropped"):
        _file(world)


def test_figures_that_count_keep_a_target(world):
    for year, number in ((2027, 3), (2028, 3)):
        filed = _file(
            world,
            evidence_kind="figure",
            url="",
            milestone=None,
            value=Decimal(number),
            on=date(year, 6, 30),
        )
        actions.answer_evidence(
            actor=world.officer_g.ref, evidence=filed, side=world.side_g, is_confirmed=True
        )
    reached = _file(world)
    actions.answer_evidence(actor=world.officer_g.ref, evidence=reached, side=world.side_g, is_confirmed=True)
    actions.answer_evidence(
        actor=world.officer_g.ref, evidence=world.filed, side=world.side_g, is_confirmed=True
    )
    world.commitment.refresh_from_db()
    assert world.commitment.kept_from is not None
    soon = world.commitment.kept_from + timedelta(seconds=1)
    assert with_state(Commitment.objects.filter(pk=world.commitment.pk), soon).get().state == "kept"


def test_rebuild_finds_nothing_to_change_and_mends_what_drifted(world):
    _file(world)
    assert rebuild() == 0
    Commitment.objects.update(late_from=None, at_risk_from=None)
    assert rebuild() == 1
    world.commitment.refresh_from_db()
    assert world.commitment.late_from is not None


def test_an_old_copy_of_a_commitment_never_hides_what_changed_since(world):
    older = Commitment.objects.get(pk=world.commitment.pk)
    assert older.is_held
    actions.withdraw_evidence(actor=world.officer_k.ref, evidence=world.filed)
    world.commitment.refresh_from_db()
    assert not world.commitment.is_held
    _file(world, commitment=older)
    world.commitment.refresh_from_db()
    assert world.commitment.is_held
    assert rebuild() == 0


def test_failed_action_leaves_nothing_behind(world):
    before = (Evidence.objects.count(), Entry.objects.count(), Message.objects.count(), OrmQ.objects.count())
    with pytest.raises(InputError):
        _file(world, milestone=None, url="ftp://example.org")
    after = (Evidence.objects.count(), Entry.objects.count(), Message.objects.count(), OrmQ.objects.count())
    assert before == after


def test_link_names_its_token_as_actor_in_the_journal(world):
    filed = _file(world)
    secret = _secret(Message.objects.get(about_id=filed.public_id))
    actions.answer_by_link(secret=secret, is_confirmed=True)
    token = OneTimeToken.objects.get(about_id=filed.public_id)
    entry = Entry.objects.get(subject_id=filed.public_id, action="evidence.confirmed")
    assert Ref(entry.actor_kind, entry.actor_id) == Ref("one_time_token", token.public_id)
