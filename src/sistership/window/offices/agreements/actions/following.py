"""Tell those who follow a commitment what happened to it, each in their own language."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from sistership.window.offices.agreements.models import Commitment, Evidence
from sistership.window.offices.agreements.rules import visible_commitments, visible_evidence
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.notices.models import Subscription

News = Callable[[str], str]
"""Language → what happened, in a sentence of that language; called with the language active."""


def tell_followers(commitment: Commitment, news: News, *, evidence: Evidence | None = None) -> int:
    """Write to every follower who may read what happened; returns how many letters."""
    letters = 0
    followers = Subscription.objects.filter(about_id=commitment.public_id).select_related("account")
    for follower in followers:
        account = follower.account
        if not account.is_active or not visible_commitments(account).filter(pk=commitment.pk).exists():
            continue
        if evidence is not None and not visible_evidence(account).filter(pk=evidence.pk).exists():
            continue
        language = account.language or "en"
        with translation.override(language):
            promise = commitment.localized("title").text(language)
            subject = _("News of a commitment that you follow: %(promise)s") % {"promise": promise}
            body = "\n\n".join(
                [
                    news(language),
                    f"{settings.PUBLIC_URL}/{language}/commitments/{commitment.public_id}/",
                    _("To stop these letters, open that page and choose “Stop following”."),
                ]
            )
        notices.post(
            to=account.email,
            language=language,
            subject=subject[:250],
            body=body + "\n",
            about=commitment.ref,
            partnership_id=commitment.partnership.public_id,
        )
        letters += 1
    return letters
