"""An empty window becomes ready, page after page; what is done is read from the records."""

import pytest
from django.urls import reverse

from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.journal.models import Entry
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import Account, City, Grant, Organisation, Partnership, Side

pytestmark = pytest.mark.django_db
PAIR = {"first": "known:kaohsiung", "second": "known:gdynia"}


@pytest.fixture
def administrator(db):
    account = people.add_account(actor=SYSTEM, email="first@example.org", password="a long enough sentence")
    people.grant_role(actor=SYSTEM, account=account, role="administrator", city=None)
    return account


@pytest.fixture
def client(client, administrator):
    client.force_login(administrator)
    return client


def values_of(answer, *names):
    """What the forms of a page would send, were it sent as it was shown."""
    given = {}
    for form in names:
        for field in form:
            value = field.value()
            given[field.html_name] = "\n".join(value) if isinstance(value, list) else value
    return {name: value for name, value in given.items() if value not in (None, False)}


def join(client):
    page = client.get(reverse("setup_pair"), PAIR)
    values = values_of(page, page.context["form"], *(slot.form for slot in page.context["slots"]))
    return client.post(f"{reverse('setup_pair')}?first={PAIR['first']}&second={PAIR['second']}", values)


def steps(client):
    page = client.get(reverse("setup_end", args=["kaohsiung-gdynia"]))
    return {step.name: step.is_done for step in page.context["steps"]}


def test_an_administrator_of_an_empty_window_is_led_to_the_set_up(client, administrator):
    client.logout()
    values = {"login": administrator.email, "password": "a long enough sentence"}
    assert client.post(reverse("account_login"), values).url == reverse("setup")
    assert reverse("setup") in client.get(reverse("home")).content.decode()


def test_nobody_else_is_invited_to_set_up(client, administrator):
    client.logout()
    assert reverse("setup") not in client.get(reverse("home")).content.decode()
    assert client.get(reverse("setup")).status_code == 302


@pytest.mark.parametrize("words", ["高雄", "kaohsiung", "KAOHSIUNG City", "高雄市"])
def test_a_city_is_found_by_any_name(client, words):
    page = client.get(reverse("setup_cities"), {"first_name": words, "second_name": "Hội An"})
    first, second = (choices[0] for _slot, _words, choices in page.context["found"])
    assert first.code == "known:kaohsiung"
    assert (second.code, second.name) == ("town:1580541", "Hoi An / 會安")


def test_a_city_that_nobody_knows_can_be_written_in(client):
    page = client.get(reverse("setup_cities"), {"first_name": "Xyzzy", "second_name": "Gdynia"})
    choices = page.context["found"][0][2]
    assert [choice.code for choice in choices] == ["own:Xyzzy"]
    checked = client.get(reverse("setup_pair"), {"first": "own:Xyzzy", "second": "known:gdynia"})
    assert checked.context["slots"][0].form["name_en"].value() == "Xyzzy"


@pytest.mark.parametrize("codes", [{}, {"first": "known:atlantis", "second": "town:0"}, {"first": "city:x"}])
def test_without_two_cities_one_is_sent_back(client, codes):
    assert client.get(reverse("setup_pair"), codes).url == reverse("setup_cities")


def test_the_two_cities_are_made_and_joined(client):
    assert join(client).url == reverse("setup_desks", args=["kaohsiung-gdynia"])
    gdynia = City.objects.get(key="gdynia")
    assert (gdynia.country, gdynia.timezone, gdynia.language) == ("PL", "Europe/Warsaw", "pl")
    assert gdynia.localized("name").text("zh-hant") == "格丁尼亞"
    assert steps(client) == {
        "cities": True,
        "desks": False,
        "calendars": True,
        "languages": False,
        "document": False,
        "invitations": False,
    }


def test_all_that_is_wrong_is_said_at_once_and_nothing_is_made(client):
    page = client.get(reverse("setup_pair"), PAIR)
    values = values_of(page, page.context["form"], *(slot.form for slot in page.context["slots"]))
    wrong = {**values, "first-country": "Taiwan", "second-subdivision": "XYZ"}
    address = f"{reverse('setup_pair')}?first={PAIR['first']}&second={PAIR['second']}"
    assert client.post(address, wrong).status_code == 422
    answer = client.post(address, {**wrong, "first-country": "TW"})
    assert answer.status_code == 422
    assert list(answer.context["slots"][1].form.errors) == ["subdivision"]
    assert (City.objects.count(), Partnership.objects.count()) == (0, 0)
    assert not Entry.objects.filter(action="city.added").exists()


def test_a_city_that_is_here_is_offered_and_used_again(client):
    join(client)
    page = client.get(reverse("setup_cities"), {"first_name": "高雄", "second_name": "Penang"})
    assert page.context["found"][0][2][0].code == "city:kaohsiung"
    again = {"first": "city:kaohsiung", "second": "city:gdynia"}
    answer = client.post(f"{reverse('setup_pair')}?first={again['first']}&second={again['second']}", {})
    assert answer.status_code == 422
    assert "kaohsiung-gdynia" in str(answer.context["form"].errors)


