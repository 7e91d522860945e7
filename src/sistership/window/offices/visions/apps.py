"""Django app of visions."""

from django.apps import AppConfig


class VisionsConfig(AppConfig):
    name = "sistership.window.offices.visions"
    label = "visions"
