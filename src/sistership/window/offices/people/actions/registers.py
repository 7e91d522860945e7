"""Write many cities, organisations and persons at once: what a sheet holds, with few queries.

Each record is written and journalled as the action for one would do it. Names and aliases of records that
are there already are added to, never taken away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts_in_bulk import BATCH, FirstText, write_first_texts, write_more_texts
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.actions.places import (
    check_facts,
    check_key,
    check_organisation_kind,
    rebuild_projections,
)
from sistership.window.offices.people.models import Alias, City, Organisation, Person, Post

Texts = Mapping[str, str]
Subject = City | Organisation | Person
CLOCK_COLUMNS = frozenset(("timezone", "country", "subdivision"))


@dataclass(frozen=True, slots=True)
class NewPost:
    """A post of a new person."""

    titles: Texts
    organisation: Organisation | None = None
    city: City | None = None


@dataclass(frozen=True, slots=True)
class New:
    """A record that is not yet saved, with its names."""

    record: Subject
    names: Texts
    aliases: Sequence[str] = ()
    posts: Sequence[NewPost] = ()
    """Of a person."""


@dataclass(frozen=True, slots=True)
class Amended:
    """What a record that is there takes on."""

    record: Subject
    names: Texts = field(default_factory=dict)
    aliases: Sequence[str] = ()
    columns: Mapping[str, Any] = field(default_factory=dict)
    posts: Sequence[NewPost] = ()
    """Of a person."""


@transaction.atomic
def add_cities(*, actor: Ref, new: Sequence[New]) -> None:
    """Add cities. Raises InputError for values that `add_city` would not take."""
    for one in new:
        city = one.record
        assert isinstance(city, City)
        check_key(city.key, "kaohsiung")
        check_facts(
            country=city.country,
            subdivision=city.subdivision,
            timezone=city.timezone,
            language=city.language,
            longitude=city.longitude,
            latitude=city.latitude,
        )
    City.objects.bulk_create([one.record for one in new if isinstance(one.record, City)], batch_size=BATCH)
    _write_all(actor, new, lambda one: {"key": one.record.key, "names": dict(one.names)})


@transaction.atomic
def add_organisations(*, actor: Ref, new: Sequence[New]) -> None:
    """Add organisations. Raises InputError for values that `add_organisation` would not take."""
    rows = [one.record for one in new if isinstance(one.record, Organisation)]
    for row in rows:
        check_organisation_kind(row.organisation_kind)
    Organisation.objects.bulk_create(rows, batch_size=BATCH)
    _write_all(
        actor,
        new,
        lambda one: {"kind": one.record.organisation_kind, "names": dict(one.names)},
    )


@transaction.atomic
def add_persons(*, actor: Ref, new: Sequence[New]) -> None:
    """Add persons with their posts. The journal holds their names where they can be erased."""
    rows = [one.record for one in new if isinstance(one.record, Person)]
    Person.objects.bulk_create(rows, batch_size=BATCH)
    _write_all(actor, new, lambda one: {"names": dict(one.names)})
    _add_posts(actor, [(one.record, given) for one in new for given in one.posts])


def _add_posts(actor: Ref, given_posts: Sequence[tuple[Subject, NewPost]]) -> None:
    posts = [
        (Post(person=person, city=given.city, organisation=given.organisation), given)
        for person, given in given_posts
        if isinstance(person, Person)
    ]
    Post.objects.bulk_create([post for post, _ in posts], batch_size=BATCH)
    write_first_texts(FirstText(post, "title", given.titles) for post, given in posts)
    journal.record_all(
        actor=actor,
        partnership_id=None,
        notes=[
            journal.Note(
                "person.post_added", post.person.ref, {"titles": dict(given.titles)}, post.person.public_id
            )
            for post, given in posts
        ],
    )


def _write_all(actor: Ref, new: Sequence[New], data: Any) -> None:
    """Names, aliases and journal entries of records that were just saved."""
    for one in new:
        if not any(name.strip() for name in one.names.values()):
            raise InputError(gettext("A record needs a name in at least one language"), where="name")
    write_first_texts(FirstText(one.record, "name", one.names, _own_language(one.record)) for one in new)
    Alias.objects.bulk_create(
        [alias for one in new for alias in _aliases(one.record, one.aliases)], batch_size=BATCH
    )
    _record_all(actor, "added", [(one.record, data(one)) for one in new])


def _aliases(record: Subject, names: Iterable[str]) -> Iterator[Alias]:
    for name in dict.fromkeys(alias.strip() for alias in names if alias.strip()):
        yield Alias(owner_kind=record.kind(), owner_id=record.public_id, name=name)


def _record_all(actor: Ref, event: str, told: Iterable[tuple[Subject, dict[str, Any]]]) -> None:
    journal.record_all(
        actor=actor,
        partnership_id=None,
        notes=[
            journal.Note(
                f"{record.kind()}.{event}",
                record.ref,
                data,
                record.public_id if isinstance(record, Person) else None,
            )
            for record, data in told
        ],
    )


def _own_language(record: Subject) -> str:
    if isinstance(record, City):
        return record.language
    return record.city.language if isinstance(record, Organisation) and record.city else ""


@transaction.atomic
def amend_all(*, actor: Ref, amended: Sequence[Amended]) -> None:
    """Set the names and columns given, add the aliases and posts; what is not given stays as it is.

    The records are of one register. One that is given twice takes what is said one after the other.
    """
    _save_columns(amended)
    write_more_texts("name", [(one.record, one.names) for one in amended])
    Alias.objects.bulk_create(
        [alias for one in amended for alias in _aliases(one.record, one.aliases)],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    told = [one for one in amended if one.names or one.aliases or one.columns]
    _record_all(
        actor,
        "edited",
        [(one.record, {"names": dict(one.names), "fields": sorted(one.columns)}) for one in told],
    )
    _add_posts(actor, [(one.record, post) for one in amended for post in one.posts])
    if any(isinstance(one.record, City) and CLOCK_COLUMNS & one.columns.keys() for one in amended):
        rebuild_projections()


def _save_columns(amended: Sequence[Amended]) -> None:
    """Set the columns, and save together the records of which the same ones change."""
    changed: defaultdict[int, set[str]] = defaultdict(set)
    records: dict[int, Subject] = {}
    for one in amended:
        if "organisation_kind" in one.columns:
            check_organisation_kind(one.columns["organisation_kind"])
        record = records.setdefault(one.record.pk, one.record)
        for column, value in one.columns.items():
            setattr(record, column, value)
        changed[record.pk] |= one.columns.keys()
    together: defaultdict[tuple[str, ...], list[Any]] = defaultdict(list)
    for pk, columns in changed.items():
        if columns:
            together[tuple(sorted(columns))].append(records[pk])
    for columns_of_these, some in together.items():
        type(some[0])._default_manager.bulk_update(some, columns_of_these, batch_size=BATCH)
