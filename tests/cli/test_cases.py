"""`sistership cases`: the examples of its help run, tables fit, registers and letters come in once."""

from __future__ import annotations

import csv
import io
import json
import mailbox
import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import transaction

from sistership.cli.cases import command as cases
from sistership.cli.cases.tables import fitted, width_of
from sistership.common.errors import InputError, RuleError
from sistership.window.ground import clock
from sistership.window.offices.cases.actions.projection import rebuild
from sistership.window.offices.cases.models import Case, CaseMessage, Channel, RoutingRule, RuleSet
from sistership.window.offices.notices.models import Message

AS = ("--as", "officer-k@example.org")
GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "api.md"
REGISTER = ("--partnership", "kaohsiung-gdynia", "--side", "kaohsiung")
OLD = """\
number,service,language,subject,text,name,email,received_at,answered_at,answer,closed_at,outcome
高市-7,landing,pl,Biuro,Szukamy biura,Anna,a@b.example,2026-03-02T10:00,2026-03-03T10:00,Tak,2026-03-04,served
高市-8,talent,en,,Interns?,,,2026-03-05,,,2026-03-05,silent
"""


def run(*arguments, text=None):
    return CliRunner().invoke(cases, arguments, catch_exceptions=False, standalone_mode=False, input=text)


@pytest.fixture
def old(tmp_path):
    file = tmp_path / "old.csv"
    file.write_text(OLD)
    return file


@pytest.fixture
def read_letters(tmp_path):
    """An mbox with one letter to the window and the same letter once more."""
    box = mailbox.mbox(tmp_path / "letters.mbox")
    for _ in range(2):
        box.add(
            b"From: Anna <anna@firma.example>\r\nTo: desk-gdynia@example.org\r\n"
            b"Message-ID: <1@firma.example>\r\n"
            b"Subject: Biuro\r\nDate: Mon, 2 Mar 2026 10:00:00 +0100\r\n\r\nSzukamy biura w Gdyni.\r\n"
        )
    box.close()
    return tmp_path / "letters.mbox"


def _examples():
    """Of the help and of the guide."""
    told = [" ".join(one.epilog.split()).removeprefix("Example: ") for one in cases.commands.values()]
    lines = GUIDE.read_text("utf-8").splitlines()
    told += [line.strip() for line in lines if line.startswith("    sistership cases ")]
    return [shlex.split(one.partition(" > ")[0])[2:] for one in told]


def test_every_example_runs(world, old, read_letters, monkeypatch):
    """Each by itself, on a world where the case is closed for reopening and rules are in use."""
    monkeypatch.chdir(old.parent)
    RuleSet.objects.filter(side=world.side_k).delete()
    made = RuleSet.objects.create(side=world.side_k, name="First", state="on")
    RoutingRule.objects.create(rule_set=made, position=1, service="landing")
    here = {
        "KAO-GDY-2026-00001": world.case.number,
        "KAO-GDY-2026-00002": world.offered.case.number,
        "officer.kaohsiung@sistership.example": "officer-k@example.org",
        "officer.gdynia@sistership.example": "officer-g@example.org",
    }
    examples = _examples()
    assert {one[0] for one in examples} == set(cases.commands)
    for arguments in examples:
        with transaction.atomic():
            if arguments[0] == "reopen":
                run("close", world.case.number, *AS, "--outcome", "served")
            result = run(*(here.get(one, one) for one in arguments))
            transaction.set_rollback(True)
        assert (result.exit_code, result.stderr) == (0, ""), (arguments, result.output)
        assert result.stdout.strip(), arguments


def test_a_list_fits_eighty_columns(world):
    Case.objects.filter(pk=world.case.pk).update(
        subject="我們在找一間可以租用的實驗室，請問要聯絡哪一個單位？"
    )
    lines = run("list", *AS).stdout.splitlines()
    assert len(lines) == 2
    assert max(map(width_of, lines)) <= 80
    assert width_of(fitted("實驗室", 5)) == 5
    found = json.loads(run("list", *AS, "--words", "實驗室", "--json").stdout)
    assert [one["number"] for one in found] == [world.case.number]


def test_nobody_reads_or_does_more_than_on_the_pages(world):
    for email in ("officer-g@example.org", "administrator@example.org", "outsider@example.org"):
        with pytest.raises(InputError, match="There is no case"):
            run("show", world.case.number, "--as", email)
        assert world.case.number not in run("export", "--as", email).stdout
    with pytest.raises(RuleError):
        run("take", world.offered.case.number, "--as", "officer-g@example.org")
    shown = run("show", world.case.number, *AS).stdout
    assert "  Ask the park" in shown.splitlines()
    assert "Ask the park" in run("export", *AS).stdout


