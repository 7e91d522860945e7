"""Forms of the set-up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sistership.window.ground.texts import load_texts
from sistership.window.offices.people.models import Organisation, OrganisationKind, Side
from sistership.window.pages.administration.forms.accounts import LANGUAGE_CHOICES
from sistership.window.pages.administration.forms.partnerships import ANSWER_HINT
from sistership.window.pages.administration.frame import name_of

NEW_BODY = "new"


class SearchForm(forms.Form):
    """The two cities by any name."""

    first_name = forms.CharField(
        label=_("Your city"),
        max_length=80,
        help_text=_("In any language, for example: 高雄, Gdynia, Pulau Pinang."),
    )
    second_name = forms.CharField(label=_("The partner city"), max_length=80)


class PairForm(forms.Form):
    """What is asked of the partnership itself."""

    is_public = forms.BooleanField(
        label=_("Everybody may read it"),
        required=False,
        initial=True,
        help_text=_("Otherwise only accounts of its cities see it."),
    )


class DeskForm(forms.Form):
    """Which body of a city answers, and where it reads its mail."""

    body = forms.ChoiceField(label=_("Who answers for the city"), required=False)
    new_body = forms.CharField(
        label=_("Name of another body"),
        required=False,
        max_length=300,
        help_text=_("In the language of the city. It is added to the organisations."),
    )
    email = forms.EmailField(
        label=_("Mail address of the desk"),
        required=False,
        help_text=_("Letters that ask the city to confirm evidence go there."),
    )

    def __init__(self, *args: Any, side: Side, bodies: list[Organisation], **options: Any) -> None:
        super().__init__(*args, **options)
        self.side = side
        body = self.fields["body"]
        assert isinstance(body, forms.ChoiceField)
        named = [(str(one.public_id), name_of(one)) for one in bodies if one.city_id == side.city_id]
        body.choices = [("", _("Not said yet")), *named, (NEW_BODY, _("Another body, named below"))]
        if not named:
            body.initial = NEW_BODY

    @classmethod
    def values_of(cls, side: Side) -> dict[str, Any]:
        """The initial values that show a side."""
        values: dict[str, Any] = {"email": side.desk_email}
        if side.desk_organisation:
            values["body"] = str(side.desk_organisation.public_id)
        return values

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or self.cleaned_data
        name = (values.get("new_body") or "").strip()
        # A name alone is enough: nobody should have to choose "another" as well.
        if name:
            values["body"] = NEW_BODY
        elif values.get("body") == NEW_BODY:
            values["body"] = ""
        values["new_body"] = name
        return values

    @property
    def kind(self) -> str:
        """What sort of body a new one is: nearly always a department of the city."""
        return str(OrganisationKind.CITY_DEPARTMENT)


class AnswerDaysForm(forms.Form):
    """How long a desk has to answer."""

    answer_working_days = forms.IntegerField(
        label=_("Days to answer"), min_value=1, max_value=250, help_text=ANSWER_HINT
    )


class OfficerForm(forms.Form):
    """Who is invited as officer of a city."""

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("The letter with the link goes to this address.")
    )
    display_name = forms.CharField(label=_("Name shown on pages"), required=False, max_length=120)
    language = forms.ChoiceField(label=_("Language of the letter"), choices=LANGUAGE_CHOICES)


def bodies_of(sides: list[Side]) -> list[Organisation]:
    """The organisations of the sides' cities with their names."""
    found = list(
        Organisation.objects.filter(city__in=[side.city_id for side in sides]).order_by("city", "pk")
    )
    load_texts(found)
    return found


def are_right(asked: Iterable[forms.Form]) -> bool:
    """Whether all forms are right; each is checked, so that all that is wrong is said at once."""
    return not [form for form in asked if not form.is_valid()]
