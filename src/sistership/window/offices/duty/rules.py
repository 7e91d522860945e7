"""Who keeps the register, who sees breaches and who answers requests of persons.

| what                | who reads                          | who writes                             |
| ------------------- | ---------------------------------- | -------------------------------------- |
| register, transfers | anybody                            | lead of the city, administrator        |
| breach              | leads of its cities, administrator | the same                               |
| request of a person | staff of the city, administrator   | the same; erasing: lead, administrator |
| retention           | administrator                      | administrator                          |
"""

from __future__ import annotations

import rules
from django.db.models import QuerySet

from sistership.window.offices.duty.models import Breach, PersonRequest
from sistership.window.offices.people.models import City
from sistership.window.offices.people.rules import Reader, grants_of, is_administrator


@rules.predicate
def is_lead_somewhere(reader: Reader, thing: object = None) -> bool:
    return bool(grants_of(reader).lead_cities)


@rules.predicate
def is_lead_of_city(reader: Reader, city: City) -> bool:
    return city.pk in grants_of(reader).lead_cities


@rules.predicate
def is_staff_of_city(reader: Reader, city: City) -> bool:
    return city.pk in grants_of(reader).staff_cities


@rules.predicate
def is_lead_of_breach(reader: Reader, breach: Breach) -> bool:
    return visible_breaches(reader).filter(pk=breach.pk).exists()


rules.add_perm("duty.keep", is_lead_somewhere | is_administrator)
rules.add_perm("register.write", is_lead_of_city | is_administrator)
rules.add_perm("breach.write", is_lead_of_breach)
rules.add_perm("person_request.write", is_staff_of_city | is_administrator)
rules.add_perm("person_request.erase", is_lead_of_city | is_administrator)


def kept_cities(reader: Reader) -> QuerySet[City]:
    """Cities whose register the reader keeps."""
    grants = grants_of(reader)
    cities = City.objects.order_by("key")
    return cities if grants.is_administrator else cities.filter(pk__in=list(filter(None, grants.lead_cities)))


def answering_cities(reader: Reader) -> QuerySet[City]:
    """Cities for which the reader answers requests of persons."""
    grants = grants_of(reader)
    cities = City.objects.order_by("key")
    return (
        cities if grants.is_administrator else cities.filter(pk__in=list(filter(None, grants.staff_cities)))
    )


def visible_breaches(reader: Reader) -> QuerySet[Breach]:
    """Breaches of the cities that the reader leads; all for the administrator."""
    grants = grants_of(reader)
    if grants.is_administrator:
        return Breach.objects.all()
    own = Breach.cities.through.objects.filter(city__in=grants.lead_cities).values("breach")
    return Breach.objects.filter(pk__in=own)


def visible_requests(reader: Reader) -> QuerySet[PersonRequest]:
    """Requests to the cities for which the reader acts; all for the administrator."""
    grants = grants_of(reader)
    if grants.is_administrator:
        return PersonRequest.objects.all()
    return PersonRequest.objects.filter(city__in=grants.staff_cities)
