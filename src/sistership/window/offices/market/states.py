"""How profiles, interests and introductions go on: tables, no database.

1. A profile is a *draft* until its owner hands it in. An officer of its city checks it against the rubric:
   it is *published*, put *on hold*, or *refused*, and the owner reads why and may hand in again.
2. What a published profile says is changed by a new version beside it, which is checked as the first was;
   readers see the former until then.
3. A published profile *expires* on its day unless its owner *renews* it, and may be renewed after.
   Its owner *withdraws* it at any time; an officer may. What is *erased* is gone.
4. An *interest* asks the other profile's owner. It is *accepted*, *declined*, *taken back*, or it *lapses*
   after its days. One that meets a veto is not sent, and lapses as one without an answer does.
5. An interest that is accepted makes an *introduction*; both are written to. The two *meet*, and say what
   came of it; talks may become a contract later.
"""

from __future__ import annotations

from enum import StrEnum


class ProfileState(StrEnum):
    """Where a profile stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    ON_HOLD = "on_hold"
    REFUSED = "refused"
    PUBLISHED = "published"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


class VersionState(StrEnum):
    """Where one version of what a profile says stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    ON_HOLD = "on_hold"
    REFUSED = "refused"


class InterestState(StrEnum):
    """Where an expression of interest stands."""

    ASKED = "asked"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    TAKEN_BACK = "taken_back"
    LAPSED = "lapsed"


class IntroductionState(StrEnum):
    """Where an introduction stands."""

    MADE = "made"
    MET = "met"
    SETTLED = "settled"


_P, _V, _I, _N = ProfileState, VersionState, InterestState, IntroductionState

# (state, event) → next state, who may cause it.
PROFILE_TABLE: dict[tuple[ProfileState | None, str], tuple[ProfileState, str]] = {
    (None, "begun"): (_P.DRAFT, "owner or officer"),
    (_P.DRAFT, "handed_in"): (_P.IN_REVIEW, "owner or officer"),
    (_P.IN_REVIEW, "published"): (_P.PUBLISHED, "officer"),
    (_P.IN_REVIEW, "held"): (_P.ON_HOLD, "officer"),
    (_P.IN_REVIEW, "refused"): (_P.REFUSED, "officer"),
    (_P.ON_HOLD, "handed_in"): (_P.IN_REVIEW, "owner or officer"),
    (_P.REFUSED, "handed_in"): (_P.IN_REVIEW, "owner or officer"),
    (_P.PUBLISHED, "handed_in"): (_P.PUBLISHED, "owner or officer"),
    (_P.PUBLISHED, "published"): (_P.PUBLISHED, "officer"),
    (_P.PUBLISHED, "held"): (_P.PUBLISHED, "officer"),
    (_P.PUBLISHED, "refused"): (_P.PUBLISHED, "officer"),
    (_P.PUBLISHED, "renewed"): (_P.PUBLISHED, "owner or officer"),
    (_P.PUBLISHED, "expired"): (_P.EXPIRED, "window"),
    (_P.EXPIRED, "renewed"): (_P.PUBLISHED, "owner or officer"),
    (_P.EXPIRED, "handed_in"): (_P.IN_REVIEW, "owner or officer"),
    (_P.WITHDRAWN, "handed_in"): (_P.IN_REVIEW, "owner or officer"),
    **{
        (state, "withdrawn"): (_P.WITHDRAWN, "owner or officer")
        for state in (_P.DRAFT, _P.IN_REVIEW, _P.ON_HOLD, _P.REFUSED, _P.PUBLISHED, _P.EXPIRED)
    },
    **{(state, "erased"): (_P.ERASED, "owner or window") for state in _P if state != _P.ERASED},
}

VERSION_TABLE: dict[tuple[VersionState | None, str], tuple[VersionState, str]] = {
    (None, "begun"): (_V.DRAFT, "owner or officer"),
    (_V.DRAFT, "written"): (_V.DRAFT, "owner or officer"),
    (_V.DRAFT, "handed_in"): (_V.IN_REVIEW, "owner or officer"),
    (_V.IN_REVIEW, "published"): (_V.APPROVED, "officer"),
    (_V.IN_REVIEW, "held"): (_V.ON_HOLD, "officer"),
    (_V.IN_REVIEW, "refused"): (_V.REFUSED, "officer"),
}

INTEREST_TABLE: dict[tuple[InterestState | None, str], tuple[InterestState, str]] = {
    (None, "expressed"): (_I.ASKED, "one owner, or the officer"),
    (_I.ASKED, "accepted"): (_I.ACCEPTED, "the other owner"),
    (_I.ASKED, "declined"): (_I.DECLINED, "the other owner"),
    (_I.ASKED, "taken_back"): (_I.TAKEN_BACK, "who asked"),
    (_I.ASKED, "lapsed"): (_I.LAPSED, "window"),
}

INTRODUCTION_TABLE: dict[tuple[IntroductionState | None, str], tuple[IntroductionState, str]] = {
    (None, "made"): (_N.MADE, "window"),
    (_N.MADE, "met"): (_N.MET, "either owner, or an officer"),
    (_N.MADE, "settled"): (_N.SETTLED, "either owner, or an officer"),
    (_N.MET, "settled"): (_N.SETTLED, "either owner, or an officer"),
    (_N.SETTLED, "settled"): (_N.SETTLED, "either owner, or an officer"),
}
