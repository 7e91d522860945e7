"""Invite, sign in, two steps, roles, tokens: as an administrator and a new officer do it."""

import re

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.urls import reverse

from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.models import Account, ApiToken

SENTENCE = "sails over the harbour at noon"


@pytest.fixture
def administrator(client, world):
    client.force_login(world.administrator)
    return client


def invite(client, **changed):
    values = {
        "email": "ola@example.org",
        "display_name": "Ola",
        "language": "pl",
        "role": "officer",
        "city": "gdynia",
    }
    return client.post(reverse("invite"), {**values, **changed})


def link_in(message):
    return re.search(r"http://localhost:8000(/\S+)", message.body).group(1)


def test_the_invited_choose_a_password_once_and_sign_in(administrator, client):
    assert invite(administrator).url == reverse("people")
    letter = Message.objects.get(to="ola@example.org")
    link = link_in(letter)
    assert (letter.language, link.split("/")[1]) == ("pl", "pl")
    client.logout()
    assert "ola@example.org" in client.get(link).content.decode()
    wrong = client.post(link, {"password": "short", "again": "short"})
    assert wrong.status_code == 422
    differ = client.post(link, {"password": SENTENCE, "again": "something else here"})
    assert differ.context["form"].errors.keys() == {"again"}
    assert client.post(link, {"password": SENTENCE, "again": SENTENCE}).url == "/pl/account/login/"
    assert client.get(link).status_code == 410
    signed_in = client.post("/en/account/login/", {"login": "Ola@example.org", "password": SENTENCE})
    assert (signed_in.status_code, signed_in.url) == (302, "/pl/desk/")


def test_a_wrong_invitation_is_explained_beside_its_field(administrator):
    without_city = invite(administrator, city="")
    assert without_city.status_code == 422
    assert without_city.context["form"].errors.keys() == {"city"}
    taken = invite(administrator, email="officer-k@example.org")
    assert taken.context["form"].errors.keys() == {"email"}
    assert not Message.objects.filter(to="ola@example.org").exists()
    assert not Account.objects.filter(email="ola@example.org").exists()


def test_a_second_invitation_ends_the_first_link(administrator, client):
    invite(administrator)
    account = Account.objects.get(email="ola@example.org")
    administrator.post(reverse("account_invite_again", args=[account.public_id]))
    first, second = [link_in(letter) for letter in Message.objects.filter(to=account.email).order_by("pk")]
    assert (client.get(first).status_code, client.get(second).status_code) == (410, 200)


def test_roles_are_given_and_taken(administrator, world):
    page = reverse("account", args=[world.outsider.public_id])
    given = administrator.post(
        reverse("account_grant", args=[world.outsider.public_id]), {"role": "councillor", "city": "penang"}
    )
    assert given.url == page
    grant = world.outsider.grants.get()
    assert (grant.role, grant.city) == ("councillor", world.penang)
    administrator.post(reverse("account_revoke", args=[world.outsider.public_id, grant.pk]))
    assert world.outsider.grants.count() == 0
    own = world.administrator.grants.get()
    refused = administrator.post(
        reverse("account_revoke", args=[world.administrator.public_id, own.pk]), follow=True
    )
    assert "last administrator" in refused.content.decode()
    assert world.administrator.grants.count() == 1


def test_a_closed_account_cannot_sign_in(administrator, client, world):
    from tests.world import PASSWORD

    administrator.post(reverse("account_close", args=[world.officer_k.public_id]))
    client.logout()
    login = {"login": "officer-k@example.org", "password": PASSWORD}
    assert client.post("/en/account/login/", login).url == "/en/account/inactive/"
    world.officer_k.refresh_from_db()
    assert not world.officer_k.is_active


def test_nobody_closes_their_own_account(administrator, world):
    administrator.post(reverse("account_close", args=[world.administrator.public_id]))
    world.administrator.refresh_from_db()
    assert world.administrator.is_active


def test_search_finds_by_name_and_role(administrator):
    found = administrator.get(reverse("people"), {"words": "officer", "role": "officer"})
    assert [account.email for account in found.context["page_obj"]] == [
        "officer-g@example.org",
        "officer-k@example.org",
        "officer-p@example.org",
    ]


