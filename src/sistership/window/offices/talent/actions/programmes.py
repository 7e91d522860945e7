"""Write programmes and cohorts, and lead a cohort from stage to stage."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.tasks import enqueue
from sistership.window.ground.texts import write_texts
from sistership.window.offices.agreements.actions.entry import note
from sistership.window.offices.agreements.models import Commitment
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.talent import engine, letters
from sistership.window.offices.talent.actions.steps import Texts, happen, next_state, require_text, today
from sistership.window.offices.talent.models import Application, Cohort, Position, Programme, ProgrammeKind
from sistership.window.offices.talent.queries.lists import lists_of
from sistership.window.offices.talent.states import CohortState, PositionState

PLACE = "sistership.window.offices.talent.tasks.place_cohort"
DATES = ("applications_until", "rankings_until", "first_day", "last_day", "appeals_until")


@transaction.atomic
def add_programme(
    *,
    actor: Ref,
    partnership: Partnership,
    programme_kind: str,
    titles: Texts,
    summaries: Texts | None = None,
    commitment: Commitment | None = None,
    is_public: bool = True,
    is_example: bool = False,
) -> Programme:
    """Begin a programme of a partnership."""
    require_text(titles, "title")
    _check_programme(partnership, programme_kind, commitment)
    programme = Programme.objects.create(
        partnership=partnership,
        programme_kind=programme_kind,
        commitment=commitment,
        is_public=is_public,
        is_example=is_example,
    )
    write_texts(programme, {"title": titles, "summary": summaries or {}})
    note(actor, "programme.added", programme.ref, partnership, titles=dict(titles))
    return programme


@transaction.atomic
def edit_programme(
    *, actor: Ref, programme: Programme, texts: dict[str, Texts] | None = None, **changes: Any
) -> Programme:
    """Change a programme's words, kind, promise or who reads it."""
    for name, value in changes.items():
        setattr(programme, name, value)
    _check_programme(programme.partnership, programme.programme_kind, programme.commitment)
    programme.save(update_fields=list(changes))
    write_texts(programme, texts or {})
    fields = sorted({*changes, *(texts or {})})
    note(actor, "programme.changed", programme.ref, programme.partnership, fields=fields)
    return programme


def _check_programme(partnership: Partnership, kind: str, commitment: Commitment | None) -> None:
    if kind not in ProgrammeKind.values:
        raise InputError(
            _("'%(kind)s' is no kind of programme") % {"kind": kind},
            where="programme_kind",
            allowed=", ".join(ProgrammeKind.values),
        )
    if commitment and commitment.partnership_id != partnership.pk:
        raise InputError(_("That commitment belongs to another partnership"), where="commitment")


def _check_cohort(cohort: Cohort) -> None:
    if cohort.side.partnership_id != cohort.programme.partnership_id:
        raise InputError(_("That side does not belong to this partnership"), where="side")
    days: list[tuple[str, date]] = [(name, getattr(cohort, name)) for name in DATES[:4]]
    for (_before, earlier), (name, later) in pairwise(days):
        if later < earlier:
            raise InputError(
                _("%(day)s comes before the stage before it") % {"day": later},
                where=name,
                allowed=_("from %(day)s") % {"day": earlier},
            )
    if cohort.appeals_until < cohort.rankings_until:
        raise InputError(
            _("The time for grievances ends before the lists close"),
            where="appeals_until",
            allowed=_("from %(day)s") % {"day": cohort.rankings_until},
        )
    if not 1 <= cohort.most_choices <= 50:
        raise InputError(
            _("A list of %(count)s is not possible") % {"count": cohort.most_choices},
            where="most_choices",
            allowed="1-50",
        )


@transaction.atomic
def add_cohort(
    *,
    actor: Ref,
    programme: Programme,
    side: Side,
    titles: Texts,
    applications_until: date,
    rankings_until: date,
    first_day: date,
    last_day: date,
    appeals_until: date | None = None,
    rules: Texts | None = None,
    most_choices: int = 10,
    is_example: bool = False,
) -> Cohort:
    """Begin a cohort, as a draft; grievances may come for 30 days after the lists close unless said."""
    require_text(titles, "title")
    cohort = Cohort(
        programme=programme,
        side=side,
        applications_until=applications_until,
        rankings_until=rankings_until,
        first_day=first_day,
        last_day=last_day,
        appeals_until=appeals_until or rankings_until + timedelta(days=30),
        most_choices=most_choices,
        is_example=is_example,
    )
    _check_cohort(cohort)
    cohort.save()
    write_texts(cohort, {"title": titles, "rules": rules or {}})
    happen(cohort, "begun", actor=actor, titles=dict(titles))
    return cohort


@transaction.atomic
def edit_cohort(
    *, actor: Ref, cohort: Cohort, texts: dict[str, Texts] | None = None, **changes: Any
) -> Cohort:
    """Change a cohort's words and days; once lists closed, words alone."""
    cohort = locked_cohort(cohort)
    if changes and cohort.state not in (CohortState.DRAFT, CohortState.OPEN, CohortState.RANKING):
        raise StateError(
            _("The lists of this cohort are closed; its days and sizes stay as they are"),
            next_step=_("Change its words only"),
        )
    for name, value in changes.items():
        setattr(cohort, name, value)
    _check_cohort(cohort)
    cohort.save(update_fields=list(changes))
    write_texts(cohort, texts or {})
    happen(cohort, "changed", actor=actor, fields=sorted({*changes, *(texts or {})}))
    return cohort


