"""The one tree of errors: each says what is wrong, where, what is allowed and what to do next."""

from __future__ import annotations


class SistershipError(Exception):
    """Anything that a person can be told in one paragraph; never shown as a traceback."""

    def __init__(self, what: str, *, where: str = "", allowed: str = "", next_step: str = "") -> None:
        self.what = what
        self.where = where
        self.allowed = allowed
        self.next_step = next_step
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """All parts in one line: where, what, what is allowed, what to do."""
        parts = [f"{self.where}: {self.what}" if self.where else self.what]
        if self.allowed:
            parts.append(f"Allowed: {self.allowed}")
        if self.next_step:
            parts.append(self.next_step)
        return " ".join(part if part.endswith((".", "。", "!", "?")) else f"{part}." for part in parts)


class InputError(SistershipError):
    """Something given by a person or a file cannot be used as it is."""


class RuleError(SistershipError):
    """The person may not do this."""


class StateError(SistershipError):
    """The record is in a state in which this cannot be done."""


class MissingPartError(SistershipError):
    """An optional part of the installation (a library, a program) is absent."""


class NotReadyError(MissingPartError):
    """A part of the installation is being prepared, and is there in a moment."""


class OutsideError(SistershipError):
    """Something beyond the process (a mail server, an endpoint) did not answer as it should."""


class IntegrityError(SistershipError):
    """Stored data are not what they must be: a broken chain, a wrong digest."""
