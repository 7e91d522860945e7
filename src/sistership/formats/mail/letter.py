"""What a letter that came in holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

LARGEST_BYTES = 20 * 1024 * 1024
"""Of a whole message, its attachments packed as mail packs them."""


class Nature(StrEnum):
    """Who speaks: only an ordinary letter is an enquirer's or an officer's words."""

    ORDINARY = "ordinary"
    AUTOMATIC = "automatic"
    """A program answered: away from the office, a receipt, a robot."""
    BOUNCE = "bounce"
    """A mail server says that a letter did not arrive."""
    LIST = "list"
    """Sent to many: a mailing list, a newsletter."""


@dataclass(frozen=True, slots=True)
class Address:
    """A mail address with the name that stands beside it; the name is empty where none does."""

    address: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a letter, as its sender named and declared it; neither is checked here."""

    name: str
    """Decoded, without folders; `attachment-2.pdf` where the sender gave none."""
    media_type: str
    content: bytes
    is_inline: bool = False
    """Shown inside the text, such as a logo."""

    @property
    def size_bytes(self) -> int:
        return len(self.content)


@dataclass(frozen=True, slots=True)
class FailedRecipient:
    """An address that a letter did not reach."""

    address: str
    status: str = ""
    """Enhanced status code (RFC 3463) such as 5.1.1; empty where the server gave none."""
    diagnostic: str = ""
    """What the server said, in its own words."""
    is_final: bool = True
    """False: the server keeps trying, or the fault is one that passes."""


@dataclass(frozen=True, slots=True)
class Bounce:
    """What a mail server says of a letter that did not arrive (RFC 3464, or in words of its own)."""

    recipients: tuple[FailedRecipient, ...]
    original_message_id: str | None


@dataclass(frozen=True, slots=True)
class IncomingLetter:
    """One letter. Ids are without angle brackets. What a letter does not say is None or an empty tuple."""

    message_id: str
    """Made from the message's digest where it has none, so that the same message has the same id."""
    in_reply_to: str | None
    references: tuple[str, ...]
    """From the first letter of the thread to the last; the letter answered is among them."""
    sender: Address | None
    reply_to: Address | None
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    delivered_to: tuple[str, ...]
    """Addresses at which the mail server took it, also where the letter itself does not name them."""
    date: datetime | None
    """In UTC; None where it is missing or absurd."""
    subject: str
    text: str
    """All words: the plain part, else the web part as text, in which quoted lines begin with `>`."""
    new_text: str
    """What the sender wrote, without quotation and signature; empty where there is nothing else."""
    languages: tuple[str, ...]
    """What the letter says of its languages, the likeliest first: BCP 47 tags in lower case."""
    attachments: tuple[Attachment, ...]
    nature: Nature
    bounce: Bounce | None
    notes: tuple[str, ...]
    """What a person should know: a part that could not be read, an encoding that was guessed."""
