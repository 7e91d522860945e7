"""Checks of the database: its version, its tables, its clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sistership.cli.doctor.findings import Finding, check, fail, ok, warn

OLDEST_POSTGRESQL = 14
MOST_SKEW = timedelta(seconds=5)


@check("database", needs_database=True)
def _look_at_database() -> Iterator[Finding]:
    if connection.vendor == "postgresql":
        major = connection.pg_version // 10000  # type: ignore[attr-defined]
        if major < OLDEST_POSTGRESQL:
            yield fail(f"PostgreSQL {major} is too old", f"Move to PostgreSQL {OLDEST_POSTGRESQL} or newer")
        else:
            yield ok(f"PostgreSQL {major}")
        return
    yield from _sqlite()


def _sqlite() -> Iterator[Finding]:
    file = Path(settings.DATABASES["default"]["NAME"])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        mode = cursor.fetchone()[0]
        cursor.execute("PRAGMA quick_check(1)")
        state = cursor.fetchone()[0]
    if mode != "wal":
        yield fail(
            f"{file} is in the mode {mode!r}: readers and writers block each other",
            "Put the data folder on a local disk; network disks cannot hold it",
        )
    elif state != "ok":
        yield fail(f"{file} is damaged ({state})", "Stop the window and restore the last backup")
    else:
        yield ok(f"SQLite in {file}")
    if settings.IS_PRODUCTION:
        yield warn(
            "SQLite holds the records of a production window",
            "Good for one small desk; before two cities work in it every day, move to PostgreSQL",
        )


@check("migrations", needs_database=True)
def _look_at_migrations() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    newer = sorted(
        f"{app}.{name}"
        for app, name in executor.loader.applied_migrations
        if app in executor.loader.migrated_apps and (app, name) not in executor.loader.disk_migrations
    )
    if newer:
        yield fail(
            f"The database is of a newer version ({newer[0]})",
            "Install the newer version, or restore the backup made before the upgrade",
        )
    elif plan:
        first = plan[0][0]
        yield fail(
            f"{len(plan)} steps to this version are missing, first {first.app_label}.{first.name}",
            "Back up, then run: sistership migrate",
        )
    else:
        yield ok("The database is of this version")


@check("clock", needs_database=True)
def _look_at_clock() -> Iterator[Finding]:
    if connection.vendor != "postgresql":
        yield ok("The database uses the clock of this machine")
        return
    with connection.cursor() as cursor:
        before = datetime.now(UTC)
        cursor.execute("SELECT clock_timestamp()")
        there = cursor.fetchone()[0]
    yield skew_finding(there - before)


def skew_finding(skew: timedelta) -> Finding:
    """What it means that the database's clock is ahead by so much."""
    seconds = abs(skew.total_seconds())
    if abs(skew) > MOST_SKEW:
        return fail(
            f"The clocks of the database and of this machine differ by {seconds:.0f} seconds",
            "Let both keep network time: timedatectl set-ntp true",
        )
    return ok(f"The clocks differ by {seconds:.1f} seconds")
