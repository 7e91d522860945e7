"""The desk's pages of cases: lists, one case, and who may not read them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def at_desk(world):
    """A browser of an officer of Kaohsiung."""
    client = Client()
    client.force_login(world.officer_k)
    return client


def test_all_pages_open(world, at_desk):
    case = world.case.public_id
    for name, args in [
        ("desk_cases", []),
        ("desk_new_case", []),
        ("desk_case_filters", []),
        ("desk_recommendations", []),
        *(
            (one, [case])
            for one in (
                "desk_case",
                "desk_write",
                "desk_note",
                "desk_assign_case",
                "desk_close_case",
                "desk_merge_case",
                "desk_case_particulars",
                "desk_offer_case",
            )
        ),
    ]:
        answer = at_desk.get(reverse(name, args=args))
        assert answer.status_code == 200, name
