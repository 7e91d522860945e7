"""Django app of visions."""

from django.apps import AppConfig


class VisionsConfig(AppConfig):
    name = "sistership.window.offices.visions"
    label = "visions"

    def ready(self) -> None:
        from sistership.window.offices.visions import rules  # noqa: F401  # adds the permissions
