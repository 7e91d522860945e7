"""Django app of notices."""

from django.apps import AppConfig

from sistership.window.ground.registry import registry


class NoticesConfig(AppConfig):
    name = "sistership.window.offices.notices"
    label = "notices"

    def ready(self) -> None:
        from sistership.window.offices.notices import erasure, ownership, retention  # need the models

        registry.schedules["sistership.window.offices.notices.tasks.sweep"] = 1
        registry.schedules["sistership.window.offices.notices.tasks.write_weekly_letters"] = 60
        registry.schedules["sistership.window.offices.notices.tasks.collect"] = 1
        registry.subject_finders["notices"] = erasure.followers_of
        registry.address_finders["notices"] = erasure.addresses_of_follower
        registry.person_exporters["notices"] = erasure.export_notices
        registry.person_erasers["notices"] = erasure.erase_notices
        registry.ownership |= ownership.OWNERSHIP
        registry.retention |= retention.RETENTION
