"""Send a case to a desk and an officer: by the rules in use, or by hand."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.vocabulary.concepts import concepts
from sistership.window.ground.ids import Ref
from sistership.window.offices.cases.actions.happening import happen, locked
from sistership.window.offices.cases.fitting import rule_for, why
from sistership.window.offices.cases.models import Case, Priority, RuleSet
from sistership.window.offices.cases.stand_ins import stand_in_for
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.people.models import Account, Organisation


def route(case: Case) -> Case:
    """Send a case by the rules that its side has in use; where none fits it stays at the side's desk."""
    in_use = RuleSet.objects.filter(side=case.side_id, state=RuleSet.State.ON).first()
    if in_use is None:
        return case
    rules = in_use.rules.select_related("rule_set", "desk", "officer")
    rule = rule_for(case, list(rules))
    if rule is None:
        return case
    case.routed_by, case.routed_why = rule, why(rule)
    case.desk, case.priority = rule.desk, rule.priority
    officer = rule.officer if rule.officer and rule.officer.is_active else None
    case.officer = stand_in_for(officer, case.side.city) if officer else None
    case.save(update_fields=["routed_by", "routed_why", "desk", "priority", "officer"])
    return happen(
        case, "routed", actor=SYSTEM, side=case.side, detail={"rule": rule.position, "rule_set": in_use.name}
    )


@transaction.atomic
def send_to(
    *,
    actor: Ref,
    case: Case,
    desk: Organisation | None,
    officer: Account | None,
    priority: int,
    reason: str = "",
) -> Case:
    """Send a case by hand to a desk and an officer of the side that owes it.

    Where the officer is away, the case goes to whoever stands in.
    """
    case = locked(case)
    city = case.side.city
    if desk is not None and desk.city_id != city.pk:
        raise InputError(_("The desk belongs to another city"), where="desk")
    if officer is not None and not officer.grants.filter(city=city, role__in=("officer", "lead")).exists():
        raise InputError(
            _("%(person)s is no officer of this city") % {"person": officer.get_full_name()}, where="officer"
        )
    if priority not in Priority.values:
        raise InputError(_("This priority does not exist"), where="priority", allowed="1, 2, 3")
    officer = stand_in_for(officer, city) if officer else None
    case.desk, case.officer, case.priority = desk, officer, priority
    case.routed_by, case.routed_why = None, {"by_hand": True}
    case.save(update_fields=["desk", "officer", "priority", "routed_by", "routed_why"])
    return happen(
        case,
        "routed",
        actor=actor,
        side=case.side,
        detail={
            "desk": str(desk.public_id) if desk else None,
            "officer": str(officer.public_id) if officer else None,
        },
        reason=reason,
        reason_language=city.language if reason else "",
    )


@transaction.atomic
def set_concepts(*, actor: Ref, case: Case, chosen: Sequence[str]) -> Case:
    """Say what the case is about, where the words did not show it rightly; it stays at its desk."""
    known = concepts()
    unknown = [one for one in chosen if one not in known]
    if unknown:
        raise InputError(
            _("'%(concept)s' is no sector concept") % {"concept": unknown[0]},
            where="concepts",
            allowed=", ".join(known),
        )
    case = locked(case)
    case.concepts = list(dict.fromkeys(chosen))
    case.save(update_fields=["concepts"])
    journal.record(
        action="case.concepts_set",
        actor=actor,
        subject=case.ref,
        partnership_id=case.partnership.public_id,
        data={"case": case.number, "concepts": case.concepts},
    )
    return case
