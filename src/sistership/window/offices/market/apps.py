"""Django app of the market."""

from django.apps import AppConfig

from sistership.window.ground.confidential import Confidential
from sistership.window.ground.registry import registry


class MarketConfig(AppConfig):
    name = "sistership.window.offices.market"
    label = "market"

    def ready(self) -> None:
        from sistership.window.offices.market import erasure, ownership, retention, rules  # need the models
        from sistership.window.offices.market.rebuilding import rebuild  # needs the models
        from sistership.window.offices.market.searchable import SEARCHABLE  # needs the models

        tasks = "sistership.window.offices.market.tasks"
        registry.schedules[f"{tasks}.keep_profiles"] = 60
        registry.schedules[f"{tasks}.lapse_interests"] = 60
        registry.schedules[f"{tasks}.ask_outcomes"] = 60
        registry.rebuilders["market"] = rebuild
        registry.subject_finders["market"] = erasure.owners_of
        registry.address_finders["market"] = erasure.addresses_of_owner
        registry.person_exporters["market"] = erasure.export_market
        registry.person_erasers["market"] = erasure.erase_market
        registry.searchable |= SEARCHABLE
        registry.confidential["profile"] = Confidential(
            visible=rules.own_profiles, owned=rules.owned_profiles
        )
        registry.confidential["interest"] = Confidential(
            visible=rules.visible_interests, owned=rules.owned_interests
        )
        registry.confidential["introduction"] = Confidential(
            visible=rules.visible_introductions, owned=rules.owned_introductions
        )
        registry.ownership |= ownership.OWNERSHIP
        registry.retention |= retention.RETENTION
