"""Django app of agreements."""

from django.apps import AppConfig

from sistership.window.ground.registry import registry


class AgreementsConfig(AppConfig):
    name = "sistership.window.offices.agreements"
    label = "agreements"

    def ready(self) -> None:
        from sistership.window.offices.agreements import erasure  # needs the models
        from sistership.window.offices.agreements.actions.projection import rebuild  # needs the models

        registry.rebuilders["agreements"] = rebuild
        registry.person_exporters["agreements"] = erasure.export_agreements
        registry.person_erasers["agreements"] = erasure.erase_agreements
