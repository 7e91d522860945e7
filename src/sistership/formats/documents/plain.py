"""Plain text files."""

from __future__ import annotations

from sistership.formats.documents.document import DocumentText, check_length
from sistership.formats.encodings import decode


def read_plain(content: bytes) -> DocumentText:
    """A plain text file exactly as it stands, without a byte order mark."""
    letters = decode(content)
    check_length(letters.text)
    return DocumentText(
        letters.text,
        "text/plain",
        encoding=letters.encoding,
        encoding_confidence=letters.confidence,
        notes=letters.notes,
    )
