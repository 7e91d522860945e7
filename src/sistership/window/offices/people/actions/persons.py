"""Write persons and the posts that they hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.errors import InputError
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import write_texts
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.actions.places import add_aliases
from sistership.window.offices.people.models import City, Organisation, Person, Post

Texts = Mapping[str, str]


@transaction.atomic
def add_person(
    *,
    actor: Ref,
    city: City,
    names: Texts,
    email: str = "",
    aliases: Iterable[str] = (),
    is_example: bool = False,
) -> Person:
    """Add a person, whose data the city controls. The journal holds no name of theirs."""
    if not any(name.strip() for name in names.values()):
        raise InputError(gettext("A person needs a name in at least one script"), where="name")
    person = Person.objects.create(city=city, email=email, is_example=is_example)
    write_texts(person, {"name": names})
    add_aliases(person, aliases)
    journal.record(
        action="person.added",
        actor=actor,
        subject=person.ref,
        partnership_id=None,
        data={"names": dict(names)},
        person_id=person.public_id,
    )
    return person


@transaction.atomic
def add_post(
    *,
    actor: Ref,
    person: Person,
    titles: Texts,
    city: City | None = None,
    organisation: Organisation | None = None,
    since: Any = None,
    until: Any = None,
) -> Post:
    """Say what a person is, and where."""
    post = Post.objects.create(person=person, city=city, organisation=organisation, since=since, until=until)
    write_texts(post, {"title": titles})
    journal.record(
        action="person.post_added",
        actor=actor,
        subject=person.ref,
        partnership_id=None,
        data={"titles": dict(titles)},
        person_id=person.public_id,
    )
    return post
