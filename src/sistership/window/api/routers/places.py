"""Cities and organisations."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from ninja import Query, Router

from sistership.common.calendars import named_public_holidays
from sistership.common.office_hours import written_spans
from sistership.window.api.access import Request, reading
from sistership.window.api.found import or_404
from sistership.window.api.pagination import Page, Paging, page_of
from sistership.window.api.schemas.duty import PrivacyOut
from sistership.window.api.schemas.people import CalendarOut, CityOut, DayOut, OrganisationOut
from sistership.window.api.schemas.texts import Key
from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.duty.exchange import register_json
from sistership.window.offices.duty.queries import register_of
from sistership.window.offices.people.models import City, Organisation
from sistership.window.offices.people.rules import (
    visible_cities,
    visible_organisations,
    visible_partnerships,
)

router = Router(auth=reading, tags=["Places"])


# Cities and organisations are public: they are named in public records.


def _cities(rows: list[City]) -> list[CityOut]:
    load_texts(rows)
    return [CityOut.of(row) for row in rows]


def _organisations(rows: list[Organisation]) -> list[OrganisationOut]:
    load_texts(rows)
    return [OrganisationOut.of(row) for row in rows]


@router.get("/cities", response=Page[CityOut])
def list_cities(request: Request, window: Paging) -> Page[CityOut]:
    """Cities of this window."""
    return page_of(request, City.objects.order_by("key"), window, _cities)


@router.get("/cities/{slug:key}", response=CityOut)
def get_city(request: Request, key: Key) -> CityOut:
    """One city."""
    return _cities([or_404(City.objects.filter(key=key).first())])[0]


@router.get("/cities/{slug:key}/privacy", response=PrivacyOut)
def get_privacy(request: Request, key: Key) -> dict[str, Any]:
    """What the city does with personal data, why and how long."""
    city = or_404(visible_cities(request.auth).filter(key=key).first())
    return register_json(register_of(city, visible_partnerships(request.auth).filter(cities=city)))


@router.get("/cities/{slug:key}/calendar", response=CalendarOut)
def get_calendar(
    request: Request, key: Key, year: Annotated[int | None, Query(ge=2000, le=2100)] = None
) -> CalendarOut:
    """When the offices of a city work: its week, and the days of one year (this one if not asked)."""
    city = or_404(City.objects.prefetch_related("local_days").filter(key=key).first())
    working = city.calendar()
    shown = year or working.day_of(clock.now()).year
    names = named_public_holidays(city.country, city.subdivision, shown, language="en")
    local = {day.on: day for day in city.local_days.all() if day.on.year == shown}
    days = [
        DayOut(
            on=on,
            is_working=working.is_working_day(on),
            name=local[on].note if on in local else names[on],
            is_local=on in local,
            hours=written_spans(working.own_hours.get(on, ())),
        )
        for on in sorted({*names, *local})
    ]
    return CalendarOut.of(city, shown, days)


@router.get("/organisations", response=Page[OrganisationOut])
def list_organisations(
    request: Request, window: Paging, city: Key | None = None, kind: Key | None = None
) -> Page[OrganisationOut]:
    """Organisations, of one city or of one kind if asked."""
    rows = visible_organisations(request.auth).select_related("city").order_by("pk")
    if city is not None:
        rows = rows.filter(city__key=city)
    if kind is not None:
        rows = rows.filter(organisation_kind=kind)
    return page_of(request, rows, window, _organisations)


@router.get("/organisations/{uuid:public_id}", response=OrganisationOut)
def get_organisation(request: Request, public_id: UUID) -> OrganisationOut:
    """One organisation."""
    rows = visible_organisations(request.auth).select_related("city")
    return _organisations([or_404(rows.filter(public_id=public_id).first())])[0]
