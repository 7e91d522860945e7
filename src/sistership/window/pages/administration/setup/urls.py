"""Addresses of the set-up."""

from django.urls import URLPattern, path

from sistership.window.pages.administration.setup import firsts, pairs, sides

urlpatterns: list[URLPattern] = [
    path("setup/", pairs.start, name="setup"),
    path("setup/cities/", pairs.search, name="setup_cities"),
    path("setup/pair/", pairs.pair, name="setup_pair"),
    path("setup/<slug:key>/cities/", pairs.partners, name="setup_partners"),
    path("setup/<slug:key>/desks/", sides.desks, name="setup_desks"),
    path("setup/<slug:key>/calendars/", sides.calendars, name="setup_calendars"),
    path("setup/<slug:key>/languages/", sides.languages, name="setup_languages"),
    path("setup/<slug:key>/document/", firsts.document, name="setup_document"),
    path("setup/<slug:key>/officers/", firsts.officers, name="setup_invitations"),
    path("setup/<slug:key>/officer/", firsts.officer, name="setup_officer"),
    path("setup/<slug:key>/end/", firsts.end, name="setup_end"),
]
