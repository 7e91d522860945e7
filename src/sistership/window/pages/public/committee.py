"""The page of one joint committee: members, meetings, minutes, decisions."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sistership.window.offices.agreements.queries import committee_page
from sistership.window.offices.agreements.rules import visible_agreements
from sistership.window.offices.people.rules import may
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.public.names import partnership_name, side_names, trail_to
from sistership.window.pages.templatetags.window import plain


@require_safe
def committee(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who sits on it, how often it meets, what it decided and who carries that out."""
    found = found_or_404(committee_page(request.user, public_id))
    sides = list(found.partnership.sides.all())
    meetings = list(found.meetings.all())
    for meeting in meetings:
        meeting.outcomes = [  # type: ignore[attr-defined]
            (decision, side_names([decision.side] if decision.side else []))
            for decision in meeting.decisions.all()
        ]
    agreement = found.agreement
    is_agreement_visible = agreement and visible_agreements(request.user).filter(pk=agreement.pk).exists()
    members = [(side, [one for one in found.members.all() if one.side_id == side.pk]) for side in sides]
    context = {
        "committee": found,
        "may_write": may(request.user, "partnership.write", found.partnership),
        "partnership": found.partnership,
        "name": partnership_name(sides),
        "trail": trail_to(found.partnership, (plain(found, "name"), None)),
        "members": [(side, sitting) for side, sitting in members if sitting],
        "meetings": meetings,
        "agreement": agreement if is_agreement_visible else None,
    }
    return render(request, "public/committee.html", context)
