"""What an applicant does by the link: begin, write, order positions, hand in, withdraw, be forgotten."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.talent import engine, letters
from sistership.window.offices.talent.actions.steps import (
    by_link,
    checked_levels,
    happen,
    locked,
    next_state,
    today,
)
from sistership.window.offices.talent.eligibility import conditions, is_eligible
from sistership.window.offices.talent.erasure import forget_applicant
from sistership.window.offices.talent.models import (
    Application,
    Choice,
    Cohort,
    Placement,
    Position,
    StudyLevel,
)
from sistership.window.offices.talent.states import HOLDING, ApplicationState, CohortState, PositionState

COLUMNS = (
    "name",
    "telephone",
    "home_city",
    "institution",
    "institution_email",
    "study_level",
    "studies",
    "languages",
    "skills_said",
    "statement",
    "available_from",
    "available_until",
)
LONGEST_STATEMENT = 3000
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\+?\d[\d ()-]{7,}\d")


def checked_email(email: str, *, where: str = "email") -> str:
    """The address in small letters; raises InputError for what can be none."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise InputError(
            _("'%(email)s' is no e-mail address") % {"email": email}, where=where, allowed="anna@example.org"
        ) from error
    return email


def drawn_number(cohort: Cohort) -> str:
    """A number for an application, drawn at random among those that are free."""
    taken = set(cohort.applications.values_list("number", flat=True))
    digits = 4 if len(taken) < 5000 else 6
    while (number := f"A{secrets.randbelow(10**digits):0{digits}d}") in taken:
        pass
    return number


@transaction.atomic
def begin(
    *,
    cohort: Cohort,
    email: str,
    language: str,
    actor: Ref | None = None,
    number: str = "",
    is_example: bool = False,
) -> Application:
    """Begin an application and send its link; an address that has one in the cohort gets its link again."""
    email = checked_email(email)
    if language not in dict(settings.LANGUAGES):
        raise InputError(
            _("'%(language)s' is no language of the window") % {"language": language},
            where="language",
            allowed=", ".join(dict(settings.LANGUAGES)),
        )
    cohort = Cohort.objects.select_for_update(of=("self",)).select_related("side__city").get(pk=cohort.pk)
    _require_open(cohort)
    known = Application.objects.filter(cohort=cohort, email=email).first()
    if known is not None:
        letters.send_link(known)
        return known
    application = Application.objects.create(
        cohort=cohort,
        number=number or drawn_number(cohort),
        email=email,
        language=language,
        changed_at=clock.now(),
        is_example=is_example or cohort.is_example,
    )
    happen(application, "begun", actor=actor or by_link(application))
    letters.send_link(application)
    return application


def _require_open(cohort: Cohort) -> None:
    if cohort.state != CohortState.OPEN or cohort.applications_until < today(cohort):
        raise StateError(
            _("Applications to this cohort are closed"),
            next_step=_("Look for another cohort of the programme"),
        )


def _open_for(application: Application) -> Application:
    """The application as it is now, with its cohort open and no place held."""
    application = locked(application)
    _require_open(application.cohort)
    if Placement.objects.filter(application=application, state__in=HOLDING).exists():
        raise StateError(
            _("You have a place already"), next_step=_("Give it back first to take another part")
        )
    return application


@transaction.atomic
def write(*, application: Application, actor: Ref | None = None, **values: Any) -> Application:
    """Keep what the applicant wrote; what was handed in is taken back by it, until it is handed in again."""
    application = _open_for(application)
    for name, value in values.items():
        if name not in COLUMNS:
            raise InputError(f"{name} is not written by an applicant", where=name, allowed=", ".join(COLUMNS))
        setattr(application, name, value.strip() if isinstance(value, str) else value)
    _check(application)
    if "skills_said" in values:
        application.skills = engine.concepts_said(application.skills_said)
    _changed(application, actor)
    return application


def _changed(application: Application, actor: Ref | None) -> None:
    if application.state == ApplicationState.SENT:
        application.state = next_state(application, "reopened")
        happen(application, "reopened", actor=actor or by_link(application))
    application.changed_at = clock.now()
    application.save()


def _check(application: Application) -> None:
    application.languages = checked_levels(application.languages)
    if application.institution_email:
        application.institution_email = checked_email(
            application.institution_email, where="institution_email"
        )
    if application.study_level and application.study_level not in StudyLevel.values:
        raise InputError(
            _("'%(level)s' is no level of studies") % {"level": application.study_level},
            where="study_level",
            allowed=", ".join(StudyLevel.values),
        )
    start, end = application.available_from, application.available_until
    if start and end and end < start:
        raise InputError(_("It ends before it begins"), where="available_until")
    _check_statement(application)


def _check_statement(application: Application) -> None:
    """Hosts read it while they order, so it may not say who wrote it."""
    said = application.statement
    if len(said) > LONGEST_STATEMENT:
        raise InputError(
            _("It has %(length)d characters") % {"length": len(said)},
            where="statement",
            allowed=_("up to %(length)d characters") % {"length": LONGEST_STATEMENT},
        )
    for where, words in (
        ("statement", said),
        ("skills_said", application.skills_said),
        ("studies", application.studies),
    ):
        found = _ADDRESS.search(words)
        name = application.name.strip()
        told = found.group() if found else name if len(name) > 1 and name.lower() in words.lower() else ""
        if told:
            raise InputError(
                _("“%(words)s” tells who you are; hosts read this before they know it") % {"words": told},
                where=where,
                next_step=_("Leave it out here: the host gets it when you are placed"),
            )


