"""How a desk works, through its pages: rules from draft to use, promises of a lead, absences, templates."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sistership.window.offices.cases.models import Absence, Case, LetterTemplate, RuleSet, ServicePromise

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client, world):
    client.force_login(world.officer_k)
    return client


def test_rules_are_written_tried_and_switched_on(officer, world):
    new = reverse("desk_new_rules", args=[world.side_k.public_id])
    assert officer.post(new, {"name": "2027", "source": ""}).status_code == 302
    made = RuleSet.objects.get(name="2027")
    add = reverse("desk_add_rule", args=[made.public_id])
    for concept in ("energy", "offshore-wind"):
        assert officer.post(add, {"concept": concept, "priority": 3}).status_code == 302
    page = officer.get(reverse("desk_rule_set", args=[made.public_id])).content.decode()
    assert page.count('value="remove"') == 2
    assert "warning-word" in page  # the second rule is never reached
    act = reverse("desk_act_on_rules", args=[made.public_id])
    officer.post(act, {"do": "switch_on"})
    assert not RuleSet.objects.filter(state="on").exists()
    trial = reverse("desk_rules_trial", args=[made.public_id])
    assert officer.post(trial).status_code == 302
    assert officer.get(trial).context["trial"].uncaught == Case.objects.filter(side=world.side_k).count()
    second = made.rules.get(position=2)
    officer.post(reverse("desk_act_on_rule", args=[second.public_id]), {"do": "up"})
    assert made.rules.get(pk=second.pk).position == 1
    officer.post(trial)
    officer.post(act, {"do": "switch_on"})
    assert RuleSet.objects.get(state="on") == made


def test_a_wrong_file_of_rules_is_answered_row_by_row(officer, world):
    new = reverse("desk_new_rules", args=[world.side_k.public_id])
    file = SimpleUploadedFile("rules.csv", b"service,priority\nlunch,\nvisit,urgent\n")
    answer = officer.post(new, {"name": "x", "file": file})
    assert (answer.status_code, len(answer.context["form"].errors["file"])) == (422, 2)
    assert not RuleSet.objects.filter(name="x").exists()
    taken = officer.get(reverse("desk_rules_file", args=[world.rule_set.public_id, "json"]))
    file = SimpleUploadedFile("rules.json", taken.content)
    assert officer.post(new, {"name": "again", "file": file}).status_code == 302
    assert RuleSet.objects.get(name="again").rules.get().service == "talent"


def test_leads_alone_change_promises(client, officer, world):
    edit = reverse("desk_edit_promise", args=[world.side_k.public_id, "visit"])
    hours = {"first_answer_h": 4, "next_step_h": 8, "outcome_h": 40, "handover_h": 4}
    assert officer.post(edit, hours).status_code == 403
    client.force_login(world.lead_k)
    assert client.post(edit, hours | {"outcome_h": 2}).status_code == 422
    assert client.post(edit, hours).status_code == 302
    assert ServicePromise.objects.get(service="visit").first_answer_h == 4
    client.post(reverse("desk_remove_promise", args=[world.side_k.public_id, "visit"]))
    assert not ServicePromise.objects.exists()


def test_an_absence_is_noted_looked_at_and_ended(officer, world):
    note = reverse("desk_note_absence", args=["kaohsiung"])
    day = world.absence.first_day.isoformat()
    values = {"account": str(world.officer_k.public_id), "first_day": day, "last_day": day}
    circle = officer.post(note, values | {"deputy": str(world.lead_k.public_id)})
    assert (circle.status_code, list(circle.context["form"].errors)) == (422, ["deputy"])
    values |= {"first_day": "2099-01-01", "last_day": "2099-01-02"}
    answer = officer.post(note, values | {"deputy": str(world.lead_k.public_id)}, follow=True)
    assert answer.status_code == 200
    made = Absence.objects.get(account=world.officer_k)
    others = reverse("desk_absence", args=[world.absence.public_id])
    assert officer.post(others, {"do": "end"}).status_code == 403
    assert officer.post(reverse("desk_absence", args=[made.public_id]), {"do": "end"}).status_code == 302
    assert not Absence.objects.filter(pk=made.pk).exists()
    strange = values | {"account": str(world.lead_k.public_id), "deputy": str(world.officer_k.public_id)}
    assert officer.post(note, strange).status_code == 422
    assert officer.get(reverse("desk_absences") + "?week=nonsense").status_code == 200


def test_a_template_is_written_and_shown_with_a_case(officer, world):
    add = reverse("desk_add_template", args=[world.side_k.public_id])
    wrong = officer.post(add, {"name_en": "Thanks", "body_en": "Dear {nam}"})
    assert wrong.status_code == 422
    assert "{number}" in str(wrong.context["form"].errors)
    assert officer.post(add, {"name_en": "Hello", "body_en": "About {number}"}).status_code == 302
    made = LetterTemplate.objects.exclude(pk=world.template.pk).get()
    page = officer.get(reverse("desk_template", args=[made.public_id]) + f"?case={world.case.number}")
    assert f"About {world.case.number}" in page.content.decode()
    officer.post(reverse("desk_remove_template", args=[made.public_id]))
    assert not LetterTemplate.objects.filter(pk=made.pk).exists()


def test_an_officer_corrects_what_a_case_is_about(client, officer, world):
    page = reverse("desk_case_sectors", args=[world.case.public_id])
    assert officer.post(page, {"concepts": ["research", "ports"]}).status_code == 302
    assert set(Case.objects.get(pk=world.case.pk).concepts) == {"ports", "research"}
    assert officer.post(page, {"concepts": ["nothing"]}).status_code == 422
    client.force_login(world.officer_g)
    assert client.get(page).status_code == 404


def test_another_citys_desk_is_not_there(client, world):
    client.force_login(world.officer_g)
    for name, record in (
        ("desk_rule_set", world.rule_set),
        ("desk_edit_rule", world.rule),
        ("desk_template", world.template),
        ("desk_absence", world.absence),
        ("desk_new_rules", world.side_k),
    ):
        assert client.get(reverse(name, args=[record.public_id])).status_code == 404
