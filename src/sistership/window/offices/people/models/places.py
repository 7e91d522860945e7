"""Tables: cities, their local calendars, organisations, and aliases of both."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from sistership.common.calendars import WorkingCalendar, holiday_countries
from sistership.common.office_hours import NINE_TO_FIVE, OfficeHours, read_spans
from sistership.window.ground.records import Record


class City(Record):
    """A city (or a city at that level, such as a municipality or a state's island council)."""

    TEXT_FIELDS = ("name", "desk_hours")

    key = models.SlugField(max_length=60, unique=True)
    """Latin name for addresses and files: kaohsiung."""
    country = models.CharField(max_length=2)
    subdivision = models.CharField(max_length=10, blank=True)
    """Code that the holidays package uses, where public holidays differ inside the country."""
    timezone = models.CharField(max_length=60)
    language = models.CharField(max_length=16, default="en")
    """Language in which its desk works."""
    published_languages = models.JSONField(default=list, blank=True)
    """Languages in which the city publishes, the first one first; empty for its desk's language alone."""
    office_hours = models.JSONField(default=list, blank=True)
    """Hours of the seven weekdays from Monday on, as `read_spans` reads them; empty: not said."""
    website = models.URLField(max_length=300, blank=True)
    longitude = models.FloatField()
    latitude = models.FloatField()
    is_example = models.BooleanField(default=False)

    def week(self) -> OfficeHours:
        """The ordinary hours of its offices; Monday to Friday, 09:00 to 17:00 where nobody said them."""
        if not self.office_hours:
            return NINE_TO_FIVE
        return OfficeHours(tuple(read_spans(written) for written in self.office_hours))

    def calendar(self) -> WorkingCalendar:
        """When its offices work; reads the local days once per instance.

        Where the country's public holidays are not known, only weekends and local days are days off.
        """
        if "_calendar" not in self.__dict__:
            days = list(self.local_days.all())
            self.__dict__["_calendar"] = WorkingCalendar(
                timezone=self.timezone,
                country=self.country if self.country in holiday_countries() else "",
                subdivision=self.subdivision,
                closures=frozenset(day.on for day in days if not day.is_working),
                make_up_days=frozenset(day.on for day in days if day.is_working),
                hours=self.week(),
                own_hours={day.on: read_spans(day.hours) for day in days if day.is_working and day.hours},
            )
        calendar: WorkingCalendar = self.__dict__["_calendar"]
        return calendar

    def forget_calendar(self) -> None:
        """Drop the calendar after a write."""
        self.__dict__.pop("_calendar", None)


class LocalDay(models.Model):
    """A day on which the city's offices differ from the public calendar."""

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="local_days")
    on = models.DateField()
    is_working = models.BooleanField()
    hours = models.CharField(max_length=60, blank=True)
    """Of a working day whose hours are not its weekday's, such as a half day; as `read_spans` reads them."""
    note = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["city", "on"], name="local_day_once")]


class OrganisationKind(models.TextChoices):
    """What sort of body it is."""

    CITY_DEPARTMENT = "city_department", pgettext_lazy("organisation", "city department")
    SCIENCE_PARK = "science_park", pgettext_lazy("organisation", "science park")
    UNIVERSITY = "university", pgettext_lazy("organisation", "university")
    COMPANY = "company", pgettext_lazy("organisation", "company")
    STARTUP = "startup", pgettext_lazy("organisation", "startup")
    INVESTOR = "investor", pgettext_lazy("organisation", "investor")
    ASSOCIATION = "association", pgettext_lazy("organisation", "association")
    OTHER = "other", pgettext_lazy("organisation", "other body")


class Organisation(Record):
    """A body of a city, a firm, a school."""

    TEXT_FIELDS = ("name",)

    organisation_kind = models.CharField(max_length=20, choices=OrganisationKind)
    city = models.ForeignKey(
        City, null=True, blank=True, on_delete=models.PROTECT, related_name="organisations"
    )
    website = models.URLField(max_length=300, blank=True)
    is_example = models.BooleanField(default=False)


class Alias(models.Model):
    """Another name, in any script, by which a city, organisation or person is found: PPNT, 格市."""

    owner_kind = models.CharField(max_length=40)
    owner_id = models.UUIDField()
    name = models.CharField(max_length=200)
    language = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["owner_id", "name"], name="alias_once")]
        indexes = [models.Index(fields=["name"])]


class MergedRecord(models.Model):
    """A record that was merged into another: its old address leads there."""

    kind = models.CharField(max_length=40)
    old_id = models.UUIDField(unique=True)
    new_id = models.UUIDField(db_index=True)
    """Never itself a record that was merged: a later merge moves it on."""
    old_key = models.CharField(max_length=120, blank=True)
    """Of a city: the word in its old address."""
    merged_at = models.DateTimeField(auto_now_add=True)