@transaction.atomic
def choose(
    *, application: Application, positions: Sequence[Position], actor: Ref | None = None
) -> Application:
    """Keep the applicant's list, the dearest first, in place of the one before."""
    application = _open_for(application)
    if len({one.pk for one in positions}) < len(positions):
        raise InputError(_("A position stands on your list twice"), where="choices")
    most = application.cohort.most_choices
    if len(positions) > most:
        raise InputError(
            _("Your list has %(count)s positions") % {"count": len(positions)},
            where="choices",
            allowed=_("up to %(most)s") % {"most": most},
        )
    for one in positions:
        if one.cohort_id != application.cohort_id or one.state != PositionState.OPEN:
            raise InputError(_("Position %(number)s is not open") % {"number": one.number}, where="choices")
        if not is_eligible(application, one):
            raise InputError(
                _("Position %(number)s has a condition that you do not meet") % {"number": one.number},
                where="choices",
                next_step=_("See there which one"),
            )
    Choice.objects.filter(application=application).delete()
    Choice.objects.bulk_create(
        Choice(application=application, position=one, rank=rank) for rank, one in enumerate(positions, 1)
    )
    _changed(application, actor)
    return application


MISSING = {
    "name": "name",
    "home_city_id": "home_city",
    "institution": "institution",
    "institution_email": "institution_email",
    "studies": "studies",
    "languages": "languages",
    "available_from": "available_from",
    "available_until": "available_until",
}


def missing_of(application: Application) -> list[str]:
    """Names of what has to be filled in before it can be handed in; `choices` for an empty list."""
    found = [where for column, where in MISSING.items() if not getattr(application, column)]
    return found if application.choices.exists() else [*found, "choices"]


@transaction.atomic
def send(*, application: Application, is_agreed: bool, actor: Ref | None = None) -> Application:
    """Hand it in. It can be taken back and changed until the last day for applications."""
    application = _open_for(application)
    if not is_agreed:
        raise InputError(_("Agree first to how your data are used"), where="is_agreed")
    missing = missing_of(application)
    if missing:
        raise InputError(
            _("Something is missing"), where=missing[0], next_step=_("Fill it in, then hand it in")
        )
    wanted = Position.objects.filter(choices__application=application).order_by("choices__rank")
    for one in wanted.prefetch_related("home_cities"):
        if one.state != PositionState.OPEN or not all(each.is_met for each in conditions(application, one)):
            raise InputError(
                _("Position %(number)s is no longer possible for you") % {"number": one.number},
                where="choices",
                next_step=_("Take it off your list"),
            )
    application.state = next_state(application, "sent")
    application.agreed_at = application.sent_at = application.changed_at = clock.now()
    application.save()
    happen(application, "sent", actor=actor or by_link(application))
    letters.confirm(application)
    return application


@transaction.atomic
def withdraw(*, application: Application, actor: Ref | None = None) -> Application:
    """Take no further part; whoever has a place gives it back instead."""
    application = locked(application)
    if Placement.objects.filter(application=application, state__in=HOLDING).exists():
        raise StateError(_("You have a place already"), next_step=_("Give the place back instead"))
    if application.cohort.state in (CohortState.CLOSED, CohortState.SEEDED):
        raise StateError(
            _("The lists are closed and are being placed"),
            next_step=_("Give the place back once you have one"),
        )
    application.state = next_state(application, "withdrawn")
    application.changed_at = clock.now()
    application.save()
    happen(application, "withdrawn", actor=actor or by_link(application))
    return application


@transaction.atomic
def renew_link(*, application: Application) -> Application:
    """Make earlier links void."""
    application = locked(application)
    application.link_version += 1
    application.save(update_fields=["link_version"])
    happen(application, "link_renewed", actor=by_link(application))
    letters.send_link(application)
    return application


@transaction.atomic
def forget(*, application: Application) -> None:
    """Take out who applied and every word, on the applicant's wish; a place still held keeps it from that."""
    held = Placement.objects.filter(application=application, state__in=HOLDING).exclude(state="completed")
    if held.exists():
        raise StateError(_("You have a place"), next_step=_("Give the place back first"))
    if application.cohort.state in (CohortState.CLOSED, CohortState.SEEDED):
        raise StateError(
            _("The lists are closed and are being placed"), next_step=_("Ask again after the placement")
        )
    if (
        ApplicationState(application.state),
        "withdrawn",
    ) in _open_ends() and not application.placements.exists():
        withdraw(application=application)
    forget_applicant(application)
    happen(application, "forgotten", actor=SYSTEM)


def _open_ends() -> set[tuple[ApplicationState, str]]:
    return {(ApplicationState.BEGUN, "withdrawn"), (ApplicationState.SENT, "withdrawn")}


@transaction.atomic
def mail_links(*, email: str, language: str) -> int:
    """Send the links of an address's applications to it; 0, and no letter, where it has none."""
    rows = Application.objects.filter(email=email.strip().lower(), erased_at__isnull=True).exclude(email="")
    found = list(rows.order_by("-pk")[:10])
    for one in found:
        letters.send_link(one)
    return len(found)


def parsed_day(text: str, *, where: str) -> date | None:
    """A day as YYYY-MM-DD; None for nothing."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InputError(
            _("'%(day)s' is no day") % {"day": text}, where=where, allowed="2027-06-30"
        ) from error
