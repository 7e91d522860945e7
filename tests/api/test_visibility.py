"""What is not published leaks through no route: not as a record, not in a list, not in a count."""

from __future__ import annotations

import pytest

from sistership.window.ground.registry import registry

LISTS = (
    "/partnerships",
    "/agreements",
    "/commitments",
    "/evidence",
    "/intentions",
    "/visits",
    "/committees",
    "/cities",
    "/organisations",
)


@pytest.fixture
def hidden(world):
    """One record of each kind in the unpublished partnership, by the path of its route."""
    from datetime import date

    from sistership.window.offices.agreements.actions import accords, committees, evidence, promises
    from sistership.window.offices.journal.actions import SYSTEM
    from sistership.window.offices.visits import actions as visits

    partnership = world.hidden
    side = partnership.sides.get(city=world.gdynia)
    agreement = accords.add_agreement(
        actor=SYSTEM, partnership=partnership, agreement_kind="declaration", titles={"en": "Secret"}
    )
    commitment = world.hidden_commitment
    milestone = promises.add_milestone(actor=SYSTEM, commitment=commitment, titles={"en": "Secret"})
    filed = evidence.file_evidence(
        actor=SYSTEM,
        commitment=commitment,
        side=side,
        evidence_kind="link",
        titles={"en": "Secret"},
        on=date(2026, 1, 1),
        url="https://example.org/secret",
    )
    intention = promises.add_intention(
        actor=SYSTEM, partnership=partnership, texts={"en": "Secret"}, intention_kind="hope"
    )
    visit = visits.add_visit(
        actor=SYSTEM, partnership=partnership, occasions={"en": "Secret"}, on=date(2026, 1, 1)
    )
    committee = committees.add_committee(actor=SYSTEM, partnership=partnership, names={"en": "Secret"})
    return {
        f"/partnerships/{partnership.key}": partnership,
        f"/partnerships/{partnership.key}/blueprint": partnership,
        f"/partnerships/{partnership.key}/blueprint.csv": partnership,
        f"/agreements/{agreement.public_id}": agreement,
        f"/agreements/{agreement.public_id}/blueprint": agreement,
        f"/agreements/{agreement.public_id}/blueprint.csv": agreement,
        f"/commitments/{commitment.public_id}": commitment,
        f"/milestones/{milestone.public_id}": milestone,
        f"/evidence/{filed.public_id}": filed,
        f"/intentions/{intention.public_id}": intention,
        f"/visits/{visit.public_id}": visit,
        f"/committees/{committee.public_id}": committee,
    }


def test_a_hidden_record_is_not_there(world, anybody, officer, partner, hidden):
    for path in hidden:
        assert [caller.get(path).status_code for caller in (anybody, officer, partner)] == [404, 404, 200], (
            path
        )


def test_a_hidden_record_is_the_same_as_none(world, officer):
    there = officer.get(f"/commitments/{world.hidden_commitment.public_id}")
    none = officer.get("/commitments/01890000-0000-7000-8000-000000000000")
    assert there.content == none.content


def test_lists_and_counts_hold_no_trace_of_it(world, anybody, officer, hidden):
    names = {str(record.public_id) for record in hidden.values()} | {"Secret", world.hidden.key}
    for caller in (anybody, officer):
        for path in LISTS:
            answer = caller.get(path, {"limit": 200})
            assert answer.status_code == 200
            assert [name for name in names if name in answer.content.decode()] == []
            assert answer.json()["total"] == len(answer.json()["items"])
            filtered = caller.get(path, {"partnership": world.hidden.key})
            if path not in ("/partnerships", "/cities", "/organisations"):
                assert filtered.json()["total"] == 0, path


def test_the_partner_counts_it(world, partner, hidden):
    totals = {
        path: partner.get(path, {"partnership": world.hidden.key}).json()["total"] for path in LISTS[1:7]
    }
    assert totals == dict.fromkeys(LISTS[1:7], 1)


def test_internal_evidence_is_for_those_who_work_there(world, anybody, officer, call_as):
    path = f"/evidence/{world.filed.public_id}"
    callers = (anybody, call_as(world.councillor_k), call_as(world.officer_p), officer)
    assert [caller.get(path).status_code for caller in callers] == [404, 404, 404, 200]
    shown = [
        len(caller.get(f"/commitments/{world.commitment.public_id}").json()["evidence"]) for caller in callers
    ]
    assert shown == [0, 0, 0, 1]


def test_an_intention_does_not_name_an_unpublished_commitment(world, anybody, officer):
    from sistership.window.offices.agreements.actions import promises
    from sistership.window.offices.journal.actions import SYSTEM

    made = promises.promote_intention(
        actor=SYSTEM,
        intention=world.intention,
        owing=[world.kaohsiung_penang.sides.first()],
        titles={"en": "Forum"},
        is_public=False,
    )
    path = f"/intentions/{world.intention.public_id}"
    assert anybody.get(path).json()["became"] is None
    assert officer.get(path).json()["became"] == str(made.public_id)


def test_the_journal_is_read_by_rule(world, anybody, officer, call_as):
    path = f"/partnerships/{world.kaohsiung_gdynia.key}/journal"
    callers = (anybody, call_as(world.outsider), call_as(world.councillor_k), officer)
    assert [caller.get(path).status_code for caller in callers] == [401, 403, 200, 200]
    councillor, staff = (caller.get(f"{path}/entries").json() for caller in callers[2:])
    kept = sum(entry["subject_kind"] in registry.confidential for entry in staff["items"])
    assert councillor["total"] + kept == staff["total"] == officer.get(path).json()["length"]
    assert {entry["data"] for entry in councillor["items"]} == {None}
    assert None not in [entry["data"] for entry in staff["items"]]
    assert officer.get("/journal").status_code == 403
    assert call_as(world.administrator).get("/journal/entries").status_code == 200
