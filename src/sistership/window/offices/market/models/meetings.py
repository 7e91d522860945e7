"""Tables: who wants to meet whom, who never, and what came of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.records import Record
from sistership.window.offices.agreements.models import Commitment, Evidence
from sistership.window.offices.market.models.profiles import Profile
from sistership.window.offices.market.states import InterestState, IntroductionState
from sistership.window.offices.people.models import Partnership


class DismissalReason(models.TextChoices):
    """Why a suggestion is none."""

    KNOWN = "known", pgettext_lazy("why not this profile", "we know each other already")
    OTHER_FIELD = "other_field", pgettext_lazy("why not this profile", "it is another field")
    OTHER_STAGE = "other_stage", pgettext_lazy("why not this profile", "too early or too late for us")
    NOT_NOW = "not_now", pgettext_lazy("why not this profile", "not now")
    COMPETITOR = "competitor", pgettext_lazy("why not this profile", "a competitor of ours")
    OTHER = "other", pgettext_lazy("why not this profile", "another reason")


class Dismissal(Record):
    """One profile does not want another suggested; with `is_veto`, never, and it is told to nobody."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="dismissals")
    other = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=12, choices=DismissalReason)
    words = models.TextField(blank=True)
    is_veto = models.BooleanField(default=False)
    at = models.DateTimeField()
    account_id = models.UUIDField(null=True, blank=True)
    """The officer who said it for the owner; empty when the owner did."""

    class Meta:
        ordering = ["profile", "-at"]
        constraints = [models.UniqueConstraint(fields=["profile", "other"], name="market_dismissed_once")]


class Interest(Record):
    """One profile wants to meet another; the other is asked."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="interests")
    other = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="asked_interests")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="market_interests")
    state = models.CharField(max_length=10, default=InterestState.ASKED, editable=False)
    words = models.TextField(blank=True)
    """To the other, in the language of the asking profile; they name nobody unless its owner does."""
    at = models.DateTimeField()
    lapses_on = models.DateField()
    is_sent = models.BooleanField(default=True, editable=False)
    """False where a veto kept it from the other; nobody who reads the profile that asked sees that."""
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_words = models.TextField(blank=True)
    """Of who declined, to the officers alone."""
    account_id = models.UUIDField(null=True, blank=True)
    """The officer who asked for the owner; empty when the owner did."""
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["state", "lapses_on"])]
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "other"],
                condition=models.Q(state__in=("asked", "accepted")),
                name="market_one_open_interest",
            ),
            models.CheckConstraint(
                condition=~models.Q(profile=models.F("other")), name="market_interest_in_another"
            ),
        ]


class Outcome(models.TextChoices):
    """What came of an introduction."""

    NOTHING = "nothing", pgettext_lazy("outcome of an introduction", "nothing came of it")
    TALKS = "talks", pgettext_lazy("outcome of an introduction", "talks go on")
    CONTRACT = "contract", pgettext_lazy("outcome of an introduction", "a contract")


class AmountRange(models.TextChoices):
    """How much a contract is worth, in broad ranges."""

    UNDER_10K = "under_10k", pgettext_lazy("worth of a contract", "under 10,000 EUR")
    UNDER_100K = "under_100k", pgettext_lazy("worth of a contract", "10,000 to 100,000 EUR")
    UNDER_1M = "under_1m", pgettext_lazy("worth of a contract", "100,000 to 1 million EUR")
    OVER_1M = "over_1m", pgettext_lazy("worth of a contract", "over 1 million EUR")


class Introduction(Record):
    """Two parties that both said yes: contacts are shown, they meet, something comes of it."""

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="market_introductions"
    )
    first = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="+")
    interest = models.OneToOneField(
        Interest, null=True, blank=True, on_delete=models.SET_NULL, related_name="introduction"
    )
    origin_kind = models.CharField(max_length=40, blank=True)
    origin_id = models.UUIDField(null=True, blank=True)
    """What else brought them together: a meeting of a matchmaking day."""
    state = models.CharField(max_length=10, default=IntroductionState.MADE, editable=False)
    at = models.DateTimeField()
    met_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    amount_range = models.CharField(max_length=10, choices=AmountRange, blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    """When both were asked what came of it."""
    commitment = models.ForeignKey(
        Commitment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    evidence = models.ForeignKey(Evidence, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="market_introduced_once"),
            models.CheckConstraint(
                condition=models.Q(amount_range="") | models.Q(outcome="contract"),
                name="market_amount_of_a_contract",
            ),
            models.CheckConstraint(
                condition=~models.Q(first=models.F("second")), name="market_introduced_to_another"
            ),
        ]
