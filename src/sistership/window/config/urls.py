"""Addresses: pages under a language, the API and health outside of it."""

from allauth.socialaccount.providers.openid_connect.views import callback as city_callback
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView

from sistership.window.api.routes import api
from sistership.window.pages.city_sign_in import city_login
from sistership.window.pages.entry import choose_language, health
from sistership.window.pages.monitoring import metrics, ready

urlpatterns = [
    path("", choose_language, name="choose_language"),
    path("health", health, name="health"),
    path("health/ready", ready, name="health_ready"),
    path("health/metrics", metrics, name="health_metrics"),
    path("api/v1/", api.urls),
    *i18n_patterns(
        path("account/oidc/<slug:provider_id>/login/", city_login),  # the library's own can fail
        path("account/sessions/", RedirectView.as_view(pattern_name="sessions")),
        path("account/", include("allauth.urls")),
        path("", include("sistership.window.pages.urls")),
    ),
    # One address to register with a provider, in no language. The last pattern of a name is the one reversed.
    path("oidc/<slug:provider_id>/callback/", city_callback, name="openid_connect_callback"),
]
