"""Ask the second reader in the background; its answer joins the draft, a failure is told on the page."""

from __future__ import annotations

from uuid import UUID

from sistership.window.offices.readings.actions import take_second
from sistership.window.offices.readings.models import Reading, SecondState
from sistership.window.offices.visits.engine import draft_with_second


def ask_second(public_id: str) -> str:
    """Ask once; a task that runs again finds the answer taken and does nothing."""
    reading = Reading.objects.filter(public_id=UUID(public_id), second_state=SecondState.ASKED).first()
    if reading is None:
        return "nothing to do"
    found = draft_with_second(reading.text, published_on=reading.published_on)
    take_second(reading=reading, found=found.draft, failure=found.failure or "")
    return "failed" if found.failure else "answered"
