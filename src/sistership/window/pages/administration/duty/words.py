"""Words for what duty names by code, and the marks by which states are drawn."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.window.offices.duty.law import RequestKind, Risk
from sistership.window.offices.duty.models import Outcome
from sistership.window.offices.duty.states import ClockState, TransferState

RISK_WORDS = {
    Risk.UNLIKELY: pgettext_lazy("risk of a breach", "Harm is unlikely"),
    Risk.LIKELY: pgettext_lazy("risk of a breach", "Harm is likely"),
    Risk.HIGH: pgettext_lazy("risk of a breach", "High: grave harm is likely"),
}
REQUEST_WORDS = {
    RequestKind.ACCESS: pgettext_lazy("request of a person", "To see the data"),
    RequestKind.CORRECTION: pgettext_lazy("request of a person", "To correct the data"),
    RequestKind.ERASURE: pgettext_lazy("request of a person", "To erase the data"),
    RequestKind.OBJECTION: pgettext_lazy("request of a person", "To stop using the data"),
}
OUTCOME_WORDS = {
    Outcome.DONE: pgettext_lazy("request of a person", "Done"),
    Outcome.PARTLY: pgettext_lazy("request of a person", "Done in part"),
    Outcome.REFUSED: pgettext_lazy("request of a person", "Refused"),
    Outcome.WITHDRAWN: pgettext_lazy("request of a person", "Taken back by the person"),
}
# state → (the mark by which it is drawn, in words)
CLOCK_MARKS = {
    ClockState.RUNNING: ("on_track", pgettext_lazy("clock of a breach", "To be told")),
    ClockState.OVERDUE: ("late", pgettext_lazy("clock of a breach", "Overdue")),
    ClockState.DONE: ("kept", pgettext_lazy("clock of a breach", "Told in time")),
    ClockState.DONE_LATE: ("at_risk", pgettext_lazy("clock of a breach", "Told late")),
    ClockState.WAIVED: ("dropped", pgettext_lazy("clock of a breach", "Not told, with a reason")),
    ClockState.NOT_OWED: ("dropped", pgettext_lazy("clock of a breach", "Not needed at this risk")),
}
LAST_DAY = ("at_risk", pgettext_lazy("clock of a breach", "Less than a day left"))
TRANSFER_MARKS = {
    TransferState.IN_FORCE: ("kept", pgettext_lazy("transfer of data", "In force")),
    TransferState.ENDS_SOON: ("at_risk", pgettext_lazy("transfer of data", "Ends soon")),
    TransferState.ENDED: ("late", pgettext_lazy("transfer of data", "Ended")),
    TransferState.MISSING: ("late", pgettext_lazy("transfer of data", "No basis entered")),
    TransferState.NOT_NEEDED: ("dropped", pgettext_lazy("transfer of data", "None needed: one law")),
}
CHECK_WITH_COUNSEL = _("Check with counsel")
