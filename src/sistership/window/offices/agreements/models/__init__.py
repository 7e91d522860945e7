"""All tables of agreements."""

from sistership.window.offices.agreements.models.accords import (
    Agreement,
    AgreementDocument,
    AgreementKind,
    Committee,
    CommitteeMember,
    Decision,
    Meeting,
    Party,
    Rhythm,
    Signatory,
)
from sistership.window.offices.agreements.models.promises import (
    Commitment,
    Direction,
    Intention,
    IntentionKind,
    Milestone,
    TargetRule,
)
from sistership.window.offices.agreements.models.proofs import (
    STATE_LABELS,
    Evidence,
    EvidenceEvent,
    EvidenceKind,
)
from sistership.window.offices.agreements.models.questions import WHY_LABELS, WhyQuestion

__all__ = [
    "STATE_LABELS",
    "WHY_LABELS",
    "Agreement",
    "AgreementDocument",
    "AgreementKind",
    "Commitment",
    "Committee",
    "CommitteeMember",
    "Decision",
    "Direction",
    "Evidence",
    "EvidenceEvent",
    "EvidenceKind",
    "Intention",
    "IntentionKind",
    "Meeting",
    "Milestone",
    "Party",
    "Rhythm",
    "Signatory",
    "TargetRule",
    "WhyQuestion",
]
