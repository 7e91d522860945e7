"""A backup is whole, goes from any database to any, and nothing broken is restored."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from pathlib import Path

import pytest
from django.db import connection
from tests.databases import POSTGRES_URL, letters_posted, migrated_database, scratch_database, sistership
from tests.window.offices.cases.leaking import tell
from tests.world import build_world

from sistership.common.errors import InputError, IntegrityError, StateError
from sistership.window.ground import files
from sistership.window.ground.backup import write_backup
from sistership.window.ground.restore import restore_backup
from sistership.window.offices.agreements.actions.evidence import file_evidence
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.journal.verify import heads

UPLOAD = b"%PDF-1.7\nwhat was agreed in the first meeting\n"
SHA256 = hashlib.sha256(UPLOAD).hexdigest()


@pytest.fixture
def backup(transactional_db, tmp_path) -> Path:
    world = build_world()
    tell(world)
    stored = files.store("minutes.pdf", UPLOAD)
    file_evidence(
        actor=SYSTEM,
        commitment=world.commitment,
        side=world.side_k,
        evidence_kind="file",
        titles={"zh-hant": "第一次會議紀錄", "en": "First minutes"},
        on=world.filed.on,
        file=stored,
    )
    path = tmp_path / "window.zip"
    write_backup(path, heads=heads)
    return path


def _digests(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    return {part.get("model", "upload"): part["sha256"] for part in manifest["tables"] + manifest["uploads"]}


def test_goes_to_another_database_and_back_unchanged(backup, tmp_path):
    """To the kind of database that this run does not use; without PostgreSQL, to another SQLite."""
    goes_to_postgres = connection.vendor == "sqlite" and POSTGRES_URL in os.environ
    kind = "postgresql" if goes_to_postgres else "sqlite"
    there, again = tmp_path / "there", tmp_path / "again.zip"
    # on SQLite the restore makes the tables itself
    empty = scratch_database(kind) if kind == "sqlite" else migrated_database(kind, there)
    with empty as url:
        restored = sistership("restore", backup, data_dir=there, database_url=url)
        assert (restored.returncode, restored.stderr) == (0, "")
        upload = there / "uploads" / SHA256[:2] / SHA256
        assert upload.read_bytes() == UPLOAD
        assert sistership("backup", again, data_dir=there, database_url=url).returncode == 0
        assert _digests(again) == _digests(backup)
        with zipfile.ZipFile(again) as archive:
            assert b"zqdtheirnote" in archive.read("records/cases.casemessage.jsonl")
        verified = sistership(
            "journal", "verify", "--head", next(iter(heads().values())), data_dir=there, database_url=url
        )
        assert (verified.returncode, verified.stderr) == (0, "")
        rebuilt = sistership("rebuild", data_dir=there, database_url=url)
        assert "cases: nothing differed" in rebuilt.stdout
        # New rows get new keys: the sequences stand behind the restored ones.
        with letters_posted(data_dir=there, database_url=url) as post:
            posted = post()
        assert posted.version == 7
        twice = sistership("restore", backup, data_dir=there, database_url=url)
        assert twice.returncode == 2
        assert "not empty" in twice.stderr


def test_backup_is_private_and_never_overwrites(backup):
    assert backup.stat().st_mode & 0o777 == 0o600
    with pytest.raises(InputError, match="already a file"):
        write_backup(backup, heads=heads)
    assert [path.name for path in backup.parent.iterdir()] == ["window.zip"]


def test_backup_refuses_a_changed_or_missing_upload(backup, tmp_path, settings):
    path = Path(settings.UPLOADS_FOLDER) / SHA256[:2] / SHA256
    content = path.read_bytes()
    try:
        path.write_bytes(content + b"x")
        with pytest.raises(IntegrityError, match="changed on disk"):
            write_backup(tmp_path / "second.zip", heads=heads)
        path.unlink()
        with pytest.raises(IntegrityError, match="missing"):
            write_backup(tmp_path / "second.zip", heads=heads)
    finally:
        path.write_bytes(content)
    assert not (tmp_path / "second.zip").exists()


def _with_member(path: Path, name: str, content: bytes) -> Path:
    changed = path.with_name("changed.zip")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(changed, "w") as target:
        for member in source.namelist():
            target.writestr(member, content if member == name else source.read(member))
    return changed


def _no_check(_: object) -> None:
    raise AssertionError("nothing of a broken backup may be written")


def test_truncated_backup_is_refused(backup):
    for kept in (0, 10, backup.stat().st_size // 2, backup.stat().st_size - 1):
        cut = backup.with_name(f"cut-{kept}.zip")
        cut.write_bytes(backup.read_bytes()[:kept])
        with pytest.raises(InputError, match="no whole backup"):
            restore_backup(cut, check=_no_check)


def test_altered_backup_is_refused(backup):
    with zipfile.ZipFile(backup) as archive:
        city = archive.read("records/people.city.jsonl")
        manifest = json.loads(archive.read("manifest.json"))
    with pytest.raises(InputError, match=r"people\.city\.jsonl was changed"):
        restore_backup(
            _with_member(backup, "records/people.city.jsonl", city.replace(b"Asia/Taipei", b"Asia/Tokyo")),
            check=_no_check,
        )
    manifest["heads"] = {}
    with pytest.raises(InputError, match="manifest was changed"):
        restore_backup(_with_member(backup, "manifest.json", json.dumps(manifest).encode()), check=_no_check)
    manifest["format_version"] = 99
    with pytest.raises(InputError, match="version 99"):
        restore_backup(_with_member(backup, "manifest.json", json.dumps(manifest).encode()), check=_no_check)


def test_other_files_are_refused(tmp_path, transactional_db):
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("letter.txt", "hello")
    with pytest.raises(InputError, match="no manifest"):
        restore_backup(other, check=_no_check)
    with pytest.raises(InputError, match="cannot be read"):
        restore_backup(tmp_path / "absent.zip", check=_no_check)


def test_window_with_records_is_refused(backup):
    with pytest.raises(StateError, match="not empty"):
        restore_backup(backup, check=_no_check)
