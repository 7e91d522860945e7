"""Django app of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "sistership.window.offices.people"
    label = "people"
