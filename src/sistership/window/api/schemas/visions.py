"""Axes of visions, what serves them, and where two visions meet."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from ninja import Schema
from pydantic import Field

Wording = Annotated[dict[str, str], Field(description="Text by language", examples=[{"en": "Liveability"}])]
Goals = Annotated[
    list[str], Field(description="Codes of global goals (SDG) and targets", examples=[["11", "11.2"]])
]


class AxisOut(Schema):
    """One axis of a vision."""

    id: UUID
    code: str = Field(description="How the city numbers it; empty where it does not", examples=["A"])
    name: Wording
    goals: Goals


class VisionOut(Schema):
    """A strategy that a city has published."""

    id: UUID
    title: Wording
    until_year: int | None = Field(examples=[2030])
    url: str
    is_example: bool
    axes: list[AxisOut]


class CityVisionsOut(Schema):
    """The visions of one city of the partnership."""

    city: str = Field(examples=["kaohsiung"])
    visions: list[VisionOut]


class ServingOut(Schema):
    """What one commitment serves, by itself or through its direction."""

    id: UUID
    title: Wording
    state: str = Field(examples=["on_track"])
    axes: list[UUID]
    goals: Goals


class CrossingOut(Schema):
    """One axis of the first city with one of the second."""

    first: UUID
    second: UUID
    counts: dict[str, int] = Field(description="State → how many commitments", examples=[{"kept": 1}])
    shared_goals: list[int] = Field(description="Global goals that both axes serve", examples=[[11, 13]])
    commitments: list[UUID]


class VisionsOut(Schema):
    """Where the visions of a partnership's cities meet."""

    partnership: str = Field(examples=["kaohsiung-gdynia"])
    cities: list[CityVisionsOut]
    commitments: list[ServingOut]
    crossings: list[CrossingOut]
