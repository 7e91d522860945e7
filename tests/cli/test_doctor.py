"""`sistership doctor`: each thing is broken for real, and the doctor says what to mend."""

from __future__ import annotations

import http.server
import json
import os
import shutil
import threading
import time
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from tests.databases import migrated_database, sistership
from tests.outside.smtp_server import running

from sistership.cli.doctor.command import examine
from sistership.cli.doctor.database import skew_finding
from sistership.cli.doctor.findings import Finding, Level
from sistership.cli.doctor.machine import LITTLE_BYTES, TOO_LITTLE_BYTES, disk_finding, missing_catalogues
from sistership.cli.doctor.outside import certificate_finding
from sistership.cli.doctor.records import backup_age_finding
from sistership.window.ground import clock, heartbeat
from sistership.window.ground.backup import write_backup
from sistership.window.ground.last_backup import last_backup, note_backup
from sistership.window.offices.agreements.models import Commitment
from sistership.window.offices.journal.models import Chain
from sistership.window.offices.journal.verify import heads
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.models import Grant

OK, WARN, FAIL = Level.OK, Level.WARN, Level.FAIL


@pytest.fixture
def sound(settings, tmp_path):
    """A production window in a folder of its own, with nothing broken that this machine can tell."""
    settings.DATA_FOLDER = tmp_path
    tmp_path.chmod(0o700)
    settings.SECRET_KEY = "".join(map(chr, range(48, 112)))
    settings.MODE, settings.IS_PRODUCTION = "production", True
    settings.PUBLIC_URL, settings.ALLOWED_HOSTS = "https://window.example.org", ["window.example.org"]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    heartbeat._on_acknowledged(task={"func": heartbeat.BEAT, "args": (1,)})
    return tmp_path


def _about(name: str, **more) -> list[Finding]:
    found = [finding for check, finding in examine(offline=name not in OUTSIDE, **more) if check == name]
    assert found, name
    return found


OUTSIDE = ("reached from outside", "mail", "mailbox", "endpoints")


def _one(name: str, **more) -> Finding:
    (finding,) = _about(name, **more)
    return finding


def _says(finding: Finding, level: Level, *words: str) -> None:
    said = f"{finding.what} → {finding.next_step}"
    assert finding.level is level, said
    for word in words:
        assert word in said
    assert bool(finding.next_step) is (level is not OK)


@pytest.fixture
def whole(transactional_db, sound):
    """The same, with tables and records."""
    from tests.world import build_world

    return build_world()


def test_a_sound_installation_has_no_failure(whole, sound):
    manifest = write_backup(sound / "b.zip", heads=heads)
    note_backup(sound / "b.zip", manifest)
    found = examine(offline=True)
    # Tests on SQLite keep their tables in memory, which is no mode for a window.
    assert {name for name, finding in found if finding.level is FAIL} <= {"database"}
    assert {name for name, finding in found if finding.level is OK} >= {
        "migrations",
        "clock",
        "data folder",
        "secret key",
        "mode",
        "public address",
        "proxies",
        "python",
        "catalogues",
        "background work",
        "letters",
        "backup",
        "journal",
        "derived states",
    }


def test_open_folder_weak_key_and_left_passwords(sound, settings):
    _says(_one("data folder", unreachable="x"), OK)
    (sound / "first-passwords.txt").touch(mode=0o600)
    _says(_about("data folder", unreachable="x")[1], WARN, "first-passwords.txt is still there")
    sound.chmod(0o755)
    (sound / "secret_key").touch()
    (sound / "secret_key").chmod(0o644)
    _says(_about("data folder", unreachable="x")[0], FAIL, f"{sound}/secret_key", f"chmod -R go-rwx {sound}")
    for weak in ("only for tests", "a" * 80):
        settings.SECRET_KEY = weak
        _says(_one("secret key", unreachable="x"), FAIL, "can be guessed", f"({len(weak)} characters)")


