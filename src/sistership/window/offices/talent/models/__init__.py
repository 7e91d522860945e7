"""Tables of talent exchange."""

from sistership.window.offices.talent.models.applications import (
    Application,
    Choice,
    HostOpinion,
    StudyLevel,
)
from sistership.window.offices.talent.models.placements import (
    Grievance,
    Party,
    Placement,
    PlacementRun,
    Report,
    ReportKind,
    RoundKind,
    Signature,
    TalentEvent,
)
from sistership.window.offices.talent.models.programmes import (
    LEVELS,
    Cohort,
    Payer,
    Position,
    Programme,
    ProgrammeKind,
)

__all__ = [
    "LEVELS",
    "Application",
    "Choice",
    "Cohort",
    "Grievance",
    "HostOpinion",
    "Party",
    "Payer",
    "Placement",
    "PlacementRun",
    "Position",
    "Programme",
    "ProgrammeKind",
    "Report",
    "ReportKind",
    "RoundKind",
    "Signature",
    "StudyLevel",
    "TalentEvent",
]
