"""Who may import what, and who sees which imports."""

from __future__ import annotations

from django.db.models import QuerySet

from sistership.window.offices.imports.models import ImportRun, Register
from sistership.window.offices.people.models import City
from sistership.window.offices.people.rules import Reader, grants_of, is_account


def registers_of(reader: Reader) -> tuple[Register, ...]:
    """Administrators import all; officers what belongs to their own cities."""
    grants = grants_of(reader)
    if grants.is_administrator:
        return (Register.CITIES, Register.ORGANISATIONS, Register.CONTACTS)
    return (Register.ORGANISATIONS, Register.CONTACTS) if grants.staff_cities else ()


def may_write_city(reader: Reader, city_id: int | None) -> bool:
    """Whether the reader may import what belongs to the city; what belongs to none is the administrator's."""
    grants = grants_of(reader)
    return grants.is_administrator or city_id in grants.staff_cities


def own_cities(reader: Reader) -> QuerySet[City]:
    """The cities for which the reader may import."""
    grants = grants_of(reader)
    if grants.is_administrator:
        return City.objects.all()
    return City.objects.filter(pk__in=[city for city in grants.staff_cities if city is not None])


def visible_runs(reader: Reader) -> QuerySet[ImportRun]:
    """Imports that the reader began: a file may hold what nobody else has decided to keep yet."""
    if not is_account(reader):
        return ImportRun.objects.none()
    return ImportRun.objects.filter(account=reader.pk, register__in=registers_of(reader))
