"""What lacks a translation, what is stale, what a machine wrote: one row for each text and target language.

1. A unit is one field of one record. Its source is the authentic wording of the highest revision, the oldest
   row of several. A unit that is authentic in the target language needs no translation and is not listed.
2. Missing: no wording in the target language. Draft: a machine's, unsigned. Stale: a person's, made from an
   older revision than the source's. Current: all others.
3. Published before unpublished, then what is due soonest, then names before longer texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from sistership.common.text import FALLBACKS, LANGUAGES
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import LocalizedText, TextStatus, TranslationProposal, WordingRevision
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.translations.kinds import KINDS, NAMING
from sistership.window.offices.translations.rules import Scope, published_texts, translatable

MISSING, STALE, DRAFT, CURRENT = "missing", "stale", "draft", "current"
OPEN = (MISSING, STALE, DRAFT)


@dataclass(frozen=True, slots=True)
class Unit:
    """One text and what there is of it in the target language."""

    owner: Ref
    field: str
    language: str
    """The target language."""
    source_language: str
    source: str
    source_revision: int
    state: str
    target: str
    """The present translation; empty where there is none."""
    partnership_id: int
    is_public: bool
    due_on: date | None
    made_from: int | None = None
    """The source revision that the present translation was made from."""
    name: str = ""
    """How the record is called, where the unit itself is not its name."""

    @property
    def key(self) -> str:
        """The unit as one word, for forms and files."""
        return f"{self.owner.kind}:{self.owner.public_id}:{self.field}"


def is_translator_configured() -> bool:
    """Whether the administrator named an endpoint that drafts translations."""
    return bool(settings.TRANSLATOR)


def _same_unit(**more: Any) -> QuerySet[LocalizedText]:
    return LocalizedText.objects.filter(
        owner_id=OuterRef("owner_id"), owner_kind=OuterRef("owner_kind"), field=OuterRef("field"), **more
    )


def sources(scope: Scope) -> QuerySet[LocalizedText]:
    """The source of every unit."""
    newer = _same_unit(status=TextStatus.AUTHENTIC).filter(
        Q(revision__gt=OuterRef("revision")) | Q(revision=OuterRef("revision"), pk__lt=OuterRef("pk"))
    )
    return translatable(scope).filter(~Exists(newer), status=TextStatus.AUTHENTIC)


def _state(language: str) -> Coalesce:
    """What the unit of a source row lacks in the language; `authentic` where nothing."""
    code = Case(
        When(status=TextStatus.AUTHENTIC, then=Value("authentic")),
        When(status=TextStatus.MACHINE_DRAFT, then=Value(DRAFT)),
        When(source_revision__lt=OuterRef("revision"), then=Value(STALE)),
        default=Value(CURRENT),
    )
    found = _same_unit(language=language).annotate(code=code).values("code")[:1]
    return Coalesce(Subquery(found), Value(MISSING))


def _of_owner(path_of: Any, output: models.Field[Any, Any]) -> Case:
    """A value of the record that owns a text, by the kind's path; NULL for kinds without one."""
    cases = []
    for name, kind in KINDS.items():
        paths = path_of(kind)
        if not paths:
            continue
        values = [
            Subquery(
                kind.model._default_manager.filter(public_id=OuterRef("owner_id"))
                .order_by(path)
                .filter(**{f"{path}__isnull": False})
                .values(path)[:1]
            )
            for path in paths
        ]
        cases.append(When(owner_kind=name, then=Coalesce(*values) if len(values) > 1 else values[0]))
    return Case(*cases, default=Value(None), output_field=output)


def _partnership() -> Case:
    return _of_owner(lambda kind: kind.partnership, models.BigIntegerField())


def units(scope: Scope, language: str, *, states: Collection[str] = OPEN) -> QuerySet[LocalizedText]:
    """Source rows of the units in these states, most important first; read them with `read_units`."""
    naming = Case(When(field__in=NAMING, then=Value(0)), default=Value(1))
    return (
        sources(scope)
        .exclude(language=language)
        .annotate(state=_state(language))
        .filter(state__in=states)
        .annotate(
            is_public=ExpressionWrapper(published_texts(scope), output_field=models.BooleanField()),
            due_on=_of_owner(lambda kind: (kind.due,) if kind.due else (), models.DateField()),
            partnership_id=_partnership(),
            target=Subquery(_same_unit(language=language).values("text")[:1]),
            made_from=Subquery(_same_unit(language=language).values("source_revision")[:1]),
        )
        .order_by("-is_public", F("due_on").asc(nulls_last=True), naming, "owner_id", "field")
    )


