"""The words for states, as every page and message says them."""

from __future__ import annotations

from django.utils.translation import pgettext

from sistership.window.offices.talent.models import Application, Cohort, Placement, Position
from sistership.window.offices.talent.states import (
    ApplicationState,
    CohortState,
    PlacementState,
    PositionState,
)


def cohort_word(state: str) -> str:
    """The state of a cohort in words."""
    return {
        CohortState.DRAFT: pgettext("cohort", "draft"),
        CohortState.OPEN: pgettext("cohort", "open for applications"),
        CohortState.RANKING: pgettext("cohort", "hosts order applicants"),
        CohortState.CLOSED: pgettext("cohort", "lists closed"),
        CohortState.SEEDED: pgettext("cohort", "being placed"),
        CohortState.PLACED: pgettext("cohort", "placed"),
        CohortState.ENDED: pgettext("cohort", "ended"),
        CohortState.CANCELLED: pgettext("cohort", "cancelled"),
    }[CohortState(state)]


def position_word(state: str) -> str:
    """The state of a position in words."""
    return {
        PositionState.DRAFT: pgettext("position", "draft"),
        PositionState.OPEN: pgettext("position", "open"),
        PositionState.WITHDRAWN: pgettext("position", "withdrawn"),
    }[PositionState(state)]


def application_word(state: str) -> str:
    """The state of an application in words."""
    return {
        ApplicationState.BEGUN: pgettext("application", "not handed in yet"),
        ApplicationState.SENT: pgettext("application", "handed in"),
        ApplicationState.WITHDRAWN: pgettext("application", "withdrawn"),
    }[ApplicationState(state)]


def placement_word(state: str) -> str:
    """The state of a placement in words."""
    return {
        PlacementState.OFFERED: pgettext("placement", "offered"),
        PlacementState.ACCEPTED: pgettext("placement", "accepted"),
        PlacementState.AGREED: pgettext("placement", "agreement signed by all three"),
        PlacementState.RUNNING: pgettext("placement", "under way"),
        PlacementState.COMPLETED: pgettext("placement", "completed"),
        PlacementState.GIVEN_BACK: pgettext("placement", "given back"),
        PlacementState.BROKEN_OFF: pgettext("placement", "broken off"),
    }[PlacementState(state)]


def state_word(row: Cohort | Position | Application | Placement) -> str:
    """The state of a row in words."""
    if isinstance(row, Cohort):
        return cohort_word(row.state)
    if isinstance(row, Position):
        return position_word(row.state)
    return application_word(row.state) if isinstance(row, Application) else placement_word(row.state)
