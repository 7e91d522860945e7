"""Every English and Polish document of the reader becomes records that say what the document says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sistership.common.errors import InputError
from sistership.formats.documents import read_document
from sistership.reading import read_text
from sistership.window.ground.models import Document, Source
from sistership.window.offices.agreements.models import Commitment, Intention, Signatory
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.people.models import City, Organisation, OrganisationKind, Person
from sistership.window.offices.visits.accept import accept_draft
from sistership.window.offices.visits.models import Point, Visit
from sistership.window.offices.visits.names import kind_of_body

pytestmark = [pytest.mark.django_db, pytest.mark.database, pytest.mark.once]

DOCUMENTS = Path(__file__).resolve().parents[3] / "reading" / "documents"
FILES = {
    path.stem: path
    for language in ("en", "pl")
    for path in sorted((DOCUMENTS / language).iterdir())
    if path.suffix != ".json"
}
UNDECIDED = ("en_denial", "en_draft", "pl_zaprzeczenie")
"""Nothing was signed and nobody came."""


def accepted(name: str):
    document = read_document(FILES[name].read_bytes(), file=FILES[name].name)
    draft = read_text(document.text, published_on=document.published_on)
    return draft, accept_draft(actor=SYSTEM, text=document.text, draft=draft)


def owed(name: str) -> dict[str, tuple[set[str], date | None]]:
    """What the commitments of a document say: who owes each, and when."""
    draft, done = accepted(name)
    return {
        one.localized("title").text(draft.language): ({side.city.key for side in one.owing.all()}, one.due_on)
        for one in Commitment.objects.filter(partnership=done.partnership)
    }


@pytest.mark.parametrize("name", [name for name in FILES if name not in UNDECIDED])
def test_a_document_becomes_records_that_cite_its_words(name: str) -> None:
    draft, done = accepted(name)
    assert (done.agreement is None) == (draft.kind == "visit")
    if done.agreement:
        assert done.agreement.agreement_kind == draft.kind
        directions = [one.localized("title").text(draft.language) for one in done.agreement.directions.all()]
        assert directions == [found.value.title for found in draft.named("direction")]
    assert done.visit.on == draft.named("event_date")[0].value
    left_out = sum("left out" in note and "owes" in note for note in done.notes)
    assert Commitment.objects.count() == len(draft.named("commitment")) - left_out
    assert all(one.owing.exists() for one in Commitment.objects.all())
    assert Intention.objects.count() == len(draft.named("intention"))
    text = done.document.text
    assert {done.document.language} == {draft.language}
    said = {one: one.localized("title") for one in Commitment.objects.all()}
    said |= {one: one.localized("text") for one in (*Intention.objects.all(), *Point.objects.all())}
    for record, words in said.items():
        quotes = [one.quote for one in Source.objects.filter(owner_id=record.public_id)]
        assert any(words.text(draft.language).split(",")[0].split()[0] in quote for quote in quotes)
    again = accept_draft(actor=SYSTEM, text=text, draft=draft)
    assert not again.is_new
    assert (Document.objects.count(), Visit.objects.count()) == (1, 1)
    assert [problem for report in verify() for problem in report.problems] == []


@pytest.mark.parametrize("name", UNDECIDED)
def test_what_was_not_signed_makes_nothing_and_says_why(name: str) -> None:
    with pytest.raises(InputError) as refused:
        accepted(name)
    assert "does not say whether something was signed" in refused.value.message
    assert (Document.objects.count(), City.objects.count()) == (0, 0)


def test_a_signed_text_is_owed_by_the_side_that_each_paragraph_names() -> None:
    assert owed("pl_paragrafy") == {
        "utworzenia punktu doradztwa dla firm z Chiayi w Nowych Gliwicach do dnia 30 czerwca 2027 r.": (
            {"gliwice"},
            date(2027, 6, 30),
        ),
        "przyjąć każdego roku sześciu nauczycieli zawodu z Gliwic": ({"chiayi-city"}, None),
        "pokryć koszty ich pobytu": ({"chiayi-city"}, None),
        "zorganizują w 2028 r. wspólną konferencję o retencji wody": ({"gliwice", "chiayi-city"}, None),
        "wyznaczy koordynatora w terminie 14 dni od podpisania porozumienia": (
            {"gliwice", "chiayi-city"},
            None,
        ),
    }


def test_a_table_of_actions_is_owed_line_by_line() -> None:
    assert owed("en_actions") == {
        "Send the terms of reference for the drone corridor": ({"taoyuan"}, date(2026, 11, 15)),
        "Appoint a contact person for aviation schools": ({"bydgoszcz"}, date(2026, 10, 31)),
        "Host an online seminar on airport noise": ({"taoyuan", "bydgoszcz"}, date(2027, 2, 28)),
    }


def test_who_signed_stands_on_the_side_of_the_own_city() -> None:
    _, done = accepted("en_articles")
    signed = {
        one.person.localized("name").text("en"): one.side.city.key
        for one in Signatory.objects.filter(agreement=done.agreement)
    }
    assert signed == {"Lu Yen-hui": "taichung", "Hanna Zdanowska-Lis": "lodz"}
    assert any("Peter Wu" in note for note in done.notes)  # a witness, of neither city


def test_the_occasion_is_named_in_the_language_of_the_document() -> None:
    assert accepted("en_wire")[1].visit.localized("occasion").text("en") == (
        "Signing: memorandum of understanding on semiconductor talent"
    )
    assert accepted("pl_umowa")[1].visit.localized("occasion").text("pl").startswith("Podpisanie: ")


def test_guests_and_hosts_come_from_their_own_cities() -> None:
    _, done = accepted("en_town_hall")
    present = {
        one.person.localized("name").text("en"): (one.side.city.key, one.is_lead)
        for one in done.visit.attendances.all()
    }
    assert present == {
        "Lin Chin-jung": ("kaohsiung", True),
        "Aleksandra Kosiorek": ("gdynia", False),
        "Marek Łucyk": ("gdynia", False),
    }
    assert done.visit.host.city.key == "gdynia"
    facts = [one.localized("text").text("en") for one in done.visit.points.filter(point_kind="fact")]
    assert facts == [
        "green port, open city, knowledge economy",
        "The Port of Gdynia handles over 900,000 containers a year",
        "More than 300 firms work at the Pomeranian Science and Technology Park, which opened in 2001",
        "Kaohsiung has 2.7 million inhabitants",
        "is home to the largest port in Taiwan",
    ]


def test_a_city_that_shares_its_name_with_a_county_is_taken_and_named() -> None:
    _, done = accepted("pl_depesza")
    assert done.partnership.key == "wroclaw-hsinchu-city"
    assert "Hsinchu is also the name of a county: the city was taken" in done.notes
    assert not Person.objects.filter(city__key="hsinchu-county").exists()


def test_a_day_with_two_readings_is_named() -> None:
    text = (
        "Gdynia and Kaohsiung sign memorandum\n\nOn 03/04/2025 Mayor Anna Nowak of Gdynia and Mayor "
        "Chen Chi-mai of Kaohsiung signed a memorandum of understanding on port safety in Gdynia.\n"
    )
    draft = read_text(text)
    assert len(draft.named("event_date")) == 2
    done = accept_draft(actor=SYSTEM, text=text, draft=draft)
    assert done.agreement.signed_on == date(2025, 4, 3)
    assert any("2025-04-03" in note and "2025-03-04" in note for note in done.notes)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Krakow Technology Park", OrganisationKind.SCIENCE_PARK),
        ("Białostocki Park Naukowo-Technologiczny", OrganisationKind.SCIENCE_PARK),
        ("Politechnika Opolska", OrganisationKind.UNIVERSITY),
        ("Krakowska Izba Technologiczna", OrganisationKind.ASSOCIATION),
        ("Taipei City Government", OrganisationKind.CITY_DEPARTMENT),
        ("Biuro Rozwoju Gospodarczego", OrganisationKind.CITY_DEPARTMENT),
        ("National Design Hall", OrganisationKind.OTHER),
    ],
)
def test_the_sort_of_a_body_is_told_by_its_name(name: str, kind: OrganisationKind) -> None:
    assert kind_of_body(name) == kind


def test_bodies_keep_the_city_that_their_name_says() -> None:
    accepted("pl_kampus")
    cities = {one.localized("name").text("pl"): one.city.key for one in Organisation.objects.all()}
    assert cities == {"Politechnika Opolska": "opole", "Narodowa Politechnika w Tajpej": "taipei"}
