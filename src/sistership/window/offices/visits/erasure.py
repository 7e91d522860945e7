"""What visits hold about a person: where they were, and as what."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sistership.window.ground.texts import delete_texts, load_texts
from sistership.window.offices.people.erasure import wordings
from sistership.window.offices.visits.models import Attendance


def _attendances(subject_id: UUID) -> list[Attendance]:
    return list(Attendance.objects.filter(person__public_id=subject_id).select_related("visit"))


def export_visits(subject_id: UUID) -> dict[str, Any]:
    """Visits that the person attended, with the capacity in which they did."""
    attendances = _attendances(subject_id)
    load_texts(attendances)
    return {
        "attended": [
            {"visit": one.visit.public_id, "on": one.visit.on, "capacities": wordings(one, "capacity")}
            for one in attendances
        ]
    }


def erase_visits(subject_id: UUID) -> int:
    """Drop the capacities; that somebody was there stays, without a name."""
    attendances = _attendances(subject_id)
    delete_texts(attendances)
    return len(attendances)
