"""The day itself, at the desk: who is there, who is late or does not come, which meetings were held."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sistership.common.errors import InputError, SistershipError
from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.matchdays.actions import happening, registering
from sistership.window.offices.matchdays.actions.steps import plan_word
from sistership.window.offices.matchdays.queries.days import meetings_of, newest_plans, own_day
from sistership.window.offices.people.rules import may
from sistership.window.pages.desk.own_desks import deed_of, own_desks
from sistership.window.pages.desk.views.frame import DeskRequest, desk_page, show, tell
from sistership.window.pages.desk.views.matchday_parts import find_registration
from sistership.window.pages.desk.views.matchdays import CURRENT, day_trail, find_day, seen_version
from sistership.window.pages.matchday_words import MEETING_STATES, clock_times, tell_times


@desk_page
def today(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Who is there, the meetings now and next, and a new plan where something changed."""
    desks = own_desks(request.user)
    matchday = find_day(request, public_id)
    slots = tell_times(matchday.slots.all(), matchday.zone)
    standing, pending = newest_plans(matchday)
    now = clock.now()
    current = next((one for one in slots if one.ends_at > now), None)
    meetings = meetings_of(standing) if standing else []
    for one in meetings:
        one.word = MEETING_STATES[one.state]  # type: ignore[attr-defined]
        one.times = clock_times(one.slot, matchday.zone)  # type: ignore[attr-defined]
    people = list(
        matchday.registrations.filter(withdrawn_at__isnull=True, erased_at__isnull=True).select_related(
            "city"
        )
    )
    load_texts([one.city for one in people])
    context = {
        "matchday": matchday,
        "people": people,
        "there": sum(one.checked_in_at is not None for one in people),
        "coming": [one for one in slots if one.starts_at > now],
        "current": current,
        "now_meetings": [one for one in meetings if current and one.slot_id == current.pk],
        "unsettled": [one for one in meetings if one.slot.ends_at <= now and one.state == "planned"],
        "standing": standing,
        "pending": pending,
        "pending_word": plan_word(pending.state) if pending else "",
        "may_write": may(request.user, "matchday.organise", matchday),
        "trail": day_trail(matchday, (_("On the day"), None)),
    }
    return show(request, "desk/matchdays/today.html", context, current=CURRENT, sides=desks.around)


@desk_page
def check_in(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """What a participant's code leads to: who it is, and one button."""
    desks = own_desks(request.user)
    registration, matchday = find_registration(request, public_id)
    own = own_day(registration)
    for one in own.meetings:
        one.meeting.times = clock_times(one.meeting.slot, matchday.zone)  # type: ignore[attr-defined]
    context = {
        "matchday": matchday,
        "registration": registration,
        "own": own,
        "trail": day_trail(
            matchday,
            (_("On the day"), reverse("desk_matchday_today", args=[matchday.public_id])),
            (registration.name, None),
        ),
    }
    return show(request, "desk/matchdays/check_in.html", context, current=CURRENT, sides=desks.around)


@require_POST
@desk_page
def act_on_registration(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Check somebody in, say that they are late or absent, withdraw them, or send their link again."""
    registration, matchday = find_registration(request, public_id)
    deed = deed_of(request, "check_in", "late", "absent", "withdraw", "link")
    actor, version, name = request.user.ref, seen_version(request), {"name": registration.name}
    try:
        if deed == "check_in":
            happening.check_in(actor=actor, registration=registration)
            messages.success(request, _("%(name)s is there.") % name)
        elif deed == "late":
            given = request.POST.get("from_slot", "")
            if not given.isdecimal():
                raise InputError(_("Choose from when they are there"), where="from_slot")
            happening.say_late(
                actor=actor, registration=registration, from_slot=int(given[:6]), version=version
            )
            messages.success(request, _("Noted. Have a new plan made once all changes are in."))
        elif deed == "absent":
            happening.mark_absent(actor=actor, registration=registration, version=version)
            messages.success(request, _("Noted. Have a new plan made once all changes are in."))
        elif deed == "withdraw":
            registering.withdraw(actor=actor, registration=registration, version=version)
            messages.success(request, _("%(name)s is withdrawn.") % name)
        else:
            registering.renew_link(actor=actor, registration=registration)
            messages.success(request, _("A letter with a new link is on its way."))
    except SistershipError as error:
        tell(request, error)
    back = "desk_matchday" if request.POST.get("back") == "day" else "desk_matchday_today"
    return HttpResponseRedirect(reverse(back, args=[matchday.public_id]))
