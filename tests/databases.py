"""Databases made for one test, with the real commands run on them in processes of their own."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from psycopg import sql

from tests.migrated import postgres_template, put_migrated_into

SETTINGS = "sistership.window.config.settings"
POSTGRES_URL = "SISTERSHIP_TEST_POSTGRES_URL"


@contextlib.contextmanager
def scratch_postgres(*, is_migrated: bool = False) -> Iterator[str]:
    """The address of a new, empty PostgreSQL database; skips where SISTERSHIP_TEST_POSTGRES_URL is unset."""
    server = os.environ.get(POSTGRES_URL)
    if not server:
        pytest.skip(f"no PostgreSQL: set {POSTGRES_URL} to run this test there too")
    name = f"sistership_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        template = postgres_template(server) if is_migrated else "template1"
        new, old = sql.Identifier(name), sql.Identifier(template)
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(new, old))
        try:
            yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextlib.contextmanager
def scratch_database(kind: str) -> Iterator[str | None]:
    """An empty `sqlite` (None: the default, inside the data folder) or `postgresql`."""
    if kind == "sqlite":
        yield None
    else:
        with scratch_postgres() as url:
            yield url


@contextlib.contextmanager
def migrated_database(kind: str, data_dir: Path) -> Iterator[str | None]:
    """As `scratch_database`, at the version of this program."""
    if kind == "sqlite":
        put_migrated_into(data_dir)
        yield None
    else:
        with scratch_postgres(is_migrated=True) as url:
            yield url


def environment(data_dir: Path, database_url: str | None, **more: str) -> dict[str, str]:
    """The environment of a window of its own."""
    ours = {"DATABASE_URL", "SISTERSHIP_SECRET_KEY", "DJANGO_SETTINGS_MODULE"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    given = {"DATABASE_URL": database_url} if database_url else {}
    return kept | {"SISTERSHIP_DATA_DIR": str(data_dir)} | given | more


def sistership(
    *arguments: str | Path, data_dir: Path, database_url: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command line in a window of its own."""
    return subprocess.run(
        [sys.executable, "-m", "sistership.cli", *map(str, arguments)],
        env=environment(data_dir, database_url),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@contextlib.contextmanager
def letters_posted(*, data_dir: Path, database_url: str | None = None) -> Iterator[Callable[[], uuid.UUID]]:
    """A function that posts a letter in a window of its own, by a process beside it; its public id."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.post_letter"],
        env=environment(data_dir, database_url, DJANGO_SETTINGS_MODULE=SETTINGS),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as poster:
        assert poster.stdin
        assert poster.stdout
        to_poster, from_poster = poster.stdin, poster.stdout

        def post() -> uuid.UUID:
            to_poster.write("\n")
            to_poster.flush()
            return uuid.UUID(from_poster.readline().strip())

        yield post
