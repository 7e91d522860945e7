"""Who may see what: every page and every API route, as every role, against a table kept beside this file.

`access.tsv` holds one line for each address and the status that each role gets. A new page fails the
test until its line is written and reviewed; print the lines as they are now with
`python -m pytest tests/pages/test_access.py --write-access-table`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation
from tests.pages.walk import ROLES, api_addresses, arguments, names
from tests.window.offices.cases.leaking import leaked, tell

from sistership.window.ground.search import entries
from sistership.window.offices.people import actions as people

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.once, pytest.mark.timeout(600)]
TABLE = Path(__file__).with_name("access.tsv")

# Words that stand only in records which the public may not read.
HIDDEN = "A promise not yet published"
INTERNAL = "Interns placed in the first year"
LETTERS_OF_THE_DEMO = ("GET letter", "GET outbox")
"""Of the demo alone, in which the administrator plays the partner."""
STAFF_OF_HIDDEN = {"officer_g", "officer_p", "administrator"}
STAFF_OF_KAOHSIUNG_GDYNIA = {"officer_k", "lead_k", "officer_g", "administrator"}


@dataclass(frozen=True, slots=True)
class Visitor:
    """One role: a browser that is logged in, and a program with a token that may read and write."""

    client: Client
    headers: dict[str, str]

    def ask(self, method: str, address: str) -> HttpResponse:
        """Send the request with an empty form or body."""
        is_api = address.startswith("/api/")
        return self.client.generic(
            method.upper(),
            address,
            b"{}" if is_api and method != "get" else b"",
            content_type="application/json" if is_api else "application/x-www-form-urlencoded",
            headers=self.headers if is_api else {},
        )


def _visitors(world) -> dict[str, Visitor]:
    visitors = {}
    for role in ROLES:
        client, headers = Client(), {}
        if role != "anonymous":
            account = getattr(world, role)
            client.force_login(account)
            _, secret = people.issue_api_token(account=account, name="walk", scopes=["read", "write"])
            headers = {"Authorization": f"Bearer {secret}"}
        visitors[role] = Visitor(client, headers)
    return visitors


def _addresses(world) -> dict[str, tuple[str, str]]:
    """What is asked for: name → (method, address); a page is read, and a form is sent empty."""
    found = {}
    with translation.override("en"):
        for name in names():
            address = reverse(name, kwargs=arguments(name, world))
            found[f"GET {name}"] = ("get", address)
            found[f"POST {name}"] = ("post", address)
    return found | api_addresses(world)


def _ask_in_vain(visitor: Visitor, method: str, address: str) -> HttpResponse:
    """Ask, and undo whatever the answer changed."""
    cache.clear()  # rate limits count requests, and this is a flood
    with transaction.atomic():
        response = visitor.ask(method, address)
        transaction.set_rollback(True)
    return response


@dataclass(frozen=True, slots=True)
class Walk:
    """What every role found at every address."""

    statuses: dict[str, dict[str, int]]
    leaks: list[str]


def _walk(world) -> Walk:
    walk = Walk(statuses={}, leaks=[])
    visitors = _visitors(world)
    for name, asked in _addresses(world).items():
        walk.statuses[name] = {}
        for role, visitor in visitors.items():
            response = _ask_in_vain(visitor, *asked)
            walk.statuses[name][role] = response.status_code
            body = b"".join(response) if response.streaming else response.content
            text = body.decode("utf-8", "replace")
            if role not in STAFF_OF_HIDDEN and (HIDDEN in text or world.hidden.key in text):
                walk.leaks.append(f"{role} reads the unpublished partnership on {name}")
            if role not in STAFF_OF_KAOHSIUNG_GDYNIA and INTERNAL in text:
                walk.leaks.append(f"{role} reads internal evidence on {name}")
            if (found := leaked(text + str(response.headers), role)) and name not in LETTERS_OF_THE_DEMO:
                walk.leaks.append(f"{role} reads {found} of cases on {name}")
    return walk


@pytest.fixture(scope="module")
def walks() -> list[Walk]:
    """The walk of the first test here, or none yet: it is long, and both tests look at the same answers."""
    return []


@pytest.fixture
def walked(world, walks) -> Walk:
    if not walks:
        tell(world)
        entries.rebuild()
        walks.append(_walk(world))
    return walks[0]


def read_table() -> dict[str, dict[str, int]]:
    """The table as it is kept: `GET name` → role → status."""
    head, *lines = TABLE.read_text("utf-8").splitlines()
    roles = head.split("\t")[1:]
    return {
        name: dict(zip(roles, map(int, statuses), strict=True))
        for name, *statuses in (line.split("\t") for line in lines)
    }


def test_every_address_answers_every_role_as_the_table_says(walked, request):
    found = walked.statuses
    if request.config.getoption("--write-access-table"):
        lines = ["\t".join(["address", *ROLES])]
        lines += ["\t".join([name, *(str(row[role]) for role in ROLES)]) for name, row in found.items()]
        TABLE.write_text("\n".join(lines) + "\n", "utf-8")
    assert found == read_table()


def test_nothing_hidden_stands_on_any_page_for_those_who_may_not_see_it(walked):
    assert walked.leaks == []


def test_hidden_records_do_not_exist_for_those_who_may_not_see_them(world):
    with translation.override("en"):
        addresses = [
            reverse("partnership", kwargs={"key": world.hidden.key}),
            reverse("partnership_blueprint", kwargs={"key": world.hidden.key}),
            reverse("commitment", kwargs={"public_id": world.hidden_commitment.public_id}),
        ]
    addresses += [
        f"/api/v1/partnerships/{world.hidden.key}",
        f"/api/v1/partnerships/{world.hidden.key}/blueprint",
        f"/api/v1/commitments/{world.hidden_commitment.public_id}",
    ]
    for role, visitor in _visitors(world).items():
        expected = 200 if role in STAFF_OF_HIDDEN else 404
        found = [visitor.ask("get", address).status_code for address in addresses]
        assert found == [expected] * len(addresses), role
