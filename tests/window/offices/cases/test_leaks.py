"""Nobody sees another's: search, letters, copies, exports, offers that ended, and what was erased."""

from __future__ import annotations

import json
import zipfile
from datetime import timedelta

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.core.files.storage import default_storage
from django.test import Client
from tests.window.offices.cases.leaking import MONDAY, NOTES, READ_BY, WORD, file_of, leaked

from sistership.cli.cases import command as cases_command
from sistership.common.errors import InputError, SistershipError
from sistership.window.ground import clock
from sistership.window.ground.files import store
from sistership.window.ground.models import StoredFile
from sistership.window.ground.search import entries
from sistership.window.ground.search.searching import search
from sistership.window.offices.cases.actions import (
    drafting,
    enquirer,
    handover,
    offers_by_link,
    receiving,
    work,
)
from sistership.window.offices.cases.actions.projection import rebuild
from sistership.window.offices.cases.addresses import case_by_secret
from sistership.window.offices.cases.rules import visible_cases, visible_files, visible_messages
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.journal.models import Payload
from sistership.window.offices.journal.queries import entries_of_partnership
from sistership.window.offices.journal.verify import verify
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.city_export import export_city
from sistership.window.offices.people.erasure import erase_person, export_person, find_subjects

ROLES = ("outsider", "councillor_k", "officer_k", "lead_k", "officer_g", "officer_p", "administrator")


def _words_of(role: str) -> set[str]:
    return {f"zq{letter}subject" for letter in READ_BY.get(role, ())}


@pytest.mark.parametrize("role", ROLES)
def test_each_reads_its_own_cases_words_and_files(world, told, role):
    reader = getattr(world, role)
    rows = visible_cases(reader).filter(subject__startswith="zq")
    assert set(rows.values_list("subject", flat=True)) == _words_of(role)
    said = " ".join(visible_messages(reader).values_list("text", flat=True))
    names = " ".join(visible_files(reader).values_list("name", flat=True))
    assert leaked(f"{said} {names}", role) == set()
    own_notes = {word for word in NOTES if not leaked(word, role)}
    assert own_notes == set(WORD.findall(said)) & NOTES


@pytest.mark.parametrize("role", ROLES)
def test_search_finds_no_word_of_another(world, told, role):
    reader = getattr(world, role)
    entries.rebuild()
    places = ("subject", "text", "note", "organisation", "outcome", "reason", "name", "template", "reply")
    for word in [f"zq{letter}{place}" for letter in "abcd" for place in places] + ["zqdtheirnote"]:
        found = search(reader, word)
        assert not (found.groups and leaked(word, role)), f"{role} found {word}"


def test_letters_say_to_nobody_what_another_wrote(world, told):
    """A letter to Gdynia's desk about an offer holds its subject and reason; it is declined later."""
    roles = {
        "desk-gdynia@example.org": "officer_g",
        "desk-penang@example.org": "officer_p",
        "desk-kaohsiung@example.org": "officer_k",
        **{f"{role.replace('_', '-')}@example.org": role for role in ROLES},
    }
    seen: set[str] = set()
    for letter in Message.objects.all():
        said = f"{letter.subject} {letter.body}"
        files = " ".join(letter.files.values_list("name", flat=True))
        words = set(WORD.findall(f"{said} {files}".lower()))
        seen |= words
        if letter.to.endswith("@example.net"):  # an enquirer
            assert {word[2] for word in words} <= {letter.to[2]}, letter.subject
            assert not words & NOTES
        elif about_offer := words & {"zqcsubject", "zqcreason"}:
            assert letter.to in ("desk-gdynia@example.org", "officer-g@example.org") or not leaked(
                said, roles[letter.to]
            )
            assert not leaked(said, roles[letter.to]) - about_offer
        else:
            assert not leaked(said, roles[letter.to]), (letter.to, said)
    assert {"zqasubject", "zqcreason", "zqdreply"} <= seen
    assert not seen & NOTES
    assert Message.objects.filter(about_kind="city", body__contains="zqcsubject").exists()


