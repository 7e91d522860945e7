"""All tables of people."""

from sistership.window.offices.people.models.particulars import (
    CityTerm,
    LawLink,
    LevelThreshold,
    OfficialLevel,
)
from sistership.window.offices.people.models.partnerships import Partnership, Side
from sistership.window.offices.people.models.persons import Account, ApiToken, Grant, Person, Post, Role
from sistership.window.offices.people.models.places import (
    Alias,
    City,
    LocalDay,
    MergedRecord,
    Organisation,
    OrganisationKind,
)

__all__ = [
    "Account",
    "Alias",
    "ApiToken",
    "City",
    "CityTerm",
    "Grant",
    "LawLink",
    "LevelThreshold",
    "LocalDay",
    "MergedRecord",
    "OfficialLevel",
    "Organisation",
    "OrganisationKind",
    "Partnership",
    "Person",
    "Post",
    "Role",
    "Side",
]
