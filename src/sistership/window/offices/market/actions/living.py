"""What happens to a profile after it was written: renewed, withdrawn, expired, its link renewed, erased."""

from __future__ import annotations

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from sistership.common.errors import StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.market import letters
from sistership.window.offices.market.actions.checking import SHOWN_FOR
from sistership.window.offices.market.actions.indexing import index
from sistership.window.offices.market.actions.interests import end_open_interests
from sistership.window.offices.market.actions.steps import (
    OWNER,
    locked_profile,
    note_event,
    require_profile_event,
)
from sistership.window.offices.market.addresses import owner_url
from sistership.window.offices.market.days import day_in
from sistership.window.offices.market.erasure import forget_profile
from sistership.window.offices.market.models import Profile
from sistership.window.offices.market.states import PROFILE_TABLE, ProfileState, VersionState
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.notices.models import Message

MOST_LINKS = 20


@transaction.atomic
def renew(*, actor: Ref, profile: Profile) -> Profile:
    """Show a profile for another year from today, also one that has expired."""
    profile = locked_profile(profile)
    profile.state = require_profile_event(profile, "renewed")
    profile.expires_on = day_in(profile.city, clock.now() + SHOWN_FOR)
    profile.reminded_for = None
    profile.save(update_fields=["state", "expires_on", "reminded_for"])
    note_event(profile, "renewed", actor=actor, until=profile.expires_on)
    index([profile])
    return profile


@transaction.atomic
def withdraw(*, actor: Ref, profile: Profile) -> Profile:
    """Take a profile out of the market; it is kept, and may be handed in again."""
    profile = locked_profile(profile)
    profile.state = require_profile_event(profile, "withdrawn")
    profile.is_in_review = False
    profile.save(update_fields=["state", "is_in_review"])
    profile.versions.filter(state=VersionState.IN_REVIEW).update(state=VersionState.DRAFT)
    end_open_interests(profile, actor=actor)
    note_event(profile, "withdrawn", actor=actor)
    index([profile])
    if actor != OWNER:
        letters.tell_owner_withdrawn(profile)
    return profile


@transaction.atomic
def expire(*, actor: Ref, profile: Profile) -> Profile:
    """End the time of a published profile whose last day has passed, and tell its owner how to renew it."""
    profile = locked_profile(profile)
    if not profile.expires_on or profile.expires_on >= day_in(profile.city):
        raise StateError(_("The last day of this profile has not passed"))
    profile.state = require_profile_event(profile, "expired")
    profile.save(update_fields=["state"])
    end_open_interests(profile, actor=actor)
    note_event(profile, "expired", actor=actor)
    index([profile])
    letters.tell_owner_expired(profile)
    return profile


@transaction.atomic
def remind(*, actor: Ref, profile: Profile) -> None:
    """Write to the owner that the last day comes; once for each last day and step."""
    profile = locked_profile(profile)
    profile.reminded_for = profile.expires_on
    profile.save(update_fields=["reminded_for"])
    letters.remind_owner(profile)
    note_event(profile, "reminded", actor=actor)


@transaction.atomic
def renew_link(*, actor: Ref, profile: Profile) -> Profile:
    """Make the owner's earlier links void, and send the new one."""
    profile = locked_profile(profile)
    profile.link_version += 1
    profile.save(update_fields=["link_version"])
    note_event(profile, "link_renewed", actor=actor)
    letters.send_link(profile)
    return profile


@transaction.atomic
def send_link(*, actor: Ref, profile: Profile) -> Message | None:
    """Write to the owner with the link of the profile; None where it has no address yet."""
    profile = locked_profile(profile)
    note_event(profile, "link_sent", actor=actor)
    return letters.send_link(profile)


@transaction.atomic
def mail_links(*, email: str, language: str) -> Message | None:
    """Send the links of an address' profiles to it; None, and no letter, where it has none."""
    rows = Profile.objects.filter(contact_email=email.strip().lower()).exclude(contact_email="")
    profiles = list(rows.exclude(state=ProfileState.ERASED).order_by("-pk")[:MOST_LINKS])
    if not profiles:
        return None
    with translation.override(language):
        lines = "\n\n".join(
            f"{one.localized('title').text(language) or one.organisation_name}\n{owner_url(one)}"
            for one in profiles
        )
        return notices.post(
            to=profiles[0].contact_email,
            language=language,
            subject=_("The links to your profiles"),
            body=_("Somebody, probably you, asked for the links to your profiles:\n\n%(links)s\n")
            % {"links": lines},
            about=profiles[0].ref,
            partnership_id=None,
        )


@transaction.atomic
def forget(*, actor: Ref, profile: Profile) -> None:
    """Take out who it is and every word; that there was one, and what came of introductions, stays."""
    profile = locked_profile(profile)
    require_profile_event(profile, "erased")
    end_open_interests(profile, actor=actor)
    forget_profile(profile)
    index([profile])
    note_event(profile, "erased", actor=actor)


def may_be_written(profile: Profile) -> bool:
    """Whether the owner may change it now."""
    return not profile.is_in_review and (ProfileState(profile.state), "handed_in") in PROFILE_TABLE
