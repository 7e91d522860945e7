"""The lists of the desk: each tab counts what it holds, and holds nothing that the reader does not see."""

from __future__ import annotations

import pytest

from sistership.window.ground import clock
from sistership.window.offices.cases.actions import handover, projection, receiving, work
from sistership.window.offices.cases.models import Case
from sistership.window.offices.cases.queries import lists
from sistership.window.offices.cases.rules import visible_cases
from sistership.window.offices.people.models import Side
from sistership.window.offices.people.rules import grants_of

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _desk(reader) -> lists.Desk:
    own = Side.objects.filter(city__in=grants_of(reader).staff_cities).values("partnership")
    around = Side.objects.filter(partnership__in=own).select_related("city")
    return lists.desk_of(reader, list(around), now=clock.now())


def _held(reader) -> dict[str, set[int]]:
    """Tab → the cases that it lists; as many as it counts, and all seen by the reader."""
    desk = _desk(reader)
    held = {
        tab: {case.pk for case in lists.page_of(desk, lists.Chosen(tab=tab), 1).cases} for tab in lists.TABS
    }
    seen = set(visible_cases(reader).values_list("pk", flat=True))
    assert set.union(*held.values()) <= seen == held[lists.ALL]
    counted = lists.counts(desk)
    assert counted == {tab: len(cases) for tab, cases in held.items() if tab != lists.ALL}
    return held


def test_each_tab_counts_what_it_lists(world):
    offered, case = world.offered.case, world.case
    assert _held(world.officer_k)[lists.PARTNER] == {offered.pk}
    assert _held(world.officer_g)[lists.OFFERED] == {offered.pk}
    assert _held(world.officer_g)[lists.PARTNER] == set()
    assert {tab for tab, cases in _held(world.officer_p).items() if cases & {offered.pk, case.pk}} == set()
    handover.accept(actor=world.officer_g.ref, handover=world.offered)
    assert _held(world.officer_k)[lists.PARTNER] == {offered.pk}
    assert offered.pk in _held(world.officer_g)[lists.DESK]
    with clock.at(Case.objects.get(pk=case.pk).due_at):
        assert case.pk in _held(world.officer_k)[lists.LATE]


def test_what_a_third_side_cannot_read_is_not_counted(world):
    """Two sides share a case of a partnership in which the reader's side has no part of it."""
    handover.accept(actor=world.officer_g.ref, handover=world.offered)
    case = Case.objects.get(pk=world.offered.case.pk)
    assert case.is_shared
    case.sides.set([world.side_g])
    assert _held(world.officer_k)[lists.PARTNER] == set()
    assert projection.rebuild() == 1
    assert _held(world.officer_k)[lists.PARTNER] == {case.pk}


def test_a_case_is_shared_while_two_sides_read_it(world):
    assert Case.objects.get(pk=world.offered.case.pk).is_shared
    handover.decline(actor=world.officer_g.ref, handover=world.offered, answer="Not ours", language="en")
    assert not Case.objects.get(pk=world.offered.case.pk).is_shared


def test_the_day_shows_what_the_lists_hold(world):
    enquiry = receiving.Enquiry(
        service="other", text="?", language="en", subject="New", email="a@mail.example"
    )
    case = receiving.receive(
        actor=work.ENQUIRER, side=world.side_g, enquiry=enquiry, came=receiving.Came(channel="form")
    )
    held = _held(world.officer_g)
    today = lists.for_today(_desk(world.officer_g), 50)
    assert {one.pk for one in today} == held[lists.DESK] | held[lists.OFFERED]
    assert case.pk in held[lists.DESK]
    assert {one.pk: one.offer_expires_at for one in today}[world.offered.case.pk] == world.offered.expires_at
