"""Say that one wants to meet another, answer it, take it back; and “not this one, because”.

A veto is told to nobody: a request that meets one is kept, is not sent, and lapses like one without an
answer. What a veto does must not differ, for who asks, from silence.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.agreements.actions.entry import note
from sistership.window.offices.market import letters
from sistership.window.offices.market.actions import introductions
from sistership.window.offices.market.actions.steps import (
    account_id_of,
    locked_profile,
    move_interest,
    note_event,
)
from sistership.window.offices.market.days import day_in
from sistership.window.offices.market.models import (
    Dismissal,
    DismissalReason,
    Interest,
    Introduction,
    Profile,
)
from sistership.window.offices.market.states import InterestState, ProfileState
from sistership.window.offices.people.models import City, Partnership

LAPSES_AFTER = timedelta(days=30)
MOST_OPEN = 10
"""Requests of one profile that may wait at a time."""
AGAIN_AFTER = timedelta(days=180)
"""Until the same may be asked again after no answer, or a no."""
LONGEST_WORDS = 1500


def shared_partnership(one: City, other: City) -> Partnership | None:
    """A partnership of both cities, the first; None where they have none."""
    rows = Partnership.objects.filter(sides__city=one).filter(sides__city=other)
    return rows.order_by("-is_public", "pk").first()


def _require_meetable(profile: Profile, other: Profile) -> Partnership:
    for one in (profile, other):
        if one.state != ProfileState.PUBLISHED:
            raise StateError(
                _("Only published profiles are introduced"), next_step=_("Choose another suggestion")
            )
    if profile.city_id == other.city_id:
        raise InputError(_("Both are in the same city"), where="other", allowed=_("another city"))
    partnership = shared_partnership(profile.city, other.city)
    if partnership is None:
        raise InputError(_("These cities have no partnership here"), where="other")
    return partnership


@transaction.atomic
def express(
    *, actor: Ref, profile: Profile, other: Profile, words: str = "", is_example: bool = False
) -> Interest:
    """Ask to meet another. Where the other asked already, this is a yes to that.

    Raises StateError while the same waits, was answered not long ago, or too many wait.
    """
    held = {one.pk: one for one in map(locked_profile, sorted((profile, other), key=lambda one: one.pk))}
    profile, other = held[profile.pk], held[other.pk]
    partnership = _require_meetable(profile, other)
    if len(words) > LONGEST_WORDS:
        raise InputError(
            _("These are %(count)s characters") % {"count": len(words)},
            where="words",
            allowed=_("up to %(most)s") % {"most": LONGEST_WORDS},
        )
    if Dismissal.objects.filter(profile=profile, other=other, is_veto=True).exists():
        raise StateError(
            _("You said that you never want to meet this one"), next_step=_("Take that back first")
        )
    if introductions.between(profile, other) is not None:
        raise StateError(_("You are introduced already"), next_step=_("Open the introduction"))
    asked = Interest.objects.filter(profile=other, other=profile, state=InterestState.ASKED, is_sent=True)
    if theirs := asked.first():
        return answer(actor=actor, interest=theirs, is_yes=True)
    _require_room(profile, other)
    now = clock.now()
    is_vetoed = Dismissal.objects.filter(profile=other, other=profile, is_veto=True).exists()
    interest = Interest.objects.create(
        profile=profile,
        other=other,
        partnership=partnership,
        words=words.strip(),
        at=now,
        lapses_on=day_in(profile.city, now + LAPSES_AFTER),
        is_sent=not is_vetoed,
        account_id=account_id_of(actor),
        is_example=is_example,
    )
    Dismissal.objects.filter(profile=profile, other=other).delete()
    note(actor, "interest.expressed", interest.ref, partnership)
    if interest.is_sent:
        letters.ask_other(interest)
    return interest


def _require_room(profile: Profile, other: Profile) -> None:
    own = profile.interests.all()
    if own.filter(other=other, state=InterestState.ASKED).exists():
        raise StateError(_("You asked this one already"), next_step=_("Wait for the answer"))
    since = clock.now() - AGAIN_AFTER
    ended = own.filter(other=other, state__in=(InterestState.DECLINED, InterestState.LAPSED), at__gt=since)
    if last := ended.order_by("-at").first():
        again = day_in(profile.city, last.at + AGAIN_AFTER)
        raise StateError(
            _("You asked this one not long ago"),
            next_step=_("You may ask again from %(day)s") % {"day": again.isoformat()},
        )
    if own.filter(state=InterestState.ASKED).count() >= MOST_OPEN:
        raise StateError(
            _("%(count)d of your requests wait for an answer") % {"count": MOST_OPEN},
            next_step=_("Take one back, or wait until one is answered"),
        )


def _locked(interest: Interest) -> Interest:
    rows = Interest.objects.select_for_update(of=("self",))
    return rows.select_related("partnership", "profile__city", "other__city").get(pk=interest.pk)


@transaction.atomic
def answer(*, actor: Ref, interest: Interest, is_yes: bool, words: str = "") -> Interest:
    """Answer for the one who was asked: with a yes both are introduced, with a no who asked is told.

    `words` of a no are for the officers alone.
    """
    interest = _locked(interest)
    if not interest.is_sent:
        raise InputError(_("There is no such request"), where="interest")
    move_interest(interest, "accepted" if is_yes else "declined")
    if is_yes:
        _require_meetable(interest.profile, interest.other)
    interest.answered_at, interest.answer_words = clock.now(), words.strip()[:LONGEST_WORDS]
    interest.save(update_fields=["state", "answered_at", "answer_words"])
    note(actor, "interest.answered", interest.ref, interest.partnership, is_accepted=is_yes)
    if is_yes:
        introductions.introduce(
            actor=actor,
            one=interest.profile,
            other=interest.other,
            partnership=interest.partnership,
            interest=interest,
            is_example=interest.is_example,
        )
    else:
        letters.tell_asker_no(interest)
    return interest


@transaction.atomic
def take_back(*, actor: Ref, interest: Interest) -> Interest:
    """Take a request back that waits; the other is not troubled with a letter."""
    interest = _locked(interest)
    move_interest(interest, "taken_back")
    interest.answered_at = clock.now()
    interest.save(update_fields=["state", "answered_at"])
    note(actor, "interest.taken_back", interest.ref, interest.partnership)
    return interest


@transaction.atomic
def lapse(*, actor: Ref, interest: Interest) -> Interest:
    """End a request whose days have passed without an answer, and tell who asked."""
    interest = _locked(interest)
    move_interest(interest, "lapsed")
    interest.answered_at = clock.now()
    interest.save(update_fields=["state", "answered_at"])
    note(actor, "interest.lapsed", interest.ref, interest.partnership)
    letters.tell_asker_no_answer(interest)
    return interest


def end_open_interests(profile: Profile, *, actor: Ref) -> int:
    """End what waits for or from a profile that leaves the market; returns how many."""
    waiting = Interest.objects.filter(Q(profile=profile) | Q(other=profile), state=InterestState.ASKED)
    count = 0
    for interest in waiting.select_related("profile").order_by("pk"):
        if interest.profile_id == profile.pk:
            take_back(actor=actor, interest=interest)
        else:
            lapse(actor=actor, interest=interest)
        count += 1
    return count


@transaction.atomic
def dismiss(
    *, actor: Ref, profile: Profile, other: Profile, reason: str, words: str = "", is_veto: bool = False
) -> Dismissal:
    """Not this one, because; with `is_veto`, never: an open request of the other is then left unanswered."""
    profile = locked_profile(profile)
    if profile.pk == other.pk:
        raise InputError(_("This is your own profile"), where="other")
    if reason not in DismissalReason.values:
        raise InputError(
            _("'%(given)s' is not known here") % {"given": reason},
            where="reason",
            allowed=", ".join(DismissalReason.values),
        )
    if is_veto and introductions.between(profile, other) is not None:
        raise StateError(
            _("You are introduced already"), next_step=_("Say with the introduction that nothing came of it")
        )
    dismissal, _is_new = Dismissal.objects.update_or_create(
        profile=profile,
        other=other,
        defaults={
            "reason": reason,
            "words": words.strip()[:LONGEST_WORDS],
            "is_veto": is_veto,
            "at": clock.now(),
            "account_id": account_id_of(actor),
        },
    )
    if is_veto:
        waiting = Interest.objects.filter(state=InterestState.ASKED)
        waiting.filter(profile=other, other=profile).update(is_sent=False)
        for own in waiting.filter(profile=profile, other=other):
            take_back(actor=actor, interest=own)
    note_event(profile, "dismissed", actor=actor)
    return dismissal


@transaction.atomic
def undo_dismissal(*, actor: Ref, dismissal: Dismissal) -> None:
    """Let a profile be suggested again."""
    profile = dismissal.profile
    dismissal.delete()
    note_event(profile, "undismissed", actor=actor)


def introduction_of(interest: Interest) -> Introduction | None:
    """The introduction that a yes made."""
    return Introduction.objects.filter(interest=interest).first()
