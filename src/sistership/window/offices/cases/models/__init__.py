"""All tables of cases."""

from sistership.window.offices.cases.models.cases import (
    CASE_STATE_LABELS,
    Case,
    CaseEvent,
    CaseFileNumber,
    CaseNumber,
    Channel,
    ClockRun,
    OutcomeKind,
    Priority,
    Service,
)
from sistership.window.offices.cases.models.desks import (
    Absence,
    LetterTemplate,
    RoutingRule,
    RuleSet,
    SavedFilter,
    ServicePromise,
    WeeklyReport,
)
from sistership.window.offices.cases.models.handovers import OFFER_STATE_LABELS, Handover
from sistership.window.offices.cases.models.intake import EnquiryDraft
from sistership.window.offices.cases.models.messages import (
    CaseFile,
    CaseMessage,
    Direction,
    MessageTranslation,
)
from sistership.window.offices.cases.models.recommendations import Recommendation

__all__ = [
    "CASE_STATE_LABELS",
    "OFFER_STATE_LABELS",
    "Absence",
    "Case",
    "CaseEvent",
    "CaseFile",
    "CaseFileNumber",
    "CaseMessage",
    "CaseNumber",
    "Channel",
    "ClockRun",
    "Direction",
    "EnquiryDraft",
    "Handover",
    "LetterTemplate",
    "MessageTranslation",
    "OutcomeKind",
    "Priority",
    "Recommendation",
    "RoutingRule",
    "RuleSet",
    "SavedFilter",
    "Service",
    "ServicePromise",
    "WeeklyReport",
]
