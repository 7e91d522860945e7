"""The journal entry that every write to a partnership's records ends with."""

from __future__ import annotations

from typing import Any

from sistership.window.ground.ids import Ref
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import Partnership


def note(actor: Ref, action: str, subject: Ref, partnership: Partnership, **data: Any) -> None:
    """Append to the chain of the partnership; `data` as journal.record takes it."""
    journal.record(
        action=action, actor=actor, subject=subject, partnership_id=partnership.public_id, data=data
    )
