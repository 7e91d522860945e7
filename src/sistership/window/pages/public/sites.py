"""Sites that can be shown to a delegation: a map and a list for each city, to be printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_safe

from sistership.report import MapPlace, place_map
from sistership.window.offices.lessons.models import Site
from sistership.window.offices.lessons.queries import sites_for
from sistership.window.offices.people.models import City
from sistership.window.pages.lesson_words import topic_word
from sistership.window.pages.templatetags.window import listed, plain


@dataclass(frozen=True, slots=True)
class CitySites:
    """The sites that the desk of one city shows, numbered as on the map."""

    city: City
    sites: list[Site]
    map: SafeString


def by_city(sites: Iterable[Site]) -> list[CitySites]:
    """Sites in the order of their cities, each city with its map."""
    groups = [list(some) for _key, some in groupby(sites, key=lambda one: one.contact.city_id)]
    return [CitySites(some[0].contact.city, some, _drawn(some)) for some in groups]


def _drawn(sites: list[Site]) -> SafeString:
    places = [
        MapPlace(number, plain(one, "name"), one.longitude, one.latitude)
        for number, one in enumerate(sites, start=1)
    ]
    count = ngettext("%(count)d site", "%(count)d sites", len(sites)) % {"count": len(sites)}
    title = _("%(city)s: %(sites)s") % {"city": plain(sites[0].contact.city, "name"), "sites": count}
    figure = place_map(places, title=title, description=listed(place.name for place in places))
    return mark_safe(figure)  # noqa: S308 (report escapes every word it draws)


class SiteFilter(forms.Form):
    """What the list of sites shows."""

    city = forms.ChoiceField(label=pgettext_lazy("filter", "City"), required=False)
    topic = forms.ChoiceField(label=gettext_lazy("Topic"), required=False)

    def offer(self, sites: list[Site]) -> None:
        """Offer the cities and topics of the sites."""
        everything = ("", pgettext_lazy("filter", "All"))
        cities = {one.contact.city.key: plain(one.contact.city, "name") for one in sites}
        topics = sorted({one.lesson.topic for one in sites})
        self.fields["city"].choices = [everything, *cities.items()]  # type: ignore[attr-defined]
        self.fields["topic"].choices = [everything, *((one, topic_word(one)) for one in topics)]  # type: ignore[attr-defined]

    def narrowed(self, sites: list[Site]) -> list[Site]:
        """The sites that were asked for; what is not among the choices narrows nothing."""
        self.offer(sites)
        self.is_valid()
        city, topic = (self.cleaned_data.get(name, "") for name in ("city", "topic"))
        return [
            one for one in sites if city in ("", one.contact.city.key) and topic in ("", one.lesson.topic)
        ]


@require_safe
def sites(request: HttpRequest) -> HttpResponse:
    """Sites of published lessons, by the city whose desk arranges them."""
    form = SiteFilter(request.GET)
    groups = by_city(form.narrowed(sites_for(request.user)))
    trail = [(_("Lessons"), reverse("lessons")), (_("Sites for a visit"), None)]
    context = {"form": form, "groups": groups, "clear_url": reverse("sites"), "trail": trail}
    return render(request, "public/sites.html", context)
