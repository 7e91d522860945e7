"""`sistership lessons`: list, show, export and import, as their examples say."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from sistership.cli.lessons import command
from sistership.common.errors import InputError

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _run(*words: str) -> str:
    result = CliRunner().invoke(command, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_lessons_are_listed_shown_written_and_taken_in(world, tmp_path):
    assert f"{world.lesson.public_id}  published   kaohsiung  flood-control  Pumps" in _run("list")
    assert "No lesson yet" in _run("list", "--partnership", "kaohsiung-penang")
    assert _run("show", str(world.lesson.public_id), "--language", "ms").startswith("# Pumps\n")
    file = tmp_path / "lessons.json"
    assert "1 lessons written" in _run("export", "--output", str(file))
    assert "0 lessons added as drafts, 1 were here already" in _run("import", str(file))
    value = json.loads(file.read_text("utf-8"))
    value["lessons"][0]["id"] = ""
    file.write_text(json.dumps(value), "utf-8")
    assert "1 lessons would be added as drafts" in _run("import", str(file), "--dry-run")
    assert json.loads(_run("export", "--drafts"))["lessons"] == json.loads(_run("export"))["lessons"]


@pytest.mark.parametrize("given", ["7", "01890a5d-ac96-774b-bcce-b302099a8057"])
def test_a_lesson_that_is_not_there_is_named(world, given):
    with pytest.raises(InputError) as refused:
        _run("show", given)
    assert given in refused.value.what
