"""The page of a partnership, its agreement, its visit and its committee."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from sistership.window.ground import clock
from sistership.window.offices.agreements.actions import committees, promises
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.visits import actions as visits
from sistership.window.pages.public.timeline import timeline


def page_of(client, name, *args):
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def test_timeline_merges_by_date_and_tells_a_signing_once(world):
    now = clock.now()
    meeting = committees.add_meeting(actor=SYSTEM, committee=world.committee, on=date(2026, 3, 1))
    later = visits.add_visit(
        actor=SYSTEM, partnership=world.kaohsiung_gdynia, occasions={"en": "Forum"}, on=date(2031, 5, 1)
    )
    world.commitment.state = "on_track"
    moments = timeline(
        agreements=[world.agreement],
        visits=[later, world.visit],
        meetings=[meeting],
        milestones=[world.milestone],
        promises={world.commitment.pk: world.commitment},
        commitments=[world.commitment],
        now=now,
    )
    assert [(one.kind, one.title) for one in moments] == [
        ("signed", "Economic memorandum"),
        ("meeting", "Joint committee"),
        ("now", ""),
        ("milestone", "Call is open"),
        ("commitment", "Place interns every year"),
        ("visit", "Forum"),
    ]
    assert (moments[0].note, moments[0].note_url) == (
        "Signing in Gdynia",
        reverse("visit", args=[world.visit.public_id]),
    )


def test_a_long_timeline_shows_what_is_nearest_and_the_rest_when_asked(client, world):
    today = clock.now().date()
    for days in range(60):
        promises.add_milestone(
            actor=SYSTEM,
            commitment=world.commitment,
            titles={"en": f"Step in {days} days;"},
            due_on=today + timedelta(days=days),
        )
    address = reverse("partnership", args=["kaohsiung-gdynia"])
    page = client.get(address).content.decode()
    assert "Step in 5 days;" in page
    assert "Step in 59 days;" not in page
    assert "entries further away are not shown" in page
    whole = client.get(address, {"timeline": "all"}).content.decode()
    assert "Step in 59 days;" in whole
    assert "not shown" not in whole


def test_partnership_keeps_intentions_apart(client, world):
    page = page_of(client, "partnership", "kaohsiung-penang")
    assert page.count("Invitation to the smart city forum") == 1
    assert page.count("Intentions are not promises and are never counted as commitments.") == 1
    assert page.count("Nothing was promised so far.") == 1
    assert page.count("No agreement yet") == 1


@pytest.mark.parametrize(
    ("reader", "status"), [(None, 404), ("officer_k", 404), ("officer_g", 200), ("administrator", 200)]
)
def test_an_unpublished_partnership_does_not_exist_for_others(client, world, reader, status):
    if reader:
        client.force_login(getattr(world, reader))
    for name in ("partnership", "partnership_blueprint"):
        assert client.get(reverse(name, args=["gdynia-penang"])).status_code == status
    address = reverse("commitment", args=[world.hidden_commitment.public_id])
    assert client.get(address).status_code == status


def test_the_journal_is_linked_for_members_only(client, world):
    address = reverse("partnership_journal", args=["kaohsiung-gdynia"])
    assert page_of(client, "partnership", "kaohsiung-gdynia").count(address) == 0
    client.force_login(world.councillor_k)
    assert page_of(client, "partnership", "kaohsiung-gdynia").count(address) == 1


def test_agreement_leaves_empty_what_no_source_says(client, world):
    page = page_of(client, "agreement", world.agreement.public_id)
    # place, term, renewal, and for each of two sides its parties and signatories
    assert page.count("Not said in the sources") == 7
    assert page.count("14 September 2025") == 1


def test_visit_shows_people_and_points(client, world):
    page = page_of(client, "visit", world.visit.public_id)
    assert page.count("Topics discussed") == 1
    assert page.count("Ports and start-ups") == 1
    assert page.count('<span lang="zh-Hant">楊・測試</span>') == 1
    assert page.count("The sources do not say where") == 1
    assert page.count(reverse("agreement", args=[world.agreement.public_id])) == 1


def test_committee_shows_decisions_with_their_bearer(client, world):
    meeting = committees.add_meeting(
        actor=SYSTEM, committee=world.committee, on=date(2026, 3, 1), places={"en": "Online"}
    )
    committees.add_decision(
        actor=SYSTEM,
        meeting=meeting,
        texts={"en": "Publish the list of firms"},
        side=world.side_g,
        due_on=date(2026, 4, 1),
    )
    page = page_of(client, "committee", world.committee.public_id)
    assert page.count("Publish the list of firms") == 1
    assert page.count("by 1 April 2026") == 1
    assert page.count('<span class="owe-side b">Gdynia</span>') == 1


def test_query_budget(client, world, django_assert_max_num_queries):
    client.force_login(world.officer_k)
    with django_assert_max_num_queries(16):
        page_of(client, "partnership", "kaohsiung-gdynia")


@pytest.mark.parametrize("name", ["about", "accessibility"])
def test_statements_are_open_to_anybody(client, db, name):
    assert page_of(client, name).count("<h1>") == 1


def test_a_missing_page_says_so(client, db):
    response = client.get("/en/partnerships/nowhere/")
    assert response.status_code == 404
    assert response.content.decode().count("There is no such page, or it is not public.") == 1


@pytest.mark.parametrize(("reader", "links"), [("councillor_k", 0), ("officer_p", 0), ("officer_g", 1)])
def test_the_desk_is_one_step_away_for_its_staff(client, world, reader, links):
    client.force_login(getattr(world, reader))
    for name, argument in (
        ("partnership", "kaohsiung-gdynia"),
        ("agreement", world.agreement.public_id),
        ("commitment", world.commitment.public_id),
        ("visit", world.visit.public_id),
        ("committee", world.committee.public_id),
    ):
        page = page_of(client, name, argument)
        assert page.count(reverse(f"desk_{name}", args=[argument])) == links
