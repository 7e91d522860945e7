"""Read a document at the desk: give it, correct its draft, see what will be made, accept it once."""

from __future__ import annotations

from datetime import date
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests.world import ARTICLE

from sistership.window.offices.agreements.models import Agreement, Commitment, Intention
from sistership.window.offices.readings import actions
from sistership.window.offices.readings.entries import entries_of
from sistership.window.offices.readings.models import Reading
from sistership.window.pages.desk.drafts import segments

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OTHER = ARTICLE.replace("港口", "數位")


@pytest.fixture
def officer(world, client):
    client.force_login(world.officer_k)
    return client


@pytest.fixture
def page(world):
    return reverse("desk_reading", args=[world.reading.public_id])


def give(client, **fields):
    return client.post(reverse("desk_new_reading"), fields)


def entry(reading, name, words=""):
    reading.refresh_from_db()
    return next(
        one for one in entries_of(reading) if one.field.name == name and words in str(one.field.value)
    )


def deed(client, reading, key, **fields):
    return client.post(reverse("desk_reading_field", args=[reading.public_id, key]), fields)


def accept(client, reading):
    reading.refresh_from_db()
    address = reverse("desk_accept_reading", args=[reading.public_id])
    return client.post(address, {"version": actions.version_of(reading)}, follow=True)


def messages(answer):
    return [str(message) for message in answer.context["messages"]]


def test_a_pasted_text_becomes_a_draft_and_no_record(world, officer):
    before = Agreement.objects.count(), Commitment.objects.count()
    answer = give(
        officer, text=OTHER.replace("\n", "\r\n"), partnership="kaohsiung-gdynia", publisher="港都報"
    )
    reading = Reading.objects.exclude(pk=world.reading.pk).get()
    assert answer.url == reverse("desk_reading", args=[reading.public_id])
    assert (reading.text, reading.publisher, reading.read_by) == (OTHER, "港都報", world.officer_k)
    assert (Agreement.objects.count(), Commitment.objects.count()) == before
    assert officer.get(answer.url).status_code == 200


def test_a_file_becomes_a_draft_that_keeps_it(world, officer):
    file = SimpleUploadedFile("報導.txt", OTHER.encode())
    give(officer, file=file, partnership="kaohsiung-gdynia", published_on="2026-03-05")
    reading = Reading.objects.exclude(pk=world.reading.pk).get()
    assert (reading.file.name, reading.published_on) == ("報導.txt", date(2026, 3, 5))
    assert reading.text.strip() == OTHER.strip()


