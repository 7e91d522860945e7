"""Write what belongs to a city into a folder: each table by what the registry says of its owner."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db.models import ForeignKey, Model, QuerySet

from sistership.common.errors import IntegrityError
from sistership.window.ground.backup import copy_and_hash
from sistership.window.ground.backup_format import carried_models, plain
from sistership.window.ground.copy_format import table_file
from sistership.window.ground.models import StoredFile
from sistership.window.ground.ownership import Ownership
from sistership.window.ground.registry import registry

CHUNK_ROWS = 1000
IDS_AT_ONCE = 500


@dataclass(slots=True)
class Written:
    """What stands in the folder so far."""

    tables: dict[str, int] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    public_ids: set[str] = field(default_factory=set)
    """Of every record in the copy."""
    followed: dict[type[Model], set[int]] = field(default_factory=lambda: defaultdict(set))
    """Keys of rows that rows in the copy point at, of tables that are followed."""


def write_rows(folder: Path, city: Any) -> Written:
    """Write every table and file of the city's copy. Call inside one view of the records."""
    written = Written()
    for model in _in_order():
        ownership = registry.ownership[model._meta.label]
        if ownership.is_copied:
            _write_table(folder, model, ownership, _found(model, ownership, city, written), written)
    for sha256, name in dict(_files(written)).items():
        written.digests[f"files/{sha256}"] = _write_file(folder, sha256, name)
    return written


def _in_order() -> list[type[Model]]:
    """Tables with rows of their own, then those attached, then those followed: each after what names it.

    Texts come last: they are attached to what is followed, too.
    """

    def step(model: type[Model]) -> int:
        ownership = registry.ownership[model._meta.label]
        if ownership.rows is not None:
            return 0
        if ownership.is_followed:
            return 2
        return 1 if any(isinstance(one, ForeignKey) for one in model._meta.concrete_fields) else 3

    whose_pointers_first = carried_models()[::-1]
    return sorted(whose_pointers_first, key=step)


def _found(model: type[Model], ownership: Ownership, city: Any, written: Written) -> Iterable[QuerySet[Any]]:
    if ownership.rows is not None:
        yield ownership.rows(city)
        return
    keys: Iterable[Any] = written.public_ids
    column = ownership.attached_by
    if ownership.is_followed:
        keys, column = written.followed[model], "pk"
    for some in _pieces(keys):
        yield model._base_manager.filter(**{f"{column}__in": some})


def _columns(model: type[Model], ownership: Ownership) -> dict[str, str]:
    """Name in the copy → what to ask the database for: other records by public id."""
    columns = {}
    has_public_id = _has_public_id(model)
    for one in model._meta.concrete_fields:
        if one.name in ownership.without or (one.primary_key and has_public_id):
            continue
        target = one.related_model
        is_named = target is not None and not isinstance(target, str) and _has_public_id(target)
        columns[one.name] = f"{one.name}__public_id" if is_named else one.attname
    return columns


def _has_public_id(model: type[Model]) -> bool:
    return any(one.name == "public_id" for one in model._meta.concrete_fields)


def _write_table(
    folder: Path,
    model: type[Model],
    ownership: Ownership,
    found: Iterable[QuerySet[Any]],
    written: Written,
) -> None:
    columns = _columns(model, ownership)
    pointing = {
        one.attname: one.related_model
        for one in model._meta.concrete_fields
        if isinstance(one, ForeignKey) and _is_followed(one.related_model)
    }
    hasher, rows = hashlib.sha256(), 0
    path = folder / table_file(model._meta.label)
    path.parent.mkdir(exist_ok=True)
    asked = list(dict.fromkeys([*columns.values(), *pointing]))
    with path.open("wb") as file:
        for row in _rows(found, asked):
            values = {name: plain(row[source]) for name, source in columns.items()}
            line = json.dumps(values, ensure_ascii=False, default=plain).encode() + b"\n"
            hasher.update(line)
            file.write(line)
            rows += 1
            if "public_id" in values:
                written.public_ids.add(values["public_id"])
            for attname, target in pointing.items():
                if row[attname] is not None:
                    written.followed[target].add(row[attname])
    written.tables[model._meta.label] = rows
    written.digests[table_file(model._meta.label)] = hasher.hexdigest()


def _rows(found: Iterable[QuerySet[Any]], asked: list[str]) -> Iterator[dict[str, Any]]:
    for some in found:
        yield from some.order_by("pk").values(*asked).iterator(chunk_size=CHUNK_ROWS)


def _is_followed(model: Any) -> bool:
    return registry.ownership[model._meta.label].is_followed


def _pieces(keys: Iterable[Any]) -> Iterator[list[Any]]:
    """The keys in order, as many at once as a query takes."""
    ordered = sorted(keys)
    for start in range(0, len(ordered), IDS_AT_ONCE):
        yield ordered[start : start + IDS_AT_ONCE]


def _files(written: Written) -> Iterator[tuple[str, str]]:
    for some in _pieces(written.followed[StoredFile]):
        yield from StoredFile.objects.filter(pk__in=some).order_by("pk").values_list("sha256", "name")


def _write_file(folder: Path, sha256: str, name: str) -> str:
    stored = StoredFile(sha256=sha256)
    (folder / "files").mkdir(exist_ok=True)
    next_step = "Put it back from a backup, then export again"
    try:
        with (
            default_storage.open(stored.storage_path, "rb") as source,
            (folder / "files" / sha256).open("wb") as target,
        ):
            found = copy_and_hash(source, target)
    except FileNotFoundError as error:
        raise IntegrityError(
            f"The file {name!r} ({sha256[:12]}…) is missing from the data folder", next_step=next_step
        ) from error
    if found != sha256:
        raise IntegrityError(f"The file {name!r} was changed on disk", next_step=next_step)
    return sha256
