"""The page of a commitment: reasons in words, evidence by rule, following, downloads."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from sistership.window.ground import clock
from sistership.window.ground.files import store
from sistership.window.offices.agreements.actions import evidence, promises
from sistership.window.offices.agreements.models import Commitment
from sistership.window.offices.agreements.queries import load_commitments
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.notices.models import Subscription
from sistership.window.pages.public.reasons import reasons_for

AWAITING = "“Interns placed in the first year” awaits an answer of Gdynia until "
NO_FIGURE = "The target is 10 interns; no figure counts yet."
ENDS = "The day 31 January 2030 ends at midnight in the city that owes it: Kaohsiung (Asia/Taipei)."
WARNED = "Without evidence that counts it is at risk from 17 January 2030, 14 days before."


def reasons(reader, commitment, now):
    rows = load_commitments(reader, Commitment.objects.filter(pk=commitment.pk), now=now)
    return rows[0].state, reasons_for(rows[0], now=now)


def test_on_track_names_the_next_step_and_who_is_waited_for(world):
    state, told = reasons(world.officer_k, world.commitment, clock.now())
    assert state == "on_track"
    assert told[:2] == [
        "The next step, “Call is open”, is due on 31 January 2030; there is time until then.",
        NO_FIGURE,
    ]
    assert told[2].startswith(AWAITING)
    assert told[2].endswith("The working days are those of Gdynia.")
    assert told[3:] == [WARNED, ENDS]


def test_a_reader_without_the_evidence_learns_that_there_is_some(world):
    _state, told = reasons(world.outsider, world.commitment, clock.now())
    hidden = "There is evidence that is not public and that the other side did not confirm yet."
    assert told[2:] == [hidden, WARNED, ENDS]


def test_at_risk_says_from_when(world):
    state, told = reasons(world.outsider, world.commitment, datetime(2030, 1, 20, tzinfo=UTC))
    assert (state, told[:2]) == (
        "at_risk",
        [
            "The step “Call is open” is due on 31 January 2030, and no evidence for it counts yet.",
            "What is open counts as at risk from 14 days before its date.",
        ],
    )


def test_late_names_the_step_and_one_sided_evidence(world):
    state, told = reasons(world.officer_k, world.commitment, datetime(2030, 2, 2, tzinfo=UTC))
    assert (state, told) == (
        "late",
        [
            "The step “Call is open” was due on 31 January 2030, and no evidence for it counts.",
            "The counted figures come to 4 of 10 interns.",
            "Gdynia did not answer “Interns placed in the first year” within 15 working days: "
            "it counts, as one-sided.",
            ENDS,
        ],
    )


def test_disputed_evidence_is_the_reason_of_a_risk(world):
    one = evidence.file_evidence(
        actor=SYSTEM,
        commitment=world.commitment,
        milestone=world.milestone,
        side=world.side_k,
        evidence_kind="link",
        titles={"en": "Call published"},
        on=date(2026, 5, 1),
        url="https://example.org/call",
    )
    evidence.answer_evidence(
        actor=SYSTEM, evidence=one, side=world.side_g, is_confirmed=False, reason="The page is empty"
    )
    state, told = reasons(world.outsider, world.commitment, clock.now())
    assert state == "at_risk"
    assert "“Call published” is disputed by Gdynia, so it does not count." in told
    assert told[0] == NO_FIGURE


def test_kept_without_steps_and_dropped_with_reason(world):
    plain = promises.add_commitment(
        actor=SYSTEM, partnership=world.kaohsiung_gdynia, titles={"en": "Meet once"}, owing=[world.side_k]
    )
    assert reasons(world.outsider, plain, clock.now()) == (
        "on_track",
        ["No date was agreed for what is still open, so it cannot become late."],
    )
    shown = evidence.file_evidence(
        actor=SYSTEM,
        commitment=plain,
        side=world.side_k,
        evidence_kind="link",
        titles={"en": "Minutes"},
        on=date(2026, 5, 1),
        url="https://example.org/minutes",
    )
    with clock.at(datetime(2026, 12, 24, 9, tzinfo=UTC)):
        evidence.answer_evidence(actor=SYSTEM, evidence=shown, side=world.side_g, is_confirmed=True)
    later = datetime(2027, 1, 5, tzinfo=UTC)
    assert reasons(world.outsider, plain, later) == (
        "kept",
        [
            "Evidence that counts shows that it was done, since 24 December 2026.",
            "“Minutes” counts since 24 December 2026, when Gdynia confirmed it.",
        ],
    )
    with clock.at(later):
        promises.drop_commitment(actor=SYSTEM, commitment=plain, reasons={"en": "Merged into another"})
    assert reasons(world.outsider, plain, later) == (
        "dropped",
        ["It was dropped on 5 January 2027. The reason given: Merged into another"],
    )


@pytest.mark.parametrize(
    ("reader", "shown"), [(None, 0), ("councillor_k", 0), ("officer_p", 0), ("officer_g", 1), ("lead_k", 1)]
)
def test_internal_evidence_is_for_the_staff_of_both_sides(client, world, reader, shown):
    if reader:
        client.force_login(getattr(world, reader))
    page = client.get(reverse("commitment", args=[world.commitment.public_id])).content.decode()
    assert page.count(f'id="evidence-{world.filed.public_id}"') == shown


def test_history_tells_what_happened_with_reasons(client, world):
    evidence.answer_evidence(
        actor=SYSTEM,
        evidence=world.filed,
        side=world.side_g,
        is_confirmed=False,
        reason="名單不符",
        language="zh-hant",
    )
    client.force_login(world.officer_k)
    page = client.get(reverse("commitment", args=[world.commitment.public_id])).content.decode()
    assert page.count('<blockquote lang="zh-hant">名單不符</blockquote>') == 1
    assert page.count("the other side was asked to confirm") == 1


def test_accounts_follow_and_stop_following(client, world):
    address = reverse("commitment_follow", args=[world.commitment.public_id])
    assert client.post(address).status_code == 422  # without an account it asks for an address
    client.force_login(world.councillor_k)
    for _twice in range(2):
        assert client.post(address).url == reverse("commitment", args=[world.commitment.public_id])
    followed = Subscription.objects.values_list("account__email", "about_id")
    assert list(followed) == [(world.councillor_k.email, world.commitment.public_id)]
    page = client.get(reverse("commitment", args=[world.commitment.public_id])).content.decode()
    assert page.count("Stop following") == 1
    client.post(address, {"stop": "1"})
    assert not Subscription.objects.exists()


def test_nobody_follows_what_he_may_not_see(client, world):
    client.force_login(world.councillor_k)
    address = reverse("commitment_follow", args=[world.hidden_commitment.public_id])
    assert client.post(address).status_code == 404
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(("is_public", "statuses"), [(True, (200, 200)), (False, (404, 200))])
def test_an_evidence_file_is_downloaded_by_rule_and_never_shown(client, world, is_public, statuses):
    one = evidence.file_evidence(
        actor=SYSTEM,
        commitment=world.commitment,
        side=world.side_k,
        evidence_kind="file",
        titles={"en": "List"},
        on=date(2026, 5, 1),
        file=store("名單.txt", "四名實習生".encode()),
        is_public=is_public,
    )
    address = reverse("evidence_file", args=[one.public_id])
    anonymous = client.get(address)
    client.force_login(world.officer_g)
    officer = client.get(address)
    assert (anonymous.status_code, officer.status_code) == statuses
    assert b"".join(officer.streaming_content).decode() == "四名實習生"
    assert officer["X-Content-Type-Options"] == "nosniff"
    assert officer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert officer["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_evidence_without_a_file_has_no_download(client, world):
    client.force_login(world.officer_k)
    assert client.get(reverse("evidence_file", args=[world.filed.public_id])).status_code == 404


def test_evidence_that_waits_says_so_to_those_who_may_read_it(client, world):
    client.force_login(world.officer_k)
    response = client.get(reverse("commitment", args=[world.commitment.public_id]))
    assert response.content.decode().count("Awaiting partner") == 1
