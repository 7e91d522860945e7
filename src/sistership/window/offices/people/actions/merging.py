"""Merge two records that are one: everything that names the one that goes is moved to the one that stays.

1. References are found, not listed: every foreign key to the record's table, and every table that names
   records by (kind, public id) in columns `…_kind` and `…_id`. What is hidden from that (an id alone)
   an office moves through `registry.record_movers`.
2. Where both have the same link (both attended one visit), one of the two goes, if nothing hangs on it;
   else nothing is merged and the reason is said.
3. The names of the one that goes become names in languages that the other lacks, else aliases. Its old
   address leads to the one that stays. The journal keeps saying what it said, and that they were merged.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext

from sistership.common.errors import InputError, StateError
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import LocalizedText, TranslationProposal, WordingRevision
from sistership.window.ground.registry import registry
from sistership.window.ground.texts import delete_texts, write_texts
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.actions.places import add_aliases, rebuild_projections
from sistership.window.offices.people.models import Alias, City, MergedRecord, Organisation, Person

Subject = City | Organisation | Person
COLUMNS: dict[type[models.Model], tuple[str, ...]] = {
    City: ("country", "subdivision", "timezone", "language", "website", "longitude", "latitude"),
    Organisation: ("organisation_kind", "city", "website"),
    Person: ("city", "email", "telephone"),
}
"""Columns of which a person chooses whose value stays."""
OWN_TEXTS = (LocalizedText, WordingRevision, TranslationProposal, Alias)
"""Tables that hold what a record is called; moved by name and not by row."""
UNTOUCHED_APPS = frozenset(("journal",))
"""What was journalled stays as it was said."""


def foreign_keys(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """(model, field) of every foreign key to the table, of whatever office, also without a way back."""
    for relation in model._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield relation.related_model, relation.field.name


def named_references() -> Iterator[tuple[type[models.Model], str]]:
    """(model, prefix) of every table that names records in the columns `prefix_kind` and `prefix_id`."""
    for model in apps.get_models():
        if model._meta.app_label in UNTOUCHED_APPS or model in OWN_TEXTS:
            continue
        names = {field.name for field in model._meta.concrete_fields}
        for name in sorted(names):
            prefix = name.removesuffix("_id")
            if name.endswith("_id") and f"{prefix}_kind" in names:
                yield model, prefix


@dataclass(frozen=True, slots=True)
class Moves:
    """What merging would do to the rows of one table."""

    table: str
    rows: int
    """Rows that name the record that goes."""
    twins: int
    """Of these, links that the record that stays has too; they go."""


def preview_moves(winner: Subject, loser: Subject) -> list[Moves]:
    """What would move and what would go, by table: one query."""
    named: list[tuple[type[models.Model], dict[str, Any], dict[str, Any], str]] = [
        (model, {name: loser}, {name: winner}, name) for model, name in foreign_keys(type(loser))
    ]
    for model, prefix in named_references():
        goes, stays = (
            {f"{prefix}_kind": record.kind(), f"{prefix}_id": record.public_id} for record in (loser, winner)
        )
        named.append((model, goes, stays, f"{prefix}_id"))
    counts: dict[str, Any] = {}
    for number, (model, of_loser, of_winner, name) in enumerate(named):
        rows = model._base_manager.filter(**of_loser)
        counts[f"rows_{number}"] = _count(rows)
        counts[f"twins_{number}"] = _count(rows.filter(_has_twin(model, of_winner, name)))
    found = type(loser)._base_manager.filter(pk=loser.pk).values_list(*counts.values()).get()
    moves: dict[str, Moves] = {}
    for number, (model, *_rest) in enumerate(named):
        table = str(model._meta.verbose_name)
        before = moves.get(table, Moves(table, 0, 0))
        moved, twins = (count or 0 for count in found[2 * number : 2 * number + 2])
        moves[table] = Moves(table, before.rows + moved, before.twins + twins)
    return [moves[table] for table in sorted(moves) if moves[table].rows]


def _count(rows: models.QuerySet[Any]) -> models.Subquery:
    """How many rows, as a value in another query; without the grouping that Count would bring."""
    counted: Any = models.Func(models.F("pk"), function="COUNT", output_field=models.IntegerField())
    return models.Subquery(rows.order_by().annotate(counted=counted).values("counted"))


def _has_twin(model: type[models.Model], of_winner: dict[str, Any], name: str) -> models.Q:
    """Whether a row could not be moved, as the record that stays has a row that may be there only once."""
    found = models.Q(pk__in=[])
    for fields, condition in _unique_sets(model):
        others = [field for field in fields if field not in of_winner]
        if name in fields:
            same = {field: models.OuterRef(field) for field in others}
            twins = model._base_manager.filter(condition, **of_winner, **same)
            found |= condition & models.Q(models.Exists(twins))
    return found


def _unique_sets(model: type[models.Model]) -> Iterator[tuple[tuple[str, ...], models.Q]]:
    """(fields, condition) of what may be in a table only once."""
    for field in model._meta.concrete_fields:
        if field.unique and not field.primary_key:
            yield (field.name,), models.Q()
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.fields:
            yield tuple(constraint.fields), constraint.condition or models.Q()


@transaction.atomic
def merge_records(
    *, actor: Ref, winner: Subject, loser: Subject, take: Collection[str] = ()
) -> dict[str, int]:
    """Merge `loser` into `winner`; returns table → rows moved.

    `take` names what is taken from the loser where both have it: columns, and names by language (`name_pl`).
    """
    _require_mergeable(winner, loser)
    moved: Counter[str] = Counter()
    before = {code: one.text for code, one in winner.localized("name").variants.items()}
    given = {code: one.text for code, one in loser.localized("name").variants.items()}
    aliases = list(Alias.objects.filter(owner_id=loser.public_id).values_list("name", flat=True))
    for model, name in foreign_keys(type(winner)):
        _move(model, {name: loser}, name, winner, moved)
    for model, prefix in named_references():
        named = {f"{prefix}_kind": loser.kind(), f"{prefix}_id": loser.public_id}
        _move(model, named, f"{prefix}_id", winner.public_id, moved)
    for move in registry.record_movers.values():
        move(loser.ref, winner.ref)
    _take_columns(winner, loser, take)
    names = {
        code: name for code, name in given.items() if code not in before or f"name_{_column(code)}" in take
    }
    delete_texts([loser])
    WordingRevision.objects.filter(owner_kind=loser.kind(), owner_id=loser.public_id).delete()
    TranslationProposal.objects.filter(owner_kind=loser.kind(), owner_id=loser.public_id).delete()
    Alias.objects.filter(owner_id=loser.public_id).delete()
    write_texts(winner, {"name": names})
    borne = {**before, **names}
    left = [name for name in (*before.values(), *given.values(), *aliases) if name not in borne.values()]
    add_aliases(winner, dict.fromkeys(left))
    MergedRecord.objects.filter(new_id=loser.public_id).update(new_id=winner.public_id)
    MergedRecord.objects.create(
        kind=loser.kind(),
        old_id=loser.public_id,
        new_id=winner.public_id,
        old_key=loser.key if isinstance(loser, City) else "",
    )
    journal.record(
        action=f"{winner.kind()}.merged",
        actor=actor,
        subject=winner.ref,
        partnership_id=None,
        data={"merged": loser.public_id, "moved": dict(moved), "names": given},
        person_id=winner.public_id if isinstance(winner, Person) else None,
    )
    loser.delete()
    if isinstance(winner, City):
        rebuild_projections()
    return dict(moved)


def _column(code: str) -> str:
    return code.replace("-", "_")


def _require_mergeable(winner: Subject, loser: Subject) -> None:
    if type(winner) is not type(loser) or winner.pk == loser.pk:
        raise InputError(
            gettext("These two cannot be merged"), allowed=gettext("two different records of one kind")
        )
    if winner.is_example != loser.is_example:
        raise StateError(
            gettext("One of the two is example data, which is removed together"),
            next_step=gettext("Remove the example data first"),
        )
    if isinstance(winner, Person) and isinstance(loser, Person):
        if winner.erased_at or loser.erased_at:
            raise StateError(gettext("One of the two persons was erased"))
        if hasattr(winner, "account") and hasattr(loser, "account"):
            raise StateError(
                gettext("Both persons have an account"),
                next_step=gettext("Decide which account stays, and part the other from its person"),
            )


def _take_columns(winner: Subject, loser: Subject, take: Collection[str]) -> None:
    columns = [
        column
        for column in COLUMNS[type(winner)]
        if column in take or (not getattr(winner, column) and getattr(loser, column))
    ]
    for column in columns:
        setattr(winner, column, getattr(loser, column))
    if columns:
        winner.save(update_fields=columns)


def _move(
    model: type[models.Model],
    wanted: dict[str, Any],
    name: str,
    value: Any,
    moved: Counter[str],
) -> None:
    for row in model._base_manager.filter(**wanted):
        setattr(row, name, value)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            _drop_twin(row)
        moved[model._meta.label_lower] += 1


def _drop_twin(row: models.Model) -> None:
    """Delete a link that the other record has too; raises StateError where something hangs on it."""
    for relation in row._meta.related_objects:
        if relation.related_model._base_manager.filter(**{relation.field.name: row.pk}).exists():
            raise StateError(
                gettext("Both are in one %(what)s, on which other records hang")
                % {"what": row._meta.verbose_name},
                next_step=gettext("Take one of the two out of it first"),
            )
    named = getattr(row, "public_id", None)
    if named is not None:
        LocalizedText.objects.filter(owner_id=named).delete()
    type(row)._base_manager.filter(pk=row.pk).delete()
