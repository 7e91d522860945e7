"""Django app of cases."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "sistership.window.offices.cases"
    label = "cases"
