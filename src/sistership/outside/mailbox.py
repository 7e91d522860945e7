"""Mail comes in through a Mailbox: a folder that a mail server fills (maildir), or a box on an IMAP server.

1. `fetch` yields one message at a time, so that a full box needs no more memory than its largest message.
2. A message stays where it is until `take` or `refuse` is called with its id, after what it says is stored;
   whoever is killed in between gets it once more.
3. A refused message is moved aside and never deleted.
"""

from __future__ import annotations

import contextlib
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sistership.common.errors import OutsideError

LARGEST_BYTES = 20 * 1024 * 1024
BEGINNING_BYTES = 64 * 1024
"""How much is read of a message that is too large: its headers and its first words."""
REFUSED = "Refused"
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that waits in the box."""

    id: str
    content: bytes
    size_bytes: int
    is_whole: bool = True
    """False: the message is too large and ``content`` is its beginning."""


class Mailbox(Protocol):
    """A box of messages; every method raises OutsideError where the box cannot be used."""

    def fetch(self) -> Iterator[Waiting]:
        """The messages that wait, the oldest first, one at a time."""

    def take(self, message_id: str) -> None:
        """Mark a message as done. Harmless for one that is done already."""

    def refuse(self, message_id: str, reason: str) -> None:
        """Put a message aside, where a person finds it. Harmless for one that is aside already."""

    def count(self) -> int:
        """How many messages wait; asks the box anew."""

    def close(self) -> None:
        """Let go of the box."""


class Maildir:
    """A maildir: what is in `new` waits, what is done goes to `cur`, what is refused to `.Refused`."""

    def __init__(self, *, folder: str, largest_bytes: int = LARGEST_BYTES, **_: object) -> None:
        self.folder = Path(folder)
        self.largest_bytes = largest_bytes

    def fetch(self) -> Iterator[Waiting]:
        for name in self._names():
            path = self.folder / "new" / name
            try:
                size = path.stat().st_size
                with path.open("rb") as file:
                    content = file.read(size if size <= self.largest_bytes else BEGINNING_BYTES)
            except FileNotFoundError:  # somebody else took it meanwhile
                continue
            except OSError as error:
                raise self._failed(error) from error
            yield Waiting(name, content, size, is_whole=len(content) == size)

    def take(self, message_id: str) -> None:
        self._move(message_id, self.folder / "cur")

    def refuse(self, message_id: str, reason: str) -> None:
        aside = self.folder / f".{REFUSED}"
        self._move(message_id, aside / "cur")
        logger.warning("The message %s was put into %s: %s", message_id, aside, reason)

    def count(self) -> int:
        return len(self._names())

    def close(self) -> None:
        pass

    def _names(self) -> list[str]:
        """Names of what waits; those of a maildir begin with the second of arrival."""
        try:
            with os.scandir(self.folder / "new") as entries:
                return sorted(one.name for one in entries if one.is_file() and not one.name.startswith("."))
        except OSError as error:
            raise self._failed(error) from error

    def _move(self, message_id: str, place: Path) -> None:
        name = Path(message_id).name
        try:
            for folder in (place, place.parent / "new", place.parent / "tmp"):
                folder.mkdir(parents=True, exist_ok=True)
            with contextlib.suppress(FileNotFoundError):
                (self.folder / "new" / name).rename(place / f"{name.partition(':')[0]}:2,S")
        except OSError as error:
            raise self._failed(error) from error

    def _failed(self, error: OSError) -> OutsideError:
        return OutsideError(
            f"The mailbox {self.folder} cannot be used ({error.strerror or error})",
            next_step="Name a maildir that this window may read and write in SISTERSHIP_MAILBOX_FOLDER; "
            "it holds the folders new, cur and tmp",
        )
