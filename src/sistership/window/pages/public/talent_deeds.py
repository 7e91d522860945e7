"""What an applicant does by the link: sign, give back, report, complain, withdraw, be forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sistership.common.errors import InputError, SistershipError, StateError
from sistership.window.offices.talent.actions import applications, placing, stays
from sistership.window.offices.talent.addresses import secret_of
from sistership.window.offices.talent.models import Application, Party, Placement, ReportKind
from sistership.window.offices.talent.queries.cohorts import load_cohort
from sistership.window.pages.desk.speech import say
from sistership.window.pages.public import talent_forms
from sistership.window.pages.public.talent_link import by_link_of
from sistership.window.pages.public.talent_own import agreement_context, own_placement

METHODS = ("GET", "HEAD", "POST")
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be done on a page of its own."""

    title: Words
    lead: Words
    submit: Words
    done: Words
    form: type[forms.Form] = forms.Form
    is_grave: bool = False


DEEDS = {
    "sign": Deed(
        gettext_lazy("Accept the place and sign"),
        gettext_lazy(
            "Read the agreement. By signing you accept the place; then the host and your institution sign."
        ),
        gettext_lazy("Sign the agreement"),
        gettext_lazy("Signed. Host and home institution are asked to sign now."),
        talent_forms.SignForm,
    ),
    "give-back": Deed(
        gettext_lazy("Give the place back"),
        gettext_lazy("Somebody without a place gets it. You take no further part in this cohort."),
        gettext_lazy("Yes, give it back"),
        gettext_lazy("The place is given back."),
        talent_forms.ReasonForm,
        is_grave=True,
    ),
    "half_way": Deed(
        ReportKind.HALF_WAY.label,
        gettext_lazy("The desks of both cities read it. The host does not."),
        gettext_lazy("Hand in the report"),
        gettext_lazy("Thank you, the report has reached the desk."),
        talent_forms.ReportForm,
    ),
    "final": Deed(
        ReportKind.FINAL.label,
        gettext_lazy("The desks of both cities read it. The host does not."),
        gettext_lazy("Hand in the report"),
        gettext_lazy("Thank you, the report has reached the desk."),
        talent_forms.ReportForm,
    ),
    "grievance": Deed(
        gettext_lazy("Bring a grievance"),
        gettext_lazy(
            "It becomes a case at the desk that runs the cohort; you get its number and a link by mail."
        ),
        gettext_lazy("Send the grievance"),
        gettext_lazy("Your grievance is a case now. Its link is on its way to your mailbox."),
        talent_forms.GrievanceForm,
    ),
    "withdraw": Deed(
        gettext_lazy("Withdraw the application"),
        gettext_lazy("You take no further part in this cohort. Your words stay until you have them erased."),
        gettext_lazy("Yes, withdraw it"),
        gettext_lazy("Your application is withdrawn."),
        is_grave=True,
    ),
    "erase": Deed(
        gettext_lazy("Have everything erased"),
        gettext_lazy(
            "Your name, address and every word of yours are taken out. This link no longer opens anything."
        ),
        gettext_lazy("Yes, erase it"),
        gettext_lazy("Everything that tells who you are is erased."),
        is_grave=True,
    ),
    "renew": Deed(
        gettext_lazy("Make a new link"),
        gettext_lazy("Earlier links no longer open your page. The new one is sent to your mailbox."),
        gettext_lazy("Make a new link"),
        gettext_lazy("This is the new address of your page. Earlier links no longer open it."),
    ),
}


def _place(application: Application) -> Placement:
    found = own_placement(application)
    if found is None:
        raise StateError(_("You have no place now"))
    return found


def _act(deed: str, application: Application, values: dict[str, Any]) -> object:
    language = get_language() or "en"
    acts: dict[str, Callable[[], object]] = {
        "sign": lambda: stays.sign(
            placement=_place(application),
            party=Party.STUDENT,
            signer=values["signer"],
            seen_digest=values["seen"],
        ),
        "give-back": lambda: placing.give_back(placement=_place(application), reason=values["reason"]),
        "grievance": lambda: stays.complain(application=application, text=values["text"], language=language),
        "withdraw": lambda: applications.withdraw(application=application),
        "erase": lambda: applications.forget(application=application),
        "renew": lambda: applications.renew_link(application=application),
    }
    if deed in ReportKind.values:
        return stays.report(
            placement=_place(application),
            report_kind=deed,
            party=Party.STUDENT,
            text=values["text"],
            language=language,
            needs_help=values["needs_help"],
        )
    return acts[deed]()


@by_link_of(Application)
@require_http_methods(METHODS)
def talent_application_deed(
    request: HttpRequest, application: Application, secret: str, deed: str
) -> HttpResponseBase:
    """Ask once more, then do it."""
    if deed not in DEEDS:
        raise Http404
    found = DEEDS[deed]
    load_cohort(application.cohort)
    placement = own_placement(application)
    words = agreement_context(placement) if deed == "sign" else {}
    initial = {"signer": application.name, "seen": words["agreement"].digest} if words else {}
    form = found.form(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            _act(deed, application, form.cleaned_data)
        except SistershipError as error:
            form.add_error(error.where if error.where in form.fields else None, say(error))
        else:
            if deed == "erase":
                return render(request, "public/talent_erased.html", {"section": "talent"})
            messages.success(request, str(found.done))
            application.refresh_from_db()
            return HttpResponseRedirect(reverse("talent_application", args=[secret_of(application)]))
    context = {
        "section": "talent",
        "deed": found,
        "form": form,
        "back": reverse("talent_application", args=[secret]),
        "about": application.number,
        **words,
    }
    return render(request, "public/talent_deed.html", context, status=422 if form.errors else 200)


def refuse(form: forms.Form, error: InputError | StateError) -> None:
    """Show what an action refused beside its field."""
    form.add_error(error.where if error.where in form.fields else None, say(error))
