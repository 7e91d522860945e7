"""Programmes, cohorts, positions and certificates of talent exchange, out."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field


class CohortName(Schema):
    """A cohort of a programme."""

    id: UUID
    title: dict[str, str]
    state: str


class ProgrammeOut(Schema):
    """A programme with its cohorts."""

    id: UUID
    partnership: str
    kind: str = Field(description="internship, residency or study")
    title: dict[str, str]
    summary: dict[str, str]
    is_example: bool
    cohorts: list[CohortName]


class LanguageLevel(Schema):
    """A language that is needed, with its CEFR level."""

    language: str
    level: str


class ReserveOut(Schema):
    """Places that go to applicants of a home city while they ask."""

    home_city: str
    places: int


class TalentPositionOut(Schema):
    """A position: no address, and nothing of who asks for it."""

    id: UUID
    number: str
    state: str
    city: str
    host: str
    title: dict[str, str]
    work: dict[str, str]
    places: int
    at_least: int
    reserves: list[ReserveOut]
    home_cities: list[str]
    first_day: date
    last_day: date
    weeks: int
    languages: list[LanguageLevel]
    study_level: str | None
    skills: list[str] = Field(description="Ids of concepts of the vocabulary")
    stipend: Decimal | None
    stipend_currency: str | None
    stipend_payer: str | None
    insurance_payer: str | None
    ects: Decimal | None


class CohortOut(Schema):
    """A cohort with its days, positions and certificates."""

    id: UUID
    programme: UUID
    title: dict[str, str]
    rules: dict[str, str]
    state: str
    round: int
    run_by: str = Field(description="Key of the city that runs it")
    applications_until: date
    rankings_until: date
    first_day: date
    last_day: date
    appeals_until: date
    most_choices: int
    lists_digest: str | None
    seed: str | None
    seed_source: str | None
    positions: list[TalentPositionOut]
    runs: list[UUID]
    is_example: bool


class LotteryNumber(Schema):
    """What the lottery drew for an application."""

    application: str
    lottery_number: str


class CertificateOut(Schema):
    """The certificate of a placement; the lottery while the lists are kept."""

    id: UUID
    cohort: UUID
    run: int
    round: str
    made_at: datetime
    engine: str
    code_digest: str
    parameters_digest: str
    data_digest: str = Field(description="SHA-256 of the lists, as published when they closed")
    certificate: dict[str, Any]
    lottery: list[LotteryNumber]
    lists_erased_at: datetime | None


class BalanceLine(Schema):
    """One way between two cities; null for a count that is too small to be shown."""

    home: str
    host: str
    by_year: dict[str, int | None]
    total: int | None
