"""Correct the wording of a record in any language, and say which wording is authentic.

1. Only the wordings that change are written; a translation that nobody touched stays as it is, stale or not.
2. A text that has wordings has at least one authentic one, and a text that names its record is never empty.
3. What the other side confirmed stays as it read: of confirmed evidence only translations are corrected.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.errors import InputError, StateError
from sistership.common.text import LANGUAGE_NAMES
from sistership.window.ground.ids import Ref
from sistership.window.ground.records import Record
from sistership.window.ground.texts import write_texts
from sistership.window.offices.agreements.models import Evidence, Signatory
from sistership.window.offices.agreements.states import EvidenceState
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import Partnership

Texts = Mapping[str, str]
NAMING = ("title", "name", "occasion", "text")
"""Texts without which a record could not be named; who signed is named by the person."""


@dataclass(frozen=True, slots=True)
class _Text:
    """One text of a record before and after a correction, by language."""

    before: dict[str, str]
    after: dict[str, str]
    authentic_before: frozenset[str]
    authentic_after: frozenset[str]

    @property
    def rewritten(self) -> dict[str, str]:
        """Wordings that differ; empty ones are removed."""
        return {
            language: self.after.get(language, "")
            for language in {**self.before, **self.after}
            if self.after.get(language) != self.before.get(language)
        }

    @property
    def to_write(self) -> dict[str, str]:
        """What differs, and what becomes or ceases to be authentic."""
        turned = (self.authentic_before ^ self.authentic_after) & set(self.after)
        return {language: self.after[language] for language in sorted(turned)} | self.rewritten

    def journalled(self, *, is_after: bool) -> dict[str, Any]:
        """The wordings that differ by language, and the authentic languages where those differ."""
        texts = self.after if is_after else self.before
        said: dict[str, Any] = {language: texts.get(language, "") for language in self.rewritten}
        if self.authentic_before != self.authentic_after:
            said["authentic"] = sorted(self.authentic_after if is_after else self.authentic_before)
        return said


def _text(record: Record, field: str, given: Texts | None, authentic: Mapping[str, Collection[str]]) -> _Text:
    known = record.localized(field).variants
    before = {language: one.text for language, one in known.items()}
    corrected = before | {language: text.strip() for language, text in (given or {}).items()}
    after = {language: text for language, text in corrected.items() if text}
    was = frozenset(language for language, one in known.items() if one.is_authentic)
    if field in authentic:
        now = frozenset(authentic[field])
    elif was:
        now = was
    else:
        now = frozenset(list(after)[:1])
    return _Text(before, after, was, now)


def _check(record: Record, field: str, text: _Text) -> None:
    """Raise where the correction would leave the text without a name or an authentic wording."""
    if text.before and not text.after and field in NAMING and not isinstance(record, Signatory):
        raise InputError(
            gettext("This text names the record and cannot be empty"),
            where=field,
            next_step=gettext("Write it in at least one language"),
        )
    if not text.after:
        return
    missing = sorted(text.authentic_after - set(text.after))
    if missing or not text.authentic_after:
        raise InputError(
            gettext("There is no wording in %(language)s that could be authentic")
            % {"language": LANGUAGE_NAMES.get(missing[0], missing[0])}
            if missing
            else gettext("No wording is marked as authentic"),
            where=f"authentic_{field}",
            allowed=", ".join(LANGUAGE_NAMES.get(language, language) for language in sorted(text.after)),
        )


def _check_confirmed(record: Record, field: str, text: _Text) -> None:
    if not isinstance(record, Evidence) or record.base_state != EvidenceState.CONFIRMED:
        return
    if text.authentic_before & set(text.rewritten) or text.authentic_before != text.authentic_after:
        raise StateError(
            gettext("The other side confirmed this wording, so it stays as it is"),
            where=field,
            allowed=gettext("corrections of its translations"),
            next_step=gettext("File new evidence with the right words"),
        )


@transaction.atomic
def edit_wordings(
    *,
    actor: Ref,
    record: Record,
    partnership: Partnership,
    texts: Mapping[str, Texts],
    authentic: Mapping[str, Collection[str]] | None = None,
    person: Ref | None = None,
) -> None:
    """Correct texts: field → language → wording (empty removes it); `authentic`: field → its languages.

    `person` is whom the words are about, so that they leave the journal when the person is erased.
    Raises InputError that names the field, StateError where the other side confirmed the words.
    """
    marks = authentic or {}
    found: dict[str, _Text] = {}
    for field in dict.fromkeys([*texts, *marks]):
        text = _text(record, field, texts.get(field), marks)
        if text.to_write:
            _check(record, field, text)
            _check_confirmed(record, field, text)
            found[field] = text
        elif field in marks:
            _check(record, field, text)
    if not found:
        return
    for field, text in found.items():
        write_texts(record, {field: text.to_write}, authentic=text.authentic_after & set(text.after))
    journal.record(
        action="wording.edited",
        actor=actor,
        subject=record.ref,
        partnership_id=partnership.public_id,
        data={"before": _state(found, is_after=False), "after": _state(found, is_after=True)},
        person_id=person.public_id if person else None,
    )


def _state(found: Mapping[str, _Text], *, is_after: bool) -> dict[str, dict[str, Any]]:
    """What changed, as the journal keeps it: field → language → wording, and its authentic languages."""
    return {field: text.journalled(is_after=is_after) for field, text in found.items()}