@pytest.mark.once  # on PostgreSQL a copy opens a transaction of its own, which a test's would hold
@pytest.mark.parametrize(("key", "role"), [("gdynia", "officer_g"), ("penang", "officer_p")])
def test_a_city_takes_along_nothing_that_it_never_had(world, told, tmp_path, key, role):
    city = getattr(world, key)
    export_city(actor=SYSTEM, city=city, to=tmp_path / "copy.zip")
    with zipfile.ZipFile(tmp_path / "copy.zip") as copy:
        parts = {name: copy.read(name) for name in copy.namelist()}
    said = b"\n".join([*(name.encode() for name in parts), *parts.values()]).decode(errors="replace")
    assert leaked(said, role) == set()
    own = sorted(READ_BY[role])[-1]
    assert {f"zq{own}text", f"zq{own}content", f"zq{own}outcome"} <= set(WORD.findall(said))
    foreign = told.cases["c"]
    assert foreign.number not in said
    assert str(world.case.number) not in said


def test_the_journal_shows_a_case_to_those_who_read_it(world, told):
    shown = {
        role: set(
            entries_of_partnership(world.kaohsiung_gdynia.public_id, reader=getattr(world, role))
            .filter(subject_kind="case")
            .values_list("subject_id", flat=True)
        )
        for role in ROLES
    }
    a, c, d = (told.cases[letter].public_id for letter in "acd")
    assert {a, c, d} & shown["officer_k"] == {c, d}
    assert {a, c, d} & shown["officer_g"] == {a, d}
    for role in ("outsider", "councillor_k", "officer_p", "administrator"):
        assert shown[role] == set()
    assert all(not report.problems for report in verify())


def test_no_word_of_a_case_stands_in_the_journal(world, told):
    words = {
        word for data in Payload.objects.values_list("data", flat=True) for word in WORD.findall(str(data))
    }
    assert words == set()


@pytest.mark.parametrize("end", ["declined", "withdrawn", "expired", "refused"])
def test_an_offer_that_ended_is_read_no_more(world, end):
    with clock.at(MONDAY):
        case = receiving.receive(
            actor=work.ENQUIRER,
            side=world.side_k,
            enquiry=receiving.Enquiry(
                service="landing", text="zqctext", language="en", email="zqcmail@example.net"
            ),
            came=receiving.Came(channel="form"),
        )
        offer = handover.offer(
            actor=world.officer_k.ref, case=case, to_side=world.side_g, reason="x", language="en"
        )
    letter = Message.objects.get(to="desk-gdynia@example.org", about_id=offer.public_id)
    secret = letter.body.split("/handover/")[1].split("/")[0]
    assert visible_cases(world.officer_g).filter(pk=case.pk).exists()
    with clock.at(offer.expires_at if end == "expired" else MONDAY):
        if end == "declined":
            handover.decline(actor=world.officer_g.ref, handover=offer, answer="No", language="en")
        elif end == "withdrawn":
            handover.withdraw(actor=world.officer_k.ref, handover=offer)
        elif end == "expired":
            assert handover.expire_due() >= 1
        else:
            enquirer.let_read(case=case, is_agreed=False)
        assert not visible_cases(world.officer_g).filter(pk=case.pk).exists()
        assert not visible_messages(world.officer_g).filter(case=case).exists()
        with pytest.raises(SistershipError):
            offers_by_link.answer_by_link(secret=secret, is_accepted=True)
    ids = entries_of_partnership(world.kaohsiung_gdynia.public_id, reader=world.officer_g)
    assert not ids.filter(subject_id=case.public_id).exists()


def test_a_person_gets_their_own_and_no_note(world, told):
    for letter in "abcd":
        [subject] = find_subjects(f"zq{letter}mail@example.net")
        words = set(WORD.findall(json.dumps(export_person(subject), default=str)))
        assert {word[2] for word in words} == {letter}
        assert not words & NOTES
        places = ("subject", "text", "reply", "name", "telephone", "organisation", "city", "file")
        assert {f"zq{letter}{place}" for place in places} <= words


