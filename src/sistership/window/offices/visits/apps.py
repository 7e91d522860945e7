"""Django app of visits."""

from django.apps import AppConfig

from sistership.window.ground.registry import registry


class VisitsConfig(AppConfig):
    name = "sistership.window.offices.visits"
    label = "visits"

    def ready(self) -> None:
        from sistership.window.offices.visits import erasure, ownership  # need the models
        from sistership.window.offices.visits.actions import is_readable  # needs the models
        from sistership.window.offices.visits.searchable import SEARCHABLE  # needs the models

        registry.readable["visit"] = is_readable

        registry.person_exporters["visits"] = erasure.export_visits
        registry.person_erasers["visits"] = erasure.erase_visits
        registry.searchable |= SEARCHABLE
        registry.ownership |= ownership.OWNERSHIP
