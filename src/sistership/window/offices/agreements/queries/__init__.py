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
from sistership.window.offices.agreements.queries.due import Due, awaiting_answer, due_next

__all__ = [
    "Blueprint",
    "Due",
    "Filters",
    "Tally",
    "agreement_page",
    "awaiting_answer",
    "blueprint",
    "cities_of",
    "committee_page",
    "due_next",
    "evidence_state_at",
    "load_commitments",
    "narrow",
    "partnership_by_key",
    "tallies",
    "with_state",
]
