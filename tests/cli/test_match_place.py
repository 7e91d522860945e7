"""`sistership match place`: from files to a placement, and every wrong row told."""

from __future__ import annotations

import json
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from sistership.cli.match import COMMANDS, command
from sistership.common.errors import InputError

pytest.importorskip("ortools", reason="the extra `matching` is not installed")

APPLICANTS = "id,choices,group,city\na1,x; y,,gdynia\na2,x,local,\na3,y;x,,\n"
HOSTS = "id,places,scores,reserves\nx,1,a1=80; a2=70; a3=70.5,local=1\ny,1,,\n"


@pytest.fixture
def run(tmp_path):
    """Run the command on files of these contents."""

    def _run(applicants, hosts, *more, couples=None, kept=None, suffix=".csv"):
        arguments = ["place"]
        files = [("", "applicants", applicants), ("", "hosts", hosts), ("--couples", "couples", couples)]
        for option, name, content in [*files, ("--kept", "kept", kept)]:
            if content is not None:
                path = tmp_path / f"{name}{suffix}"
                path.write_text(content, "utf-8")
                arguments += [*([option] if option else []), str(path)]
        return CliRunner().invoke(command, [*arguments, *more])

    return _run


def test_a_placement_with_its_certificate(run):
    done = run(APPLICANTS, HOSTS, "--seed", "4711")
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert [line.split() for line in lines[1:4]] == [["a1", "–"], ["a2", "x", "1"], ["a3", "y", "1"]]
    assert "Placed: 2 of 3." in lines
    assert "The placement is stable: blocking pairs 0." in lines
    assert "Choices among equals, left to the lottery: 2. Seed: '4711'." in lines
    assert "No --seed was given" not in done.output
    assert "No --seed was given" in run(APPLICANTS, HOSTS).output


def test_the_same_from_json_and_from_a_column_for_each_choice(run):
    expected = json.loads(run(APPLICANTS, HOSTS, "--seed", "4711", "--json").output)
    assert expected["is_stable"] is True
    assert [one["host"] for one in expected["placements"]] == [None, "x", "y"]
    people = [
        {"id": "a1", "choices": ["x", "y"], "city": "gdynia"},
        {"id": "a2", "choices": ["x"], "group": "local"},
        {"id": "a3", "choices": ["y", "x"]},
    ]
    places = {
        "rows": [
            {"id": "x", "places": 1, "scores": {"a1": 80, "a2": 70, "a3": 70.5}, "reserves": {"local": 1}},
            {"id": "y", "places": 1},
        ]
    }
    given = run(json.dumps(people), json.dumps(places), "--seed", "4711", "--json", suffix=".json")
    assert json.loads(given.output) == expected
    wide = "id,choice 2,choice 1,group,city\na1,y,x,,gdynia\na2,,x,local,\na3,x,y,,\n"
    assert json.loads(run(wide, HOSTS, "--seed", "4711", "--json").output) == expected


def test_why_not(run):
    done = run(APPLICANTS, HOSTS, "--seed", "4711", "--why", "a1", "x")
    assert done.output.splitlines() == [
        "Asked for 1 places: 3 applicants. Before this one by the host's order: 0."
        " Reserved places given to a group that this one is not of: 1.",
        "choice: 1, own score: 80.",
    ]


def test_couples_and_balance(run):
    done = run(
        "id,choices,city\na1,,gdynia\na2,,gdynia\ns,y,gdynia\n",
        "id,places,city\nx,1,kaohsiung\ny,1,kaohsiung\n",
        "--json",
        couples="first,second,choices\na1,a2,x + y; x + -\n",
    )
    found = json.loads(done.output)
    hosts = {one["applicant"]: one["host"] for one in found["placements"]}
    assert hosts["a1"] == "x"
    assert {hosts["a2"], hosts["s"]} == {"y", None}
    assert found["is_stable"] is True
    even = run("id,choices,city\na,x,gdynia\n", "id,places,city\nx,1,kaohsiung\n", "--balance", "0")
    assert "No stable placement exists. Blocking: 1, and fewer is impossible." in even.output
    why = run(
        "id,choices,city\na,x,gdynia\n",
        "id,places,city\nx,1,kaohsiung\n",
        "--balance",
        "0",
        "--why",
        "a",
        "x",
    )
    assert "the conditions on all together stand against it" in why.output


