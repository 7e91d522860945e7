"""Correct the wording of any record: who may, what is written and journalled, and two officers at once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from sistership.window.offices.agreements.actions import accords, promises
from sistership.window.offices.agreements.actions import evidence as evidence_actions
from sistership.window.offices.journal.models import Entry, Payload
from sistership.window.pages.desk.forms.corrections import TEXTS
from sistership.window.pages.desk.views.wordings import KINDS


def address_of(record) -> str:
    return reverse("desk_edit_wording", args=[record.kind(), record.public_id])


def shown(page) -> dict[str, object]:
    """The values of a form as a browser would send them back, its version included."""
    form = page.context["form"]
    data: dict[str, object] = {"version": page.context["version"]}
    for name in form.fields:
        value = form[name].value()
        if value:
            data[name] = value
    return data


def correct(client, record, **changes):
    """Send the form as it was shown, with these changes; an empty value clears the field."""
    data = shown(client.get(address_of(record))) | changes
    return client.post(address_of(record), {name: value for name, value in data.items() if value != []})


def texts_of(record, field: str) -> dict[str, tuple[str, bool, bool]]:
    """Language → (text, is authentic, is stale)."""
    record.refresh_from_db()
    found = record.localized(field).variants
    return {code: (one.text, one.is_authentic, one.is_stale) for code, one in found.items()}


@pytest.fixture
def signatory(world):
    return accords.add_signatory(
        actor=world.officer_g.ref,
        agreement=world.agreement,
        side=world.side_g,
        person=world.person,
        titles={"pl": "Wiceprezydent"},
    )


@pytest.fixture
def records(world, signatory):
    """One record of each kind with the page that shows it."""
    return {
        "agreement": (world.agreement, "desk_agreement", world.agreement),
        "attendance": (world.visit.attendances.get(), "desk_visit", world.visit),
        "commitment": (world.commitment, "desk_commitment", world.commitment),
        "committee": (world.committee, "desk_committee", world.committee),
        "decision": (world.meeting.decisions.get(), "desk_committee", world.committee),
        "direction": (world.direction, "desk_agreement", world.agreement),
        "document": (world.document, "desk_agreement", world.agreement),
        "evidence": (world.filed, "desk_evidence", world.filed),
        "meeting": (world.meeting, "desk_committee", world.committee),
        "milestone": (world.milestone, "desk_commitment", world.commitment),
        "point": (world.visit.points.get(), "desk_visit", world.visit),
        "signatory": (signatory, "desk_agreement", world.agreement),
        "visit": (world.visit, "desk_visit", world.visit),
    }


def test_every_kind_can_be_corrected_in_every_language(world, client, records):
    of_experts = {"answer", "helped", "lesson", "lesson_figure", "question", "site"}
    # They are changed on their own pages.
    of_matching = {"profile", "matchday", "day_break", "programme", "cohort", "position"}
    elsewhere = {"vision", "axis", "why_question", "recommendation"} | of_experts | of_matching
    assert {*records, "intention"} | elsewhere == set(TEXTS) == {*KINDS, "document"} | elsewhere
    client.force_login(world.officer_k)
    for kind, (record, page, owner) in records.items():
        field = TEXTS[kind][0].name
        before = texts_of(record, field)
        answer = correct(client, record, **{f"{field}_ms": f"Dalam bahasa Melayu: {kind}"})
        assert (kind, answer.status_code, answer.url) == (
            kind,
            302,
            reverse(page, args=[owner.public_id]),
        )
        is_first = not before
        assert texts_of(record, field) == before | {"ms": (f"Dalam bahasa Melayu: {kind}", is_first, False)}
        entry = Entry.objects.order_by("pk").last()
        assert (entry.action, entry.subject_kind, entry.subject_id) == (
            "wording.edited",
            kind,
            record.public_id,
        )


def test_each_desk_page_leads_to_the_words_of_its_records(world, client, records):
    client.force_login(world.officer_k)
    for record, page, owner in records.values():
        html = client.get(reverse(page, args=[owner.public_id])).content.decode()
        assert html.count(f'href="{address_of(record)}"') == 1, record.kind()
    html = client.get(reverse("desk_partnership", args=["kaohsiung-penang"])).content.decode()
    assert html.count(f'href="{address_of(world.intention)}"') == 1


def test_an_intention_is_corrected_and_leads_back_to_its_partnership(world, client):
    client.force_login(world.officer_p)
    answer = correct(client, world.intention, text_en="Invitation to the forum in March")
    assert answer.url == reverse("desk_partnership", args=["kaohsiung-penang"])
    assert texts_of(world.intention, "text") == {
        "en": ("Invitation to the forum in March", True, False),
        "zh-hant": ("邀請參加智慧城市論壇", False, True),
    }


def test_the_journal_keeps_the_words_before_and_after(world, client):
    client.force_login(world.officer_k)
    correct(client, world.visit, occasion_en="Signing in the port of Gdynia", authentic_occasion=["zh-hant"])
    payload = Payload.objects.order_by("pk").last()
    assert payload.data == {
        "before": {"occasion": {"en": "Signing in Gdynia", "authentic": ["en"]}},
        "after": {"occasion": {"en": "Signing in the port of Gdynia", "authentic": ["zh-hant"]}},
    }
    journal = client.get(reverse("partnership_journal", args=["kaohsiung-gdynia"]))
    line = journal.context["lines"][0]
    assert (str(line.what), line.values) == (
        "Wording corrected",
        [
            ("After › Occasion › Authentic", "繁體中文"),
            ("After › Occasion › English", "Signing in the port of Gdynia"),
            ("Before › Occasion › Authentic", "English"),
            ("Before › Occasion › English", "Signing in Gdynia"),
        ],
    )
    assert texts_of(world.visit, "occasion") == {
        "en": ("Signing in the port of Gdynia", False, False),
        "zh-hant": ("簽署", True, False),
    }
    assert payload.person_id is None


def test_a_stale_translation_stays_stale_when_nobody_touches_it(world, client):
    client.force_login(world.officer_k)
    correct(client, world.commitment, title_zh_hant="每年安排十名實習生")
    stale = {code: is_stale for code, (_text, _mark, is_stale) in texts_of(world.commitment, "title").items()}
    assert stale == {"zh-hant": False, "en": True, "pl": True}
    correct(client, world.commitment, authentic_title=["zh-hant", "pl"])
    assert texts_of(world.commitment, "title") == {
        "zh-hant": ("每年安排十名實習生", True, False),
        "en": ("Place interns every year", False, True),
        "pl": ("Staże co roku", True, False),
    }


def test_words_about_a_person_leave_the_journal_with_the_person(world, client, signatory):
    client.force_login(world.officer_g)
    correct(client, signatory, title_pl="Wiceprezydent miasta")
    assert Payload.objects.order_by("pk").last().person_id == world.person.public_id


def test_a_name_cannot_be_emptied_and_an_authentic_wording_must_be_there(world, client):
    client.force_login(world.officer_k)
    empty = correct(client, world.direction, title_en="", title_zh_hant="", authentic_title=[])
    assert (empty.status_code, list(empty.context["form"].errors)) == (422, ["title_en"])
    nobody = correct(client, world.direction, authentic_title=[])
    assert nobody.context["form"].errors == {
        "authentic_title": ["No wording is marked as authentic. Allowed: English, 繁體中文."]
    }
    absent = correct(client, world.direction, authentic_title=["pl"])
    assert list(absent.context["form"].errors) == ["authentic_title"]
    assert texts_of(world.direction, "title") == {
        "en": ("Talent exchange", False, False),
        "zh-hant": ("人才交流", True, False),
    }


def test_what_the_partner_confirmed_keeps_its_words(world, client):
    evidence_actions.answer_evidence(
        actor=world.officer_g.ref, evidence=world.filed, side=world.side_g, is_confirmed=True
    )
    client.force_login(world.officer_k)
    refused = correct(client, world.filed, title_en="Far more interns")
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["title_en"])
    assert correct(client, world.filed, title_pl="Staże w pierwszym roku").status_code == 302
    assert texts_of(world.filed, "title") == {
        "en": ("Interns placed in the first year", True, False),
        "zh-hant": ("第一年分發人數", False, False),
        "pl": ("Staże w pierwszym roku", False, False),
    }


def test_only_the_side_that_filed_corrects_evidence(world, client):
    client.force_login(world.officer_g)
    assert client.get(address_of(world.filed)).status_code == 403
    assert client.get(address_of(world.commitment)).status_code == 200


def test_only_a_lead_writes_the_renewal_and_the_reason_of_a_drop(world, client):
    fields = {}
    for role in ("officer_k", "lead_k"):
        client.force_login(getattr(world, role))
        found = [
            *client.get(address_of(world.agreement)).context["form"].wordings,
            *client.get(address_of(world.commitment)).context["form"].wordings,
        ]
        fields[role] = {"renewal", "dropped_reason"} & set(found)
    assert fields == {"officer_k": set(), "lead_k": {"renewal"}}
    promises.drop_commitment(actor=world.lead_k.ref, commitment=world.commitment, reasons={"en": "No budget"})
    page = client.get(address_of(world.commitment))
    assert list(page.context["form"].wordings)[-1] == "dropped_reason"


def test_who_does_not_see_a_record_finds_none_and_who_may_not_write_is_told(world, client):
    client.force_login(world.officer_k)
    assert client.get(address_of(world.hidden_commitment)).status_code == 404
    assert (
        client.get(reverse("desk_edit_wording", args=["city", world.kaohsiung.public_id])).status_code == 404
    )
    client.force_login(world.officer_p)
    assert client.get(address_of(world.commitment)).status_code == 403
    client.force_login(world.councillor_k)
    assert client.get(address_of(world.commitment)).status_code == 403


def test_two_officers_at_once_see_both_wordings(world, client):
    client.force_login(world.officer_k)
    mine = shown(client.get(address_of(world.visit))) | {"occasion_en": "Mine", "summary_en": "Short"}
    correct(client, world.visit, occasion_en="Theirs", place_en="Gdynia")
    answer = client.post(address_of(world.visit), mine)
    assert answer.status_code == 409
    assert [(one.saved, one.written, one.is_taken) for one in answer.context["changes"]] == [
        ("Theirs", "Mine", False),
        ("Gdynia", "", True),
        ("English", "", True),
    ]
    assert str(answer.context["changes"][2].label) == "Authentic languages of “Place”"
    assert texts_of(world.visit, "occasion")["en"][0] == "Theirs"
    again = client.post(address_of(world.visit), shown(answer))
    assert again.status_code == 302
    found = {field: texts_of(world.visit, field)["en"][0] for field in ("occasion", "summary", "place")}
    assert found == {"occasion": "Mine", "summary": "Short", "place": "Gdynia"}


def test_an_axis_is_corrected_by_its_own_city_alone(world, client):
    client.force_login(world.officer_k)
    answer = correct(client, world.axis, name_ms="Kesesuaian untuk didiami")
    assert (answer.status_code, answer.url) == (302, reverse("desk_visions", args=["kaohsiung-gdynia"]))
    assert texts_of(world.axis, "name")["ms"] == ("Kesesuaian untuk didiami", False, False)
    client.force_login(world.officer_g)
    address = reverse("desk_edit_wording", args=["axis", world.axis.public_id])
    assert client.get(address).status_code in (403, 404)
