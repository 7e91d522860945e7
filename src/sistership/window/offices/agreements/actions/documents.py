"""Register documents that statements are taken from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import Document, DocumentKind, StoredFile
from sistership.window.ground.texts import write_texts
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import Partnership


@transaction.atomic
def add_document(
    *,
    actor: Ref,
    partnership: Partnership | None,
    document_kind: str,
    titles: Mapping[str, str],
    language: str = "",
    publisher: str = "",
    published_on: date | None = None,
    url: str = "",
    file: StoredFile | None = None,
    text: str = "",
    sha256: str = "",
    is_example: bool = False,
) -> Document:
    """Register a document once; the same content (by digest) returns the document already there.

    `text` is the plain text that spans count in; give `sha256` alone where the text may not be kept.
    """
    if document_kind not in DocumentKind.values:
        raise InputError(
            gettext("'%(document_kind)s' is no kind of document") % {"document_kind": document_kind},
            where="kind",
            allowed=", ".join(DocumentKind.values),
        )
    content = sha256 or (hashlib.sha256(text.encode()).hexdigest() if text else "")
    known = Document.objects.filter(sha256=content).first() if content else None
    if known:
        return known
    document = Document.objects.create(
        document_kind=document_kind,
        language=language,
        publisher=publisher,
        published_on=published_on,
        url=url,
        file=file,
        text=text,
        sha256=content,
        is_example=is_example,
    )
    name_document(actor=actor, partnership=partnership, document=document, titles=titles)
    return document


@transaction.atomic
def name_document(
    *, actor: Ref, partnership: Partnership | None, document: Document, titles: Mapping[str, str]
) -> None:
    """Give a document that was just registered its titles, and journal it."""
    write_texts(document, {"title": titles})
    journal.record(
        action="document.added",
        actor=actor,
        subject=document.ref,
        partnership_id=partnership.public_id if partnership else None,
        data={"titles": dict(titles), "kind": document.document_kind, "sha256": document.sha256},
    )
