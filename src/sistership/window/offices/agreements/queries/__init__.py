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
from sistership.window.offices.agreements.queries.dues import Due, dues
from sistership.window.offices.agreements.queries.happenings import Happening, happenings
from sistership.window.offices.agreements.queries.questions import open_questions, questions_about

__all__ = [
    "Blueprint",
    "Due",
    "Filters",
    "Happening",
    "Tally",
    "agreement_page",
    "blueprint",
    "cities_of",
    "committee_page",
    "dues",
    "evidence_state_at",
    "happenings",
    "load_commitments",
    "narrow",
    "open_questions",
    "partnership_by_key",
    "questions_about",
    "tallies",
    "with_state",
]
