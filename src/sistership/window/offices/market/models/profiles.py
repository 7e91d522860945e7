"""Tables: what a party offers and needs, in versions, with what happened to it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.window.ground.models import StoredFile
from sistership.window.ground.records import Record
from sistership.window.offices.market.states import ProfileState, VersionState
from sistership.window.offices.people.models import City, Organisation


class ProfileKind(models.TextChoices):
    """What a party is."""

    FIRM = "firm", pgettext_lazy("who a profile is of", "firm")
    STARTUP = "startup", pgettext_lazy("who a profile is of", "startup")
    LAB = "lab", pgettext_lazy("who a profile is of", "laboratory or university")
    PARK = "park", pgettext_lazy("who a profile is of", "science or industrial park")
    INVESTOR = "investor", pgettext_lazy("who a profile is of", "investor")
    DEPARTMENT = "department", pgettext_lazy("who a profile is of", "city department with a problem")


class Stage(models.TextChoices):
    """How far a party, or what it offers, has come."""

    IDEA = "idea", pgettext_lazy("how far a firm has come", "idea")
    SEED = "seed", pgettext_lazy("how far a firm has come", "prototype")
    EARLY = "early", pgettext_lazy("how far a firm has come", "first sales")
    GROWTH = "growth", pgettext_lazy("how far a firm has come", "growing")
    MATURE = "mature", pgettext_lazy("how far a firm has come", "established")


class Profile(Record):
    """What one party brings and looks for, as it stands; what is being written lies in its versions.

    Title, summary, offers and needs name nobody: they are for everybody. Who it is, and how to reach them,
    stands in columns of their own, which fewer may read.
    """

    TEXT_FIELDS = ("title", "summary", "offers", "needs")

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="market_profiles")
    """The city whose officers check it, and that controls the personal data in it."""
    profile_kind = models.CharField(max_length=12, choices=ProfileKind)
    language = models.CharField(max_length=16)
    """In which its owner writes, and is written to."""
    state = models.CharField(max_length=10, default=ProfileState.DRAFT, editable=False)
    is_in_review = models.BooleanField(default=False, editable=False)
    """Whether a version waits for an officer; of a published profile, beside what readers see."""

    # Read by everybody.
    sectors = models.JSONField(default=list, blank=True)
    """Keys of concepts of the vocabulary, such as light-rail."""
    stage = models.CharField(max_length=12, choices=Stage, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)
    """People who work there."""
    ticket_low_eur = models.PositiveBigIntegerField(null=True, blank=True)
    ticket_high_eur = models.PositiveBigIntegerField(null=True, blank=True)
    """What an investor puts in, or a party looks for."""
    trl_low = models.PositiveSmallIntegerField(null=True, blank=True)
    trl_high = models.PositiveSmallIntegerField(null=True, blank=True)
    """Technology readiness, 1 to 9."""
    available_from = models.DateField(null=True, blank=True)
    available_until = models.DateField(null=True, blank=True)
    looks_in = models.ManyToManyField(City, blank=True, related_name="+")
    """The cities in which it looks for others; none: anywhere."""

    # Read by officers after an interest, and by the other party after both said yes.
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="market_profiles"
    )
    organisation_name = models.CharField(max_length=200, blank=True)
    website = models.URLField(max_length=300, blank=True)

    # Read by the other party after both said yes.
    contact_name = models.CharField(max_length=120, blank=True)
    contact_email = models.EmailField(blank=True)
    contact_telephone = models.CharField(max_length=60, blank=True)

    link_version = models.PositiveSmallIntegerField(default=1, editable=False)
    """Raised to make the owner's secret links void."""
    handed_in_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    expires_on = models.DateField(null=True, blank=True)
    """The last day on which it is shown."""
    reminded_for = models.DateField(null=True, blank=True, editable=False)
    """The last day of which its owner was reminded."""
    times_suggested = models.PositiveIntegerField(default=0, editable=False)
    imported_as = models.CharField(max_length=120, blank=True)
    """What the list that it was imported from calls it, so that the same row is not taken twice."""
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    is_example = models.BooleanField(default=False)

    class Meta:
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(fields=["state", "city"]),
            models.Index(fields=["contact_email"]),
            models.Index(fields=["expires_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(trl_low__isnull=True, trl_high__isnull=True)
                | models.Q(trl_low__range=(1, 9), trl_high__range=(1, 9), trl_low__lte=models.F("trl_high")),
                name="market_trl_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(ticket_low_eur__isnull=True, ticket_high_eur__isnull=True)
                | models.Q(ticket_low_eur__lte=models.F("ticket_high_eur")),
                name="market_ticket_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(available_from__isnull=True)
                | models.Q(available_until__isnull=True)
                | models.Q(available_from__lte=models.F("available_until")),
                name="market_dates_in_order",
            ),
            models.UniqueConstraint(
                fields=["city", "imported_as"],
                condition=~models.Q(imported_as=""),
                name="market_imported_once",
            ),
        ]


class ProfileVersion(Record):
    """One version of what a profile says: written page by page, handed in, checked."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, default=VersionState.DRAFT, editable=False)
    answers = models.JSONField(default=dict)
    """Page of the form → its answers, as `actions/writing.py` checks them."""
    changed_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["profile", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "number"], name="market_version_once"),
            models.UniqueConstraint(
                fields=["profile"],
                condition=models.Q(state__in=("draft", "in_review")),
                name="market_one_open_version",
            ),
        ]


class ProfileEvent(models.Model):
    """One thing that happened to a profile."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    event = models.CharField(max_length=12)
    account_id = models.UUIDField(null=True, blank=True)
    """Empty when its owner did it by their link, or the window did."""

    class Meta:
        ordering = ["profile", "at", "pk"]


class ProfileFile(Record):
    """A document that the other party reads after both said yes."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)

    class Meta:
        ordering = ["profile", "pk"]
