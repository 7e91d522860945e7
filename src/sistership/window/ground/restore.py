"""Restore a backup into an empty window: everything is checked before anything is written."""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management.color import no_style
from django.db import connection, models, transaction

from sistership.common.errors import InputError, StateError
from sistership.window.ground.backup import copy_and_hash
from sistership.window.ground.backup_format import (
    MANIFEST,
    Manifest,
    Table,
    carried_models,
    current_migrations,
    manifest_of,
)
from sistership.window.ground.models import StoredFile
from sistership.window.ground.search.entries import rebuild as rebuild_search

ANOTHER_COPY = "Use another copy of the backup"


def restore_backup(path: Path, *, check: Callable[[Manifest], None]) -> Manifest:
    """Write every record and upload of the backup, all or nothing, and return its manifest.

    `check` is called before the records are there for good and may raise to undo them.
    Raises InputError for a file that is no whole, unchanged backup of this version, StateError when the
    window holds records already.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _read_manifest(archive)
            _require_same_tables(manifest)
            _require_whole(archive, manifest)
            with transaction.atomic():
                _require_empty()
                _write_uploads(archive, manifest)
                for table in manifest.tables:
                    _write_rows(archive, table)
                connection.check_constraints()
                _reset_sequences()
                rebuild_search()
                check(manifest)
            return manifest
    except OSError as error:
        raise InputError(f"The backup cannot be read ({error.strerror or error})", where=str(path)) from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise InputError(
            f"This is no whole backup ({error})", where=str(path), next_step=ANOTHER_COPY
        ) from error


def check_backup(path: Path) -> Manifest:
    """The manifest of a backup that is whole and unchanged; raises InputError for any other."""
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = _read_manifest(archive)
            _require_whole(archive, manifest)
            return manifest
    except OSError as error:
        raise InputError(f"The backup cannot be read ({error.strerror or error})", where=str(path)) from error
    except (zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise InputError(
            f"This is no whole backup ({error})", where=str(path), next_step=ANOTHER_COPY
        ) from error


def _read_manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        values = json.loads(archive.read(MANIFEST))
    except (KeyError, ValueError) as error:
        raise InputError(
            "There is no manifest in it", allowed="files that `sistership backup` wrote"
        ) from error
    manifest = manifest_of(values)
    found = archive.namelist()
    if sorted(found) != sorted(manifest.members):
        odd = sorted({*manifest.members} ^ {*found}) or sorted(found)
        raise InputError(f"Its parts are not those of its manifest: {odd[0]}", next_step=ANOTHER_COPY)
    return manifest


def _require_same_tables(manifest: Manifest) -> None:
    ours = current_migrations()
    if manifest.migrations != ours or {table.model for table in manifest.tables} != {
        model._meta.label for model in carried_models()
    }:
        raise InputError(
            f"The backup was written by Sistership {manifest.sistership_version}, whose tables differ",
            next_step=f"Restore it with version {manifest.sistership_version}, then upgrade that window",
        )


def _require_whole(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    for name, sha256 in manifest.digests.items():
        with archive.open(name) as member:
            if copy_and_hash(member, None) != sha256:
                raise InputError(f"{name} was changed after it was written", next_step=ANOTHER_COPY)


def _require_empty() -> None:
    for model in carried_models():
        if model._base_manager.exists():
            raise StateError(
                f"This window is not empty: it holds {model._meta.label}",
                next_step="Restore into a new one: give --data-dir a new folder, or --database-url an empty"
                " database",
            )


def _write_uploads(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    for upload in manifest.uploads:
        path = StoredFile(sha256=upload.sha256).storage_path
        if default_storage.exists(path):
            with default_storage.open(path, "rb") as present:
                if copy_and_hash(present, None) == upload.sha256:
                    continue
            default_storage.delete(path)
        with archive.open(upload.member) as member:
            default_storage.save(path, File(member, name=path))


def _rows(archive: zipfile.ZipFile, table: Table) -> Iterator[dict[str, Any]]:
    with archive.open(table.member) as member:
        for line in member:
            yield json.loads(line)


def _write_rows(archive: zipfile.ZipFile, table: Table) -> None:
    model: type[models.Model] = apps.get_model(table.model)
    fields = model._meta.concrete_fields
    for values in _rows(archive, table):
        row = model(**{field.attname: field.to_python(values[field.attname]) for field in fields})
        # raw: as stored, so that no column stamps itself with the time of the restoration
        row.save_base(raw=True, force_insert=True)


def _reset_sequences() -> None:
    statements = connection.ops.sequence_reset_sql(no_style(), carried_models())
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
