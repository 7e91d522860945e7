"""What every action of talent exchange does: the state that follows, the event, the journal entry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.agreements.actions.entry import note
from sistership.window.offices.talent.models import (
    LEVELS,
    Application,
    Cohort,
    Placement,
    Position,
    TalentEvent,
)
from sistership.window.offices.talent.states import (
    APPLICATION_TABLE,
    COHORT_TABLE,
    PLACEMENT_TABLE,
    POSITION_TABLE,
    ApplicationState,
    CohortState,
    PlacementState,
    PositionState,
)
from sistership.window.offices.talent.words import state_word

Texts = Mapping[str, str]
M = TypeVar("M", bound=models.Model)


def by_link(row: Application | Position | Placement) -> Ref:
    """Who acts by a secret link."""
    return Ref(f"{row.kind()}_link", row.public_id)


def locked(row: M) -> M:
    """The row as it is now, held until the transaction ends."""
    return type(row)._default_manager.select_for_update().get(pk=row.pk)


def next_state(row: Cohort | Position | Application | Placement, event: str) -> str:
    """The state that follows; raises StateError where the event cannot happen."""
    following: tuple[str, str] | None
    if isinstance(row, Cohort):
        following = COHORT_TABLE.get((CohortState(row.state), event))
    elif isinstance(row, Position):
        following = POSITION_TABLE.get((PositionState(row.state), event))
    elif isinstance(row, Application):
        following = APPLICATION_TABLE.get((ApplicationState(row.state), event))
    else:
        following = PLACEMENT_TABLE.get((PlacementState(row.state), event))
    if following is None:
        raise StateError(
            _("This is “%(state)s”; that cannot follow") % {"state": state_word(row)},
            next_step=_("Open its page to see where it stands"),
        )
    return following[0]


def today(cohort: Cohort) -> date:
    """The day at the city that runs the cohort."""
    return clock.now().astimezone(ZoneInfo(cohort.side.city.timezone)).date()


def happen(
    about: Cohort | Position | Application | Placement,
    event: str,
    *,
    actor: Ref,
    reason: str = "",
    **data: Any,
) -> None:
    """Remember what happened, as an event of the cohort and in the journal; no name is written there."""
    columns: dict[str, Any] = {}
    if isinstance(about, Cohort):
        cohort = about
    elif isinstance(about, Placement):
        cohort = about.position.cohort
        columns = {"placement": about, "application_id": about.application_id, "position": about.position}
    else:
        cohort = about.cohort
        columns = {about.kind(): about}
        data["number"] = about.number
    TalentEvent.objects.create(cohort=cohort, at=clock.now(), event=event, reason=reason, **columns)
    note(actor, f"{about.kind()}.{event}", about.ref, cohort.programme.partnership, **data)


def require_text(texts: Texts | None, where: str) -> None:
    """Raise InputError where a title has no words in any language."""
    if not texts or not any(text.strip() for text in texts.values()):
        raise InputError(_("Give it a name in at least one language"), where=where)


def checked_levels(given: list[list[str]], *, where: str = "languages") -> list[list[str]]:
    """Languages with levels, once each, in the order of languages; raises InputError for what is none."""
    found: dict[str, str] = {}
    for pair in given:
        language, level = (part.strip() for part in pair)
        if level not in LEVELS:
            raise InputError(
                _("'%(level)s' is no level of a language") % {"level": level},
                where=where,
                allowed=", ".join(LEVELS),
            )
        if not (2 <= len(language) <= 16 and language.replace("-", "").isalpha() and language.isascii()):
            raise InputError(
                _("'%(language)s' is no code of a language") % {"language": language},
                where=where,
                allowed="zh-hant, en, pl, ms, de …",
            )
        if language.lower() in found:
            raise InputError(_("%(language)s stands there twice") % {"language": language}, where=where)
        found[language.lower()] = level
    return [[language, found[language]] for language in sorted(found)]
