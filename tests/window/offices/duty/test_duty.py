"""Register, breaches, requests and retention runs: what is written, what is refused, who sees what."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.models import LocalizedText
from sistership.window.ground.registry import registry
from sistership.window.offices.duty import actions as duty
from sistership.window.offices.duty import queries, rules, tasks
from sistership.window.offices.duty.models import Breach, PersonRequest, ProcessingActivity
from sistership.window.offices.duty.starting import STARTING
from sistership.window.offices.duty.states import TransferState
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.journal.models import Entry
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.erasure import erase_person, export_person, find_subjects
from sistership.window.offices.people.models import Account, Partnership, Person
from sistership.window.offices.people.retention import let_go

LANGUAGES = {"zh-hant", "en", "pl", "ms"}


def _breach(world, *cities, **options) -> Breach:
    options.setdefault("noticed_at", clock.now())
    return duty.add_breach(
        actor=SYSTEM,
        city=cities[0],
        cities=cities,
        texts={"title": {"en": "Lost laptop"}, "what_happened": {"en": "Left in a train"}},
        **options,
    )


def _request(world, **options) -> PersonRequest:
    given = {"city": world.gdynia, "request_kind": "access", "received_on": clock.now().date()}
    return duty.add_request(actor=SYSTEM, **{**given, "email": "jan@example.org", **options})


def test_the_register_starts_with_what_the_window_does_in_four_languages(world):
    assert duty.start_register(actor=SYSTEM, city=world.gdynia) == len(STARTING) == 8
    assert duty.start_register(actor=SYSTEM, city=world.gdynia) == 0
    rows = list(ProcessingActivity.objects.filter(city=world.gdynia))
    assert {row.checked_on for row in rows} == {None}
    for row in rows:
        for field in ("title", "purpose", "persons", "data", "recipients", "security"):
            assert set(row.localized(field).variants) == LANGUAGES, (row.key, field)
        assert row.retention or row.localized("kept").variants, row.key
    assert {row.article for row in rows} == {"art. 6(1)(e)", "art. 6(1)(a)", "art. 6(1)(c)"}


def test_the_register_says_the_days_that_run(world, settings):
    settings.RETENTION_DAYS = {**settings.RETENTION_DAYS, "letters": 77}
    (one,) = queries.kept(["letters", "gone since"])
    assert (one.days, one.is_by_person) == (77, False)
    duty.start_register(actor=SYSTEM, city=world.gdynia)
    row = ProcessingActivity.objects.get(city=world.gdynia, key="letters")
    with pytest.raises(InputError, match="nothing that this window lets go of"):
        duty.edit_activity(actor=SYSTEM, activity=row, retention=["for ever"])


def test_a_pair_without_a_basis_is_lacking_until_one_is_entered(world):
    def states():
        found = queries.transfers(Partnership.objects.all())
        return {(one.city.key, one.to.key): one.state for one in found}

    assert set(states().values()) == {TransferState.MISSING}
    assert len(states()) == 6
    duty.set_transfer_basis(
        actor=SYSTEM, city=world.gdynia, to_country="TW", basis="standard_clauses", reference="of 2026-03-02"
    )
    in_force = {pair for pair, state in states().items() if state == TransferState.IN_FORCE}
    assert in_force == {("gdynia", "kaohsiung")}
    with pytest.raises(InputError, match="nothing passes a border"):
        duty.set_transfer_basis(
            actor=SYSTEM, city=world.gdynia, to_country="PL", basis="consent", reference="x"
        )


def test_breaches_are_seen_by_leads_of_their_cities_and_administrators_alone(world):
    breach = _breach(world, world.kaohsiung)
    other = _breach(world, world.gdynia)
    shared = _breach(world, world.gdynia, world.kaohsiung)
    seen = {
        name: set(rules.visible_breaches(getattr(world, name)))
        for name in ("outsider", "councillor_k", "officer_k", "officer_g", "officer_p")
    }
    assert set(map(frozenset, seen.values())) == {frozenset()}
    assert set(rules.visible_breaches(world.lead_k)) == {world.breach, breach, shared}
    assert set(rules.visible_breaches(world.administrator)) == {world.breach, breach, other, shared}


def test_a_breach_closes_when_everything_owed_is_told_or_reasoned(world):
    breach = _breach(world, world.gdynia, world.kaohsiung)
    assert breach.next_due_at == breach.noticed_at + timedelta(hours=72)
    with pytest.raises(StateError, match="risk is not assessed"):
        duty.close_breach(actor=SYSTEM, breach=breach)
    with pytest.raises(InputError, match="Say why"):
        duty.assess_breach(actor=SYSTEM, breach=breach, risk="likely", reasons={"en": " "})
    duty.assess_breach(actor=SYSTEM, breach=breach, risk="likely", reasons={"en": "Names in a list"})
    with pytest.raises(StateError, match="not said what was done"):
        duty.close_breach(actor=SYSTEM, breach=breach)
    duty.edit_breach(actor=SYSTEM, breach=breach, texts={"measures": {"en": "Locked from afar"}})
    with pytest.raises(StateError, match=r"gdynia: .*art\. 33"):
        duty.close_breach(actor=SYSTEM, breach=breach)
    told = {"actor": SYSTEM, "breach": breach, "city": world.gdynia, "duty": "gdpr_authority"}
    with clock.at(breach.noticed_at + timedelta(hours=80)):
        with pytest.raises(InputError, match="after its time was over"):
            duty.note_told(**told, made_at=clock.now(), to_whom="UODO")
        duty.note_told(**told, made_at=clock.now(), to_whom="UODO", reason="Found on a Friday")
        for code in ("tw_persons", "tw_authority"):
            duty.note_untold(
                actor=SYSTEM, breach=breach, city=world.kaohsiung, duty=code, reason="Disk was encrypted"
            )
        duty.close_breach(actor=SYSTEM, breach=breach)
    breach.refresh_from_db()
    assert (breach.next_due_at, breach.closed_at is not None) == (None, True)
    assert Entry.objects.get(action="breach.closed").payload.data == {"late": ["gdpr_authority"]}
    with pytest.raises(StateError, match="closed"):
        duty.edit_breach(actor=SYSTEM, breach=breach, persons_count=3)
    assert duty.rebuild() == 0


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"city": "penang"}, "has no duty"),
        ({"duty": "no such"}, "has no duty"),
        ({"made_at": timedelta(hours=-1)}, "before the breach was noticed"),
        ({"made_at": timedelta(hours=1)}, "in the future"),
        ({"to_whom": " "}, "who was told"),
    ],
)
def test_a_notice_that_cannot_be_is_refused(world, wrong, message):
    breach = _breach(world, world.gdynia)
    given = {"city": "gdynia", "duty": "gdpr_authority", "made_at": timedelta(0), "to_whom": "UODO", **wrong}
    given |= {"city": getattr(world, given["city"]), "made_at": breach.noticed_at + given["made_at"]}
    with pytest.raises(InputError, match=message):
        duty.note_told(actor=SYSTEM, breach=breach, **given)
    assert not breach.notices.exists()


def test_letters_remind_once_at_half_and_once_a_day_before(world):
    breach = world.breach
    letters = Message.objects.filter(about_kind="breach")

    def remind(hours: int) -> list[str]:
        before = set(letters.values_list("pk", flat=True))
        with clock.at(breach.noticed_at + timedelta(hours=hours)):
            tasks.remind()
        return sorted(letters.exclude(pk__in=before).values_list("to", flat=True))

    lead = world.lead_k.email
    assert remind(35) == []
    assert remind(36) == [lead] * 2
    assert remind(40) == []
    assert remind(49) == [lead] * 2
    assert remind(200) == []
    assert {one.language for one in letters} == {"zh-hant"}
    assert not any("laptop" in one.body or "laptop" in one.subject for one in letters)


def test_where_nobody_leads_the_contact_or_the_administrator_is_reminded(world):
    breach = _breach(world, world.gdynia)
    with clock.at(breach.noticed_at + timedelta(hours=36)):
        tasks.remind()
    sent = Message.objects.filter(about_id=breach.public_id)
    assert set(sent.values_list("to", flat=True)) == {world.administrator.email}
    duty.set_contact(actor=SYSTEM, city=world.gdynia, email="IOD@gdynia.example")
    with clock.at(breach.noticed_at + timedelta(hours=48)):
        tasks.remind()
    assert set(sent.values_list("to", flat=True)) == {world.administrator.email, "iod@gdynia.example"}


def test_closed_breaches_are_kept_two_years_at_least_and_go_with_their_words(world):
    breach = _breach(world, world.penang)
    Breach.objects.filter(pk=breach.pk).update(closed_at=clock.now())
    for days, is_there in ((2 * 365 + 1, True), (settings.RETENTION_DAYS["breaches"] + 1, False)):
        with clock.at(clock.now() + timedelta(days=days)):
            let_go(actor=SYSTEM)
        assert Breach.objects.filter(pk=breach.pk).exists() == is_there
    texts = LocalizedText.objects.filter(owner_kind="breach")
    assert set(texts.values_list("owner_id", flat=True)) == {world.breach.public_id}, "it is still open"


def test_requests_are_seen_by_staff_of_their_city(world):
    request = _request(world)
    seen = {
        name: request in rules.visible_requests(getattr(world, name))
        for name in ("outsider", "councillor_k", "officer_k", "lead_k", "officer_p", "officer_g")
    }
    assert [name for name, is_seen in seen.items() if is_seen] == ["officer_g"]
    assert request in rules.visible_requests(world.administrator)


def test_a_request_of_another_citys_person_opens_no_data(world):
    own = _request(world)
    foreign = _request(world, city=world.kaohsiung)
    assert queries.subjects_of(world.officer_g, own) == [world.person.ref]
    assert queries.subjects_of(world.officer_k, foreign) == []
    assert queries.subjects_of(world.lead_k, foreign) == []
    assert queries.subjects_of(world.administrator, foreign) == [world.person.ref]
    assert not queries.may_erase(world.officer_g, own, [world.person.ref])
    account = _request(world, city=world.kaohsiung, email=world.officer_k.email)
    subjects = queries.subjects_of(world.lead_k, account)
    assert subjects == [world.officer_k.ref]
    assert not queries.may_erase(world.lead_k, account, subjects)


def test_a_request_is_put_off_once_and_answered_once(world):
    request = _request(world, received_on=clock.now().date())
    first = request.due_on
    duty.put_off_request(actor=SYSTEM, request=request, reason="Many files")
    assert request.due_on > first
    with pytest.raises(StateError, match="put off once"):
        duty.put_off_request(actor=SYSTEM, request=request, reason="More files")
    with pytest.raises(InputError, match="Say what was done"):
        duty.answer_request(actor=SYSTEM, request=request, outcome="refused", answer="")
    duty.answer_request(actor=SYSTEM, request=request, outcome="done", answer="Sent by letter")
    with pytest.raises(StateError, match="is answered"):
        duty.answer_request(actor=SYSTEM, request=request, outcome="done", answer="Again")


def test_erasing_who_asks_empties_the_request_and_keeps_that_it_was_done(world):
    request = _request(world, request_kind="erasure", name="Jan", asked="Erase me, Jan")
    subjects = queries.subjects_of(world.administrator, request)
    assert duty.erase_subjects(
        actor=world.administrator.ref, request=request, subjects=subjects, answer="Erased"
    )
    request.refresh_from_db()
    assert (request.name, request.email, request.asked) == ("", "", "")
    assert (request.outcome, request.answer) == ("done", "Erased")
    assert Person.objects.get(pk=world.person.pk).erased_at is not None


def test_who_only_asked_is_found_exported_and_erased(world):
    request = _request(world, email="Anna@example.net", name="Anna")
    (subject,) = find_subjects("anna@example.net")
    assert subject.kind == "person_request"
    exported = export_person(subject)
    assert [one["name"] for one in exported["duty"]["requests"]] == ["Anna"]
    erase_person(actor=SYSTEM, subject=subject)
    request.refresh_from_db()
    assert (request.name, request.email) == ("", "")


def test_a_dry_run_leaves_no_line_and_a_run_leaves_one(world):
    from sistership.window.offices.duty.models import RetentionRun

    duty.run_retention(actor=SYSTEM, is_dry_run=True)
    assert not RetentionRun.objects.exists()
    with clock.at(clock.now() + timedelta(days=400)):
        assert tasks.let_go() > 0
    run = RetentionRun.objects.get()
    assert run.counts["imports"] == 1
    assert Account.objects.count() == 7
    assert set(run.counts) <= set(registry.retention)
