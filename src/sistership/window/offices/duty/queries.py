"""Reads of duty: a city's register with its transfers, the clocks of breaches, what is due next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from sistership.common.errors import InputError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.registry import registry
from sistership.window.ground.texts import load_texts
from sistership.window.offices.duty.law import Law, law_of
from sistership.window.offices.duty.models import (
    Breach,
    PersonRequest,
    PrivacyContact,
    ProcessingActivity,
    TransferBasis,
)
from sistership.window.offices.duty.states import (
    Clock,
    Facts,
    Told,
    TransferState,
    breach_clocks,
    transfer_state,
)
from sistership.window.offices.people.erasure import accounts_of, find_subjects
from sistership.window.offices.people.models import City, Partnership, Person, Side
from sistership.window.offices.people.ownership import accounts_of_city
from sistership.window.offices.people.rules import Reader, grants_of, may


@dataclass(frozen=True, slots=True)
class Kept:
    """How long a kind of row is kept, as the window runs."""

    name: str
    what: str
    days: int
    is_by_person: bool
    """A person decides; the window only names what is over."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """Data that a city may pass on to another city, and why."""

    city: City
    to: City
    state: TransferState
    basis: TransferBasis | None

    @property
    def is_lacking(self) -> bool:
        return self.state in (TransferState.MISSING, TransferState.ENDED)


@dataclass(frozen=True, slots=True)
class Register:
    """A city's record of processing."""

    city: City
    law: Law | None
    contact: PrivacyContact | None
    activities: list[ProcessingActivity]
    transfers: list[Transfer]


def kept(names: Iterable[str]) -> list[Kept]:
    """What the settings say about names of the registry; a name that no office uses any more is left out."""
    return [
        Kept(name, one.what, settings.RETENTION_DAYS[name], one.let_go is None)
        for name in names
        if (one := registry.retention.get(name))
    ]


def transfers(
    partnerships: QuerySet[Partnership] | Iterable[Partnership], *, of: City | None = None
) -> list[Transfer]:
    """Data that pass between the cities of partnerships, from one of them or all; two queries."""
    by_partnership: dict[int, list[City]] = {}
    sides = Side.objects.filter(partnership__in=partnerships).select_related("city")
    for side in sides.order_by("city__key"):
        by_partnership.setdefault(side.partnership_id, []).append(side.city)
    pairs = {
        (sender, receiver): None
        for cities in by_partnership.values()
        for sender in cities
        for receiver in cities
        if sender != receiver and (of is None or sender == of)
    }
    bases = {
        (basis.city_id, basis.to_country): basis
        for basis in TransferBasis.objects.filter(city__in={sender.pk for sender, _ in pairs})
    }
    found = []
    for sender, receiver in sorted(pairs, key=lambda pair: (pair[0].key, pair[1].key)):
        basis = bases.get((sender.pk, receiver.country))
        state = transfer_state(
            sender.country,
            receiver.country,
            has_basis=basis is not None,
            valid_until=basis.valid_until if basis else None,
            today=today_in(sender),
        )
        found.append(Transfer(sender, receiver, state, basis))
    return found


def today_in(city: City) -> date:
    """The day in the city now."""
    return clock.now().astimezone(ZoneInfo(city.timezone)).date()


def register_of(city: City, partnerships: QuerySet[Partnership]) -> Register:
    """The register of a city, with the transfers inside the partnerships given, with texts."""
    activities = list(ProcessingActivity.objects.filter(city=city))
    passed = transfers(partnerships, of=city)
    contact = PrivacyContact.objects.filter(city=city).select_related("organisation").first()
    organisations = [contact.organisation] if contact and contact.organisation else []
    load_texts(activities, [city], [one.to for one in passed], organisations)
    return Register(city, law_of(city.country), contact, activities, passed)


def clocks_of(breach: Breach) -> list[Clock]:
    """The clocks of a breach, from what is recorded now."""
    return breach_clocks(
        Facts(
            noticed_at=breach.noticed_at,
            risk=breach.risk,
            persons=breach.persons_count,
            cities=tuple(sorted((city.key, city.country) for city in breach.cities.all())),
            told=tuple(
                Told(notice.city.key, notice.duty, notice.made_at)
                for notice in breach.notices.select_related("city")
            ),
        )
    )


def open_requests(requests: QuerySet[PersonRequest]) -> QuerySet[PersonRequest]:
    """Requests that wait for an answer, the first due first."""
    return requests.filter(done_on__isnull=True).order_by("due_on", "pk")


def subjects_of(reader: Reader, request: PersonRequest) -> list[Ref]:
    """Whom the window knows under the address of a request, as far as the request's city answers for them.

    Persons whose controller is the city and accounts that act for it; the administrator finds all others too.
    """
    if not request.email:
        return []
    try:
        found = [one for one in find_subjects(request.email) if one.kind != PersonRequest.kind()]
    except InputError:
        return []
    if grants_of(reader).is_administrator:
        return found
    ids = [one.public_id for one in found]
    own = {
        *Person.objects.filter(city=request.city, public_id__in=ids).values_list("public_id", flat=True),
        *accounts_of_city(request.city).filter(public_id__in=ids).values_list("public_id", flat=True),
    }
    return [one for one in found if one.public_id in own]


def may_erase(reader: Reader, request: PersonRequest, subjects: Iterable[Ref]) -> bool:
    """Whether the reader may erase them: a lead those who cannot sign in, the administrator all."""
    if grants_of(reader).is_administrator:
        return True
    if not may(reader, "person_request.erase", request.city):
        return False
    return not any(accounts_of(one.public_id).filter(is_active=True).exists() for one in subjects)
