"""The API of documents: text or file in, draft out, accepted once, on the same path as the desk."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.world import ARTICLE

from sistership.window.offices.agreements.models import Agreement, Commitment
from sistership.window.offices.readings.models import Reading

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OTHER = ARTICLE.replace("港口", "數位")


def read(caller, **fields):
    return caller.post("/readings", {"text": OTHER, "partnership": "kaohsiung-gdynia"} | fields)


def test_a_text_gives_a_draft_and_accepting_makes_its_records_once(world, officer):
    before = Agreement.objects.count()
    answer = read(officer)
    assert answer.status_code == 201
    found = answer.json()
    assert (found["state"], found["draft"]["kind"], found["partnership"]) == (
        "drafted",
        "memorandum",
        "kaohsiung-gdynia",
    )
    for one in found["draft"]["fields"]:
        assert found["text"][slice(*one["span"])]
    assert Agreement.objects.count() == before
    again = read(officer)
    assert (again.status_code, again.json()["public_id"]) == (200, found["public_id"])
    first = officer.post(f"/readings/{found['public_id']}/accept", {}).json()
    assert (first["is_new"], first["made"]["agreement"]) == (True, 1)
    second = officer.post(f"/readings/{found['public_id']}/accept", {})
    assert (second.status_code, second.json()["is_new"], second.json()["made"]) == (200, False, {})
    assert Agreement.objects.count() == before + 1
    assert officer.get(f"/readings/{found['public_id']}").json()["draft"] is None


def test_a_file_gives_a_draft_and_one_that_is_no_document_a_problem(world, officer):
    good = officer.upload(
        "/readings/file", file=SimpleUploadedFile("a.txt", OTHER.encode()), publisher="港都報"
    )
    assert good.status_code == 201
    assert Reading.objects.get(public_id=good.json()["public_id"]).file.name == "a.txt"
    bad = officer.upload("/readings/file", file=SimpleUploadedFile("a.png", b"\x89PNG\r\n\x1a\n"))
    assert (bad.status_code, bad["Content-Type"]) == (422, "application/problem+json")
    assert "picture" in bad.json()["detail"]
    assert bad.json()["where"] == "a.png"


def test_a_corrected_draft_is_what_is_made(world, officer):
    found = read(officer).json()
    draft = found["draft"]
    for one in draft["fields"]:
        if one["name"] == "commitment" and "聯合辦公室" in one["value"]["what"]:
            one["value"] |= {"what": "設立海洋辦公室", "owing_cities": ["高雄"]}
    officer.post(f"/readings/{found['public_id']}/accept", {"draft": draft})
    (made,) = [one for one in Commitment.objects.all() if "海洋" in one.localized("title").text("zh-hant")]
    assert [side.city.key for side in made.owing.all()] == ["kaohsiung"]


@pytest.mark.parametrize(
    ("spoil", "where", "words"),
    [
        (lambda draft: draft.pop("kind"), "draft", "'kind' is missing"),
        (lambda draft: draft.update(kind="treaty"), "kind", "'treaty'"),
        (lambda draft: draft["fields"][0].update(name="colour"), "fields[0].name", "'colour'"),
        (lambda draft: draft["fields"][0].update(span=[5, 2]), "fields[0].span", "[5, 2]"),
        (lambda draft: draft["fields"][0].update(span=[0, 99_999]), "fields", "99999"),
        (lambda draft: draft["fields"][0].update(confidence=2), "fields[0].confidence", "2"),
        (lambda draft: draft.update(extra=1), "draft", "'extra'"),
    ],
)
def test_a_draft_that_is_none_is_refused_with_its_place_and_nothing_is_made(
    world, officer, spoil, where, words
):
    found = read(officer).json()
    spoil(found["draft"])
    before = Agreement.objects.count()
    answer = officer.post(f"/readings/{found['public_id']}/accept", {"draft": found["draft"]})
    assert (answer.status_code, answer.json()["where"]) == (422, where)
    assert words in answer.json()["detail"]
    assert Agreement.objects.count() == before
    assert Reading.objects.get(public_id=found["public_id"]).state == "drafted"


def test_others_neither_read_in_a_partnership_nor_see_its_drafts(world, officer, call_as):
    found = read(officer).json()
    stranger = call_as(world.officer_p)
    assert stranger.get(f"/readings/{found['public_id']}").status_code == 404
    assert stranger.post(f"/readings/{found['public_id']}/accept", {}).status_code == 404
    assert read(stranger).status_code == 403
    assert read(call_as(world.councillor_k)).status_code == 403
    assert read(call_as(world.officer_k, scopes=["read"])).json()["allowed"] == "write"
