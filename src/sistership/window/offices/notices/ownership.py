"""Who owns letters, subscriptions and one-time links."""

from __future__ import annotations

from sistership.window.ground.ownership import Ownership

OWNERSHIP = {
    "notices.Message": Ownership("whoever it went to", note="a letter; what it told stands in the records"),
    "notices.Message_files": Ownership("whoever it went to", note="files of letters"),
    "notices.IncomingMessage": Ownership(
        "whoever wrote it", note="a letter as it came; what was filed stands in the records"
    ),
    "notices.IncomingMessage_files": Ownership("whoever wrote it", note="files of letters that wait"),
    "notices.DigestChoice": Ownership("the account", note="of use in this window only"),
    "notices.DailyLetter": Ownership("whoever it went to", note="that a letter went on a day"),
    "notices.Subscription": Ownership("whoever follows", note="personal data of followers"),
    "notices.News": Ownership("whoever follows", note="personal data of followers"),
    "notices.CalendarFeed": Ownership("the account", note="a secret, of use in this window only"),
    "notices.OneTimeToken": Ownership("whoever it went to", note="a secret, of use in this window only"),
}
