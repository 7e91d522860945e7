"""Django app of agreements."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "sistership.window.offices.agreements"
    label = "agreements"
