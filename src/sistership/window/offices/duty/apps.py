"""Django app of duty."""

from django.apps import AppConfig


class DutyConfig(AppConfig):
    name = "sistership.window.offices.duty"
    label = "duty"
