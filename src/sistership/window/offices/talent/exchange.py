"""Programmes, cohorts, positions and certificates as JSON: what anybody may read, the same everywhere."""

from __future__ import annotations

from typing import Any

from sistership.window.ground.records import Record
from sistership.window.offices.talent.engine import lottery_of
from sistership.window.offices.talent.models import Cohort, PlacementRun, Position, Programme


def _wordings(record: Record, field: str) -> dict[str, str]:
    return {code: one.text for code, one in sorted(record.localized(field).variants.items())}


def programme_json(programme: Programme, cohorts: list[Cohort]) -> dict[str, Any]:
    """A programme with its cohorts."""
    return {
        "id": programme.public_id,
        "partnership": programme.partnership.key,
        "kind": programme.programme_kind,
        "title": _wordings(programme, "title"),
        "summary": _wordings(programme, "summary"),
        "is_example": programme.is_example,
        "cohorts": [
            {"id": one.public_id, "title": _wordings(one, "title"), "state": one.state} for one in cohorts
        ],
    }


def cohort_json(cohort: Cohort, positions: list[Position], runs: list[PlacementRun]) -> dict[str, Any]:
    """A cohort with its days, positions and certificates."""
    return {
        "id": cohort.public_id,
        "programme": cohort.programme.public_id,
        "title": _wordings(cohort, "title"),
        "rules": _wordings(cohort, "rules"),
        "state": cohort.state,
        "round": cohort.round_number,
        "run_by": cohort.side.city.key,
        "applications_until": cohort.applications_until,
        "rankings_until": cohort.rankings_until,
        "first_day": cohort.first_day,
        "last_day": cohort.last_day,
        "appeals_until": cohort.appeals_until,
        "most_choices": cohort.most_choices,
        "lists_digest": cohort.lists_digest or None,
        "seed": cohort.seed or None,
        "seed_source": cohort.seed_source or None,
        "positions": [position_json(one) for one in positions],
        "runs": [one.public_id for one in runs],
        "is_example": cohort.is_example,
    }


def position_json(position: Position) -> dict[str, Any]:
    """A position: no address, and nothing of who asks for it."""
    return {
        "id": position.public_id,
        "number": position.number,
        "state": position.state,
        "city": position.city.key,
        "host": position.host_name,
        "title": _wordings(position, "title"),
        "work": _wordings(position, "work"),
        "places": position.places,
        "at_least": position.at_least,
        "reserves": [{"home_city": group, "places": places} for group, places in position.reserves],
        "home_cities": sorted(one.key for one in position.home_cities.all()),
        "first_day": position.first_day,
        "last_day": position.last_day,
        "weeks": position.weeks,
        "languages": [{"language": language, "level": level} for language, level in position.languages],
        "study_level": position.study_level or None,
        "skills": position.skills,
        "stipend": position.stipend,
        "stipend_currency": position.stipend_currency or None,
        "stipend_payer": position.stipend_payer or None,
        "insurance_payer": position.insurance_payer or None,
        "ects": position.ects,
    }


def run_json(run: PlacementRun) -> dict[str, Any]:
    """The certificate of a run, with the lottery while its lists are kept."""
    numbers = [one["id"] for one in run.lists["applicants"]] if run.lists else []
    return {
        "id": run.public_id,
        "cohort": run.cohort.public_id,
        "run": run.position_in_cohort,
        "round": run.round_kind,
        "made_at": run.made_at,
        "engine": run.engine,
        "code_digest": run.code_digest,
        "parameters_digest": run.parameters_digest,
        "data_digest": run.data_digest,
        "certificate": run.certificate,
        "lottery": [
            {"application": number, "lottery_number": drawn}
            for number, drawn in lottery_of(run.certificate["seed"], numbers)
        ],
        "lists_erased_at": run.lists_erased_at,
    }
