"""Django app of imports."""

from django.apps import AppConfig

from sistership.window.ground.registry import registry


class ImportsConfig(AppConfig):
    name = "sistership.window.offices.imports"
    label = "imports"

    def ready(self) -> None:
        from sistership.window.offices.imports import erasure, ownership, retention  # need the models

        registry.record_movers["imports"] = erasure.move_decisions
        registry.person_exporters["imports"] = erasure.export_imports
        registry.person_erasers["imports"] = erasure.erase_imports
        registry.ownership |= ownership.OWNERSHIP
        registry.retention |= retention.RETENTION
