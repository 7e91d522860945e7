"""The page of one partnership."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sistership.window.ground import clock
from sistership.window.ground.sources import attach_sources
from sistership.window.offices.agreements.models import Meeting, Milestone
from sistership.window.offices.agreements.queries import Tally, cities_of, with_state
from sistership.window.offices.agreements.rules import (
    visible_agreements,
    visible_commitments,
    visible_committees,
    visible_intentions,
)
from sistership.window.offices.cases.rules import visible_recommendations
from sistership.window.offices.people.models import Side
from sistership.window.offices.people.rules import may
from sistership.window.offices.visits.models import Visit
from sistership.window.offices.visits.rules import visible_visits
from sistership.window.pages.public.found import partnership_or_404
from sistership.window.pages.public.names import partnership_name, trail_to
from sistership.window.pages.public.overview import draw_tally
from sistership.window.pages.public.timeline import nearest, timeline

MOMENTS_SHOWN = 40
"""Steps and promises on the timeline: those nearest to today. Who wants more asks for all."""


@require_safe
def partnership(request: HttpRequest, key: str) -> HttpResponse:
    """Sides, timeline, committees, and the intentions that are not commitments."""
    reader, now = request.user, clock.now()
    found = partnership_or_404(reader, key)
    sides = list(found.sides.all())
    commitments = list(with_state(visible_commitments(reader).filter(partnership=found), now))
    milestones = list(Milestone.objects.filter(commitment__in=[row.pk for row in commitments]))
    agreements = list(visible_agreements(reader).filter(partnership=found))
    visits = list(visible_visits(reader).filter(partnership=found))
    committees = list(
        visible_committees(reader)
        .filter(partnership=found)
        .prefetch_related(Prefetch("meetings", Meeting.objects.order_by("on", "pk")))
    )
    meetings = [meeting for committee in committees for meeting in committee.meetings.all()]
    intentions = list(visible_intentions(reader).filter(partnership=found).select_related("became"))
    recommendations = list(
        visible_recommendations(reader).filter(side__partnership=found).select_related("side__city")
    )
    most = len(milestones) + len(commitments) if request.GET.get("timeline") == "all" else MOMENTS_SHOWN
    steps, due = nearest(milestones, commitments, today=now.date(), most=most)
    promises = {row.pk: row for row in commitments}
    dated = sum(step.due_on is not None for step in milestones)
    dated += sum(row.due_on is not None for row in commitments)
    attach_sources(
        intentions,
        [found],
        cities_of(sides),
        [side.desk_organisation for side in sides if side.desk_organisation],
        due,
        [promises[one] for one in {step.commitment_id for step in steps}],
        steps,
        agreements,
        visits,
        committees,
        meetings,
        intentions,
        recommendations,
        [one.side.city for one in recommendations],
    )
    occasions: dict[UUID | None, Visit] = {visit.public_id: visit for visit in visits}
    known: dict[int | None, Side] = {side.pk: side for side in sides}
    tally = Tally(Counter(row.state for row in commitments))  # type: ignore[attr-defined]
    context = {
        "partnership": found,
        "may_write": may(request.user, "partnership.write", found),
        "name": partnership_name(sides),
        "sides": sides,
        "trail": trail_to(found),
        "tally": tally,
        "bar": draw_tally(tally),
        "agreements": agreements,
        "left_out": dated - len(steps) - len(due),
        "moments": timeline(
            agreements=agreements,
            visits=visits,
            meetings=meetings,
            milestones=steps,
            promises=promises,
            commitments=due,
            now=now,
        ),
        "intentions": [(one, known.get(one.side_id), occasions.get(one.occasion_id)) for one in intentions],
        "committees": committees,
        "recommendations": recommendations,
        "may_see_journal": may(reader, "partnership.see_journal", found),
    }
    return render(request, "public/partnership.html", context)
