"""Django app of matchmaking days."""

from django.apps import AppConfig

from sistership.window.ground.confidential import Confidential
from sistership.window.ground.registry import registry


class MatchdaysConfig(AppConfig):
    name = "sistership.window.offices.matchdays"
    label = "matchdays"

    def ready(self) -> None:
        from sistership.window.offices.matchdays import (
            erasure,
            ownership,
            retention,
            rules,
        )  # need the models
        from sistership.window.offices.matchdays.searchable import SEARCHABLE  # needs the models

        registry.schedules["sistership.window.offices.matchdays.tasks.ask_how_it_was"] = 15
        registry.subject_finders["matchdays"] = erasure.participants_of
        registry.address_finders["matchdays"] = erasure.addresses_of_participant
        registry.person_exporters["matchdays"] = erasure.export_matchdays
        registry.person_erasers["matchdays"] = erasure.erase_matchdays
        registry.readable["matchday"] = lambda ref, reader: (
            rules.visible_matchdays(reader).filter(public_id=ref.public_id).exists()
        )
        for kind, visible, model in (
            ("registration", rules.visible_registrations, "matchdays.Registration"),
            ("day_meeting", rules.visible_meetings, "matchdays.DayMeeting"),
        ):
            owned = ownership.OWNERSHIP[model].rows
            assert owned is not None
            registry.confidential[kind] = Confidential(visible=visible, owned=owned)
        registry.searchable |= SEARCHABLE
        registry.ownership |= ownership.OWNERSHIP
        registry.retention |= retention.RETENTION
