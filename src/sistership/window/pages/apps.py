"""Django app of the pages."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "sistership.window.pages"
    label = "pages"
