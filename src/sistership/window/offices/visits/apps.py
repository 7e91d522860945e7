"""Django app of visits."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "sistership.window.offices.visits"
    label = "visits"
