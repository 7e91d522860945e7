"""Django app of talent exchange."""

from django.apps import AppConfig


class TalentConfig(AppConfig):
    name = "sistership.window.offices.talent"
    label = "talent"
