"""`sistership matchdays`: list, plan, report and export, as their examples say."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from sistership.cli.matchdays import command
from sistership.common.errors import InputError, StateError
from sistership.window.offices.matchdays import engine

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def _run(*words: str) -> str:
    result = CliRunner().invoke(command, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_day_is_listed_planned_reported_and_written(world, tmp_path, monkeypatch):
    monkeypatch.setitem(engine.PARAMETERS, "rounds", 1)
    monkeypatch.setitem(engine.PARAMETERS, "steps", 1_000)
    day = str(world.matchday.public_id)
    assert f"{day}  2030-05-07  kaohsiung     open" in _run("list")
    assert json.loads(_run("list", "--json", "--language", "zh-hant"))[0]["title"] == "洽談日"
    assert "1 meetings, 100.0% of the best" in _run("plan", day)
    assert "registered,2" in _run("report", day)
    file = tmp_path / "event.json"
    assert "Written to" in _run("export", day, "--output", str(file))
    event = json.loads(file.read_text("utf-8"))
    assert [one["name"] for one in event["people"]] == ["Nanfeng", "Baltyk"]
    with pytest.raises(StateError, match="No plan of this day is published"):
        _run("export", day, "--what", "plan")


@pytest.mark.parametrize("given", ["7", "01890a5d-ac96-774b-bcce-b302099a8057"])
def test_a_day_that_is_not_there_is_named(world, given):
    with pytest.raises(InputError) as refused:
        _run("report", given)
    assert given in refused.value.what
