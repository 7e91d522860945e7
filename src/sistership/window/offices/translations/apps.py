"""Django app of translations."""

from django.apps import AppConfig

from sistership.window.ground.registry import registry


class TranslationsConfig(AppConfig):
    name = "sistership.window.offices.translations"
    label = "translations"

    def ready(self) -> None:
        from sistership.window.offices.translations import erasure, ownership, retention  # need the models

        registry.schedules["sistership.window.offices.translations.tasks.sweep"] = 1
        registry.person_exporters["translations"] = erasure.export_translations
        registry.person_erasers["translations"] = erasure.erase_translations
        registry.ownership |= ownership.OWNERSHIP
        registry.retention |= retention.RETENTION