def locked_cohort(cohort: Cohort) -> Cohort:
    """The cohort as it is now, held until the transaction ends."""
    rows = Cohort.objects.select_for_update(of=("self",))
    return rows.select_related("programme__partnership", "side__city").get(pk=cohort.pk)


def _move(cohort: Cohort, event: str, *, actor: Ref, reason: str = "", **data: Any) -> Cohort:
    cohort.state = next_state(cohort, event)
    cohort.save()
    happen(cohort, event, actor=actor, reason=reason, **data)
    return cohort


@transaction.atomic
def publish(*, actor: Ref, cohort: Cohort) -> Cohort:
    """Open a cohort for applications; it needs an open position and a deadline that is still to come."""
    cohort = locked_cohort(cohort)
    next_state(cohort, "published")
    if not Position.objects.filter(cohort=cohort, state=PositionState.OPEN).exists():
        raise StateError(_("No position of this cohort is open"), next_step=_("Add one and open it"))
    if cohort.applications_until < today(cohort):
        raise InputError(
            _("The last day for applications is over"),
            where="applications_until",
            next_step=_("Change the days of the cohort"),
        )
    return _move(cohort, "published", actor=actor)


@transaction.atomic
def close_applications(*, actor: Ref, cohort: Cohort) -> Cohort:
    """End the time for applications, and ask every host to order those who may come to it."""
    cohort = _move(locked_cohort(cohort), "applications_closed", actor=actor)
    for position in Position.objects.filter(cohort=cohort, state=PositionState.OPEN).select_related("city"):
        letters.ask_host(position)
    for application in Application.objects.filter(cohort=cohort, state="begun").exclude(email=""):
        letters.tell_not_sent(application)
    return cohort


@transaction.atomic
def close_lists(*, actor: Ref, cohort: Cohort) -> Cohort:
    """Close all lists and publish their digest; nobody changes them any more, and only then a seed comes."""
    cohort = locked_cohort(cohort)
    next_state(cohort, "lists_closed")
    cohort.lists_digest = engine.lists_digest(lists_of(cohort))
    cohort = _move(cohort, "lists_closed", actor=actor, digest=cohort.lists_digest)
    letters.ask_for_seed(cohort)
    return cohort


def drawn_seed() -> str:
    """A seed that this program draws, 128 bits."""
    return secrets.token_hex(16)


@transaction.atomic
def publish_seed(*, actor: Ref, cohort: Cohort, seed: str, source: str) -> Cohort:
    """Publish the seed of the lottery and how it was drawn; the placement is made in the background.

    Raises MissingPartError where nobody can be placed on this machine: a published seed must be used.
    """
    engine.require()
    cohort = locked_cohort(cohort)
    next_state(cohort, "seed_published")
    seed, source = seed.strip(), source.strip()
    if not seed or len(seed) > 200 or "\n" in seed or "\r" in seed:
        raise InputError(
            _("This cannot be a seed"), where="seed", allowed=_("one line of 1 to 200 characters")
        )
    if not source:
        raise InputError(_("Say how the seed was drawn, so that anybody can check it"), where="source")
    cohort.seed, cohort.seed_source, cohort.seed_published_at = seed, source[:300], clock.now()
    cohort = _move(cohort, "seed_published", actor=actor, seed=seed, source=source)
    enqueue(PLACE, str(cohort.public_id))
    return cohort


@transaction.atomic
def reopen_lists(*, actor: Ref, cohort: Cohort, reason: str) -> Cohort:
    """Open closed lists again, with the reason, which is published; digest and seed are void."""
    if not reason.strip():
        raise InputError(_("Give the reason"), where="reason")
    cohort = locked_cohort(cohort)
    next_state(cohort, "lists_reopened")
    void = {"digest": cohort.lists_digest, "seed": cohort.seed}
    cohort.lists_digest = cohort.seed = cohort.seed_source = ""
    cohort.seed_published_at = None
    cohort.rankings_until = max(cohort.rankings_until, today(cohort))
    return _move(cohort, "lists_reopened", actor=actor, reason=reason.strip(), **void)


@transaction.atomic
def open_second_round(
    *, actor: Ref, cohort: Cohort, applications_until: date, rankings_until: date
) -> Cohort:
    """Open a placed cohort again; who has a place keeps it."""
    cohort = locked_cohort(cohort)
    next_state(cohort, "second_round")
    if applications_until < today(cohort):
        raise InputError(_("The last day for applications is over"), where="applications_until")
    cohort.applications_until, cohort.rankings_until = applications_until, rankings_until
    cohort.appeals_until = max(cohort.appeals_until, rankings_until)
    _check_cohort(cohort)
    cohort.round_number += 1
    cohort.lists_digest = cohort.seed = cohort.seed_source = ""
    cohort.seed_published_at = None
    cohort = _move(cohort, "second_round", actor=actor, round=cohort.round_number)
    letters.tell_second_round(cohort)
    return cohort


@transaction.atomic
def end(*, actor: Ref, cohort: Cohort) -> Cohort:
    """End a cohort when its stays are over."""
    return _move(locked_cohort(cohort), "ended", actor=actor)


@transaction.atomic
def cancel(*, actor: Ref, cohort: Cohort, reason: str) -> Cohort:
    """Cancel a cohort before it is placed, with the reason, and tell everybody who applied."""
    if not reason.strip():
        raise InputError(_("Give the reason"), where="reason")
    cohort = _move(locked_cohort(cohort), "cancelled", actor=actor, reason=reason.strip())
    letters.tell_cancelled(cohort, reason.strip())
    return cohort
