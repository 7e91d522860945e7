"""What the journal holds about a person: payloads that name them, and what their account did."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sistership.window.offices.journal.models import Entry, Payload


def export_journal(subject_id: UUID) -> dict[str, Any]:
    """Payloads about the person, and the entries that the account caused, oldest first."""
    payloads = Payload.objects.filter(person_id=subject_id).select_related("entry").order_by("entry__at")
    done = Entry.objects.filter(actor_id=subject_id).order_by("at", "sequence")
    return {
        "about": [
            {"at": payload.entry.at, "action": payload.entry.action, "data": payload.data}
            for payload in payloads
        ],
        "done": list(done.values("at", "action", "subject_kind", "subject_id")),
    }
