"""`sistership read`: files in, a table or JSON out, and plain words where a file cannot be read."""

import json
from pathlib import Path

from click.testing import CliRunner
from tests.reading import articles

from sistership.cli.read import command
from sistership.reading import read_text


def test_json_is_the_draft(tmp_path: Path) -> None:
    path = tmp_path / "lodz.txt"
    path.write_bytes(b"\xef\xbb\xbf" + articles.LODZ.encode())
    result = CliRunner().invoke(command, [str(path), "--json"])
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"file": str(path), **read_text(articles.LODZ).as_json()}


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
    good, old, absent = tmp_path / "good.txt", tmp_path / "big5.txt", tmp_path / "absent.txt"
    good.write_text(articles.LETTER, encoding="utf-8")
    old.write_bytes(articles.LETTER.encode("big5"))
    result = CliRunner().invoke(command, [str(old), str(good), str(absent), "--json"])
    assert result.exit_code == 2
    assert [draft["file"] for draft in json.loads(result.stdout)] == [str(good)]
    complaints = result.stderr.splitlines()
    assert len(complaints) == 2
    assert complaints[0].startswith(f"sistership: {old}: Byte 0 (0xa6) is not UTF-8 text.")
    assert complaints[1].startswith(f"sistership: {absent}: The file cannot be opened")
