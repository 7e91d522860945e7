"""My desk: what is owed, what awaits an answer, what is disputed, what time it is over there."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import translation

from sistership.window.ground import clock
from sistership.window.offices.agreements.actions import evidence, promises
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.models import Side
from sistership.window.pages.desk.day import Day, read_day
from sistership.window.pages.desk.views.frame import sides_around

MONDAY = datetime(2030, 1, 28, 4, tzinfo=UTC)
"""Monday noon in Kaohsiung, three days before the world's milestone is due on 31 January 2030."""


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def desk_of(reader, *, now: datetime = MONDAY) -> Day:
    return read_day(reader, sides_around(reader), now=now)


def owed(rows) -> list[tuple[str, int]]:
    return [((one.step or one.commitment).localized("title").text("en"), one.days) for one in rows]


def test_owed_steps_stand_under_their_term_in_the_city_of_the_reader(world):
    for title, day in (("Late step", 25), ("Today's step", 28), ("Next week's step", 4)):
        month = 1 if day > 4 else 2
        promises.add_milestone(
            actor=world.officer_k.ref,
            commitment=world.commitment,
            titles={"en": title},
            due_on=date(2030, month, day),
        )
    day = desk_of(world.officer_k)
    assert owed(day.overdue) == [("Late step", -3)]
    assert owed(day.due_today) == [("Today's step", 0)]
    assert owed(day.this_week) == [("Call is open", 3)]
    assert owed(day.this_month) == [("Next week's step", 7)]
    assert [one.state for one in day.overdue] == ["late"]
    assert day.today == date(2030, 1, 28)


def test_midnight_is_that_of_the_city(world):
    just_after_midnight_in_kaohsiung = datetime(2030, 1, 31, 16, 30, tzinfo=UTC)
    day = desk_of(world.officer_k, now=just_after_midnight_in_kaohsiung)
    assert owed(day.overdue) == [("Call is open", -1)]
    assert day.today == date(2030, 2, 1)


def test_a_step_of_the_other_side_is_not_owed_by_mine(world):
    promises.edit_milestone(actor=world.officer_k.ref, milestone=world.milestone, side=world.side_g)
    assert desk_of(world.officer_k).this_week == []
    assert owed(desk_of(world.officer_g).this_week) == [("Call is open", 3)]


def test_a_step_whose_evidence_waits_for_the_partner_is_not_owed(world):
    with clock.at(MONDAY):
        evidence.file_evidence(
            actor=world.officer_k.ref,
            commitment=world.commitment,
            side=world.side_k,
            evidence_kind="link",
            titles={"en": "The call"},
            on=date(2030, 1, 28),
            url="https://example.org/call",
            milestone=world.milestone,
        )
    day = desk_of(world.officer_k)
    assert day.this_week == []
    assert [one.localized("title").text("en") for one in day.waiting] == ["The call"]


def test_evidence_of_the_partner_shows_working_days_left(world):
    filed_on = datetime(2030, 1, 28, 4, tzinfo=UTC)
    with clock.at(filed_on):
        evidence.file_evidence(
            actor=world.officer_k.ref,
            commitment=world.commitment,
            side=world.side_k,
            evidence_kind="figure",
            titles={"en": "Second year"},
            on=date(2030, 1, 28),
            value=7,
        )
    asked = [one for one in desk_of(world.officer_g, now=filed_on).to_answer if one.days_left]
    assert [one.evidence.localized("title").text("en") for one in asked] == ["Second year"]
    # Fifteen working days of Gdynia after Monday 28 January end on Monday 18 February 2030.
    assert (asked[0].last_day, asked[0].days_left, asked[0].days_used) == (date(2030, 2, 18), 15, 0)
    later = desk_of(world.officer_g, now=datetime(2030, 2, 18, 9, tzinfo=UTC)).to_answer
    assert [(one.days_left, one.days_used) for one in later] == [(0, 15)]
    assert desk_of(world.officer_g, now=datetime(2030, 2, 18, 23, 30, tzinfo=UTC)).to_answer == []


def test_disputed_evidence_of_ours_shows_the_reason(world, client):
    evidence.answer_evidence(
        actor=world.officer_g.ref,
        evidence=world.filed,
        side=world.side_g,
        is_confirmed=False,
        reason="Two of them left in May",
        language="en",
    )
    client.force_login(world.officer_k)
    page = client.get(reverse("desk"))
    assert [one.dispute.reason for one in page.context["day"].disputed] == ["Two of them left in May"]
    assert '<span lang="en">Two of them left in May</span>' in page.content.decode()
    client.force_login(world.officer_g)
    assert client.get(reverse("desk")).context["day"].disputed == []


def test_failed_letters_of_own_partnerships_show_and_no_others(world, client):
    Message.objects.filter(about_id=world.filed.public_id).update(state=Message.State.FAILED, attempts=8)
    client.force_login(world.officer_g)
    page = client.get(reverse("desk"))
    assert [one.to for one in page.context["day"].failed_letters] == ["desk-gdynia@example.org"]
    assert "1 letter could not be delivered" in page.content.decode()
    client.force_login(world.officer_p)
    assert client.get(reverse("desk")).context["day"].failed_letters == []


def test_partner_clock_knows_holidays_of_the_partner(world):
    constitution_day = datetime(2030, 5, 3, 8, tzinfo=UTC)
    clocks = {one.city.key: one for one in desk_of(world.officer_k, now=constitution_day).clocks}
    assert clocks["gdynia"].is_working_day is False
    assert clocks["gdynia"].opens_on == date(2030, 5, 6)
    assert clocks["penang"].is_working_day is True


def test_desk_needs_few_queries(world, client, django_assert_max_num_queries):
    client.force_login(world.officer_k)
    with django_assert_max_num_queries(18), clock.at(MONDAY):
        page = client.get(reverse("desk"))
    assert page.status_code == 200
    assert "Call is open" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("officer_k", 200),
        ("lead_k", 200),
        ("councillor_k", 403),
        ("administrator", 403),
        ("outsider", 403),
    ],
)
def test_who_has_a_desk(world, client, name, status):
    client.force_login(getattr(world, name))
    assert client.get(reverse("desk")).status_code == status


def test_a_stranger_logs_in_first(world, client):
    answer = client.get(reverse("desk"))
    assert (answer.status_code, answer.url) == (302, "/en/account/login/?next=/en/desk/")


def test_search_finds_titles_in_any_language_that_the_reader_may_see(world, client):
    def found(account, words):
        client.force_login(account)
        groups = client.get(reverse("desk_search"), {"q": words}).context.get("groups", ())
        return [(group["kind"], [row["address"] for row in group["rows"]]) for group in groups]

    commitment = reverse("desk_commitment", args=[world.commitment.public_id])
    agreement = reverse("desk_agreement", args=[world.agreement.public_id])
    assert found(world.officer_k, "staże CO") == [("commitment", [commitment])]
    assert ("agreement", [agreement]) in found(world.officer_k, "備忘錄")
    assert found(world.officer_k, "not yet published") == []
    hidden = reverse("desk_commitment", args=[world.hidden_commitment.public_id])
    assert found(world.officer_g, "not yet published") == [("commitment", [hidden])]
    assert found(world.officer_g, "") == []


def test_sides_around_are_those_of_own_partnerships(world):
    keys = sorted({side.partnership.key for side in sides_around(world.officer_k)})
    assert keys == ["kaohsiung-gdynia", "kaohsiung-penang"]
    assert Side.objects.count() == 6
