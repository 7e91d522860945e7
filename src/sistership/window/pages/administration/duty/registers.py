"""The privacy register of each city: its rows, who answers, on what basis data pass on."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sistership.window.ground.texts import load_texts
from sistership.window.offices.duty import actions as duty
from sistership.window.offices.duty.models import PrivacyContact, ProcessingActivity, TransferBasis
from sistership.window.offices.duty.queries import register_of, transfers
from sistership.window.offices.duty.rules import kept_cities
from sistership.window.offices.people.models import City, Organisation, Partnership
from sistership.window.pages.administration.duty.forms import ActivityForm, ContactForm, TransferForm
from sistership.window.pages.administration.duty.frame import duty_page, languages_of, show_rows
from sistership.window.pages.administration.frame import (
    actor,
    find,
    is_done,
    name_of,
    posted,
    reader_of,
    show,
    show_form,
)
from sistership.window.pages.desk.forms.wordings import wordings_of
from sistership.window.pages.public.privacy import shown_activities, shown_transfers

CURRENT = "registers"


def _city(request: HttpRequest, key: str) -> City:
    found = find(kept_cities(reader_of(request)), key=key)
    load_texts([found])
    return found


def _title(city: City, what: str) -> str:
    return name_of(city) + pgettext("between a label and its value", ": ") + what


@require_safe
@duty_page
def registers(request: HttpRequest) -> HttpResponse:
    """The cities whose register the reader keeps, and what is lacking in each."""
    cities = list(kept_cities(reader_of(request)))
    load_texts(cities)
    rows = ProcessingActivity.objects.filter(city__in=cities).values_list("city", "checked_on")
    passed = transfers(Partnership.objects.filter(cities__in=cities).distinct())
    contacts = set(PrivacyContact.objects.filter(city__in=cities).values_list("city", flat=True))
    listed = [
        {
            "city": city,
            "rows": sum(owner == city.pk for owner, _checked in rows),
            "unchecked": sum(owner == city.pk and checked is None for owner, checked in rows),
            "lacking": sum(one.city.pk == city.pk and one.is_lacking for one in passed),
            "has_contact": city.pk in contacts,
        }
        for city in cities
    ]
    return show(request, "registers", {"listed": listed}, current=CURRENT)


@require_safe
@duty_page
def register_city(request: HttpRequest, key: str) -> HttpResponse:
    """One city's register as it is written."""
    city = _city(request, key)
    register = register_of(city, Partnership.objects.filter(cities=city))
    context = {
        "city": city,
        "register": register,
        "activities": shown_activities(register),
        "transfers": shown_transfers(register.transfers),
    }
    return show(request, "register_city", context, current=CURRENT)


@require_POST
@duty_page
def register_start(request: HttpRequest, key: str) -> HttpResponse:
    """Fill in what the window does by itself."""
    city = _city(request, key)
    added = duty.start_register(actor=actor(request), city=city)
    if added:
        messages.success(request, _("The register was filled in. Read each row and check it with counsel."))
    else:
        messages.info(request, _("Nothing was missing."))
    return redirect("register_city", key=key)


@require_http_methods(["GET", "POST"])
@duty_page
def register_contact(request: HttpRequest, key: str) -> HttpResponse:
    """Who answers for the city's personal data."""
    city = _city(request, key)
    organisations = list(Organisation.objects.filter(city=city))
    load_texts(organisations)
    contact = PrivacyContact.objects.filter(city=city).select_related("organisation").first()
    initial = None
    if contact:
        initial = {name: getattr(contact, name) for name in ("officer", "email", "telephone", "address")}
        initial["organisation"] = str(contact.organisation.public_id) if contact.organisation else ""
    form = ContactForm(posted(request), initial=initial, organisations=organisations)

    def act() -> None:
        chosen = form.cleaned_data.pop("organisation")
        body = next((one for one in organisations if str(one.public_id) == chosen), None)
        duty.set_contact(actor=actor(request), city=city, organisation=body, **form.cleaned_data)

    if request.method == "POST" and is_done(form, act):
        messages.success(request, _("The contact was saved."))
        return redirect("register_city", key=key)
    title = _title(city, _("who answers for personal data"))
    lead = _("This is published, so that persons can reach somebody.")
    return show_form(request, form, current=CURRENT, title=title, lead=lead, submit=_("Save the contact"))


