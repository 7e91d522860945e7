"""Who owns which rows, and which of them a city takes along when it leaves.

Every table answers, in the office that keeps it; a table without an answer fails a test. The answers are
drawn into docs/decisions/0005-who-owns-which-rows.md.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who owns the rows of a table, and how those of a city's copy are found, if any are in it."""

    owner: str
    """In words, for the table in the documents."""
    rows: Callable[[Any], QuerySet[Any]] | None = None
    """A city → the rows in its copy."""
    attached_by: str = ""
    """The column that names a record from afar: a row is in the copy when that record is."""
    is_followed: bool = False
    """A row is in the copy when a row there points at it."""
    without: frozenset[str] = frozenset()
    """Columns that no copy holds."""
    note: str = ""
    """What of it is in the copy, or why none is."""

    @property
    def is_copied(self) -> bool:
        return self.rows is not None or bool(self.attached_by) or self.is_followed


GROUND = {
    "ground.LocalizedText": Ownership(
        "whoever owns the record that the text belongs to",
        attached_by="owner_id",
        note="all languages and statuses of the records in the copy",
    ),
    "ground.WordingRevision": Ownership(
        "whoever owns the record that the text belongs to", attached_by="owner_id", note="as the texts"
    ),
    "ground.TranslationProposal": Ownership("the installation", note="a machine's draft that nobody signed"),
    "ground.SearchEntry": Ownership("the installation", note="an index, made anew by `sistership rebuild`"),
    "ground.StoredFile": Ownership(
        "whoever owns the record that holds the file",
        is_followed=True,
        note="the row, and the bytes under `files/`",
    ),
    "ground.Document": Ownership(
        "shared by the sides of the partnership", is_followed=True, note="every document that the copy cites"
    ),
    "ground.Source": Ownership(
        "whoever owns the record that the source supports", attached_by="owner_id", note="of its records"
    ),
}
_LOG_IN = "the account, that is the person who logs in"
_QUEUE = "the installation"
LIBRARIES = {
    "auth.Permission": Ownership("nobody: not used"),
    "auth.Group_permissions": Ownership("nobody: not used"),
    "auth.Group": Ownership("nobody: not used"),
    "contenttypes.ContentType": Ownership("nobody: made by the program"),
    "sessions.Session": Ownership(_LOG_IN, note="ends with the visit"),
    "usersessions.UserSession": Ownership(_LOG_IN, note="ends with the visit"),
    "account.EmailAddress": Ownership(_LOG_IN, note="the address stands with the account"),
    "account.EmailConfirmation": Ownership(_LOG_IN, note="a secret"),
    "mfa.Authenticator": Ownership(_LOG_IN, note="a secret, of use in this window only"),
    "socialaccount.SocialApp": Ownership("nobody: not used, providers stand in the settings"),
    "socialaccount.SocialAccount": Ownership(_LOG_IN, note="of use in this window only"),
    "socialaccount.SocialToken": Ownership(_LOG_IN, note="a secret; none is kept"),
    "django_q.Task": Ownership(_QUEUE, note="what background work came to"),
    "django_q.Success": Ownership(_QUEUE, note="what background work came to"),
    "django_q.Failure": Ownership(_QUEUE, note="what background work came to"),
    "django_q.Schedule": Ownership(_QUEUE, note="made by the program"),
    "django_q.OrmQ": Ownership(_QUEUE, note="work that waits"),
}


def every_model() -> list[type[Model]]:
    """All tables of the window and of the libraries that it uses."""
    return list(apps.get_models(include_auto_created=True))


def ownership_table() -> str:
    """The table in the documents: one line for each table of the database."""
    from sistership.window.ground.registry import registry  # cycle: the registry is typed by Ownership

    lines = ["| table | owner | in the copy of a city |", "| --- | --- | --- |"]
    for label in sorted(model._meta.label for model in every_model()):
        one = registry.ownership[label]
        said = "yes" if one.is_copied else "no"
        said += f": {one.note}" if one.note else ""
        if one.without:
            said += f" (without {', '.join(sorted(one.without))})"
        lines.append(f"| {label} | {one.owner} | {said} |")
    return "\n".join(lines) + "\n"
