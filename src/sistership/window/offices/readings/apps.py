"""Django app of readings."""

from django.apps import AppConfig

from sistership.window.ground.registry import registry


class ReadingsConfig(AppConfig):
    name = "sistership.window.offices.readings"
    label = "readings"

    def ready(self) -> None:
        from sistership.window.offices.readings import erasure, ownership, retention  # need the models

        registry.person_exporters["readings"] = erasure.export_readings
        registry.person_erasers["readings"] = erasure.erase_readings
        registry.ownership |= ownership.OWNERSHIP
        registry.retention |= retention.RETENTION
