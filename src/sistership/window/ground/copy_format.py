"""The form of a city's copy, and its check: a folder or a zip that is read without the window.

1. `manifest.json` names the city, each table with its rows, the digest of every file, what the journal's
   chains end in, the entries whose words are about persons of another city, and its own seal.
2. `records/<app>.<model>.jsonl` holds one JSON object per row: columns by name, other records by public id.
3. `files/<sha256>` holds each file once, `README.txt` says all this in the city's language.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from sistership.common.canonical import canonical_json, digest
from sistership.common.errors import InputError

FORMAT = "sistership-city-copy"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"
README = "README.txt"
CHUNK_BYTES = 1 << 20
Place = Path | zipfile.Path


@dataclass(frozen=True, slots=True)
class CopyManifest:
    """What a copy says of itself."""

    city: str
    created_at: str
    sistership_version: str
    tables: dict[str, int]
    """Table → its rows."""
    digests: dict[str, str]
    """Every file of the copy but the manifest → SHA-256 of its bytes."""
    heads: dict[str, str]
    """Chain of the journal → hash of its last entry."""
    withheld: dict[str, list[int]] = field(default_factory=dict)
    """Chain → entries whose words are about persons of another city and are not in the copy."""
    format: str = FORMAT
    format_version: int = FORMAT_VERSION

    def as_json(self) -> bytes:
        """Readable JSON, with a seal over everything else in it."""
        values = asdict(self)
        sealed = values | {"seal": digest(canonical_json(values))}
        return json.dumps(sealed, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


def table_file(label: str) -> str:
    """Where the rows of a table stand."""
    return f"records/{label.lower()}.jsonl"


def open_copy(path: Path) -> Place:
    """The folder, or the inside of the zip; raises InputError where it is neither."""
    if path.is_dir():
        return path
    try:
        return zipfile.Path(zipfile.ZipFile(path))
    except (OSError, zipfile.BadZipFile) as error:
        raise InputError(
            f"This is no copy of a city ({error})",
            where=str(path),
            allowed="a folder or a .zip that `sistership export --city` wrote",
        ) from error


def read_manifest(copy: Place) -> CopyManifest:
    """The manifest; raises InputError where it is none, of another format, or was changed."""
    try:
        values = json.loads((copy / MANIFEST).read_bytes())
        seal = values.pop("seal", "")
    except (OSError, KeyError, ValueError, AttributeError, zipfile.BadZipFile) as error:
        raise InputError(
            "There is no readable manifest in it",
            where=MANIFEST,
            allowed="a folder or a .zip that `sistership export --city` wrote",
        ) from error
    if values.get("format") != FORMAT or values.get("format_version") != FORMAT_VERSION:
        raise InputError(
            f"This copy has the format {values.get('format')!r}, version {values.get('format_version')!r}",
            allowed=f"{FORMAT}, version {FORMAT_VERSION}",
        )
    if seal != digest(canonical_json(values)):
        raise InputError(
            "The manifest was changed after it was written", where=MANIFEST, next_step="Use another copy"
        )
    return CopyManifest(**values)


def rows_of(copy: Place, label: str) -> Iterator[dict[str, Any]]:
    """The rows of one table, in order."""
    with (copy / table_file(label)).open("rb") as file:
        for line in file:
            yield json.loads(line)


def problems_in(copy: Place, manifest: CopyManifest) -> list[str]:
    """What is missing, changed or too much, one sentence each; empty for a whole copy."""
    found = set(_files(copy)) - {MANIFEST}
    problems = [f"{name} is missing" for name in sorted(manifest.digests.keys() - found)]
    problems += [f"{name} does not belong to the copy" for name in sorted(found - manifest.digests.keys())]
    for name in sorted(manifest.digests.keys() & found):
        try:
            is_same = _sha256(copy / name) == manifest.digests[name]
        except (OSError, zipfile.BadZipFile) as error:
            problems.append(f"{name} cannot be read ({error})")
            continue
        if not is_same:
            problems.append(f"{name} was changed after it was written")
    return problems


def _files(place: Place, prefix: str = "") -> Iterator[str]:
    for child in place.iterdir():
        if child.is_dir():
            yield from _files(child, f"{prefix}{child.name}/")
        else:
            yield f"{prefix}{child.name}"


def _sha256(file: Place) -> str:
    hasher = hashlib.sha256()
    with file.open("rb") as opened:
        while piece := opened.read(CHUNK_BYTES):
            assert isinstance(piece, bytes)
            hasher.update(piece)
    return hasher.hexdigest()
