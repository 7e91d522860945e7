"""What notices hold about a person: letters to and from their addresses, one-time links, what they
follow, their calendar addresses, and whether a letter comes each morning."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from sistership.window.ground.ids import Ref
from sistership.window.offices.notices.models import (
    CalendarFeed,
    DailyLetter,
    DigestChoice,
    IncomingMessage,
    Message,
    OneTimeToken,
    Subscription,
)
from sistership.window.offices.people.erasure import accounts_of, addresses_of


def _to(field: str, addresses: set[str]) -> Q:
    """Rows sent to any of the addresses, however they were capitalised."""
    wanted = Q(pk__in=[])
    for address in addresses:
        wanted |= Q(**{f"{field}__iexact": address})
    return wanted


def _followed(subject_id: UUID, addresses: set[str]) -> QuerySet[Subscription]:
    """What the person's account and addresses follow."""
    return Subscription.objects.filter(
        Q(account__in=accounts_of(subject_id)) | (Q(account__isnull=True) & _to("email", addresses))
    )


def followers_of(email: str) -> list[Ref]:
    """The follower that an address stands for, where no account follows by it: its first subscription."""
    found = Subscription.objects.filter(account__isnull=True, email=email.lower()).order_by("pk").first()
    return [found.ref] if found else []


def addresses_of_follower(subject_id: UUID) -> set[str]:
    """The address that a subscription without an account belongs to."""
    rows = Subscription.objects.filter(public_id=subject_id, account__isnull=True)
    return set(rows.values_list("email", flat=True))


def export_notices(subject_id: UUID) -> dict[str, Any]:
    """Letters to the person, links that wait for an answer, and what the account follows."""
    addresses = addresses_of(subject_id)
    letters = Message.objects.filter(_to("to", addresses)).order_by("pk")
    came = IncomingMessage.objects.filter(_to("sender", addresses)).order_by("pk")
    mornings = DigestChoice.objects.filter(account__in=accounts_of(subject_id))
    links = OneTimeToken.objects.filter(_to("email", addresses)).order_by("pk")
    followed = _followed(subject_id, addresses).order_by("pk")
    feeds = CalendarFeed.objects.filter(account__in=accounts_of(subject_id)).order_by("pk")
    return {
        "letters": list(letters.values("to", "subject", "body", "created_at", "sent_at")),
        "letters_that_came": [
            {name: getattr(one, name) for name in ("sender", "sender_name", "subject", "text", "at", "state")}
            | {"files": [file.name for file in one.files.all()]}
            for one in came.prefetch_related("files")
        ],
        "letter_of_the_morning": list(mornings.values("is_daily")),
        "links": list(links.values("purpose", "created_at", "expires_at", "used_at")),
        "followed": list(
            followed.values("about_kind", "about_id", "rhythm", "language", "created_at", "confirmed_at")
        ),
        "calendar_feeds": list(feeds.values("name", "created_at", "last_used_at", "revoked_at")),
    }


def erase_notices(subject_id: UUID) -> int:
    """Delete letters, links and subscriptions; a link that waits for an answer stops working."""
    addresses = addresses_of(subject_id)
    letters, _ = Message.objects.filter(_to("to", addresses)).delete()
    links, _ = OneTimeToken.objects.filter(_to("email", addresses)).delete()
    followed, _ = _followed(subject_id, addresses).delete()
    feeds, _ = CalendarFeed.objects.filter(account__in=accounts_of(subject_id)).delete()
    came, _ = IncomingMessage.objects.filter(_to("sender", addresses)).delete()
    mornings, _ = DailyLetter.objects.filter(_to("to", addresses)).delete()
    choices, _ = DigestChoice.objects.filter(account__in=accounts_of(subject_id)).delete()
    return letters + links + followed + feeds + came + mornings + choices
