"""Read agreements: blueprints and pages with state, milestones, evidence, texts and sources."""

from sistership.window.offices.agreements.queries.accords import (
    agreement_page,
    committee_page,
    partnership_by_key,
)
from sistership.window.offices.agreements.queries.blueprints import Blueprint, Filters, blueprint, narrow
from sistership.window.offices.agreements.queries.commitments import cities_of, load_commitments
from sistership.window.offices.agreements.queries.counts import (
    Tally,
    evidence_state_at,
    tallies,
    with_state,
)

__all__ = [
    "Blueprint",
    "Filters",
    "Tally",
    "agreement_page",
    "blueprint",
    "cities_of",
    "committee_page",
    "evidence_state_at",
    "load_commitments",
    "narrow",
    "partnership_by_key",
    "tallies",
    "with_state",
]
