"""Send a case to a desk and an officer: by the rules in use, or by hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError
from sistership.window.ground.ids import Ref
from sistership.window.offices.cases.actions.happening import happen, locked
from sistership.window.offices.cases.models import Case, Priority, RoutingRule, RuleSet
from sistership.window.offices.cases.stand_ins import stand_in_for
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.people.models import Account, Organisation

CONDITIONS = ("service", "concept", "language", "city", "organisation_kind")


def _meets(rule: RoutingRule, case: Case, condition: str, concepts: frozenset[str]) -> bool:
    wanted: str = getattr(rule, condition)
    if not wanted:
        return True
    if condition == "concept":
        return wanted in concepts
    if condition == "city":
        return wanted.casefold() in case.enquirer_city.casefold()
    if condition == "organisation_kind":
        return case.enquirer_organisation_kind == wanted
    return bool(getattr(case, condition) == wanted)


def rule_for(case: Case, rules: Sequence[RoutingRule]) -> RoutingRule | None:
    """The first rule whose every condition the case meets; None where none fits."""
    concepts = frozenset(case.concepts)
    fits = (rule for rule in rules if all(_meets(rule, case, one, concepts) for one in CONDITIONS))
    return next(fits, None)


def why(rule: RoutingRule) -> dict[str, Any]:
    """What a case keeps of the rule that sent it, so that it can be read after the rule has changed."""
    asked = {one: getattr(rule, one) for one in CONDITIONS if getattr(rule, one)}
    return {"rule_set": rule.rule_set.name, "position": rule.position, "conditions": asked, "note": rule.note}


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
    case.officer = stand_in_for(rule.officer, case.side.city) if rule.officer else None
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
    """Send a case by hand to a desk and an officer of the side that owes it."""
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
