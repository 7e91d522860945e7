"""What spans offices: each office adds its part in its apps.py, and nobody below imports anybody above."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sistership.formats.mail import IncomingLetter
from sistership.window.ground.confidential import Confidential
from sistership.window.ground.ids import Ref
from sistership.window.ground.incoming import Filed
from sistership.window.ground.ownership import GROUND, LIBRARIES, Ownership
from sistership.window.ground.retention import GROUND as GROUND_RETENTION
from sistership.window.ground.retention import Retention
from sistership.window.ground.search.searchable import Searchable


@dataclass(slots=True)
class Registry:
    """Functions by office name, called in the order in which the offices were loaded (lowest first)."""

    rebuilders: dict[str, Callable[[], int]] = field(default_factory=dict)
    """Recompute all projections of the office; returns how many rows changed."""
    calendar_followers: dict[str, Callable[[UUID], int]] = field(default_factory=dict)
    """Recompute what runs by the calendar of the city of this public id, after it changed; returns how many
    rows changed. Called inside the transaction of the change."""
    person_exporters: dict[str, Callable[[UUID], dict[str, Any]]] = field(default_factory=dict)
    """What the office holds about a person, as JSON values."""
    person_erasers: dict[str, Callable[[UUID], int]] = field(default_factory=dict)
    """Erase what the office holds about a person; returns how many rows it touched."""
    subject_finders: dict[str, Callable[[str], list[Ref]]] = field(default_factory=dict)
    """Subjects beside persons and accounts that an e-mail address stands for."""
    address_finders: dict[str, Callable[[UUID], set[str]]] = field(default_factory=dict)
    """E-mail addresses, in small letters, of a subject that is neither a person nor an account."""
    readable: dict[str, Callable[[Ref, Any], bool]] = field(default_factory=dict)
    """Kind of record → whether a reader may see one of them."""
    confidential: dict[str, Confidential] = field(default_factory=dict)
    """Kind of record of which only some may know → who; the journal shows entries about it to them alone."""
    record_movers: dict[str, Callable[[Ref, Ref], int]] = field(default_factory=dict)
    """Move what names one record by its id alone to another, when they are merged; returns how many rows."""
    ownership: dict[str, Ownership] = field(default_factory=lambda: GROUND | LIBRARIES)
    """Table → who owns its rows, and which of them a city takes along."""
    retention: dict[str, Retention] = field(default_factory=lambda: dict(GROUND_RETENTION))
    """Name of what is kept for a time only → how the window lets go of it."""
    searchable: dict[str, Searchable] = field(default_factory=dict)
    """Kind of record → how it is found by its words, in the order in which results are shown."""
    file_holders: dict[str, Callable[[], Iterable[str]]] = field(default_factory=dict)
    """SHA-256 of stored files that the office's rows name otherwise than by a foreign key."""
    letter_takers: dict[str, Callable[[IncomingLetter], Filed | None]] = field(default_factory=dict)
    """File a letter that came in, inside a transaction; None for one that is not the office's."""
    schedules: dict[str, int] = field(default_factory=dict)
    """Dotted path of a recurring task → every how many minutes it runs."""


registry = Registry()
