"""Plans of a matchmaking day at the desk: by time and table, looked at, published, put away, brought in."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from sistership.common.errors import InputError, SistershipError
from sistership.window.offices.matchdays import engine
from sistership.window.offices.matchdays.actions import happening, planning
from sistership.window.offices.matchdays.actions.steps import plan_word
from sistership.window.offices.matchdays.models import DayMeeting, DayPlan
from sistership.window.offices.matchdays.queries.days import grid_of
from sistership.window.offices.matchdays.queries.work import current_document, plan_check
from sistership.window.offices.matchdays.rules import internal_matchdays
from sistership.window.offices.matchdays.states import TAKES_PART, DayState, PlanState
from sistership.window.offices.people.rules import may, require
from sistership.window.pages.desk.forms.choices import with_sides
from sistership.window.pages.desk.forms.matchdays import PlanFileForm
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.own_desks import deed_of, own_desks
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    find,
    form_page,
    posted,
    sent_files,
    show,
    tell,
)
from sistership.window.pages.desk.views.matchdays import (
    CURRENT,
    day_address,
    day_step,
    day_trail,
    find_day,
    seen_version,
)
from sistership.window.pages.matchday_words import CHANGES, MEETING_STATES, tell_times

LARGEST_FILE = 5_000_000


def _plans(request: DeskRequest) -> QuerySet[DayPlan]:
    rows = DayPlan.objects.filter(matchday__in=internal_matchdays(request.user))
    return rows.select_related("matchday__side__city", "matchday__side__partnership", "follows")


@desk_page
def desk_plan(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """A plan by time and table, how good it is, what it changes."""
    desks = own_desks(request.user)
    plan = find(_plans(request), public_id)
    matchday = find_day(request, plan.matchday.public_id)
    slots = tell_times(matchday.slots.all(), matchday.zone)
    grid = grid_of(plan, slots)
    for row in grid.rows:
        for cell in row.cells:
            if cell is not None:
                cell.word = MEETING_STATES[cell.state]  # type: ignore[attr-defined]
    names = dict(matchday.registrations.values_list("public_id", "name"))
    times = {one.number: one.times for one in slots}  # type: ignore[attr-defined]
    context = {
        "matchday": matchday,
        "plan": plan,
        "plan_word": plan_word(plan.state),
        "grid": grid,
        "several_days": len({one.on for one in slots}) > 1,  # type: ignore[attr-defined]
        "share": None if plan.share is None else min(plan.share, 1.0) * 100,
        "unmet": len(plan.unmet),
        "changes": [_change(one, names, times) for one in plan.changes],
        "may_write": may(request.user, "matchday.organise", matchday) and matchday.state in TAKES_PART,
        "is_draft": plan.state == PlanState.DRAFT,
        "is_published": plan.state == PlanState.PUBLISHED,
        "may_settle": plan.state == PlanState.PUBLISHED
        and matchday.state in (DayState.PLANNED, DayState.HELD)
        and may(request.user, "matchday.organise", matchday),
        "trail": day_trail(matchday, (_("Plan %(number)d") % {"number": plan.number}, None)),
    }
    return show(request, "desk/matchdays/plan.html", context, current=CURRENT, sides=desks.around)


def _change(one: dict[str, Any], names: dict[UUID, str], times: dict[int, str]) -> dict[str, str]:
    return {
        "pair": f"{names.get(UUID(one['a']), '—')} – {names.get(UUID(one['b']), '—')}",
        "before": times.get(one["from"], ""),
        "now": times.get(one["to"] or 0, ""),
        "reason": str(CHANGES.get(one["reason"], one["reason"])),
    }


DONE = {
    "publish": gettext_lazy("The plan is published. Those concerned get a letter."),
    "discard": gettext_lazy("The plan was put away."),
}


@require_POST
@desk_page
def act_on_plan(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Publish a draft, or put a plan away."""
    plan = find(_plans(request), public_id)
    require(request.user, "matchday.organise", plan.matchday)
    deed = deed_of(request, *DONE)
    version = seen_version(request)
    try:
        if deed == "publish":
            document, meetings = plan_check(plan)
            broken = engine.broken_meetings(document, meetings)
            planning.publish(actor=request.user.ref, plan=plan, broken=broken, version=version)
        else:
            planning.discard(actor=request.user.ref, plan=plan, version=version)
    except SistershipError as error:
        tell(request, error)
        return HttpResponseRedirect(reverse("desk_matchday_plan", args=[plan.public_id]))
    messages.success(request, DONE[deed])
    return HttpResponseRedirect(day_address(plan.matchday))


@require_POST
@desk_page
def act_on_meeting(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Let a meeting stay where it is or move again; say whether it was held."""
    rows = DayMeeting.objects.filter(plan__matchday__in=internal_matchdays(request.user))
    meeting = find(rows.select_related("plan__matchday__side__city"), public_id)
    require(request.user, "matchday.organise", meeting.plan.matchday)
    deed = deed_of(request, "confirm", "free", "kept", "missed")
    try:
        if deed in ("confirm", "free"):
            planning.confirm(
                actor=request.user.ref,
                meeting=meeting,
                is_confirmed=deed == "confirm",
                version=seen_version(request),
            )
        else:
            happening.settle(actor=request.user.ref, meeting=meeting, was_kept=deed == "kept")
    except SistershipError as error:
        tell(request, error)
    if request.POST.get("back") == "today":
        return HttpResponseRedirect(reverse("desk_matchday_today", args=[meeting.plan.matchday.public_id]))
    return HttpResponseRedirect(reverse("desk_matchday_plan", args=[meeting.plan.public_id]))


@desk_page
def import_plan(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Take in a plan that was made elsewhere from EVENT.json; it is checked and becomes a draft."""
    matchday = find_day(request, public_id, to_write=True)
    partnership = matchday.side.partnership
    with_sides(partnership)
    form = PlanFileForm(posted(request), sent_files(request), languages=languages_for(partnership))
    page = FormPage(
        title=_("Bring in a plan"),
        partnership=partnership,
        steps=day_step(matchday),
        back=day_address(matchday),
        lead=_("It is checked against the day as it is now, and becomes a draft."),
        submit=_("Check and take it"),
        done=_("The plan fits. Look at it, and publish it."),
    )

    def act() -> DayPlan:
        follows = planning.published_plan(matchday)
        document = current_document(matchday, follows, engine.fits_of(matchday))
        result = engine.plan_from_file(document, _read(form.cleaned_data["file"]))
        return planning.take_plan(actor=request.user.ref, matchday=matchday, result=result)

    return form_page(
        request,
        form,
        page,
        act=act,
        goto=lambda plan: reverse("desk_matchday_plan", args=[plan.public_id]),
    )


def _read(file: Any) -> object:
    if file.size > LARGEST_FILE:
        raise InputError(
            _("The file is too large"),
            where="file",
            allowed=_("up to %(most)d MB") % {"most": LARGEST_FILE // 1_000_000},
        )
    try:
        return json.loads(file.read().decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(
            _("The file is not JSON: %(why)s") % {"why": str(error)[:120]},
            where="file",
            next_step=_("Give the file that `sistership match schedule EVENT.json --json` printed"),
        ) from error
