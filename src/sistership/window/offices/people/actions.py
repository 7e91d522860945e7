"""Every write to people: cities, organisations, persons, partnerships, accounts, roles and tokens."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from sistership.common.errors import InputError, StateError
from sistership.common.text import LANGUAGES
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import delete_texts, write_texts
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import (
    Account,
    Alias,
    ApiToken,
    City,
    Grant,
    LocalDay,
    Organisation,
    OrganisationKind,
    Partnership,
    Person,
    Post,
    Role,
    Side,
)
from sistership.window.offices.people.rules import forget_grants

Texts = Mapping[str, str]
TOKEN_PREFIX = "sis_"  # noqa: S105 - not a secret: the mark by which a leaked token is recognised


def _add_aliases(owner: City | Organisation | Person, aliases: Iterable[str]) -> None:
    for name in aliases:
        Alias.objects.get_or_create(
            owner_id=owner.public_id, name=name.strip(), defaults={"owner_kind": owner.kind()}
        )


@transaction.atomic
def add_city(
    *,
    actor: Ref,
    key: str,
    names: Texts,
    country: str,
    timezone: str,
    longitude: float,
    latitude: float,
    subdivision: str = "",
    language: str = "en",
    aliases: Iterable[str] = (),
    is_example: bool = False,
) -> City:
    """Add a city. Raises InputError for an unknown zone, language or a position off the globe."""
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise InputError(
            f"{timezone!r} is not a time zone", where="timezone", allowed="IANA names such as Asia/Taipei"
        ) from error
    if language not in LANGUAGES:
        raise InputError(f"{language!r} is not offered", where="language", allowed=", ".join(LANGUAGES))
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise InputError(
            f"({longitude}, {latitude}) is not on the globe",
            where="longitude, latitude",
            allowed="longitude -180 to 180, latitude -90 to 90, in degrees",
        )
    if City.objects.filter(key=key).exists():
        raise StateError(f"There is already a city {key!r}")
    city = City.objects.create(
        key=key,
        country=country,
        subdivision=subdivision,
        timezone=timezone,
        language=language,
        longitude=longitude,
        latitude=latitude,
        is_example=is_example,
    )
    write_texts(city, {"name": names}, authentic=[language])
    _add_aliases(city, aliases)
    journal.record(
        action="city.added",
        actor=actor,
        subject=city.ref,
        partnership_id=None,
        data={"key": key, "names": dict(names)},
    )
    return city


@transaction.atomic
def set_local_day(*, actor: Ref, city: City, on: Any, is_working: bool, note: str = "") -> LocalDay:
    """Say that the city's offices work, or do not, on a day on which the public calendar differs."""
    day, _ = LocalDay.objects.update_or_create(
        city=city, on=on, defaults={"is_working": is_working, "note": note}
    )
    journal.record(
        action="city.local_day_set",
        actor=actor,
        subject=city.ref,
        partnership_id=None,
        data={"on": day.on, "is_working": is_working, "note": note},
    )
    return day


@transaction.atomic
def add_organisation(
    *,
    actor: Ref,
    names: Texts,
    organisation_kind: str,
    city: City | None = None,
    website: str = "",
    aliases: Iterable[str] = (),
    is_example: bool = False,
) -> Organisation:
    """Add an organisation with its names and aliases."""
    if organisation_kind not in OrganisationKind.values:
        raise InputError(
            f"{organisation_kind!r} is not a kind of organisation",
            where="kind",
            allowed=", ".join(OrganisationKind.values),
        )
    if not any(name.strip() for name in names.values()):
        raise InputError("An organisation needs a name in at least one language", where="name")
    organisation = Organisation.objects.create(
        organisation_kind=organisation_kind, city=city, website=website, is_example=is_example
    )
    write_texts(organisation, {"name": names}, authentic=[city.language] if city else [])
    _add_aliases(organisation, aliases)
    journal.record(
        action="organisation.added",
        actor=actor,
        subject=organisation.ref,
        partnership_id=None,
        data={"kind": organisation_kind, "names": dict(names)},
    )
    return organisation


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
        raise InputError("A person needs a name in at least one script", where="name")
    person = Person.objects.create(city=city, email=email, is_example=is_example)
    write_texts(person, {"name": names})
    _add_aliases(person, aliases)
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


@transaction.atomic
def add_partnership(
    *,
    actor: Ref,
    key: str,
    cities: Sequence[City],
    summaries: Texts | None = None,
    is_public: bool = True,
    answer_working_days: int = 15,
    is_example: bool = False,
) -> Partnership:
    """Join two or more cities; their order decides which of the house's colours each wears."""
    if len({city.pk for city in cities}) < 2:
        raise InputError(
            "A partnership needs at least two different cities", where="cities", allowed="two or more"
        )
    if Partnership.objects.filter(key=key).exists():
        raise StateError(f"There is already a partnership {key!r}")
    partnership = Partnership.objects.create(
        key=key, is_public=is_public, answer_working_days=answer_working_days, is_example=is_example
    )
    for position, city in enumerate(cities):
        Side.objects.create(partnership=partnership, city=city, position=position)
    if summaries:
        write_texts(partnership, {"summary": summaries})
    journal.record(
        action="partnership.added",
        actor=actor,
        subject=partnership.ref,
        partnership_id=partnership.public_id,
        data={"key": key, "cities": [city.key for city in cities]},
    )
    return partnership