@pytest.mark.parametrize(
    ("fields", "where", "words"),
    [
        ({}, "file", "Choose a file, or paste the text below"),
        ({"text": "x" * 200_001}, "text", "200000"),
        ({"text": "???"}, "text", "language"),
        ({"file": ("scan.png", b"\x89PNG\r\n\x1a\n")}, "file", "picture"),
        ({"file": ("a.pdf", b"%PDF-1.7\nbroken")}, "file", ""),
        ({"file": ("a.txt", OTHER.encode()), "text": OTHER}, "text", "not both"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field_and_the_rest_is_kept(
    world, officer, fields, where, words
):
    sent = {
        name: SimpleUploadedFile(*value) if isinstance(value, tuple) else value
        for name, value in fields.items()
    }
    answer = give(officer, title="A title of mine", **sent)
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors), form["title"].value()) == (422, [where], "A title of mine")
    assert words in " ".join(form.errors[where])
    assert Reading.objects.count() == 1


def test_text_and_fields_stand_side_by_side_tied_together(world, officer, page):
    answer = officer.get(page)
    html = answer.content.decode()
    key = entry(world.reading, "commitment", "聯合辦公室").key
    assert f'id="at-{key}"' in html
    assert f'href="#at-{key}"' in html
    assert "".join(one.text for one in answer.context["segments"]) == world.reading.text
    groups = {name: cards for name, _title, cards in answer.context["groups"]}
    assert [str(card.words) for card in groups["promises"]] == ["設立聯合辦公室", "提供實習媒合服務"]
    assert all(
        str(card.confidence) in ("sure", "likely", "check this")
        for cards in groups.values()
        for card in cards
    )


def test_segments_of_fields_that_lie_over_one_another_lose_no_letter(world):
    entries = entries_of(world.reading)
    text = world.reading.text
    cut = segments(text, entries, [(0, 5), (3, 9)])
    assert "".join(one.text for one in cut) == text
    for one in entries:
        covered = "".join(part.text for part in cut if one.key in part.keys)
        assert covered == text[slice(*one.field.span)]
    assert "".join(one.text for one in cut if one.is_left_out) == text[:9]
    assert sorted(key for one in cut for key in one.starts) == sorted(one.key for one in entries)


def test_each_sort_of_entry_can_be_corrected(world, officer):
    reading = world.reading
    person = entry(reading, "person")
    answer = deed(
        officer,
        reading,
        person.key,
        deed="save",
        **{
            f"{person.key}-{name}": value
            for name, value in (("name", "王小測"), ("title", "市長"), ("city", "高雄"))
        },
    )
    assert answer.url.endswith(f"#field-{person.key}")
    day = entry(reading, "event_date")
    deed(officer, reading, day.key, deed="save", **{f"{day.key}-day": "2026-03-02"})
    promise = entry(reading, "commitment", "聯合辦公室")
    deed(
        officer,
        reading,
        promise.key,
        deed="save",
        **{
            f"{promise.key}-what": "設立辦公室",
            f"{promise.key}-owing_cities": ["高雄"],
            f"{promise.key}-due": "2026-12",
        },
    )
    new = {one.key: one.field.value for one in entries_of(Reading.objects.get(pk=reading.pk))}
    assert (new[person.key].name, new[person.key].title_as_said, new[day.key]) == (
        "王小測",
        "市長",
        date(2026, 3, 2),
    )
    assert (new[promise.key].owing_cities, new[promise.key].due) == (("高雄",), "2026-12")


@pytest.mark.parametrize(
    ("due", "words"), [("2026-13", "Write it as"), ("soon", "Write it as"), ("2026-02-30", "Write")]
)
def test_a_value_that_does_not_fit_comes_back_in_its_open_form(world, officer, due, words):
    promise = entry(world.reading, "commitment", "聯合辦公室")
    key = promise.key
    answer = deed(
        officer, world.reading, key, deed="save", **{f"{key}-what": "設立辦公室", f"{key}-due": due}
    )
    (card,) = [card for _k, _t, cards in answer.context["groups"] for card in cards if card.key == key]
    assert (answer.status_code, card.is_open, card.form["what"].value()) == (422, True, "設立辦公室")
    assert words in " ".join(card.form.errors["due"])
    assert entry(world.reading, "commitment", "聯合辦公室").field == promise.field


def test_a_promise_is_turned_and_an_entry_removed_and_added(world, officer, page):
    reading = world.reading
    promise = entry(reading, "commitment", "聯合辦公室")
    deed(officer, reading, promise.key, deed="turn")
    assert entry(reading, "intention", "聯合辦公室").key == promise.key
    gone = entry(reading, "commitment", "實習")
    deed(officer, reading, gone.key, deed="remove")
    add = reverse("desk_reading_add_field", args=[reading.public_id])
    answer = officer.post(add, {"quote": "實習媒合 服務", "name": "topic"})
    assert entry(reading, "topic").field.value == "實習媒合服務"
    assert answer.url.startswith(page)
    refused = officer.post(add, {"quote": "沒有這句話", "name": "topic"})
    assert refused.status_code == 422
    assert "do not stand in the document" in unescape(refused.content.decode())
    assert refused.context["add"]["quote"].value() == "沒有這句話"
    no_day = officer.post(add, {"quote": "3月3日", "name": "event_end_date"})
    assert list(no_day.context["add"].errors) == ["day"]


def test_records_of_a_similar_name_are_offered(world, officer, page):
    add = reverse("desk_reading_add_field", args=[world.reading.public_id])
    officer.post(add, {"quote": "格丁尼亞市政府", "name": "organisation"})
    key = next(one.key for one in entries_of(Reading.objects.get(pk=world.reading.pk)) if one.is_corrected)
    deed(
        officer,
        world.reading,
        key,
        deed="save",
        **{f"{key}-name": "波美拉尼亞園區", f"{key}-city": "格丁尼亞"},
    )
    html = officer.get(page).content.decode()
    assert "1 of a similar name is known" in html
    assert f'value="{world.organisation.public_id}"' in html
    same = str(world.organisation.public_id)
    deed(
        officer, world.reading, key, deed="save", **{f"{key}-name": "波美拉尼亞園區", f"{key}-same_as": same}
    )
    kept = next(one for one in entries_of(Reading.objects.get(pk=world.reading.pk)) if one.key == key)
    assert kept.same_as == same
    wrong = deed(
        officer,
        world.reading,
        key,
        deed="save",
        **{f"{key}-name": "x", f"{key}-same_as": str(world.person.public_id)},
    )
    assert wrong.status_code == 422


def test_the_plan_is_what_is_made_and_accepting_twice_says_so(world, officer, page):
    reading = world.reading
    before = Agreement.objects.count()
    plan = officer.post(reverse("desk_plan_reading", args=[reading.public_id]))
    assert (plan.status_code, Agreement.objects.count()) == (200, before)
    planned = plan.context["planned"].made
    first = accept(officer, reading)
    assert messages(first) == [f"{sum(planned.values())} records were made."]
    assert Reading.objects.get(pk=reading.pk).made == planned
    second = accept(officer, reading)
    assert messages(second) == ["This document was accepted already. Nothing new was made."]
    assert Agreement.objects.count() == before + 1
    assert "Accepted" in officer.get(page).content.decode()


def test_what_changed_since_the_plan_is_told_and_not_made(world, officer):
    reading = world.reading
    version = actions.version_of(reading)
    deed(officer, reading, entry(reading, "commitment", "實習").key, deed="remove")
    before = Agreement.objects.count()
    answer = officer.post(
        reverse("desk_accept_reading", args=[reading.public_id]), {"version": version}, follow=True
    )
    assert "was changed since" in messages(answer)[0]
    assert Agreement.objects.count() == before


def test_open_drafts_wait_on_the_desk_and_can_be_deleted(world, officer, page):
    assert page in officer.get(reverse("desk")).content.decode()
    answer = officer.post(reverse("desk_discard_reading", args=[world.reading.public_id]), follow=True)
    assert messages(answer) == ["The draft and its file were deleted."]
    assert page not in officer.get(reverse("desk")).content.decode()
    assert officer.get(page).status_code == 404


def test_only_staff_of_the_partnership_see_a_draft(world, client, page):
    found = {}
    for role in ("officer_k", "lead_k", "officer_g", "officer_p", "councillor_k", "outsider"):
        client.force_login(getattr(world, role))
        remove = deed(client, world.reading, "f1", deed="remove").status_code if role == "officer_p" else None
        found[role] = (client.get(page).status_code, remove)
    assert found == {
        "officer_k": (200, None),
        "lead_k": (200, None),
        "officer_g": (200, None),
        "officer_p": (404, 404),
        "councillor_k": (403, None),
        "outsider": (403, None),
    }


def test_a_partnership_of_others_cannot_be_chosen(world, officer):
    answer = give(officer, text=OTHER, partnership=world.hidden.key)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["partnership"])
    heading = reverse("desk_reading_heading", args=[world.reading.public_id])
    sent = {"kind": "memorandum", "source_kind": "press", "partnership": world.hidden.key}
    refused = officer.post(heading, sent)
    assert (refused.status_code, list(refused.context["heading"].errors)) == (422, ["partnership"])
    officer.post(heading, sent | {"kind": "visit", "partnership": "kaohsiung-penang"})
    world.reading.refresh_from_db()
    assert (world.reading.occasion_kind, world.reading.partnership) == ("visit", world.kaohsiung_penang)


def test_an_intention_is_never_made_a_promise_by_accepting(world, officer):
    promise = entry(world.reading, "commitment", "聯合辦公室")
    deed(officer, world.reading, promise.key, deed="turn")
    accept(officer, world.reading)
    hoped = [one.localized("text").text("zh-hant") for one in Intention.objects.all()]
    assert any("聯合辦公室" in one for one in hoped)
