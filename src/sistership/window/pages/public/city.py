"""The page of one city: its partnerships, its calendar, its official levels and its law."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sistership.common.calendars import holiday_countries
from sistership.common.text import LANGUAGE_NAMES
from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases.rules import visible_recommendations
from sistership.window.offices.people import queries
from sistership.window.offices.people.models import CityTerm
from sistership.window.offices.people.rules import may, visible_cities
from sistership.window.pages.closed_days import next_days_off
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.templatetags.window import plain
from sistership.window.pages.topics import measures, topic_word

DAYS_SHOWN = 6


@require_safe
def city(request: HttpRequest, key: str) -> HttpResponse:
    """One city that the reader may see."""
    found = found_or_404(visible_cities(request.user).prefetch_related("local_days").filter(key=key).first())
    partnerships = list(queries.partnerships(request.user).filter(cities=found))
    sides = [side for row in partnerships for side in row.sides.all()]
    levels = list(found.official_levels.prefetch_related("thresholds"))
    links = list(found.law_links.all())
    recommendations = list(
        visible_recommendations(request.user).filter(side__city=found).select_related("side__city")
    )
    terms: dict[str, list[CityTerm]] = {}
    for term in found.terms.all():
        terms.setdefault(term.concept, []).append(term)
    load_texts([found], [side.city for side in sides], levels, links, recommendations)
    calendar = found.calendar()
    today = calendar.day_of(clock.now())
    context = {
        "city": found,
        "trail": [(_("Partner cities"), reverse("partnerships")), (plain(found, "name"), None)],
        "partnerships": [
            (row, [side.city for side in row.sides.all() if side.city_id != found.pk]) for row in partnerships
        ],
        "languages": [LANGUAGE_NAMES[code] for code in found.published_languages or [found.language]],
        "works_today": calendar.is_working_day(today),
        "days": next_days_off(found, today=today, count=DAYS_SHOWN),
        "holidays_known": found.country in holiday_countries(),
        "scales": [
            (topic_word(topic), [(level, measures(list(level.thresholds.all()))) for level in group])
            for topic, group in groupby(levels, key=lambda level: level.topic)
        ],
        "terms": terms.items(),
        "recommendations": recommendations,
        "links": [(link, topic_word(link.topic)) for link in links],
        "may_administer": may(request.user, "people.administer"),
    }
    return render(request, "public/city.html", context)
