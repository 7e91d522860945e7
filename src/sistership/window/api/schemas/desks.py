"""What a city's desk promises, how it routes, and what was recommended to it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Schema
from pydantic import Field

from sistership.window.api.schemas.cases import OfficerOut, Priority
from sistership.window.api.schemas.texts import Wordings, wordings_of
from sistership.window.offices.cases.models import Recommendation, RoutingRule, RuleSet
from sistership.window.offices.cases.rule_words import rule_sentence


class PromiseOut(Schema):
    """What a city promised and achieved; where few people asked there is no entry."""

    city: str
    clock: Literal["first_answer", "outcome"]
    month: str | None = Field(
        description="In which the clock began; null: the last twelve", examples=["2026-07"]
    )
    service: str | None = Field(description="Null: all services")
    number: int
    kept: int
    share_kept: float
    median_working_h: float | None
    promised_least_working_h: float | None
    promised_most_working_h: float | None


class RoutingRuleOut(Schema):
    """One rule; what is null it does not ask for."""

    position: int
    sentence: str = Field(description="The whole rule, in the language of the request")
    service: str | None
    concept: str | None
    language: str | None
    city: str | None
    organisation_kind: str | None
    desk: UUID | None = Field(description="Null: the side's own desk")
    officer: OfficerOut | None
    priority: Priority
    note: str

    @classmethod
    def of(cls, rule: RoutingRule) -> RoutingRuleOut:
        """The rule, with the texts of its desk."""
        conditions = ("service", "concept", "language", "city", "organisation_kind")
        given: dict[str, Any] = {name: getattr(rule, name) or None for name in conditions}
        given |= {name: getattr(rule, name) for name in ("position", "priority", "note")}
        return cls(
            **given,
            sentence=rule_sentence(rule),
            desk=rule.desk.public_id if rule.desk else None,
            officer=OfficerOut.of(rule.officer),
        )


class RuleSetOut(Schema):
    """The ordered rules of one side; the first that fits sends a case."""

    public_id: UUID
    partnership: str
    side: str
    name: str
    state: Literal["draft", "on", "retired"]
    tried_at: datetime | None
    switched_on_at: datetime | None
    rules: list[RoutingRuleOut]

    @classmethod
    def of(cls, rule_set: RuleSet) -> RuleSetOut:
        """The set with its side and rules."""
        same = ("public_id", "name", "state", "tried_at", "switched_on_at")
        return cls(
            **{name: getattr(rule_set, name) for name in same},
            partnership=rule_set.side.partnership.key,
            side=rule_set.side.city.key,
            rules=[RoutingRuleOut.of(rule) for rule in rule_set.rules.all()],
        )


class RecommendationOut(Schema):
    """What a city was recommended after a complaint, and what it answered."""

    public_id: UUID
    partnership: str
    side: str = Field(description="Key of the city to which it is made")
    made_by: str
    state: Literal["made", "followed", "partly", "not_followed"]
    title: Wordings
    text: Wordings
    answer: Wordings
    made_at: datetime
    answered_at: datetime | None
    is_public: bool
    is_example: bool

    @classmethod
    def of(cls, one: Recommendation) -> RecommendationOut:
        """The recommendation, whose texts are loaded."""
        same = ("public_id", "state", "made_at", "answered_at", "is_public", "is_example")
        return cls(
            **{name: getattr(one, name) for name in same},
            partnership=one.side.partnership.key,
            side=one.side.city.key,
            made_by=one.made_by.city.key,
            title=wordings_of(one, "title"),
            text=wordings_of(one, "text"),
            answer=wordings_of(one, "answer"),
        )
