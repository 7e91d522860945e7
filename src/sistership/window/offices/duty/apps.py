"""Django app of duty."""

from django.apps import AppConfig
from django.conf import settings

from sistership.window.ground.registry import registry


class DutyConfig(AppConfig):
    name = "sistership.window.offices.duty"
    label = "duty"

    def ready(self) -> None:
        from sistership.window.offices.duty import (  # need the models
            actions,
            erasure,
            ownership,
            retention,
            rules,  # noqa: F401  # adds the permissions
        )

        registry.rebuilders["duty"] = actions.rebuild
        registry.subject_finders["duty"] = erasure.requests_of
        registry.address_finders["duty"] = erasure.addresses_of_request
        registry.person_exporters["duty"] = erasure.export_duty
        registry.person_erasers["duty"] = erasure.erase_duty
        registry.ownership |= ownership.OWNERSHIP
        registry.retention |= retention.RETENTION
        registry.schedules["sistership.window.offices.duty.tasks.remind"] = 10
        if settings.RETENTION_IS_NIGHTLY:
            registry.schedules["sistership.window.offices.duty.tasks.let_go"] = 24 * 60
