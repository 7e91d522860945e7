"""Letters that come in: the bytes of one RFC 5322 message to values, whatever program wrote them."""

from sistership.formats.mail.letter import (
    LARGEST_BYTES,
    Address,
    Attachment,
    Bounce,
    FailedRecipient,
    IncomingLetter,
    Nature,
)
from sistership.formats.mail.reading import read_letter

__all__ = [
    "LARGEST_BYTES",
    "Address",
    "Attachment",
    "Bounce",
    "FailedRecipient",
    "IncomingLetter",
    "Nature",
    "read_letter",
]
