"""A full copy of what belongs to a city: to keep, or to leave with.

1. What is in it, says the ownership of each table; the other side's persons, drafts and secrets are not.
2. It is taken from one view of the records and appears under its name only when it is complete.
3. The journal of its partnerships goes along whole, so that it verifies without this window.
4. That personal data went out is journalled.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from collections import defaultdict
from pathlib import Path

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from sistership import __version__
from sistership.common.errors import InputError
from sistership.window.ground import clock
from sistership.window.ground.backup import one_view
from sistership.window.ground.copy_format import MANIFEST, README, CopyManifest
from sistership.window.ground.copy_writing import Written, write_rows
from sistership.window.ground.ids import Ref
from sistership.window.ground.registry import registry
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.journal.models import Chain, Entry
from sistership.window.offices.people.models import City
from sistership.window.offices.people.ownership import partnerships_of


def export_city(*, actor: Ref, city: City, to: Path) -> CopyManifest:
    """Write the city's copy to a new folder, or to a new .zip, readable by its owner only.

    Raises InputError when it is there already or cannot be written, IntegrityError for a file that is
    missing or changed.
    """
    if to.exists():
        raise InputError("There is already something of this name", where=str(to), next_step="Choose another")
    draft = to.with_name(f".{to.name}.{os.getpid()}")
    packed = draft.with_name(f"{draft.name}.zip")
    try:
        draft.mkdir(mode=0o700)
        with one_view():
            manifest = _write(draft, city)
        if to.suffix.lower() == ".zip":
            _pack(draft, packed)
            packed.replace(to)
        else:
            draft.replace(to)
    except OSError as error:
        raise InputError(f"The copy cannot be written ({error.strerror or error})", where=str(to)) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        packed.unlink(missing_ok=True)
    with transaction.atomic():
        journal.record(
            action="city.exported",
            actor=actor,
            subject=city.ref,
            partnership_id=None,
            data={"rows": sum(manifest.tables.values())},
        )
    return manifest


def _write(folder: Path, city: City) -> CopyManifest:
    written = write_rows(folder, city)
    with translation.override(city.language):
        readme = _readme(city, written).encode()
    (folder / README).write_bytes(readme)
    written.digests[README] = hashlib.sha256(readme).hexdigest()
    chains = Chain.objects.filter(partnership_id__in=partnerships_of(city).values("public_id"))
    manifest = CopyManifest(
        city=city.key,
        created_at=clock.now().isoformat(),
        sistership_version=__version__,
        tables=written.tables,
        digests=written.digests,
        heads={str(chain.partnership_id): chain.head for chain in chains},
        withheld=_withheld(city),
    )
    (folder / MANIFEST).write_bytes(manifest.as_json())
    return manifest


def _withheld(city: City) -> dict[str, list[int]]:
    """Chain → entries with words, here, that are not in the copy."""
    rows = registry.ownership["journal.Payload"].rows
    assert rows is not None
    entries = Entry.objects.filter(
        chain__partnership_id__in=partnerships_of(city).values("public_id"), payload__isnull=False
    ).exclude(pk__in=rows(city).values("pk"))
    found: dict[str, list[int]] = defaultdict(list)
    for partnership_id, sequence in entries.order_by("chain", "sequence").values_list(
        "chain__partnership_id", "sequence"
    ):
        found[str(partnership_id)].append(sequence)
    return dict(found)


def _pack(folder: Path, file: Path) -> None:
    file.touch(mode=0o600)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(folder).as_posix())


def _readme(city: City, written: Written) -> str:
    """What lies here, in the language of the city's desk."""
    said = {
        "city": city.localized("name").text(city.language),
        "day": clock.now().date().isoformat(),
        "version": __version__,
    }
    tables = [f"  {rows:>8}  {label}" for label, rows in sorted(written.tables.items()) if rows]
    parts = [
        _("Copy of what belongs to %(city)s, written on %(day)s by Sistership %(version)s") % said,
        _(
            "records/ holds one file for each table, one JSON object on each line, in UTF-8. Other records "
            "are named by their public id. Texts in all languages stand in ground.localizedtext.jsonl, by "
            "owner_id. files/ holds each file under the SHA-256 of its content; ground.storedfile.jsonl "
            "names it."
        ),
        "\n".join([_("Rows in each table:"), *tables]),
        _(
            "Records of a partnership belong to all its sides and stay in the window when a city leaves. "
            "Persons of other cities are named by an id only, and what the journal says about them is not "
            "here; its chains verify all the same. Passwords and other secrets are in no copy."
        ),
        _(
            "This copy holds personal data, for which %(city)s is controller from now on. Whether it is "
            "whole and unchanged, this command says:"
        )
        % said,
        "  sistership export --check " + _("FOLDER OR ZIP"),
    ]
    return "\n\n".join(parts) + "\n"
