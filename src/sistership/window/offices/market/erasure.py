"""What the market holds about a person: who can be reached by a profile, and what officers wrote."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import delete_texts
from sistership.window.ground.unheld import drop_unheld
from sistership.window.offices.market.models import (
    Dismissal,
    Interest,
    Introduction,
    Profile,
    ProfileEvent,
    ProfileVersion,
    Review,
    Sight,
)
from sistership.window.offices.market.states import ProfileState
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.erasure import accounts_of, addresses_of

PARTY = ("organisation_name", "website", "contact_name", "contact_email", "contact_telephone")
"""Columns that say who it is."""


def owners_of(email: str) -> list[Ref]:
    """Who can be reached by an address: the first of their profiles."""
    found = Profile.objects.filter(contact_email=email.lower()).order_by("pk").first() if email else None
    return [found.ref] if found else []


def addresses_of_owner(subject_id: UUID) -> set[str]:
    """The address of a profile's owner."""
    found = Profile.objects.filter(public_id=subject_id).exclude(contact_email="")
    return set(found.values_list("contact_email", flat=True))


def _owned_by(subject_id: UUID) -> QuerySet[Profile]:
    addresses = addresses_of(subject_id)
    return Profile.objects.filter(contact_email__in=addresses).exclude(contact_email="")


def export_profile(profile: Profile) -> dict[str, Any]:
    """All that the window holds for a profile's owner, their own vetoes among it.

    Nothing says who does not want to meet them: not whether a request was sent, nor why one was declined.
    """
    return {
        "public_id": str(profile.public_id),
        "city": profile.city.key,
        "kind": profile.profile_kind,
        "language": profile.language,
        "state": profile.state,
        "published_at": profile.published_at,
        "expires_on": profile.expires_on,
        **{name: getattr(profile, name) for name in PARTY},
        "texts": {
            name: {code: one.text for code, one in sorted(profile.localized(name).variants.items())}
            for name in Profile.TEXT_FIELDS
        },
        "versions": [
            {"number": one.number, "state": one.state, "answers": one.answers}
            for one in profile.versions.order_by("number")
        ],
        "checks": [
            {"at": one.at, "verdict": one.verdict, "points": one.points, "words": one.words}
            for one in Review.objects.filter(version__profile=profile).order_by("at")
        ],
        "files": [one.name for one in profile.files.all()],
        "events": [{"event": one.event, "at": one.at} for one in profile.events.all()],
        "requests": [
            {"other": str(one.other.public_id), "at": one.at, "state": one.state, "words": one.words}
            for one in profile.interests.select_related("other").order_by("at")
        ],
        "asked": [
            {"other": str(one.profile.public_id), "at": one.at, "state": one.state, "words": one.words}
            for one in profile.asked_interests.filter(is_sent=True).select_related("profile").order_by("at")
        ],
        "not_wanted": [
            {
                "other": str(one.other.public_id),
                "reason": one.reason,
                "words": one.words,
                "never": one.is_veto,
                "at": one.at,
            }
            for one in profile.dismissals.select_related("other").order_by("at")
        ],
        "introductions": [
            {"at": one.at, "state": one.state, "met_on": one.met_on, "outcome": one.outcome}
            for one in introductions_of(profile)
        ],
        "seen": list(profile.sights.order_by("at").values("level", "by_kind", "on")),
    }


def introductions_of(profile: Profile) -> QuerySet[Introduction]:
    """Introductions in which a profile stands, the newest first."""
    return Introduction.objects.filter(Q(first=profile) | Q(second=profile))


def export_market(subject_id: UUID) -> dict[str, Any]:
    """The person's profiles, and what the person's account checked, asked and saw."""
    own = list(accounts_of(subject_id).values_list("public_id", flat=True))
    rows = _owned_by(subject_id).select_related("city").order_by("pk")
    return {
        "profiles": [export_profile(profile) for profile in rows],
        "checks": list(
            Review.objects.filter(account__public_id__in=own)
            .order_by("at")
            .values("version__profile__public_id", "at", "verdict")
        ),
        "saw": list(
            Sight.objects.filter(by_kind="account", by_id__in=own)
            .order_by("at")
            .values("profile__public_id", "level", "on")
        ),
    }


def forget_profile(profile: Profile) -> int:
    """Take out who it is and every word of a locked profile; the empty row, its events and outcomes stay."""
    delete_texts([profile])
    profile.forget_texts()
    held = list(profile.files.values_list("file", flat=True))
    profile.files.all().delete()
    drop_unheld(held)
    for name in PARTY:
        setattr(profile, name, "")
    profile.organisation = None
    profile.sectors = []
    profile.imported_as = ""
    profile.state, profile.is_in_review = ProfileState.ERASED, False
    profile.erased_at = clock.now()
    profile.link_version += 1
    profile.save()
    touched = ProfileVersion.objects.filter(profile=profile).update(answers={})
    touched += Review.objects.filter(version__profile=profile).update(words="")
    touched += Interest.objects.filter(profile=profile).update(words="")
    touched += Interest.objects.filter(other=profile).update(answer_words="")
    touched += Dismissal.objects.filter(Q(profile=profile) | Q(other=profile)).delete()[0]
    touched += profile.sights.all().delete()[0]
    return touched + 1 + notices.forget_letters(profile.ref)


def erase_market(subject_id: UUID) -> int:
    """Forget the person's profiles; take the account off what an officer did for a city."""
    from sistership.window.offices.market.actions.indexing import index  # cycle: actions forget profiles

    touched = 0
    for profile in _owned_by(subject_id).select_for_update(of=("self",)).order_by("pk"):
        touched += forget_profile(profile)
        index([profile])
    own = list(accounts_of(subject_id).values_list("public_id", flat=True))
    touched += ProfileEvent.objects.filter(account_id__in=own).update(account_id=None)
    touched += Dismissal.objects.filter(account_id__in=own).update(account_id=None)
    touched += Interest.objects.filter(account_id__in=own).update(account_id=None)
    touched += Review.objects.filter(account__public_id__in=own).update(account=None)
    touched += Sight.objects.filter(by_kind="account", by_id__in=own).delete()[0]
    return touched
