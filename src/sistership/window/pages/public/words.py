"""Words for states and events, as the pages say them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

STATE_WORDS = {
    "kept": _("Kept"),
    "on_track": _("On track"),
    "at_risk": _("At risk"),
    "late": _("Late"),
    "dropped": _("Dropped"),
}

EVENT_WORDS = {
    "filed": pgettext_lazy("evidence event", "filed"),
    "asked": pgettext_lazy("evidence event", "the other side was asked to confirm"),
    "confirmed": pgettext_lazy("evidence event", "confirmed"),
    "disputed": pgettext_lazy("evidence event", "disputed"),
    "answered": pgettext_lazy("evidence event", "the dispute was answered"),
    "withdrawn": pgettext_lazy("evidence event", "withdrawn"),
}

JOURNAL_WORDS = {
    "agreement.added": pgettext_lazy("journal", "Agreement added"),
    "agreement.document_attached": pgettext_lazy("journal", "Document attached to an agreement"),
    "agreement.edited": pgettext_lazy("journal", "Agreement changed"),
    "agreement.party_added": pgettext_lazy("journal", "Party added to an agreement"),
    "agreement.signatory_added": pgettext_lazy("journal", "Signatory added to an agreement"),
    "blueprint.imported": pgettext_lazy("journal", "Blueprint imported from a table"),
    "commitment.added": pgettext_lazy("journal", "Commitment added"),
    "commitment.dropped": pgettext_lazy("journal", "Commitment dropped"),
    "commitment.edited": pgettext_lazy("journal", "Commitment changed"),
    "committee.added": pgettext_lazy("journal", "Committee added"),
    "committee.member_added": pgettext_lazy("journal", "Member added to a committee"),
    "decision.added": pgettext_lazy("journal", "Decision recorded"),
    "direction.added": pgettext_lazy("journal", "Direction added"),
    "document.added": pgettext_lazy("journal", "Document added"),
    "document.text_added": pgettext_lazy("journal", "Text of a document added"),
    "draft.accepted": pgettext_lazy("journal", "Draft read from a document accepted"),
    "evidence.answered": pgettext_lazy("journal", "Dispute about evidence answered"),
    "evidence.confirmed": pgettext_lazy("journal", "Evidence confirmed"),
    "evidence.disputed": pgettext_lazy("journal", "Evidence disputed"),
    "evidence.filed": pgettext_lazy("journal", "Evidence filed"),
    "evidence.withdrawn": pgettext_lazy("journal", "Evidence withdrawn"),
    "example.loaded": pgettext_lazy("journal", "Example data loaded"),
    "example.removed": pgettext_lazy("journal", "Example data removed"),
    "intention.added": pgettext_lazy("journal", "Intention noted"),
    "intention.promoted": pgettext_lazy("journal", "Intention became a commitment"),
    "journal.payloads_erased": pgettext_lazy("journal", "Personal data erased"),
    "meeting.added": pgettext_lazy("journal", "Meeting recorded"),
    "meeting.minutes_attached": pgettext_lazy("journal", "Minutes of a meeting attached"),
    "milestone.added": pgettext_lazy("journal", "Step added"),
    "milestone.edited": pgettext_lazy("journal", "Step changed"),
    "partnership.added": pgettext_lazy("journal", "Partnership added"),
    "partnership.edited": pgettext_lazy("journal", "Partnership changed"),
    "side.desk_email_set": pgettext_lazy("journal", "Mail address of a desk set"),
    "axis.goals_set": pgettext_lazy("journal", "Global goals of an axis set"),
    "commitment.aligned": pgettext_lazy("journal", "Axes served by a commitment set"),
    "commitment.goals_set": pgettext_lazy("journal", "Global goals of a commitment set"),
    "direction.aligned": pgettext_lazy("journal", "Axes served by a direction set"),
    "direction.goals_set": pgettext_lazy("journal", "Global goals of a direction set"),
    "vision.added": pgettext_lazy("journal", "Vision of a city added"),
    "vision.axis_added": pgettext_lazy("journal", "Axis of a vision added"),
    "vision.axis_changed": pgettext_lazy("journal", "Axis of a vision changed"),
    "vision.axis_removed": pgettext_lazy("journal", "Axis of a vision removed"),
    "vision.changed": pgettext_lazy("journal", "Vision of a city changed"),
    "visit.added": pgettext_lazy("journal", "Visit recorded"),
    "visit.attendance_added": pgettext_lazy("journal", "Person added to a visit"),
    "visit.point_added": pgettext_lazy("journal", "Point of a visit recorded"),
    "why.answered": pgettext_lazy("journal", "Question of a reader answered"),
    "why.asked": pgettext_lazy("journal", "Question of a reader received"),
    "why.declined": pgettext_lazy("journal", "Question of a reader declined"),
    "why.discarded": pgettext_lazy("journal", "Question of a reader put away"),
    "wording.edited": pgettext_lazy("journal", "Wording corrected"),
}
