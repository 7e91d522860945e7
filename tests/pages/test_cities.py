"""What is particular to a city: changed by administrators, shown to everybody who sees the city."""

import json
from zoneinfo import ZoneInfo

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sistership.formats.city_packs import write_city_pack
from sistership.window.ground import clock
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.journal.models import Entry
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import City, CityTerm, LawLink, OfficialLevel
from sistership.window.offices.people.packs import pack_of
from sistership.window.pages.administration.words import INSTALLATION_WORDS
from sistership.window.pages.closed_days import next_days_off


@pytest.fixture
def client(client, world):
    client.force_login(world.administrator)
    return client


LEVEL = {
    "topic": "Rain",
    "position": "2",
    "name_zh_hant": "豪雨",
    "thresholds": "200 mm / 24 h\n100mm/3h",
    "source_url": "https://example.org/rain",
}


def test_a_term_is_added_changed_and_removed(client, world):
    address = reverse("city_term", args=["gdynia"])
    values = {"concept": "single window", "language": "pl", "term": "okienko", "is_locked": "on"}
    assert client.post(address, values).url == reverse("city", args=["gdynia"])
    term = CityTerm.objects.get()
    # The concept and the language say which term it is: they do not change with it.
    changed = {"concept": "x", "language": "en", "term": "punkt kontaktowy"}
    client.post(f"{address}?term={term.pk}", changed)
    term.refresh_from_db()
    assert (term.concept, term.language, term.term, term.is_locked) == (
        "single window",
        "pl",
        "punkt kontaktowy",
        False,
    )
    client.post(reverse("city_term_remove", args=["gdynia", term.pk]))
    assert not CityTerm.objects.exists()
    assert client.post(address, {**values, "term": " "}).status_code == 422


def test_a_level_is_added_changed_and_removed(client, world):
    address = reverse("city_level", args=["kaohsiung"])
    client.post(address, LEVEL)
    level = OfficialLevel.objects.get()
    assert (level.topic, level.position) == ("rain", 2)
    assert [(one.at_least, one.unit, one.period_h) for one in level.thresholds.all()] == [
        (200, "mm", 24),
        (100, "mm", 3),
    ]
    page = client.get(f"{address}?level={level.public_id}")
    assert page.context["form"]["thresholds"].value() == "200 mm / 24 h\n100 mm / 3 h"
    client.post(f"{address}?level={level.public_id}", {**LEVEL, "name_en": "Extremely heavy rain"})
    level.refresh_from_db()
    assert level.localized("name").text("en") == "Extremely heavy rain"
    client.post(reverse("city_level_remove", args=["kaohsiung", level.public_id]))
    assert not OfficialLevel.objects.exists()


@pytest.mark.parametrize("line", ["much", "80", "80 mm / 0 h", "80 mm 24"])
def test_a_measure_that_cannot_be_read_is_refused(client, world, line):
    answer = client.post(reverse("city_level", args=["kaohsiung"]), {**LEVEL, "thresholds": line})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["thresholds"])
    assert line in str(answer.context["form"].errors)


def test_a_link_to_law_is_added_changed_and_removed(client, world):
    address = reverse("city_law", args=["gdynia"])
    values = {"topic": "administration", "url": "https://example.org/kpa", "title_pl": "KPA"}
    client.post(address, values)
    link = LawLink.objects.get()
    client.post(f"{address}?link={link.public_id}", {**values, "checked_on": "2026-11-01"})
    link.refresh_from_db()
    assert link.checked_on.isoformat() == "2026-11-01"
    client.post(reverse("city_law_remove", args=["gdynia", link.public_id]))
    assert not LawLink.objects.exists()
    assert client.post(address, {**values, "url": "javascript:alert(1)"}).status_code == 422


def test_facts_change_the_clocks_and_languages_keep_their_order(client, world):
    facts = {
        "country": "PL",
        "subdivision": "",
        "timezone": "Asia/Tokyo",
        "language": "pl",
        "longitude": "18.5",
        "latitude": "54.5",
    }
    assert world.filed.one_sided_from.astimezone(ZoneInfo("Europe/Warsaw")).hour == 0
    client.post(reverse("city_facts", args=["gdynia"]), facts)
    world.filed.refresh_from_db()
    assert world.filed.one_sided_from.astimezone(ZoneInfo("Asia/Tokyo")).hour == 0
    assert (
        client.post(reverse("city_facts", args=["gdynia"]), {**facts, "subdivision": "XX"}).status_code == 422
    )
    publishing = {"published_1": "pl", "published_2": "zh-hant", "published_3": "en", "desk_hours_pl": "8-16"}
    client.post(reverse("city_publishing", args=["gdynia"]), publishing)
    gdynia = City.objects.get(key="gdynia")
    assert gdynia.published_languages == ["pl", "zh-hant", "en"]
    assert gdynia.localized("desk_hours").text("pl") == "8-16"


