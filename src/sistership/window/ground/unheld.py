"""Stored files that nothing holds any more: found, and deleted with their bytes once it is sure.

Whatever points to a stored file by a foreign key holds it; what names one otherwise, by its SHA-256 in JSON,
says so in the registry (`file_holders`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from sistership.window.ground.models import StoredFile
from sistership.window.ground.registry import registry


def unheld() -> QuerySet[StoredFile]:
    """Stored files that no row holds."""
    rows = StoredFile.objects.all()
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if relation.one_to_many or relation.one_to_one:
            holders = relation.related_model._base_manager  # type: ignore[union-attr]  # of a relation
            column = relation.field.name  # type: ignore[union-attr]
            rows = rows.exclude(Exists(holders.filter(**{column: OuterRef("pk")})))
    named = {sha256 for holder in registry.file_holders.values() for sha256 in holder()}
    return rows.exclude(sha256__in=named) if named else rows


def unheld_since(before: datetime) -> QuerySet[StoredFile]:
    """Those of them that were stored before an instant: a younger one may just be on its way to a row."""
    return unheld().filter(created_at__lt=before)


def drop_unheld(keys: Iterable[int]) -> None:
    """Delete those of the files that nothing holds once the transaction has held, none if it does not."""
    transaction.on_commit(partial(_drop, list(keys)), robust=True)


def _drop(keys: list[int]) -> None:
    for key in keys:
        with transaction.atomic():
            # Whoever stores the same bytes meanwhile waits for these rows, or writes the bytes anew.
            same = StoredFile.objects.filter(pk=key).values("sha256")
            list(StoredFile.objects.select_for_update().filter(sha256__in=same).order_by("pk"))
            stored = unheld().filter(pk=key).first()
            if stored is not None:
                stored.delete()
                if not StoredFile.objects.filter(sha256=stored.sha256).exists():
                    default_storage.delete(stored.storage_path)


def let_go(before: datetime) -> None:
    """Delete the files that nothing holds, of those stored before an instant."""
    drop_unheld(unheld_since(before).order_by("pk").values_list("pk", flat=True))