@pytest.mark.parametrize("role", ["officer_k", "officer_g", "officer_p"])
def test_the_terminal_shows_each_officer_their_own(world, told, role):
    account = getattr(world, role).email
    said = ""
    for arguments in (
        ("list", "--as", account, "--tab", "all"),
        ("export", "--as", account, "--format", "csv"),
        ("export", "--as", account, "--format", "json"),
        *(("show", told.cases[letter].number, "--as", account) for letter in "abcd"),
    ):
        try:
            done = CliRunner().invoke(cases_command, arguments, catch_exceptions=False, standalone_mode=False)
            said += done.output
        except InputError as error:
            said += error.message
    assert leaked(said, role) == set()
    assert set(WORD.findall(said)) >= _words_of(role)


def test_who_sends_the_same_bytes_learns_no_name_that_another_gave(world, told):
    """Two enquirers fill in one form, and each names the file after themselves."""
    first = file_of(told.cases["a"])
    secret = drafting.begin(language="en", answers={})
    drafting.attach(secret, language="en", uploads=[("mine.txt", b"zqacontent\n")])
    sent = drafting.send(
        secret,
        side=world.side_k,
        enquiry=receiving.Enquiry(service="other", text="Mine", language="en", email="ewa@example.net"),
    )
    case = case_by_secret(sent)
    assert (file_of(case).name, file_of(case).file.name) == ("mine.txt", "mine.txt")
    assert file_of(case).file.storage_path == first.file.storage_path
    opened = Client().get(f"/api/v1/enquiries/{sent}/files/{file_of(case).public_id}")
    assert opened["Content-Disposition"] == 'attachment; filename="mine.txt"'
    answer = work.write(
        actor=world.officer_k.ref,
        case=case,
        kind="replied",
        words=work.Words(text="See", language="en", files=[store("reply.txt", b"zqdcontent\n")]),
        author="K",
    )
    assert [one.name for one in answer.files.all()] == ["reply.txt"]
    letter = Message.objects.filter(to="ewa@example.net").latest("pk")
    assert [one.name for one in letter.files.all()] == ["reply.txt"]


KEPT = {"zqdoutcome", "zqdtemplate"}
"""Words of the cities, not of who asked: what came of it, and the letter that any case may begin with."""


def _words_in_tables(letter: str) -> dict[str, set[str]]:
    """Word → tables in which it stands, over every column of every table."""
    found: dict[str, set[str]] = {}
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed:
            continue
        for row in model._base_manager.values_list():
            for word in WORD.findall(" ".join(map(str, row)).lower()):
                if word[2] == letter:
                    found.setdefault(word, set()).add(model._meta.label)
    return found


@pytest.mark.parametrize("way", ["person", "enquirer", "retention"])
def test_what_is_erased_is_gone_everywhere(world, told, way, django_capture_on_commit_callbacks):
    case = told.cases["d"]
    kept = [file_of(case).file, file_of(case, of_note=True).file]
    assert _words_in_tables("d").keys() > KEPT
    entries.rebuild()
    with django_capture_on_commit_callbacks(execute=True), clock.at(MONDAY + timedelta(days=1500)):
        if way == "person":
            [subject] = find_subjects("zqdmail@example.net")
            erase_person(actor=world.administrator.ref, subject=subject)
        elif way == "enquirer":
            enquirer.forget(case=case)
        else:
            from sistership.window.offices.people.retention import let_go

            let_go(actor=SYSTEM)
    left = _words_in_tables("d")
    assert left.keys() == KEPT, left
    for stored in kept:
        assert not StoredFile.objects.filter(pk=stored.pk).exists()
        assert not default_storage.exists(stored.storage_path)
    for word in ("zqdsubject", "zqdtext", "zqdnote", "zqdorganisation"):
        assert not search(world.officer_k, word).groups
    assert entries.rebuild() == 0
    assert rebuild() == 0
    assert all(not report.problems for report in verify())
    if way == "person":
        assert _words_in_tables("a").keys() >= {"zqatext", "zqafile", "zqanote"}
        assert default_storage.exists(file_of(told.cases["a"]).file.storage_path)
