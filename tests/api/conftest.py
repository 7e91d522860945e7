"""A program that calls the API with an account's token."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.test import Client

ROOT = "/api/v1"
FOLDER = Path(__file__).parent
ASKED_ON_BOTH = frozenset({"test_cases.py", "test_visibility.py"})
"""Routes whose queries differ from what the offices ask in tests of their own."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The other routes run on one database."""
    for item in items:
        if item.path.parent == FOLDER and item.path.name not in ASKED_ON_BOTH:
            item.add_marker(pytest.mark.once)


class Caller:
    """Calls the API as one account, or as nobody."""

    def __init__(self, account=None, *, scopes=("read", "write"), secret=None):
        self.client = Client()
        self.headers = {}
        if account is not None:
            from sistership.window.offices.people.actions import issue_api_token  # Django must be up

            secret = issue_api_token(account=account, name="test", scopes=scopes)[1]
        if secret is not None:
            self.headers["Authorization"] = f"Bearer {secret}"

    def get(self, path, query=None, **headers):
        return self.client.get(ROOT + path, query, headers=self.headers | headers)

    def send(self, method, path, data, *, content_type="application/json", if_match=None):
        body = data if isinstance(data, bytes) else json.dumps(data)
        headers = self.headers | ({"If-Match": if_match} if if_match else {})
        return self.client.generic(method, ROOT + path, body, content_type=content_type, headers=headers)

    def post(self, path, data, **options):
        return self.send("POST", path, data, **options)

    def patch(self, path, data, **options):
        return self.send("PATCH", path, data, **options)

    def upload(self, path, **fields):
        return self.client.post(ROOT + path, fields, headers=self.headers)


@pytest.fixture
def anybody(db):
    return Caller()


@pytest.fixture
def officer(world):
    """Kaohsiung's officer."""
    return Caller(world.officer_k)


@pytest.fixture
def partner(world):
    """Gdynia's officer."""
    return Caller(world.officer_g)


@pytest.fixture
def call_as(world):
    return Caller
