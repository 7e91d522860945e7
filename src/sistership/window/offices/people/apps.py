"""Django app of people."""

from django.apps import AppConfig

from sistership.window.ground.registry import registry


class PeopleConfig(AppConfig):
    name = "sistership.window.offices.people"
    label = "people"

    def ready(self) -> None:
        from sistership.window.offices.people import erasure, ownership, retention  # need the models
        from sistership.window.offices.people.searchable import SEARCHABLE  # needs the models

        registry.person_exporters["people"] = erasure.export_people
        registry.person_erasers["people"] = erasure.erase_people
        registry.searchable |= SEARCHABLE
        registry.ownership |= ownership.OWNERSHIP
        registry.retention |= retention.RETENTION
