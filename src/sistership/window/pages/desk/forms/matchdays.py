"""Forms of matchmaking days at the desk."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.window.offices.matchdays.models import DayKind, DaySlot, Matchday
from sistership.window.offices.people.models import City, Side
from sistership.window.pages.desk.forms.base import DateField, DeskForm
from sistership.window.pages.desk.forms.choices import name_of
from sistership.window.pages.desk.forms.wordings import Wording, wordings_of
from sistership.window.pages.matchday_words import language_choices
from sistership.window.pages.public.matchday_forms import HoursForm, ParticularsForm
from sistership.window.pages.public.open_forms import LANGUAGE_CHOICES

TIME = forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class MatchdayForm(DeskForm):
    """What a day is, where, and by which numbers."""

    TEXTS = (
        Wording("title", _("Title"), is_required=True),
        Wording("venue", pgettext_lazy("matchmaking day", "Hall or building")),
        Wording("about", pgettext_lazy("matchmaking day", "What it is about"), is_long=True),
    )
    side = forms.ChoiceField(label=_("Organised by"))
    city = forms.ChoiceField(label=_("City where it is held"))
    day_kind = forms.ChoiceField(
        label=_("Who meets whom"),
        choices=DayKind.choices,
        widget=forms.RadioSelect,
        initial=DayKind.CITIES,
    )
    tables = forms.IntegerField(
        label=_("Tables"), min_value=1, max_value=500, help_text=_("They are numbered from 1.")
    )
    most_meetings = forms.IntegerField(
        label=_("At most so many meetings for each"), min_value=1, max_value=60, initial=8
    )
    floor = forms.IntegerField(
        label=_("Each should have at least"),
        min_value=0,
        max_value=20,
        initial=2,
        help_text=_("The plan gives those with few meetings others, as far as there are any."),
    )
    registration_until = DateField(label=_("Last day for registration"), required=False)
    is_public = forms.BooleanField(label=_("Show it to everybody"), required=False, initial=True)

    def __init__(self, *args: Any, sides: Iterable[Side], cities: Iterable[City], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["side"].choices = [(one.city.key, name_of(one.city)) for one in sides]  # type: ignore[attr-defined]
        self.fields["city"].choices = [(one.key, name_of(one)) for one in cities]  # type: ignore[attr-defined]


def day_values(matchday: Matchday) -> dict[str, Any]:
    """A day as the first values of its form."""
    return {
        **wordings_of(matchday, ("title", "venue", "about")),
        "side": matchday.side.city.key,
        "city": matchday.city.key,
        **{
            name: getattr(matchday, name)
            for name in (
                "day_kind",
                "tables",
                "most_meetings",
                "floor",
                "registration_until",
                "is_public",
            )
        },
    }


class SlotsForm(DeskForm):
    """The pattern of the slots."""

    days = forms.CharField(
        label=_("Day, or days"),
        help_text=_("As 2026-12-03; several with commas between them."),
        max_length=200,
    )
    first = forms.TimeField(label=_("The first meeting begins at"), widget=TIME)
    last = forms.TimeField(label=_("The last meeting ends by"), widget=TIME)
    minutes = forms.IntegerField(label=_("Minutes for a meeting"), min_value=5, max_value=240, initial=20)
    pause = forms.IntegerField(
        label=_("Minutes between two"), min_value=0, max_value=120, initial=5, required=False
    )

    def clean_days(self) -> list[date]:
        """The days; raises for what is none."""
        found = []
        for part in filter(None, re.split(r"[,;\s、,]+", self.cleaned_data["days"])):
            try:
                found.append(date.fromisoformat(part))
            except ValueError as error:
                raise forms.ValidationError(_("“%(given)s” is no day"), params={"given": part}) from error
        return found


def slots_values(matchday: Matchday, slots: list[DaySlot]) -> dict[str, Any]:
    """The pattern that the slots of the day seem to have."""
    if not slots:
        return {}
    zone = ZoneInfo(matchday.zone)
    starts = [one.starts_at.astimezone(zone) for one in slots]
    ends = [one.ends_at.astimezone(zone) for one in slots]
    gap = round((starts[1] - ends[0]).total_seconds() / 60) if len(slots) > 1 else 0
    return {
        "days": ", ".join(sorted({f"{one:%Y-%m-%d}" for one in starts})),
        "first": min(one.time() for one in starts),
        "last": max(one.time() for one in ends),
        "minutes": round((ends[0] - starts[0]).total_seconds() / 60),
        "pause": gap if 0 <= gap <= 120 else 0,
    }


class BreakForm(DeskForm):
    """A pause in which nobody meets."""

    TEXTS = (Wording("name", pgettext_lazy("break", "What it is"), hint=_("Such as lunch.")),)
    ORDER = ("on", "first", "last")
    on = DateField(label=_("Day"))
    first = forms.TimeField(label=pgettext_lazy("time", "From"), widget=TIME)
    last = forms.TimeField(label=pgettext_lazy("time", "To"), widget=TIME)


class InterpreterHoursForm(HoursForm, DeskForm):
    """Who interprets, and when they are there."""

    ORDER: ClassVar[tuple[str, ...]] = ("name", "available")
    name = forms.CharField(label=_("Name"), max_length=120)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if "available" in self.fields:
            self.fields["available"].label = _("When they are there")
            self.fields["available"].help_text = _("By the clock of the place.")


class InterpreterForm(InterpreterHoursForm):
    """Somebody who interprets, with the languages."""

    ORDER = ("name", "one", "other", "third", "available")
    one = forms.ChoiceField(label=pgettext_lazy("interpreter", "Between"))
    other = forms.ChoiceField(label=pgettext_lazy("interpreter", "and"))
    third = forms.ChoiceField(
        label=pgettext_lazy("interpreter", "and also (each with the first)"), required=False
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = language_choices()
        for name in ("one", "other"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["third"].choices = [("", "—"), *choices]  # type: ignore[attr-defined]
        self.fields["other"].initial = "en"

    def pairs(self) -> list[list[str]]:
        """Pairs of languages; call after is_valid()."""
        given = self.cleaned_data
        found = [[given["one"], given["other"]]]
        if given["third"]:
            found.append([given["one"], given["third"]])
        return found


class RegistrationForm(ParticularsForm, DeskForm):  # type: ignore[misc]  # both name languages
    """A participant, as an officer writes it down."""

    email = forms.EmailField(label=_("E-mail address"), help_text=_("The link and the plan go there."))
    city = forms.ChoiceField(label=_("City"))
    language = forms.ChoiceField(label=_("Language of letters"), choices=LANGUAGE_CHOICES)
    profile = forms.ChoiceField(
        label=_("Profile in the market"),
        required=False,
        help_text=_("From which suggestions are made."),
    )
    ORDER = ("name", "person", "email", "city", "profile", "party", "languages")

    def __init__(
        self, *args: Any, cities: Iterable[City], profiles: Iterable[tuple[str, str]], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.fields["city"].choices = [(one.key, name_of(one)) for one in cities]  # type: ignore[attr-defined]
        self.fields["profile"].choices = [("", "—"), *profiles]  # type: ignore[attr-defined]


class CallOffForm(DeskForm):
    """Why a day does not take place."""

    reason = forms.CharField(
        label=_("What those who take part are told"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PlanFileForm(DeskForm):
    """A plan that was made elsewhere."""

    file = forms.FileField(
        label=_("File with the plan"),
        help_text=_("As `sistership match schedule EVENT.json --json` prints it."),
    )
