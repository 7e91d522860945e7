"""Reading and writing records: pages, entity tags, edits, evidence, import, and how errors are told."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from sistership.window.offices.agreements.models import Commitment, Evidence
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.people import actions as people

NEW = {
    "partnership": "kaohsiung-gdynia",
    "title": {"zh-hant": "共辦創業週", "en": "A start-up week"},
    "owing": ["gdynia", "kaohsiung"],
    "due_on": "2031-03-01",
}


def path_of(record):
    return f"/{record.kind()}s/{record.public_id}"


def test_a_commitment_tells_everything(world, officer, django_assert_max_num_queries):
    with django_assert_max_num_queries(25):
        answer = officer.get(path_of(world.commitment))
    body = answer.json()
    assert body["title"]["zh-hant"] == {
        "text": "每年安排實習",
        "is_authentic": True,
        "is_stale": False,
        "is_machine_draft": False,
    }
    assert (body["state"], body["target_value"], body["owing"], body["awaiting_from"]) == (
        "on_track",
        "10",
        ["kaohsiung"],
        ["gdynia"],
    )
    assert [step["due_on"] for step in body["milestones"]] == ["2030-01-31"]
    assert [(one["value"], one["state"]) for one in body["evidence"]] == [("4", "awaiting")]


def test_lists_come_in_pages_that_join(world, officer):
    for number in range(5):
        assert officer.post("/commitments", NEW | {"title": {"en": f"No. {number}"}}).status_code == 201
    query, seen = "?limit=4", []
    page = officer.get("/commitments" + query).json()
    assert (page["total"], page["previous"]) == (6, None)
    while page["next"]:
        seen += page["items"]
        page = officer.get(page["next"].removeprefix("/api/v1")).json()
    seen += page["items"]
    assert page["previous"] == "/api/v1/commitments?limit=4&offset=0"
    assert len({one["public_id"] for one in seen}) == len(seen) == 6


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({}, 2),
        ({"side": "gdynia"}, 1),
        ({"side": "kaohsiung"}, 2),
        ({"state": "on_track"}, 2),
        ({"state": "kept"}, 0),
        ({"due_until": "2030-12-31"}, 1),
        ({"partnership": "nowhere"}, 0),
    ],
)
def test_lists_are_narrowed(world, officer, query, count):
    officer.post("/commitments", NEW)
    assert officer.get("/commitments", query).json()["total"] == count


def test_an_unchanged_record_is_not_sent_again(world, anybody, officer):
    for path in (path_of(world.commitment), "/commitments", "/partnerships/kaohsiung-gdynia/blueprint.csv"):
        first = anybody.get(path)
        again = anybody.get(path, **{"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"]), path
        assert officer.get(path_of(world.commitment), **{"If-None-Match": '"other"'}).status_code == 200
    assert "Authorization" in first["Vary"]


def test_an_edit_needs_the_newest_tag(world, officer):
    path = path_of(world.commitment)
    tag = officer.get(path)["ETag"]
    assert officer.patch(path, {"due_on": "2031-01-01"}).status_code == 428
    done = officer.patch(path, {"due_on": "2031-01-01"}, if_match=tag)
    assert (done.status_code, done.json()["due_on"]) == (200, "2031-01-01")
    assert done.json()["title"]["pl"]["text"] == "Staże co roku"
    stale = officer.patch(path, {"due_on": None}, if_match=tag)
    assert (stale.status_code, stale["Content-Type"]) == (412, "application/problem+json")
    fresh = officer.patch(path, {"due_on": None}, if_match=officer.get(path)["ETag"])
    assert fresh.json()["due_on"] is None
    assert officer.patch(path, {"due_on": "2031-02-01"}, if_match="*").status_code == 200
    world.commitment.refresh_from_db()
    assert world.commitment.due_on.isoformat() == "2031-02-01"


def test_an_edit_says_what_is_wrong(world, officer):
    answer = officer.patch(path_of(world.commitment), {"owing": ["penang"]}, if_match="*")
    assert answer.status_code == 422
    assert answer.json() == {
        "type": "about:blank",
        "title": "Unprocessable Entity",
        "status": 422,
        "detail": "'penang' is not a city of this partnership",
        "where": "owing",
        "allowed": "kaohsiung, gdynia",
        "next_step": None,
        "parts": [],
    }


def test_steps_are_added_and_changed(world, officer):
    made = officer.post(
        f"{path_of(world.commitment)}/milestones", {"title": {"en": "Chosen"}, "side": "gdynia"}
    )
    assert (made.status_code, made.json()["side"]) == (201, "gdynia")
    path = f"/milestones/{made.json()['public_id']}"
    tag = officer.get(path)["ETag"]
    changed = officer.patch(path, {"due_on": "2020-01-01", "title": {"pl": "Wybrani"}}, if_match=tag)
    assert (changed.json()["state"], sorted(changed.json()["title"])) == ("late", ["en", "pl"])
    assert officer.patch(path, {"side": None}, if_match=tag).status_code == 412
    assert officer.get(path_of(world.commitment)).json()["state"] == "late"


def test_only_a_lead_drops_and_only_once(world, officer, call_as):
    lead = call_as(world.lead_k)
    path = f"{path_of(world.commitment)}/drop"
    reason = {"reason": {"en": "The fund was closed"}}
    assert officer.post(path, reason, if_match="*").status_code == 403
    assert lead.post(path, reason).status_code == 428
    assert lead.post(path, reason, if_match="*").json()["state"] == "dropped"
    again = lead.post(path, reason, if_match="*")
    assert (again.status_code, "already dropped" in again.json()["detail"]) == (409, True)


def test_no_officer_writes_for_others(world, call_as, officer):
    stranger = call_as(world.officer_p)
    assert stranger.post("/commitments", NEW).status_code == 403
    assert stranger.post(f"{path_of(world.commitment)}/milestones", {"title": {"en": "x"}}).status_code == 403
    figure = {"kind": "figure", "side": "gdynia", "title": {"en": "x"}, "on": "2026-01-01", "value": 1}
    assert officer.post(f"{path_of(world.commitment)}/evidence", figure).status_code == 403
    answer = {"side": "gdynia", "is_confirmed": True}
    assert officer.post(f"/evidence/{world.filed.public_id}/answer", answer).status_code == 403
    assert stranger.post(f"/evidence/{world.filed.public_id}/answer", answer).status_code == 404


def test_evidence_goes_there_and_back(world, officer, partner):
    figure = {
        "kind": "figure",
        "side": "kaohsiung",
        "title": {"en": "Second year"},
        "on": "2026-09-01",
        "value": "6.5",
        "milestone": str(world.milestone.public_id),
    }
    filed = officer.post(f"{path_of(world.commitment)}/evidence", figure).json()["evidence"]
    assert (filed["state"], filed["value"], filed["milestone"]) == ("awaiting", "6.5", figure["milestone"])
    path = f"/evidence/{filed['public_id']}"
    bare = partner.post(f"{path}/answer", {"side": "gdynia", "is_confirmed": False})
    assert (bare.status_code, bare.json()["where"]) == (422, "reason")
    disputed = partner.post(
        f"{path}/answer", {"side": "gdynia", "is_confirmed": False, "reason": "Liczba?", "language": "pl"}
    )
    assert disputed.json()["evidence"]["state"] == "disputed"
    assert officer.get("/evidence", {"state": "disputed"}).json()["total"] == 1
    replied = officer.post(f"{path}/reply", {"reason": "See the list"}).json()
    assert [event["event"] for event in replied["events"]] == ["filed", "asked", "disputed", "answered"]
    assert partner.post(f"{path}/answer", {"side": "gdynia", "is_confirmed": True}).status_code == 200
    late = officer.post(f"{path}/withdraw", {"reason": "wrong"})
    assert (late.status_code, late.json()["allowed"]) == (409, "nothing more")
    assert [problem for report in verify() for problem in report.problems] == []


def test_a_file_is_filed_and_fetched(world, officer, anybody):
    path = f"{path_of(world.commitment)}/evidence/file"
    fields = {"side": "kaohsiung", "title": "實習名單", "title_language": "zh-hant", "on": "2026-06-30"}
    made = officer.upload(path, **fields, file=SimpleUploadedFile("名單.txt", "王小明\n".encode()))
    assert made.status_code == 201
    evidence = made.json()["evidence"]
    got = anybody.get(f"/evidence/{evidence['public_id']}/file")
    assert (b"".join(got.streaming_content).decode(), got["ETag"]) == (
        "王小明\n",
        f'"{evidence["file"]["sha256"]}"',
    )
    assert got["Content-Disposition"].startswith("attachment")
    wrong = officer.upload(path, **fields, file=SimpleUploadedFile("x.exe", b"MZ"))
    assert (wrong.status_code, wrong.json()["where"]) == (422, "x.exe")
    assert officer.upload(path, **fields).status_code == 422
    assert Evidence.objects.count() == 2


def test_a_table_goes_out_and_comes_in(world, officer):
    path = "/partnerships/kaohsiung-gdynia"
    out = officer.get(f"{path}/blueprint.csv")
    assert out["Content-Type"] == "text/csv; charset=utf-8"
    same = officer.post(f"{path}/import", out.content, content_type="text/csv").json()
    assert same == {"added": 0, "changed": 0, "unchanged": 2, "is_dry_run": False}
    table = list(csv.DictReader(io.StringIO(out.content.decode("utf-8-sig"))))
    table[0]["due_on"] = "2031/1/5"
    table.append({"kind": "commitment", "title_zh_hant": "新承諾", "owing": "gdynia"})
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(table[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(table)
    body = text.getvalue().encode()
    dry = officer.post(f"{path}/import?dry_run=true", body, content_type="text/csv").json()
    assert (dry["added"], dry["changed"], dry["is_dry_run"], Commitment.objects.count()) == (1, 1, True, 2)
    assert officer.post(f"{path}/import", body, content_type="text/csv").json()["added"] == 1
    document = officer.get(f"{path}/blueprint").json()
    assert officer.post(f"{path}/import", document).json()["unchanged"] == 3


def test_every_bad_row_is_named(world, officer):
    body = "kind,title_en,owing,due_on\ncommitment,A,gdynia,2030-01-01\ncommitment,B,nowhere,soon\nx,,,\n"
    answer = officer.post("/partnerships/kaohsiung-gdynia/import", body.encode(), content_type="text/csv")
    assert answer.status_code == 422
    assert [(one["row"], one["field"]) for one in answer.json()["parts"]] == [
        (3, "due_on"),
        (3, "owing"),
        (4, "kind"),
    ]
    assert Commitment.objects.count() == 2


@pytest.mark.parametrize(
    ("content_type", "body", "where"),
    [
        ("text/plain", b"x", "Content-Type"),
        ("text/csv", b"\xff\xfe", "body, row 1"),
        ("application/json", b"{", "body"),
        ("text/csv", b"titel\nx\n", "body, row 1"),
    ],
)
def test_what_is_no_table_is_refused(world, officer, content_type, body, where):
    answer = officer.post("/partnerships/kaohsiung-gdynia/import", body, content_type=content_type)
    assert (answer.status_code, answer.json()["where"]) == (422, where)


def test_an_import_is_for_officers_of_the_partnership(world, call_as, anybody):
    path, body = "/partnerships/kaohsiung-gdynia/import", b"kind\n"
    callers = (anybody, call_as(world.councillor_k), call_as(world.officer_p))
    codes = [caller.post(path, body, content_type="text/csv").status_code for caller in callers]
    assert codes == [401, 403, 403]


def test_every_address_answers_with_a_problem(world, officer):
    for answer, status in (
        (officer.get("/nowhere"), 404),
        (officer.get("/partnerships/a/b/c/d"), 404),
        (officer.send("DELETE", "/commitments", {}), 405),
        (officer.post("/commitments", b"{"), 400),
        (officer.post("/commitments", NEW | {"due_on": "9999-12-31"}), 422),
        (officer.post("/commitments", NEW | {"title": {"en": "a\x00b"}}), 422),
        (officer.get("/commitments", {"limit": 1000}), 422),
    ):
        assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
        assert answer.json()["status"] == status
    assert officer.send("DELETE", "/commitments", {})["Allow"] == "GET, POST"


def test_a_fault_shows_no_traceback(world, officer, caplog):
    path = f"{path_of(world.commitment)}/evidence/file"
    fields = {"side": "kaohsiung", "title": "List", "on": "2026-06-30"}
    made = officer.upload(path, **fields, file=SimpleUploadedFile("lost.txt", b"lost bytes")).json()[
        "evidence"
    ]
    stored = Evidence.objects.get(public_id=made["public_id"]).file
    default_storage.delete(stored.storage_path)
    answer = officer.get(f"/evidence/{made['public_id']}/file")
    assert (answer.status_code, stored.sha256.encode() in answer.content) == (500, False)
    assert "FileNotFoundError" in caplog.text


def test_the_other_records_are_told(world, officer):
    agreement = officer.get(f"/agreements/{world.agreement.public_id}").json()
    assert [one["title"]["zh-hant"]["text"] for one in agreement["directions"]] == ["人才交流"]
    assert (agreement["signed_on"], agreement["place"], agreement["signatories"]) == ("2025-09-14", {}, [])
    committee = officer.get(f"/committees/{world.committee.public_id}").json()
    assert committee["members"][0]["name"]["pl"]["text"] == "Jan Testowy"
    visit = officer.get(f"/visits/{world.visit.public_id}").json()
    assert (visit["signed"], [one["kind"] for one in visit["points"]]) == (
        str(world.agreement.public_id),
        ["topic"],
    )
    assert "jan@example.org" not in str(committee) + str(visit)
    partnership = officer.get("/partnerships/kaohsiung-gdynia").json()
    assert (partnership["cities"], partnership["state"], partnership["tally"]) == (
        ["kaohsiung", "gdynia"],
        "on_track",
        {"on_track": 1},
    )
    assert officer.get("/cities/gdynia").json()["position"] == [18.53, 54.52]
    assert officer.get("/partnerships", {"city": "penang"}).json()["total"] == 1


def test_the_reference_page_and_the_description_agree(world, client):
    description = client.get("/api/v1/openapi.json").json()
    page = client.get("/api/v1/docs", headers={"Accept-Language": "en"})
    assert page.status_code == 200
    text = page.content.decode()
    for path, operations in description["paths"].items():
        for method in operations:
            assert f"{method.upper()} {path}<" in text
    assert "cdn" not in text
    assert client.get("/api/v1/").content.count(b"<h3>") == text.count("<h3>")


def test_a_calendar_says_the_week_and_the_days_that_differ(officer, world):
    people.set_office_hours(actor=SYSTEM, city=world.gdynia, week=["07:30-15:30"] * 5 + ["", ""])
    people.set_local_day(
        actor=SYSTEM,
        city=world.gdynia,
        on=date(2027, 1, 2),
        is_working=True,
        hours="09:00-12:00",
        note="stocktaking",
    )
    found = officer.get("/cities/gdynia/calendar?year=2027").json()
    assert (found["week"][4:6], found["is_week_said"]) == (["07:30-15:30", ""], True)
    by_day = {day["on"]: day for day in found["days"]}
    assert by_day["2027-01-02"] == {
        "on": "2027-01-02",
        "is_working": True,
        "name": "stocktaking",
        "is_local": True,
        "hours": "09:00-12:00",
    }
    assert by_day["2027-11-11"]["is_working"] is False
    assert officer.get("/cities/gdynia/calendar?year=1200").status_code == 422
