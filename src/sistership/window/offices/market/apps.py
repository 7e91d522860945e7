"""Django app of the market."""

from django.apps import AppConfig


class MarketConfig(AppConfig):
    name = "sistership.window.offices.market"
    label = "market"
