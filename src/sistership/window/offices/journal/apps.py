"""Django app of the journal."""

from django.apps import AppConfig

from sistership.window.ground.registry import registry


class JournalConfig(AppConfig):
    name = "sistership.window.offices.journal"
    label = "journal"

    def ready(self) -> None:
        from sistership.window.offices.journal import actions, erasure, ownership  # need the models

        registry.record_movers["journal"] = actions.move_person
        registry.person_exporters["journal"] = erasure.export_journal
        registry.person_erasers["journal"] = actions.erase_person
        registry.ownership |= ownership.OWNERSHIP
