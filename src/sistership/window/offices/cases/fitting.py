"""Which rule fits a case: pure of tables and clocks, so that the same words route, try and explain.

A rule asks for some of five things of a case and leaves the others open; it fits where everything that it
asks for is there. A sector concept is there where the case shows it or one that is narrower. The first rule
that fits wins, so that a rule is never reached where an earlier one fits every case that it fits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sistership.vocabulary.concepts import concepts, concepts_in
from sistership.window.offices.cases.models import Case, RoutingRule

CONDITIONS = ("service", "concept", "language", "city", "organisation_kind")
MOST_CONCEPTS = 12
"""Concepts that a case keeps of its words; a long letter mentions many in passing."""


def with_broader(ids: Iterable[str]) -> frozenset[str]:
    """The concepts and all that are broader than one of them; ids that the vocabulary lacks stay."""
    found: set[str] = set()
    known = concepts()
    for one in ids:
        while one and one not in found:
            found.add(one)
            one = known[one].broader if one in known else ""
    return frozenset(found)


def concepts_of(*words: str) -> list[str]:
    """The sector concepts that words mention, the most mentioned first."""
    counted: dict[str, int] = {}
    for text in words:
        for mention in concepts_in(text):
            counted[mention.concept.id] = counted.get(mention.concept.id, 0) + 1
    return sorted(counted, key=lambda one: (-counted[one], one))[:MOST_CONCEPTS]


def _meets(rule: RoutingRule, case: Case, condition: str, shown: frozenset[str]) -> bool:
    wanted: str = getattr(rule, condition)
    if not wanted:
        return True
    if condition == "concept":
        return wanted in shown
    if condition == "city":
        return wanted.casefold() in case.enquirer_city.casefold()
    if condition == "organisation_kind":
        return case.enquirer_organisation_kind == wanted
    return bool(getattr(case, condition) == wanted)


def rule_for(case: Case, rules: Sequence[RoutingRule]) -> RoutingRule | None:
    """The first rule whose every condition the case meets; None where none fits."""
    shown = with_broader(case.concepts)
    fits = (rule for rule in rules if all(_meets(rule, case, one, shown) for one in CONDITIONS))
    return next(fits, None)


def asked(rule: RoutingRule) -> dict[str, str]:
    """The conditions that the rule sets, by name."""
    return {one: getattr(rule, one) for one in CONDITIONS if getattr(rule, one)}


def why(rule: RoutingRule) -> dict[str, Any]:
    """What a case keeps of the rule that sent it, so that it can be read after the rule has changed."""
    return {
        "rule_set": rule.rule_set.name,
        "position": rule.position,
        "conditions": asked(rule),
        "note": rule.note,
    }


def _covers(wide: RoutingRule, narrow: RoutingRule, condition: str) -> bool:
    """Whether every case that meets the condition of `narrow` meets that of `wide`."""
    asks, has = getattr(wide, condition), getattr(narrow, condition)
    if not asks:
        return True
    if condition == "concept":
        return bool(has) and asks in with_broader([has])
    if condition == "city":
        return asks.casefold() in has.casefold()
    return bool(asks == has)


def shadowing(rules: Sequence[RoutingRule]) -> dict[int, RoutingRule]:
    """Key of each rule that can never be reached → the earlier rule that catches everything of it."""
    found: dict[int, RoutingRule] = {}
    for place, rule in enumerate(rules):
        for earlier in rules[:place]:
            if all(_covers(earlier, rule, one) for one in CONDITIONS):
                found[rule.pk] = earlier
                break
    return found
