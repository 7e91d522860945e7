"""Cities, organisations, partnerships, and the account that asks."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from sistership.common.office_hours import written_spans
from sistership.window.api.schemas.texts import Wordings, wordings_of
from sistership.window.offices.agreements.queries import Tally
from sistership.window.offices.people.models import Account, ApiToken, City, Organisation, Partnership


class CityOut(Schema):
    """A city."""

    key: str = Field(examples=["kaohsiung"])
    public_id: UUID
    name: Wordings
    country: str = Field(description="ISO 3166-1 alpha-2", examples=["TW"])
    timezone: str = Field(examples=["Asia/Taipei"])
    language: str = Field(description="The language in which its desk works", examples=["zh-hant"])
    position: tuple[float, float] = Field(
        description="Longitude, latitude in degrees", examples=[[120.31, 22.62]]
    )
    is_example: bool

    @classmethod
    def of(cls, city: City) -> CityOut:
        """The city, whose texts are loaded."""
        return cls(
            key=city.key,
            public_id=city.public_id,
            name=wordings_of(city, "name"),
            country=city.country,
            timezone=city.timezone,
            language=city.language,
            position=(city.longitude, city.latitude),
            is_example=city.is_example,
        )


class DayOut(Schema):
    """A day of a city that is not an ordinary one of its week."""

    on: date
    is_working: bool
    name: str = Field(description="Of the holiday, or why the city differs", examples=["Double Tenth Day"])
    is_local: bool = Field(description="Said by the city itself, unlike the public calendar")
    hours: str = Field(description="Of a working day that has its own", examples=["08:00-12:00"])


class CalendarOut(Schema):
    """When the offices of a city work, in its own time."""

    timezone: str = Field(examples=["Asia/Taipei"])
    year: int = Field(examples=[2027])
    week: list[str] = Field(
        description="Hours from Monday to Sunday; empty: no office hours",
        examples=[["08:00-12:00, 13:00-17:30"]],
    )
    is_week_said: bool = Field(description="False: nobody has said the hours, and plain ones are assumed")
    days: list[DayOut]

    @classmethod
    def of(cls, city: City, year: int, days: list[DayOut]) -> CalendarOut:
        """The year of a city."""
        return cls(
            timezone=city.timezone,
            year=year,
            week=[written_spans(spans) for spans in city.week().week],
            is_week_said=bool(city.office_hours),
            days=days,
        )


class OrganisationOut(Schema):
    """A body of a city, a firm, a school."""

    public_id: UUID
    name: Wordings
    kind: str = Field(examples=["science_park"])
    city: str | None = Field(description="Key of its city", examples=["gdynia"])
    website: str | None
    is_example: bool

    @classmethod
    def of(cls, organisation: Organisation) -> OrganisationOut:
        """The organisation, whose city and texts are loaded."""
        return cls(
            public_id=organisation.public_id,
            name=wordings_of(organisation, "name"),
            kind=organisation.organisation_kind,
            city=organisation.city.key if organisation.city else None,
            website=organisation.website or None,
            is_example=organisation.is_example,
        )


class PartnershipOut(Schema):
    """Two or more cities that work together, with the states of what they promised."""

    key: str = Field(examples=["kaohsiung-gdynia"])
    public_id: UUID
    cities: list[str] = Field(examples=[["kaohsiung", "gdynia"]])
    summary: Wordings
    state: str | None = Field(description="The worst state of its open promises; null: nothing is promised")
    tally: dict[str, int] = Field(description="Commitments by state", examples=[{"kept": 2, "on_track": 5}])
    is_public: bool
    is_example: bool

    @classmethod
    def of(cls, partnership: Partnership, tally: Tally) -> PartnershipOut:
        """The partnership, whose sides and texts are loaded."""
        return cls(
            key=partnership.key,
            public_id=partnership.public_id,
            cities=[side.city.key for side in partnership.sides.all()],
            summary=wordings_of(partnership, "summary"),
            state=tally.state or None,
            tally={state: count for state, count in sorted(tally.counts.items()) if count},
            is_public=partnership.is_public,
            is_example=partnership.is_example,
        )


class RoleOut(Schema):
    """A role of the account."""

    role: str = Field(examples=["officer"])
    city: str | None = Field(description="Key of the city; null: the whole window")


class TokenOut(Schema):
    """The token with which this request came."""

    name: str
    scopes: list[str]
    expires_at: datetime


class MeOut(Schema):
    """The account that asks."""

    public_id: UUID
    email: str
    display_name: str | None
    language: str | None
    roles: list[RoleOut]
    token: TokenOut

    @classmethod
    def of(cls, account: Account, token: ApiToken) -> MeOut:
        """The account with its roles."""
        grants = account.grants.select_related("city").order_by("role", "city__key")
        return cls(
            public_id=account.public_id,
            email=account.email,
            display_name=account.display_name or None,
            language=account.language or None,
            roles=[RoleOut(role=one.role, city=one.city.key if one.city else None) for one in grants],
            token=TokenOut(name=token.name, scopes=token.scopes, expires_at=token.expires_at),
        )
