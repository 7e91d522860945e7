"""Commitments, milestones and intentions on the desk: who may write them, and two officers at once."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from sistership.window.offices.agreements.models import Commitment, Intention
from sistership.window.pages.desk.versions import version_of


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def shown(page) -> dict[str, object]:
    """The values of a form as a browser would send them back, its version included."""
    form = page.context["form"]
    data: dict[str, object] = {"version": page.context.get("version", "")}
    for name in form.fields:
        value = form[name].value()
        if value is True:
            data[name] = "on"
        elif value not in (None, False):
            data[name] = value if isinstance(value, list) else str(value)
    return data


def title_of(record, language: str = "en") -> str:
    record.refresh_from_db()
    return record.localized("title").variants[language].text


def test_an_officer_adds_a_commitment_in_two_languages(world, client):
    client.force_login(world.officer_k)
    address = reverse("desk_add_commitment", args=["kaohsiung-gdynia"])
    answer = client.post(
        address,
        {
            "title_en": "Open a desk for firms",
            "title_zh_hant": "設立企業窗口",
            "owing": ["kaohsiung", "gdynia"],
            "direction": str(world.direction.public_id),
            "due_on": "2030-03-01",
            "target_value": "12.5",
            "target_rule": "latest",
            "is_public": "on",
        },
    )
    made = Commitment.objects.order_by("pk").last()
    assert (answer.status_code, answer.url) == (302, reverse("desk_commitment", args=[made.public_id]))
    texts = made.localized("title").variants
    assert {code: (one.text, one.is_authentic) for code, one in texts.items()} == {
        "en": ("Open a desk for firms", True),
        "zh-hant": ("設立企業窗口", False),
    }
    assert (made.due_on, made.target_value, made.target_rule) == (date(2030, 3, 1), Decimal("12.5"), "latest")
    assert sorted(side.city.key for side in made.owing.all()) == ["gdynia", "kaohsiung"]
    page = client.get(answer.url)
    assert [str(one) for one in page.context["messages"]] == ["The commitment was added."]


def test_the_language_of_the_reader_comes_first_then_those_of_the_cities(world, client):
    client.force_login(world.officer_k)
    with translation.override("pl"):
        page = client.get(reverse("desk_add_commitment", args=["kaohsiung-gdynia"]))
    group = next(iter(page.context["form"].rows()))
    assert [line.language for line in group.first] == ["pl", "zh-Hant"]
    assert [line.language for line in group.others] == ["en", "ms"]


def test_what_is_missing_is_said_beside_its_field(world, client):
    client.force_login(world.officer_k)
    answer = client.post(
        reverse("desk_add_commitment", args=["kaohsiung-gdynia"]),
        {"target_rule": "sum", "rhythm": "yearly", "due_on": "soon"},
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors.as_data().keys() == {"title_en", "owing", "due_on", "rhythm_from"}
    text = answer.content.decode()
    assert '<a href="#id_title_en">Promise (English): Write it in at least one language</a>' in text
    assert Commitment.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("officer_k", 200),
        ("officer_g", 200),
        ("officer_p", 404),
        ("administrator", 403),
        ("councillor_k", 403),
    ],
)
def test_who_may_add_to_a_partnership(world, client, name, status):
    client.force_login(getattr(world, name))
    address = reverse("desk_add_commitment", args=["kaohsiung-gdynia"])
    assert client.get(address).status_code == status
    assert client.post(address, {}).status_code == (422 if status == 200 else status)


def test_editing_saves_only_what_changed(world, client):
    client.force_login(world.officer_k)
    address = reverse("desk_edit_commitment", args=[world.commitment.public_id])
    data = shown(client.get(address)) | {"due_on": "2031-01-31", "title_pl": ""}
    assert data["target_value"] == "10"
    answer = client.post(address, data)
    assert (answer.status_code, answer.url) == (
        302,
        reverse("desk_commitment", args=[world.commitment.public_id]),
    )
    world.commitment.refresh_from_db()
    assert world.commitment.due_on == date(2031, 1, 31)
    assert sorted(world.commitment.localized("title").variants) == ["en", "zh-hant"]
    from sistership.window.offices.journal.queries import entries_about

    newest = entries_about([world.commitment.public_id]).first()
    assert newest.payload.data["after"] == {"due_on": "2031-01-31"}
    assert newest.payload.data["texts"] == {"title": {"pl": ""}}


def test_saving_without_a_change_writes_nothing(world, client):
    client.force_login(world.officer_k)
    address = reverse("desk_edit_commitment", args=[world.commitment.public_id])
    from sistership.window.offices.journal.models import Entry

    before = Entry.objects.count()
    answer = client.post(address, shown(client.get(address)))
    assert (answer.status_code, Entry.objects.count()) == (302, before)


def test_two_officers_at_once_lose_nothing(world, client):
    address = reverse("desk_edit_commitment", args=[world.commitment.public_id])
    client.force_login(world.officer_k)
    mine = shown(client.get(address)) | {"title_en": "Place ten interns", "due_on": "2031-01-31"}
    client.force_login(world.officer_g)
    client.post(address, shown(client.get(address)) | {"title_en": "Place interns", "target_value": "20"})
    client.force_login(world.officer_k)
    answer = client.post(address, mine)

    assert answer.status_code == 409
    assert title_of(world.commitment) == "Place interns"
    assert [(str(one.label), one.saved, one.written, one.is_taken) for one in answer.context["changes"]] == [
        ("Promise (English)", "Place interns", "Place ten interns", False),
        ("Target", "20", "10", True),
    ]
    again = shown(answer)
    assert (again["title_en"], again["target_value"], again["due_on"]) == (
        "Place ten interns",
        "20",
        "2031-01-31",
    )
    assert client.post(address, again).status_code == 302
    assert title_of(world.commitment) == "Place ten interns"
    assert (world.commitment.target_value, world.commitment.due_on) == (Decimal(20), date(2031, 1, 31))


def test_the_same_change_by_two_officers_is_no_conflict(world, client):
    address = reverse("desk_edit_milestone", args=[world.milestone.public_id])
    client.force_login(world.officer_k)
    mine = shown(client.get(address)) | {"due_on": "2030-02-15"}
    assert client.post(address, mine).status_code == 302
    assert client.post(address, mine).status_code == 302
    world.milestone.refresh_from_db()
    assert world.milestone.due_on == date(2030, 2, 15)


@pytest.mark.parametrize("version", ["", "[]", "null", "{", '{"title_en": 3}'])
def test_a_broken_version_breaks_nothing(world, client, version):
    address = reverse("desk_edit_milestone", args=[world.milestone.public_id])
    client.force_login(world.officer_k)
    answer = client.post(address, shown(client.get(address)) | {"version": version, "due_on": "2030-02-15"})
    assert answer.status_code in (302, 409)


def test_version_names_each_value_by_a_digest():
    assert version_of({"a": None}) == version_of({"a": ""})
    assert version_of({"a": Decimal("10.00")}) == version_of({"a": "10"})
    assert version_of({"a": "one\r\ntwo "}) == version_of({"a": "one\ntwo"})
    assert version_of({"a": ["b", "c"]}) == version_of({"a": ["c", "b"]})
    assert version_of({"a": True}) != version_of({"a": False})


def test_only_a_lead_drops_a_commitment_and_says_why(world, client):
    address = reverse("desk_drop_commitment", args=[world.commitment.public_id])
    client.force_login(world.officer_k)
    assert client.post(address, {"reason_en": "No"}).status_code == 403
    client.force_login(world.lead_k)
    assert client.post(address, {"reason_en": " "}).status_code == 422
    assert client.post(address, {"reason_en": "The law changed"}).status_code == 302
    world.commitment.refresh_from_db()
    assert world.commitment.localized("dropped_reason").text("en") == "The law changed"
    assert world.commitment.dropped_on is not None
    again = client.post(address, {"reason_en": "Twice"})
    assert again.status_code == 422


def test_a_step_gets_its_day_and_side(world, client):
    client.force_login(world.officer_g)
    address = reverse("desk_add_milestone", args=[world.commitment.public_id])
    answer = client.post(address, {"title_en": "Hosts are found", "due_on": "2030-02-28", "side": "gdynia"})
    made = world.commitment.milestones.last()
    assert (answer.status_code, made.side_id, made.due_on) == (302, world.side_g.pk, date(2030, 2, 28))
    wrong = client.post(address, {"title_en": "Elsewhere", "side": "penang"})
    assert list(wrong.context["form"].errors) == ["side"]


def test_an_intention_becomes_a_commitment_once(world, client):
    client.force_login(world.officer_p)
    address = reverse("desk_promote_intention", args=[world.intention.public_id])
    page = client.get(address)
    assert page.context["form"]["title_en"].value() == "Invitation to the smart city forum"
    data = shown(page) | {"owing": ["kaohsiung"]}
    assert client.post(address, data).status_code == 302
    world.intention.refresh_from_db()
    assert [side.city.key for side in world.intention.became.owing.all()] == ["kaohsiung"]
    again = client.post(address, data)
    assert "This intention already became a commitment." in again.content.decode()
    assert Commitment.objects.filter(partnership=world.kaohsiung_penang).count() == 1


def test_an_intention_is_recorded_with_its_month(world, client):
    client.force_login(world.officer_k)
    client.post(
        reverse("desk_add_intention", args=["kaohsiung-penang"]),
        {
            "text_zh_hant": "邀請明年三月來訪",
            "intention_kind": "invitation",
            "side": "kaohsiung",
            "about_month": "2027-03",
            "is_public": "on",
        },
    )
    made = Intention.objects.order_by("pk").last()
    assert (made.about_month, made.intention_kind, made.side.city.key) == (
        date(2027, 3, 1),
        "invitation",
        "kaohsiung",
    )


def test_the_page_of_a_commitment_links_what_its_reader_may_do(world, client, django_assert_max_num_queries):
    address = reverse("desk_commitment", args=[world.commitment.public_id])
    filing = reverse("desk_file_evidence", args=[world.commitment.public_id])
    dropping = reverse("desk_drop_commitment", args=[world.commitment.public_id])

    def links(account):
        client.force_login(account)
        text = client.get(address).content.decode()
        return f'"{filing}"' in text, f'"{dropping}"' in text

    assert links(world.officer_k) == (True, False)
    assert links(world.lead_k) == (True, True)
    assert links(world.officer_g) == (False, False)
    client.force_login(world.officer_k)
    with django_assert_max_num_queries(16):
        client.get(address)


def test_the_page_of_a_partnership_needs_few_queries(world, client, django_assert_max_num_queries):
    client.force_login(world.officer_g)
    with django_assert_max_num_queries(15):
        page = client.get(reverse("desk_partnership", args=["kaohsiung-gdynia"]))
    assert [one.pk for one in page.context["commitments"]] == [world.commitment.pk]
    assert [side.city.key for side in page.context["own"]] == ["gdynia"]


def test_a_commitment_may_stand_in_an_agreement_beside_its_directions(world, client):
    client.force_login(world.officer_k)
    address = reverse("desk_add_commitment", args=["kaohsiung-gdynia"])
    page = client.get(address)
    outside, (name, choices) = page.context["form"].fields["direction"].choices
    assert (outside[0], name) == ("", "Economic memorandum")
    assert choices == [
        (str(world.agreement.public_id), "The agreement as a whole"),
        (str(world.direction.public_id), "Talent exchange"),
    ]
    data = {"title_en": "Meet yearly", "owing": ["gdynia"], "target_rule": "sum"}
    client.post(address, data | {"direction": str(world.agreement.public_id)})
    made = Commitment.objects.order_by("pk").last()
    assert (made.agreement_id, made.direction_id) == (world.agreement.pk, None)
