"""`sistership lexicon`: what is added is kept, listed, used and removed; a bad file leaves all as it was."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sistership.cli import group
from sistership.common.errors import InputError
from sistership.vocabulary.domain_concepts import COLUMNS


def run(*arguments: object) -> Result:
    return CliRunner().invoke(group, ["lexicon", *map(str, arguments)])


@pytest.fixture
def concepts(tmp_path: Path) -> Path:
    path = tmp_path / "breads.tsv"
    path.write_text("synset\ten\tzh_hans\tpl\n01-n\tbread\t面包\tchleb\n", "utf-8")
    return path


def test_a_lexicon_is_added_listed_used_and_removed(
    tmp_path: Path, concepts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SISTERSHIP_DATA_DIR", str(tmp_path / "data"))
    counts = tmp_path / "counts.tsv"
    counts.write_text("lemma\tcount\nbread\t7\n", "utf-8")
    added = run("add", concepts, counts)
    assert added.exit_code == 0, added.output
    assert "breads: Concept table; 1 entries" in added.output
    assert "counts: Counts of English words; 1 words" in added.output
    [about] = json.loads(run("list", "--json").output)
    assert (about["name"], about["entries"]) == ("breads", 1)

    from sistership.matching.text import Lexicon, understand

    lexicon = Lexicon.with_packs((tmp_path / "data" / "lexicon").glob("*.pack"))
    assert understand("麵包", lexicon=lexicon).concepts["x-01-n"] == 1.0

    assert run("remove", "breads").exit_code == 0
    assert json.loads(run("list", "--json").output) == []


def test_a_file_in_no_known_form_is_told_and_nothing_is_kept(
    tmp_path: Path, concepts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SISTERSHIP_DATA_DIR", str(tmp_path / "data"))
    bad = tmp_path / "bad.txt"
    bad.write_text("hello\n", "utf-8")
    failed = run("add", concepts, bad)
    assert isinstance(failed.exception, InputError)
    assert failed.exception.where == "bad.txt"
    assert json.loads(run("list", "--json").output) == []
    missing = run("remove", "breads")
    assert isinstance(missing.exception, InputError)


def test_tables_of_words_are_checked(tmp_path: Path) -> None:
    assert "0 to mend" in run("check").output
    own = tmp_path / "own.tsv"
    row = "hand-saw\tproduct\tnowhere\t手鋸\thand saw\tpiła ręczna\tgergaji tangan\t\t"
    own.write_text("\t".join(COLUMNS) + f"\n{row}\n", "utf-8")
    checked = run("check", own)
    assert checked.exit_code == 1
    assert "own.tsv, row 2, broader: 'nowhere' is no concept" in checked.output
    own.write_text("\t".join(COLUMNS) + f"\n{row.replace('nowhere', 'industry')}\n", "utf-8")
    assert run("check", own).exit_code == 0
