"""Take part in a day: register, say when and in which languages, ask for others or refuse them, withdraw."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.market.models import Profile
from sistership.window.offices.matchdays import letters
from sistership.window.offices.matchdays.actions.days import checked_slots
from sistership.window.offices.matchdays.actions.steps import (
    locked_day,
    locked_registration,
    note_day,
    require_state,
    step_on,
)
from sistership.window.offices.matchdays.models import (
    DayKind,
    Matchday,
    Party,
    Regard,
    Registration,
    Wish,
)
from sistership.window.offices.matchdays.states import TAKES_PART, DayState
from sistership.window.offices.people.models import City

LANGUAGE = re.compile(r"[a-z]{2,3}")
MOST_REGISTERED = 2000
MOST_WISHES = 40


def primary(language: str) -> str:
    """The language without its script or country: zh-hant → zh."""
    return language.partition("-")[0].lower()


def _languages(given: Collection[str]) -> list[str]:
    found = sorted({primary(one) for one in given if one.strip()})
    for one in found:
        if not LANGUAGE.fullmatch(one):
            raise InputError(
                _("'%(given)s' is no code of a language") % {"given": one},
                where="languages",
                allowed="zh, en, pl, ms, …",
            )
    if not found:
        raise InputError(_("Say in which languages you can hold a meeting"), where="languages")
    return found


def _checked(matchday: Matchday, values: Mapping[str, Any]) -> dict[str, Any]:
    """Columns of a registration, checked."""
    found = dict(values)
    if "name" in found and not found["name"].strip():
        raise InputError(_("Say which firm or body takes part"), where="name")
    if "languages" in found:
        found["languages"] = _languages(found["languages"])
    if "available" in found:
        found["available"] = checked_slots(matchday, found["available"])
        if found["available"] == []:
            raise InputError(
                _("Without any slot nobody can meet you"),
                where="available",
                next_step=_("Choose at least one, or withdraw"),
            )
    most = found.get("most_meetings")
    if most is not None and not 1 <= most <= matchday.most_meetings:
        raise InputError(
            _("%(count)d meetings are not possible") % {"count": most},
            where="most_meetings",
            allowed=_("1 to %(most)d") % {"most": matchday.most_meetings},
        )
    if "party" in found:
        found["party"] = _party(matchday, found["party"])
    return found


def _party(matchday: Matchday, party: str) -> str:
    if matchday.day_kind != DayKind.FUNDING:
        return ""
    if party not in Party.values:
        raise InputError(
            _("Say whether it is a startup or an investor"), where="party", allowed=", ".join(Party.values)
        )
    return party


@transaction.atomic
def register(
    *,
    actor: Ref | None,
    matchday: Matchday,
    name: str,
    email: str,
    city: City,
    languages: Collection[str],
    language: str = "",
    profile: Profile | None = None,
    person: str = "",
    party: str = "",
    available: Collection[int] | None = None,
    most_meetings: int | None = None,
    version: int | None = None,
    is_example: bool = False,
) -> Registration:
    """Register a participant; a letter with the secret link goes out, unless it is an example.

    By an officer (`actor`), or by the participant (None): then the day has to be open, and its last day for
    registration not past.
    """
    matchday = locked_day(matchday, version)
    _require_open(matchday, by_officer=actor is not None)
    email = email.strip().lower()
    if matchday.registrations.filter(email=email, withdrawn_at__isnull=True, erased_at__isnull=True).exists():
        raise StateError(
            _("This address is registered already"),
            where="email",
            next_step=_("Use the link in the letter that went to it"),
        )
    if matchday.registrations.count() >= MOST_REGISTERED:
        raise StateError(_("The day is full"), next_step=_("Ask the desk that organises it"))
    asked = {
        "name": name,
        "languages": languages,
        "available": available,
        "most_meetings": most_meetings,
        "party": party,
    }
    made = Registration.objects.create(
        matchday=matchday,
        profile=profile,
        person=person.strip(),
        email=email,
        city=city,
        language=language if language in dict(settings.LANGUAGES) else city.language,
        registered_at=clock.now(),
        is_example=is_example,
        **_checked(matchday, asked),
    )
    if actor is not None:
        step_on(matchday)
    note_day(actor or made.ref, "registered", matchday, subject=made.ref)
    if not is_example:
        letters.confirm(made)
    return made


def _require_open(matchday: Matchday, *, by_officer: bool) -> None:
    if by_officer:
        require_state(matchday, DayState.DRAFT, *TAKES_PART)
        return
    require_state(matchday, DayState.OPEN)
    today = clock.now().astimezone(ZoneInfo(matchday.zone)).date()
    if matchday.registration_until and today > matchday.registration_until:
        raise StateError(_("Registration has ended"), next_step=_("Ask the desk that organises the day"))


@transaction.atomic
def edit(
    *, actor: Ref | None, registration: Registration, version: int | None = None, **values: Any
) -> Registration:
    """Change what a participant said; by the participant (`actor` None) until registration is closed."""
    registration = locked_registration(registration)
    matchday = locked_day(registration.matchday, version)
    _require_there(registration)
    if actor is None:
        require_state(matchday, DayState.OPEN)
    else:
        require_state(matchday, DayState.DRAFT, *TAKES_PART)
    for name, value in _checked(matchday, values).items():
        setattr(registration, name, value)
    registration.save(update_fields=list(values))
    if actor is not None:
        step_on(matchday)
    note_day(
        actor or registration.ref,
        "registration_changed",
        matchday,
        subject=registration.ref,
        fields=sorted(values),
    )
    return registration


def _require_there(registration: Registration) -> None:
    if registration.withdrawn_at or registration.erased_at:
        raise StateError(_("This registration was withdrawn"), next_step=_("Register once more"))


@transaction.atomic
def regard(*, registration: Registration, others: Mapping[Registration, str | None]) -> int:
    """Say of others whether to meet them: wish, veto, or (None) nothing; returns how many stand.

    By the participant, at any time before the day is over. What is said here is told to nobody: a wish shows
    only as a meeting.
    """
    registration = locked_registration(registration)
    matchday = locked_day(registration.matchday)
    _require_there(registration)
    require_state(matchday, DayState.DRAFT, *TAKES_PART)
    for other, said in others.items():
        if other.matchday_id != matchday.pk or other.pk == registration.pk:
            raise InputError(_("That participant is not part of this day"), where="wishes")
        if said is None:
            Wish.objects.filter(by=registration, about=other).delete()
            continue
        if said not in Regard.values:
            raise InputError(_("'%(given)s' is not known here") % {"given": said}, where="wishes")
        Wish.objects.update_or_create(
            by=registration, about=other, defaults={"regard": said, "at": clock.now()}
        )
    standing = Wish.objects.filter(by=registration)
    if (count := standing.filter(regard=Regard.WISH).count()) > MOST_WISHES:
        raise InputError(
            _("You ask for %(count)d others") % {"count": count},
            where="wishes",
            allowed=_("up to %(most)d") % {"most": MOST_WISHES},
        )
    note_day(registration.ref, "wishes_changed", matchday, subject=registration.ref)
    return standing.count()


@transaction.atomic
def withdraw(*, actor: Ref | None, registration: Registration, version: int | None = None) -> Registration:
    """Take a registration back; wishes of and for it go, its meetings go with the next plan."""
    registration = locked_registration(registration)
    matchday = locked_day(registration.matchday, version)
    _require_there(registration)
    require_state(matchday, DayState.DRAFT, *TAKES_PART)
    registration.withdrawn_at = clock.now()
    registration.save(update_fields=["withdrawn_at"])
    Wish.objects.filter(Q(by=registration) | Q(about=registration)).delete()
    if actor is not None or matchday.state == DayState.PLANNED:
        step_on(matchday)
    note_day(actor or registration.ref, "registration_withdrawn", matchday, subject=registration.ref)
    if actor is None and matchday.state == DayState.PLANNED:
        letters.tell_desk_withdrawn(registration)
    return registration


@transaction.atomic
def renew_link(*, actor: Ref | None, registration: Registration) -> Registration:
    """Make earlier links void, and mail the new one."""
    registration = locked_registration(registration)
    _require_there(registration)
    registration.link_version += 1
    registration.save(update_fields=["link_version"])
    note_day(actor or registration.ref, "link_renewed", registration.matchday, subject=registration.ref)
    letters.confirm(registration)
    return registration
