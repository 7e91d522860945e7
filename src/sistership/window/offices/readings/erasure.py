"""What readings hold about a person: documents that an account reads, and open drafts naming the person."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sistership.window.ground.models import LocalizedText
from sistership.window.offices.people.erasure import accounts_of
from sistership.window.offices.people.models import Alias, Person
from sistership.window.offices.readings.files import drop_file
from sistership.window.offices.readings.models import Reading
from sistership.window.offices.readings.states import ReadingState

NAMING = ("person", "signatory", "delegation_lead")
"""Fields whose value is a person, or the name of one."""


def _names(subject_id: UUID) -> set[str]:
    if not Person.objects.filter(public_id=subject_id).exists():
        return set()
    texts = LocalizedText.objects.filter(owner_kind=Person.kind(), owner_id=subject_id, field="name")
    aliases = Alias.objects.filter(owner_kind=Person.kind(), owner_id=subject_id)
    return {*texts.values_list("text", flat=True), *aliases.values_list("name", flat=True)}


def _is_about(entry: dict[str, Any], names: set[str]) -> bool:
    name, value = entry["field"]["name"], entry["field"]["value"]
    if name not in NAMING:
        return False
    said = {value["name"], value["latin_name"]} if name == "person" else {value}
    return bool(said & names)


def _naming(subject_id: UUID) -> list[tuple[Reading, list[dict[str, Any]]]]:
    """Open drafts with the fields that name the person."""
    names = _names(subject_id)
    if not names:
        return []
    found = []
    for reading in Reading.objects.filter(state=ReadingState.DRAFTED):
        about = [entry for entry in reading.fields if _is_about(entry, names)]
        if about:
            found.append((reading, about))
    return found


def export_readings(subject_id: UUID) -> dict[str, Any]:
    """Documents that the account gave to be read, and what open drafts say about the person."""
    own = Reading.objects.filter(read_by__in=accounts_of(subject_id))
    return {
        "read": [
            {"reading": one.public_id, "title": one.title, "state": one.state, "at": one.created_at}
            for one in own
        ],
        "named_in_drafts": [
            {"reading": reading.public_id, "values": [entry["field"]["value"] for entry in about]}
            for reading, about in _naming(subject_id)
        ],
    }


def erase_readings(subject_id: UUID) -> int:
    """Drop the person's fields from open drafts, and drafts that nobody else can open."""
    touched = 0
    for reading in Reading.objects.filter(
        read_by__in=accounts_of(subject_id), partnership=None, state=ReadingState.DRAFTED
    ):
        file = reading.file
        reading.delete()
        drop_file(file)
        touched += 1
    for reading, about in _naming(subject_id):
        keys = {entry["key"] for entry in about}
        reading.fields = [entry for entry in reading.fields if entry["key"] not in keys]
        reading.save(update_fields=["fields", "updated_at"])
        touched += 1
    return touched
