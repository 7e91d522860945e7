"""Django app of agreements."""

from django.apps import AppConfig

from sistership.window.ground.registry import registry


class AgreementsConfig(AppConfig):
    name = "sistership.window.offices.agreements"
    label = "agreements"

    def ready(self) -> None:
        from sistership.window.offices.agreements import erasure, mail, ownership, retention  # need models
        from sistership.window.offices.agreements.actions.following import READABLE, is_readable  # as above
        from sistership.window.offices.agreements.actions.projection import (
            follow_calendar,
            rebuild,
        )  # as above
        from sistership.window.offices.agreements.searchable import SEARCHABLE  # needs the models

        registry.readable |= dict.fromkeys(READABLE, is_readable)
        registry.schedules["sistership.window.offices.agreements.tasks.tell_states"] = 10
        registry.letter_takers["agreements"] = mail.take
        registry.subject_finders["agreements"] = erasure.askers_of
        registry.address_finders["agreements"] = erasure.addresses_of_asker
        registry.rebuilders["agreements"] = rebuild
        registry.calendar_followers["agreements"] = follow_calendar
        registry.person_exporters["agreements"] = erasure.export_agreements
        registry.person_erasers["agreements"] = erasure.erase_agreements
        registry.searchable |= SEARCHABLE
        registry.ownership |= ownership.OWNERSHIP
        registry.retention |= retention.RETENTION