def test_a_token_is_shown_once_and_revoked(client, world):
    client.force_login(world.officer_k)
    made = client.post(reverse("tokens"), {"name": "Report", "scopes": ["read"], "days": "30"})
    secret = made.context["secret"]
    assert secret in made.content.decode()
    assert secret not in client.get(reverse("tokens")).content.decode()
    token = ApiToken.objects.get(account=world.officer_k)
    client.force_login(world.officer_g)
    assert client.post(reverse("token_revoke", args=[token.public_id])).status_code == 404
    client.force_login(world.officer_k)
    client.post(reverse("token_revoke", args=[token.public_id]))
    token.refresh_from_db()
    assert token.revoked_at is not None


def test_own_name_and_language_are_saved(client, world):
    client.force_login(world.outsider)
    client.post(reverse("my_account"), {"display_name": "Port friend", "language": "ms"})
    world.outsider.refresh_from_db()
    assert (world.outsider.display_name, world.outsider.language) == ("Port friend", "ms")


def test_sign_up_is_closed_and_not_offered(client, db):
    assert client.post("/en/account/signup/", {"email": "x@example.org"}).status_code == 200
    assert not Account.objects.exists()
    assert "signup" not in client.get("/en/account/login/").content.decode()


def test_a_forgotten_password_is_reset_through_the_outbox(client, world):
    for email in ("officer-g@example.org", "nobody@example.org"):
        answer = client.post("/en/account/password/reset/", {"email": email})
        assert answer.url == "/en/account/password/reset/done/"
    letter = Message.objects.get(subject__contains="", about_kind="account")
    assert (letter.to, letter.language, letter.about_id) == (
        "officer-g@example.org",
        "pl",
        world.officer_g.public_id,
    )
    link = re.search(r"https?://[^/]+(/\S+)", letter.body).group(1)
    page = client.get(link, follow=True)
    changed = client.post(page.request["PATH_INFO"], {"password1": SENTENCE, "password2": SENTENCE})
    assert changed.status_code == 302
    world.officer_g.refresh_from_db()
    assert world.officer_g.check_password(SENTENCE)


@pytest.fixture
def counted():
    cache.clear()
    yield
    cache.clear()


def test_failed_sign_ins_are_slowed_down(client, world, counted):
    from tests.world import PASSWORD

    wrong = {"login": "officer-k@example.org", "password": "not this one at all"}
    for _ in range(5):
        client.post("/en/account/login/", wrong)
    right = client.post("/en/account/login/", {**wrong, "password": PASSWORD})
    assert right.status_code == 200
    assert "_auth_user_id" not in client.session
    other = client.post("/en/account/login/", {"login": "officer-g@example.org", "password": PASSWORD})
    assert other.status_code == 302


def test_guessing_one_time_links_is_slowed_down(client, db, counted):
    statuses = [client.get(f"/en/invitation/guess-{number}/").status_code for number in range(31)]
    assert statuses == [410] * 30 + [429]


def test_migrating_makes_the_table_in_which_limits_are_counted(db):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE sistership_cache")
    call_command("migrate", verbosity=0)
    cache.set("counted", 1)
    assert cache.get("counted") == 1


def test_a_new_address_counts_once_its_letter_was_opened(client, world):
    from tests.world import PASSWORD

    login = {"login": "officer-p@example.org", "password": PASSWORD}
    client.post("/en/account/login/", login)
    assert "You sign in with officer-p@example.org" in client.get("/en/account/email/").content.decode()
    client.post("/en/account/email/", {"email": "pulau@example.org", "action_add": ""})
    letter = Message.objects.get(to="pulau@example.org")
    assert letter.about_id == world.officer_p.public_id
    world.officer_p.refresh_from_db()
    assert world.officer_p.email == "officer-p@example.org"
    link = re.search(r"https?://[^/]+(/\S+)", letter.body).group(1)
    client.post(link)
    world.officer_p.refresh_from_db()
    assert world.officer_p.email == "pulau@example.org"