def test_folder_that_cannot_be_written(sound, settings):
    settings.DATA_FOLDER = sound / "absent"
    _says(_one("data folder", unreachable="x"), FAIL, "cannot be written", "chown")


def test_settings_that_do_not_fit_together(sound, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    _says(_one("public address", unreachable="x"), FAIL, "refuses", "SISTERSHIP_HOSTS, which is localhost")
    settings.ALLOWED_HOSTS = ["*"]
    _says(_one("public address", unreachable="x"), FAIL, "any name")
    settings.ALLOWED_HOSTS = ["window.example.org"]
    settings.PUBLIC_URL = "http://window.example.org/"
    assert [one.level for one in _about("public address", unreachable="x")] == [FAIL, FAIL]
    settings.PUBLIC_URL = "window.example.org"
    _says(_one("public address", unreachable="x"), FAIL, "https://window.example.org")
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    _says(_one("proxies", unreachable="x"), FAIL, "SISTERSHIP_PROXIES")
    settings.DEBUG = True
    assert _about("mode", unreachable="x")[0].level is FAIL
    settings.DEBUG, settings.MODE, settings.IS_PRODUCTION = False, "demo", False
    _says(_one("mode", unreachable="x"), WARN, "SISTERSHIP_MODE=production")


def test_room_clock_age_and_certificate_by_their_bounds(tmp_path):
    assert disk_finding(LITTLE_BYTES, tmp_path).level is OK
    _says(disk_finding(LITTLE_BYTES - 1, tmp_path), WARN, "5.0 GB")
    _says(disk_finding(TOO_LITTLE_BYTES - 1, tmp_path), FAIL, "Make room now")
    assert skew_finding(timedelta(seconds=5)).level is OK
    _says(skew_finding(-timedelta(seconds=90)), FAIL, "90 seconds", "timedatectl")
    assert backup_age_finding(clock.now() - timedelta(hours=35), "b.zip").level is OK
    _says(backup_age_finding(clock.now() - timedelta(hours=37), "b.zip"), FAIL, "37 hours", "list-timers")
    ends = (datetime.now(UTC) + timedelta(days=20)).strftime("%b %d %H:%M:%S %Y GMT")
    _says(certificate_finding({"notAfter": ends}, "w.example.org"), WARN, "ends on", "renewed")


def test_missing_catalogue_is_named(tmp_path):
    from sistership.common.text import LOCALE_FOLDER

    assert missing_catalogues(Path(LOCALE_FOLDER)) == []
    copy = shutil.copytree(LOCALE_FOLDER, tmp_path / "locale")
    (copy / "pl" / "LC_MESSAGES" / "django.mo").unlink()
    assert missing_catalogues(copy) == ["pl"]


def test_no_chinese_font_and_no_fc_list(sound, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    _says(_one("fonts", unreachable="x"), WARN, "fc-list")
    program = tmp_path / "fc-list"
    program.write_text("#!/bin/sh\nexit 0\n")
    program.chmod(0o755)
    _says(_one("fonts", unreachable="x"), WARN, "empty boxes", "fonts-noto-cjk")


def test_tables_of_another_version(whole):
    row = MigrationRecorder.Migration.objects.filter(app="visits").order_by("-pk").first()
    row.delete()
    try:
        _says(_one("migrations"), FAIL, "1 steps", "visits.", "sistership migrate")
        assert "letters" not in {name for name, _ in examine(offline=True)}
        MigrationRecorder.Migration.objects.create(app="visits", name="9999_of_tomorrow")
        _says(_one("migrations"), FAIL, "newer version (visits.9999_of_tomorrow)")
    finally:
        MigrationRecorder.Migration.objects.filter(name="9999_of_tomorrow").delete()
        MigrationRecorder(connection).record_applied(row.app, row.name)


def test_silent_worker_and_stuck_letters(whole, sound):
    at = time.time() - 3600
    os.utime(sound / "run" / "beat", (at, at))
    _says(_one("background work"), FAIL, "60 minutes", "journalctl")
    (sound / "run" / "beat").unlink()
    _says(_one("background work"), WARN, "never")
    old = clock.now() - timedelta(hours=2)
    Message.objects.filter(pk=whole.letter.pk).update(created_at=old, last_error="550 no")
    _says(_one("letters"), FAIL, "1 letters wait", "550 no")
    Message.objects.filter(pk=whole.letter.pk).update(state=Message.State.FAILED)
    _says(_one("letters"), WARN, "1 letters were given up", "550 no")


def test_backup_that_is_missing_or_broken(whole, sound):
    _says(_one("backup"), WARN, "No backup")
    file = sound / "b.zip"
    note_backup(file, write_backup(file, heads=heads))
    assert [one.level for one in _about("backup")] == [OK, OK]
    file.write_bytes(file.read_bytes()[:-200])
    _says(_about("backup")[1], FAIL, "cannot be restored", "no whole backup")
    file.unlink()
    _says(_about("backup")[1], FAIL, "cannot be read")
    (sound / "last-backup.json").write_text("{")
    assert last_backup() is None


def test_cut_journal_and_drifted_states(whole):
    _says(_one("journal"), OK, "4 chains")
    chain = Chain.objects.get(partnership_id=whole.kaohsiung_gdynia.public_id)
    Chain.objects.filter(pk=chain.pk).update(head="0" * 64)
    _says(_one("journal"), FAIL, str(chain.partnership_id), "journal verify")
    Commitment.objects.update(late_from=None, is_held=False)
    before = list(Commitment.objects.order_by("pk").values())
    _says(_one("derived states"), WARN, "1 states differ", "sistership rebuild")
    assert list(Commitment.objects.order_by("pk").values()) == before


def test_staff_without_second_factor_and_no_administrator(whole):
    said = _about("accounts")
    _says(said[0], WARN, "one administrator only")
    _says(said[-1], WARN, "5 of 5 staff have no second factor: administrator@example.org", "and 2 more")
    Grant.objects.filter(role="administrator").delete()
    assert "no administrator" in _about("accounts")[0].what
    type(whole.outsider).objects.update(date_joined=clock.now() - timedelta(days=91))
    assert any("never used" in one.what for one in _about("accounts"))


Answer = namedtuple("Answer", "status location body")


@pytest.fixture
def door():
    """A server on loopback that answers as told, in place of the window behind its proxy."""
    told = {"answer": Answer(200, "", '{"status": "ok"}')}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            answer = told["answer"]
            self.send_response(answer.status)
            if answer.location:
                self.send_header("Location", answer.location)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body.encode())

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        yield told, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join(5)


def test_what_stands_at_the_public_address(sound, settings, door):
    told, settings.PUBLIC_URL = door
    _says(_one("reached from outside", unreachable="x"), OK, "answers")
    for answer, words in (
        (Answer(301, "https://elsewhere.example", ""), ("leads to https://elsewhere", "X-Forwarded-Proto")),
        (Answer(400, "", ""), ("refuses the name", "Host")),
        (Answer(200, "", "<html>"), ("not as a window does",)),
        (Answer(502, "", ""), ("answers 502",)),
    ):
        told["answer"] = answer
        _says(_one("reached from outside", unreachable="x"), FAIL, *words)
    settings.PUBLIC_URL = "http://127.0.0.1:1"
    _says(_one("reached from outside", unreachable="x"), WARN, "cannot be reached")


def test_mail_server_is_greeted_and_gets_no_letter(sound, settings):
    _says(_one("mail", unreachable="x"), FAIL, "go to nobody", "SmtpMailer")
    settings.MAILER = "sistership.outside.mail.SmtpMailer"
    settings.MAIL_FROM = "Window <window@example.org>"
    with running() as server:
        options = {"host": "127.0.0.1", "port": server.port, "username": "", "use_starttls": False}
        settings.MAIL_OPTIONS = options
        _says(_one("mail", unreachable="x"), OK, "answers")
        settings.MAIL_OPTIONS = options | {"use_starttls": True}
        _says(_one("mail", unreachable="x"), FAIL, "no STARTTLS", "587")
        settings.MAIL_OPTIONS = options | {"username": "window"}
        _says(_one("mail", unreachable="x"), FAIL, "takes no user")
        server.behaviour = "drop"
        settings.MAIL_OPTIONS = options
        _says(_one("mail", unreachable="x"), FAIL, "does not answer", "SISTERSHIP_SMTP_HOST")
        assert server.letters == []


def test_mailbox_is_looked_into(sound, settings, tmp_path):
    _says(_one("mailbox", unreachable="x"), OK, "not fetched")
    settings.MAILBOX = "sistership.outside.mailbox.Maildir"
    settings.MAILBOX_OPTIONS = {"folder": str(tmp_path)}
    _says(_one("mailbox", unreachable="x"), FAIL, "cannot be used", "SISTERSHIP_MAILBOX_FOLDER")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1.host").write_text("Subject: x\n\n")
    _says(_one("mailbox", unreachable="x"), WARN, "1 letters wait", "SISTERSHIP_CASE_ADDRESS")
    settings.CASE_ADDRESS = "window@city.example"
    _says(_one("mailbox", unreachable="x"), OK, "1 letters wait")
    settings.MAILBOX = "sistership.outside.imap.Imap"
    settings.MAILBOX_OPTIONS = {"host": "127.0.0.1", "port": 1, "use_tls": False}
    _says(_one("mailbox", unreachable="x"), FAIL, "does not answer", "SISTERSHIP_IMAP_HOST")
    settings.MAILBOX = "sistership.outside.none.None"
    _says(_one("mailbox", unreachable="x"), FAIL, "There is no adapter", "outside.imap.Imap")


def test_endpoints_are_reached_or_named(sound, settings, door):
    _says(_one("endpoints", unreachable="x"), OK, "no text leaves")
    settings.SECOND_READER_OPTIONS = {"url": f"{door[1]}/v1"}
    _says(_one("endpoints", unreachable="x"), OK, "can be reached")
    settings.SECOND_READER_OPTIONS = {"url": "http://127.0.0.1:1/v1"}
    _says(_one("endpoints", unreachable="x"), WARN, "second reader at 127.0.0.1:1")
    settings.SECOND_READER_OPTIONS = {"url": ""}
    settings.TRANSLATOR, settings.TRANSLATOR_OPTIONS = "libretranslate", {"url": ""}
    assert _about("endpoints", unreachable="x")[-1].next_step == "Set SISTERSHIP_TRANSLATOR_URL"


@pytest.mark.once
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_report_as_text_and_json_with_the_worst_as_status(tmp_path, kind):
    folder = tmp_path / "window"
    with migrated_database(kind, folder) as url:
        text = sistership("doctor", "--offline", data_dir=folder, database_url=url)
        assert "ok    migrations" in text.stdout
        assert "ok    database" in text.stdout
        assert "warn  backup" in text.stdout
        backup = sistership("backup", folder / "b.zip", data_dir=folder, database_url=url)
        assert backup.returncode == 0
        folder.chmod(0o755)
        as_json = sistership("doctor", "--offline", "--json", data_dir=folder, database_url=url)
        assert as_json.returncode == 2
        lines = json.loads(as_json.stdout)
        assert {tuple(line) for line in lines} == {("check", "level", "what", "next_step")}
        levels = {line["check"]: line["level"] for line in lines}
        assert (levels["backup"], levels["data folder"], levels["mode"]) == ("ok", "fail", "warn")


def test_doctor_speaks_when_the_database_does_not(tmp_path):
    found = sistership(
        "doctor", "--offline", data_dir=tmp_path, database_url="postgres://nobody@127.0.0.1:1/none"
    )
    assert (found.returncode, found.stderr) == (2, "")
    assert "fail  database" in found.stdout
    assert "ok    data folder" in found.stdout
