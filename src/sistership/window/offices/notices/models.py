"""Tables: letters to send and letters that came in, who follows what and how often, calendar addresses,
one-time tokens, and who gets a letter each morning."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.incoming import said_reason
from sistership.window.ground.models import StoredFile
from sistership.window.ground.records import Record
from sistership.window.offices.people.models import Account


class Message(Record):
    """A letter in the outbox. What became of it is visible to staff."""

    class State(models.TextChoices):
        QUEUED = "queued", pgettext_lazy("letter", "waiting")
        SENT = "sent", pgettext_lazy("letter", "sent")
        FAILED = "failed", pgettext_lazy("letter", "failed")

    to = models.EmailField()
    language = models.CharField(max_length=16)
    subject = models.CharField(max_length=250)
    body = models.TextField()
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.UUIDField(null=True, blank=True, db_index=True)
    partnership_id = models.UUIDField(null=True, blank=True, db_index=True)
    stop_url = models.URLField(max_length=500, blank=True)
    """Where one click ends such letters; empty for a letter that nobody subscribed to."""
    reply_to = models.EmailField(max_length=320, blank=True)
    """Where an answer goes, such as the address of a case; empty for the window's own address."""
    in_reply_to = models.CharField(max_length=250, blank=True)
    """Message-ID of the letter that this one answers, without angle brackets."""
    references = models.TextField(blank=True)
    """Message-IDs of the thread, oldest first, one a line."""
    is_personal = models.BooleanField(default=False)
    """Written by somebody, not by the program; mail programs answer the others with no automatic reply."""
    files = models.ManyToManyField(StoredFile, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    """When a mail server said that it did not arrive."""

    class Meta:
        indexes = [
            models.Index(fields=["state", "next_attempt_at"]),
            models.Index(fields=["to", "sent_at"], name="letters_to_an_address"),
        ]

    @property
    def message_id(self) -> str:
        """The Message-ID under which it leaves, without angle brackets."""
        return f"{self.public_id}@{settings.PUBLIC_URL.split('//')[-1].split(':')[0]}"


class LetterRhythm(models.TextChoices):
    """How often a follower gets letters."""

    AT_ONCE = "at_once", pgettext_lazy("letters", "each piece of news at once")
    WEEKLY = "weekly", pgettext_lazy("letters", "one letter a week")


class Subscription(Record):
    """Somebody who follows a record: an account, or an address that confirmed by a link in a letter."""

    account = models.ForeignKey(
        Account, null=True, blank=True, on_delete=models.CASCADE, related_name="subscriptions"
    )
    email = models.EmailField(blank=True)
    """In small letters; empty where an account follows, whose own address counts."""
    language = models.CharField(max_length=16, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    """When the owner of the address confirmed; nothing but the question goes to it before."""
    rhythm = models.CharField(max_length=10, choices=LetterRhythm, default=LetterRhythm.AT_ONCE)
    letter_at = models.DateTimeField(null=True, blank=True)
    """When the last weekly letter went."""
    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "about_id"], name="subscription_once"),
            models.UniqueConstraint(
                fields=["email", "about_id"],
                condition=models.Q(account__isnull=True, confirmed_at__isnull=False),
                name="subscription_once_per_address",
            ),
            models.CheckConstraint(
                condition=models.Q(account__isnull=False, email="")
                | (models.Q(account__isnull=True) & ~models.Q(email="")),
                name="subscription_of_account_or_address",
            ),
        ]


class News(Record):
    """One thing that happened, kept for the weekly letter of one follower; deleted when the letter goes."""

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="news")
    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField()
    """The record that must still be readable when the letter goes."""
    heading = models.CharField(max_length=250)
    words = models.TextField()
    address = models.CharField(max_length=500)
    happened_at = models.DateTimeField()

    class Meta:
        ordering = ["happened_at", "pk"]


class CalendarFeed(Record):
    """A secret address at which a calendar program reads what an account's cities owe; stored hashed."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="calendar_feeds")
    name = models.CharField(max_length=80)
    digest = models.CharField(max_length=64, unique=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)


class OneTimeToken(Record):
    """A secret link that lets somebody answer once without an account; only its digest is kept."""

    purpose = models.CharField(max_length=40)
    about_kind = models.CharField(max_length=40)
    about_id = models.UUIDField(db_index=True)
    side_id = models.UUIDField(null=True, blank=True)
    """Public id of the side for which the holder answers."""
    email = models.EmailField()
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class IncomingMessage(Record):
    """A letter that was fetched from the mailbox, and what became of it. Each is kept once."""

    class State(models.TextChoices):
        TAKEN = "taken", pgettext_lazy("incoming letter", "filed")
        KEPT = "kept", pgettext_lazy("incoming letter", "kept, nothing to do")
        ASIDE = "aside", pgettext_lazy("incoming letter", "waits for somebody")
        REFUSED = "refused", pgettext_lazy("incoming letter", "could not be read")
        DISCARDED = "discarded", pgettext_lazy("incoming letter", "put away")

    message_id = models.CharField(max_length=250, db_index=True)
    digest = models.CharField(max_length=64, unique=True)
    """Of what it says: the same letter that comes by two ways has one."""
    sender = models.CharField(max_length=320, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=250, blank=True)
    text = models.TextField(blank=True)
    """What it says, while it waits for somebody; a letter that was filed says it there."""
    language = models.CharField(max_length=35, blank=True)
    nature = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField()
    """When it was fetched."""
    state = models.CharField(max_length=10, choices=State)
    reason = models.TextField(blank=True)
    """Why it was not filed, and what of it could not be read, as `ground.incoming` keeps it."""
    about_kind = models.CharField(max_length=40, blank=True)
    about_id = models.UUIDField(null=True, blank=True, db_index=True)
    side_id = models.UUIDField(null=True, blank=True, db_index=True)
    """Public id of the side that it was sent to."""
    files = models.ManyToManyField(StoredFile, blank=True, related_name="+")

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "at"])]

    @property
    def why(self) -> str:
        """The reason in the reader's language."""
        return said_reason(self.reason)


class DigestChoice(models.Model):
    """Whether an account gets the letter of the morning; without a row it does."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="digest_choice")
    is_daily = models.BooleanField(default=True)


class DailyLetter(models.Model):
    """That the letter of a day to an address was written or had nothing to say: never a second one."""

    to = models.EmailField()
    city_id = models.UUIDField()
    """Public id of the city whose working day it is."""
    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["to", "city_id", "day"], name="one_letter_a_day")]
