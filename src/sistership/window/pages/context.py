"""What every template may use."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils import translation

from sistership.common.text import HTML_LANGUAGES, LANGUAGE_NAMES, LANGUAGES
from sistership.window.offices.agreements.models import Milestone
from sistership.window.offices.people.rules import may

ADMINISTRATION = "sistership.window.pages.administration"
DESK = "sistership.window.pages.desk"
PUBLIC = "sistership.window.pages.public"


def _section(request: HttpRequest) -> str:
    """Which entry of the main navigation the page belongs to; empty for none."""
    match = request.resolver_match
    if match is None or match.url_name in ("about", "accessibility", "search", "privacy", "city_privacy"):
        return ""
    if match.url_name in ("home", "journal", "lessons"):
        return match.url_name
    if match.url_name in ("lesson", "sites", "expert_question"):
        return "lessons"
    module = match.func.__module__
    groups = {PUBLIC: "partnerships", DESK: "desk", ADMINISTRATION: "people"}
    return next((section for group, section in groups.items() if module.startswith(group)), "")


def _in_language(request: HttpRequest, code: str) -> str:
    """The address of this page in another language; only the first part of an address is a language."""
    address = request.get_full_path()
    now = f"{get_script_prefix()}{translation.get_language_from_path(request.path_info)}/"
    return f"{get_script_prefix()}{code}/{address.removeprefix(now)}" if address.startswith(now) else address


def reader(request: HttpRequest) -> dict[str, Any]:
    """The language links of this page, the html language tag, and what the reader's menu holds."""
    current = translation.get_language() or "en"
    return {
        "html_language": HTML_LANGUAGES.get(current, current),
        "language_links": [
            (code, LANGUAGE_NAMES[code], _in_language(request, code), code == current) for code in LANGUAGES
        ],
        "may_use_desk": may(request.user, "people.use_desk") if hasattr(request, "user") else False,
        "may_use_lessons": may(request.user, "lessons.use") if hasattr(request, "user") else False,
        "may_administer": may(request.user, "people.administer") if hasattr(request, "user") else False,
        "section": _section(request),
        "operator_name": settings.OPERATOR_NAME,
        "holds_example_data": Milestone.objects.filter(is_example=True).exists(),
        "is_demo": not settings.IS_PRODUCTION,
    }
