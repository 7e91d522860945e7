"""`sistership read --eval`: tables, JSON, what went wrong in words, and files that cannot be used."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.reading import articles

from sistership.cli.read import command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "letter.txt").write_text(articles.LETTER, "utf-8")
    golden = {"kind": "letter_of_intent", "signatory": ["陳其邁", "王大明"], "place": []}
    (tmp_path / "letter.json").write_text(json.dumps(golden), "utf-8")
    return tmp_path


def test_table_of_fields(folder: Path) -> None:
    result = CliRunner().invoke(command, ["--eval", str(folder)])
    assert result.exit_code == 0, result.output
    lines = [line.split() for line in result.stdout.splitlines()]
    assert lines[0] == ["zh-Hant,", "documents:", "1"]
    assert ["kind", "1.00", "1.00", "1.00", "1", "0", "0"] in lines
    assert ["signatory", "0.50", "0.50", "0.50", "1", "1", "1"] in lines
    assert ["place", "–", "–", "–", "0", "0", "0"] in lines
    assert lines[-1] == ["all", "fields", "0.67", "0.67", "0.67", "2", "1", "1"]


def test_verbose_names_what_was_missed_and_invented(folder: Path) -> None:
    result = CliRunner().invoke(command, ["--eval", str(folder), "--verbose"])
    assert f"{folder / 'letter.txt'}\n  missed     signatory: 王大明\n" in result.stdout
    assert "  invented   signatory: 拉金德蘭\n" in result.stdout


def test_json_holds_the_same(folder: Path) -> None:
    result = CliRunner().invoke(command, ["--eval", str(folder), "--json", "--verbose"])
    told = json.loads(result.stdout)
    assert told["zh-Hant"]["documents"] == 1
    assert told["zh-Hant"]["fields"]["signatory"]["f1"] == 0.5
    assert told["files"][0]["missed"] == [["signatory", "王大明"]]


def test_a_missing_or_broken_partner_is_named_and_the_rest_is_judged(folder: Path) -> None:
    (folder / "alone.txt").write_text(articles.LODZ, "utf-8")
    (folder / "orphan.json").write_text("{}", "utf-8")
    (folder / "torn.txt").write_text(articles.LODZ, "utf-8")
    (folder / "torn.json").write_text('{"city": [', "utf-8")
    (folder / "wrong.txt").write_text(articles.LODZ, "utf-8")
    (folder / "wrong.json").write_text('{"town": []}', "utf-8")
    (folder / "blank.txt").write_text(" ", "utf-8")
    (folder / "blank.json").write_text('{"city": []}', "utf-8")
    result = CliRunner().invoke(command, ["--eval", str(folder)])
    assert result.exit_code == 2
    said = result.stderr.splitlines()
    assert len(said) == 5
    assert f"{folder / 'alone.txt'}: There is no alone.json beside it." in said[0]
    assert f"{folder / 'blank.txt'}: The reader refuses it: " in said[1]
    assert f"{folder / 'torn.json'}: The file is no JSON in UTF-8" in said[2]
    assert f"{folder / 'wrong.json'}: town: There is no field 'town'. Allowed: language, kind" in said[3]
    assert f"{folder / 'orphan.json'}: there is no document of that name beside it" in said[4]
    assert "signatory" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--eval", "/no/such/folder"], "There is no such folder"),
        (["--eval", "{empty}"], "No document stands in the folder"),
        (["--eval", "{empty}", "file.txt"], "--eval takes a folder of its own"),
        ([], "Give at least one FILE, or --eval DIR"),
    ],
)
def test_what_cannot_be_judged_is_said(tmp_path: Path, arguments: list[str], says: str) -> None:
    result = CliRunner().invoke(command, [word.format(empty=tmp_path) for word in arguments])
    assert result.exit_code == 2
    assert says in result.stderr
