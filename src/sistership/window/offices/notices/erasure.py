"""What notices hold about a person: letters and one-time links to their addresses, and what they follow."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q

from sistership.window.offices.notices.models import Message, OneTimeToken, Subscription
from sistership.window.offices.people.erasure import accounts_of, addresses_of


def _to(field: str, addresses: set[str]) -> Q:
    """Rows sent to any of the addresses, however they were capitalised."""
    wanted = Q(pk__in=[])
    for address in addresses:
        wanted |= Q(**{f"{field}__iexact": address})
    return wanted


def export_notices(subject_id: UUID) -> dict[str, Any]:
    """Letters to the person, links that wait for an answer, and what the account follows."""
    addresses = addresses_of(subject_id)
    letters = Message.objects.filter(_to("to", addresses)).order_by("pk")
    links = OneTimeToken.objects.filter(_to("email", addresses)).order_by("pk")
    followed = Subscription.objects.filter(account__in=accounts_of(subject_id)).order_by("pk")
    return {
        "letters": list(letters.values("to", "subject", "body", "created_at", "sent_at")),
        "links": list(links.values("purpose", "created_at", "expires_at", "used_at")),
        "followed": list(followed.values("about_kind", "about_id", "created_at")),
    }


def erase_notices(subject_id: UUID) -> int:
    """Delete letters, links and subscriptions; a link that waits for an answer stops working."""
    addresses = addresses_of(subject_id)
    letters, _ = Message.objects.filter(_to("to", addresses)).delete()
    links, _ = OneTimeToken.objects.filter(_to("email", addresses)).delete()
    followed, _ = Subscription.objects.filter(account__in=accounts_of(subject_id)).delete()
    return letters + links + followed
