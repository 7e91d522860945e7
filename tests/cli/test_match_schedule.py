"""`sistership match schedule`: an event file in, a plan out; what is wrong is told with its place."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from sistership.cli import group
from sistership.common.errors import InputError

EVENT: dict[str, Any] = {
    "zone": "Asia/Taipei",
    "slots": {"first": "2026-10-12T09:00", "last": "2026-10-12T10:30", "minutes": 20, "pause": 5},
    "breaks": [{"from": "2026-10-12T09:25", "to": "2026-10-12T09:40", "name": "tea"}],
    "tables": 4,
    "people": [
        {"id": "stocznia", "languages": ["pl"], "zone": "Europe/Warsaw"},
        {"id": "ferry", "languages": ["zh"],
         "available": [{"from": "2026-10-12T09:30", "to": "2026-10-12T10:30"}]},
        {"id": "battery", "languages": ["en", "zh"]},
    ],
    "interpreters": [{"id": "ewa", "pairs": [["pl", "zh"]]}],
    "candidates": [
        {"a": "stocznia", "b": "ferry", "value": 2, "wished_by": ["ferry"]},
        {"a": "stocznia", "b": "battery", "vetoed_by": ["battery"], "wished_by": ["stocznia"]},
        {"a": "ferry", "b": "battery", "value": 1},
    ],
}  # fmt: skip


def run(folder: Path, event: Any, *arguments: str) -> Any:
    path = folder / "event.json"
    path.write_text(event if isinstance(event, str) else json.dumps(event))
    return CliRunner().invoke(group, ["match", "schedule", str(path), "--seconds", "0.5", *arguments])


def test_a_plan_is_made_kept_and_shown_to_a_person(tmp_path: Path) -> None:
    result = run(tmp_path, EVENT, "--json")
    assert result.exit_code == 0, result.output
    plan = json.loads(result.output)
    assert {(one["a"], one["b"], one["interpreter"]) for one in plan["meetings"]} == {
        ("stocznia", "ferry", "ewa"),
        ("ferry", "battery", None),
    }
    assert plan["is_best"]
    assert plan["violations"] == []
    assert {one["starts_at"] for one in plan["meetings"]} == {
        "2026-10-12T01:40:00+00:00",
        "2026-10-12T02:05:00+00:00",
    }
    plan["meetings"][0]["confirmed"] = True
    earlier = tmp_path / "plan.json"
    earlier.write_text(json.dumps(plan))
    fewer = {**EVENT, "candidates": EVENT["candidates"][:0]}  # confirmed: it stays, though nobody asks for it
    again = json.loads(run(tmp_path, fewer, "--json", "--keep", str(earlier)).output)
    assert (again["meetings"], again["violations"]) == (plan["meetings"][:1], [])
    shown = run(tmp_path, EVENT, "--person", "stocznia").output
    assert "+02:00" in shown
    assert "Not met: battery" in shown
    assert "veto" not in shown
    lines = run(tmp_path, {**EVENT, "task": "time", "candidates": EVENT["candidates"][::2]}).output
    assert "2 meetings of 3 people" in lines
    assert "there cannot be fewer" in lines


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"zone": None}, "from: The time 2026-10-12T09:25 has no time zone"),
        ({"zone": "Asia/Kaohsiungg"}, "zone: There is no time zone Asia/Kaohsiungg"),
        ({"tables": "four"}, "event, tables: 'four' does not fit here"),
        ({"rooms": 3}, "The field 'rooms' is not known"),
        ({"people": [{"name": "Anna"}]}, r"people\[0\]: 'id' is missing"),
        ({"task": "guess"}, "task: 'guess' does not fit here"),
        (
            {"people": [{"id": "x", "available": [{"from": "2026-10-13T09:00", "to": "2026-10-13T10:00"}]}]},
            "No slot lies between",
        ),
        (
            {"zone": "Europe/Warsaw",
             "slots": [{"id": "s", "from": "2026-03-29T02:30", "to": "2026-03-29T03:30"}]},
            "skips 2026-03-29T02:30",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    error = run(tmp_path, {**EVENT, **change}).exception
    assert isinstance(error, InputError)
    assert re.search(said, error.message)


def test_a_file_that_is_no_json_is_refused(tmp_path: Path) -> None:
    assert "The file is not JSON" in str(run(tmp_path, "{").exception)


COUNTED: dict[str, Any] = {
    "task": "time",
    "slots": 4,
    "sessions": {"morning": [1, 2], "afternoon": [3, 4]},
    "tables": 2,
    "people": [{"id": 1, "absent": "morning"}, 2, 3, {"id": 4, "languages": ["zh-Hant"]}],
    "candidates": [{"a": 1, "b": 2}, {"a": 2, "b": 3, "slots": ["morning"]}, {"a": 1, "b": 4}],
    "fixed": [{"a": 2, "b": 3, "slot": 1}],
}


def test_an_event_of_counted_slots_and_sessions(tmp_path: Path) -> None:
    result = run(tmp_path, COUNTED, "--json")
    assert result.exit_code == 0, result.output
    plan = json.loads(result.output)
    slot_of = {frozenset((one["a"], one["b"])): one["slot"] for one in plan["meetings"]}
    assert slot_of[frozenset("23")] == "1"
    assert {slot_of[frozenset("12")], slot_of[frozenset("14")]} == {"3", "4"}
    assert (plan["waits"], plan["waits_bound"], plan["has_fewest_waits"]) == (1, 1, True)
    assert {one["starts_at"] for one in plan["meetings"]} == {None}
    lines = run(tmp_path, COUNTED).output.splitlines()
    assert lines[0] == "3 meetings of 4 people."
    assert "1" in lines  # the slot's number, and no time


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sessions": {"morning": [9]}}, "sessions, morning: There is no slot 9"),
        ({"sessions": {"1": [2]}}, "sessions, 1: A session has the name of a slot"),
        ({"people": [{"id": 1, "absent": ["noon"]}]}, "people.0. 1, absent: There is no slot noon"),
        ({"people": [{"id": 1, "absent": [1, 2, 3, 4]}, 2]}, "The person is there in none of the slots"),
        ({"people": ["a\nb"]}, "people.0.: This is no id"),
        ({"people": ["\ud800"]}, "people.0.: .*does not fit here"),
        ({"slots": 1000}, "slots: There are 501. Allowed: at most 500"),
        ({"breaks": [{"from": "2026-10-12T09:25Z", "to": "2026-10-12T09:40Z"}]}, "breaks: The slots"),
        ({"tables": None}, "'tables' is missing"),
        ({"candidates": [{"a": 1, "b": 2, "value": 1e400}]}, "value: inf does not fit here"),
    ],
)
def test_what_is_wrong_with_counted_slots_is_told(tmp_path: Path, change: dict[str, Any], said: str) -> None:
    error = run(tmp_path, {**COUNTED, **change}).exception
    assert isinstance(error, InputError)
    assert re.search(said, error.message)
