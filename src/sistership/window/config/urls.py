"""Addresses: pages under a language, the API and health outside of it."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from sistership.window.api.routes import api
from sistership.window.pages.entry import choose_language, health

urlpatterns = [
    path("", choose_language, name="choose_language"),
    path("health", health, name="health"),
    path("api/v1/", api.urls),
    *i18n_patterns(
        path("account/", include("allauth.urls")),
        path("", include("sistership.window.pages.urls")),
    ),
]
