"""The action blueprint of one agreement, and of a whole partnership."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sistership.common.text import LANGUAGE_NAMES, LANGUAGES
from sistership.window.ground import clock
from sistership.window.offices.agreements.models import Agreement
from sistership.window.offices.agreements.rules import visible_agreements
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.people.queries import sides_with_cities
from sistership.window.offices.people.rules import may
from sistership.window.pages.public.found import found_or_404, partnership_or_404
from sistership.window.pages.public.names import partnership_name, side_names, trail_to
from sistership.window.pages.public.overview import draw_tally
from sistership.window.pages.public.plan import make_plan
from sistership.window.pages.templatetags.window import plain


def agreement_or_404(request: HttpRequest, public_id: UUID) -> Agreement:
    """A visible agreement with its partnership's sides."""
    rows = visible_agreements(request.user).select_related("partnership")
    rows = rows.prefetch_related(sides_with_cities("partnership__sides"))
    return found_or_404(rows.filter(public_id=public_id).first())


def blueprint_context(
    request: HttpRequest, *, partnership: Partnership, agreement: Agreement | None
) -> dict[str, Any]:
    """What the blueprint's template takes; the PDF is drawn from the same."""
    now = clock.now()
    plan = make_plan(request.user, partnership=partnership, agreement=agreement, asked=request.GET, now=now)
    trail = trail_to(partnership, (_("Action blueprint"), None))
    if agreement is not None:
        address = reverse("agreement", args=[agreement.public_id])
        trail = trail_to(partnership, (plain(agreement, "title"), address), (_("Action blueprint"), None))
    view = plan.blueprint
    return {
        "plan": plan,
        "blueprint": view,
        "partnership": partnership,
        "agreement": agreement,
        "name": partnership_name(view.sides),
        "trail": trail,
        "bar": draw_tally(view.tally),
        "intentions": [(one, one.side, None) for one in view.intentions],
        "owed": [(side_names([side]), count) for side, count in view.owed],
        "today": now.date(),
        "printed_at": now,
    }


def _show(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    may_write = may(request.user, "partnership.write", context["partnership"])
    pdf_links = _pdf_links(request, context["partnership"], context["agreement"])
    more = {"may_write": may_write, "pdf_links": pdf_links}
    return render(request, "public/blueprint.html", {**context, **more})


def _pdf_links(
    request: HttpRequest, partnership: Partnership, agreement: Agreement | None
) -> list[tuple[str, str, str]]:
    """The blueprint on paper in the other languages, narrowed as the page: (code, name, address)."""
    if agreement is None:
        page = reverse("partnership_blueprint_pdf", args=[partnership.key])
    else:
        page = reverse("blueprint_pdf", args=[agreement.public_id])
    asked = f"?{request.GET.urlencode()}" if request.GET else ""
    current = get_language()
    return [
        (code, LANGUAGE_NAMES[code], translate_url(page + asked, code))
        for code in LANGUAGES
        if code != current
    ]


@require_safe
def blueprint(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The blueprint of one agreement."""
    agreement = agreement_or_404(request, public_id)
    context = blueprint_context(request, partnership=agreement.partnership, agreement=agreement)
    return _show(request, context)


@require_safe
def partnership_blueprint(request: HttpRequest, key: str) -> HttpResponse:
    """The blueprint of everything that a partnership promised, inside and outside of agreements."""
    partnership = partnership_or_404(request.user, key)
    context = blueprint_context(request, partnership=partnership, agreement=None)
    return _show(request, context)
