"""The API of experts: ask, take, answer with documents, write a lesson with its parts, review, revise."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import Role

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def experts(world, call_as):
    """Programs of an expert of Kaohsiung, and of one of Gdynia."""

    def expert(name, city):
        account = people.add_account(actor=SYSTEM, email=f"{name}@example.org", password="x" * 20)
        people.grant_role(actor=SYSTEM, account=account, role=Role.EXPERT, city=city)
        return call_as(account)

    return expert("k", world.kaohsiung), expert("g", world.gdynia)


def test_a_question_is_tied_taken_answered_with_a_document_and_read_by_few(world, experts, anybody, call_as):
    k, g = experts
    asked = {
        "partnership": "kaohsiung-gdynia",
        "side": "gdynia",
        "title": {"en": "How deep?"},
        "context": {"en": "Underpasses."},
        "topic": "flood-control",
        "stage": "operation",
        "milestone": str(world.milestone.public_id),
    }
    strange = g.post("/questions", asked | {"milestone": str(world.commitment.public_id)})
    assert (strange.status_code, strange.json()["where"]) == (422, "milestone")
    made = g.post("/questions", asked)
    assert made.status_code == 201, made.content
    assert made.json()["commitment"] == str(world.milestone.commitment.public_id)
    path = f"/questions/{made.json()['public_id']}"
    assert g.post(f"{path}/take", {"side": "gdynia"}).status_code == 403
    assert k.post(f"{path}/take", {"side": "gdynia"}).json()["where"] == "side"
    assert k.post(f"{path}/take", {"side": "kaohsiung"}).json()["state"] == "taken"
    assert k.post(f"{path}/put-back", {"side": "kaohsiung"}).json()["state"] == "asked"
    sent = {"side": "kaohsiung", "text": "三公尺", "language": "zh-hant"}
    answered = k.upload(f"{path}/answer/files", files=SimpleUploadedFile("deep.txt", b"3 m"), **sent).json()
    assert answered["state"] == "answered"
    (answer,) = answered["answers"]
    assert answer["text"]["zh-hant"]["text"] == "三公尺"
    file = f"/questions/files/{answer['files'][0]['public_id']}"
    assert b"".join(g.get(file).streaming_content) == b"3 m"
    for other in (anybody, call_as(world.officer_p), call_as(world.councillor_k)):
        assert other.get(file).status_code == 404
        assert other.get(path).status_code == 404


def test_a_draft_is_changed_from_what_is_there_filled_published_and_revised(world, experts, anybody):
    k, g = experts
    draft = {
        "partnership": "kaohsiung-gdynia",
        "side": "kaohsiung",
        "topic": "flood-control",
        "stage": "operation",
        "texts": {"title": {"en": "Pumps"}, "context": {"en": "Floods"}, "done": {"en": "More pumps"}},
        "visit": str(world.visit.public_id),
        "longitude": 120.3,
        "latitude": 22.6,
        "is_public": True,
    }
    made = k.post("/lessons", draft)
    assert made.status_code == 201, made.content
    path = f"/lessons/{made.json()['public_id']}"
    assert made.json()["visit"] == draft["visit"]
    tag = k.get(path)["ETag"]
    change = {"side": "kaohsiung", "latitude": 22.7, "visit": None, "texts": {"again": {"en": "Test them"}}}
    assert k.patch(path, change).status_code == 428
    changed = k.patch(path, change, if_match=tag)
    assert changed.status_code == 200, changed.content
    assert (changed.json()["latitude"], changed.json()["visit"]) == (22.7, None)
    assert changed.json()["texts"]["again"]["en"]["text"] == "Test them"
    assert changed.json()["topic"] == "flood-control"
    assert k.patch(path, change, if_match=tag).status_code == 412
    half = k.patch(path, {"side": "kaohsiung", "longitude": None}, if_match="*")
    assert (half.status_code, half.json()["where"]) == (422, "latitude")
    figure = {"side": "kaohsiung", "label": {"en": "Pumps"}, "value": "12", "year": 2024}
    figure |= {"source_title": {"en": "Plan"}, "source_url": "https://example.org/plan"}
    assert k.post(f"{path}/figures", figure | {"source_url": "javascript:x"}).status_code == 422
    (shown,) = k.post(f"{path}/figures", figure).json()["figures"]
    assert shown["sources"][0]["url"] == "https://example.org/plan"
    site = {"side": "kaohsiung", "name": {"en": "Pump house"}, "longitude": 120.3, "latitude": 22.6}
    strange = k.post(f"{path}/sites", site | {"contact": "penang"})
    assert (strange.status_code, strange.json()["where"]) == (422, "contact")
    (kept,) = k.post(f"{path}/sites", site | {"contact": "kaohsiung"}).json()["sites"]
    assert kept["contact"] == "kaohsiung"
    removed = k.post(f"{path}/parts/{shown['public_id']}/remove", {"side": "kaohsiung"})
    assert removed.json()["figures"] == []
    assert anybody.get(path).status_code == 404
    assert k.post(f"{path}/hand-in", {"side": "kaohsiung"}).status_code == 200
    assert g.post(f"{path}/approve", {"side": "gdynia"}).json()["state"] == "published"
    assert anybody.get(path).json()["sites"][0]["public_id"] == kept["public_id"]
    assert k.patch(path, change, if_match="*").status_code == 409
    again = k.post(f"{path}/revise", {"side": "kaohsiung"})
    assert (again.status_code, again.json()["version"], again.json()["latitude"]) == (201, 2, 22.7)
