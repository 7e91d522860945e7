"""Example data: whether it is there, and the button that removes it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from sistership.common.errors import StateError
from sistership.window.example import loading, removal
from sistership.window.pages.administration.frame import (
    actor,
    administrator_page,
    is_done,
    posted,
    reader_of,
    show,
)


class RemovalForm(forms.Form):
    """How much of the example goes."""

    everything = forms.TypedChoiceField(
        label=_("What to remove"),
        choices=[
            ("no", _("Only what was invented: steps, evidence, committees, demo accounts")),
            ("yes", _("Also the example partnerships, with the facts from the press")),
        ],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    is_sure = forms.BooleanField(
        label=_("Yes, remove it. This cannot be undone."),
        error_messages={"required": _("Tick this box if you are sure")},
    )


@require_http_methods(["GET", "POST"])
@administrator_page
def example_data(request: HttpRequest) -> HttpResponse:
    """Say what of the example is there, and remove it on request."""
    reader = reader_of(request)
    form = RemovalForm(posted(request))

    def act() -> None:
        if reader.is_example:
            raise StateError(
                gettext("Your own account is part of the example and would go with it"),
                next_step=gettext("Invite an administrator of your own, and sign in as that one"),
            )
        removal.remove(actor=actor(request), everything=form.cleaned_data["everything"])

    if request.method == "POST" and is_done(form, act):
        messages.success(request, _("The example data were removed."))
        return redirect("example_data")
    context = {
        "form": form,
        "is_loaded": loading.is_loaded(),
        "has_invented_rows": removal.has_invented_rows(),
        "is_own_account_example": reader.is_example,
    }
    status = 422 if form.errors else 200
    return show(request, "example_data", context, current="example_data", status=status)
