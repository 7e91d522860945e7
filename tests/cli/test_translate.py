"""The command line counts translations, drafts them, and trades tables with a translation bureau."""

from __future__ import annotations

import csv
import io

import pytest
from click.testing import CliRunner
from tests.outside.translation_server import running

from sistership.cli.translate import command
from sistership.common.errors import InputError, StateError
from sistership.window.ground.models import LocalizedText, TextStatus
from sistership.window.ground.texts import write_texts
from sistership.window.offices.journal.models import Payload

KEY = "kaohsiung-gdynia"


def run(*arguments):
    return CliRunner().invoke(command, arguments, catch_exceptions=False, standalone_mode=False)


def present(record, language):
    row = LocalizedText.objects.filter(owner_id=record.public_id, field="title", language=language).first()
    return (row.text, row.status) if row else None


@pytest.fixture
def sheet(world, tmp_path):
    """What the bureau got, and a way to send it back with translations by source."""
    file = tmp_path / "to-ms.csv"
    run("export", KEY, "--to", "ms", "--output", str(file))

    def fill(**targets):
        rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
        for row in rows:
            row["target"] = targets.get(row["source"].replace(" ", "_"), "")
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            writer = csv.DictWriter(out, rows[0])
            writer.writeheader()
            writer.writerows(rows)
        return str(file)

    return fill


def test_status_counts_by_partnership_and_language(world):
    lines = run("status").output.splitlines()
    assert "kaohsiung-penang  zh-hant missing 0, stale 0, draft 0, current 1" in lines
    assert len(lines) == 12


def test_what_the_bureau_fills_in_comes_back(world, sheet):
    file = sheet(每年安排實習="Tempatkan pelatih", Call_is_open="Panggilan dibuka")
    assert run("import", KEY, file, "--dry-run").output.startswith("2 would be written, 0 unchanged")
    assert present(world.commitment, "ms") is None
    assert run("import", KEY, file).output.startswith("2 written, 0 unchanged")
    assert present(world.commitment, "ms") == ("Tempatkan pelatih", TextStatus.TRANSLATION)
    assert run("import", KEY, file).output.startswith("0 written, 2 unchanged")


@pytest.mark.parametrize("form", ["csv", "json"])
def test_all_texts_out_and_in_again_change_nothing(world, tmp_path, form):
    file = tmp_path / f"all.{form}"
    run("export", KEY, "--to", "pl", "--all", "--format", form, "--output", str(file))
    before = list(LocalizedText.objects.order_by("pk").values())
    assert run("import", KEY, str(file)).output.startswith("0 written, 2 unchanged")
    assert list(LocalizedText.objects.order_by("pk").values()) == before


def test_a_source_that_changed_since_is_named_or_left_out(world, sheet):
    file = sheet(每年安排實習="Tempatkan pelatih", Call_is_open="Panggilan dibuka")
    write_texts(world.commitment, {"title": {"zh-hant": "每年至少安排實習"}})
    refused = run_and_exit("import", KEY, file)
    assert "source_revision: The source changed since; it reads '每年至少安排實習'" in refused.stderr
    assert present(world.milestone, "ms") is None, "all rows or none"
    taken = run("import", KEY, file, "--skip-stale").output
    assert taken.startswith("1 written")
    assert "1 left out because their source changed" in taken
    assert present(world.commitment, "ms") is None


def run_and_exit(*arguments):
    result = CliRunner().invoke(command, arguments)
    assert result.exit_code == 2
    return result


def test_warnings_are_kept_only_with_a_reason(world, sheet):
    file = sheet(每年安排實習="Tempatkan 10 pelatih")
    assert "The number 10 stands in the translation only" in run_and_exit("import", KEY, file).stderr
    assert run("import", KEY, file, "--reason", "agreed").output.startswith("1 written")
    assert Payload.objects.order_by("pk").last().data["reason"] == "agreed"


def test_tables_that_cannot_be_used_are_said_by_row_and_column(world, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("id,source_revision,target_language,target\nvisit:1:x,1,ms,a\nvisit:1:x,1,de,b\n")
    said = run_and_exit("import", KEY, str(file)).stderr
    assert "row 2, id: 'visit:1:x' is no text of kaohsiung-gdynia" in said
    assert "row 3, target_language: 'de' is no language" in said
    file.write_text("id,target\n")
    assert "source_revision: The column is missing" in run_and_exit("import", KEY, str(file)).stderr
    with pytest.raises(InputError, match="no partnership"):
        run("export", "nowhere", "--to", "ms")


def test_drafts_are_made_at_once_and_a_failing_service_is_said(world, settings):
    with pytest.raises(StateError, match="No translation service"):
        run("draft", KEY, "--to", "ms")
    settings.TRANSLATOR = "libretranslate"
    with running() as service:
        settings.TRANSLATOR_OPTIONS = {"url": service.url, "timeout_s": 2.0}
        assert "refused: 0\nwaiting: 0" in run("draft", KEY, "--to", "ms").output
        service.status = 500
        with pytest.raises(StateError, match="status 500"):
            run("draft", KEY, "--to", "ms", "--internal")
    assert present(world.commitment, "ms") == ("[每年安排實習]", TextStatus.MACHINE_DRAFT)
    assert present(world.filed, "ms") is None
