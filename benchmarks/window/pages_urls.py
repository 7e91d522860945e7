"""The window's addresses and those of the bare pages."""

from django.urls import clear_url_caches

from sistership.window.config.urls import urlpatterns as window

urlpatterns = [*window]


def forget() -> None:
    """Let the resolver read the list again."""
    clear_url_caches()
