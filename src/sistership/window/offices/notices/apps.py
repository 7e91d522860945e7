"""Django app of notices."""

from django.apps import AppConfig

from sistership.window.ground.registry import registry


class NoticesConfig(AppConfig):
    name = "sistership.window.offices.notices"
    label = "notices"

    def ready(self) -> None:
        registry.schedules["sistership.window.offices.notices.tasks.sweep"] = 1
