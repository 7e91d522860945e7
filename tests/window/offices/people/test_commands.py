"""`sistership account` and `sistership person`, as typed."""

import json

import pytest
from click.testing import CliRunner

from sistership.cli.account import command as account
from sistership.cli.person import command as person
from sistership.common.errors import InputError, StateError
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.people.actions import token_digest
from sistership.window.offices.people.models import Account, ApiToken, Person


def typed(command, *words, **given):
    result = CliRunner().invoke(command, list(words), catch_exceptions=False, **given)
    assert result.exit_code == 0, result.output
    return result.output


def roles(email):
    return sorted(
        (grant.role, grant.city.key if grant.city else None)
        for grant in Account.objects.get(email=email).grants.all()
    )


def test_account_is_added_granted_and_revoked(world, tmp_path):
    secret = tmp_path / "password"
    secret.write_text("a long enough sentence\n")
    words = ["add", "Ola@example.org", "--role", "officer", "--city", "gdynia"]
    assert typed(account, *words, "--password-file", str(secret)) == "ola@example.org can log in.\n"
    assert Account.objects.get(email="ola@example.org").check_password("a long enough sentence")
    typed(account, "grant", "ola@example.org", "--role", "lead", "--city", "gdynia")
    assert roles("ola@example.org") == [("lead", "gdynia"), ("officer", "gdynia")]
    typed(account, "revoke", "ola@example.org", "--role", "officer", "--city", "gdynia")
    assert roles("ola@example.org") == [("lead", "gdynia")]


def test_a_weak_password_or_an_unknown_city_adds_nothing(world):
    words = ["add", "ola@example.org", "--role", "officer", "--password-file", "-", "--city"]
    with pytest.raises(InputError, match="too short"):
        typed(account, *words, "gdynia", input="short\n")
    with pytest.raises(InputError, match="gdynia, kaohsiung, penang"):
        typed(account, *words, "gdansk", input="a long enough sentence\n")
    assert not Account.objects.filter(email="ola@example.org").exists()


def test_a_role_that_is_not_held_cannot_be_revoked(world):
    with pytest.raises(InputError, match="councillor in kaohsiung"):
        typed(account, "revoke", "councillor-k@example.org", "--role", "lead", "--city", "gdynia")
    with pytest.raises(StateError, match="last administrator"):
        typed(account, "revoke", "administrator@example.org", "--role", "administrator")


def test_token_is_printed_once_and_stored_as_a_digest(world):
    words = ["token", "officer-k@example.org", "--name", "Report", "--scopes", "read,write", "--days", "7"]
    secret = typed(account, *words).strip()
    token = ApiToken.objects.get(account=world.officer_k)
    assert (token.digest, token.scopes) == (token_digest(secret), ["read", "write"])


def test_person_is_exported_and_erased(world):
    (export,) = json.loads(typed(person, "export", "jan@example.org"))
    assert export["people"]["person"]["names"]["zh-hant"] == "楊・測試"
    refused = CliRunner().invoke(person, ["erase", "jan@example.org"], input="n\n")
    assert refused.exit_code == 1
    assert Person.objects.get().erased_at is None
    typed(person, "erase", "jan@example.org", "--yes")
    assert Person.objects.get().erased_at is not None
    assert [problem for report in verify() for problem in report.problems] == []
