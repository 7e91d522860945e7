"""The API under /api/v1/."""

from __future__ import annotations

from sistership import __version__
from sistership.window.api.routers import (
    agreements,
    blueprints,
    cases,
    commitments,
    desks,
    enquiries,
    evidence,
    expert_questions,
    lessons,
    market,
    matchdays,
    me,
    partnerships,
    places,
    readings,
    search,
    talent,
)
from sistership.window.api.service import WindowAPI

api = WindowAPI(
    title="Sistership",
    version=__version__,
    description="What two cities promised, who owes the next step, and what shows it.",
    urls_namespace="api",
)
for router in (
    partnerships.router,
    partnerships.journal_router,
    agreements.router,
    blueprints.router,
    commitments.router,
    evidence.router,
    readings.router,
    expert_questions.router,
    lessons.router,
    market.router,
    matchdays.router,
    talent.router,
    cases.router,
    enquiries.router,
    desks.router,
    places.router,
    search.router,
    me.router,
):
    api.add_router("", router)
