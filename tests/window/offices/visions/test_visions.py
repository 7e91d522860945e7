"""Axes of visions, what serves them, inherited or said, and what a page is told of it."""

from __future__ import annotations

import pytest

from sistership.common.errors import InputError
from sistership.window.ground import clock
from sistership.window.offices.agreements.actions import promises
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.journal.models import Entry
from sistership.window.offices.visions import actions as visions
from sistership.window.offices.visions.exchange import visions_json, visions_table
from sistership.window.offices.visions.models import Alignment, GoalLink
from sistership.window.offices.visions.queries import served_by, visions_page

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def port(world):
    vision = visions.add_vision(actor=SYSTEM, city=world.gdynia, titles={"pl": "Osie Gdyni"})
    return visions.add_axis(actor=SYSTEM, vision=vision, names={"pl": "Port"}, goals=["11.3", "14"])


@pytest.fixture
def inheriting(world):
    return promises.add_commitment(
        actor=SYSTEM,
        partnership=world.kaohsiung_gdynia,
        direction=world.direction,
        titles={"en": "Plant trees"},
        owing=[world.side_g],
    )


def test_a_commitment_inherits_what_its_direction_serves(world, port, inheriting):
    visions.align(actor=SYSTEM, servant=world.direction, city=world.gdynia, axes=[port])
    visions.set_goals(actor=SYSTEM, servant=world.direction, goals=["11.2", "4"])
    visions.set_goals(actor=SYSTEM, servant=inheriting, goals=["11.2", "15"])
    found = served_by([inheriting]).commitments[inheriting.pk]
    assert (found.axes, found.inherited_axes) == ([], [port])
    assert (found.goals, found.inherited_goals) == (["11.2", "15"], ["4"])
    assert found.all_goals == ["4", "11.2", "15"]


def test_the_matrix_of_a_partnership_counts_and_names(world, port):
    visions.align(actor=SYSTEM, servant=world.commitment, city=world.gdynia, axes=[port])
    page = visions_page(world.officer_k, world.kaohsiung_gdynia, now=clock.now())
    [(first, second, matrix)] = page.matrices
    assert (first.city, second.city) == (world.kaohsiung, world.gdynia)
    [cell] = matrix.meetings()
    assert (cell.first, cell.second, cell.promises) == (world.axis, port, (world.commitment,))
    assert cell.shared_goals == (11,)
    table = visions_table(page, language="en")
    assert [row[-1] for row in table.rows] == [world.commitment.localized("title").text("en")]
    assert visions_json(world.kaohsiung_gdynia, page)["crossings"][0]["commitments"] == [
        world.commitment.public_id
    ]


def test_taking_axes_away_leaves_those_of_the_other_city(world, port):
    visions.align(actor=SYSTEM, servant=world.commitment, city=world.gdynia, axes=[port])
    visions.align(actor=SYSTEM, servant=world.commitment, city=world.kaohsiung, axes=[])
    assert list(Alignment.objects.values_list("axis_id", flat=True)) == [port.pk]


def test_saying_the_same_again_writes_nothing(world):
    before = Entry.objects.count()
    visions.align(actor=SYSTEM, servant=world.commitment, city=world.kaohsiung, axes=[world.axis])
    visions.set_goals(actor=SYSTEM, servant=world.axis, goals=["11"])
    assert Entry.objects.count() == before


def test_an_axis_of_another_city_and_an_unknown_goal_are_refused(world, port):
    with pytest.raises(InputError, match="another city"):
        visions.align(actor=SYSTEM, servant=world.commitment, city=world.kaohsiung, axes=[port])
    with pytest.raises(InputError, match=r"11\.9 is no code"):
        visions.set_goals(actor=SYSTEM, servant=world.commitment, goals=["11.2", "11.9"])
    assert not GoalLink.objects.filter(commitment=world.commitment).exists()


def test_an_axis_goes_with_what_was_said_of_it_and_promises_stay(world):
    visions.remove_axis(actor=SYSTEM, axis=world.axis)
    assert not Alignment.objects.exists()
    world.commitment.refresh_from_db()
    assert served_by([world.commitment]).commitments[world.commitment.pk].all_axes == []
