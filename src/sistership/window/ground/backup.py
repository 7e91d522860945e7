"""Write a backup: one consistent view of all records, with the uploads, for any database."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import IO

from django.core.files.storage import default_storage
from django.db import connection, models, transaction

from sistership import __version__
from sistership.common.errors import InputError, IntegrityError
from sistership.window.ground import clock
from sistership.window.ground.backup_format import (
    MANIFEST,
    Manifest,
    Table,
    Upload,
    carried_models,
    current_migrations,
    plain,
)
from sistership.window.ground.models import StoredFile

CHUNK_BYTES = 1 << 20
CHUNK_ROWS = 1000


@contextlib.contextmanager
def one_view() -> Iterator[None]:
    """A transaction that sees one moment, and lets others write meanwhile."""
    connection.ensure_connection()
    usual = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = usual  # type: ignore[attr-defined]


def write_backup(path: Path, *, heads: Callable[[], dict[str, str]]) -> Manifest:
    """Write all records and uploads to a new file, readable by its owner only, and return its manifest.

    `heads` reads what the journal's chains end in; it is called inside the same view of the records.
    The file appears under its name only when it is complete. Memory does not grow with the records.
    Raises InputError when the file exists or cannot be written, IntegrityError for an upload that is
    missing or changed.
    """
    if path.exists():
        raise InputError("There is already a file of this name", where=str(path), next_step="Choose another")
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        draft.touch(mode=0o600)
        with one_view(), draft.open("wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                manifest = Manifest(
                    created_at=clock.now().isoformat(),
                    sistership_version=__version__,
                    migrations=current_migrations(),
                    tables=tuple(_write_table(archive, model) for model in carried_models()),
                    uploads=tuple(_write_upload(archive, stored) for stored in _stored_files()),
                    heads=heads(),
                )
                archive.writestr(MANIFEST, manifest.as_json())
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except OSError as error:
        raise InputError(
            f"The backup cannot be written ({error.strerror or error})", where=str(path)
        ) from error
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _stored_files() -> Iterator[StoredFile]:
    """One for each content, whatever the names."""
    rows = StoredFile.objects.order_by("sha256", "pk").iterator(chunk_size=CHUNK_ROWS)
    return (next(same) for _sha256, same in groupby(rows, key=lambda one: one.sha256))


def _write_table(archive: zipfile.ZipFile, model: type[models.Model]) -> Table:
    columns = [field.attname for field in model._meta.concrete_fields]
    hasher = hashlib.sha256()
    table = Table(model=model._meta.label, rows=0, sha256="")
    rows = 0
    with archive.open(table.member, "w", force_zip64=True) as member:
        found = model._base_manager.order_by("pk").values_list(*columns)
        for row in found.iterator(chunk_size=CHUNK_ROWS):
            values = dict(zip(columns, map(plain, row), strict=True))
            line = (
                json.dumps(
                    values, ensure_ascii=False, separators=(",", ":"), sort_keys=True, default=plain
                ).encode()
                + b"\n"
            )
            hasher.update(line)
            member.write(line)
            rows += 1
    return Table(model=table.model, rows=rows, sha256=hasher.hexdigest())


def _write_upload(archive: zipfile.ZipFile, stored: StoredFile) -> Upload:
    upload = Upload(sha256=stored.sha256, size_bytes=stored.size_bytes)
    try:
        with (
            default_storage.open(stored.storage_path, "rb") as source,
            archive.open(upload.member, "w", force_zip64=True) as member,
        ):
            found = copy_and_hash(source, member)
    except FileNotFoundError as error:
        raise IntegrityError(
            f"The upload {stored.name!r} ({stored.sha256[:12]}…) is missing from the data folder",
            next_step="Put it back from an older copy of the folder `uploads`, then back up again",
        ) from error
    if found != stored.sha256:
        raise IntegrityError(
            f"The upload {stored.name!r} was changed on disk: its content no longer has the digest recorded",
            next_step="Put it back from an older copy of the folder `uploads`, then back up again",
        )
    return upload


def copy_and_hash(source: IO[bytes], target: IO[bytes] | None) -> str:
    """Copy piece by piece (or only read, without a target); SHA-256 of what was read."""
    hasher = hashlib.sha256()
    while piece := source.read(CHUNK_BYTES):
        hasher.update(piece)
        if target is not None:
            target.write(piece)
    return hasher.hexdigest()
