"""What the enquirer does by the link: write, let the other city read, withdraw, renew it, be forgotten."""

from __future__ import annotations

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sistership.common.errors import InputError, StateError
from sistership.window.offices.cases.actions import enquirer, work
from sistership.window.offices.cases.actions.drafting import stored_files
from sistership.window.offices.cases.actions.happening import ENQUIRER
from sistership.window.offices.cases.actions.keeping import void_link
from sistership.window.offices.cases.actions.receiving import Came
from sistership.window.offices.cases.addresses import enquirer_secret
from sistership.window.offices.cases.models import Case, Channel
from sistership.window.pages.desk.speech import say
from sistership.window.pages.desk.views.experts import uploads_of
from sistership.window.pages.public.enquiry import load_sides, shown_page
from sistership.window.pages.public.enquiry_forms import AddressForm, WriteForm
from sistership.window.pages.public.enquiry_link import by_link, secretly

METHODS = ("GET", "HEAD", "POST")


def _back(case: Case) -> HttpResponse:
    return HttpResponseRedirect(reverse("enquiry", args=[enquirer_secret(case)]))


@by_link
@require_http_methods(METHODS)
def enquiry_write(request: HttpRequest, case: Case, secret: str) -> HttpResponseBase:
    """Answer the desk, or add something."""
    if request.method != "POST":
        return _back(case)
    form = WriteForm(request.POST, request.FILES)
    if not form.is_valid():
        return shown_page(request, case, secret, form)
    try:
        with transaction.atomic():
            came = Came(channel=Channel.FORM, files=stored_files(uploads_of(form.cleaned_data["files"])))
            text = form.cleaned_data["text"]
            work.hear(case=case, text=text, came=came, language=get_language() or "")
    except (InputError, StateError) as error:
        form.add_error(error.where if error.where in form.fields else None, say(error))
        return shown_page(request, case, secret, form)
    messages.success(request, _("Your words have reached the desk."))
    return _back(case)


@by_link
@require_POST
def enquiry_reading(request: HttpRequest, case: Case, secret: str) -> HttpResponseBase:
    """Say whether the other city may read it."""
    is_agreed = request.POST.get("agreed") == "yes"
    enquirer.let_read(case=case, is_agreed=is_agreed)
    if is_agreed:
        messages.success(request, _("The desk may now hand your enquiry to the other city."))
    else:
        messages.success(request, _("The desk no longer hands your enquiry to the other city."))
    return _back(case)


@by_link
@require_http_methods(METHODS)
def enquiry_withdraw(request: HttpRequest, case: Case, secret: str) -> HttpResponseBase:
    """Ask once more, then close the enquiry."""
    if request.method == "POST":
        try:
            enquirer.withdraw(case=case)
        except StateError as error:
            messages.error(request, say(error))
        else:
            messages.success(request, _("Your enquiry is withdrawn. Nobody owes you an answer any more."))
        return _back(case)
    return _asked(request, case, secret, "public/enquiry_withdraw.html")


@by_link
@require_http_methods(METHODS)
def enquiry_erase(request: HttpRequest, case: Case, secret: str) -> HttpResponseBase:
    """Ask once more, then take out who asked and every word."""
    if request.method == "POST":
        enquirer.forget(case=case)
        return render(request, "public/enquiry_erased.html", {"section": "", "number": case.number})
    return _asked(request, case, secret, "public/enquiry_erase.html")


def _asked(request: HttpRequest, case: Case, secret: str, template: str) -> HttpResponse:
    load_sides(case)
    return render(request, template, {"section": "", "case": case, "secret": secret})


@by_link
@require_POST
def enquiry_renew(request: HttpRequest, case: Case, secret: str) -> HttpResponseBase:
    """Make earlier links void; the page goes on under the new one."""
    case = void_link(actor=ENQUIRER, case=case)
    messages.success(request, _("This is the new address of your page. Earlier links no longer open it."))
    return _back(case)


@secretly
@require_http_methods(METHODS)
def enquiry_lost(request: HttpRequest) -> HttpResponseBase:
    """Have the current links mailed; the answer is the same whether the address is known or not."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        is_allowed = consume(request, action="enquiry_links", key=email)
        if is_allowed and not form.is_from_a_program:
            enquirer.mail_links(email=email, language=get_language() or "en")
        return render(request, "public/enquiry_lost_asked.html", {"section": ""})
    context = {"section": "", "form": form}
    return render(request, "public/enquiry_lost.html", context, status=422 if form.errors else 200)
