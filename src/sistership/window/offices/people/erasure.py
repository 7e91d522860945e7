"""Export and erase a person: every office gives or drops its part, through the registry of the ground.

1. What is erased: names, aliases, posts, addresses, the account with its roles and tokens, letters and
   links to the addresses, what the person is called in visits and signatures, and the journal's payloads.
2. What stays: the id without a name, so that records and chains that mention it still hold together.
3. All of it is one transaction. Higher offices go first, because they find the person by the address
   that people drops last; the journal is the very last, and each chain says what it lost.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import Source
from sistership.window.ground.registry import registry
from sistership.window.ground.texts import delete_texts, load_texts
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import Account, Alias, Grant, Person, Role
from sistership.window.offices.people.queries import aliases_of


def find_subjects(given: str) -> list[Ref]:
    """The persons and accounts of a public id or an e-mail address; raises InputError where there is none."""
    try:
        wanted = UUID(given)
    except ValueError:
        persons = Person.objects.filter(email__iexact=given, erased_at__isnull=True)
        accounts = Account.objects.filter(email=given.lower())
    else:
        persons = Person.objects.filter(public_id=wanted, erased_at__isnull=True)
        accounts = Account.objects.filter(public_id=wanted)
    found = [person.ref for person in persons.order_by("pk")]
    # The account that belongs to a person found is a part of that person.
    found += [
        account.ref
        for account in accounts.select_related("person")
        if account.person is None or account.person.ref not in found
    ]
    if not found:  # an address that only follows or asked something belongs to no person and no account
        found = [subject for find in registry.subject_finders.values() for subject in find(given)]
    if not found:
        raise InputError(
            gettext("No person and no account is known by '%(given)s'") % {"given": given},
            allowed=gettext("a public id or an e-mail address that stands in this window"),
            next_step=gettext("Look it up in the list of persons"),
        )
    return found


def addresses_of(subject_id: UUID) -> set[str]:
    """Every e-mail address by which the window knows a person, account or follower, in small letters."""
    persons = Person.objects.filter(public_id=subject_id).values_list("email", flat=True)
    accounts = accounts_of(subject_id).values_list("email", flat=True)
    known = [*persons, *accounts]
    if not known:  # a subject that is neither a person nor an account
        known = [email for find in registry.address_finders.values() for email in find(subject_id)]
    return {email.lower() for email in known if email}


def accounts_of(subject_id: UUID) -> QuerySet[Account]:
    """The account that a public id names, or that belongs to the person it names."""
    return Account.objects.filter(public_id=subject_id) | Account.objects.filter(person__public_id=subject_id)


def export_person(subject: Ref) -> dict[str, Any]:
    """What every office holds about a person or an account: office → JSON values."""
    parts = {office: export(subject.public_id) for office, export in registry.person_exporters.items()}
    return {"kind": subject.kind, "public_id": str(subject.public_id), "exported_at": clock.now(), **parts}


@transaction.atomic
def erase_person(*, actor: Ref, subject: Ref) -> int:
    """Erase a person or an account in every office; returns how many rows were touched.

    Raises StateError for the last administrator of the window.
    """
    administrators = Grant.objects.filter(role=Role.ADMINISTRATOR, account__is_active=True)
    own = administrators.filter(account__in=accounts_of(subject.public_id))
    if own.exists() and administrators.count() == own.count():
        raise StateError(
            gettext("This is the last administrator of the window"),
            next_step=gettext("Make somebody else administrator first"),
        )
    journal.record(action=f"{subject.kind}.erased", actor=actor, subject=subject, partnership_id=None)
    return sum(erase(subject.public_id) for erase in reversed(list(registry.person_erasers.values())))


def export_people(subject_id: UUID) -> dict[str, Any]:
    """The person's row, names, aliases and posts, and the account with its roles and tokens."""
    part: dict[str, Any] = {}
    person = Person.objects.filter(public_id=subject_id).select_related("city").first()
    if person:
        posts = list(person.posts.select_related("city", "organisation"))
        load_texts([person], posts)
        part["person"] = {
            "names": wordings(person, "name"),
            "aliases": aliases_of([person]).get(person.public_id, []),
            "email": person.email or None,
            "telephone": person.telephone or None,
            "controller_city": person.city.key,
            "posts": [
                {
                    "titles": wordings(post, "title"),
                    "city": post.city.key if post.city else None,
                    "organisation": post.organisation.public_id if post.organisation else None,
                    "since": post.since,
                    "until": post.until,
                }
                for post in posts
            ],
        }
    for account in accounts_of(subject_id):
        part["account"] = {
            "email": account.email,
            "display_name": account.display_name or None,
            "language": account.language or None,
            "joined": account.date_joined,
            "last_login": account.last_login,
            "is_open": account.is_active,
            "roles": [
                {"role": grant.role, "city": grant.city.key if grant.city else None}
                for grant in account.grants.select_related("city")
            ],
            "tokens": [
                {"name": token.name, "scopes": token.scopes, "expires_at": token.expires_at}
                for token in account.api_tokens.all()
            ],
        }
    return part


def wordings(record: Any, field: str) -> dict[str, str]:
    """A text as language → wording, for an export."""
    return {code: variant.text for code, variant in record.localized(field).variants.items()}


def erase_people(subject_id: UUID) -> int:
    """Empty the person's row and drop names, aliases, posts and the account; the row's id stays."""
    deleted, _ = accounts_of(subject_id).delete()
    person = Person.objects.filter(public_id=subject_id).first()
    if person is None:
        return deleted
    posts = list(person.posts.all())
    delete_texts([person, *posts])
    Source.objects.filter(owner_id__in=[person.public_id, *(post.public_id for post in posts)]).delete()
    aliases, _ = Alias.objects.filter(owner_id=person.public_id).delete()
    person.posts.all().delete()
    person.email = person.telephone = ""
    person.erased_at = clock.now()
    person.save(update_fields=["email", "telephone", "erased_at"])
    return deleted + 1 + len(posts) + aliases
