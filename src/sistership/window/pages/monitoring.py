"""For monitoring: whether the window can serve, and its figures in the text format of Prometheus.

Only whoever asks on this machine itself, or with the token SISTERSHIP_METRICS_TOKEN, is answered: a request
that came through a proxy is not from this machine, wherever the proxy stands. Figures hold no personal data.
"""

from __future__ import annotations

import functools
import hmac
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Min, Q
from django.http import HttpRequest, HttpResponse, JsonResponse

from sistership import __version__
from sistership.window.ground import clock, heartbeat
from sistership.window.ground.last_backup import last_backup
from sistership.window.offices.agreements.models import WhyQuestion
from sistership.window.offices.agreements.states import WhyState
from sistership.window.offices.journal.models import Chain
from sistership.window.offices.notices.models import Message

FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")
PATIENCE_S = 300.0
"""A worker that was silent for so long is not at work: its supervisor would have started it again."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the figures; a value that is not known is left out."""

    name: str
    help: str
    value: float | None
    is_counter: bool = False


def _for_operators(view: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Refuse everybody but this machine itself and holders of the token."""

    @functools.wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not (_has_token(request) or _is_from_here(request)):
            response = HttpResponse(
                "Ask on the machine itself, or with SISTERSHIP_METRICS_TOKEN as bearer token.\n",
                status=401,
                content_type="text/plain; charset=utf-8",
            )
            response["WWW-Authenticate"] = 'Bearer realm="monitoring"'
            return response
        response = view(request)
        response["Cache-Control"] = "no-store"
        return response

    return guarded


def _has_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ").strip()
    wanted = settings.METRICS_TOKEN
    return bool(wanted) and hmac.compare_digest(given.encode(), wanted.encode())


def _is_from_here(request: HttpRequest) -> bool:
    if any(request.META.get(header) for header in FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


@_for_operators
def ready(request: HttpRequest) -> HttpResponse:
    """200 while requests can be served and background work is done, else 503 and what is wrong."""
    checks = {"database": _is_database_there()}
    if checks["database"]:
        checks["migrations"] = not missing_migrations()
    checks["worker"] = is_worker_alive()
    is_ready = all(checks.values())
    answer = {"ready": is_ready, "version": __version__, "checks": checks}
    return JsonResponse(answer, status=200 if is_ready else 503)


@_for_operators
def metrics(request: HttpRequest) -> HttpResponse:
    """All figures, one after the other."""
    lines = [f'# TYPE sistership_info gauge\nsistership_info{{version="{__version__}"}} 1']
    is_there = _is_database_there()
    figures = [Figure("database_up", "Whether the database answers.", float(is_there))]
    figures += machine_figures()
    if is_there:
        figures += record_figures(clock.now())
    for figure in figures:
        if figure.value is None:
            continue
        name = f"sistership_{figure.name}"
        kind = "counter" if figure.is_counter else "gauge"
        lines += [f"# HELP {name} {figure.help}", f"# TYPE {name} {kind}", f"{name} {figure.value:.10g}"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")


def _is_database_there() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


@functools.cache
def _wanted_migrations() -> frozenset[tuple[str, str]]:
    return frozenset(MigrationLoader(None).graph.leaf_nodes())


def missing_migrations() -> set[tuple[str, str]]:
    """The newest migrations of this program that the database has not seen."""
    return set(_wanted_migrations()) - set(MigrationRecorder(connection).applied_migrations())


def is_worker_alive() -> bool:
    """Whether the background worker on this machine gave a sign of life a short while ago."""
    silent_s = heartbeat.silent_for_s()
    return silent_s is not None and silent_s < PATIENCE_S


def machine_figures() -> Iterator[Figure]:
    """What this machine and its data folder say, without the database."""
    yield Figure(
        "worker_silent_seconds", "Since the last sign of life of the worker.", heartbeat.silent_for_s()
    )
    free = shutil.disk_usage(settings.DATA_FOLDER).free
    yield Figure("disk_free_bytes", "Free on the disk of the data folder.", free)
    kept = last_backup()
    age = (clock.now() - kept.created_at).total_seconds() if kept else None
    yield Figure("backup_age_seconds", "Since the last backup; absent when none was made.", age)


def record_figures(now: datetime) -> Iterator[Figure]:
    """What the records say, in a few cheap queries."""
    yield Figure("migrations_missing", "Migrations not applied.", len(missing_migrations()))
    queued = Q(state=Message.State.QUEUED)
    letters = Message.objects.aggregate(
        waiting=Count("pk", filter=queued),
        failed=Count("pk", filter=Q(state=Message.State.FAILED)),
        oldest=Min("created_at", filter=queued),
    )
    oldest_s = (now - letters["oldest"]).total_seconds() if letters["oldest"] else 0.0
    yield Figure("outbox_waiting", "Letters that wait to be sent.", letters["waiting"])
    yield Figure("outbox_failed", "Letters that were given up.", letters["failed"])
    yield Figure("outbox_oldest_seconds", "Age of the oldest letter that waits.", oldest_s)
    lengths = Chain.objects.values_list("length", flat=True)
    yield Figure("journal_entries", "Entries in all chains.", sum(lengths), is_counter=True)
    asked = WhyQuestion.objects.filter(state=WhyState.ASKED).count()
    yield Figure("questions_open", "Questions of the public that wait.", asked)
