"""Who may open which page of administration."""

import pytest
from django.urls import reverse

ADMINISTRATOR_ONLY = [
    "people",
    "invite",
    "organisation_add",
    "cities",
    "city_add",
    "administration_partnerships",
    "partnership_add",
    "outbox",
    "journal",
    "example_data",
]
REGISTERS = ["persons", "organisations"]
OWN = ["my_account", "tokens"]
READERS = ["officer_k", "lead_k", "councillor_k", "outsider", "administrator"]


@pytest.mark.parametrize(
    ("names", "who"),
    [
        (ADMINISTRATOR_ONLY, {"administrator"}),
        (REGISTERS, {"administrator", "officer_k", "lead_k"}),
        (OWN, set(READERS)),
    ],
)
def test_pages_open_for_those_who_may(client, world, names, who):
    for reader in READERS:
        client.force_login(getattr(world, reader))
        for name in names:
            status = client.get(reverse(name)).status_code
            assert status == (200 if reader in who else 403), (reader, name)


def test_a_stranger_is_asked_to_sign_in(client, world):
    for name in [*ADMINISTRATOR_ONLY, *REGISTERS, *OWN]:
        answer = client.get(reverse(name))
        assert (answer.status_code, answer.url) == (302, f"/en/account/login/?next={reverse(name)}")


def test_details_and_deeds_are_for_administrators(client, world):
    account = world.officer_g.public_id
    gets = [
        reverse("account", args=[account]),
        reverse("city", args=["gdynia"]),
        reverse("administration_partnership", args=["kaohsiung-gdynia"]),
    ]
    posts = [
        reverse("account_grant", args=[account]),
        reverse("account_revoke", args=[account, world.officer_g.grants.get().pk]),
        reverse("account_close", args=[account]),
        reverse("account_open", args=[account]),
        reverse("account_invite_again", args=[account]),
        reverse("city_day", args=["gdynia"]),
        reverse("side_desk", args=["kaohsiung-gdynia", world.side_g.public_id]),
    ]
    client.force_login(world.lead_k)
    assert {client.get(address).status_code for address in gets} == {403}
    assert {client.post(address).status_code for address in posts} == {403}
    assert {client.get(address).status_code for address in posts} == {405}
    client.force_login(world.administrator)
    assert {client.get(address).status_code for address in gets} == {200}


def test_officers_see_persons_of_their_own_city_only(client, world):
    person = reverse("person", args=[world.person.public_id])
    export = reverse("person_export", args=[world.person.public_id])
    erase = reverse("person_erase", args=[world.person.public_id])
    expected = {"officer_g": (200, 200, 403), "officer_k": (404, 404, 403), "councillor_k": (403, 403, 403)}
    for reader, statuses in expected.items():
        client.force_login(getattr(world, reader))
        assert tuple(client.get(address).status_code for address in (person, export, erase)) == statuses


def test_lists_stay_within_their_queries(client, world, django_assert_max_num_queries):
    client.force_login(world.administrator)
    details = [
        reverse("account", args=[world.officer_g.public_id]),
        reverse("person", args=[world.person.public_id]),
        reverse("city", args=["gdynia"]),
        reverse("administration_partnership", args=["kaohsiung-gdynia"]),
    ]
    for address in [*map(reverse, [*ADMINISTRATOR_ONLY, *REGISTERS, *OWN]), *details]:
        with django_assert_max_num_queries(15, info=address):
            assert client.get(address).status_code == 200
