"""Write positions, and take how a host orders applicants."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import write_texts
from sistership.window.offices.people.models import City, Side
from sistership.window.offices.talent import engine, letters
from sistership.window.offices.talent.actions.steps import (
    Texts,
    by_link,
    checked_levels,
    happen,
    locked,
    next_state,
    require_text,
)
from sistership.window.offices.talent.eligibility import weeks_between
from sistership.window.offices.talent.models import Application, Cohort, HostOpinion, Position, StudyLevel
from sistership.window.offices.talent.queries.hosts import applicants_for
from sistership.window.offices.talent.states import CohortState, PositionState

EDITABLE = (CohortState.DRAFT, CohortState.OPEN)
MOST_POINTS = 100


def next_number(cohort: Cohort) -> str:
    """The number of the cohort's next position: H01, H02 …"""
    taken = set(cohort.positions.values_list("number", flat=True))
    return next(name for name in (f"H{count:02d}" for count in range(1, 10_000)) if name not in taken)


@transaction.atomic
def add_position(
    *,
    actor: Ref,
    cohort: Cohort,
    texts: Mapping[str, Texts],
    home_cities: Iterable[City] = (),
    number: str = "",
    is_open: bool = False,
    is_example: bool = False,
    **columns: Any,
) -> Position:
    """Add a position to a cohort, as a draft unless `is_open`."""
    _require_editable(cohort)
    require_text(texts.get("title"), "title")
    position = Position(cohort=cohort, number=number or next_number(cohort), is_example=is_example, **columns)
    if number and cohort.positions.filter(number=number).exists():
        raise InputError(_("Position %(number)s is there already") % {"number": number}, where="number")
    _check(position)
    home_cities = list(home_cities)
    _check_cities(position, home_cities)
    position.save()
    position.home_cities.set(home_cities)
    write_texts(position, texts)
    happen(position, "begun", actor=actor)
    return open_position(actor=actor, position=position) if is_open else position


@transaction.atomic
def edit_position(
    *,
    actor: Ref,
    position: Position,
    texts: Mapping[str, Texts] | None = None,
    home_cities: Iterable[City] | None = None,
    **changes: Any,
) -> Position:
    """Change a position while its cohort takes applications."""
    _require_editable(position.cohort)
    for name, value in changes.items():
        setattr(position, name, value)
    _check(position)
    home_cities = None if home_cities is None else list(home_cities)
    _check_cities(position, list(position.home_cities.all()) if home_cities is None else home_cities)
    position.save()
    if home_cities is not None:
        position.home_cities.set(home_cities)
    write_texts(position, texts or {})
    named = {*changes, *(texts or {}), *(() if home_cities is None else ("home_cities",))}
    happen(position, "changed", actor=actor, fields=sorted(named))
    return position


def _require_editable(cohort: Cohort) -> None:
    if cohort.state not in EDITABLE:
        raise StateError(
            _("Positions change only while the cohort takes applications"),
            next_step=_("Open a second round first"),
        )


def _check(position: Position) -> None:
    position.languages = checked_levels(position.languages)
    position.skills = engine.concepts_said(position.skills_said) if position.skills_said else []
    if not position.host_name.strip():
        raise InputError(_("Name the host"), where="host_name")
    if position.host_email:
        try:
            validate_email(position.host_email)
        except ValidationError as error:
            raise InputError(
                _("'%(email)s' is no e-mail address") % {"email": position.host_email},
                where="host_email",
                allowed="anna@example.org",
            ) from error
    if not 1 <= position.places <= 500:
        raise InputError(
            _("%(count)s places are not possible") % {"count": position.places},
            where="places",
            allowed="1-500",
        )
    if position.last_day < position.first_day:
        raise InputError(_("It ends before it begins"), where="last_day")
    room = weeks_between(position.first_day, position.last_day)
    if not 1 <= position.weeks <= room:
        raise InputError(
            _("A stay of %(weeks)s weeks does not fit between its days") % {"weeks": position.weeks},
            where="weeks",
            allowed=f"1-{room}",
        )
    if position.study_level and position.study_level not in StudyLevel.values:
        raise InputError(
            _("'%(level)s' is no level of studies") % {"level": position.study_level},
            where="study_level",
            allowed=", ".join(StudyLevel.values),
        )
    if position.stipend is not None and (position.stipend < 0 or len(position.stipend_currency) != 3):
        raise InputError(
            _("A stipend has an amount and a currency"),
            where="stipend_currency",
            allowed="TWD, PLN, MYR, EUR",
        )
    if position.at_least > position.places:
        raise InputError(
            _("It cannot need more people than it has places"),
            where="at_least",
            allowed=f"0-{position.places}",
        )
    if sum(places for _group, places in position.reserves) > position.places:
        raise InputError(
            _("More places are reserved than there are"), where="reserves", allowed=f"0-{position.places}"
        )


