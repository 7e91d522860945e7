"""`sistership up`: what it makes at first, leaves alone later, and says when it cannot start."""

from __future__ import annotations

import fcntl
import os
import socket

import pytest
from tests.databases import sistership

from sistership.cli.first_start import DEMO_ROLES, first_start
from sistership.cli.supervisor.pulse import START_GRACE_S, Pulse
from sistership.cli.supervisor.sockets import open_sockets
from sistership.cli.up import heartbeat_patience_s
from sistership.common.errors import InputError, OutsideError
from sistership.window.ground import heartbeat
from sistership.window.ground.registry import registry
from sistership.window.ground.schedules import ensure_schedules, queue_scheduled
from sistership.window.offices.people.models import Account, Grant, Partnership

SWEEP = "sistership.window.offices.notices.tasks.sweep"


@pytest.fixture
def taken_port():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture
def run_folder(settings, tmp_path):
    settings.DATA_FOLDER = tmp_path
    return tmp_path / "run"


@pytest.mark.once
def test_first_start_makes_a_login_for_each_role(db, tmp_path):
    path = tmp_path / "first-passwords.txt"
    logins = first_start(passwords_path=path, with_example=True)
    assert [login.role for login in logins] == [*(demo.name for demo in DEMO_ROLES), "Administrator"]
    assert path.stat().st_mode & 0o777 == 0o600
    written = path.read_text("utf-8")
    for login in logins:
        account = Account.objects.get(email=login.email)
        assert account.check_password(login.password)
        assert f"{login.email}" in written
        assert login.password in written
    assert len({login.password for login in logins}) == len(logins)
    granted = Grant.objects.order_by("pk").values_list("role", "city__key")
    assert sorted(granted, key=str) == [
        ("administrator", None),
        ("councillor", "kaohsiung"),
        ("expert", "kaohsiung"),
        ("expert", "penang"),
        ("lead", "kaohsiung"),
        ("officer", "gdynia"),
        ("officer", "kaohsiung"),
        ("officer", "penang"),
    ]


@pytest.mark.once
def test_second_start_changes_nothing(db, tmp_path):
    path = tmp_path / "first-passwords.txt"
    first_start(passwords_path=path, with_example=True)
    before = (path.read_text("utf-8"), Account.objects.count(), Partnership.objects.count())
    assert first_start(passwords_path=path, with_example=True) == []
    assert (path.read_text("utf-8"), Account.objects.count(), Partnership.objects.count()) == before


@pytest.mark.once
def test_start_without_example_makes_an_administrator_only(db, tmp_path):
    (login,) = first_start(passwords_path=tmp_path / "first-passwords.txt", with_example=False)
    assert login.role == "Administrator"
    assert Partnership.objects.count() == 0


@pytest.mark.once
def test_failed_first_start_leaves_nothing(db, tmp_path):
    with pytest.raises(FileNotFoundError):
        first_start(passwords_path=tmp_path / "absent" / "first-passwords.txt", with_example=False)
    assert Account.objects.count() == 0


def test_taken_port_is_named_with_a_free_one(taken_port):
    with pytest.raises(OutsideError) as raised:
        open_sockets("127.0.0.1", taken_port)
    assert f"Port {taken_port} is taken" in raised.value.what
    assert "sistership up --port" in raised.value.next_step


def test_foreign_address_is_refused():
    with pytest.raises(InputError, match="no address of this machine"):
        open_sockets("192.0.2.1", 8000)


def test_both_loopback_addresses_answer():
    opened = open_sockets("127.0.0.1", 0)
    addresses = [listening.getsockname()[0] for listening in opened]
    for listening in opened:
        listening.close()
    assert addresses in (["127.0.0.1"], ["127.0.0.1", "::1"])


def test_second_window_on_the_same_data_is_refused(tmp_path):
    with (tmp_path / "up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write(str(os.getpid()))
        lock.flush()
        refused = sistership("up", "--port", "1", data_dir=tmp_path)
    assert refused.returncode == 2
    assert f"A window is already running on these data (process {os.getpid()})" in refused.stderr


@pytest.mark.parametrize("given", ["soon", "0", "-3", "1e9"])
def test_patience_that_is_none_is_refused(monkeypatch, given):
    monkeypatch.setenv("SISTERSHIP_HEARTBEAT_S", given)
    with pytest.raises(InputError, match="no number of seconds"):
        heartbeat_patience_s()


def test_schedules_are_made_once_and_queued_on_demand(db):
    from django_q.models import OrmQ, Schedule

    Schedule.objects.create(name="gone", func="gone")
    ensure_schedules()
    ensure_schedules()
    rows = Schedule.objects.order_by("func").values_list("func", "minutes", "repeats")
    assert list(rows) == [(task, minutes, -1) for task, minutes in sorted(registry.schedules.items())]
    assert (SWEEP, 1, -1) in rows
    queue_scheduled()
    assert [row.task["func"] for row in OrmQ.objects.order_by("pk")] == list(registry.schedules)


def _acknowledge(number: int) -> None:
    heartbeat._on_acknowledged(task={"func": heartbeat.BEAT, "args": (number,)})


def test_beat_is_acknowledged_by_the_newest_number_only(run_folder):
    assert heartbeat.newest_acknowledged() == 0
    for number in (5, 3):
        _acknowledge(number)
    assert heartbeat.newest_acknowledged() == 5
    heartbeat._on_acknowledged(task={"func": SWEEP, "args": (9,)})
    assert heartbeat.newest_acknowledged() == 5


def test_pulse_is_lost_after_patience_but_not_while_a_task_runs(transactional_db, run_folder, monkeypatch):
    now = 1000.0
    monkeypatch.setattr("sistership.cli.supervisor.pulse.time.monotonic", lambda: now)
    pulse = Pulse(patience_s=10, task_limit_s=60, started_at=now)
    assert not pulse.is_lost()
    now += START_GRACE_S - 1
    assert not pulse.is_lost()
    _acknowledge(pulse.sent)
    assert not pulse.is_lost()
    assert not pulse.is_lost()  # the next beat goes out
    now += 11
    heartbeat._on_start()
    assert not pulse.is_lost()
    heartbeat._on_end()
    assert pulse.is_lost()