def test_facts_of_a_city_are_corrected_later(client):
    join(client)
    address = reverse("setup_partners", args=["kaohsiung-gdynia"])
    page = client.get(address)
    values = values_of(page, *(form for _city, *forms in page.context["blocks"] for form in forms))
    changed = {**values, "gdynia-name_en": "Gdynia (port)", "gdynia-facts-longitude": "18.5"}
    assert client.post(address, changed).url == reverse("setup_desks", args=["kaohsiung-gdynia"])
    gdynia = City.objects.get(key="gdynia")
    assert (gdynia.longitude, gdynia.localized("name").text("en")) == (18.5, "Gdynia (port)")
    wrong = {**values, "gdynia-facts-subdivision": "XYZ", "kaohsiung-name_en": "K"}
    assert client.post(address, wrong).status_code == 422
    assert City.objects.get(key="kaohsiung").localized("name").text("en") == "Kaohsiung"


def test_desks_are_named_and_named_again(client):
    join(client)
    address = reverse("setup_desks", args=["kaohsiung-gdynia"])
    values = {
        "kaohsiung-new_body": "高雄市政府經濟發展局",
        "kaohsiung-email": "desk@kaohsiung.example",
        "gdynia-email": "",
        "answer_working_days": "10",
    }
    assert client.post(address, values).url == reverse("setup_calendars", args=["kaohsiung-gdynia"])
    body = Organisation.objects.get()
    side = Side.objects.get(city__key="kaohsiung")
    assert (side.desk_email, side.desk_organisation) == ("desk@kaohsiung.example", body)
    assert Partnership.objects.get().answer_working_days == 10
    page = client.get(address)
    same = values_of(page, *page.context["forms"], page.context["days"])
    before = Entry.objects.count()
    client.post(address, same)
    assert (Entry.objects.count(), Organisation.objects.count()) == (before, 1)
    assert client.post(address, {**same, "gdynia-email": "no address"}).status_code == 422


def test_a_day_is_noted_and_languages_are_ordered(client):
    join(client)
    calendars = reverse("setup_calendars", args=["kaohsiung-gdynia"])
    days = [name for _city, days, *_ in client.get(calendars).context["blocks"] for name in days]
    assert any(day.name for day in days)
    day = {"city": "gdynia", "gdynia-on": "2030-02-04", "gdynia-is_working": "no", "gdynia-note": "storm"}
    assert client.post(calendars, day).url == calendars
    assert City.objects.get(key="gdynia").local_days.get().note == "storm"
    assert client.post(calendars, {**day, "gdynia-on": "soon"}).status_code == 422
    languages = reverse("setup_languages", args=["kaohsiung-gdynia"])
    values = {
        "kaohsiung-published_1": "zh-hant",
        "kaohsiung-published_2": "en",
        "gdynia-published_1": "pl",
        "gdynia-published_2": "",
        "gdynia-published_3": "en",
    }
    assert client.post(languages, {**values, "gdynia-published_3": "pl"}).status_code == 422
    assert client.post(languages, values).url == reverse("setup_document", args=["kaohsiung-gdynia"])
    assert City.objects.get(key="gdynia").published_languages == ["pl", "en"]
    assert steps(client)["languages"]


def test_an_administrator_becomes_an_officer_and_the_journal_says_so(client, administrator):
    join(client)
    address = reverse("setup_document", args=["kaohsiung-gdynia"])
    agreement = reverse("desk_add_agreement", args=["kaohsiung-gdynia"])
    assert agreement not in client.get(address).content.decode()
    assert client.get(agreement).status_code == 403
    client.post(reverse("setup_officer", args=["kaohsiung-gdynia"]), {"city": "kaohsiung"})
    assert agreement in client.get(address).content.decode()
    assert client.get(agreement).status_code == 200
    entry = Entry.objects.filter(action="account.role_granted").latest("pk")
    assert (entry.actor_id, entry.subject_id) == (administrator.public_id, administrator.public_id)
    client.post(reverse("setup_officer", args=["kaohsiung-gdynia"]), {"city": "penang"})
    assert Grant.objects.filter(account=administrator).count() == 2


def test_officers_are_invited(client):
    join(client)
    address = reverse("setup_invitations", args=["kaohsiung-gdynia"])
    for city in ("kaohsiung", "gdynia"):
        values = {"city": city, f"{city}-email": f"{city}@example.org", f"{city}-language": "en"}
        assert client.post(address, values).url == address
    assert Message.objects.filter(to="gdynia@example.org").count() == 1
    assert Account.objects.get(email="gdynia@example.org").grants.get().city.key == "gdynia"
    assert steps(client)["invitations"]
    again = {"city": "gdynia", "gdynia-email": "gdynia@example.org", "gdynia-language": "en"}
    assert client.post(address, again).status_code == 422
