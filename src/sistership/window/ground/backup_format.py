"""The form of a backup: a zip that no database owns.

1. `manifest.json` says what is inside: format, versions, for each table its rows and SHA-256, for each
   upload its SHA-256 and size, what the journal's chains end in, and the manifest's own seal.
2. `records/<app>.<model>.jsonl` holds one JSON object per row, columns by name: instants with their zone,
   decimals, dates and ids as text.
3. `files/<sha256>` holds each upload once.

Carried are all tables of the window, and of the log-in library the addresses, second factors and ties to
cities' own accounts. The index of search is not, nor sessions and the queue: a visitor logs in again, and
the outbox itself knows which letters are left to send. The secret key is not carried either.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader

from sistership.common.canonical import canonical_json, digest
from sistership.common.errors import InputError

FORMAT = "sistership-backup"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"
OWN = "sistership."
MADE_ANEW = ("ground.SearchEntry", "market.IndexedProfile", "market.IndexedCounts")
"""What a restored window computes from the rest."""
FOREIGN = ("account.EmailAddress", "mfa.Authenticator", "socialaccount.SocialAccount")
"""Models of the log-in library without which nobody could come back in."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table in a backup."""

    model: str
    rows: int
    sha256: str
    """Of the table's bytes in the archive."""

    @property
    def member(self) -> str:
        return f"records/{self.model.lower()}.jsonl"


@dataclass(frozen=True, slots=True)
class Upload:
    """One upload in a backup."""

    sha256: str
    size_bytes: int

    @property
    def member(self) -> str:
        return f"files/{self.sha256}"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself."""

    created_at: str
    sistership_version: str
    migrations: dict[str, str]
    """App → its newest migration: the shape of the tables."""
    tables: tuple[Table, ...]
    uploads: tuple[Upload, ...]
    heads: dict[str, str]
    """Chain of the journal → hash of its last entry."""
    format: str = FORMAT
    format_version: int = FORMAT_VERSION

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    @property
    def members(self) -> set[str]:
        return {MANIFEST, *self.digests}

    @property
    def digests(self) -> dict[str, str]:
        """Member of the archive → SHA-256 of its bytes."""
        tables = {table.member: table.sha256 for table in self.tables}
        return tables | {upload.member: upload.sha256 for upload in self.uploads}

    def as_json(self) -> bytes:
        """Canonical JSON, with a seal over everything else in it."""
        values = asdict(self)
        return canonical_json(values | {"seal": digest(canonical_json(values))})


def manifest_of(values: dict[str, Any]) -> Manifest:
    """Read a manifest; raises InputError when it is not one, is of another format, or was changed."""
    if values.get("format") != FORMAT or values.get("format_version") != FORMAT_VERSION:
        raise InputError(
            f"This backup has the format {values.get('format')!r}, version {values.get('format_version')!r}",
            allowed=f"{FORMAT}, version {FORMAT_VERSION}",
            next_step="Restore it with the version of Sistership that wrote it",
        )
    seal = values.pop("seal", "")
    if seal != digest(canonical_json(values)):
        raise InputError(
            "The backup's manifest was changed after it was written", next_step="Use another copy"
        )
    return Manifest(
        **values
        | {
            "tables": tuple(Table(**table) for table in values["tables"]),
            "uploads": tuple(Upload(**upload) for upload in values["uploads"]),
        }
    )


def carried_models() -> list[type[models.Model]]:
    """Every table that a backup carries, each after those that it points to."""
    wanted = [
        model
        for model in apps.get_models(include_auto_created=True)
        if (model.__module__.startswith(OWN) and model._meta.label not in MADE_ANEW)
        or model._meta.label in FOREIGN
    ]
    ordered: list[type[models.Model]] = []

    def place(model: type[models.Model], path: tuple[type[models.Model], ...] = ()) -> None:
        if model in ordered or model in path:
            return
        for field in model._meta.concrete_fields:
            if field.related_model in wanted:
                place(field.related_model, (*path, model))
        ordered.append(model)

    for model in wanted:
        place(model)
    return ordered


def current_migrations() -> dict[str, str]:
    """The newest migration of each app that has carried tables."""
    labels = {model._meta.app_label for model in carried_models()}
    leaves: Iterable[tuple[str, str]] = MigrationLoader(connection).graph.leaf_nodes()
    return {app: name for app, name in leaves if app in labels}


def plain(value: Any) -> Any:
    """A column's value as JSON: what `Field.to_python` reads back as the same value."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    return value