def test_words_come_from_standard_input_and_the_enquirer_gets_theirs_without_notes(world):
    run(
        "new",
        *AS,
        *REGISTER,
        *shlex.split("--service visit --written-in en --enquirer a@b.example --text Hello"),
    )
    case = Case.objects.latest("pk")
    assert (case.channel, case.enquirer_email) == ("phone", "a@b.example")
    run("write", case.number, *AS, "--kind", "asked", "--text", "-", text="When?\n")
    run("note", case.number, *AS, "--text", "ours alone")
    (found,) = json.loads(run("export", *AS, "--enquirer", "A@b.example").stdout)
    assert [one["text"] for one in found["messages"]] == ["Hello", "When?"]
    assert Message.objects.filter(to="a@b.example", about_id=case.public_id).count() == 2
    with pytest.raises(InputError, match="no e-mail address"):
        run(
            "new", *AS, *REGISTER, *shlex.split("--service visit --written-in en --enquirer a@b --text Hello")
        )


def test_an_earlier_register_is_taken_over_once_and_told_to_nobody(world, old):
    before, letters = Case.objects.count(), Message.objects.count()
    assert run("import", str(old), *AS, *REGISTER, "--dry-run").stdout == (
        "2 cases would be added, 0 were here already.\n"
    )
    assert Case.objects.count() == before
    for expected in ("2 cases added, 0 were here already.\n", "0 cases added, 2 were here already.\n"):
        assert run("import", str(old), *AS, *REGISTER).stdout == expected
    assert (Case.objects.count(), Message.objects.count()) == (before + 2, letters)
    case = Case.objects.get(file_numbers__number="高市-7")
    assert case.number.startswith("KAO-GDY-2026-")
    assert (case.state, case.channel, case.outcome_kind) == ("closed", Channel.REGISTER, "served")
    assert case.received_at == datetime(2026, 3, 2, 2, tzinfo=UTC)
    assert list(CaseMessage.objects.filter(case=case).values_list("direction", "text")) == [
        ("in", "Szukamy biura"),
        ("out", "Tak"),
    ]
    assert case.clocks.get(clock="first_answer").is_kept is True
    assert case.clocks.get(clock="first_answer").used_s == 8 * 3600  # Monday ten to Tuesday ten
    assert rebuild() == 0


def test_every_wrong_row_is_named_and_none_is_written(world, old):
    before = Case.objects.count()
    head = OLD.splitlines()[0]
    old.write_text(
        f"{head}\n1,house,en,,Words,,,2026-03-05,,,,\n2,visit,en,,Words,,a@b,2026-03-05,,,,\n"
        "3,visit,en,,Words,,a@b.example,2026-03-05,2026-03-01,x,,\n4,visit,en,,Words,,a@b.example,5.3.26,,,,\n"
        "5,visit,en,,,,a@b.example,2999-01-01,,,,\n6,visit,en,,Words,,a@b.example,2026-03-05,,,2026-03-06,\n"
    )
    with clock.at(datetime(2026, 7, 6, tzinfo=UTC)):
        result = run("import", str(old), *AS, *REGISTER)
    assert result.exit_code == 2
    places = [line.split(": ")[1] for line in result.stderr.splitlines()[:-1]]
    assert places == [
        "row 2, service",
        "row 3, email",
        "row 4, answered_at",
        "row 5, received_at",
        "row 6, text",
        "row 7, outcome",
    ]
    assert Case.objects.count() == before


def test_what_is_exported_comes_in_as_a_register(world, tmp_path):
    file = tmp_path / "cases.csv"
    run("export", *AS, "--format", "csv", "--output", str(file))
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
    assert [row["number"] for row in rows] == [world.case.number, world.offered.case.number]
    gdynia = ("--partnership", "gdynia-penang", "--side", "gdynia", "--as", "officer-g@example.org")
    assert run("import", str(file), *gdynia).stdout == "2 cases added, 0 were here already.\n"


def test_letters_of_a_box_become_cases_once(world, read_letters):
    before = Case.objects.count()
    arguments = ("import", str(read_letters), "--as", "officer-g@example.org")
    assert run(*arguments, "--dry-run").stdout.splitlines()[0] == "2 letters read, 0 were here already."
    assert run(*arguments).stdout.splitlines() == ["2 letters read, 1 were here already.", "1 filed."]
    assert run(*arguments).stdout == "2 letters read, 2 were here already.\n"
    assert Case.objects.count() == before + 1
    case = Case.objects.latest("pk")
    assert (case.side, case.channel, case.language) == (world.side_g, "mail", "pl")


def test_what_is_no_register_and_no_box_is_told(world, tmp_path, old):
    file = tmp_path / "words.txt"
    file.write_text("Hello")
    with pytest.raises(InputError, match="holds no letters"):
        run("import", str(file), *AS)
    with pytest.raises(InputError, match="no maildir"):
        run("import", str(tmp_path), *AS)
    with pytest.raises(InputError, match="who received these cases"):
        run("import", str(old), *AS)
    file = tmp_path / "other.csv"
    file.write_text("number,colour\n1,red\n")
    with pytest.raises(InputError, match="'colour' is no column"):
        run("import", str(file), *AS, *REGISTER)
