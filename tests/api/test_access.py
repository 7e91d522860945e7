"""Tokens: which work, which do not and why, what their scopes allow, and when their use is noted."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sistership.window.ground import clock
from sistership.window.offices.people.actions import issue_api_token, revoke_api_token, set_account_active
from sistership.window.offices.people.models import ApiToken


def test_nobody_reads_what_is_public_and_writes_nothing(world, anybody):
    assert anybody.get(f"/commitments/{world.commitment.public_id}").status_code == 200
    answer = anybody.post("/commitments", {})
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"] == 'Bearer realm="sistership"'
    assert answer.json()["detail"] == "This needs a token"


def test_a_browser_session_is_no_token(world, client):
    client.force_login(world.officer_k)
    assert client.get("/api/v1/me").status_code == 401
    assert client.get("/api/v1/commitments").json()["total"] == 1


@pytest.mark.parametrize(
    ("spoil", "detail"),
    [
        (lambda token, account: revoke_api_token(actor=account.ref, token=token), "was revoked on"),
        (
            lambda token, account: ApiToken.objects.update(expires_at=clock.now() - timedelta(days=1)),
            "expired on",
        ),
        (
            lambda token, account: set_account_active(actor=account.ref, account=account, is_active=False),
            "The account of this token is closed",
        ),
        (lambda token, account: ApiToken.objects.all().delete(), "not known here"),
    ],
)
def test_a_token_that_does_not_work_says_why(world, call_as, spoil, detail):
    token, secret = issue_api_token(account=world.officer_k, name="x", scopes=["read"])
    caller = call_as(secret=secret)
    assert caller.get("/me").status_code == 200
    spoil(token, world.officer_k)
    for path in ("/me", "/commitments"):  # also where no token would be needed
        answer = caller.get(path)
        assert answer.status_code == 401
        assert detail in answer.json()["detail"]


@pytest.mark.parametrize("header", ["Basic b2ZmaWNlcjp4", "Bearer", "Bearer \u00e9", "sis_x"])
def test_another_authorization_is_no_token(world, client, header):
    assert client.get("/api/v1/commitments", headers={"Authorization": header}).status_code == 401


def test_scopes_are_kept(world, call_as):
    reader, writer = call_as(world.officer_k, scopes=["read"]), call_as(world.officer_k, scopes=["write"])
    answer = reader.post(f"/commitments/{world.commitment.public_id}/milestones", {"title": {"en": "x"}})
    assert (answer.status_code, answer.json()["allowed"]) == (403, "write")
    assert writer.get("/me").status_code == 403


def test_use_is_noted_at_most_once_a_minute(world, officer):
    token = ApiToken.objects.get(account=world.officer_k, name="test")
    assert token.last_used_at is None
    officer.get("/me")
    token.refresh_from_db()
    first = token.last_used_at
    assert first is not None
    officer.get("/me")
    token.refresh_from_db()
    assert token.last_used_at == first
    ApiToken.objects.update(last_used_at=first - timedelta(minutes=2))
    officer.get("/me")
    token.refresh_from_db()
    assert token.last_used_at > first - timedelta(minutes=1)


def test_staff_without_the_second_factor_is_refused_where_it_is_asked_for(world, officer, settings):
    settings.STAFF_NEED_SECOND_FACTOR = True
    answer = officer.get("/me")
    assert (answer.status_code, "second factor" in answer.json()["detail"]) == (403, True)


def test_me_says_who_asks(world, officer):
    me = officer.get("/me").json()
    assert (me["email"], me["roles"], me["token"]["scopes"]) == (
        "officer-k@example.org",
        [{"role": "officer", "city": "kaohsiung"}],
        ["read", "write"],
    )
