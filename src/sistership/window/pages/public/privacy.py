"""What the window does with personal data: for each city who answers, what is done, why, and how long."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sistership.formats.tables import write_csv
from sistership.window.ground.texts import load_texts
from sistership.window.offices.duty.exchange import register_json, register_table
from sistership.window.offices.duty.law import BASES, TRANSFER_BASES, RequestKind, answer_term
from sistership.window.offices.duty.queries import Register, Transfer, kept, register_of
from sistership.window.offices.people.rules import may, visible_cities, visible_partnerships
from sistership.window.pages.administration.duty.words import REQUEST_WORDS, TRANSFER_MARKS
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.templatetags.window import plain


def shown_activities(register: Register) -> list[dict[str, Any]]:
    """The rows with their basis in words and the days that run."""
    return [
        {
            "row": row,
            "basis": BASES[row.basis][0] if row.basis in BASES else row.basis,
            "kept": kept(row.retention),
        }
        for row in register.activities
    ]


def shown_transfers(transfers: Iterable[Transfer]) -> list[dict[str, Any]]:
    """The transfers with the marks and words of their states."""
    found = []
    for one in transfers:
        mark, words = TRANSFER_MARKS[one.state]
        basis = TRANSFER_BASES.get(one.basis.basis, one.basis.basis) if one.basis else ""
        found.append({"one": one, "mark": mark, "words": words, "basis": basis})
    return found


def _register(request: HttpRequest, key: str) -> Register:
    city = found_or_404(visible_cities(request.user).filter(key=key).first())
    return register_of(city, visible_partnerships(request.user).filter(cities=city))


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The cities of this window, each of which answers for its own data."""
    cities = list(visible_cities(request.user).order_by("key"))
    load_texts(cities)
    return render(request, "public/privacy.html", {"cities": cities, "section": "about"})


@require_safe
def city_privacy(request: HttpRequest, key: str) -> HttpResponse:
    """One city's register: who answers, what is done and why, how long, where it goes, one's rights."""
    register = _register(request, key)
    terms = [(kind, answer_term(register.city.country, kind)) for kind in RequestKind]
    context = {
        "register": register,
        "city": register.city,
        "trail": [(_("Personal data"), reverse("privacy")), (plain(register.city, "name"), None)],
        "activities": shown_activities(register),
        "transfers": shown_transfers(register.transfers),
        "lacking": [one.to for one in register.transfers if one.is_lacking],
        "rights": [(REQUEST_WORDS[kind], term) for kind, term in terms],
        "may_write": may(request.user, "register.write", register.city),
        "section": "about",
    }
    return render(request, "public/city_privacy.html", context)


@require_safe
def city_privacy_csv(request: HttpRequest, key: str) -> HttpResponse:
    """The register as a table for a spreadsheet."""
    register = _register(request, key)
    content = write_csv(register_table(register, language=get_language() or "en"))
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="privacy-{register.city.key}.csv"'
    return response


@require_safe
def city_privacy_json(request: HttpRequest, key: str) -> HttpResponse:
    """The register as data."""
    register = _register(request, key)
    response = JsonResponse(register_json(register), json_dumps_params={"ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="privacy-{register.city.key}.json"'
    return response
