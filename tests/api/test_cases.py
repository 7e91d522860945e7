"""The API of cases: sent once, worked on by those who owe it, read by those who may."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile

from sistership.window.offices.cases.addresses import enquirer_secret
from sistership.window.offices.cases.models import Case, CaseMessage

pytestmark = [pytest.mark.django_db, pytest.mark.database]

ENQUIRY = {
    "partnership": "kaohsiung-gdynia",
    "side": "kaohsiung",
    "service": "landing",
    "text": "Szukamy biura w Kaohsiung.",
    "language": "pl",
    "name": "Anna Nowak",
    "email": "anna@firma.example",
}


def send(caller, key="", **changes):
    headers = {"Idempotency-Key": key} if key else {}
    return caller.client.post(
        "/api/v1/enquiries",
        ENQUIRY | changes,
        content_type="application/json",
        headers=caller.headers | headers,
    )


@pytest.fixture
def path(world):
    return f"/cases/{world.case.public_id}"


def test_an_enquiry_that_is_sent_again_is_one_case(world, call_as):
    portal = call_as(world.outsider)
    before = Case.objects.count()
    first, again = send(portal, "a-1"), send(portal, "a-1")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Case.objects.count() == before + 1
    other = send(portal, "a-1", text="Coś innego")
    assert (other.status_code, other.json()["where"]) == (422, "Idempotency-Key")
    assert send(call_as(world.officer_p), "a-1").status_code == 201  # another account's key
    case = Case.objects.get(number=first.json()["number"])
    assert (case.channel, case.enquirer_email, case.side) == ("api", "anna@firma.example", world.side_k)
    assert first.json()["link"].endswith(f"/pl/enquiry/{enquirer_secret(case)}/")


def test_an_enquiry_needs_a_token_and_a_way_to_answer(world, anybody, officer):
    assert send(anybody).status_code == 401
    nobody = send(officer, email="")
    assert (nobody.status_code, nobody.json()["where"]) == (422, "email")
    stranger = send(officer, side="penang")
    assert (stranger.json()["where"], stranger.json()["allowed"]) == ("side", "kaohsiung, gdynia")


def test_only_the_city_that_is_asked_takes_down_a_call_and_has_no_limit(world, call_as, officer, settings):
    settings.ACCOUNT_RATE_LIMITS = {"enquire_by_program": "1/h/user"}
    cache.clear()
    portal = call_as(world.outsider)
    assert send(portal, channel="phone").status_code == 403
    assert [send(portal).status_code for _ in range(2)] == [201, 429]
    assert [send(officer, channel="phone").status_code for _ in range(2)] == [201, 201]
    cache.clear()


def test_files_come_with_an_enquiry_and_go_with_an_answer(world, officer, partner):
    sent = officer.upload("/enquiries/files", **ENQUIRY, files=[SimpleUploadedFile("a.txt", b"Plan")])
    assert sent.status_code == 201, sent.content
    case = Case.objects.get(number=sent.json()["number"])
    words = officer.upload(
        f"/cases/{case.public_id}/messages/files",
        kind="answered",
        text="W załączeniu",
        language="pl",
        files=[SimpleUploadedFile("b.txt", b"Lista")],
    )
    assert (words.status_code, words.json()["state"]) == (201, "answered")
    came, went = officer.get(f"/cases/{case.public_id}/messages").json()["items"]
    assert [one["files"][0]["name"] for one in (came, went)] == ["a.txt", "b.txt"]
    file = came["files"][0]["public_id"]
    assert b"".join(officer.get(f"/case-files/{file}").streaming_content) == b"Plan"
    assert partner.get(f"/case-files/{file}").status_code == 404
    by_link = officer.client.get(f"/api/v1/enquiries/{enquirer_secret(case)}/files/{file}")
    assert b"".join(by_link.streaming_content) == b"Plan"
    bad = officer.upload("/enquiries/files", **ENQUIRY, files=[SimpleUploadedFile("a.exe", b"MZ\x90\x00")])
    assert bad.status_code == 422


def test_a_case_is_read_by_the_cities_that_read_it_and_nobody_else(world, officer, partner, call_as, path):
    others = [call_as(one) for one in (world.officer_p, world.administrator, world.councillor_k)]
    for caller in (partner, *others):
        assert caller.get(path).status_code == 404
        assert caller.get(f"{path}/messages").status_code == 404
        assert caller.post(f"{path}/take", {}).status_code == 404
        assert world.case.number not in caller.get("/cases").content.decode()
    assert [one["number"] for one in partner.get("/cases", {"tab": "offered"}).json()["items"]] == [
        world.offered.case.number
    ]
    listed = officer.get("/cases", {"service": "landing", "state": "received"}).json()
    assert listed["total"] == 2
    assert officer.get("/cases", {"words": world.case.number}).json()["total"] == 1
    shown = officer.get(path)
    assert shown.json()["clocks"][0]["side"] == "kaohsiung"
    again = officer.get(path, **{"If-None-Match": shown["ETag"]})
    assert again.status_code == 304


def test_notes_stay_with_the_side_that_wrote_them(world, officer, partner):
    path = f"/cases/{world.offered.case.public_id}"
    for is_shared, text in ((False, "only for us"), (True, "for both")):
        body = {"text": text, "language": "en", "is_shared": is_shared}
        assert officer.post(f"{path}/notes", body).status_code == 201
    read = [
        [one["text"] for one in caller.get(f"{path}/messages").json()["items"]][1:]
        for caller in (officer, partner)
    ]
    assert read == [["only for us", "for both"], ["for both"]]


def test_a_case_goes_through_its_states(world, officer, path, call_as):
    assert officer.post(f"{path}/take", {}).json()["officer"]["name"] == "officer-k"
    asked = officer.post(f"{path}/messages", {"kind": "asked", "text": "Which?", "language": "en"})
    assert (asked.status_code, asked.json()["state"], asked.json()["due_at"]) == (201, "waiting", None)
    link = f"/enquiries/{enquirer_secret(world.case)}"
    enquirer = call_as()
    assert enquirer.get(link).json()["is_your_turn"] is True
    added = enquirer.post(f"{link}/messages", {"text": "This one"})
    assert (added.status_code, added.json()["state"]) == (201, "in_work")
    assert [one["text"] for one in added.json()["messages"]] == [
        "Where can we rent a laboratory?",
        "Which?",
        "This one",
    ]
    lead = str(world.lead_k.public_id)
    assigned = officer.post(f"{path}/assign", {"officer": lead, "priority": 3}).json()
    assert (assigned["officer"]["account"], assigned["priority"]) == (lead, 3)
    numbered = officer.post(f"{path}/file-number", {"number": "高市府 115-7"}).json()
    assert numbered["file_numbers"] == {"kaohsiung": "高市府 115-7"}
    closed = officer.post(
        f"{path}/close",
        {"outcome": "served", "texts": {"en": "Found"}, "commitment": str(world.commitment.public_id)},
    ).json()
    assert (closed["state"], closed["outcome"]["en"]["text"]) == ("closed", "Found")
    assert closed["commitment"] == str(world.commitment.public_id)
    refused = officer.post(f"{path}/take", {})
    assert (refused.status_code, "closed" in refused.json()["detail"]) == (409, True)
    reopened = officer.post(f"{path}/reopen", {"reason": "They asked again", "language": "en"})
    assert reopened.json()["state"] == "reopened"
    merged = officer.post(f"{path}/merge", {"into": str(world.offered.case.public_id)}).json()
    assert merged["merged_into"] == world.offered.case.number


def test_a_case_goes_to_the_other_city_and_back_is_refused(world, officer, partner, path):
    offered = f"/handovers/{world.offered.public_id}"
    assert officer.post(f"{offered}/accept", {}).status_code == 403
    taken = partner.post(f"{offered}/accept", {})
    assert (taken.json()["side"], taken.json()["read_by"]) == ("gdynia", ["gdynia", "kaohsiung"])
    assert partner.post(f"{offered}/accept", {}).status_code == 403
    assert officer.post(f"/cases/{world.offered.case.public_id}/take", {}).status_code == 403
    offer = {"to_side": "gdynia", "reason": "Theirs", "language": "en"}
    (made,) = officer.post(f"{path}/handovers", offer).json()["handovers"]
    declined = partner.post(
        f"/handovers/{made['public_id']}/decline", {"answer": "Nie u nas", "language": "pl"}
    )
    assert (declined.json()["state"], declined.json()["answer"]) == ("declined", "Nie u nas")
    assert partner.get(path).status_code == 404
    (_, again) = officer.post(f"{path}/handovers", offer).json()["handovers"]
    withdrawn = officer.post(f"/handovers/{again['public_id']}/withdraw", {}).json()
    assert withdrawn["offered_to"] is None


def test_an_answer_to_what_has_changed_meanwhile_is_not_sent(world, officer, path):
    tag = officer.get(path)["ETag"]
    officer.post(f"{path}/take", {})
    answer = {"kind": "answered", "text": "No", "language": "en"}
    assert officer.post(f"{path}/messages", answer, if_match=tag).status_code == 412
    assert not CaseMessage.objects.filter(case=world.case, direction="out").exists()
    tag = officer.get(path)["ETag"]
    assert officer.post(f"{path}/messages", answer, if_match=tag).status_code == 201


def test_an_unknown_link_opens_nothing(world, anybody):
    assert anybody.get("/enquiries/unknown").status_code == 404
    assert anybody.post("/enquiries/unknown/messages", {"text": "x"}).status_code == 404


def test_what_desks_promise_route_and_are_recommended(world, anybody, officer, partner, call_as):
    from sistership.window.offices.cases.actions import recommendations
    from sistership.window.offices.cases.models import RoutingRule, RuleSet

    made = RuleSet.objects.create(side=world.side_k, name="First")
    RoutingRule.objects.create(rule_set=made, position=1, service="landing", desk=world.organisation)
    sets = officer.get("/rule-sets", {"partnership": "kaohsiung-gdynia"}).json()["items"]
    (found,) = (one for one in sets if one["name"] == "First")
    assert "波美拉尼亞園區" in found["rules"][0]["sentence"]
    assert partner.get("/rule-sets").json()["total"] == 0
    assert anybody.get("/partnerships/kaohsiung-gdynia/promises").json() == []  # too few to be shown
    Case.objects.filter(pk=world.case.pk).update(service="grievance")
    world.case.refresh_from_db()
    told = recommendations.recommend(
        actor=world.officer_k.ref,
        case=world.case,
        made_by=world.side_k,
        side=world.side_g,
        titles={"en": "Answer sooner"},
        texts={"en": "Within a week"},
    )
    callers = (anybody, call_as(world.officer_p), partner)
    assert [one.get("/recommendations").json()["total"] for one in callers] == [0, 0, 1]
    recommendations.publish(actor=world.officer_k.ref, recommendation=told, is_public=True)
    assert [one.get("/recommendations").json()["total"] for one in callers] == [1, 1, 1]