@transaction.atomic
def set_desk_email(*, actor: Ref, side: Side, email: str) -> None:
    """Set where the side's desk reads its mail."""
    check_email(email)
    side.desk_email = email
    side.save(update_fields=["desk_email"])
    journal.record(
        action="side.desk_email_set",
        actor=actor,
        subject=side.ref,
        partnership_id=side.partnership.public_id,
    )


def check_email(email: str) -> None:
    """Raise InputError where it is not an address."""
    try:
        validate_email(email)
    except ValidationError as error:
        raise InputError(
            f"{email!r} is not an e-mail address", where="email", allowed="name@example.org"
        ) from error


@transaction.atomic
def add_account(
    *,
    actor: Ref,
    email: str,
    password: str | None,
    display_name: str = "",
    language: str = "",
    is_example: bool = False,
) -> Account:
    """Create an account that can log in by e-mail. Without a password it can only be invited."""
    check_email(email)
    if Account.objects.filter(email=email.lower()).exists():
        raise StateError(
            f"{email} already has an account", where="email", next_step="Change its roles instead"
        )
    account = Account.objects.create_user(
        email, password, display_name=display_name, language=language, is_example=is_example
    )
    journal.record(action="account.added", actor=actor, subject=account.ref, partnership_id=None)
    return account


@transaction.atomic
def grant_role(*, actor: Ref, account: Account, role: str, city: City | None) -> Grant:
    """Give an account a role in a city, or make it administrator of the installation."""
    if role not in Role.values:
        raise InputError(f"{role!r} is not a role", where="role", allowed=", ".join(Role.values))
    if (role == Role.ADMINISTRATOR) != (city is None):
        raise InputError(
            "An administrator has no city, every other role has one",
            where="city",
            next_step="Choose a city, or the role of administrator without one",
        )
    grant, is_new = Grant.objects.get_or_create(account=account, role=role, city=city)
    if is_new:
        journal.record(
            action="account.role_granted",
            actor=actor,
            subject=account.ref,
            partnership_id=None,
            data={"role": role, "city": city.key if city else None},
        )
    forget_grants(account)
    return grant


@transaction.atomic
def revoke_role(*, actor: Ref, grant: Grant) -> None:
    """Take a role away; the last administrator cannot be removed."""
    administrators = Grant.objects.filter(role=Role.ADMINISTRATOR).select_for_update()
    if grant.role == Role.ADMINISTRATOR and administrators.count() == 1:
        raise StateError(
            "This is the last administrator of the window",
            next_step="Make somebody else administrator first",
        )
    journal.record(
        action="account.role_revoked",
        actor=actor,
        subject=grant.account.ref,
        partnership_id=None,
        data={"role": grant.role, "city": grant.city.key if grant.city else None},
    )
    forget_grants(grant.account)
    grant.delete()


@transaction.atomic
def set_account_active(*, actor: Ref, account: Account, is_active: bool) -> None:
    """Open or close an account; a closed one cannot log in and its tokens stop working."""
    account.is_active = is_active
    account.save(update_fields=["is_active"])
    forget_grants(account)
    action = "account.opened" if is_active else "account.closed"
    journal.record(action=action, actor=actor, subject=account.ref, partnership_id=None)


def token_digest(secret: str) -> str:
    """What is stored of a token. Plain SHA-256 suffices: the secret has 256 bits of its own."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def issue_api_token(
    *, account: Account, name: str, scopes: Sequence[str], days: int = 90
) -> tuple[ApiToken, str]:
    """Make a token for a program; returns it with its secret, which is shown once and stored nowhere."""
    unknown = [scope for scope in scopes if scope not in ApiToken.SCOPES]
    if unknown or not scopes:
        raise InputError(
            f"Scopes {list(scopes)!r} cannot be given", where="scopes", allowed=", ".join(ApiToken.SCOPES)
        )
    if not 1 <= days <= 366:
        raise InputError(f"{days} days", where="days", allowed="1 to 366")
    if not name.strip():
        raise InputError("A token needs a name by which you know it again", where="name")
    secret = TOKEN_PREFIX + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        account=account,
        name=name.strip(),
        digest=token_digest(secret),
        prefix=secret[:8],
        scopes=sorted(set(scopes)),
        expires_at=clock.now() + timedelta(days=days),
    )
    journal.record(
        action="token.issued",
        actor=account.ref,
        subject=Ref("api_token", token.public_id),
        partnership_id=None,
        data={"scopes": token.scopes, "days": days},
    )
    return token, secret


@transaction.atomic
def revoke_api_token(*, actor: Ref, token: ApiToken) -> None:
    """End a token now; ending it twice changes nothing."""
    if token.revoked_at is None:
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        journal.record(
            action="token.revoked",
            actor=actor,
            subject=Ref("api_token", token.public_id),
            partnership_id=None,
        )


def erase_person_records(person_id: Any) -> int:
    """Empty the person's row and drop names, posts' titles and the account; the row's id stays."""
    person = Person.objects.filter(public_id=person_id).first()
    if person is None:
        return 0
    posts = list(person.posts.all())
    delete_texts([person, *posts])
    Alias.objects.filter(owner_id=person.public_id).delete()
    person.posts.all().delete()
    account = Account.objects.filter(person=person).first()
    if account:
        account.delete()
    person.email = ""
    person.erased_at = clock.now()
    person.save(update_fields=["email", "erased_at"])
    person.forget_texts()
    return 1 + len(posts) + bool(account)
