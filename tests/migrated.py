"""Databases that are at this version from the start: migrated once, copied for every worker and window.

Migrating an empty database takes a dozen seconds, copying a migrated one none. A copy is kept under a digest
of all migrations, so that a changed one is run again.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import django
import psycopg
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

KEPT = Path(__file__).resolve().parent.parent / ".tools" / "migrated"


def begin_with_migrated(alias: str = "default") -> None:
    """Let Django make its test database as a copy, on which it finds nothing left to migrate."""
    connection = connections[alias]
    if connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = postgres_template(os.environ["DATABASE_URL"])
        connection.ops.sql_flush = partial(_delete_what_is_there, connection)
        return
    creation, template = connection.creation, _sqlite_template()
    create = creation._create_test_db

    def create_as_copy(verbosity: int, autoclobber: bool, keepdb: bool = False) -> str:
        name = create(verbosity, autoclobber, keepdb)
        # kept open: a database in memory is gone with its last connection
        creation.copied = sqlite3.connect(name, uri=True)
        with closing(sqlite3.connect(template)) as kept:
            kept.backup(creation.copied)
        return name

    creation._create_test_db = create_as_copy


def _delete_what_is_there(connection: Any, _style: object, tables: list[str], **_: object) -> list[str]:
    """Statements that empty the few tables that a test wrote into: to truncate them all takes a second."""
    names = [connection.ops.quote_name(table) for table in tables]
    with connection.cursor() as cursor:
        cursor.execute(
            " UNION ALL ".join(f"(SELECT {at} FROM {name} LIMIT 1)" for at, name in enumerate(names))
        )
        return [f"DELETE FROM {names[at]}" for (at,) in cursor.fetchall()]


def put_migrated_into(data_dir: Path) -> None:
    """Give a window that has none yet a SQLite database which needs no migrating."""
    database = data_dir / "sistership.sqlite3"
    if not database.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        shutil.copy(_sqlite_template(), database)


@cache
def _digest() -> str:
    """Of the files of all migrations, ours and those of libraries, and of Django."""
    digest = hashlib.sha256(django.__version__.encode())
    found = MigrationLoader(None).disk_migrations
    for key in sorted(found):
        file = sys.modules[found[key].__module__].__file__
        assert file
        digest.update(repr(key).encode() + Path(file).read_bytes())
    return digest.hexdigest()[:16]


@contextmanager
def _alone() -> Iterator[None]:
    """One worker makes the copy, the others wait for it."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@cache
def _sqlite_template() -> Path:
    path = KEPT / f"{_digest()}.sqlite3"
    with _alone():
        if not path.exists():
            with tempfile.TemporaryDirectory(dir=KEPT) as folder:
                _migrate(folder, None)
                made = Path(folder, "sistership.sqlite3")
                with closing(sqlite3.connect(made)) as connection:
                    # a copy in memory cannot write ahead; a window sets it again
                    connection.execute("PRAGMA journal_mode=DELETE")
                for old in KEPT.glob("*.sqlite3"):
                    old.unlink()
                made.rename(path)
    return path


@cache
def postgres_template(server: str) -> str:
    """Name of a migrated database on this server, for CREATE DATABASE … TEMPLATE."""
    name = f"sistership_migrated_{_digest()}"
    with _alone(), psycopg.connect(server, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            making, made = sql.Identifier(f"{name}_making"), sql.Identifier(name)
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(making))
            connection.execute(sql.SQL("CREATE DATABASE {}").format(making))
            with tempfile.TemporaryDirectory(dir=KEPT) as folder:
                _migrate(folder, urlunsplit(urlsplit(server)._replace(path=f"/{name}_making")))
            connection.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(making, made))
    return name


def _migrate(data_dir: str, database_url: str | None) -> None:
    from tests.databases import environment

    command = [sys.executable, "-m", "sistership.cli", "migrate"]
    subprocess.run(command, env=environment(Path(data_dir), database_url), check=True, capture_output=True)
