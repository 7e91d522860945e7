"""Routing rules as sentences in the reader's language, and why a case came to its desk.

Texts of the desks must be loaded; a desk without them is called by its key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from sistership.common.text import LANGUAGE_NAMES
from sistership.vocabulary.concepts import concepts
from sistership.window.offices.cases.fitting import asked
from sistership.window.offices.cases.models import Case, Priority, RoutingRule, Service
from sistership.window.offices.people.models import OrganisationKind


def concept_word(concept: str) -> str:
    """The name of a sector concept in the reader's language; its id where the vocabulary lacks it."""
    known = concepts().get(concept)
    if known is None:
        return concept
    language = get_language() or "en"
    return known.names.get(language) or known.names["en"]


def concept_choices() -> list[tuple[str, str]]:
    """(id, name in the reader's language), narrower ones under their broader one."""
    names: dict[str, str] = {}
    for concept in concepts().values():
        name = concept_word(concept.id)
        names[concept.id] = f"{names[concept.broader]} › {name}" if concept.broader in names else name
    return sorted(names.items(), key=lambda pair: pair[1].casefold())


def _label(choices: Sequence[tuple[str, object]], value: str) -> str:
    return str(dict(choices).get(value, value))


def condition_words(conditions: Mapping[str, str]) -> str:
    """What a rule asks of a case, in one phrase; empty for a rule that asks nothing."""
    said = []
    for name, value in conditions.items():
        if name == "service":
            words = pgettext("rule", "the service is “%(value)s”")
            value = _label(Service.choices, value)
        elif name == "concept":
            words = pgettext("rule", "it is about “%(value)s”")
            value = concept_word(value)
        elif name == "language":
            words = pgettext("rule", "the enquirer is written to in %(value)s")
            value = LANGUAGE_NAMES.get(value, value)
        elif name == "city":
            words = pgettext("rule", "the enquirer's city holds the word “%(value)s”")
        else:
            words = pgettext("rule", "the enquirer's organisation is of the kind “%(value)s”")
            value = _label(OrganisationKind.choices, value)
        said.append(words % {"value": value})
    joined = said[0] if said else ""
    for one in said[1:]:
        joined = pgettext("rule", "%(first)s and %(second)s") % {"first": joined, "second": one}
    return joined


def desk_word(rule: RoutingRule | Case) -> str:
    """The name of the desk; the side's own desk where none is named."""
    if rule.desk is None:
        return pgettext("rule", "the window's own desk")
    return rule.desk.localized("name").text(get_language() or "en") or str(rule.desk.public_id)


def destination_words(rule: RoutingRule) -> str:
    """Where the rule sends a case."""
    names = {
        "desk": desk_word(rule),
        "officer": rule.officer.get_full_name() if rule.officer else "",
        "priority": Priority(rule.priority).label,
    }
    if rule.officer:
        return pgettext("rule", "send it to %(desk)s, to %(officer)s, with %(priority)s priority") % names
    return pgettext("rule", "send it to %(desk)s with %(priority)s priority") % names


def rule_sentence(rule: RoutingRule) -> str:
    """The whole rule, without a final stop."""
    where = destination_words(rule)
    conditions = condition_words(asked(rule))
    if not conditions:
        return pgettext("rule", "Every case: %(destination)s") % {"destination": where}
    return pgettext("rule", "If %(conditions)s: %(destination)s") % {
        "conditions": conditions,
        "destination": where,
    }


def why_here(case: Case) -> str:
    """Why the case is at its desk, in words without a final stop; as the rule was when it sent the case."""
    kept = case.routed_why
    if kept.get("by_hand"):
        return _("Sent here by hand")
    if not kept:
        return _("No rule fitted this case: it stays at the window's own desk")
    names = {
        "number": kept["position"],
        "name": kept["rule_set"],
        "conditions": condition_words(kept["conditions"]),
    }
    if not kept["conditions"]:
        return _("Rule %(number)s of “%(name)s” sends every case here that no rule before it caught") % names
    return _("Rule %(number)s of “%(name)s” sent it here: %(conditions)s") % names
