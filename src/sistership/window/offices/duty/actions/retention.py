"""Let go of what was kept long enough, and keep a line that says how much went."""

from __future__ import annotations

from django.db import transaction

from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.duty.models import RetentionRun
from sistership.window.offices.people import retention
from sistership.window.offices.people.retention import Over


@transaction.atomic
def run_retention(*, actor: Ref, is_dry_run: bool = False) -> list[Over]:
    """What is over, by kind; unless it is a dry run it goes, and the run is kept as a line."""
    found = retention.let_go(actor=actor, is_dry_run=is_dry_run)
    if not is_dry_run:
        RetentionRun.objects.create(
            ran_at=clock.now(),
            actor_kind=actor.kind,
            actor_id=actor.public_id,
            counts={one.name: one.count for one in found if one.count and one.to_decide is None},
        )
    return found