def test_kept_places(run):
    done = run(APPLICANTS, HOSTS, "--json", kept="applicant,host\na1,y\n")
    found = json.loads(done.output)
    assert [one["host"] for one in found["placements"]] == ["y", "x", None]
    assert (found["certificate"]["kept"], found["certificate"]["waived_pairs"]) == (1, 0)
    refused = run(APPLICANTS, HOSTS, kept="applicant,host\na9,y\n")
    assert isinstance(refused.exception, InputError)
    assert "applicant a9, held: This applicant is not among those given" in refused.exception.message


WRONG_CELLS = {
    "misspelt column": (
        "id,choices,gruop\na,x,\n",
        HOSTS,
        "applicants.csv: row 1, gruop: This column is not known",
    ),
    "no column": ("id\na\n", HOSTS, "row 1, choices: The choices stand in one column"),
    "empty id": ("id,choices\n,x\n", HOSTS, "row 2, id: The cell is empty"),
    "places": (APPLICANTS, "id,places\nx,two\n", "hosts.csv: row 2, places: 'two' is no whole number"),
    "score": (
        APPLICANTS,
        "id,places,scores\nx,1,a1=good\n",
        "row 2, scores: 'a1=good' is no name with a number",
    ),
    "score twice": (APPLICANTS, "id,places,scores\nx,1,a1=1;a1=2\n", "row 2, scores: a1 stands there twice"),
    "reserve": (
        APPLICANTS,
        "id,places,reserves\nx,1,local=1.5\n",
        "row 2, reserves: local=1.5 is no whole number",
    ),
    "not a table": ("", HOSTS, "applicants.csv, row 1: There is no header"),
}


@pytest.mark.parametrize("name", WRONG_CELLS)
def test_wrong_cells_are_told_by_row(run, name):
    applicants, hosts, words = WRONG_CELLS[name]
    refused = run(applicants, hosts).exception
    assert isinstance(refused, InputError)
    assert words in refused.message


def test_wrong_lists_are_told_by_row(run):
    done = run("id,choices\na1,x;y;x\n\na1,x\na2,z\n", HOSTS.replace("a3", "a9"))
    assert done.exit_code == 2
    assert done.output.splitlines() == [
        "sistership: applicants.csv, row 4, id: The id stands there twice",
        "sistership: applicants.csv, row 2, choices: x stands at 1 and at 3: the order runs in a circle",
        "sistership: applicants.csv, row 5, choices: There is no host 'z'",
        "sistership: hosts.csv, row 2, scores: There is no applicant 'a9'",
        "sistership: Nobody was placed. Mend this and run it again.",
    ]
    pair = run(
        "id,choices\na,\nb,\n", HOSTS.split("\n")[0] + "\nx,1,,\n", couples="first,second,choices\na,b,x\n"
    )
    assert "row 2, choices: 'x' is no pair of hosts" in pair.exception.message


def test_what_cannot_go_together_is_refused(run):
    done = run(APPLICANTS, HOSTS, "--balance", "0", "--check", "x.csv")
    assert done.exit_code == 2
    assert "--kept and --check are for placements without couples" in done.output
    assert run(APPLICANTS, HOSTS, "--balance", "-1").exit_code == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_group_shows_an_example(name):
    inner = command.get_command(click.Context(command), name)
    shown = inner.get_help(click.Context(inner, info_name=f"sistership match {name}"))
    assert f"Example: sistership match {name}" in " ".join(shown.split())


def test_without_the_extra_the_command_names_it(tmp_path):
    for name, content in (("a.csv", APPLICANTS), ("h.csv", HOSTS)):
        (tmp_path / name).write_text(content, "utf-8")
    code = (
        "import sys; sys.modules['numba'] = None;"
        "sys.argv = ['sistership', 'match', 'place', 'a.csv', 'h.csv'];"
        "from sistership.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "The library numba is not installed. Run: pip install 'sistership[matching]'." in done.stderr


def test_a_published_placement_is_checked(run, tmp_path):
    made = run(APPLICANTS, HOSTS, "--seed", "4711", "--json").output
    path = tmp_path / "placement.json"
    path.write_text(made)
    checked = run(APPLICANTS, HOSTS, "--seed", "4711", "--check", str(path), "--json")
    assert checked.exit_code == 0, checked.output
    assert json.loads(checked.output) == json.loads(made)
    table = tmp_path / "placement.csv"
    table.write_text("applicant,host,choice\na1,,\na2,,\na3,x,2\n")
    wrong = run(APPLICANTS, HOSTS, "--seed", "4711", "--check", str(table))
    assert wrong.exit_code == 1
    assert "  a2 and x prefer each other" in wrong.output.splitlines()
