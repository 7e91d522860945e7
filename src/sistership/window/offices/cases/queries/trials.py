"""What a set of rules would have done with past cases: nothing is changed by trying.

A case counts where the side owes it now or owed it last. Beside each stands where it went in fact, which an
officer may have mended by hand. A rule that names no officer changes none.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases.fitting import rule_for, shadowing
from sistership.window.offices.cases.models import Case, Priority, RoutingRule, RuleSet

PAST_CASES = 200


@dataclass(frozen=True, slots=True)
class Tried:
    """One past case: which rule would catch it, and what that would change."""

    case: Case
    rule: RoutingRule | None
    is_other_desk: bool
    is_other_officer: bool
    is_other_priority: bool

    @property
    def is_changed(self) -> bool:
        return self.is_other_desk or self.is_other_officer or self.is_other_priority


@dataclass(slots=True)
class RuleTried:
    """One rule: how many past cases it would catch, and which earlier rule leaves it none."""

    rule: RoutingRule
    caught: int = 0
    shadowed_by: RoutingRule | None = None


@dataclass(slots=True)
class Trial:
    """What the set would have done."""

    rules: list[RuleTried]
    cases: list[Tried] = field(default_factory=list)

    @property
    def changed(self) -> list[Tried]:
        return [one for one in self.cases if one.is_changed]

    @property
    def uncaught(self) -> int:
        """Cases that no rule fits: they stay at the window's own desk."""
        return sum(one.rule is None for one in self.cases)

    @property
    def other_desk(self) -> int:
        return sum(one.is_other_desk for one in self.cases)

    @property
    def other_officer(self) -> int:
        return sum(one.is_other_officer for one in self.cases)

    @property
    def other_priority(self) -> int:
        return sum(one.is_other_priority for one in self.cases)


def rules_of(rule_set: RuleSet) -> list[RoutingRule]:
    """The rules in order, with desks and officers ready to be named."""
    rules = list(rule_set.rules.select_related("desk", "officer").order_by("position"))
    load_texts([rule.desk for rule in rules if rule.desk is not None])
    return rules


def _tried(case: Case, rule: RoutingRule | None) -> Tried:
    desk = rule.desk_id if rule else None
    priority = rule.priority if rule else Priority.NORMAL
    return Tried(
        case=case,
        rule=rule,
        is_other_desk=desk != case.desk_id,
        is_other_officer=rule is not None and rule.officer_id not in (None, case.officer_id),
        is_other_priority=priority != case.priority,
    )


def try_on_past(rule_set: RuleSet, *, count: int = PAST_CASES) -> Trial:
    """Try the rules on the newest cases of the side, leaving out those whose words were erased."""
    rules = rules_of(rule_set)
    past = Case.objects.filter(side=rule_set.side_id, erased_at__isnull=True)
    cases = list(past.select_related("desk", "officer").order_by("-received_at", "-pk")[:count])
    load_texts([case.desk for case in cases if case.desk is not None])
    hidden = shadowing(rules)
    found = {rule.pk: RuleTried(rule, shadowed_by=hidden.get(rule.pk)) for rule in rules}
    trial = Trial(list(found.values()))
    for case in cases:
        rule = rule_for(case, rules)
        if rule is not None:
            found[rule.pk].caught += 1
        trial.cases.append(_tried(case, rule))
    return trial
