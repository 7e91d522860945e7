"""Cities, organisations, persons, partnerships, letters and the journal, as an administrator changes them."""

import json
from datetime import date, timedelta

import pytest
from django.urls import reverse

from sistership.window.offices.journal.verify import verify
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.models import Account, City, Organisation, Partnership
from sistership.window.offices.people.queries import aliases_of


@pytest.fixture
def client(client, world):
    client.force_login(world.administrator)
    return client


def text(answer):
    return answer.content.decode()


NEW_CITY = {
    "key": "kobe",
    "name_en": "Kobe",
    "name_zh_hant": "神戶",
    "country": "JP",
    "timezone": "Asia/Tokyo",
    "language": "en",
    "longitude": "135.2",
    "latitude": "34.7",
    "aliases": "Kōbe\n神戸",
}


def test_a_city_is_added_with_its_names(client):
    assert client.post(reverse("city_add"), NEW_CITY).url == reverse("cities")
    city = City.objects.get(key="kobe")
    assert city.localized("name").text("zh-hant") == "神戶"
    assert aliases_of([city]) == {city.public_id: ["Kōbe", "神戸"]}
    assert city.calendar().is_working_day(date(2026, 1, 1)) is False


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"key": "gdynia"}, "key"),
        ({"key": "Kobe City"}, "key"),
        ({"country": "Japan"}, "country"),
        ({"longitude": "200"}, "longitude"),
        ({"name_en": "", "name_zh_hant": ""}, "name_en"),
    ],
)
def test_a_wrong_city_is_refused_at_its_field(client, changed, field):
    answer = client.post(reverse("city_add"), {**NEW_CITY, **changed})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert City.objects.count() == 3


def test_names_and_aliases_of_a_city_change(client, world):
    values = {"name_zh_hant": "格丁尼亞市", "name_en": "Gdynia", "aliases": "格市"}
    client.post(reverse("city", args=["gdynia"]), values)
    world.gdynia.forget_texts()
    assert world.gdynia.localized("name").text("zh-hant") == "格丁尼亞市"
    assert aliases_of([world.gdynia]) == {world.gdynia.public_id: ["格市"]}


def test_a_local_day_moves_the_last_day_to_answer_and_back(client, world):
    before = world.filed.one_sided_from
    calendar = world.gdynia.calendar()
    last_day = calendar.day_of(before) - timedelta(days=1)
    assert calendar.is_working_day(last_day)
    closing = {"day-on": last_day.isoformat(), "day-is_working": "no", "day-note": "storm"}
    client.post(reverse("city_day", args=["gdynia"]), closing)
    world.filed.refresh_from_db()
    assert world.filed.one_sided_from > before
    day = world.gdynia.local_days.get()
    client.post(reverse("city_day_remove", args=["gdynia", day.pk]))
    world.filed.refresh_from_db()
    assert world.filed.one_sided_from == before


def test_an_organisation_is_added_changed_and_found_by_alias(client, world):
    values = {
        "name_pl": "Bałtycki Park Technologiczny",
        "organisation_kind": "science_park",
        "city": "gdynia",
        "aliases": "Bałtyk PT",
    }
    client.post(reverse("organisation_add"), values)
    organisation = Organisation.objects.latest("pk")
    page = client.get(reverse("organisations"), {"words": "bałtyk", "city": "gdynia", "kind": "science_park"})
    assert list(page.context["page_obj"]) == [organisation]
    assert list(client.get(reverse("organisations"), {"city": "penang"}).context["page_obj"]) == []
    client.post(
        reverse("organisation", args=[organisation.public_id]), {**values, "organisation_kind": "other"}
    )
    organisation.refresh_from_db()
    assert organisation.organisation_kind == "other"
    nameless = client.post(reverse("organisation", args=[organisation.public_id]), {**values, "name_pl": ""})
    assert nameless.status_code == 422


def test_a_person_is_exported_and_erased_only_when_sure(client, world):
    export = client.get(reverse("person_export", args=[world.person.public_id]))
    assert export["Content-Disposition"].startswith("attachment")
    assert json.loads(export.content)["people"]["person"]["email"] == "jan@example.org"
    erase = reverse("person_erase", args=[world.person.public_id])
    assert client.post(erase).status_code == 422
    assert client.post(erase, {"is_sure": "on"}).url == reverse("persons")
    assert client.get(reverse("person", args=[world.person.public_id])).status_code == 404
    assert [problem for report in verify() for problem in report.problems] == []


