"""The command line prints a blueprint, writes it, and takes a changed file in again."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from sistership.cli.blueprint import command
from sistership.common.errors import InputError
from sistership.window.offices.agreements.models import Commitment

KEY = "kaohsiung-gdynia"


def run(*arguments):
    return CliRunner().invoke(command, arguments, catch_exceptions=False, standalone_mode=False)


def test_show_prints_states_and_days(world):
    assert run("show", KEY, "--language", "zh-hant").output.splitlines() == [
        "kaohsiung-gdynia: on_track 1",
        "人才交流",
        "  [on_track] 每年安排實習  (2030-06-30)",
        "    [on_track] Call is open  (2030-01-31)",
    ]


@pytest.mark.parametrize("form", ["csv", "json"])
def test_export_and_import_change_nothing(world, tmp_path, form):
    file = tmp_path / f"plan.{form}"
    run("export", KEY, "--format", form, "--output", str(file))
    assert run("import", KEY, str(file)).output == "0 added, 0 changed, 2 unchanged.\n"
    assert run("export", KEY, "--format", form).stdout_bytes == file.read_bytes()


def test_a_dry_run_and_then_the_import(world, tmp_path):
    file = tmp_path / "plan.json"
    file.write_text(json.dumps([{"kind": "commitment", "title_zh_hant": "新承諾", "owing": "gdynia"}]))
    dry = run("import", KEY, str(file), "--dry-run").output
    assert (dry, Commitment.objects.count()) == ("1 would be added, 0 would be changed, 0 unchanged.\n", 2)
    assert run("import", KEY, str(file)).output == "1 added, 0 changed, 0 unchanged.\n"
    assert Commitment.objects.count() == 3


def test_every_problem_is_a_line(world, tmp_path):
    file = tmp_path / "plan.csv"
    file.write_text("kind,title_en,owing\ncommitment,,gdynia\npromise,x,gdynia\n", encoding="utf-8")
    result = run("import", KEY, str(file))
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "plan.csv: row 2, title: Every row needs a title in at least one language (allowed: any text)",
        "plan.csv: row 3, kind: 'promise' is no kind of row (allowed: commitment, milestone)",
        "sistership: 2 problems. Nothing was written.",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("show", "nowhere"), "PARTNERSHIP: There is no partnership 'nowhere'"),
        (("import", KEY, "plan.xls"), "plan.xls: '.xls' is not taken. Allowed: .csv, .json."),
        (("import", KEY, "absent.csv"), "absent.csv: The file cannot be read"),
    ],
)
def test_what_cannot_be_done_is_said(world, tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError) as caught:
        run(*arguments)
    assert caught.value.message.startswith(message)
