"""Write many cities, organisations and persons at once: what a sheet holds, with few queries.

Each record is written and journalled as the action for one would do it. Names and aliases of records that
are there already are added to, never taken away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import write_texts
from sistership.window.ground.texts_in_bulk import BATCH, FirstText, write_first_texts
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.actions.places import (
    add_aliases,
    check_facts,
    check_key,
    check_organisation_kind,
    rebuild_projections,
)
from sistership.window.offices.people.models import Alias, City, Organisation, Person, Post

Texts = Mapping[str, str]
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

    record: City | Organisation | Person
    names: Texts
    aliases: Sequence[str] = ()
    posts: Sequence[NewPost] = field(default=())
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
    posts = [
        (Post(person=one.record, city=given.city, organisation=given.organisation), given)
        for one in new
        for given in one.posts
        if isinstance(one.record, Person)
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
        [
            Alias(owner_kind=one.record.kind(), owner_id=one.record.public_id, name=name)
            for one in new
            for name in dict.fromkeys(alias.strip() for alias in one.aliases if alias.strip())
        ],
        batch_size=BATCH,
    )
    journal.record_all(
        actor=actor,
        partnership_id=None,
        notes=[
            journal.Note(
                f"{one.record.kind()}.added",
                one.record.ref,
                data(one),
                one.record.public_id if isinstance(one.record, Person) else None,
            )
            for one in new
        ],
    )


def _own_language(record: City | Organisation | Person) -> str:
    if isinstance(record, City):
        return record.language
    return record.city.language if isinstance(record, Organisation) and record.city else ""


@transaction.atomic
def amend(
    *,
    actor: Ref,
    record: City | Organisation | Person,
    names: Texts,
    aliases: Iterable[str] = (),
    columns: Mapping[str, Any],
) -> None:
    """Set the names and columns given, add the aliases; whatever is not given stays as it is."""
    if isinstance(record, Organisation) and "organisation_kind" in columns:
        check_organisation_kind(columns["organisation_kind"])
    for column, value in columns.items():
        setattr(record, column, value)
    if columns:
        record.save(update_fields=list(columns))
    if names:
        write_texts(record, {"name": names})
    add_aliases(record, aliases)
    is_person = isinstance(record, Person)
    journal.record(
        action=f"{record.kind()}.edited",
        actor=actor,
        subject=record.ref,
        partnership_id=None,
        data={"names": dict(names), "fields": sorted(columns)},
        person_id=record.public_id if is_person else None,
    )
    if isinstance(record, City) and CLOCK_COLUMNS & columns.keys():
        rebuild_projections()