def read_units(rows: Iterable[Any], language: str) -> list[Unit]:
    """The rows of `units` as values, with the names of their records: one query."""
    rows = list(rows)
    names = _names({row.owner_id for row in rows if row.field not in NAMING}, language)
    return [
        Unit(
            owner=Ref(row.owner_kind, row.owner_id),
            field=row.field,
            language=language,
            source_language=row.language,
            source=row.text,
            source_revision=row.revision,
            state=row.state,
            target=row.target or "",
            partnership_id=row.partnership_id,
            is_public=row.is_public,
            due_on=row.due_on,
            made_from=row.made_from,
            name="" if row.field in NAMING else names.get(row.owner_id, ""),
        )
        for row in rows
    ]


def _names(owners: set[UUID], language: str) -> dict[UUID, str]:
    if not owners:
        return {}
    by_language: dict[UUID, dict[str, str]] = defaultdict(dict)
    rows = LocalizedText.objects.filter(owner_id__in=owners, field__in=NAMING)
    for owner, code, text in rows.values_list("owner_id", "language", "text"):
        by_language[owner][code] = text
    order = FALLBACKS.get(language, LANGUAGES)
    return {
        owner: next((texts[code] for code in order if code in texts), next(iter(texts.values())))
        for owner, texts in by_language.items()
    }


def tally(scope: Scope) -> dict[int, dict[str, dict[str, int]]]:
    """Partnership → target language → state → how many units: one query for everything."""
    columns = {language: f"state_{language.replace('-', '_')}" for language in LANGUAGES}
    states = {column: _state(language) for language, column in columns.items()}
    # Grouped by the states themselves: a count with a filter for each would look every state up again.
    rows: Any = sources(scope).annotate(partnership_id=_partnership(), **states).order_by()
    found: dict[int, dict[str, dict[str, int]]] = {}
    for row in rows.values("partnership_id", *states).annotate(number=Count("pk")):
        own = found.setdefault(
            row["partnership_id"],
            {language: dict.fromkeys((*OPEN, CURRENT), 0) for language in LANGUAGES},
        )
        for language, column in columns.items():
            if row[column] in own[language]:
                own[language][row[column]] += row["number"]
    return found


def unit_of(scope: Scope, owner: Ref, field: str, language: str) -> Unit | None:
    """One unit, whatever its state; None where the scope lacks it or it is authentic in the language."""
    rows = units(scope, language, states=(*OPEN, CURRENT)).filter(
        owner_kind=owner.kind, owner_id=owner.public_id, field=field
    )
    return next(iter(read_units(rows[:1], language)), None)


def past_sources(stale: Collection[Unit]) -> dict[str, str]:
    """Unit → what its source said when the translation was made, where the history knows: one query."""
    if not stale:
        return {}
    made_from = {unit.key: (unit.source_language, unit.made_from or 0) for unit in stale}
    rows = WordingRevision.objects.filter(owner_id__in={unit.owner.public_id for unit in stale})
    found: dict[str, str] = {}
    for row in rows.order_by("revision"):
        key = f"{row.owner_kind}:{row.owner_id}:{row.field}"
        language, revision = made_from.get(key, ("", 0))
        if row.language == language and row.revision <= revision:
            found[key] = row.text
    return found


@dataclass(frozen=True, slots=True)
class SourceWording:
    """One authentic wording: as it reads now, and as it read when the translation was made."""

    language: str
    text: str
    before: str | None
    """None where the history does not know it; equal to `text` where it did not change."""

    @property
    def is_changed(self) -> bool:
        return self.before is not None and self.before != self.text


@dataclass(frozen=True, slots=True)
class Wordings:
    """Everything that is known of one unit, for the page that translates it."""

    sources: list[SourceWording]
    present: LocalizedText | None
    """The wording in the target language."""
    others: list[LocalizedText]
    """Translations into further languages."""
    proposal: TranslationProposal | None


def wordings_of(unit: Unit) -> Wordings:
    """The unit's wordings, what its sources read before, and a machine's proposal: at most three queries."""
    same = {"owner_kind": unit.owner.kind, "owner_id": unit.owner.public_id, "field": unit.field}
    rows = {row.language: row for row in LocalizedText.objects.filter(**same).order_by("pk")}
    present = rows.pop(unit.language, None)
    made_from = present.source_revision if present else None
    is_behind = made_from is not None and made_from < unit.source_revision
    before: dict[str, str] = {}
    if is_behind:
        past = WordingRevision.objects.filter(**same, revision__lte=made_from).order_by("revision")
        before = dict(past.values_list("language", "text"))
    found = [
        SourceWording(language=code, text=row.text, before=before.get(code) if is_behind else row.text)
        for code, row in rows.items()
        if row.is_authentic
    ]
    return Wordings(
        sources=sorted(found, key=lambda one: one.language != unit.source_language),
        present=present,
        others=[row for row in rows.values() if not row.is_authentic],
        proposal=TranslationProposal.objects.filter(
            **same, language=unit.language, source_revision=unit.source_revision
        ).first()
        if unit.state == STALE
        else None,
    )


def partnerships_in(scope: Scope) -> list[Partnership]:
    """The partnerships of the scope with their sides and cities, by key."""
    return list(scope.partnerships.prefetch_related("sides__city").order_by("key"))
