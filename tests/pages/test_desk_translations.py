"""The translation desk: its list, one text beside its source, warnings, signatures, two officers at once."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.urls import reverse

from sistership.window.ground.models import LocalizedText, TextStatus
from sistership.window.ground.texts import write_machine_draft, write_texts
from sistership.window.offices.journal.models import Entry, Payload
from sistership.window.offices.people.models import CityTerm
from sistership.window.offices.translations.models import DraftBatch

LIST = "desk_translations"


def page_of(record, field, language):
    return reverse("desk_translate", args=[record.kind(), record.public_id, field, language])


def listed(client, **asked):
    answer = client.get(reverse(LIST), asked)
    return [(row.unit.owner.public_id, row.unit.field, row.unit.state) for row in answer.context["rows"]]


def save(client, address, text, **more):
    """Send the form as it was shown, with this text."""
    form = client.get(address).context["form"]
    data = {"text": text, "source_revision": form["source_revision"].value()} | more
    return client.post(address, data)


def present(record, field, language):
    row = LocalizedText.objects.filter(owner_id=record.public_id, field=field, language=language).first()
    return (row.text, row.status) if row else None


@pytest.fixture
def drafted(world):
    """A machine's draft of the commitment's title in Malay."""
    with transaction.atomic():
        write_machine_draft(
            world.commitment, "title", "ms", "Tempatkan pelatih setiap tahun", source_revision=1
        )
    return world.commitment


def test_the_list_shows_what_is_missing_stale_and_drafted(world, client, drafted):
    write_texts(world.direction, {"title": {"zh-hant": "人才培育與交流"}})
    client.force_login(world.officer_k)
    assert (drafted.public_id, "title", "draft") in listed(client, language="ms")
    assert listed(client, language="ms", state="draft") == [(drafted.public_id, "title", "draft")]
    assert listed(client, language="en", state="stale") == [(world.direction.public_id, "title", "stale")]
    html = client.get(reverse(LIST), {"language": "en", "state": "stale"}).content.decode()
    assert "人才<ins>培育與</ins>交流" in html
    everything = listed(client, language="en", state="all", partnership="kaohsiung-gdynia")
    assert (world.agreement.public_id, "title", "current") in everything
    assert world.intention.public_id not in {owner for owner, _field, _state in everything}


def test_counts_agree_with_the_list(world, client, drafted):
    client.force_login(world.officer_k)
    answer = client.get(reverse(LIST), {"language": "ms", "partnership": "kaohsiung-gdynia"})
    pages = answer.context["page_obj"].paginator
    assert len(answer.context["rows"]) == min(pages.count, pages.per_page)
    for _name, number, address in answer.context["counts"]:
        assert client.get(address).context["page_obj"].paginator.count == number
    for line in answer.context["lines"]:
        for _language, address, number in line["cells"]:
            assert client.get(address).context["page_obj"].paginator.count == number


def test_a_translation_is_written_journalled_and_the_next_one_opens(world, client):
    client.force_login(world.officer_g)
    address = page_of(world.direction, "title", "pl")
    answer = save(client, address, "Wymiana talentów", next="1")
    assert answer.status_code == 302
    assert answer.url.startswith("/pl/desk/translations/") or answer.url.startswith("/en/desk/translations/")
    assert answer.url != address
    assert client.get(answer.url).context["unit"].language == "pl"
    assert present(world.direction, "title", "pl") == ("Wymiana talentów", TextStatus.TRANSLATION)
    entry = Entry.objects.order_by("pk").last()
    assert (entry.action, entry.actor_id, entry.subject_id) == (
        "translation.written",
        world.officer_g.public_id,
        world.direction.public_id,
    )
    assert entry.payload.data["after"] == {"title": {"pl": "Wymiana talentów"}}
    client.force_login(world.officer_k)
    lines = client.get(reverse("partnership_journal", args=["kaohsiung-gdynia"])).context["lines"]
    assert str(lines[0].what) == "Translation written"


def test_a_machine_draft_is_marked_until_a_person_signs_it(world, client, drafted):
    client.force_login(world.officer_k)
    public = reverse("commitment", args=[drafted.public_id]).replace("/en/", "/ms/")
    assert 'class="mark-draft"' in client.get(public).content.decode()
    correction = client.get(reverse("desk_edit_wording", args=["commitment", drafted.public_id]))
    assert 'class="mark-draft"' in correction.content.decode()
    address = page_of(drafted, "title", "ms")
    page = client.get(address)
    assert page.context["is_draft"]
    assert save(client, address, "Tempatkan pelatih setiap tahun").status_code == 302
    assert present(drafted, "title", "ms")[1] == TextStatus.TRANSLATION
    entry = Entry.objects.order_by("pk").last()
    assert (entry.action, entry.actor_id) == ("translation.signed", world.officer_k.public_id)
    assert 'class="mark-draft"' not in client.get(public).content.decode()


def test_a_stale_translation_shows_what_changed_and_can_be_signed_as_it_stands(world, client):
    write_texts(world.commitment, {"title": {"zh-hant": "每年安排實習生"}})
    client.force_login(world.officer_g)
    address = page_of(world.commitment, "title", "pl")
    html = client.get(address).content.decode()
    assert "每年安排實習<ins>生</ins>" in html
    assert save(client, address, "Staże co roku").status_code == 302
    assert listed(client, language="pl", state="stale") == []
    assert Entry.objects.order_by("pk").last().action == "translation.signed"


def test_a_lost_number_and_a_lost_term_are_warned_of_and_kept_with_a_reason(world, client):
    CityTerm.objects.create(city=world.kaohsiung, concept="intern", language="zh-hant", term="實習生")
    CityTerm.objects.create(
        city=world.gdynia, concept="intern", language="pl", term="stażysta", note="nie: praktykant"
    )
    write_texts(world.commitment, {"title": {"zh-hant": "2027年起每年安排10名實習生"}})
    client.force_login(world.officer_g)
    address = page_of(world.commitment, "title", "pl")
    page = client.get(address).content.decode()
    assert "<mark>實習生</mark>" in page
    assert "nie: praktykant" in page
    answer = save(client, address, "Od 2027 roku praktyki dla 12 osób rocznie")
    assert answer.status_code == 422
    assert [problem.message for problem in answer.context["problems"]] == [
        "The glossary wants “stażysta” for “實習生”",
        "The number 10 is missing in the translation",
        "The number 12 stands in the translation only",
    ]
    assert present(world.commitment, "title", "pl")[0] == "Staże co roku"
    right = "Od 2027 roku dziesięciu stażystów rocznie (10)"
    assert save(client, address, right).status_code == 302, "the term is found inflected"
    write_texts(world.commitment, {"title": {"zh-hant": "2028年起每年安排10名實習生"}})
    kept = save(client, address, right, reason="Agreed by telephone")
    assert kept.status_code == 302
    assert Payload.objects.order_by("pk").last().data["reason"] == "Agreed by telephone"


def test_who_translates_while_the_source_changes_is_told_and_loses_nothing(world, client):
    client.force_login(world.officer_g)
    address = page_of(world.direction, "title", "pl")
    client.get(address)
    write_texts(world.direction, {"title": {"zh-hant": "人才培育"}})
    answer = client.post(address, {"text": "Wymiana talentów", "source_revision": "1"})
    assert answer.status_code == 409
    html = answer.content.decode()
    assert "Wymiana talentów" in html
    assert "The source changed while you were translating" in html
    again = client.post(
        address, {"text": "Kształcenie", "source_revision": answer.context["form"]["source_revision"].value()}
    )
    assert again.status_code == 302


def test_how_it_was_said_elsewhere_is_offered_and_taken_over(world, client):
    write_texts(world.visit, {"summary": {"zh-hant": "人才交流", "pl": "Wymiana kadr"}})
    write_texts(
        world.milestone,
        {"title": {"zh-hant": "人才交流會", "pl": "Spotkanie o wymianie kadr"}},
        authentic=["zh-hant"],
    )
    client.force_login(world.officer_g)
    address = page_of(world.direction, "title", "pl")
    found = client.get(address).context["work"].suggestions
    assert [(one.text, one.likeness == 1) for one in found] == [
        ("Wymiana kadr", True),
        ("Spotkanie o wymianie kadr", False),
    ]
    taken = client.get(address, {"take": str(found[1].pk)})
    assert taken.context["form"]["text"].value() == "Spotkanie o wymianie kadr"


def test_a_proposal_stands_beside_what_a_person_wrote(world, client):
    with transaction.atomic():
        write_texts(world.commitment, {"title": {"zh-hant": "每年安排十名實習生"}})
        write_machine_draft(
            world.commitment, "title", "pl", "Co roku dziesięciu stażystów", source_revision=2
        )
    client.force_login(world.officer_g)
    address = page_of(world.commitment, "title", "pl")
    page = client.get(address)
    assert page.context["form"]["text"].value() == "Staże co roku"
    assert page.context["proposal"].text == "Co roku dziesięciu stażystów"
    taken = client.get(address, {"take": "proposal"}).context["form"]["text"].value()
    assert save(client, address, taken).status_code == 302
    assert Entry.objects.order_by("pk").last().action == "translation.signed"


def test_only_officers_of_the_partnership_translate(world, client):
    address = page_of(world.commitment, "title", "ms")
    answers = {}
    for role in ("councillor_k", "officer_p", "officer_k"):
        client.force_login(getattr(world, role))
        answers[role] = client.get(address).status_code
    assert answers == {"councillor_k": 403, "officer_p": 403, "officer_k": 200}
    assert client.get(page_of(world.commitment, "title", "zh-hant")).status_code == 404, "authentic"
    assert client.get(page_of(world.commitment, "title", "de")).status_code == 404
    assert client.get(page_of(world.commitment, "nothing", "ms")).status_code == 404
    assert client.get(page_of(world.hidden_commitment, "title", "ms")).status_code == 404
    client.force_login(world.officer_g)
    assert client.get(page_of(world.filed, "title", "ms")).status_code == 403, "filed by the other side"


def test_without_a_service_the_desk_says_so_and_asks_nothing(world, client):
    client.force_login(world.officer_k)
    html = client.get(reverse(LIST), {"partnership": "kaohsiung-gdynia", "language": "ms"}).content.decode()
    assert "No translation service is configured" in html
    assert "by machine</button>" not in html
    answer = client.post(
        reverse("desk_request_drafts"), {"language": "ms", "partnership": "kaohsiung-gdynia"}, follow=True
    )
    assert "No translation service is configured" in answer.content.decode()
    assert not DraftBatch.objects.exists()
