"""Django app of cases."""

from django.apps import AppConfig

from sistership.window.ground.confidential import Confidential
from sistership.window.ground.registry import registry


class CasesConfig(AppConfig):
    name = "sistership.window.offices.cases"
    label = "cases"

    def ready(self) -> None:
        from sistership.window.offices.cases import erasure, mail, ownership, retention, rules  # need models
        from sistership.window.offices.cases.actions import projection
        from sistership.window.offices.cases.searchable import SEARCHABLE  # needs the models

        registry.searchable |= SEARCHABLE
        registry.rebuilders["cases"] = projection.rebuild
        registry.calendar_followers["cases"] = projection.follow_calendar
        registry.schedules["sistership.window.offices.cases.tasks.expire_offers"] = 5
        registry.schedules["sistership.window.offices.cases.tasks.tell_late"] = 10
        registry.schedules["sistership.window.offices.cases.tasks.tell_weeks"] = 30
        registry.schedules["sistership.window.offices.cases.tasks.write_daily_letters"] = 60
        registry.letter_takers["cases"] = mail.take
        registry.subject_finders["cases"] = erasure.enquirers_of
        registry.address_finders["cases"] = erasure.addresses_of_enquirer
        registry.person_exporters["cases"] = erasure.export_cases
        registry.file_holders["cases"] = erasure.files_of_drafts
        registry.person_erasers["cases"] = erasure.erase_cases
        registry.readable["case"] = lambda ref, reader: (
            rules.visible_cases(reader).filter(public_id=ref.public_id).exists()
        )
        for kind, visible, model in (
            ("case", rules.visible_cases, "cases.Case"),
            ("recommendation", rules.visible_recommendations, "cases.Recommendation"),
        ):
            owned = ownership.OWNERSHIP[model].rows
            assert owned is not None
            registry.confidential[kind] = Confidential(visible=visible, owned=owned)
        registry.ownership |= ownership.OWNERSHIP
        registry.retention |= retention.RETENTION
