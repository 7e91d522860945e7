"""Django app of imports."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "sistership.window.offices.imports"
    label = "imports"
