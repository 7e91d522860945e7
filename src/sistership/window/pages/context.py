"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils import translation

from sistership.common.text import HTML_LANGUAGES, LANGUAGE_NAMES, LANGUAGES
from sistership.window.offices.agreements.models import Milestone
from sistership.window.offices.people.rules import may


def _section(request: HttpRequest) -> str:
    """Which entry of the main navigation the page belongs to."""
    match = request.resolver_match
    name = (match.url_name or "") if match else ""
    if name in ("home", "people", "journal"):
        return name
    if name.startswith(("account_", "mfa_")):
        return "account"
    return "desk" if name.startswith("desk") else "partnerships" if name else ""


def reader(request: HttpRequest) -> dict[str, Any]:
    """The language links of this page, the html language tag, and what the reader's menu holds."""
    current = translation.get_language() or "en"
    return {
        "html_language": HTML_LANGUAGES.get(current, current),
        "language_links": [
            (code, LANGUAGE_NAMES[code], translate_url(request.get_full_path(), code), code == current)
            for code in LANGUAGES
        ],
        "may_use_desk": may(request.user, "people.use_desk") if hasattr(request, "user") else False,
        "may_administer": may(request.user, "people.administer") if hasattr(request, "user") else False,
        "section": _section(request),
        "operator_name": settings.OPERATOR_NAME,
        "holds_example_data": Milestone.objects.filter(is_example=True).exists(),
        "is_demo": not settings.IS_PRODUCTION,
    }
