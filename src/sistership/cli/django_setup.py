"""Bring up the window's records for a command: where the data live, which database, is it ready."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from sistership.common.errors import InputError, OutsideError, StateError

SETTINGS = "sistership.window.config.settings"
SCHEMES = ("sqlite", "postgres", "postgresql")

Command = TypeVar("Command", bound=Callable[..., Any])


def database_options(command: Command) -> Command:
    """Add `--data-dir` and `--database-url` to a command; pass both on to `setup`."""
    folder = click.option(
        "--data-dir",
        type=click.Path(file_okay=False, path_type=Path),
        help="Folder of this installation  [default: SISTERSHIP_DATA_DIR, else the platform's data folder]",
    )
    database = click.option(
        "--database-url",
        help="For example postgres://user:password@host/name  [default: DATABASE_URL, else SQLite in the"
        " data folder]",
    )
    return folder(database(command))


def setup(*, data_dir: Path | None = None, database_url: str | None = None) -> None:
    """Set the environment that the settings read and start Django; a second call changes nothing.

    Raises InputError for a database address that cannot be used and OutsideError when the folder cannot
    be written or the database does not answer.
    """
    import django  # slow: only commands that touch records pay for it
    from django.core.exceptions import ImproperlyConfigured
    from django.db import OperationalError, connection

    if data_dir is not None:
        os.environ["SISTERSHIP_DATA_DIR"] = str(data_dir.expanduser().resolve())
    if database_url is not None:
        os.environ["DATABASE_URL"] = database_url
    given = os.environ.get("DATABASE_URL", "")
    scheme = given.partition("://")[0]
    if given and scheme not in SCHEMES:
        raise InputError(
            f"{scheme!r} is no database that the window can use",
            where="--database-url",
            allowed=", ".join(f"{name}://…" for name in SCHEMES),
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    try:
        django.setup()
        connection.ensure_connection()
    except OSError as error:
        raise OutsideError(
            f"The data folder cannot be used ({error})", next_step="Choose another one with --data-dir"
        ) from error
    except ImproperlyConfigured as error:
        raise InputError(
            f"The settings cannot be used ({str(error).strip().rstrip('.')})",
            where="environment",
            next_step="docs/guide/operating.md lists every variable",
        ) from error
    except OperationalError as error:
        raise OutsideError(
            f"The database does not answer ({str(error).strip()})",
            next_step="Start it, or check the address in --database-url",
        ) from error


def require_migrated() -> None:
    """Raise StateError when the database is not at the version of this program."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise StateError("The database is empty or of another version", next_step="Run: sistership migrate")


def open_window(*, data_dir: Path | None = None, database_url: str | None = None) -> None:
    """`setup`, and the database must be at this version: what every command on records begins with."""
    setup(data_dir=data_dir, database_url=database_url)
    require_migrated()
