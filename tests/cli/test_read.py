"""`sistership read`: files in, a table or JSON out, and plain words where a file cannot be read."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.outside.model_server import ModelServer, completion, fields, running
from tests.reading import articles

from sistership.cli.read import command
from sistership.reading import read_text


def test_json_is_the_draft(tmp_path: Path) -> None:
    path = tmp_path / "lodz.txt"
    path.write_bytes(b"\xef\xbb\xbf" + articles.LODZ.encode())
    result = CliRunner().invoke(command, [str(path), "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "file": str(path),
        "media_type": "text/plain",
        **read_text(articles.LODZ).as_json(),
    }


def test_table_quotes_the_words_and_names_what_was_left_out(tmp_path: Path) -> None:
    path = tmp_path / "phoenix.txt"
    path.write_text(articles.PHOENIX, encoding="utf-8")
    result = CliRunner().invoke(command, [str(path), "--published-on", "2025-09-15"])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == f"{path}: sisterhood_pact (press, zh-Hant, published 2025-09-15)"
    start = articles.PHOENIX.index("9月14日")
    assert f"[{start}:{start + 5}] “9月14日”" in [line.strip() for line in lines]
    assert lines[-6] == "Left out (5):"


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    good, old, absent = tmp_path / "good.txt", tmp_path / "old.doc", tmp_path / "absent.txt"
    good.write_text(articles.LETTER, encoding="utf-8")
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    result = CliRunner().invoke(command, [str(old), str(good), str(absent), "--json"])
    assert result.exit_code == 2
    assert [draft["file"] for draft in json.loads(result.stdout)] == [str(good)]
    complaints = result.stderr.splitlines()
    assert len(complaints) == 2
    assert complaints[0].startswith(f"sistership: {old}: The file is an old Office file (.doc).")
    assert complaints[1].startswith(f"sistership: {absent}: The file cannot be opened")


PAGE = """<html lang="zh-Hant"><meta name="date" content="2024-10-19"><nav><a href="/">首頁</a></nav><article>
<h1>高雄市與格丁尼亞市簽署合作備忘錄</h1><p>高雄市副市長林欽榮昨日與波蘭格丁尼亞市政府簽署合作備忘錄，雙方將設立單一窗口。</p>
</article></html>"""


def test_spans_count_the_text_of_a_page_and_its_declared_day_resolves_yesterday(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    result = CliRunner().invoke(command, [str(path), "--json"])
    assert result.exit_code == 0, result.output
    draft = json.loads(result.stdout)
    assert (draft["media_type"], draft["published_on"]) == ("text/html", "2024-10-19")
    assert draft["text"].startswith("高雄市與格丁尼亞市簽署合作備忘錄\n")
    found = {
        (field["name"], str(field["value"]), draft["text"][slice(*field["span"])])
        for field in draft["fields"]
    }
    assert ("event_date", "2024-10-18", "昨日") in found
    assert "首頁" not in draft["text"]


def test_standard_input_in_an_old_encoding_is_read_and_said_so() -> None:
    result = CliRunner().invoke(command, ["-", "--json"], input=articles.LETTER.encode("cp950"))
    assert result.exit_code == 0, result.output
    draft = json.loads(result.stdout)
    assert draft["text"] == articles.LETTER
    assert draft["notes"][0].startswith("Read as Big5 (")


def _with_second(server: ModelServer, path: Path, *options: str) -> Result:
    settings = {"SISTERSHIP_READER_URL": server.url, "SISTERSHIP_READER_MODEL": "small"}
    settings |= {"SISTERSHIP_READER_TIMEOUT_S": "0.5"}
    return CliRunner().invoke(command, [str(path), "--second", *options], env=settings)


def test_second_reader_differs_and_both_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    with running() as server:
        server.body = completion(
            fields(
                {"name": "headline", "value": "簽署合作備忘錄", "quote": "簽署合作備忘錄"},
                {"name": "city", "value": "東京", "quote": "東京"},
            )
        )
        shown = _with_second(server, path).stdout.splitlines()
        draft = json.loads(_with_second(server, path, "--json").stdout)
    assert "Second reader: 0 fields agree, 0 are new, 1 differ, 1 were dropped." in shown
    assert "  dropped 1 × city: its quote does not stand in the text" in shown
    assert any(line.split() == ["or", "0.50", "簽署合作備忘錄", "(second", "reader)"] for line in shown)
    assert draft["second_reader"] == {
        "failure": None,
        "agreed": 0,
        "added": 0,
        "differing": 1,
        "dropped": [{"name": "city", "reason": "not_found", "count": 1}],
    }


@pytest.mark.parametrize(
    ("behaviour", "words"), [("silent", "did not answer within 0.5 seconds"), ("close", "cannot be reached")]
)
def test_second_reader_that_fails_leaves_the_draft(tmp_path: Path, behaviour: str, words: str) -> None:
    path = tmp_path / "lodz.txt"
    path.write_text(articles.LODZ, encoding="utf-8")
    with running() as server:
        server.behaviour = behaviour
        result = _with_second(server, path, "--json")
    assert result.exit_code == 0
    draft = json.loads(result.stdout)
    assert draft["fields"] == read_text(articles.LODZ).as_json()["fields"]
    assert words in draft["second_reader"]["failure"]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"SISTERSHIP_READER_URL": ""}, "set SISTERSHIP_READER_URL"),
        ({"SISTERSHIP_READER_URL": "model"}, "is no address"),
        ({"SISTERSHIP_READER_URL": "http://127.0.0.1:9/v1"}, "No model is named"),
        (
            {"SISTERSHIP_READER_URL": "http://127.0.0.1:9/v1", "SISTERSHIP_READER_TIMEOUT_S": "soon"},
            "'soon'",
        ),
    ],
)
def test_second_reader_has_to_be_set_up(tmp_path: Path, settings: dict[str, str], words: str) -> None:
    path = tmp_path / "lodz.txt"
    path.write_text(articles.LODZ, encoding="utf-8")
    result = CliRunner().invoke(command, [str(path), "--second"], env=settings)
    assert result.exit_code == 2
    assert words in result.stderr
