"""Write breaches: what happened, what it means, who was told, and when it is closed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import write_texts
from sistership.window.offices.duty.law import DUTIES, RISK_ORDER
from sistership.window.offices.duty.models import Breach, BreachNotice
from sistership.window.offices.duty.queries import clocks_of
from sistership.window.offices.duty.states import Clock, ClockState, next_due
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import City

Texts = Mapping[str, Mapping[str, str]]


def _note(action: str, actor: Ref, breach: Breach, **data: Any) -> None:
    journal.record(action=action, actor=actor, subject=breach.ref, partnership_id=None, data=data)


def _project(breach: Breach) -> bool:
    """Write the earliest end of an open clock; whether it changed."""
    due = None if breach.closed_at else next_due(clocks_of(breach))
    if breach.next_due_at == due:
        return False
    breach.next_due_at = due
    breach.save(update_fields=["next_due_at"])
    return True


def rebuild() -> int:
    """Recompute the end that every breach shows; returns how many changed."""
    with transaction.atomic():
        rows = Breach.objects.prefetch_related("cities", "notices__city")
        return sum(_project(breach) for breach in rows)


def _check_open(breach: Breach) -> None:
    if breach.closed_at:
        raise StateError(gettext("This breach is closed"), next_step=gettext("Open it again to write in it"))


def _check_instant(at: datetime, where: str) -> None:
    if at > clock.now():
        raise InputError(gettext("This lies in the future"), where=where, allowed=gettext("now or before"))


@transaction.atomic
def add_breach(
    *,
    actor: Ref,
    city: City,
    texts: Texts,
    noticed_at: datetime,
    cities: Collection[City] = (),
    persons_count: int | None = None,
) -> Breach:
    """Record a breach; the clocks of every city concerned start when it was noticed."""
    if not any(text.strip() for text in texts.get("title", {}).values()):
        raise InputError(gettext("Give it a name in at least one language"), where="title")
    _check_instant(noticed_at, "noticed_at")
    breach = Breach.objects.create(city=city, noticed_at=noticed_at, persons_count=persons_count)
    breach.cities.set(set(cities) or {city})
    write_texts(breach, texts)
    _project(breach)
    _note("breach.added", actor, breach, cities=sorted(one.key for one in breach.cities.all()))
    return breach


@transaction.atomic
def edit_breach(
    *,
    actor: Ref,
    breach: Breach,
    texts: Texts | None = None,
    cities: Collection[City] | None = None,
    **changes: Any,
) -> Breach:
    """Change what is known: words, instant, number of persons, cities concerned."""
    _check_open(breach)
    if "noticed_at" in changes:
        _check_instant(changes["noticed_at"], "noticed_at")
    if cities is not None:
        if not cities:
            raise InputError(gettext("Name at least one city"), where="cities")
        told = breach.notices.exclude(city__in=[one.pk for one in cities]).select_related("city").first()
        if told:
            raise InputError(
                gettext("For %(city)s it is noted already who was told") % {"city": told.city.key},
                where="cities",
            )
        breach.cities.set(cities)
    for name, value in changes.items():
        setattr(breach, name, value)
    breach.save(update_fields=list(changes))
    write_texts(breach, texts or {})
    _project(breach)
    said = {*changes, *(texts or {}), *(("cities",) if cities is not None else ())}
    _note("breach.changed", actor, breach, fields=sorted(said))
    return breach


@transaction.atomic
def assess_breach(*, actor: Ref, breach: Breach, risk: str, reasons: Mapping[str, str]) -> Breach:
    """Say how likely the breach harms the persons, and why; who must be told follows from it."""
    _check_open(breach)
    if risk not in RISK_ORDER:
        raise InputError(
            gettext("'%(risk)s' is no risk known here") % {"risk": risk},
            where="risk",
            allowed=", ".join(RISK_ORDER),
        )
    if not any(text.strip() for text in reasons.values()):
        raise InputError(
            gettext("Say why: the authority may ask for it"),
            where="risk_reason",
            allowed=gettext("a reason in at least one language"),
        )
    breach.risk = risk
    breach.save(update_fields=["risk"])
    write_texts(breach, {"risk_reason": reasons})
    _project(breach)
    _note("breach.assessed", actor, breach, risk=risk)
    return breach


def _clock_of(breach: Breach, city: City, duty: str) -> Clock:
    found = [one for one in clocks_of(breach) if (one.city, one.duty.code) == (city.key, duty)]
    if not found:
        raise InputError(
            gettext("%(city)s has no duty '%(duty)s' in this breach") % {"city": city.key, "duty": duty},
            where="duty",
            allowed=", ".join(code for code in DUTIES),
        )
    return found[0]


@transaction.atomic
def note_told(
    *,
    actor: Ref,
    breach: Breach,
    city: City,
    duty: str,
    made_at: datetime,
    to_whom: str,
    reference: str = "",
    reason: str = "",
) -> BreachNotice:
    """Note that an authority or the persons were told; one that comes late needs its reason."""
    _check_open(breach)
    _check_instant(made_at, "made_at")
    found = _clock_of(breach, city, duty)
    if made_at < breach.noticed_at:
        raise InputError(
            gettext("This is before the breach was noticed"),
            where="made_at",
            allowed=gettext("an instant after it was noticed"),
        )
    if found.told_at is None and made_at > found.due_at and not found.duty.is_target and not reason.strip():
        raise InputError(
            gettext("It was told after its time was over"),
            where="reason",
            allowed=gettext("the reason why it is late, as it was told"),
        )
    if not to_whom.strip():
        raise InputError(gettext("Say who was told"), where="to_whom")
    notice = BreachNotice.objects.create(
        breach=breach,
        city=city,
        duty=duty,
        made_at=made_at,
        to_whom=to_whom,
        reference=reference,
        reason=reason,
    )
    _project(breach)
    _note("breach.told", actor, breach, city=city.key, duty=duty, made_at=made_at)
    return notice


@transaction.atomic
def note_untold(*, actor: Ref, breach: Breach, city: City, duty: str, reason: str) -> BreachNotice:
    """Note why somebody is not told although the clock runs."""
    _check_open(breach)
    _clock_of(breach, city, duty)
    if not reason.strip():
        raise InputError(gettext("Say why nobody is told"), where="reason")
    notice = BreachNotice.objects.create(breach=breach, city=city, duty=duty, reason=reason)
    _project(breach)
    _note("breach.untold", actor, breach, city=city.key, duty=duty)
    return notice


@transaction.atomic
def close_breach(*, actor: Ref, breach: Breach) -> None:
    """Close a breach: its risk is assessed, measures are written, and nobody is left to be told."""
    _check_open(breach)
    if not breach.risk:
        raise StateError(
            gettext("The risk is not assessed yet"), next_step=gettext("Say how high it is, and why")
        )
    if not breach.localized("measures").variants:
        raise StateError(
            gettext("It is not said what was done"), next_step=gettext("Write the measures taken")
        )
    open_clocks = [one for one in clocks_of(breach) if one.is_open]
    if open_clocks:
        named = ", ".join(f"{one.city}: {one.duty.to} ({one.duty.article})" for one in open_clocks)
        raise StateError(
            gettext("Not yet told: %(named)s") % {"named": named},
            next_step=gettext("Note when they were told, or why they are not"),
        )
    breach.closed_at = clock.now()
    breach.save(update_fields=["closed_at"])
    _project(breach)
    late = [one.duty.code for one in clocks_of(breach) if one.state(clock.now()) == ClockState.DONE_LATE]
    _note("breach.closed", actor, breach, late=late)


@transaction.atomic
def reopen_breach(*, actor: Ref, breach: Breach) -> None:
    """Open a closed breach again: something new became known."""
    if not breach.closed_at:
        raise StateError(gettext("This breach is open"))
    breach.closed_at = None
    breach.save(update_fields=["closed_at"])
    _project(breach)
    _note("breach.reopened", actor, breach)
