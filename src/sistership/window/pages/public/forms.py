"""Forms of the public pages: how a reader narrows a blueprint."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from sistership.window.offices.agreements.models import Direction
from sistership.window.offices.agreements.queries import Filters
from sistership.window.offices.people.models import Side
from sistership.window.pages.public.names import city_name
from sistership.window.pages.public.words import STATE_WORDS
from sistership.window.pages.templatetags.window import plain


class BlueprintForm(forms.Form):
    """Which commitments to show, and in which order."""

    view = forms.ChoiceField(
        choices=[("direction", ""), ("date", "")], required=False, widget=forms.HiddenInput
    )
    side = forms.ChoiceField(label=pgettext_lazy("filter", "Who owes it"), required=False)
    direction = forms.ChoiceField(label=pgettext_lazy("filter", "Direction"), required=False)
    state = forms.ChoiceField(
        label=pgettext_lazy("filter", "State"),
        required=False,
        choices=[("", pgettext_lazy("filter", "All states")), *STATE_WORDS.items()],
    )

    def __init__(
        self, *args: Any, sides: Iterable[Side], directions: Iterable[Direction], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["side"].choices = [  # type: ignore[attr-defined]
            ("", _("All sides")),
            *((side.city.key, city_name(side)) for side in sides),
        ]
        pillars = [(str(one.public_id), plain(one, "title")) for one in directions]
        self.fields["direction"].choices = [("", _("All directions")), *pillars]  # type: ignore[attr-defined]
        if not pillars:
            del self.fields["direction"]

    def filters(self) -> Filters:
        """What to narrow to; a value that is not among the choices narrows nothing."""
        self.is_valid()
        given = self.cleaned_data
        return Filters(
            side=given.get("side", ""), direction=given.get("direction", ""), state=given.get("state", "")
        )