def test_every_entry_about_a_city_has_words(client, world):
    test_a_term_is_added_changed_and_removed(client, world)
    test_a_level_is_added_changed_and_removed(client, world)
    test_a_link_to_law_is_added_changed_and_removed(client, world)
    test_facts_change_the_clocks_and_languages_keep_their_order(client, world)
    actions = set(Entry.objects.filter(action__startswith="city.").values_list("action", flat=True))
    assert len(actions) > 7
    assert actions - set(INSTALLATION_WORDS) == set()
    assert client.get(reverse("journal")).status_code == 200


def test_a_city_goes_out_as_a_file_and_comes_in_again(client, world):
    people.set_term(actor=SYSTEM, city=world.gdynia, concept="desk", language="pl", term="punkt")
    file = client.get(reverse("city_pack_json", args=["gdynia"]))
    assert file["Content-Disposition"] == 'attachment; filename="gdynia.city.json"'
    assert file.content == write_city_pack(pack_of(world.gdynia))
    values = json.loads(file.content)

    def send(values, *, is_sure):
        upload = SimpleUploadedFile("gdynia.json", json.dumps(values).encode())
        return client.post(reverse("city_import"), {"file": upload, **({"is_sure": "on"} if is_sure else {})})

    assert "as the file says already" in send(values, is_sure=True).content.decode()
    values["terms"][0]["term"] = "punkt kontaktowy"
    answer = send(values, is_sure=False)
    assert "0 added, 1 changed, 0 removed" in answer.content.decode()
    assert CityTerm.objects.get().term == "punkt"
    send(values, is_sure=True)
    assert CityTerm.objects.get().term == "punkt kontaktowy"
    wrong = send({**values, "country": "Poland", "latitude": 99}, is_sure=True)
    assert wrong.status_code == 422
    assert len(wrong.context["form"].errors["file"]) == 2


def test_a_city_page_shows_what_everybody_may_know(client, world):
    test_a_city = {**LEVEL, "name_en": "Extremely heavy rain"}
    client.post(reverse("city_level", args=["kaohsiung"]), test_a_city)
    client.logout()
    page = client.get(reverse("public_city", args=["kaohsiung"])).content.decode()
    assert "Extremely heavy rain" in page
    assert "from 200 mm in 24 h or 100 mm in 3 h" in page
    assert reverse("partnership", args=["kaohsiung-gdynia"]) in page
    assert reverse("partnership", args=["gdynia-penang"]) not in page


def test_a_city_of_hidden_partnerships_alone_is_not_there(client, world):
    oslo = people.add_city(
        actor=SYSTEM,
        key="oslo",
        names={"en": "Oslo"},
        country="NO",
        timezone="Europe/Oslo",
        longitude=10.7,
        latitude=59.9,
    )
    people.add_partnership(actor=SYSTEM, key="gdynia-oslo", cities=[world.gdynia, oslo], is_public=False)
    address = reverse("public_city", args=["oslo"])
    assert client.get(address).status_code == 200
    client.force_login(world.officer_g)
    assert client.get(address).status_code == 200
    for reader in (world.officer_k, world.outsider):
        client.force_login(reader)
        assert client.get(address).status_code == 404
    client.logout()
    assert client.get(address).status_code == 404


def test_local_days_stand_among_the_next_days_off(world):
    today = clock.now().date().replace(month=1, day=2, year=2027)
    people.set_local_day(
        actor=SYSTEM, city=world.gdynia, on=today.replace(day=9), is_working=True, note="make-up"
    )
    days = next_days_off(City.objects.get(key="gdynia"), today=today, count=2)
    assert [(day.on.day, day.is_working) for day in days] == [(6, False), (9, True)]  # Epiphany, make-up
    nowhere = City(country="ZZ", timezone="UTC")
    nowhere.pk = 0
    assert next_days_off(nowhere, today=today, count=3) == []
    assert nowhere.calendar().is_working_day(today.replace(day=4))
