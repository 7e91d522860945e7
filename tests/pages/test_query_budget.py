"""No page asks the database more than fifteen times, and none asks more often because there is more to show.

Session, account and roles are counted. The world is small, so a page that asks once for each row would pass
the first test alone: the second one lets the world grow and counts again.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.pages.walk import arguments, names

from sistership.window.ground.sources import cite
from sistership.window.offices.agreements.actions import accords, committees, evidence, promises, questions
from sistership.window.offices.cases.actions import drafting, handover, receiving, work
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.lessons.actions import lessons, parts
from sistership.window.offices.lessons.actions import questions as expert_questions
from sistership.window.offices.people import actions as people
from sistership.window.offices.visits import actions as visits

pytestmark = [pytest.mark.django_db, pytest.mark.database]

BUDGET = 15
# Everything that all offices hold about one person, read by an administrator once in a while: each office
# asks for its own few tables, and none of them knows what another has read already.
# So does the page that counts what is over of every kind that is kept for a time.
# The page of a partnership lists every kind of record that a partnership has, a query for each.
OWN_BUDGET = {"person_export": 75, "retention": 60, "partnership": 16}
GROWTH = 12


def _counts(role: str, world) -> dict[str, int]:
    """Queries by name of each page that answers the role with 200."""
    client = Client()
    client.force_login(getattr(world, role))
    found = {}
    for name in names():
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(reverse(name, kwargs=arguments(name, world)))
        if answer.status_code == 200:
            found[name] = len(queries)
    return found


def _over(counts: dict[str, int]) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count > OWN_BUDGET.get(name, BUDGET)}


def _cite_all(world) -> None:
    """Give every kind of record that names its sources one: their documents cost a query where texts do not
    come with them."""
    decision = world.meeting.decisions.get()
    for record in (
        world.agreement,
        world.direction,
        world.commitment,
        world.milestone,
        world.filed,
        world.intention,
        world.committee,
        world.meeting,
        decision,
        world.visit,
        *world.visit.attendances.all(),
        *world.visit.points.all(),
    ):
        cite(record, world.document)


def _grow_promises(world, number: int) -> None:
    """One more direction with a commitment, its steps, evidence and intention."""
    owing = [world.side_k, world.side_g] if number % 3 else [world.side_k]
    direction = accords.add_direction(
        actor=SYSTEM, agreement=world.agreement, titles={"en": f"Direction {number}"}
    )
    commitment = promises.add_commitment(
        actor=SYSTEM,
        partnership=world.kaohsiung_gdynia,
        direction=direction if number % 2 else None,
        agreement=world.agreement,
        titles={"en": f"Promise {number}"},
        owing=owing,
        due_on=date(2030, 6, 1 + number),
    )
    for side in (world.side_k, world.side_g):
        step = promises.add_milestone(
            actor=SYSTEM,
            commitment=commitment,
            titles={"en": "Step"},
            due_on=date(2030, 1, 1 + number),
            side=side,
        )
        cite(step, world.document)
    filed = evidence.file_evidence(
        actor=SYSTEM,
        commitment=commitment,
        milestone=step,
        side=owing[-1],
        evidence_kind="figure",
        titles={"en": "Figure"},
        on=date(2026, 6, 1 + number),
        value=Decimal(number),
    )
    hope = promises.add_intention(
        actor=SYSTEM,
        partnership=world.kaohsiung_gdynia,
        agreement=world.agreement,
        texts={"en": f"Hope {number}"},
        intention_kind="hope",
        side=world.side_g,
        occasion=world.visit.ref,
    )
    for record in (direction, commitment, filed, hope):
        cite(record, world.document)


def _grow_occasions(world, number: int) -> None:
    """One more person who signs, sits on the committee and comes to the visit, and what they say there."""
    person = people.add_person(actor=SYSTEM, city=world.gdynia, names={"en": f"Person {number}"})
    side = world.side_g
    accords.add_signatory(actor=SYSTEM, agreement=world.agreement, side=side, person=person)
    committees.add_member(actor=SYSTEM, committee=world.committee, person=person, side=side)
    meeting = committees.add_meeting(actor=SYSTEM, committee=world.committee, on=date(2026, 4, 1 + number))
    decision = committees.add_decision(
        actor=SYSTEM, meeting=meeting, texts={"en": f"Decision {number}"}, side=side
    )
    attendance = visits.add_attendance(actor=SYSTEM, visit=world.visit, person=person, side=side)
    point = visits.add_point(
        actor=SYSTEM, visit=world.visit, texts={"en": f"Point {number}"}, point_kind="topic", side=side
    )
    for record in (meeting, decision, attendance, point):
        cite(record, world.document)


def _grow_lessons(world, number: int) -> None:
    """One more question with its answer, and one more lesson with a figure and a site on the visit."""
    pair, side, partner = world.kaohsiung_gdynia, world.side_k, world.side_g
    about = {"topic": f"topic-{number}", "stage": "operation", "commitment": world.commitment}
    question = expert_questions.ask(
        actor=SYSTEM,
        partnership=pair,
        side=partner,
        titles={"en": f"Question {number}"},
        contexts={"en": "x"},
        **about,
    )
    for asked in (question, world.expert_question):
        expert_questions.answer(actor=SYSTEM, question=asked, side=side, texts={"en": f"Answer {number}"})
    texts = {field: {"en": f"Lesson {number}"} for field in ("title", "context", "done")}
    lesson = lessons.begin(
        actor=SYSTEM, partnership=pair, side=side, texts=texts, is_public=True, visit=world.visit, **about
    )
    parts.add_figure(
        actor=SYSTEM,
        lesson=lesson,
        side=side,
        labels={"en": "n"},
        value=Decimal(number),
        year=2024,
        document=world.document,
    )
    site = parts.add_site(
        actor=SYSTEM,
        lesson=lesson,
        side=side,
        names={"en": f"Site {number}"},
        longitude=120.3 + number / 100,
        latitude=22.6,
        contact=side,
    )
    lessons.hand_in(actor=SYSTEM, lesson=lesson, side=side)
    lessons.approve(actor=SYSTEM, lesson=lesson, side=partner)
    parts.put_on_programme(actor=SYSTEM, site=site, visit=world.visit)


@pytest.mark.once  # either database is asked the same number of times
@pytest.mark.parametrize(("role", "own"), [("officer_k", "desk"), ("administrator", "person_export")])
def test_no_page_asks_more_than_its_budget(world, role, own):
    _cite_all(world)
    questions.answer_why(
        actor=SYSTEM, question=world.question, side=world.side_k, wording="Why?", answers={"en": "Because."}
    )
    counts = _counts(role, world)
    assert _over(counts) == {}
    assert {"home", "blueprint", "blueprint_csv", "visit", own} <= set(counts)


@pytest.mark.once
@pytest.mark.parametrize(
    ("role", "own"), [("lead_k", "desk_drop_commitment"), ("administrator", "person_export")]
)
def test_no_page_asks_more_because_there_is_more_to_show(world, role, own):
    _cite_all(world)
    _grow_promises(world, 0)
    _grow_occasions(world, 0)
    _grow_lessons(world, 0)
    before = _counts(role, world)
    for number in range(1, GROWTH + 1):
        _grow_promises(world, number)
        _grow_occasions(world, number)
        _grow_lessons(world, number)
    after = _counts(role, world)
    assert {name: (before[name], after[name]) for name in before if after[name] > before[name]} == {}
    assert _over(after) == {}
    assert own in after


def test_an_unread_complaint_with_all_that_a_case_may_hold_stays_in_the_budget(world):
    enquiry = receiving.Enquiry(
        service="grievance", text="Hałas.", language="pl", email="anna@firma.example", organisation="Firma"
    )
    came = receiving.Came(channel="form", files=drafting.stored_files([("map.txt", b"Map")]))
    case = receiving.receive(actor=work.ENQUIRER, side=world.side_k, enquiry=enquiry, came=came)
    work.take(actor=world.officer_k.ref, case=case, account=world.officer_k)
    handover.offer(actor=world.officer_k.ref, case=case, to_side=world.side_g, reason="Theirs", language="en")
    work.hear(case=case, text="Nadal hałas.", came=receiving.Came(channel="form"))
    client = Client()
    client.force_login(world.officer_k)
    with CaptureQueriesContext(connection) as queries:
        page = client.get(reverse("desk_case", args=[case.public_id]))
    assert page.context["is_unread"]
    assert len(queries) <= BUDGET, "\n".join(one["sql"][:150] for one in queries)
