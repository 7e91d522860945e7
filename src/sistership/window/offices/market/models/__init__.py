"""All tables of the market."""

from sistership.window.offices.market.models.indexed import IndexedCounts, IndexedProfile
from sistership.window.offices.market.models.meetings import (
    AmountRange,
    Dismissal,
    DismissalReason,
    Interest,
    Introduction,
    Outcome,
)
from sistership.window.offices.market.models.profiles import (
    Profile,
    ProfileEvent,
    ProfileFile,
    ProfileKind,
    ProfileVersion,
    Stage,
)
from sistership.window.offices.market.models.reviews import RUBRIC, Review
from sistership.window.offices.market.models.sights import Sight, SightLevel

__all__ = [
    "RUBRIC",
    "AmountRange",
    "Dismissal",
    "DismissalReason",
    "IndexedCounts",
    "IndexedProfile",
    "Interest",
    "Introduction",
    "Outcome",
    "Profile",
    "ProfileEvent",
    "ProfileFile",
    "ProfileKind",
    "ProfileVersion",
    "Review",
    "Sight",
    "SightLevel",
    "Stage",
]
