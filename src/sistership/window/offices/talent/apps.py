"""Django app of talent exchange."""

from django.apps import AppConfig

from sistership.window.ground.confidential import Confidential
from sistership.window.ground.registry import registry


class TalentConfig(AppConfig):
    name = "sistership.window.offices.talent"
    label = "talent"

    def ready(self) -> None:
        from sistership.window.offices.talent import erasure, ownership, retention, rules  # need the models
        from sistership.window.offices.talent.searchable import SEARCHABLE  # needs the models

        registry.schedules["sistership.window.offices.talent.tasks.keep_deadlines"] = 30
        registry.subject_finders["talent"] = erasure.applicants_of
        registry.address_finders["talent"] = erasure.addresses_of_applicant
        registry.person_exporters["talent"] = erasure.export_talent
        registry.person_erasers["talent"] = erasure.erase_talent
        owned = ownership.OWNERSHIP["talent.Application"].rows
        assert owned is not None
        registry.confidential["application"] = Confidential(visible=rules.visible_applications, owned=owned)
        registry.searchable |= SEARCHABLE
        registry.ownership |= ownership.OWNERSHIP
        registry.retention |= retention.RETENTION
