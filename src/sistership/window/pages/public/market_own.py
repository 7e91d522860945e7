"""The page of a profile's owner, by the link in their letters: how it stands, requests, introductions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from sistership.common.errors import MissingPartError
from sistership.window.offices.market.actions.living import may_be_written
from sistership.window.offices.market.actions.sights import saw
from sistership.window.offices.market.actions.suggesting import count_shown, suggestions_for
from sistership.window.offices.market.actions.writing import open_version
from sistership.window.offices.market.addresses import owner_url
from sistership.window.offices.market.erasure import export_profile
from sistership.window.offices.market.models import Profile, ProfileFile, SightLevel
from sistership.window.offices.market.queries.lists import load_profiles
from sistership.window.offices.market.queries.own import own_page
from sistership.window.offices.market.rules import level_for_profile
from sistership.window.offices.market.states import PROFILE_TABLE, ProfileState
from sistership.window.pages.desk.speech import say
from sistership.window.pages.market_words import facts_of, state_of
from sistership.window.pages.public.downloads import download
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.public.market_days import own_days
from sistership.window.pages.public.market_forms import DismissForm, OutcomeForm, WordsToOtherForm
from sistership.window.pages.public.market_link import by_owner


@by_owner
@require_safe
def market_own(request: HttpRequest, profile: Profile, secret: str) -> HttpResponseBase:
    """How it stands, and all that the owner may do."""
    own = own_page(profile)
    version = open_version(profile)
    mark, word = state_of("profile", profile.state)
    state = ProfileState(profile.state)
    context: dict[str, Any] = {
        "section": "",
        "profile": profile,
        "secret": secret,
        "mark": mark,
        "word": word,
        "own": own,
        "asking": [(one, *state_of("interest", one.state)) for one in own.asking],
        "meetings": [
            (
                one,
                *state_of("introduction", one.introduction.state),
                OutcomeForm(
                    initial={
                        "met_on": one.introduction.met_on,
                        "outcome": one.introduction.outcome,
                        "amount_range": one.introduction.amount_range,
                    },
                    auto_id=f"m{one.introduction.pk}_%s",
                ),
            )
            for one in own.meetings
        ],
        "version": version,
        "may_write": may_be_written(profile),
        "may_renew": (state, "renewed") in PROFILE_TABLE,
        "may_withdraw": (state, "withdrawn") in PROFILE_TABLE,
        "is_published": state == ProfileState.PUBLISHED,
        "link": owner_url(profile),
        "days": own_days(profile, secret),
    }
    return render(request, "public/market_own.html", context)


@by_owner
@require_safe
def market_suggestions(request: HttpRequest, profile: Profile, secret: str) -> HttpResponseBase:
    """Whom the window suggests, and why."""
    found, missing = [], ""
    if profile.state == ProfileState.PUBLISHED:
        try:
            found = suggestions_for(profile, language=get_language() or "en")
        except MissingPartError as error:
            missing = say(error)
        count_shown(profile=profile, others=[one.profile for one in found])
    context = {
        "section": "",
        "profile": profile,
        "secret": secret,
        "suggestions": found,
        "missing": missing,
        "dismiss": DismissForm(),
    }
    return render(request, "public/market_suggestions.html", context)


def other_of(profile: Profile, public_id: UUID) -> Profile:
    """Another profile that the owner of one may open: published, or introduced to it."""
    rows = Profile.objects.exclude(state=ProfileState.ERASED).select_related("city")
    other = found_or_404(rows.exclude(pk=profile.pk).filter(public_id=public_id).first())
    is_open = other.state == ProfileState.PUBLISHED
    if not is_open and level_for_profile(profile, other) < SightLevel.CONTACT:
        found_or_404(None)
    return other


@by_owner
@require_safe
def market_other(request: HttpRequest, profile: Profile, secret: str, public_id: UUID) -> HttpResponseBase:
    """Another profile as this owner may read it, with what can be done about it."""
    other = other_of(profile, public_id)
    level = level_for_profile(profile, other)
    saw(profile=other, level=level, by=profile.ref)
    return other_page(request, profile, secret, other, level=level)


def other_page(
    request: HttpRequest,
    profile: Profile,
    secret: str,
    other: Profile,
    *,
    level: int,
    ask: WordsToOtherForm | None = None,
    dismiss: DismissForm | None = None,
) -> HttpResponse:
    """The page; a form with errors says what is wrong."""
    load_profiles([profile, other])
    has_contact = level >= SightLevel.CONTACT
    asked = profile.interests.filter(other=other, state="asked").first()
    context = {
        "section": "",
        "profile": other,
        "own": profile,
        "secret": secret,
        "facts": facts_of(other),
        "has_contact": has_contact,
        "files": list(other.files.all()) if has_contact else [],
        "asked": asked,
        "ask": ask or WordsToOtherForm(),
        "dismiss": dismiss or DismissForm(),
        "back": reverse("market_own", args=[secret]),
        "may_ask": profile.state == ProfileState.PUBLISHED and not has_contact and asked is None,
    }
    errors = (ask and ask.errors) or (dismiss and dismiss.errors)
    return render(request, "public/market_other.html", context, status=422 if errors else 200)


@by_owner
@require_safe
def market_file(request: HttpRequest, profile: Profile, secret: str, public_id: UUID) -> HttpResponseBase:
    """A document of one's own, or of a party to which one was introduced."""
    rows = ProfileFile.objects.select_related("file", "profile__city").filter(public_id=public_id)
    found = found_or_404(rows.first())
    if level_for_profile(profile, found.profile) < SightLevel.CONTACT:
        found_or_404(None)
    if found.profile_id != profile.pk:
        saw(profile=found.profile, level=int(SightLevel.CONTACT), by=profile.ref)
    return download(found.file, name=found.name)


@by_owner
@require_safe
def market_data(request: HttpRequest, profile: Profile, secret: str) -> HttpResponseBase:
    """All that the window holds for the owner, as data."""
    response = JsonResponse(export_profile(profile), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = 'attachment; filename="profile.json"'
    return response
