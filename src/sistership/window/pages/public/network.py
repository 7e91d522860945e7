"""The map of partner cities: which cities and links the figure draws."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sistership.common.text import HTML_LANGUAGES
from sistership.report import MapCity, MapLink, network_map
from sistership.window.offices.people.models import City
from sistership.window.pages.public.overview import Card
from sistership.window.pages.templatetags.window import listed

MOST_NAMES = 16
"""On a map of more cities only the busiest ones are named."""


def _finding(cards: Sequence[Card], city_count: int) -> str:
    agreed = sum(card.agreement is not None for card in cards)
    cities = ngettext("%(count)d city", "%(count)d cities", city_count) % {"count": city_count}
    partnerships = ngettext("%(count)d partnership", "%(count)d partnerships", len(cards)) % {
        "count": len(cards)
    }
    signed = ngettext("%(count)d with a signed agreement", "%(count)d with a signed agreement", agreed) % {
        "count": agreed
    }
    return _("%(cities)s, %(partnerships)s, %(signed)s") % {
        "cities": cities,
        "partnerships": partnerships,
        "signed": signed,
    }


def draw_network(cards: Sequence[Card]) -> SafeString | None:
    """The map of all partnerships shown, or None where there is none. The busiest city is the home port.

    Of very many cities most are dots that say their name when pointed at, and no link shows its state: the
    cards do.
    """
    cities: dict[int, City] = {side.city_id: side.city for card in cards for side in card.sides}
    if not cities:
        return None
    ties = Counter(side.city_id for card in cards for side in card.sides)
    home = max(cities, key=lambda key: (ties[key], -key))
    named = set(sorted(cities, key=lambda key: -ties[key])[:MOST_NAMES])
    is_crowded = len(cities) > MOST_NAMES * 2
    places = {key: index for index, key in enumerate(cities)}
    language = get_language() or "en"
    drawn = []
    for key, city in cities.items():
        wording = city.localized("name").best(language)
        drawn.append(
            MapCity(
                name=wording.text if wording else city.key,
                longitude_deg=city.longitude,
                latitude_deg=city.latitude,
                lang=HTML_LANGUAGES.get(wording.language, wording.language) if wording else "und",
                is_home=key == home,
                is_named=key in named or not is_crowded,
            )
        )
    links = [
        MapLink(
            from_index=places[one.city_id],
            to_index=places[other.city_id],
            state=None if is_crowded else card.tally.state or None,
            has_agreement=card.agreement is not None,
        )
        for card in cards
        for one, other in combinations(card.sides, 2)
    ]
    names = listed(card.name for card in cards)
    figure = network_map(drawn, links, title=_finding(cards, len(cities)), description=names)
    return mark_safe(figure)  # noqa: S308 (report escapes every word it draws)
