"""What matchmaking days hold about a person: who took part, by the address that they gave."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.matchdays.models import DayPlan, MeetingFeedback, Registration, Wish
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.erasure import accounts_of, addresses_of

ERASED = "—"


def participants_of(email: str) -> list[Ref]:
    """Who took part by an address: the first of their registrations."""
    found = Registration.objects.filter(email=email.lower()).order_by("pk").first() if email else None
    return [found.ref] if found else []


def addresses_of_participant(subject_id: UUID) -> set[str]:
    """The address of a registration."""
    found = Registration.objects.filter(public_id=subject_id).exclude(email="")
    return set(found.values_list("email", flat=True))


def _taken_part(subject_id: UUID) -> QuerySet[Registration]:
    return Registration.objects.filter(email__in=addresses_of(subject_id)).exclude(email="")


def export_registration(registration: Registration) -> dict[str, Any]:
    """All that the window holds of one who took part: also whom they refuse, which nobody else reads."""
    return {
        "matchday": registration.matchday.public_id,
        **{
            name: getattr(registration, name)
            for name in (
                "name",
                "person",
                "email",
                "language",
                "languages",
                "party",
                "available",
                "most_meetings",
                "registered_at",
                "withdrawn_at",
                "checked_in_at",
                "absent_at",
            )
        },
        "city": registration.city.key,
        "says": [
            {"about": one.about.name, "regard": one.regard, "at": one.at}
            for one in registration.wishes.select_related("about")
        ],
        "feedback": list(registration.feedback.values("was_held", "grade", "again", "words", "at")),
    }


def export_matchdays(subject_id: UUID) -> dict[str, Any]:
    """The person's registrations, and the plans that the person's account asked for."""
    rows = _taken_part(subject_id).select_related("matchday", "city").order_by("pk")
    own = accounts_of(subject_id).values("public_id")
    asked = DayPlan.objects.filter(asked_by_id__in=own).order_by("pk")
    return {
        "registrations": [export_registration(one) for one in rows],
        "plans_asked": list(asked.values_list("public_id", flat=True)),
    }


@transaction.atomic
def forget_registration(registration: Registration) -> int:
    """Take out who it was and every word; that somebody had meetings stays, for the numbers of the day."""
    registration = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    touched = notices.forget_letters(registration.ref)
    touched += Wish.objects.filter(Q(by=registration) | Q(about=registration)).delete()[0]
    touched += MeetingFeedback.objects.filter(by=registration).exclude(words="").update(words=ERASED)
    registration.name = registration.person = ERASED
    registration.email = ""
    registration.profile = None
    registration.link_version += 1
    now = clock.now()
    registration.erased_at = now
    registration.withdrawn_at = registration.withdrawn_at or now
    registration.save()
    return touched + 1


def erase_matchdays(subject_id: UUID) -> int:
    """Forget the person's registrations; drop who asked for plans."""
    touched = sum(forget_registration(one) for one in _taken_part(subject_id).order_by("pk"))
    own = list(accounts_of(subject_id).values_list("public_id", flat=True))
    return touched + DayPlan.objects.filter(asked_by_id__in=own).update(asked_by_id=None)
