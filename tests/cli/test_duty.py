"""`sistership duty`: the examples of its help run, and what they print."""

from __future__ import annotations

import csv
import io
import json

from click.testing import CliRunner

from sistership.cli.duty import command as duty
from sistership.common.errors import InputError


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(duty, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_register_is_filled_in_and_exported(world):
    assert "8 rows added" in _run("register", "start", "gdynia")
    rows = list(
        csv.DictReader(io.StringIO(_run("register", "export", "gdynia", "--language", "pl").lstrip("\ufeff")))
    )
    letters = next(row for row in rows if row["key"] == "letters")
    assert (letters["title"], letters["law"], letters["retention"]) == (
        "Listy",
        "gdpr",
        "letters=180 links=90",
    )
    found = json.loads(_run("register", "export", "gdynia", "--json"))
    assert {one["to_city"]: one["state"] for one in found["transfers"]} == {
        "kaohsiung": "missing",
        "penang": "missing",
    }
    result = CliRunner().invoke(duty, ["register", "start", "kobe"])
    assert isinstance(result.exception, InputError)
    assert "gdynia, kaohsiung, penang" in result.exception.message


def test_breaches_and_requests_are_listed_with_what_is_due(world):
    assert f"{world.breach.public_id}  " in _run("breaches")
    (found,) = json.loads(_run("breaches", "--json"))
    assert [one["duty"] for one in found["clocks"]] == ["tw_persons", "tw_authority"]
    listed = _run("requests", "--all")
    assert f"{world.person_request.public_id}  kaohsiung  access" in listed
    assert "Somebody" not in listed + _run("requests", "--json")
