"""An officer checks a version against the rubric; the verdict follows from the points."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.market import letters
from sistership.window.offices.market.actions.indexing import index
from sistership.window.offices.market.actions.steps import (
    account_id_of,
    locked_profile,
    note_event,
    require_profile_event,
)
from sistership.window.offices.market.actions.writing import take_over
from sistership.window.offices.market.days import day_in
from sistership.window.offices.market.models import RUBRIC, Profile, ProfileVersion, Review
from sistership.window.offices.market.rubric import HIGHEST, verdict_of
from sistership.window.offices.market.states import VERSION_TABLE, VersionState
from sistership.window.offices.people.models import Account

SHOWN_FOR = timedelta(days=365)
"""How long a profile is shown before it is renewed."""


def _account_of(actor: Ref) -> Account | None:
    known = account_id_of(actor)
    return Account.objects.filter(public_id=known).first() if known else None


def _checked_points(points: Mapping[str, int]) -> dict[str, int]:
    found = {}
    for name, label in RUBRIC.items():
        given = points.get(name)
        if given is None:
            raise InputError(_("Give points for “%(category)s”") % {"category": label}, where=name)
        if not 0 <= given <= HIGHEST:
            raise InputError(
                _("%(number)s is not possible here") % {"number": given}, where=name, allowed="0-5"
            )
        found[name] = given
    return found


@transaction.atomic
def check(
    *, actor: Ref, profile: Profile, version_number: int, points: Mapping[str, int], words: str = ""
) -> Review:
    """Give points to the version that waits; it is published, put on hold or refused, and the owner is told.

    `version_number` is the version that the officer read: where a colleague checked it meanwhile, this
    raises StateError and changes nothing. Words are needed unless it is published.
    """
    profile = locked_profile(profile)
    version = profile.versions.filter(number=version_number).first()
    if version is None or version.state != VersionState.IN_REVIEW:
        raise StateError(
            _("Version %(number)d does not wait for a check any more") % {"number": version_number},
            next_step=_("Somebody checked it meanwhile: open the profile again to see what was decided"),
        )
    found = _checked_points(points)
    verdict = verdict_of(found)
    if verdict != "published" and not words.strip():
        raise InputError(_("Say to the owner what should be changed"), where="words")
    review = Review.objects.create(
        version=version,
        **found,
        verdict=verdict,
        words=words.strip(),
        at=clock.now(),
        account=_account_of(actor),
    )
    _move(profile, version, verdict)
    note_event(profile, verdict, actor=actor, version=version.number, points=review.points)
    letters.tell_owner_checked(profile, review)
    index([profile])
    return review


def _move(profile: Profile, version: ProfileVersion, verdict: str) -> None:
    profile.state = require_profile_event(profile, verdict)
    version.state = VERSION_TABLE[VersionState(version.state), verdict][0]
    version.save(update_fields=["state"])
    profile.is_in_review = False
    if verdict == "published":
        now = clock.now()
        profile.published_at = profile.published_at or now
        profile.expires_on = day_in(profile.city, now + SHOWN_FOR)
        take_over(profile, version)
    profile.save()
