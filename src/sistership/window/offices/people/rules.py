"""Who may do what, and who sees which cities, organisations, persons and partnerships.

| role          | where            | may                                                                    |
| ------------- | ---------------- | ---------------------------------------------------------------------- |
| anybody       | everywhere       | read what is public                                                    |
| councillor    | own city         | read as anybody does, follow, read the journal of own partnerships     |
| officer       | own city         | read all, write records, file and answer evidence for the city's sides |
| lead          | own city         | all that an officer may, and drop a commitment, change a term          |
| expert        | own city         | as a councillor; ask and answer experts, write lessons                 |
| administrator | the installation | people, roles, cities, partnerships; the installation's journal        |
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import rules
from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from sistership.common.errors import RuleError
from sistership.window.offices.people.models import (
    Account,
    City,
    Organisation,
    Partnership,
    Person,
    Role,
    Side,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    Reader = Account | AnonymousUser
else:
    Reader = Any

STAFF = (Role.OFFICER, Role.LEAD)


class Grants:
    """The roles of one reader, read once per request."""

    def __init__(self, reader: Reader) -> None:
        rows: list[tuple[str, int | None, str | None]] = (
            list(reader.grants.values_list("role", "city_id", "city__timezone"))
            if isinstance(reader, Account) and reader.is_active
            else []
        )
        pairs = [(role, city) for role, city, _ in rows]
        self.is_administrator = (Role.ADMINISTRATOR, None) in pairs
        self.staff_cities = {city for role, city in pairs if role in STAFF}
        self.lead_cities = {city for role, city in pairs if role == Role.LEAD}
        self.expert_cities = {city for role, city in pairs if role in (*STAFF, Role.EXPERT)}
        """Where the reader answers other cities' experts: as an expert, or as staff."""
        self.member_cities = {city for _, city in pairs if city is not None}
        zones = {city: zone for _, city, zone in rows if city is not None}
        self.timezone = zones[min(zones)] if zones else None
        """Of the reader's city, the first one where there are several; None where there is none."""


def grants_of(reader: Reader) -> Grants:
    """The reader's roles; kept on the reader, so that a request asks the database once."""
    if "_grants" not in reader.__dict__:
        reader.__dict__["_grants"] = Grants(reader)
    grants: Grants = reader.__dict__["_grants"]
    return grants


def forget_grants(reader: Reader) -> None:
    """Drop the kept roles after they changed."""
    reader.__dict__.pop("_grants", None)


def _cities_of(partnership: Partnership) -> set[int]:
    return {side.city_id for side in partnership.sides.all()}


@rules.predicate
def is_administrator(reader: Reader, thing: object = None) -> bool:
    return grants_of(reader).is_administrator


@rules.predicate
def is_staff_somewhere(reader: Reader, thing: object = None) -> bool:
    return bool(grants_of(reader).staff_cities)


@rules.predicate
def is_staff_of_partnership(reader: Reader, partnership: Partnership) -> bool:
    return bool(grants_of(reader).staff_cities & _cities_of(partnership))


@rules.predicate
def is_lead_of_partnership(reader: Reader, partnership: Partnership) -> bool:
    return bool(grants_of(reader).lead_cities & _cities_of(partnership))


@rules.predicate
def is_member_of_partnership(reader: Reader, partnership: Partnership) -> bool:
    return bool(grants_of(reader).member_cities & _cities_of(partnership))


@rules.predicate
def is_staff_of_side(reader: Reader, side: Side) -> bool:
    return side.city_id in grants_of(reader).staff_cities


@rules.predicate
def is_staff_of_city(reader: Reader, city: City) -> bool:
    return city.pk in grants_of(reader).staff_cities


@rules.predicate
def is_public_partnership(reader: Reader, partnership: Partnership) -> bool:
    return partnership.is_public


@rules.predicate
def is_account(reader: Reader, thing: object = None) -> bool:
    return isinstance(reader, Account) and reader.is_active


rules.add_perm("people.administer", is_administrator)
rules.add_perm("people.follow", is_account)
rules.add_perm("people.use_desk", is_staff_somewhere)
rules.add_perm("partnership.see", is_public_partnership | is_member_of_partnership | is_administrator)
rules.add_perm("partnership.see_internal", is_staff_of_partnership | is_administrator)
rules.add_perm("partnership.see_journal", is_member_of_partnership | is_administrator)
rules.add_perm("partnership.write", is_staff_of_partnership)
rules.add_perm("partnership.decide", is_lead_of_partnership)
rules.add_perm("side.act_for", is_staff_of_side)
rules.add_perm("city.keep_calendar", is_staff_of_city | is_administrator)


def may(reader: Reader, permission: str, thing: object = None) -> bool:
    """Whether the reader has the permission on the thing."""
    return bool(rules.has_perm(permission, reader, thing))


def require(reader: Reader, permission: str, thing: object = None) -> None:
    """Raise RuleError where the reader may not."""
    if not may(reader, permission, thing):
        raise RuleError(
            gettext("You may not do this (%(permission)s)") % {"permission": permission},
            next_step=gettext("Ask an officer of the city or the administrator of this window"),
        )


def is_staff(account: Account) -> bool:
    """Whether the account acts for a city or administers the window."""
    grants = grants_of(account)
    return bool(grants.staff_cities) or grants.is_administrator


def has_second_factor(account: Account) -> bool:
    """Whether signing in as the account takes more than a password."""
    from allauth.mfa.utils import is_mfa_enabled  # its models load after the offices' rules

    return bool(is_mfa_enabled(account))


def lacks_second_factor(account: Account) -> bool:
    """Whether settings ask the account for a second factor that it has not set up.

    Its pages lead to the set-up until then, and its tokens are refused.
    """
    return settings.STAFF_NEED_SECOND_FACTOR and is_staff(account) and not has_second_factor(account)


def visible_partnerships(reader: Reader) -> QuerySet[Partnership]:
    """Public ones, those of the reader's cities, all for the administrator."""
    grants = grants_of(reader)
    partnerships = Partnership.objects.all()
    if grants.is_administrator:
        return partnerships
    own = Side.objects.filter(city__in=grants.member_cities).values("partnership")
    return partnerships.filter(Q(is_public=True) | Q(pk__in=own))


def visible_cities(reader: Reader) -> QuerySet[City]:
    """Cities of the partnerships that the reader sees and the reader's own; all for the administrator."""
    grants = grants_of(reader)
    if grants.is_administrator:
        return City.objects.all()
    sides = Side.objects.filter(partnership__in=visible_partnerships(reader)).values("city")
    return City.objects.filter(Q(pk__in=sides) | Q(pk__in=grants.member_cities))


def internal_partnerships(reader: Reader) -> QuerySet[Partnership]:
    """Partnerships whose unpublished records the reader sees."""
    grants = grants_of(reader)
    if grants.is_administrator:
        return Partnership.objects.all()
    own = Side.objects.filter(city__in=grants.staff_cities).values("partnership")
    return Partnership.objects.filter(pk__in=own)


def visible_organisations(reader: Reader) -> QuerySet[Organisation]:
    """Organisations are public: they are named in public records."""
    return Organisation.objects.all()


def visible_persons(reader: Reader) -> QuerySet[Person]:
    """The register of persons: staff see those of their own cities, the administrator all."""
    grants = grants_of(reader)
    if grants.is_administrator:
        return Person.objects.filter(erased_at__isnull=True)
    return Person.objects.filter(erased_at__isnull=True, city__in=grants.staff_cities)
