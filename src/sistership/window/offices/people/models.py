"""All tables of people."""

from sistership.window.offices.people.partnerships import Partnership, Side
from sistership.window.offices.people.persons import Account, ApiToken, Grant, Person, Post, Role
from sistership.window.offices.people.places import Alias, City, LocalDay, Organisation, OrganisationKind

__all__ = [
    "Account",
    "Alias",
    "ApiToken",
    "City",
    "Grant",
    "LocalDay",
    "Organisation",
    "OrganisationKind",
    "Partnership",
    "Person",
    "Post",
    "Role",
    "Side",
]
