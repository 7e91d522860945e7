"""What every deed of the market shares: hold the row, ask the table, remember the event, journal it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sistership.common.errors import StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.market.models import Interest, Introduction, Profile, ProfileEvent
from sistership.window.offices.market.states import (
    INTEREST_TABLE,
    INTRODUCTION_TABLE,
    PROFILE_TABLE,
    InterestState,
    IntroductionState,
    ProfileState,
)

OWNER = Ref("visitor", UUID(int=0))
"""Who acts by a profile's secret link: the journal does not say who."""


def account_id_of(actor: Ref) -> UUID | None:
    """The account that acts; None for an owner's link and for the window."""
    return actor.public_id if actor.kind == "account" else None


def locked_profile(profile: Profile) -> Profile:
    """The profile as it is now, held until the transaction ends."""
    return Profile.objects.select_for_update(of=("self",)).select_related("city").get(pk=profile.pk)


def require_profile_event(profile: Profile, event: str) -> ProfileState:
    """The state that follows; raises StateError where the event cannot happen."""
    state = ProfileState(profile.state)
    if (state, event) not in PROFILE_TABLE:
        raise StateError(
            _("This profile is “%(state)s”; that cannot follow") % {"state": profile_word(state)},
            next_step=_("Open its page to see where it stands"),
        )
    return PROFILE_TABLE[state, event][0]


def note_event(profile: Profile, event: str, *, actor: Ref, **data: Any) -> None:
    """Remember an event of a profile that is saved, and write the journal; `data` holds nobody's words."""
    ProfileEvent.objects.create(profile=profile, at=clock.now(), event=event, account_id=account_id_of(actor))
    journal.record(
        action=f"profile.{event}",
        actor=actor,
        subject=profile.ref,
        partnership_id=None,
        data={"city": profile.city.key, **data},
    )


def move_interest(interest: Interest, event: str) -> None:
    """Let an event happen to a locked interest; the caller saves it."""
    state = InterestState(interest.state)
    if (state, event) not in INTEREST_TABLE:
        raise StateError(
            _("This request is “%(state)s” already") % {"state": interest_word(state)},
            next_step=_("Open your page again to see how it stands"),
        )
    interest.state = INTEREST_TABLE[state, event][0]


def move_introduction(introduction: Introduction, event: str) -> None:
    """Let an event happen to a locked introduction; the caller saves it."""
    state = IntroductionState(introduction.state)
    if (state, event) not in INTRODUCTION_TABLE:
        raise StateError(
            _("This introduction is “%(state)s” already") % {"state": introduction_word(state)},
            next_step=_("Open it again to see how it stands"),
        )
    introduction.state = INTRODUCTION_TABLE[state, event][0]


def profile_word(state: str) -> str:
    """The state of a profile in words."""
    return {
        ProfileState.DRAFT: pgettext("profile of the market", "being written"),
        ProfileState.IN_REVIEW: pgettext("profile of the market", "being checked"),
        ProfileState.ON_HOLD: pgettext("profile of the market", "on hold"),
        ProfileState.REFUSED: pgettext("profile of the market", "refused"),
        ProfileState.PUBLISHED: pgettext("profile of the market", "published"),
        ProfileState.EXPIRED: pgettext("profile of the market", "expired"),
        ProfileState.WITHDRAWN: pgettext("profile of the market", "withdrawn"),
        ProfileState.ERASED: pgettext("profile of the market", "erased"),
    }[ProfileState(state)]


def interest_word(state: str) -> str:
    """The state of an expression of interest in words."""
    return {
        InterestState.ASKED: pgettext("request to meet", "waiting for an answer"),
        InterestState.ACCEPTED: pgettext("request to meet", "accepted"),
        InterestState.DECLINED: pgettext("request to meet", "declined"),
        InterestState.TAKEN_BACK: pgettext("request to meet", "taken back"),
        InterestState.LAPSED: pgettext("request to meet", "not answered in time"),
    }[InterestState(state)]


def introduction_word(state: str) -> str:
    """The state of an introduction in words."""
    return {
        IntroductionState.MADE: pgettext("introduction", "introduced"),
        IntroductionState.MET: pgettext("introduction", "met"),
        IntroductionState.SETTLED: pgettext("introduction", "outcome known"),
    }[IntroductionState(state)]
