"""Who sees which cases and may do what with them.

A case is seen by the staff of the sides that read it: who received it, who owed it, who is offered it now.
Internal notes are seen by the staff of the side that wrote them. Nobody else sees a case through an
account, not even the administrator of the installation; the enquirer sees it by a link of their own.
"""

from __future__ import annotations

import rules
from django.db.models import Q, QuerySet

from sistership.window.offices.cases.models import (
    Case,
    CaseFile,
    CaseMessage,
    Direction,
    LetterTemplate,
    Recommendation,
    RuleSet,
)
from sistership.window.offices.people.models import Partnership, Side
from sistership.window.offices.people.rules import (
    Reader,
    grants_of,
    is_staff_of_side,
    visible_partnerships,
)


def own_sides(reader: Reader) -> QuerySet[Side]:
    """The sides for which the reader works."""
    return Side.objects.filter(city__in=grants_of(reader).staff_cities)


@rules.predicate
def is_staff_of_reading_side(reader: Reader, case: Case) -> bool:
    return any(side.city_id in grants_of(reader).staff_cities for side in case.sides.all())


@rules.predicate
def is_staff_of_owing_side(reader: Reader, case: Case) -> bool:
    return case.side.city_id in grants_of(reader).staff_cities


@rules.predicate
def is_staff_of_offered_side(reader: Reader, case: Case) -> bool:
    return case.offered_to is not None and case.offered_to.city_id in grants_of(reader).staff_cities


@rules.predicate
def is_lead_of_side(reader: Reader, side: Side) -> bool:
    return side.city_id in grants_of(reader).lead_cities


@rules.predicate
def is_staff_of_recommended_side(reader: Reader, recommendation: Recommendation) -> bool:
    return recommendation.side.city_id in grants_of(reader).staff_cities


rules.add_perm("case.see", is_staff_of_reading_side)
rules.add_perm("case.work", is_staff_of_owing_side)
rules.add_perm("case.note", is_staff_of_reading_side)
rules.add_perm("case.answer_offer", is_staff_of_offered_side)
rules.add_perm("case.receive", is_staff_of_side)
rules.add_perm("desk.route", is_staff_of_side)
rules.add_perm("desk.promise", is_lead_of_side)
rules.add_perm("recommendation.answer", is_staff_of_recommended_side)


def visible_cases(reader: Reader) -> QuerySet[Case]:
    """Cases that a side of the reader's cities reads."""
    shared = Case.sides.through.objects.filter(side__in=own_sides(reader)).values("case")
    return Case.objects.filter(pk__in=shared)


def owed_cases(reader: Reader) -> QuerySet[Case]:
    """Cases that the reader's cities owe now."""
    return Case.objects.filter(side__in=own_sides(reader))


def visible_messages(reader: Reader) -> QuerySet[CaseMessage]:
    """Words of cases that the reader sees; notes of the reader's own sides only."""
    return CaseMessage.objects.filter(
        ~Q(direction=Direction.NOTE) | Q(side__in=own_sides(reader)), case__in=visible_cases(reader)
    )


def visible_files(reader: Reader) -> QuerySet[CaseFile]:
    """Files of words that the reader sees."""
    return CaseFile.objects.filter(message__in=visible_messages(reader))


def visible_rule_sets(reader: Reader) -> QuerySet[RuleSet]:
    """Routing rules of the reader's own sides."""
    return RuleSet.objects.filter(side__in=own_sides(reader))


def visible_templates(reader: Reader) -> QuerySet[LetterTemplate]:
    """Letter templates of the reader's own sides."""
    return LetterTemplate.objects.filter(side__in=own_sides(reader))


def visible_recommendations(reader: Reader) -> QuerySet[Recommendation]:
    """Published ones of visible partnerships, and those that the reader's sides made or were made."""
    own = own_sides(reader)
    public = Q(is_public=True, side__partnership__in=visible_partnerships(reader))
    return Recommendation.objects.filter(public | Q(side__in=own) | Q(made_by__in=own))


def own_side_of(reader: Reader, partnership: Partnership) -> Side | None:
    """The side of the partnership for which the reader acts; the first where there are several."""
    return own_sides(reader).filter(partnership=partnership).order_by("position").first()
