"""Documents of any kind to text: plain text, HTML, PDF and DOCX, told apart by their content."""

from sistership.formats.documents.document import LARGEST_BYTES, LONGEST_TEXT, DocumentText
from sistership.formats.documents.reading import read_document

__all__ = ["LARGEST_BYTES", "LONGEST_TEXT", "DocumentText", "read_document"]
