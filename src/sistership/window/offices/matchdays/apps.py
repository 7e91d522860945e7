"""Django app of matchmaking days."""

from django.apps import AppConfig

from sistership.window.ground.registry import registry


class MatchdaysConfig(AppConfig):
    name = "sistership.window.offices.matchdays"
    label = "matchdays"

    def ready(self) -> None:
        from sistership.window.offices.matchdays import ownership  # needs the models

        registry.ownership |= ownership.OWNERSHIP
