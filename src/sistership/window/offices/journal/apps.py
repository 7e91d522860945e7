"""Django app of the journal."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "sistership.window.offices.journal"
    label = "journal"
