"""Letters that came in and were not filed: staff of the side make a case of one, or put it away."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sistership.common.errors import SistershipError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases.actions.by_mail import open_from_waiting
from sistership.window.offices.cases.rules import own_sides
from sistership.window.offices.notices import collecting
from sistership.window.offices.notices.models import IncomingMessage
from sistership.window.offices.notices.rules import visible_incoming
from sistership.window.offices.people.models import Account, Side
from sistership.window.pages.administration.frame import (
    actor,
    find,
    is_done,
    name_of,
    page_of,
    posted,
    reader_of,
    register_page,
    show,
)
from sistership.window.pages.desk.speech import say

CURRENT = "incoming"
State = IncomingMessage.State
SHOWN = (State.ASIDE, State.REFUSED, State.KEPT, State.DISCARDED)


class SideForm(forms.Form):
    """Which side takes a letter."""

    side = forms.ChoiceField(label=gettext_lazy("For which side"))

    def __init__(self, *args: object, sides: list[Side], **options: object) -> None:
        super().__init__(*args, **options)  # type: ignore[arg-type]  # as Django's own
        choices = [(str(side.public_id), _side_name(side)) for side in sides]
        field = self.fields["side"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        self.by_id = {str(side.public_id): side for side in sides}

    @property
    def side_chosen(self) -> Side:
        return self.by_id[self.cleaned_data["side"]]


def _side_name(side: Side) -> str:
    others = [one for one in side.partnership.sides.all() if one.pk != side.pk]
    with_whom = ", ".join(name_of(one.city) for one in others)
    return _("%(city)s, with %(partners)s") % {"city": name_of(side.city), "partners": with_whom}


def _sides(reader: Account, letter: IncomingMessage) -> list[Side]:
    """The sides that the reader may choose: staff their own, the letter's first; the administrator all."""
    own = own_sides(reader)
    rows = own if letter.side_id or own.exists() else Side.objects.all()
    sides = list(
        rows.select_related("city", "partnership")
        .prefetch_related("partnership__sides__city")
        .order_by("partnership", "position")
    )
    load_texts([one.city for side in sides for one in (side, *side.partnership.sides.all())])
    return sorted(sides, key=lambda side: side.public_id != letter.side_id)


@require_safe
@never_cache
@register_page
def incoming(request: HttpRequest) -> HttpResponse:
    """Letters that were not filed, those that wait first; `?state=` shows the others."""
    asked = request.GET.get("state", "")
    state = asked if asked in SHOWN else State.ASIDE.value
    rows = visible_incoming(reader_of(request)).filter(state=state).order_by("-pk")
    views = [("" if one == State.ASIDE else one.value, one.label) for one in SHOWN]
    context = {"page_obj": page_of(rows, request), "views": views, "state": "" if not asked else state}
    return show(request, "incoming", context, current=CURRENT)


@require_http_methods(["GET", "POST"])
@never_cache
@register_page
def incoming_letter(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One letter; whoever works for a side makes a case of it, the administrator gives it to a side."""
    reader = reader_of(request)
    letter = find(visible_incoming(reader), public_id=public_id)
    sides = _sides(reader, letter)
    is_own = own_sides(reader).exists()
    form = SideForm(posted(request), sides=sides)

    def act() -> None:
        side = form.side_chosen
        if is_own:
            open_from_waiting(actor=actor(request), row=letter, side=side)
        else:
            collecting.give_to_side(actor=actor(request), row=letter, side=side)

    if request.method == "POST" and is_done(form, act):
        messages.success(
            request,
            _("A case was opened, and the sender has a confirmation.")
            if is_own
            else _("The letter was given to the side."),
        )
        return redirect("incoming")
    context = {"letter": letter, "files": list(letter.files.order_by("pk")), "form": form, "is_own": is_own}
    context["is_waiting"] = letter.state == State.ASIDE
    return show(request, "incoming_letter", context, current=CURRENT, status=422 if form.errors else 200)


@require_POST
@register_page
def incoming_discard(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Put a letter away."""
    letter = find(visible_incoming(reader_of(request)), public_id=public_id)
    try:
        collecting.discard(actor=actor(request), row=letter)
    except SistershipError as error:
        messages.error(request, say(error))
    else:
        messages.success(request, _("The letter was put away."))
    return redirect("incoming")
