"""Who may see what: every page and every API route, as every role, against a table kept beside this file.

`access.tsv` holds one line for each address and the status that each role gets. A new page fails the
test until its line is written and reviewed; print the lines as they are now with
`python -m pytest tests/pages/test_access.py --write-access-table`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.pages.walk import ROLES, api_addresses, arguments, names

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TABLE = Path(__file__).with_name("access.tsv")

# Words that stand only in records which the public may not read.
HIDDEN = "A promise not yet published"
INTERNAL = "Interns placed in the first year"
STAFF_OF_HIDDEN = {"officer_g", "officer_p", "administrator"}
STAFF_OF_KAOHSIUNG_GDYNIA = {"officer_k", "lead_k", "officer_g", "administrator"}


def _clients(world) -> dict[str, Client]:
    clients = {role: Client() for role in ROLES}
    for role, client in clients.items():
        if role != "anonymous":
            client.force_login(getattr(world, role))
    return clients


def _addresses(world) -> dict[str, str]:
    with translation.override("en"):
        pages = {name: reverse(name, kwargs=arguments(name, world)) for name in names()}
    return pages | api_addresses(world)


def _found(world) -> dict[str, dict[str, int]]:
    clients = _clients(world)
    return {
        name: {role: client.get(address).status_code for role, client in clients.items()}
        for name, address in _addresses(world).items()
    }


def _read_table() -> dict[str, dict[str, int]]:
    head, *lines = TABLE.read_text("utf-8").splitlines()
    roles = head.split("\t")[1:]
    return {
        name: dict(zip(roles, map(int, statuses), strict=True))
        for name, *statuses in (line.split("\t") for line in lines)
    }


def test_every_address_answers_every_role_as_the_table_says(world, request):
    found = _found(world)
    if request.config.getoption("--write-access-table"):
        lines = ["\t".join(["address", *ROLES])]
        lines += ["\t".join([name, *(str(row[role]) for role in ROLES)]) for name, row in found.items()]
        TABLE.write_text("\n".join(lines) + "\n", "utf-8")
    assert found == _read_table()


def test_nothing_hidden_stands_on_any_page_for_those_who_may_not_see_it(world):
    leaks = []
    for role, client in _clients(world).items():
        for name, address in _addresses(world).items():
            response = client.get(address)
            body = b"".join(response) if response.streaming else response.content
            text = body.decode("utf-8", "replace")
            if role not in STAFF_OF_HIDDEN and (HIDDEN in text or world.hidden.key in text):
                leaks.append(f"{role} reads the unpublished partnership on {name}")
            if role not in STAFF_OF_KAOHSIUNG_GDYNIA and INTERNAL in text:
                leaks.append(f"{role} reads internal evidence on {name}")
    assert leaks == []


def test_hidden_records_do_not_exist_for_those_who_may_not_see_them(world):
    with translation.override("en"):
        addresses = [
            reverse("partnership", kwargs={"key": world.hidden.key}),
            reverse("partnership_blueprint", kwargs={"key": world.hidden.key}),
            reverse("commitment", kwargs={"public_id": world.hidden_commitment.public_id}),
        ]
    for role, client in _clients(world).items():
        expected = 200 if role in STAFF_OF_HIDDEN else 404
        assert [client.get(address).status_code for address in addresses] == [expected] * 3, role
