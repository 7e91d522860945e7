"""Django app of notices."""

from django.apps import AppConfig

from sistership.window.ground.registry import registry


class NoticesConfig(AppConfig):
    name = "sistership.window.offices.notices"
    label = "notices"

    def ready(self) -> None:
        from sistership.window.offices.notices import erasure  # needs the models

        registry.schedules["sistership.window.offices.notices.tasks.sweep"] = 1
        registry.person_exporters["notices"] = erasure.export_notices
        registry.person_erasers["notices"] = erasure.erase_notices