def test_a_partnership_is_added_and_changed(client, world):
    values = {
        "key": "kaohsiung-gdynia-penang",
        "cities": ["kaohsiung", "gdynia", "penang"],
        "answer_working_days": "10",
    }
    added = client.post(reverse("partnership_add"), values)
    assert added.url == reverse("administration_partnership", args=["kaohsiung-gdynia-penang"])
    partnership = Partnership.objects.get(key="kaohsiung-gdynia-penang")
    assert (partnership.is_public, partnership.sides.count()) == (False, 3)
    alone = client.post(reverse("partnership_add"), {**values, "key": "one", "cities": ["penang"]})
    assert list(alone.context["form"].errors) == ["cities"]
    client.post(
        added.url,
        {"summary_en": "Three ports", "is_public": "on", "answer_working_days": "20", "warning_days": "7"},
    )
    partnership.refresh_from_db()
    assert (partnership.is_public, partnership.answer_working_days, partnership.warning_days) == (True, 20, 7)
    assert partnership.localized("summary").text("en") == "Three ports"


def test_the_address_of_a_desk_is_set_and_a_wrong_one_refused(client, world):
    address = reverse("side_desk", args=["kaohsiung-gdynia", world.side_g.public_id])
    assert client.post(address, {"email": "nowhere"}).status_code == 422
    client.post(address, {"email": "punkt@example.org"})
    world.side_g.refresh_from_db()
    assert world.side_g.desk_email == "punkt@example.org"
    other = reverse("side_desk", args=["kaohsiung-penang", world.side_g.public_id])
    assert client.post(other, {"email": "punkt@example.org"}).status_code == 404


def test_a_letter_is_read_with_its_link_in_the_demo_only(client, world, settings):
    letter = world.letter
    address = reverse("letter", args=[letter.public_id])
    assert 'href="http://localhost:8000/' in text(client.get(address))
    settings.IS_PRODUCTION = True
    assert client.get(address).status_code == 404
    page = text(client.get(reverse("outbox")))
    assert letter.to in page
    assert letter.subject not in page


def test_a_failed_letter_is_tried_again(client, world):
    letter = world.letter
    Message.objects.filter(pk=letter.pk).update(state="failed", last_error="550 no such mailbox")
    assert "550 no such mailbox" in text(client.get(reverse("outbox"), {"state": "failed"}))
    client.post(reverse("letter_retry", args=[letter.public_id]))
    letter.refresh_from_db()
    assert letter.state == "queued"
    assert list(client.get(reverse("outbox"), {"state": "failed"}).context["page_obj"]) == []


def test_the_journal_shows_entries_and_heads(client, world):
    page = client.get(reverse("journal"))
    added = [entry for entry in page.context["page_obj"] if entry.action == "person.added"]
    assert [(entry.who, entry.said) for entry in added] == [
        ("The window itself", [("Name › Polski", "Jan Testowy"), ("Name › 繁體中文", "楊・測試")])
    ]
    assert [chain.head in text(page) for chain, _, _ in page.context["chains"]] == [True] * 4


def test_example_data_that_own_records_stand_on_are_not_removed(client, world):
    address = reverse("example_data")
    assert "Remove example data" in text(client.get(address))
    refused = client.post(address, {"everything": "yes", "is_sure": "on"})
    assert refused.status_code == 422
    assert "Records of your own stand on the example" in text(refused)
    assert Partnership.objects.filter(key="kaohsiung-gdynia").exists()
    Partnership.objects.filter(key="kaohsiung-gdynia").update(key="gdynia-kaohsiung")
    Partnership.objects.filter(key="kaohsiung-penang").update(key="penang-kaohsiung")
    assert "There is no example data in this window." in text(client.get(address))


def test_an_administrator_of_the_example_does_not_remove_it(client, world):
    Account.objects.filter(pk=world.administrator.pk).update(is_example=True)
    address = reverse("example_data")
    assert "Your own account is part of the example" in text(client.get(address))
    assert client.post(address, {"everything": "no", "is_sure": "on"}).status_code == 422
    assert Account.objects.filter(pk=world.administrator.pk).exists()
