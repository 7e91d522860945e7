"""`sistership up`: one command from nothing to an open window."""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sistership.cli.django_setup import database_options, setup
from sistership.cli.migrate import bring_up_to_date
from sistership.cli.supervisor.groups import Group
from sistership.cli.supervisor.sockets import LOOPBACK, open_sockets
from sistership.common.errors import InputError, StateError

if TYPE_CHECKING:
    from sistership.cli.first_start import Login

EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - only when it is asked for


@click.command(epilog="Example: sistership up --port 8123 --data-dir ~/window")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 is all.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Web processes.")
@click.option("--no-example", is_flag=True, help="First start: an administrator only, no partnerships.")
@database_options
def command(
    host: str, port: int, workers: int, no_example: bool, data_dir: Path | None, database_url: str | None
) -> None:
    """Start the window: web and background worker, on this machine.

    The first start makes the database, loads the example partnerships and prints how to log in. Every
    later start opens the same window again. Ctrl-C stops it.
    """
    address = _set_address(host, port)
    setup(data_dir=data_dir, database_url=database_url)
    from django.conf import settings

    from sistership.cli.first_start import as_table, missing_part

    folder: Path = settings.DATA_FOLDER
    passwords_path = folder / "first-passwords.txt"
    with _only_one(folder), contextlib.ExitStack() as opened:
        sockets = [opened.enter_context(listening) for listening in open_sockets(host, port)]
        click.echo(f"Preparing the window in {folder} …")
        logins = _prepare(passwords_path, with_example=not no_example)
        is_empty = not _has_partnerships()

        def announce() -> None:
            click.echo(f"\nSistership is open at {address}\n")
            if is_empty:
                click.echo(f"It is empty. Set up the first partnership at {address}/setup/\n")
            if logins:
                click.echo(f"Log in as\n{as_table(logins)}\n")
            if passwords_path.exists():
                click.echo(f"The first passwords stand in {passwords_path}")
            if missing := missing_part():
                click.echo(f"{missing}\n")
            click.echo(f"Data: {folder}\nStop: Ctrl-C\n")
            sys.stdout.flush()

        _supervise(sockets, workers=workers, health_url=_health_url(sockets), announce=announce)
    click.echo("Sistership is closed.")


def _set_address(host: str, port: int) -> str:
    """Tell the settings by which names the window is reached, unless the environment does; its address."""
    names = ["localhost", "127.0.0.1", "[::1]"]
    shown = "localhost" if host in LOOPBACK else f"[{host}]" if ":" in host else host
    if host == EVERY_ADDRESS:
        shown = socket.gethostname()
        with contextlib.suppress(OSError):
            names += {str(found[4][0]) for found in socket.getaddrinfo(shown, port, socket.AF_INET)}
    if shown not in names:
        names.append(shown)
    os.environ.setdefault("SISTERSHIP_HOSTS", ",".join(names))
    return os.environ.setdefault("SISTERSHIP_PUBLIC_URL", f"http://{shown}:{port}")


@contextlib.contextmanager
def _only_one(folder: Path) -> Iterator[None]:
    """Hold the folder's lock; the kernel lets go of it however this process ends."""
    with (folder / "up.lock").open("a+", encoding="ascii") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise StateError(
                f"A window is already running on these data (process {lock.read().strip() or 'unknown'})",
                where=str(folder),
                next_step="Stop it first, or give this one its own folder with --data-dir",
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _prepare(passwords_path: Path, *, with_example: bool) -> list[Login]:
    from django.core.management import call_command
    from django.db import transaction

    from sistership.cli.first_start import first_start
    from sistership.window.ground.schedules import ensure_schedules
    from sistership.window.ground.tasks import enqueue

    bring_up_to_date()
    call_command("collectstatic", interactive=False, verbosity=0)
    ensure_schedules()
    with transaction.atomic():
        enqueue("sistership.window.offices.market.tasks.prepare")
    return first_start(passwords_path=passwords_path, with_example=with_example)


def _has_partnerships() -> bool:
    from sistership.window.offices.people.models import Partnership

    return Partnership.objects.exists()


def _health_url(sockets: list[socket.socket]) -> str:
    host, port = sockets[0].getsockname()[:2]
    if host == EVERY_ADDRESS:
        host = "127.0.0.1"
    return f"http://[{host}]:{port}/health" if ":" in host else f"http://{host}:{port}/health"


def _supervise(
    sockets: list[socket.socket], *, workers: int, health_url: str, announce: Callable[[], None]
) -> None:
    from django.conf import settings

    from sistership.cli.supervisor.pulse import Pulse
    from sistership.cli.supervisor.supervisor import Supervisor

    numbers = [listening.fileno() for listening in sockets]
    web = [sys.executable, "-m", "gunicorn", "sistership.window.config.wsgi:application"]
    web += ["--workers", str(workers), "--worker-class", "gthread", "--threads", "4"]
    web += ["--timeout", "60", "--graceful-timeout", "5", "--log-level", "warning", "--no-control-socket"]
    web += [part for number in numbers for part in ("--bind", f"fd://{number}")]
    patience_s = heartbeat_patience_s()
    task_limit_s = settings.Q_CLUSTER["timeout"]
    assert isinstance(task_limit_s, int)
    Supervisor(
        web=Group(name="web server", command=web, sockets=numbers),
        worker=Group(name="background worker", command=[sys.executable, "-m", "django", "qcluster"]),
        health_url=health_url,
        new_pulse=lambda: Pulse(patience_s=patience_s, task_limit_s=task_limit_s),
        announce=announce,
    ).run()


def heartbeat_patience_s() -> float:
    """How long the background worker may be silent: SISTERSHIP_HEARTBEAT_S, 20 seconds by default."""
    given = os.environ.get("SISTERSHIP_HEARTBEAT_S", "20")
    try:
        patience_s = float(given)
    except ValueError:
        patience_s = 0.0
    if not 1 <= patience_s <= 3600:
        raise InputError(
            f"{given!r} is no number of seconds", where="SISTERSHIP_HEARTBEAT_S", allowed="1 to 3600"
        )
    return patience_s
