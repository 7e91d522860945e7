"""Django app of the ground."""

from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "sistership.window.ground"
    label = "ground"

    def ready(self) -> None:
        from sistership.window.ground import heartbeat  # needs the apps loaded

        heartbeat.connect()
