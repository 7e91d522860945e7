"""Who owns letters, subscriptions and one-time links."""

from __future__ import annotations

from sistership.window.ground.ownership import Ownership

OWNERSHIP = {
    "notices.Message": Ownership("whoever it went to", note="a letter; what it told stands in the records"),
    "notices.Subscription": Ownership("whoever follows", note="personal data of followers"),
    "notices.News": Ownership("whoever follows", note="personal data of followers"),
    "notices.CalendarFeed": Ownership("the account", note="a secret, of use in this window only"),
    "notices.OneTimeToken": Ownership("whoever it went to", note="a secret, of use in this window only"),
}
