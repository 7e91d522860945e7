"""What an officer does to a draft: correct, choose, turn, remove, add, accept, discard, ask once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from sistership.common.errors import InputError, RuleError, SistershipError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.readings import actions
from sistership.window.offices.readings.entries import Entry, entries_of, place_of, plain_value
from sistership.window.offices.readings.models import Reading
from sistership.window.offices.readings.queries import candidates
from sistership.window.offices.visits.engine import second_reader_host
from sistership.window.pages.desk.forms.draft_fields import FieldForm, form_of, name_after
from sistership.window.pages.desk.forms.readings import AddFieldForm, HeadingForm
from sistership.window.pages.desk.views.frame import DeskRequest, desk_page, sides_around, tell
from sistership.window.pages.desk.views.readings import (
    address_of,
    chosen_partnership,
    city_names,
    meant_choices,
    partnerships_to_choose,
    reading_of,
    reading_page,
)


def _try(request: DeskRequest, reading: Reading, key: str, act: Callable[[], Any]) -> HttpResponse:
    """Act, and go back to the field; what is refused is told above the page."""
    try:
        act()
    except RuleError:
        raise
    except SistershipError as error:
        tell(request, error)
    return HttpResponseRedirect(address_of(reading, key))


def _sent_form(request: DeskRequest, reading: Reading, entries: list[Entry], entry: Entry) -> FieldForm:
    """The form of the field as it was sent, with the choices that the page showed."""
    around = sides_around(request.user)
    sides = [side for side in around if side.partnership_id == reading.partnership_id]
    found = candidates(request.user, [entry], sides or around, beside=[side.city for side in around])
    return form_of(
        entry,
        request.POST,
        cities=city_names(entries, sides),
        meant=meant_choices(found.get(entry.key, [])),
    )


@require_POST
@desk_page
def correct_field(request: DeskRequest, public_id: UUID, field: str) -> HttpResponse:
    """Save a field's form, choose between its readings, turn it, or take it out: as the button says."""
    reading = reading_of(request, public_id)
    entries = entries_of(reading)
    entry = next((one for one in entries if one.key == field), None)
    if entry is None:
        raise Http404
    who: dict[str, Any] = {"actor": request.user.ref, "reading": reading, "key": field}
    deed = request.POST.get("deed")
    if deed == "remove":
        return _try(request, reading, "", lambda: actions.remove_field(**who))
    if deed == "turn":
        return _try(request, reading, field, lambda: actions.turn_promise(**who))
    if deed == "choose":
        return _try(request, reading, field, lambda: _choose(request, entry, who))
    form = _sent_form(request, reading, entries, entry)
    if form.is_valid():
        try:
            actions.correct_field(
                **who,
                name=name_after(entry),
                value=form.value(),
                same_as=form.cleaned_data.get("same_as", ""),
            )
        except RuleError:
            raise
        except SistershipError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The entry was corrected."))
            return HttpResponseRedirect(address_of(reading, field))
    return reading_page(request, reading, bound={field: form})


def _choose(request: DeskRequest, entry: Entry, who: dict[str, Any]) -> None:
    ways = [entry.field, *entry.field.alternatives]
    number = request.POST.get("choice", "")
    if not number.isdecimal() or int(number) >= len(ways):
        raise InputError(_("Choose one of the readings"))
    chosen = ways[int(number)]
    actions.correct_field(
        **who, name=chosen.name, value=chosen.value, span=chosen.span, same_as=entry.same_as
    )


@require_POST
@desk_page
def add_field(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Add what the reader did not see, by words that stand in the document."""
    reading = reading_of(request, public_id)
    form = AddFieldForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            span = place_of(given["quote"], reading.text, near=given["near"] or 0)
            words = " ".join(reading.text[slice(*span)].split())
            number = 1 + sum(one.field.name == "direction" for one in entries_of(reading))
            _row, key = actions.add_field(
                actor=request.user.ref,
                reading=reading,
                name=given["name"],
                value=plain_value(given["name"], words, day=given["day"], number=number),
                span=span,
            )
        except RuleError:
            raise
        except SistershipError as error:
            form.refuse(error)
        else:
            messages.success(request, _("The entry was added. Fill in what belongs to it."))
            return HttpResponseRedirect(address_of(reading, key))
    return reading_page(request, reading, add=form)


@require_POST
@desk_page
def set_heading(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Say what it reports, how much it proves, and which partnership it is about."""
    reading = reading_of(request, public_id)
    around = sides_around(request.user)
    load_texts([side.city for side in around])
    form = HeadingForm(request.POST, partnerships=partnerships_to_choose(request, around))
    if form.is_valid():
        given = form.cleaned_data
        partnership = chosen_partnership(request, given["partnership"])
        return _try(
            request,
            reading,
            "",
            lambda: actions.set_heading(
                actor=request.user.ref,
                reading=reading,
                kind=given["kind"],
                source_kind=given["source_kind"],
                partnership=partnership,
            ),
        )
    return reading_page(request, reading, heading=form)


@require_POST
@desk_page
def accept_reading(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Make the records, once."""
    reading = reading_of(request, public_id)
    try:
        row, accepted = actions.accept_reading(
            account=request.user, reading=reading, version=request.POST.get("version", "")
        )
    except RuleError:
        raise
    except SistershipError as error:
        tell(request, error)
        return HttpResponseRedirect(address_of(reading))
    if accepted is None or not accepted.is_new:
        messages.info(request, _("This document was accepted already. Nothing new was made."))
    else:
        number = sum(accepted.made.values())
        messages.success(
            request,
            ngettext("%(number)s record was made.", "%(number)s records were made.", number)
            % {"number": number},
        )
    return HttpResponseRedirect(address_of(row))


@require_POST
@desk_page
def discard_reading(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Delete the draft and its file."""
    reading = reading_of(request, public_id)
    try:
        actions.discard(actor=request.user.ref, reading=reading)
    except SistershipError as error:
        tell(request, error)
    else:
        messages.success(request, _("The draft and its file were deleted."))
    return HttpResponseRedirect(reverse("desk_readings"))


@require_POST
@desk_page
def ask_second(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Have the language model read the text too, where one is set up."""
    reading = reading_of(request, public_id)
    if second_reader_host() is None:
        messages.error(request, _("No second reader is set up in this window."))
        return HttpResponseRedirect(address_of(reading))
    return _try(request, reading, "", lambda: actions.request_second(actor=request.user.ref, reading=reading))
