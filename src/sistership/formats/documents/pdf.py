"""A PDF to its text: pages in reading order, lines joined into paragraphs, page furniture left out."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from sistership.common.errors import InputError
from sistership.common.text import filled, gettext_noop, joined
from sistership.formats.documents.document import LONGEST_TEXT, DocumentText, check_length, tidy
from sistership.formats.documents.pdf_lines import Line, lines_of_page
from sistership.formats.documents.pdf_paragraphs import Paragraph, drop_furniture, paragraphs_of

MOST_PAGES = 400
_LOCK = threading.Lock()  # PDFium is not safe for threads
_PASSWORD = 4
_RUN_OCR = gettext_noop("Run OCR (e.g. ocrmypdf) and try again")
_LEAST_SHARE_READABLE = 0.7


def read_pdf(content: bytes) -> DocumentText:
    """The text of a PDF; ``page_starts`` says where each page begins in it.

    Raises InputError for a file that is locked, damaged, empty, too long, or a scan without text.
    """
    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise _unopened(error) from error
        try:
            return _read(document)
        except pypdfium2.PdfiumError as error:
            raise InputError(
                filled(gettext_noop("The PDF is damaged (%(reason)s)"), reason=str(error)),
                next_step=gettext_noop("Open it in a browser, print it into a new PDF and read that"),
            ) from error
        finally:
            document.close()


def is_locked(content: bytes) -> bool:
    """Whether a PDF opens with a password only."""
    with _LOCK:
        try:
            pypdfium2.PdfDocument(content).close()
        except pypdfium2.PdfiumError as error:
            return getattr(error, "err_code", None) == _PASSWORD
    return False


def _unopened(error: pypdfium2.PdfiumError) -> InputError:
    if getattr(error, "err_code", None) == _PASSWORD:
        return InputError(
            gettext_noop("The PDF is locked with a password"), next_step=gettext_noop("Save it without one")
        )
    return InputError(
        gettext_noop("The PDF is damaged or not whole"),
        next_step=gettext_noop("Fetch it again, or open it in a browser and print it into a new PDF"),
    )


def _read(document: Any) -> DocumentText:  # a PdfDocument
    count = len(document)
    if not count:
        raise InputError(
            gettext_noop("The PDF has no pages"), next_step=gettext_noop("Check that it is the right file")
        )
    if count > MOST_PAGES:
        raise InputError(
            filled(gettext_noop("The PDF has %(count)s pages"), count=f"{count:,}"),
            allowed=filled(gettext_noop("at most %(count)s pages"), count=MOST_PAGES),
            next_step=gettext_noop("Cut out the agreement and read it alone"),
        )
    pages: list[list[Line]] = []
    pictures: list[int] = []
    letters = 0
    for number in range(count):
        page = document[number]
        lines = lines_of_page(page)
        if not lines and _holds_pictures(page):
            pictures.append(number + 1)
        pages.append(lines)
        page.close()
        letters += sum(len(line.text) for line in lines)
        if letters > 2 * LONGEST_TEXT:  # page numbers and the like may still go
            break
    if not letters:
        raise _without_text(pictures)
    _check_readable(pages)
    kept, is_cut = drop_furniture(pages)
    text, starts = _written(paragraphs_of(kept), count)
    check_length(text)
    return DocumentText(
        text,
        "application/pdf",
        title=_declared_title(document),
        page_starts=starts,
        notes=_notes(pictures, is_cut=is_cut),
    )


def _holds_pictures(page: Any) -> bool:  # a PdfPage
    kinds = (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_SHADING)
    return next(iter(page.get_objects(filter=kinds, max_depth=4)), None) is not None


def _without_text(pictures: Sequence[int]) -> InputError:
    if pictures:
        what = filled(gettext_noop("Page %(pages)s holds pictures only, no text"), pages=ranges(pictures))
        return InputError(what, next_step=_RUN_OCR)
    return InputError(
        gettext_noop("The pages of the PDF are empty"),
        next_step=gettext_noop("Check that it is the right file"),
    )


def _check_readable(pages: Sequence[Sequence[Line]]) -> None:
    """Some PDFs draw letters without saying which they are; what comes out is private signs or none."""
    letters = "".join(line.text for page in pages for line in page).replace(" ", "")
    unknown = sum(
        letter == "\ufffd" or "\ue000" <= letter <= "\uf8ff" or letter >= "\U000f0000" for letter in letters
    )
    if unknown > (1 - _LEAST_SHARE_READABLE) * len(letters):
        raise InputError(
            gettext_noop("The PDF shows letters without saying which they are, so they cannot be read"),
            next_step=gettext_noop("Run OCR over it (e.g. ocrmypdf --force-ocr) and try again"),
        )


def _written(paragraphs: Sequence[Paragraph], count: int) -> tuple[str, tuple[int, ...]]:
    """All paragraphs as lines, and the offset at which each page begins."""
    starts: list[int] = [0]
    written: list[str] = []
    length = 0
    for paragraph in paragraphs:
        for number, piece in paragraph:
            begin = length + len(piece) - len(piece.lstrip())
            starts += [begin] * (number + 1 - len(starts))
            written.append(piece)
            length += len(piece)
        written.append("\n")
        length += 1
    starts += [max(0, length - 1)] * (count - len(starts))
    return "".join(written[:-1]), tuple(starts)


def _declared_title(document: Any) -> str | None:  # a PdfDocument
    title = tidy(document.get_metadata_value("Title") or "")
    is_file_name = title.lower().endswith((".doc", ".docx", ".pdf", ".indd")) or title.startswith(
        "Microsoft Word"
    )
    return None if is_file_name else title or None


def _notes(pictures: Sequence[int], *, is_cut: bool) -> tuple[str, ...]:
    notes: list[str] = []
    if pictures:
        note = gettext_noop("Page %(pages)s holds pictures only; run OCR (e.g. ocrmypdf) and try again")
        notes.append(filled(note, pages=ranges(pictures)))
    if is_cut:
        notes.append(
            gettext_noop("Page numbers and lines repeated at the top or bottom of pages were left out")
        )
    return tuple(notes)


def ranges(numbers: Sequence[int]) -> str:
    """1–3, 5 for 1, 2, 3, 5."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return joined(*(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs))
