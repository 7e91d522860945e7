"""Every address of the window, with arguments from the test world, for the tests that walk them all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import URLResolver, get_resolver

ROLES = (
    "anonymous",
    "outsider",
    "councillor_k",
    "officer_k",
    "lead_k",
    "officer_g",
    "officer_p",
    "administrator",
)
# The door that only redirects, and the answers for monitoring.
OUTSIDE_OF_LANGUAGES = ("choose_language", "health", "health_ready", "health_metrics")


def names() -> list[str]:
    """Names of all addresses that are the window's own pages, sorted; those of libraries are not."""
    return sorted(set(_walk(get_resolver())) - set(OUTSIDE_OF_LANGUAGES))


def _walk(resolver: URLResolver) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            if not pattern.namespace:
                yield from _walk(pattern)
        elif pattern.name and pattern.callback.__module__.startswith("sistership."):
            yield pattern.name


def _form(name: str) -> str:
    """The address as a format string: `desk/commitments/%(public_id)s/edit/`."""
    return get_resolver().reverse_dict.getlist(name)[0][0][0][0]


# the part of an address before an argument → the record of the world that it names
RECORDS = {
    "accounts": "outsider",
    "activities": "activity",
    "agreements": "agreement",
    "absences": "absence",
    "axes": "axis",
    "breaches": "breach",
    "calendars": "feed",
    "case-files": "answer_file",  # of none
    "case-filters": "case",  # of none
    "case-messages": "case",  # of none
    "cases": "case",
    "cities": "kaohsiung",
    "cohorts": "cohort",
    "commitments": "commitment",
    "committees": "committee",
    "directions": "direction",
    "documents": "document",
    "evidence": "filed",
    "expert-answers": "answer_file",
    "expert-questions": "expert_question",
    "dismissed": "profile",  # of none
    "introductions": "profile",  # of none
    "profiles": "profile",
    "suggestions": "profile",
    "lessons": "lesson",
    "files": "answer_file",  # of none
    "handovers": "offered",
    "import": "import_run",
    "incoming": "incoming",
    "intentions": "intention",
    "matchday-meetings": "matchday",  # of none
    "matchday-plans": "day_plan",
    "matchdays": "matchday",
    "meetings": "meeting",
    "milestones": "milestone",
    "organisations": "organisation",
    "city": "kaohsiung",
    "letters": "letter",
    "partnership": "kaohsiung_gdynia",
    "partnerships": "kaohsiung_gdynia",
    "people": "outsider",
    "positions": "position",
    "programmes": "programme",
    "questions": "question",
    "tokens": "token",
    "persons": "person",
    "privacy": "kaohsiung",
    "readings": "reading",
    "recommendations": "case",  # of none; tests/pages/test_enquiries.py opens one
    "registrations": "registration",
    "requests": "person_request",
    "routing": "rule_set",
    "rules": "rule",
    "runs": "cohort",  # of none; tests/pages/test_talent.py opens one
    "setup": "kaohsiung_gdynia",
    "sides": "side_k",
    "stays": "cohort",  # of none; tests/pages/test_talent.py opens one
    "steps": "milestone",
    "templates": "template",
    "visit": "visit",
    "visions": "vision",
    "visits": "visit",
}
API_RECORDS = {
    "case-files": "answer_file",
    "files": "answer_file",
    "parts": "lesson",
    "placement-runs": "cohort",  # of none
    "questions": "expert_question",
}
"""Where the API names a record otherwise than the pages do."""
WORDS: dict[str, Any] = {
    "register": "organisations",
    "form": "csv",
    "country": "pl",
    "day": 1,
    "session": 1,
    "grant": 1,
    "answer": "confirmed",
    "event": "confirmed",
    "field": "f1",
    "kind": "visit",
    "wording": "occasion",
    "language": "pl",
    "secret": "unknown-secret",
    "service": "landing",
    "step": "words",
    "deed": "publish",
    "other_id": UUID(int=1),
    "paper": "agreement",
    "part": UUID(int=1),
    "letter": UUID(int=1),
    "term": 1,
    "level": UUID(int=1),
    "link": UUID(int=1),
}


def arguments(name: str, world: Any) -> dict[str, Any]:
    """Arguments by which the address names a record of the world; KeyError where the tables lack it."""
    given: dict[str, Any] = {}
    before = ""
    for part in _form(name).split("/"):
        if part.startswith("%("):
            parameter = part[2 : part.index(")")]
            if parameter in WORDS:
                given[parameter] = WORDS[parameter]
            elif parameter == "side":
                given[parameter] = world.side_k.public_id
            else:
                given[parameter] = getattr(getattr(world, RECORDS[before]), parameter)
            before = str(given[parameter])
        else:
            before = part
    return given


def api_addresses(world: Any) -> dict[str, tuple[str, str]]:
    """Routes of the API as `GET /api/v1/…` → (method, address), with arguments from the world."""
    from sistership.window.api.routes import api

    found: dict[str, tuple[str, str]] = {}
    for path, operations in api.get_openapi_schema()["paths"].items():
        parts = path.split("/")
        for index, part in enumerate(parts):
            if part == "{secret}":
                parts[index] = WORDS["secret"]
            elif part.startswith("{"):
                record = getattr(world, (RECORDS | API_RECORDS)[parts[index - 1]])
                parts[index] = str(record.key if part == "{key}" else record.public_id)
        for method in operations:
            found[f"{method.upper()} {path}"] = (method, "/".join(parts))
    return found
