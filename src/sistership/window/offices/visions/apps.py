"""Django app of visions."""

from django.apps import AppConfig

from sistership.window.ground.registry import registry


class VisionsConfig(AppConfig):
    name = "sistership.window.offices.visions"
    label = "visions"

    def ready(self) -> None:
        from sistership.window.offices.visions import ownership, rules  # noqa: F401  # adds the permissions

        registry.ownership |= ownership.OWNERSHIP
