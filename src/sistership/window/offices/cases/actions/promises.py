"""What a side promises for each service. A change counts for cases that begin after it, see states.py, 2."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.window.ground.ids import Ref
from sistership.window.offices.cases.models import Service, ServicePromise
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import Side

HOURS = ("first_answer_h", "next_step_h", "outcome_h", "handover_h")
MOST_HOURS = 2000
"""About a year of working hours."""


def _checked(service: str, hours: dict[str, int]) -> None:
    if service and service not in Service.values:
        raise InputError(
            _("'%(service)s' is no service of the window") % {"service": service},
            where="service",
            allowed=", ".join(Service.values),
        )
    for name in HOURS:
        if not 1 <= hours[name] <= MOST_HOURS:
            raise InputError(
                _("%(hours)s hours cannot be promised") % {"hours": hours[name]},
                where=name,
                allowed=f"1-{MOST_HOURS}",
            )
    if hours["outcome_h"] < hours["first_answer_h"]:
        raise InputError(
            _("The outcome cannot come before the first answer"),
            where="outcome_h",
            allowed=_("at least %(hours)s hours") % {"hours": hours["first_answer_h"]},
        )


@transaction.atomic
def set_promise(*, actor: Ref, side: Side, service: str, hours: dict[str, int]) -> ServicePromise:
    """Promise for a service, or (empty) for every service that has no line of its own."""
    _checked(service, hours)
    columns = {name: hours[name] for name in HOURS}
    line, _is_new = ServicePromise.objects.update_or_create(side=side, service=service, defaults=columns)
    journal.record(
        action="service_promise.set",
        actor=actor,
        subject=side.ref,
        partnership_id=side.partnership.public_id,
        data={"service": service, **columns},
    )
    return line


@transaction.atomic
def remove_promise(*, actor: Ref, line: ServicePromise) -> None:
    """Promise for a service what is promised for all others again."""
    side, service = line.side, line.service
    line.delete()
    journal.record(
        action="service_promise.removed",
        actor=actor,
        subject=side.ref,
        partnership_id=side.partnership.public_id,
        data={"service": service},
    )
