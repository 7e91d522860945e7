"""Django app of the ground."""

from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "sistership.window.ground"
    label = "ground"
