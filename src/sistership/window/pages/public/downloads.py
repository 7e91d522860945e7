"""Files that the window holds: evidence, and documents of agreements and meetings."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from sistership.window.ground.files import open_stored
from sistership.window.ground.models import Document, Source, StoredFile
from sistership.window.offices.agreements.rules import (
    visible_agreements,
    visible_committees,
    visible_evidence,
)
from sistership.window.offices.lessons.models import LessonFigure
from sistership.window.offices.lessons.rules import visible_lessons
from sistership.window.offices.people.rules import Reader
from sistership.window.pages.public.found import found_or_404


def download(stored: StoredFile, *, name: str = "") -> FileResponse:
    """Always to be saved, never shown inside the window: an upload is never trusted as a page."""
    response = FileResponse(
        open_stored(stored),
        as_attachment=True,
        filename=name or stored.name,
        content_type=stored.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-cache"
    return response


@require_safe
def evidence_file(request: HttpRequest, public_id: UUID) -> FileResponse:
    """The file of a piece of evidence that the reader sees."""
    rows = visible_evidence(request.user).filter(public_id=public_id, file__isnull=False)
    evidence = found_or_404(rows.select_related("file").first())
    assert evidence.file is not None
    return download(evidence.file)


def _documents_of_figures(reader: Reader) -> QuerySet[Source, int]:
    """Documents that a figure of a lesson that the reader sees comes from."""
    figures = LessonFigure.objects.filter(lesson__in=visible_lessons(reader))
    cited = Source.objects.filter(owner_kind=LessonFigure.kind(), owner_id__in=figures.values("public_id"))
    return cited.values_list("document_id", flat=True)


@require_safe
def document_file(request: HttpRequest, public_id: UUID) -> FileResponse:
    """The file of a document that belongs to an agreement, a meeting or a figure that the reader sees."""
    reader = request.user
    rows = Document.objects.filter(
        Q(agreements__agreement__in=visible_agreements(reader))
        | Q(meeting__committee__in=visible_committees(reader))
        | Q(pk__in=_documents_of_figures(reader)),
        public_id=public_id,
        file__isnull=False,
    )
    document = found_or_404(rows.select_related("file").first())
    assert document.file is not None
    return download(document.file)
