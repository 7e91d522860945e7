"""Write routing rules in a draft, try it, switch it on. What is in use is never changed where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.vocabulary.concepts import concepts
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.cases.models import Priority, RoutingRule, RuleSet, Service
from sistership.window.offices.cases.rules import officers_of
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.people.models import Account, Organisation, OrganisationKind, Side

MOST_RULES = 200
_ASIDE = 1000
"""Added to places while rules change theirs, which are unique in a set."""


@dataclass(frozen=True, slots=True)
class RuleGiven:
    """One rule as somebody writes it; what is empty asks nothing."""

    service: str = ""
    concept: str = ""
    language: str = ""
    city: str = ""
    organisation_kind: str = ""
    desk: Organisation | None = None
    officer: Account | None = None
    priority: int = Priority.NORMAL
    note: str = ""


COLUMNS = tuple(one.name for one in fields(RuleGiven))


def _one_of(value: str, allowed: Iterable[str], where: str, what: str) -> None:
    if value and value not in allowed:
        raise InputError(what % {"given": value}, where=where, allowed=", ".join(allowed))


def checked(side: Side, given: RuleGiven) -> dict[str, Any]:
    """The columns of the rule. Raises InputError that names the field."""
    _one_of(given.service, Service.values, "service", _("'%(given)s' is no service of the window"))
    _one_of(given.concept, concepts(), "concept", _("'%(given)s' is no sector concept"))
    _one_of(
        given.language, dict(settings.LANGUAGES), "language", _("'%(given)s' is no language of the window")
    )
    _one_of(
        given.organisation_kind,
        OrganisationKind.values,
        "organisation_kind",
        _("'%(given)s' is no kind of organisation"),
    )
    for where, most in (("city", 120), ("note", 200)):
        if len(getattr(given, where)) > most:
            raise InputError(
                _("The text is too long"),
                where=where,
                allowed=_("up to %(length)d characters") % {"length": most},
            )
    if given.desk is not None and given.desk.city_id != side.city_id:
        raise InputError(_("The desk belongs to another city"), where="desk")
    if given.officer is not None and not officers_of(side.city).filter(pk=given.officer.pk).exists():
        raise InputError(
            _("%(person)s is no officer of this city") % {"person": given.officer.get_full_name()},
            where="officer",
        )
    if given.priority not in Priority.values:
        raise InputError(_("This priority does not exist"), where="priority", allowed="1, 2, 3")
    columns = {column: getattr(given, column) for column in COLUMNS}
    return columns | {"city": given.city.strip(), "note": given.note.strip()}


def _record(rule_set: RuleSet, actor: Ref, action: str, **data: Any) -> None:
    journal.record(
        action=f"rule_set.{action}",
        actor=actor,
        subject=rule_set.ref,
        partnership_id=rule_set.side.partnership.public_id,
        data={"rule_set": rule_set.name, "side": rule_set.side.public_id, **data},
    )


def _locked(rule_set: RuleSet) -> RuleSet:
    rows = RuleSet.objects.select_for_update(of=("self",)).select_related("side__partnership", "side__city")
    return rows.get(pk=rule_set.pk)


def _draft(rule_set: RuleSet) -> RuleSet:
    """The set locked, if it may be written in."""
    rule_set = _locked(rule_set)
    if rule_set.state != RuleSet.State.DRAFT:
        raise StateError(
            _("Only rules that are being written can be changed"),
            next_step=_("Write a new set from this one, try it and switch it on"),
        )
    return rule_set


def _changed(rule_set: RuleSet, actor: Ref, what: str, position: int) -> None:
    """Note the change: the set must be tried again."""
    if rule_set.tried_at is not None:
        rule_set.tried_at = None
        rule_set.save(update_fields=["tried_at"])
    _record(rule_set, actor, "changed", what=what, rule=position)


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > 80:
        raise InputError(
            _("Give the rules a name"),
            where="name",
            allowed=_("up to %(length)d characters") % {"length": 80},
        )
    return name


def _made(actor: Ref, side: Side, name: str, columns: Sequence[dict[str, Any]]) -> RuleSet:
    if len(columns) > MOST_RULES:
        raise InputError(
            _("These would be %(count)d rules") % {"count": len(columns)},
            allowed=_("up to %(count)d rules") % {"count": MOST_RULES},
        )
    rule_set = RuleSet.objects.create(side=side, name=_named(name))
    RoutingRule.objects.bulk_create(
        RoutingRule(rule_set=rule_set, position=place, **row) for place, row in enumerate(columns, 1)
    )
    _record(rule_set, actor, "begun", rules=len(columns))
    return rule_set


@transaction.atomic
def begin(*, actor: Ref, side: Side, name: str, rules: Sequence[RuleGiven] = ()) -> RuleSet:
    """Begin a draft with the rules given, or empty."""
    return _made(actor, side, name, [checked(side, given) for given in rules])


@transaction.atomic
def copy(*, actor: Ref, rule_set: RuleSet, name: str) -> RuleSet:
    """Begin a draft as a copy of a set, in use or not. An officer who has left the city is left out."""
    side = rule_set.side
    staff = set(officers_of(side.city).values_list("pk", flat=True))
    columns = []
    for rule in rule_set.rules.select_related("desk", "officer"):
        row = {column: getattr(rule, column) for column in COLUMNS}
        columns.append(row | {"officer": rule.officer if rule.officer_id in staff else None})
    return _made(actor, side, name, columns)


@transaction.atomic
def add_rule(*, actor: Ref, rule_set: RuleSet, given: RuleGiven) -> RoutingRule:
    """Write a rule after all others."""
    rule_set = _draft(rule_set)
    columns = checked(rule_set.side, given)
    last = rule_set.rules.order_by("-position").first()
    position = last.position + 1 if last else 1
    if position > MOST_RULES:
        raise InputError(
            _("A set has no room for another rule"),
            allowed=_("up to %(count)d rules") % {"count": MOST_RULES},
        )
    rule = RoutingRule.objects.create(rule_set=rule_set, position=position, **columns)
    _changed(rule_set, actor, "added", position)
    return rule


@transaction.atomic
def change_rule(*, actor: Ref, rule: RoutingRule, given: RuleGiven) -> RoutingRule:
    """Write a rule anew at its place."""
    rule_set = _draft(rule.rule_set)
    for name, value in checked(rule_set.side, given).items():
        setattr(rule, name, value)
    rule.save()
    _changed(rule_set, actor, "rewritten", rule.position)
    return rule


def _renumber(rule_set: RuleSet, rules: Sequence[RoutingRule]) -> None:
    rule_set.rules.update(position=F("position") + _ASIDE)
    for place, rule in enumerate(rules, 1):
        rule.position = place
    RoutingRule.objects.bulk_update(rules, ["position"])


@transaction.atomic
def move_rule(*, actor: Ref, rule: RoutingRule, by: int) -> None:
    """Move a rule up (-1) or down (1) among the others; at the end it stays."""
    rule_set = _draft(rule.rule_set)
    rules = list(rule_set.rules.order_by("position"))
    here = next(place for place, one in enumerate(rules) if one.pk == rule.pk)
    there = min(max(here + by, 0), len(rules) - 1)
    if here != there:
        rules.insert(there, rules.pop(here))
        _renumber(rule_set, rules)
        _changed(rule_set, actor, "moved", there + 1)


@transaction.atomic
def remove_rule(*, actor: Ref, rule: RoutingRule) -> None:
    """Take a rule out; those after it move up."""
    rule_set = _draft(rule.rule_set)
    position = rule.position
    rule.delete()
    _renumber(rule_set, list(rule_set.rules.order_by("position")))
    _changed(rule_set, actor, "removed", position)


@transaction.atomic
def mark_tried(*, actor: Ref, rule_set: RuleSet) -> RuleSet:
    """Note that somebody saw what the rules would do with past cases."""
    rule_set = _locked(rule_set)
    if not rule_set.rules.exists():
        raise StateError(_("There is no rule to try"), next_step=_("Write one first"))
    rule_set.tried_at = clock.now()
    rule_set.save(update_fields=["tried_at"])
    _record(rule_set, actor, "tried")
    return rule_set


@transaction.atomic
def switch_on(*, actor: Ref, rule_set: RuleSet) -> RuleSet:
    """Route by these rules from now on; those in use until now can be switched back."""
    sides = Side.objects.select_for_update(of=("self",))
    sides.get(pk=rule_set.side_id)  # one at a time: a side has one set in use
    rule_set = _locked(rule_set)
    if rule_set.state == RuleSet.State.ON:
        raise StateError(_("These rules are in use already"))
    if rule_set.tried_at is None:
        raise StateError(
            _("These rules were not tried since they were last changed"),
            next_step=_("Try them on past cases first"),
        )
    before = RuleSet.objects.filter(side=rule_set.side, state=RuleSet.State.ON).first()
    if before is not None:
        before.state = RuleSet.State.RETIRED
        before.save(update_fields=["state"])
    rule_set.state, rule_set.switched_on_at = RuleSet.State.ON, clock.now()
    rule_set.save(update_fields=["state", "switched_on_at"])
    _record(rule_set, actor, "switched_on", instead_of=before.name if before else None)
    return rule_set


@transaction.atomic
def discard(*, actor: Ref, rule_set: RuleSet) -> None:
    """Delete a draft that never went on."""
    rule_set = _draft(rule_set)
    _record(rule_set, actor, "discarded")
    rule_set.delete()
