"""The outbox: delivered, retried with growing waits, given up visibly, and swept when a task was lost."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from tests.outside.smtp_server import running

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.agreements.actions import evidence, promises
from sistership.window.offices.notices import actions, tasks
from sistership.window.offices.notices.models import Message, OneTimeToken

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ABOUT = Ref("evidence", uuid4())


@pytest.fixture
def server(settings):
    with running() as server:
        settings.MAILER = "sistership.outside.mail.SmtpMailer"
        settings.MAIL_OPTIONS = {"host": "127.0.0.1", "port": server.port, "use_starttls": False}
        yield server


def _post() -> Message:
    with transaction.atomic():
        return actions.post(
            to="desk@example.org",
            language="pl",
            subject="Potwierdzenie",
            body="Dzień dobry",
            about=ABOUT,
            partnership_id=None,
        )


def _make_due(message: Message) -> None:
    Message.objects.filter(pk=message.pk).update(next_attempt_at=clock.now() - timedelta(seconds=1))


def test_letter_is_sent_once(server):
    message = _post()
    assert tasks.deliver(str(message.public_id)) == "sent"
    assert tasks.deliver(str(message.public_id)) == "nothing to do"
    assert len(server.letters) == 1
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("sent", 1)


def test_refused_letter_waits_longer_each_time_and_then_is_shown_as_failed(server):
    server.behaviour = "refuse"
    message = _post()
    waits = []
    for _ in range(tasks.MAX_ATTEMPTS):
        _make_due(message)
        before = clock.now()
        tasks.deliver(str(message.public_id))
        message.refresh_from_db()
        waits.append(round((message.next_attempt_at - before).total_seconds() / 60))
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128]
    assert message.state == "failed"
    assert "did not take the letter" in message.last_error
    server.behaviour = "accept"
    actions.retry(message)
    assert tasks.deliver(str(message.public_id)) == "sent"


def test_sweep_takes_up_a_letter_whose_task_was_lost(server):
    message = _post()
    assert tasks.sweep() == 1
    message.refresh_from_db()
    assert message.state == "sent"
    assert tasks.sweep() == 0


def test_sent_letter_cannot_be_retried(server):
    message = _post()
    tasks.deliver(str(message.public_id))
    with pytest.raises(StateError):
        actions.retry(message)


def test_token_works_once_until_it_expires_and_is_stored_as_a_digest():
    secret = actions.issue_token(purpose="test", about=ABOUT, side_id=None, email="a@example.org")
    assert secret not in OneTimeToken.objects.get().digest
    with pytest.raises(InputError):
        actions.find_token(secret, purpose="another")
    actions.use_token(secret, purpose="test")
    with pytest.raises(StateError, match="already used"):
        actions.use_token(secret, purpose="test")
    late = actions.issue_token(
        purpose="test", about=ABOUT, side_id=None, email="a@example.org", life=timedelta(seconds=-1)
    )
    with pytest.raises(StateError, match="expired"):
        actions.find_token(late, purpose="test")


def test_following_twice_is_following_once(world):
    for _ in range(2):
        actions.follow(account=world.outsider, about=world.commitment.ref)
    assert world.outsider.subscriptions.count() == 1
    actions.unfollow(account=world.outsider, about=world.commitment.ref)
    assert world.outsider.subscriptions.count() == 0


def test_follower_is_told_in_her_language_and_only_what_she_may_read(world):
    actions.follow(account=world.councillor_k, about=world.commitment.ref)
    actions.follow(account=world.officer_g, about=world.commitment.ref)
    evidence.answer_evidence(
        actor=world.officer_g.ref, evidence=world.filed, side=world.side_g, is_confirmed=True
    )
    # the evidence is internal: staff of the partnership read it, a councillor does not
    told = Message.objects.filter(about_id=world.commitment.public_id)
    assert [(letter.to, letter.language) for letter in told] == [("officer-g@example.org", "pl")]
    promises.drop_commitment(
        actor=world.lead_k.ref, commitment=world.commitment, reasons={"en": "No budget", "zh-hant": "無預算"}
    )
    last = Message.objects.filter(to="councillor-k@example.org").get()
    assert (last.language, "無預算" in last.body) == ("zh-hant", True)
