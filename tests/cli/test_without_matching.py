"""Without the extra `matching` the window and its example open, and what needs the extra names it."""

from __future__ import annotations

from html import unescape

import pytest
from django.urls import reverse

from sistership.cli.first_start import missing_part
from sistership.common.errors import MissingPartError
from sistership.window import example
from sistership.window.ground.parts import missing_libraries
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.market import engine
from sistership.window.offices.market.addresses import owner_secret
from sistership.window.offices.market.models import Profile
from sistership.window.offices.matchdays import tasks
from sistership.window.offices.matchdays.actions import planning
from sistership.window.offices.matchdays.models import DayPlan, Matchday
from sistership.window.offices.talent.actions import programmes
from sistership.window.offices.talent.models import Cohort, Position

EXTRA = "pip install 'sistership[matching]'"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not missing_libraries(), reason="the extra `matching` is installed"),
]


def test_the_example_opens_without_the_extra_and_what_needs_it_says_so(client):
    assert EXTRA in missing_part()
    assert example.load()
    profile = Profile.objects.filter(state="published").first()
    matchday, pilot = Matchday.objects.get(), Cohort.objects.get(state="closed")
    assert pilot.lists_digest
    assert not pilot.seed
    assert not DayPlan.objects.exists()

    pages = [reverse(name) for name in ("market", "talent", "talent_balance", "matchdays")]
    for name, record in (
        ("market_profile", profile),
        ("matchday", matchday),
        ("talent_programme", pilot.programme),
        ("talent_cohort", pilot),
        ("talent_position", Position.objects.filter(cohort=pilot).first()),
    ):
        pages.append(reverse(name, args=[record.public_id]))
    for address in pages:
        assert client.get(address).status_code == 200, address
    told = client.get(reverse("market_suggestions", args=[owner_secret(profile)]))
    assert told.status_code == 200
    assert EXTRA in unescape(told.content.decode())

    assert engine.index([profile]) == engine.rebuild() == 0
    with pytest.raises(MissingPartError, match="numba, numpy"):
        programmes.publish_seed(actor=SYSTEM, cohort=pilot, seed="s", source="drawn")
    plan = planning.ask_for_plan(actor=SYSTEM, matchday=matchday)
    tasks.make_plan(str(plan.public_id))
    plan.refresh_from_db()
    assert plan.state == "failed"
    assert EXTRA in plan.failure
