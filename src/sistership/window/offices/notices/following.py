"""Follow a record by mail, with or without an account, and be told what happened to it.

1. An address follows only after its owner confirmed by a one-time link; whoever asks learns nothing about
   whether it follows already.
2. Every letter carries a link that stops it with one click and without signing in (RFC 8058). The link is
   signed, not stored, so each letter can carry the same one.
3. A follower who wants one letter a week gets the news of the week together; what may no longer be read
   when the letter is written is left out.
4. An address that nobody confirms is forgotten, with the letter and the link that went to it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.registry import registry
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.notices.models import (
    LetterRhythm,
    Message,
    News,
    OneTimeToken,
    Subscription,
)
from sistership.window.offices.people.rules import Reader

CONFIRM = "follow.confirm"
"""Purpose of the one-time link."""
CONFIRM_LIFE = timedelta(days=7)
LETTERS_A_DAY = 5
"""So many letters that ask to confirm go to one address within a day, whoever asks for them."""
WEEK = timedelta(days=7)
_signer = signing.Signer(salt="notices.stop")


@dataclass(frozen=True, slots=True)
class Told:
    """Something to tell followers; each function takes a language, with that language active."""

    about: Ref
    """The record that the letter is about."""
    shows: Ref
    """The record that the follower must be able to read, also when a weekly letter is written later."""
    heading: Callable[[str], str]
    words: Callable[[str], str]
    address: str
    """The page, without the language: `commitments/…/`."""
    partnership_id: UUID | None


def _following() -> QuerySet[Subscription]:
    """Those who are written to: open accounts, and addresses that were confirmed."""
    return Subscription.objects.filter(
        Q(account__is_active=True) | Q(confirmed_at__isnull=False)
    ).select_related("account")


def _reader(subscription: Subscription) -> Reader:
    return subscription.account or AnonymousUser()


def _address(subscription: Subscription) -> str:
    return subscription.account.email if subscription.account else subscription.email


def _language(subscription: Subscription) -> str:
    language = subscription.account.language if subscription.account else subscription.language
    return language or settings.LANGUAGE_CODE


def stop_url(subscription: Subscription) -> str:
    """Where one click stops the letters of a subscription."""
    with translation.override(_language(subscription)):
        secret = _signer.sign(subscription.public_id.hex)
        return settings.PUBLIC_URL + reverse("follow_stop", kwargs={"secret": secret})


@transaction.atomic
def ask_to_follow(*, email: str, language: str, rhythm: str, about: Ref, title: str) -> None:
    """Ask the owner of an address, by a letter, whether they want to follow the record called `title`.

    Does the same whether the address follows already or not; beyond the letters of a day it does nothing.
    """
    email = email.strip().lower()
    since = clock.now() - timedelta(days=1)
    asked = OneTimeToken.objects.filter(purpose=CONFIRM, email=email, created_at__gte=since)
    if asked.count() >= LETTERS_A_DAY:
        return
    subscription = Subscription.objects.create(
        email=email, language=language, rhythm=rhythm, about_kind=about.kind, about_id=about.public_id
    )
    secret = notices.issue_token(
        purpose=CONFIRM, about=subscription.ref, side_id=None, email=email, life=CONFIRM_LIFE
    )
    with translation.override(language):
        link = settings.PUBLIC_URL + reverse("follow_confirm", kwargs={"secret": secret})
        subject = _("Please confirm: follow %(title)s") % {"title": title}
        body = _(
            "Good day,\n\n"
            "somebody, probably you, asked for letters about this to be sent to this address:\n\n"
            "%(title)s\n\n"
            "Open this link and confirm, and you will be told what happens. The link works for "
            "%(days)d days:\n"
            "%(link)s\n\n"
            "If you did not ask for it, you need do nothing: no more letters come, and the address is "
            "forgotten."
        ) % {"title": title, "days": CONFIRM_LIFE.days, "link": link}
    notices.post(
        to=email,
        language=language,
        subject=subject[:250],
        body=body + "\n",
        about=subscription.ref,
        partnership_id=None,
    )


def find_asked(secret: str) -> Subscription:
    """The subscription that an open link confirms; raises InputError or StateError as find_token does."""
    return _asked(notices.find_token(secret, purpose=CONFIRM))


def _asked(token: OneTimeToken) -> Subscription:
    found = Subscription.objects.filter(public_id=token.about_id).first()
    if found is None:
        raise StateError(_("These letters were stopped"), next_step=_("Ask to follow once more"))
    return found


@transaction.atomic
def confirm(secret: str) -> Subscription:
    """Begin to follow; an earlier subscription of the same address to the same record gives way."""
    subscription = _asked(notices.use_token(secret, purpose=CONFIRM))
    Subscription.objects.filter(email=subscription.email, about_id=subscription.about_id).exclude(
        pk=subscription.pk
    ).delete()
    subscription.confirmed_at = clock.now()
    subscription.save(update_fields=["confirmed_at"])
    return subscription


def find_by_stop_link(secret: str) -> Subscription | None:
    """The subscription of a link from a letter, None where it was stopped; InputError for an unknown link."""
    try:
        public_id = UUID(hex=_signer.unsign(secret))
    except (signing.BadSignature, ValueError) as error:
        raise InputError(
            _("This link is not known here"), next_step=_("Open it again from the letter")
        ) from error
    return Subscription.objects.filter(public_id=public_id).select_related("account").first()


@transaction.atomic
def stop(secret: str) -> None:
    """Stop the letters of a link; stopping twice is stopping once. Letters sent by it are forgotten."""
    subscription = find_by_stop_link(secret)
    if subscription is None:
        return
    Message.objects.filter(stop_url=stop_url(subscription)).delete()
    Message.objects.filter(about_kind=subscription.kind(), about_id=subscription.public_id).delete()
    subscription.delete()


def tell(told: Told, *, followed: Collection[UUID], may_read: Callable[[Reader], bool]) -> int:
    """Tell everybody who follows any of the records and may read this, each address once.

    Returns to how many it was told. Must run inside the transaction of what happened.
    """
    seen: set[str] = set()
    for subscription in _following().filter(about_id__in=list(followed)).order_by("pk"):
        address = _address(subscription).lower()
        if address in seen or not may_read(_reader(subscription)):
            continue
        seen.add(address)
        language = _language(subscription)
        with translation.override(language):
            heading, words = told.heading(language)[:250], told.words(language)
        if subscription.rhythm == LetterRhythm.WEEKLY:
            subscription.news.create(
                about_kind=told.shows.kind,
                about_id=told.shows.public_id,
                heading=heading,
                words=words,
                address=told.address,
                happened_at=clock.now(),
            )
        else:
            page = f"{settings.PUBLIC_URL}/{language}/{told.address}"
            _write(subscription, heading, f"{words}\n\n{page}", told.about, told.partnership_id)
    return len(seen)


def _write(
    subscription: Subscription, subject: str, body: str, about: Ref, partnership_id: UUID | None
) -> None:
    """Post one letter to a follower, with the link that stops it."""
    language, link = _language(subscription), stop_url(subscription)
    with translation.override(language):
        ending = _("To stop these letters, open this link:\n%(link)s") % {"link": link}
    notices.post(
        to=_address(subscription),
        language=language,
        subject=subject,
        body=f"{body}\n\n{ending}\n",
        about=about,
        partnership_id=partnership_id,
        stop_url=link,
    )


def write_weekly_letters() -> int:
    """Write to every weekly follower who has news and got no letter for a week; returns how many letters."""
    now = clock.now()
    waiting = (
        _following()
        .filter(news__isnull=False)
        .filter(
            Q(letter_at__lte=now - WEEK)
            | Q(letter_at__isnull=True, confirmed_at__lte=now - WEEK)
            | Q(letter_at__isnull=True, confirmed_at__isnull=True, created_at__lte=now - WEEK)
        )
    )
    keys = list(waiting.values_list("pk", flat=True).distinct())
    return sum(_write_week(key, now) for key in keys)


@transaction.atomic
def _write_week(key: int, now: datetime) -> bool:
    """One weekly letter, and its news forgotten, together; whether there was anything left to tell."""
    subscription = Subscription.objects.select_for_update().filter(pk=key).first()
    if subscription is None:
        return False
    language = _language(subscription)
    news = list(subscription.news.all())
    told = [one for one in news if _may_still_read(one, _reader(subscription))]
    News.objects.filter(pk__in=[one.pk for one in news]).delete()
    if not told:
        return False
    parts = [f"{one.heading}\n{one.words}\n{settings.PUBLIC_URL}/{language}/{one.address}" for one in told]
    with translation.override(language):
        subject = _("What happened this week in what you follow")
    about = Ref(subscription.about_kind, subscription.about_id)
    _write(subscription, subject, "\n\n".join(parts), about, None)
    subscription.letter_at = now
    subscription.save(update_fields=["letter_at"])
    return True


def _may_still_read(news: News, reader: Reader) -> bool:
    is_readable = registry.readable.get(news.about_kind)
    return is_readable is not None and is_readable(Ref(news.about_kind, news.about_id), reader)


@transaction.atomic
def forget_unconfirmed(*, before: datetime | None = None) -> int:
    """Delete what addresses never confirmed left behind; returns how many were forgotten."""
    before = before or clock.now() - CONFIRM_LIFE
    rows = Subscription.objects.filter(
        account__isnull=True, confirmed_at__isnull=True, created_at__lte=before
    )
    ids = list(rows.values_list("public_id", flat=True))
    rows.delete()
    kind = Subscription.kind()
    OneTimeToken.objects.filter(purpose=CONFIRM, created_at__lte=before).delete()
    Message.objects.filter(about_kind=kind, created_at__lte=before).delete()
    return len(ids)
