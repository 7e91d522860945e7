"""Who owns cities, organisations, persons and accounts."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from sistership.window.ground.ownership import Ownership
from sistership.window.offices.people.models import (
    Account,
    City,
    CityTerm,
    Grant,
    LawLink,
    LevelThreshold,
    LocalDay,
    OfficialLevel,
    Organisation,
    Partnership,
    Person,
    Post,
    Side,
)

OWN = "the city"
SHARED = "shared by the sides of the partnership"


def partnerships_of(city: City) -> QuerySet[Partnership]:
    """The partnerships in which the city has a side, published or not."""
    return Partnership.objects.filter(pk__in=Side.objects.filter(city=city).values("partnership"))


def accounts_of_city(city: City) -> QuerySet[Account]:
    """Accounts that act for the city, or belong to a person whose controller it is."""
    granted = Grant.objects.filter(city=city).values("account")
    return Account.objects.filter(Q(pk__in=granted) | Q(person__city=city))


def _sides(city: City) -> QuerySet[Side]:
    return Side.objects.filter(partnership__in=partnerships_of(city))


def _cities(city: City) -> QuerySet[City]:
    return City.objects.filter(Q(pk=city.pk) | Q(pk__in=_sides(city).values("city")))


def _organisations(city: City) -> QuerySet[Organisation]:
    """Its own, and those that are party to or desk in what it shares."""
    sides = _sides(city).values("pk")
    return Organisation.objects.filter(
        Q(city=city) | Q(desks__in=sides) | Q(parties__side__in=sides)
    ).distinct()


OWNERSHIP = {
    "people.City": Ownership(OWN, _cities, note="its own row, and the public facts of its partner cities"),
    "people.LocalDay": Ownership(OWN, lambda city: LocalDay.objects.filter(city=city)),
    "people.CityTerm": Ownership(OWN, lambda city: CityTerm.objects.filter(city=city)),
    "people.OfficialLevel": Ownership(OWN, lambda city: OfficialLevel.objects.filter(city=city)),
    "people.LevelThreshold": Ownership(OWN, lambda city: LevelThreshold.objects.filter(level__city=city)),
    "people.LawLink": Ownership(OWN, lambda city: LawLink.objects.filter(city=city)),
    "people.Organisation": Ownership(
        OWN, _organisations, note="its own, and those that stand in shared records"
    ),
    "people.Alias": Ownership("whoever owns the record that it names", attached_by="owner_id"),
    "people.MergedRecord": Ownership("whoever owns the record that stayed", attached_by="new_id"),
    "people.Partnership": Ownership(SHARED, partnerships_of),
    "people.Side": Ownership(
        "its city; what is owed, filed or confirmed belongs to a side",
        _sides,
        note="all sides of its partnerships",
    ),
    "people.Person": Ownership(
        "the controller city",
        lambda city: Person.objects.filter(city=city, erased_at__isnull=True),
        note="its own persons; another city's stay an id without a name",
    ),
    "people.Post": Ownership(
        "the controller city of the person", lambda city: Post.objects.filter(person__city=city)
    ),
    "people.Account": Ownership(
        "the person who logs in; its city is controller",
        accounts_of_city,
        without=frozenset({"password"}),
        note="accounts that act for it",
    ),
    "people.Grant": Ownership(OWN, lambda city: Grant.objects.filter(city=city)),
    "people.ApiToken": Ownership("the account", note="a secret, of use in this window only"),
}
