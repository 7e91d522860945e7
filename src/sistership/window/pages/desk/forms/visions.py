"""Forms of visions, their axes, and of what serves them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from sistership.vocabulary import sdg
from sistership.window.offices.people.models import City
from sistership.window.offices.visions.models import Axis, Vision
from sistership.window.pages.desk.forms.base import DeskForm
from sistership.window.pages.desk.forms.choices import name_of
from sistership.window.pages.desk.forms.wordings import Wording, wordings_of


def goal_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """The goals, each with itself and its targets to choose from, in the reader's language."""
    return [
        (
            f"{goal.number} {gettext(goal.name)}",
            [
                (goal.code, pgettext("global goal", "The goal as a whole")),
                *((target.code, f"{target.code} {gettext(target.name)}") for target in goal.targets),
            ],
        )
        for goal in sdg.goals()
    ]


class OpenGroup(str):
    """The name of a group of choices that is shown unfolded: one of them is chosen."""

    __slots__ = ()
    is_open = True


class GoalCheckboxes(forms.CheckboxSelectMultiple):
    """Goals that unfold to their targets; those with a choice in them stand open."""

    template_name = "desk/widgets/goals.html"

    def optgroups(self, name: str, value: list[str], attrs: Any = None) -> list[Any]:
        return [
            (OpenGroup(group) if any(option["selected"] for option in options) else group, options, index)
            for group, options, index in super().optgroups(name, value, attrs)
        ]


class GoalsField(forms.MultipleChoiceField):
    """Codes of global goals and targets."""

    widget = GoalCheckboxes

    def __init__(self) -> None:
        super().__init__(
            label=_("Global goals (SDG)"),
            required=False,
            choices=goal_choices,
            help_text=_("Open a goal to choose it as a whole or one of its targets."),
        )


class VisionForm(DeskForm):
    """A strategy that the city has published."""

    TEXTS = (
        Wording(
            "title",
            _("Name of the vision or strategy"),
            hint=_("As the city has published it."),
            is_required=True,
        ),
    )
    until_year = forms.IntegerField(
        label=_("Looks ahead until the year"), required=False, min_value=1990, max_value=2200
    )
    url = forms.URLField(
        label=_("Address where it is published"), required=False, max_length=500, assume_scheme="https"
    )


class AxisForm(DeskForm):
    """One axis of a vision."""

    TEXTS = (
        Wording("name", _("Axis"), hint=_("A few words, as in the strategy."), is_required=True),
        Wording("summary", _("Summary"), is_long=True),
    )
    code = forms.CharField(
        label=_("Number in the strategy"), required=False, max_length=10, help_text=_("Such as A or 1.2.")
    )
    goals = GoalsField()


class ServesForm(DeskForm):
    """Which axes and global goals a direction or a commitment serves."""

    goals = GoalsField()

    def __init__(self, *args: Any, cities: Iterable[tuple[City, list[Axis]]], **options: Any) -> None:
        super().__init__(*args, **options)
        own = {
            f"axes_{city.key}": forms.MultipleChoiceField(
                label=_("Axes of %(city)s") % {"city": name_of(city)},
                required=False,
                widget=forms.CheckboxSelectMultiple,
                choices=[(str(axis.public_id), name_of(axis)) for axis in axes],
            )
            for city, axes in cities
        }
        self.fields = {**own, **self.fields}


def vision_values(vision: Vision) -> dict[str, Any]:
    """A vision as the first values of its form."""
    return {**wordings_of(vision, ("title",)), "until_year": vision.until_year, "url": vision.url}


def axis_values(axis: Axis) -> dict[str, Any]:
    """An axis as the first values of its form."""
    codes = sorted(link.code for link in axis.goals.all())
    return {**wordings_of(axis, ("name", "summary")), "code": axis.code, "goals": codes}
