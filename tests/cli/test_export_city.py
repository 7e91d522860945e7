"""A city's copy: all that is the city's, nothing of the other's, and it proves by itself that it is whole."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import transaction
from tests.databases import sistership
from tools.draw_ownership import DECISION, drawn_table

from sistership.cli.export_register import command as export
from sistership.cli.journal import command as journal
from sistership.common.errors import InputError, IntegrityError
from sistership.window.ground.copy_format import open_copy, problems_in, read_manifest, rows_of
from sistership.window.ground.ownership import every_model, ownership_table
from sistership.window.ground.registry import registry
from sistership.window.offices.journal.actions import SYSTEM, record
from sistership.window.offices.journal.copied import verify_copy
from sistership.window.offices.journal.models import Entry
from sistership.window.offices.journal.verify import heads
from sistership.window.offices.people.city_export import export_city
from sistership.window.offices.people.erasure import erase_person
from sistership.window.offices.readings.actions import read_document

POLISH = (
    "Gdynia i Kaohsiung podpisały 14 września 2025 r. porozumienie o współpracy portów. "
    "Miasta otworzą w 2026 roku wspólne biuro i będą wymieniać doświadczenia."
)
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def _copy(city, to: Path):
    export_city(actor=SYSTEM, city=city, to=to)
    return open_copy(to)


def _ids(copy, label: str) -> set[str]:
    return {row["public_id"] for row in rows_of(copy, label)}


def _everything(folder: Path) -> str:
    return "\n".join(path.read_text("utf-8") for path in folder.rglob("*.jsonl"))


def test_every_table_has_an_owner_and_the_document_says_so():
    assert {model._meta.label for model in every_model()} == set(registry.ownership)
    assert drawn_table(DECISION.read_text("utf-8")) == ownership_table()


def test_a_city_takes_what_it_shares_and_leaves_what_is_not_its_own(world, tmp_path):
    reading, _ = read_document(actor=SYSTEM, read_by=world.officer_g, text=POLISH)
    copy = _copy(world.kaohsiung, tmp_path / "k")
    assert _ids(copy, "people.Partnership") == {
        str(one.public_id) for one in (world.kaohsiung_gdynia, world.kaohsiung_penang)
    }
    assert _ids(copy, "agreements.Commitment") == {str(world.commitment.public_id)}
    assert _ids(copy, "agreements.Evidence") == {str(world.filed.public_id)}
    assert _ids(copy, "agreements.Intention") == {str(world.intention.public_id)}
    assert _ids(copy, "visits.Visit") == {str(world.visit.public_id)}
    assert _ids(copy, "visions.Axis") == {str(world.axis.public_id)}
    assert _ids(copy, "readings.Reading") == {str(world.reading.public_id)}
    assert _ids(copy, "agreements.WhyQuestion") == {str(world.question.public_id)}
    (owing,) = rows_of(copy, "agreements.Commitment_owing")
    assert owing["side"] == str(world.side_k.public_id)
    texts = {row["text"] for row in rows_of(copy, "ground.LocalizedText")}
    assert {"每年安排實習", "Staże co roku", "Text of the memorandum"} <= texts
    assert {row["email"] for row in rows_of(copy, "people.Account")} == {
        "officer-k@example.org",
        "lead-k@example.org",
        "councillor-k@example.org",
    }
    said = _everything(tmp_path / "k")
    for foreign in (
        "Jan Testowy",
        "jan@example.org",
        "楊・測試",
        "officer-g@example.org",
        "password",
        "A promise not yet published",
        str(reading.public_id),
    ):
        assert foreign not in said
    files = [file.read_bytes() for file in (tmp_path / "k" / "files").iterdir()]
    assert files.count(b"%PDF-1.7\n%%EOF") == 1
    assert len(files) == len({row["sha256"] for row in rows_of(copy, "ground.StoredFile")})


def test_the_other_city_takes_its_own_persons_and_not_what_it_was_not_asked(world, tmp_path):
    copy = _copy(world.gdynia, tmp_path / "g")
    assert _ids(copy, "people.Person") == {str(world.person.public_id)}
    assert _ids(copy, "people.Organisation") == {str(world.organisation.public_id)}
    assert [row["name"] for row in rows_of(copy, "people.Alias")] == ["PPNT"]
    assert _ids(copy, "agreements.WhyQuestion") == set()
    assert _ids(copy, "agreements.Commitment") == {
        str(one.public_id) for one in (world.commitment, world.hidden_commitment)
    }
    assert "Jan Testowy" in _everything(tmp_path / "g")


def test_the_journal_in_the_copy_verifies_without_words_about_the_other_citys_persons(world, tmp_path):
    with transaction.atomic():
        record(
            action="wording.set",
            actor=SYSTEM,
            subject=world.person.ref,
            partnership_id=world.kaohsiung_gdynia.public_id,
            data={"after": "Jan Testowy"},
            person_id=world.person.public_id,
        )
    copy = _copy(world.kaohsiung, tmp_path / "k")
    manifest = read_manifest(copy)
    chains = verify_copy(copy, manifest)
    assert [chain.problems for chain in chains] == [(), ()]
    kept = heads()
    assert {chain.name: chain.head for chain in chains}.items() <= kept.items()
    withheld = manifest.withheld[str(world.kaohsiung_gdynia.public_id)]
    entries = Entry.objects.filter(chain__partnership_id=world.kaohsiung_gdynia.public_id)
    about = entries.filter(payload__person_id=world.person.public_id).values_list("sequence", flat=True)
    # what is withheld beside them is the application of somebody of no city yet
    begun = entries.filter(action="application.begun").values_list("sequence", flat=True)
    assert withheld == sorted([*about, *begun])
    assert len(about) == 1
    erase_person(actor=SYSTEM, subject=world.person.ref)
    after = _copy(world.kaohsiung, tmp_path / "after")
    assert [chain.problems for chain in verify_copy(after, read_manifest(after))] == [(), ()]
    own = _copy(world.gdynia, tmp_path / "g")
    assert [chain.problems for chain in verify_copy(own, read_manifest(own))] == [(), ()]


def test_check_works_without_a_window_and_for_a_zip(world, tmp_path):
    file = tmp_path / "kaohsiung.zip"
    result = CliRunner().invoke(export, ["--city", "kaohsiung", "--to", str(file)])
    assert result.exit_code == 0, result.output
    assert file.stat().st_mode & 0o777 == 0o600
    with zipfile.ZipFile(file) as archive:
        assert "高雄" in archive.read("README.txt").decode()
    checked = sistership("export", "--check", file, data_dir=tmp_path / "no-window")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.endswith("The copy is whole.\n")
    assert not (tmp_path / "no-window").exists()
    head = next(iter(read_manifest(open_copy(file)).heads.values()))
    verified = CliRunner().invoke(journal, ["verify", "--copy", str(file), "--head", head])
    assert verified.exit_code == 0
    strange = CliRunner().invoke(journal, ["verify", "--copy", str(file), "--head", "0" * 64])
    assert (strange.exit_code, "stands in none" in strange.stderr) == (1, True)


def test_what_was_changed_in_a_copy_is_named(world, tmp_path):
    folder = tmp_path / "k"
    _copy(world.kaohsiung, folder)
    changed = shutil.copytree(folder, tmp_path / "changed")
    (changed / "records" / "people.side.jsonl").write_text("")
    (changed / "extra.txt").write_text("x")
    next((changed / "files").iterdir()).unlink()
    problems = problems_in(open_copy(changed), read_manifest(open_copy(changed)))
    assert [problem.split(" ", 1)[1] for problem in problems] == [
        "is missing",
        "does not belong to the copy",
        "was changed after it was written",
    ]
    result = CliRunner().invoke(export, ["--check", str(changed)])
    assert result.exit_code == 1
    assert "people.side.jsonl was changed" in result.stderr
    manifest = json.loads((changed / "manifest.json").read_text("utf-8"))
    (changed / "manifest.json").write_text(json.dumps(manifest | {"city": "gdynia"}))
    with pytest.raises(InputError, match="manifest was changed"):
        read_manifest(open_copy(changed))


def test_a_forged_journal_is_found_though_the_digests_fit(world, tmp_path):
    folder = tmp_path / "k"
    copy = _copy(world.kaohsiung, folder)
    manifest = read_manifest(copy)
    for table, before, after in (
        ("journal.payload.jsonl", "Talent exchange", "Nothing"),
        ("journal.entry.jsonl", "evidence.filed", "evidence.confirmed"),
    ):
        path = folder / "records" / table
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after), "utf-8")
        problems = [problem for chain in verify_copy(copy, manifest) for problem in chain.problems]
        assert any("changed" in problem for problem in problems)
        path.write_text(text, "utf-8")
    path = folder / "records" / "journal.entry.jsonl"
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")
    assert any("cut off" in problem for chain in verify_copy(copy, manifest) for problem in chain.problems)


def test_a_copy_is_whole_or_not_there(world, tmp_path, settings):
    (tmp_path / "there").mkdir()
    with pytest.raises(InputError, match="already something"):
        export_city(actor=SYSTEM, city=world.kaohsiung, to=tmp_path / "there")
    sha256 = world.document.file.sha256
    path = Path(settings.UPLOADS_FOLDER) / sha256[:2] / sha256
    content = path.read_bytes()
    path.write_bytes(b"changed")
    try:
        with pytest.raises(IntegrityError, match="changed on disk"):
            export_city(actor=SYSTEM, city=world.kaohsiung, to=tmp_path / "k")
    finally:
        path.write_bytes(content)
    assert [one.name for one in tmp_path.iterdir()] == ["there"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "not said what to export"),
        (["cities", "--city", "kaohsiung"], "too much at once"),
        (["--city", "kaohsiung"], "not said where the copy goes"),
        (["--city", "atlantis", "--to", "x"], "no city 'atlantis'"),
        (["--check", "pyproject.toml"], "no copy of a city"),
    ],
)
def test_what_cannot_be_done_is_said(world, arguments, said):
    error = CliRunner().invoke(export, arguments).exception
    assert isinstance(error, InputError)
    assert said in error.message
    assert error.allowed


def test_the_act_is_journalled(world, tmp_path):
    _copy(world.gdynia, tmp_path / "g")
    entry = Entry.objects.get(action="city.exported")
    assert (entry.subject_id, entry.chain.is_installation) == (world.gdynia.public_id, True)
    assert entry.payload.data["rows"] > 50