def _values(activity: ProcessingActivity) -> dict[str, object]:
    columns = ("key", "basis", "article", "retention", "checked_on")
    return {
        **wordings_of(activity, activity.TEXT_FIELDS),
        **{name: getattr(activity, name) for name in columns},
    }


@require_http_methods(["GET", "POST"])
@duty_page
def activity_add(request: HttpRequest, key: str) -> HttpResponse:
    """Add a row."""
    city = _city(request, key)
    form = ActivityForm(posted(request), languages=languages_of([city]))

    def act() -> None:
        columns = {name: form.cleaned_data[name] for name in form.base_fields}
        texts = {name: form.texts(name) for name in form.wordings}
        duty.add_activity(actor=actor(request), city=city, texts=texts, **columns)

    if request.method == "POST" and is_done(form, act):
        messages.success(request, _("The row was added."))
        return redirect("register_city", key=key)
    title = _title(city, _("add a row to the register"))
    return show_rows(request, form, current=CURRENT, title=title, submit=_("Add the row"))


def _activity(request: HttpRequest, public_id: UUID) -> ProcessingActivity:
    rows = ProcessingActivity.objects.filter(city__in=kept_cities(reader_of(request)))
    found = find(rows.select_related("city"), public_id=public_id)
    load_texts([found], [found.city])
    return found


@require_http_methods(["GET", "POST"])
@duty_page
def activity_edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change a row."""
    activity = _activity(request, public_id)
    form = ActivityForm(
        posted(request),
        languages=languages_of([activity.city]),
        record=activity,
        initial=_values(activity),
    )
    form.fields["key"].disabled = True

    def act() -> None:
        duty.edit_activity(
            actor=actor(request), activity=activity, texts=form.changed_texts(), **form.changed_fields()
        )

    if request.method == "POST" and is_done(form, act):
        messages.success(request, _("The row was changed."))
        return redirect("register_city", key=activity.city.key)
    title = _title(activity.city, name_of(activity, "title"))
    return show_rows(request, form, current=CURRENT, title=title, submit=_("Save the changes"))


@require_POST
@duty_page
def activity_remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take a row out."""
    activity = _activity(request, public_id)
    duty.remove_activity(actor=actor(request), activity=activity)
    messages.success(request, _("The row was removed."))
    return redirect("register_city", key=activity.city.key)


@require_http_methods(["GET", "POST"])
@duty_page
def transfer_set(request: HttpRequest, key: str, country: str) -> HttpResponse:
    """Why the city may pass personal data on to a country."""
    city, country = _city(request, key), country.upper()
    if not City.objects.filter(country=country).exclude(pk=city.pk).exists():
        raise Http404
    there = TransferBasis.objects.filter(city=city, to_country=country).first()
    names = ("basis", "reference", "url", "valid_until")
    form = TransferForm(
        posted(request), initial={name: getattr(there, name) for name in names} if there else None
    )

    def act() -> None:
        duty.set_transfer_basis(actor=actor(request), city=city, to_country=country, **form.cleaned_data)

    if request.method == "POST" and is_done(form, act):
        messages.success(request, _("The basis was saved."))
        return redirect("register_city", key=key)
    title = _title(city, _("passing data on to %(country)s") % {"country": country})
    lead = _("Without a basis no personal data may pass. Check with counsel which one holds.")
    return show_form(request, form, current=CURRENT, title=title, lead=lead, submit=_("Save the basis"))


@require_POST
@duty_page
def transfer_end(request: HttpRequest, key: str, country: str) -> HttpResponse:
    """Take a basis away that no longer holds."""
    city = _city(request, key)
    basis = find(TransferBasis.objects.select_related("city"), city=city, to_country=country.upper())
    duty.end_transfer_basis(actor=actor(request), basis=basis)
    messages.success(request, _("The basis was taken away."))
    return redirect("register_city", key=key)
