"""Django app of notices."""

from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "sistership.window.offices.notices"
    label = "notices"