def _check_cities(position: Position, home_cities: Collection[City]) -> None:
    """Places are reserved only for cities whose applicants may come."""
    may_come = {one.key for one in home_cities} or set(
        Side.objects.filter(partnership=position.cohort.programme.partnership_id)
        .exclude(city=position.city)
        .values_list("city__key", flat=True)
    )
    for key, _places in position.reserves:
        if key not in may_come:
            raise InputError(
                _("Nobody from '%(city)s' may come here, so no place is reserved for it") % {"city": key},
                where="reserves",
                allowed=", ".join(sorted(may_come)),
            )


@transaction.atomic
def open_position(*, actor: Ref, position: Position) -> Position:
    """Publish a position with its cohort."""
    position = locked(position)
    position.state = next_state(position, "opened")
    position.save(update_fields=["state"])
    happen(position, "opened", actor=actor)
    return position


@transaction.atomic
def withdraw_position(*, actor: Ref, position: Position, reason: str) -> Position:
    """Take a position out before the lists close; whoever listed it keeps the rest of the list."""
    position = locked(position)
    if position.cohort.state not in (*EDITABLE, CohortState.RANKING):
        raise StateError(
            _("The lists are closed: this position can no longer be taken out"),
            next_step=_("Speak with the desk that runs the cohort"),
        )
    if position.placements.exclude(state__in=("given_back", "broken_off")).exists():
        raise StateError(_("Somebody has a place here"))
    if not reason.strip():
        raise InputError(_("Give the reason"), where="reason")
    position.state = next_state(position, "withdrawn")
    position.save(update_fields=["state"])
    happen(position, "withdrawn", actor=actor, reason=reason.strip())
    return position


@transaction.atomic
def order_applicants(
    *,
    position: Position,
    asks: str,
    values: Mapping[str, float],
    actor: Ref | None = None,
) -> Position:
    """Keep how a host orders applicants, in place of what it said before.

    `values`: number of an application → its place from 1 (`ranking`) or its points from 0 to 100 (`scores`);
    whom it leaves out it refuses. The host's earlier order is overwritten; only the last one counts.
    """
    cohort = Cohort.objects.select_for_update().get(pk=position.cohort_id)
    if cohort.state != CohortState.RANKING:
        raise StateError(
            _("Hosts order applicants between the end of applications and the closing of the lists")
        )
    position = locked(position)
    if asks not in ("ranking", "scores"):
        raise InputError(
            _("'%(asks)s' is no way to order") % {"asks": asks}, where="asks", allowed="ranking, scores"
        )
    known = {one.number: one for one in applicants_for(position)}
    _check_values(asks, values, known)
    HostOpinion.objects.filter(position=position).delete()
    HostOpinion.objects.bulk_create(
        HostOpinion(position=position, application=known[number], value=value)
        for number, value in values.items()
    )
    position.asks, position.ordered_at = asks, clock.now()
    position.save(update_fields=["asks", "ordered_at"])
    happen(
        position,
        "ordered",
        actor=actor or by_link(position),
        taken=len(values),
        refused=len(known) - len(values),
    )
    return position


def _check_values(asks: str, values: Mapping[str, float], known: Mapping[str, Application]) -> None:
    for number, value in values.items():
        if number not in known:
            raise InputError(
                _("%(number)s has not asked for this position") % {"number": number},
                where=number,
                allowed=", ".join(sorted(known)) or "–",
            )
        if asks == "ranking" and (value < 1 or value != int(value)):
            raise InputError(
                _("%(value)s is no place in an order") % {"value": value}, where=number, allowed="1, 2, 3 …"
            )
        if asks == "scores" and not 0 <= value <= MOST_POINTS:
            raise InputError(
                _("%(value)s points are not possible") % {"value": value}, where=number, allowed="0-100"
            )
    if asks == "ranking":
        seen: dict[float, str] = {}
        for number, value in values.items():
            if value in seen:
                raise InputError(
                    _("%(first)s and %(second)s have the same place")
                    % {"first": seen[value], "second": number},
                    where=number,
                    next_step=_(
                        "Give each a place of its own, or use points, where equals are decided by lottery"
                    ),
                )
            seen[value] = number


@transaction.atomic
def renew_host_link(*, actor: Ref, position: Position) -> Position:
    """Make the host's earlier links void, and send the new one."""
    position = locked(position)
    position.link_version += 1
    position.save(update_fields=["link_version"])
    happen(position, "link_renewed", actor=actor)
    letters.ask_host(position)
    return position


def is_open_for_orders(position: Position) -> bool:
    """Whether the host may order applicants now."""
    return position.cohort.state == CohortState.RANKING and position.state == PositionState.OPEN
