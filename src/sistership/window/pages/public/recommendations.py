"""What a city was recommended after a complaint, and what it answered; nothing of who complained."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases.rules import visible_recommendations
from sistership.window.offices.people.queries import sides_with_cities
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.public.names import trail_to
from sistership.window.pages.templatetags.window import plain


@require_safe
def recommendation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One recommendation with its answer."""
    rows = visible_recommendations(request.user).select_related(
        "side__partnership", "side__city", "made_by__city"
    )
    rows = rows.prefetch_related(sides_with_cities("side__partnership__sides"))
    found = found_or_404(rows.filter(public_id=public_id).first())
    partnership = found.side.partnership
    load_texts(
        [found], [found.side.city, found.made_by.city], [side.city for side in partnership.sides.all()]
    )
    context = {
        "recommendation": found,
        "trail": trail_to(partnership, (_("Recommendations"), None)),
        "title": plain(found, "title"),
    }
    return render(request, "public/recommendation.html", context)
