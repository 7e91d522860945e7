"""What a profile's owner does by the link: ask, answer, dismiss, renew, end, say what came of it."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from sistership.common.errors import InputError, StateError
from sistership.window.offices.market.actions import interests, introductions, living
from sistership.window.offices.market.actions.steps import OWNER
from sistership.window.offices.market.addresses import owner_secret
from sistership.window.offices.market.models import Dismissal, Interest, Introduction, Profile
from sistership.window.offices.market.queries.lists import load_profiles
from sistership.window.offices.market.rules import level_for_profile
from sistership.window.pages.desk.speech import say
from sistership.window.pages.public.enquiry_forms import AddressForm
from sistership.window.pages.public.enquiry_link import secretly
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.public.market_forms import DismissForm, OutcomeForm, WordsToOtherForm
from sistership.window.pages.public.market_link import by_owner
from sistership.window.pages.public.market_own import other_of, other_page
from sistership.window.pages.public.market_writing import refuse

METHODS = ("GET", "HEAD", "POST")


def _home(profile: Profile) -> HttpResponse:
    return HttpResponseRedirect(reverse("market_own", args=[owner_secret(profile)]))


def _do(request: HttpRequest, profile: Profile, act: Callable[[], object], done: str) -> HttpResponse:
    """Act, say that it is done or why not, and go back to the owner's page."""
    try:
        act()
    except (InputError, StateError) as error:
        messages.error(request, say(error))
    else:
        messages.success(request, done)
    return _home(profile)


@by_owner
@require_POST
def market_ask(request: HttpRequest, profile: Profile, secret: str, public_id: UUID) -> HttpResponseBase:
    """Ask to meet another."""
    other = other_of(profile, public_id)
    form = WordsToOtherForm(request.POST)
    if form.is_valid():
        try:
            asked = interests.express(
                actor=OWNER, profile=profile, other=other, words=form.cleaned_data["words"]
            )
        except (InputError, StateError) as error:
            refuse(form, error)
        else:
            done = (
                _("You both said yes: you are introduced.")
                if asked.state == "accepted"
                else _("They are asked. You get a letter when they answer, or when they do not.")
            )
            messages.success(request, done)
            return _home(profile)
    return other_page(request, profile, secret, other, level=level_for_profile(profile, other), ask=form)


@by_owner
@require_POST
def market_dismiss(request: HttpRequest, profile: Profile, secret: str, public_id: UUID) -> HttpResponseBase:
    """Not this one, because."""
    other = other_of(profile, public_id)
    form = DismissForm(request.POST)
    if form.is_valid():
        try:
            interests.dismiss(actor=OWNER, profile=profile, other=other, **form.cleaned_data)
        except (InputError, StateError) as error:
            refuse(form, error)
        else:
            messages.success(request, _("It is not suggested to you any more."))
            return HttpResponseRedirect(reverse("market_suggestions", args=[secret]))
    return other_page(request, profile, secret, other, level=level_for_profile(profile, other), dismiss=form)


@by_owner
@require_POST
def market_undo(request: HttpRequest, profile: Profile, secret: str, public_id: UUID) -> HttpResponseBase:
    """Let one be suggested again."""
    rows = Dismissal.objects.filter(profile=profile, public_id=public_id).select_related("profile__city")
    found = found_or_404(rows.first())
    return _do(
        request,
        profile,
        lambda: interests.undo_dismissal(actor=OWNER, dismissal=found),
        _("It may be suggested to you again."),
    )


@by_owner
@require_POST
def market_answer(request: HttpRequest, profile: Profile, secret: str, public_id: UUID) -> HttpResponseBase:
    """Answer a request, or take one's own back."""
    deed = request.POST.get("deed", "")
    rows = Interest.objects.filter(public_id=public_id)
    if deed == "take_back":
        own = found_or_404(rows.filter(profile=profile).first())
        return _do(
            request,
            profile,
            lambda: interests.take_back(actor=OWNER, interest=own),
            _("Your request is taken back."),
        )
    found = found_or_404(rows.filter(other=profile, is_sent=True).first())
    is_yes = deed == "yes"
    words = request.POST.get("words", "")
    return _do(
        request,
        profile,
        lambda: interests.answer(actor=OWNER, interest=found, is_yes=is_yes, words=words),
        _("You are introduced: their contacts stand below, and yours are with them.")
        if is_yes
        else _("They are told that you do not want to meet now; not why, and not who you are."),
    )


@by_owner
@require_POST
def market_outcome(request: HttpRequest, profile: Profile, secret: str, public_id: UUID) -> HttpResponseBase:
    """Say that the two met, and what came of it."""
    rows = Introduction.objects.filter(Q(first=profile) | Q(second=profile), public_id=public_id)
    found = found_or_404(rows.first())
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(one) for some in form.errors.values() for one in some))
        return _home(profile)

    def act() -> None:
        given = form.cleaned_data
        if given["met_on"] and given["met_on"] != found.met_on and found.state == "made":
            introductions.record_meeting(actor=OWNER, introduction=found, on=given["met_on"])
        if given["outcome"]:
            introductions.record_outcome(
                actor=OWNER,
                introduction=found,
                outcome=given["outcome"],
                amount_range=given["amount_range"],
            )

    return _do(request, profile, act, _("Thank you, it is noted."))


@by_owner
@require_POST
def market_renew(request: HttpRequest, profile: Profile, secret: str) -> HttpResponseBase:
    """Show it for another year."""
    return _do(
        request,
        profile,
        lambda: living.renew(actor=OWNER, profile=profile),
        _("Your profile is shown for another year."),
    )


@by_owner
@require_POST
def market_new_link(request: HttpRequest, profile: Profile, secret: str) -> HttpResponseBase:
    """Make earlier links void; the page goes on under the new one."""
    profile = living.renew_link(actor=OWNER, profile=profile)
    messages.success(request, _("This is the new address of your page. Earlier links no longer open it."))
    return _home(profile)


@by_owner
@require_http_methods(METHODS)
def market_withdraw(request: HttpRequest, profile: Profile, secret: str) -> HttpResponseBase:
    """Ask once more, then take the profile out of the market."""
    if request.method == "POST":
        return _do(
            request,
            profile,
            lambda: living.withdraw(actor=OWNER, profile=profile),
            _("Your profile is withdrawn. Nobody sees it any more."),
        )
    return _asked(request, profile, secret, "withdraw")


@by_owner
@require_http_methods(METHODS)
def market_erase(request: HttpRequest, profile: Profile, secret: str) -> HttpResponseBase:
    """Ask once more, then take out who it is and every word."""
    if request.method == "POST":
        living.forget(actor=OWNER, profile=profile)
        return render(request, "public/market_erased.html", {"section": ""})
    return _asked(request, profile, secret, "erase")


def _asked(request: HttpRequest, profile: Profile, secret: str, deed: str) -> HttpResponse:
    load_profiles([profile])
    context = {"section": "", "profile": profile, "secret": secret, "deed": deed}
    return render(request, "public/market_end.html", context)


@secretly
@require_http_methods(METHODS)
def market_lost(request: HttpRequest) -> HttpResponseBase:
    """Have the links mailed; the answer is the same whether the address is known or not."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    is_asked = request.method == "POST" and form.is_valid()
    if is_asked:
        email = form.cleaned_data["email"].lower()
        if consume(request, action="enquiry_links", key=email) and not form.is_from_a_program:
            living.mail_links(email=email, language=get_language() or "en")
    context = {"section": "market", "form": form, "is_asked": is_asked}
    return render(request, "public/market_lost.html", context, status=422 if form.errors else 200)
