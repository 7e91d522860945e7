"""The page of one agreement: what was signed, by whom, and what its sources do not say."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from sistership.common.text import LANGUAGE_NAMES
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import Party, Signatory
from sistership.window.offices.agreements.queries import agreement_page
from sistership.window.offices.people.rules import may
from sistership.window.offices.visits.rules import visible_visits
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.public.names import SideName, partnership_name, side_names, trail_to
from sistership.window.pages.templatetags.window import plain


@dataclass(frozen=True, slots=True)
class SideRow:
    """What one side brought to the agreement."""

    owing: list[SideName]
    bodies: list[Party]
    signatories: list[Signatory]


@require_safe
def agreement(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Parties, signatories, place, term, documents, directions; what is not said stays empty."""
    found = found_or_404(agreement_page(request.user, public_id))
    occasion = visible_visits(request.user).filter(signed=found).first()
    load_texts([occasion] if occasion else [])
    sides = list(found.partnership.sides.all())
    rows = [
        SideRow(
            owing=side_names([side]),
            bodies=[one for one in found.parties.all() if one.side_id == side.pk],
            signatories=[one for one in found.signatories.all() if one.side_id == side.pk],
        )
        for side in sides
    ]
    documents = [
        (attached, LANGUAGE_NAMES.get(attached.document.language, attached.document.language))
        for attached in found.documents.all()
    ]
    context = {
        "agreement": found,
        "may_write": may(request.user, "partnership.write", found.partnership),
        "partnership": found.partnership,
        "name": partnership_name(sides),
        "trail": trail_to(found.partnership, (plain(found, "title"), None)),
        "rows": rows,
        "documents": documents,
        "committees": list(found.committees.all()),
        "directions": list(found.directions.all()),
        "occasion": occasion,
    }
    return render(request, "public/agreement.html", context)
