"""Write cities, the days on which their offices differ, organisations, and aliases."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.calendars import holiday_subdivisions
from sistership.common.errors import InputError, StateError
from sistership.common.text import LANGUAGES
from sistership.window.ground.ids import Ref
from sistership.window.ground.registry import registry
from sistership.window.ground.texts import write_texts
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import (
    Alias,
    City,
    Organisation,
    OrganisationKind,
    Person,
)

Texts = Mapping[str, str]
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_key(key: str, example: str, *, where: str = "key") -> None:
    """Raise InputError where a key could not stand in an address."""
    if not SLUG.fullmatch(key):
        raise InputError(
            gettext("'%(key)s' cannot stand in an address") % {"key": key},
            where=where,
            allowed=gettext("small Latin letters, digits and hyphens, such as %(example)s")
            % {"example": example},
        )


def add_aliases(owner: City | Organisation | Person, aliases: Iterable[str]) -> None:
    """Add further names, in any script, by which the record is found."""
    for name in aliases:
        Alias.objects.get_or_create(
            owner_id=owner.public_id, name=name.strip(), defaults={"owner_kind": owner.kind()}
        )


def _need_a_name(names: Texts, message: str) -> None:
    if not any(name.strip() for name in names.values()):
        raise InputError(message, where="name")


def set_aliases(owner: City | Organisation, aliases: Iterable[str]) -> None:
    """Give the record these further names and no others."""
    wanted = {name.strip() for name in aliases if name.strip()}
    Alias.objects.filter(owner_id=owner.public_id).exclude(name__in=wanted).delete()
    add_aliases(owner, sorted(wanted))


def rebuild_projections() -> None:
    """Clocks run by calendars: recompute them where a calendar changed, in the same transaction."""
    for rebuild in registry.rebuilders.values():
        rebuild()


def follow_calendar(city: City) -> None:
    """Recompute what runs by the calendar of one city, in the transaction that changed it."""
    city.forget_calendar()
    for follow in registry.calendar_followers.values():
        follow(city.public_id)


def check_facts(
    *, country: str, subdivision: str, timezone: str, language: str, longitude: float, latitude: float
) -> None:
    """Raise InputError for an unknown zone, language or part of the country, or a position off the globe."""
    try:
        ZoneInfo(timezone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise InputError(
            gettext("'%(timezone)s' is not a time zone") % {"timezone": timezone},
            where="timezone",
            allowed=gettext("IANA names such as Asia/Taipei"),
        ) from error
    if language not in LANGUAGES:
        raise InputError(
            gettext("'%(language)s' is not offered") % {"language": language},
            where="language",
            allowed=", ".join(LANGUAGES),
        )
    if subdivision and subdivision not in (parts := holiday_subdivisions(country)):
        raise InputError(
            gettext("No holidays of '%(subdivision)s' in %(country)s are known")
            % {"subdivision": subdivision, "country": country},
            where="subdivision",
            allowed=", ".join(sorted(parts)) or gettext("nothing: leave it empty"),
        )
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise InputError(
            gettext("(%(longitude)s, %(latitude)s) is not on the globe")
            % {"longitude": longitude, "latitude": latitude},
            where="longitude, latitude",
            allowed=gettext("longitude -180 to 180, latitude -90 to 90, in degrees"),
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
    website: str = "",
    aliases: Iterable[str] = (),
    is_example: bool = False,
) -> City:
    """Add a city. Raises InputError for an unknown zone, language or a position off the globe."""
    check_key(key, "kaohsiung")
    check_facts(
        country=country,
        subdivision=subdivision,
        timezone=timezone,
        language=language,
        longitude=longitude,
        latitude=latitude,
    )
    if City.objects.filter(key=key).exists():
        raise StateError(
            gettext("There is already a city '%(key)s'") % {"key": key},
            where="key",
            next_step=gettext("Change that city instead"),
        )
    _need_a_name(names, gettext("A city needs a name in at least one language"))
    city = City.objects.create(
        key=key,
        country=country,
        subdivision=subdivision,
        timezone=timezone,
        language=language,
        longitude=longitude,
        latitude=latitude,
        website=website,
        is_example=is_example,
    )
    write_texts(city, {"name": names}, authentic=[language])
    add_aliases(city, aliases)
    journal.record(
        action="city.added",
        actor=actor,
        subject=city.ref,
        partnership_id=None,
        data={"key": key, "names": dict(names)},
    )
    return city


@transaction.atomic
def edit_city(
    *, actor: Ref, city: City, names: Texts, aliases: Iterable[str], website: str | None = None
) -> None:
    """Change the names of a city, and its website where one is given; `aliases` replaces those it has."""
    _need_a_name(names, gettext("A city needs a name in at least one language"))
    if website is not None and website != city.website:
        city.website = website
        city.save(update_fields=["website"])
    write_texts(city, {"name": names})
    set_aliases(city, aliases)
    journal.record(
        action="city.edited",
        actor=actor,
        subject=city.ref,
        partnership_id=None,
        data={"names": dict(names), "website": city.website},
    )


def check_organisation_kind(organisation_kind: str) -> None:
    """Raise InputError for what is no kind of organisation."""
    if organisation_kind not in OrganisationKind.values:
        raise InputError(
            gettext("'%(organisation_kind)s' is not a kind of organisation")
            % {"organisation_kind": organisation_kind},
            where="kind",
            allowed=", ".join(OrganisationKind.values),
        )


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
    check_organisation_kind(organisation_kind)
    _need_a_name(names, gettext("An organisation needs a name in at least one language"))
    organisation = Organisation.objects.create(
        organisation_kind=organisation_kind, city=city, website=website, is_example=is_example
    )
    write_texts(organisation, {"name": names}, authentic=[city.language] if city else [])
    add_aliases(organisation, aliases)
    journal.record(
        action="organisation.added",
        actor=actor,
        subject=organisation.ref,
        partnership_id=None,
        data={"kind": organisation_kind, "names": dict(names)},
    )
    return organisation


@transaction.atomic
def edit_organisation(
    *,
    actor: Ref,
    organisation: Organisation,
    names: Texts,
    organisation_kind: str,
    city: City | None,
    website: str,
    aliases: Iterable[str],
) -> None:
    """Change an organisation; `aliases` replaces those it has."""
    check_organisation_kind(organisation_kind)
    _need_a_name(names, gettext("An organisation needs a name in at least one language"))
    organisation.organisation_kind = organisation_kind
    organisation.city = city
    organisation.website = website
    organisation.save(update_fields=["organisation_kind", "city", "website"])
    write_texts(organisation, {"name": names})
    set_aliases(organisation, aliases)
    journal.record(
        action="organisation.edited",
        actor=actor,
        subject=organisation.ref,
        partnership_id=None,
        data={"kind": organisation_kind, "names": dict(names)},
    )
