"""Who sees which cases and may do what with them.

A case is seen by the staff of the sides that read it: who received it, who owed it, who is offered it now.
Internal notes are seen by the staff of the side that wrote them. Nobody else sees a case through an
account, not even the administrator of the installation; the enquirer sees it by a link of their own.
"""

from __future__ import annotations

from collections.abc import Iterable

import rules
from django.db.models import Exists, OuterRef, Q, QuerySet

from sistership.window.offices.cases.models import (
    Absence,
    Case,
    CaseFile,
    CaseMessage,
    Direction,
    LetterTemplate,
    Recommendation,
    RuleSet,
)
from sistership.window.offices.people.models import Account, City, Grant, Partnership, Role, Side
from sistership.window.offices.people.rules import (
    STAFF,
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
def may_keep_absence(reader: Reader, absence: Absence) -> bool:
    """One's own, and as a lead those of one's city."""
    is_own = isinstance(reader, Account) and absence.account_id == reader.pk
    is_here = absence.city_id in grants_of(reader).staff_cities
    return (is_own and is_here) or absence.city_id in grants_of(reader).lead_cities


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
rules.add_perm("desk.letters", is_staff_of_side)
rules.add_perm("absence.keep", may_keep_absence)
rules.add_perm("recommendation.answer", is_staff_of_recommended_side)


def visible_cases(reader: Reader) -> QuerySet[Case]:
    """Cases that a side of the reader's cities reads."""
    shared = Case.sides.through.objects.filter(side__in=own_sides(reader)).values("case")
    return Case.objects.filter(pk__in=shared)


def owed_cases(reader: Reader) -> QuerySet[Case]:
    """Cases that the reader's cities owe now."""
    return Case.objects.filter(side__in=own_sides(reader))


def owed_or_offered_cases(reader: Reader) -> QuerySet[Case]:
    """Cases that the reader's cities owe or are offered now; whoever does reads the case."""
    own = own_sides(reader)
    return Case.objects.filter(Q(side__in=own) | Q(offered_to__in=own))


def is_read_by(sides: Iterable[int]) -> Exists:
    """Condition on a case: one of the sides reads it."""
    return Exists(Case.sides.through.objects.filter(case=OuterRef("pk"), side__in=sides))


def visible_messages(reader: Reader) -> QuerySet[CaseMessage]:
    """Words of cases that the reader sees; notes of the reader's own sides only."""
    return CaseMessage.objects.filter(
        ~Q(direction=Direction.NOTE) | Q(side__in=own_sides(reader)), case__in=visible_cases(reader)
    )


def visible_files(reader: Reader) -> QuerySet[CaseFile]:
    """Files of words that the reader sees."""
    return CaseFile.objects.filter(message__in=visible_messages(reader))


def officers_of(city: City) -> QuerySet[Account]:
    """Who works on the city's cases: its officers and leads who may sign in, by name."""
    staff = Account.objects.filter(grants__city=city, grants__role__in=STAFF, is_active=True)
    return staff.distinct().order_by("display_name", "email")


def leads_of(city: City) -> QuerySet[Account]:
    """The leads of the city who may sign in."""
    return officers_of(city).filter(pk__in=Grant.objects.filter(city=city, role=Role.LEAD).values("account"))


def visible_absences(reader: Reader) -> QuerySet[Absence]:
    """Absences in the cities for which the reader works."""
    return Absence.objects.filter(city__in=grants_of(reader).staff_cities)


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
