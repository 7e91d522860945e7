"""The market at the desk: profiles to check and to help, suggestions, introductions, who asks whom."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sistership.common.errors import MissingPartError, SistershipError
from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.market.actions import checking, interests, living
from sistership.window.offices.market.actions.sights import saw
from sistership.window.offices.market.actions.steps import profile_word
from sistership.window.offices.market.actions.suggesting import suggestions_for
from sistership.window.offices.market.models import (
    Interest,
    Profile,
    ProfileFile,
    Review,
    SightLevel,
)
from sistership.window.offices.market.queries import requests as counts
from sistership.window.offices.market.queries.lists import at_desk, load_profiles, to_check
from sistership.window.offices.market.rules import (
    levels_for_reader,
    own_profiles,
    visible_interests,
    visible_profiles,
)
from sistership.window.offices.market.states import PROFILE_TABLE, ProfileState, VersionState
from sistership.window.offices.people.rules import may, require
from sistership.window.pages.desk.forms.market import CheckForm, DeskProfileFilter
from sistership.window.pages.desk.speech import say
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    Trail,
    desk_page,
    find,
    posted,
    show,
    sides_around,
    tell,
)
from sistership.window.pages.market_words import facts_of, sector_word, state_of
from sistership.window.pages.public.downloads import download
from sistership.window.pages.public.market_forms import DismissForm, WordsToOtherForm
from sistership.window.pages.templatetags.window import plain

PER_PAGE = 30
COUNTED_FOR = timedelta(days=365)


def market_trail(*steps: tuple[Any, str | None]) -> Trail:
    """Breadcrumbs of the market's pages at the desk."""
    return [(_("My desk"), reverse("desk")), (_("Market"), reverse("desk_market")), *steps]


def title_of(profile: Profile) -> str:
    """What a profile is called in a trail."""
    return plain(profile, "title") or profile.organisation_name or _("A profile that is being written")


@desk_page
def desk_market(request: DeskRequest) -> HttpResponse:
    """Profiles of the reader's cities, those first that wait for a check."""
    form = DeskProfileFilter(request.GET, word=profile_word)
    page = Paginator(at_desk(request.user, **form.wanted()), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(one, *state_of("profile", one.state)) for one in load_profiles(page.object_list)]
    context = {
        "page_obj": page,
        "rows": rows,
        "form": form,
        "clear_url": reverse("desk_market"),
        "waiting": to_check(request.user),
        "trail": [*market_trail()[:1], (_("Market"), None)],
    }
    return show(request, "desk/market.html", context, current="market")


def profile_at_desk(request: DeskRequest, public_id: UUID) -> Profile:
    """A profile of the reader's cities, which the reader works on."""
    profile = find(own_profiles(request.user).select_related("city"), public_id)
    require(request.user, "profile.work", profile)
    return profile


@desk_page
def desk_market_profile(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """One profile: as much of it as the reader may see, and the check where it waits for one."""
    profile = find(visible_profiles(request.user).select_related("city"), public_id)
    return profile_page(request, profile)


def profile_page(request: DeskRequest, profile: Profile, form: CheckForm | None = None) -> HttpResponse:
    """The page; a form with errors says what is wrong."""
    level = levels_for_reader(request.user, [profile])[profile.pk]
    saw(profile=profile, level=level, by=request.user.ref)
    is_own = may(request.user, "profile.work", profile)
    versions = list(profile.versions.all()) if is_own else []
    waiting = next((one for one in versions if one.state == VersionState.IN_REVIEW), None)
    requests = _requests(request, profile)
    load_texts(
        [profile, *(one.profile for one in requests), *(one.other for one in requests)],
        [profile.city, *(city for one in requests for city in (one.profile.city, one.other.city))],
    )
    mark, word = state_of("profile", profile.state)
    state = ProfileState(profile.state)
    context: dict[str, Any] = {
        "profile": profile,
        "facts": facts_of(profile),
        "mark": mark,
        "word": word,
        "is_own": is_own,
        "is_known": level >= SightLevel.ORGANISATION,
        "has_contact": level >= SightLevel.CONTACT,
        "files": list(profile.files.all()) if level >= SightLevel.CONTACT else [],
        "waiting": waiting,
        "written": _written(waiting) if waiting and state == ProfileState.PUBLISHED else [],
        "form": form or (CheckForm(initial={"version": waiting.number}) if waiting else None),
        "reviews": list(Review.objects.filter(version__profile=profile).select_related("version", "account"))
        if is_own
        else [],
        "requests": [(one, *state_of("interest", one.state)) for one in requests],
        "may_renew": is_own and (state, "renewed") in PROFILE_TABLE,
        "may_withdraw": is_own and (state, "withdrawn") in PROFILE_TABLE,
        "is_published": state == ProfileState.PUBLISHED,
        "trail": market_trail((title_of(profile), None)),
    }
    status = 422 if form and form.errors else 200
    return show(request, "desk/market_profile.html", context, status=status, current="market")


def _requests(request: DeskRequest, profile: Profile) -> list[Interest]:
    rows = visible_interests(request.user).filter(Q(profile=profile) | Q(other=profile))
    return list(rows.select_related("profile__city", "other__city")[:30])


def _written(version: Any) -> list[tuple[str, str]]:
    """What a version would change, field by field; texts as they are written."""
    answers = version.answers
    found = [(name, answers.get(name) or "") for name in ("title", "summary", "offers", "needs")]
    found.append(("sectors", ", ".join(map(sector_word, answers.get("sectors") or ()))))
    labels = {
        "title": _("Title"),
        "summary": _("In one or two sentences"),
        "offers": _("What you offer"),
        "needs": _("What you need"),
        "sectors": _("Sectors"),
    }
    return [(labels[name], text) for name, text in found if text]


@desk_page
@require_POST
def desk_market_check(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Give the points of the rubric."""
    profile = profile_at_desk(request, public_id)
    form = CheckForm(posted(request))
    if form.is_valid():
        try:
            review = checking.check(
                actor=request.user.ref,
                profile=profile,
                version_number=form.cleaned_data["version"],
                points=form.points(),
                words=form.cleaned_data["words"],
            )
        except SistershipError as error:
            form.add_error(error.where if error.where in form.fields else None, say(error))
        else:
            done = {
                "published": _("It is published, and its owner is told."),
                "held": _("It is on hold, and its owner is told what to change."),
                "refused": _("It is refused, and its owner is told why."),
            }
            messages.success(request, done[review.verdict])
            return HttpResponseRedirect(reverse("desk_market_profile", args=[profile.public_id]))
    profile.refresh_from_db()
    return profile_page(request, profile, form)


DEEDS = ("renew", "withdraw", "link", "new_link")


@desk_page
@require_POST
def desk_market_deed(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Renew or withdraw a profile for its owner, or send the owner the link."""
    profile = profile_at_desk(request, public_id)
    deed = request.POST.get("deed", "")
    if deed not in DEEDS:
        raise Http404
    acts = {
        "renew": (living.renew, _("It is shown for another year.")),
        "withdraw": (living.withdraw, _("It is withdrawn, and its owner is told.")),
        "link": (living.send_link, _("The link is on its way to the owner.")),
        "new_link": (living.renew_link, _("Earlier links are void; the new one is on its way to the owner.")),
    }
    act, done = acts[deed]
    try:
        act(actor=request.user.ref, profile=profile)
    except SistershipError as error:
        tell(request, error)
    else:
        messages.success(request, done)
    return HttpResponseRedirect(reverse("desk_market_profile", args=[profile.public_id]))


@desk_page
def desk_market_suggestions(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Whom the window suggests to a profile, with reasons; the officer asks or dismisses for its owner."""
    profile = profile_at_desk(request, public_id)
    sides = sides_around(request.user)
    found, missing = [], ""
    try:
        found = suggestions_for(profile, language=get_language() or "en", also=[side.city for side in sides])
    except MissingPartError as error:
        missing = say(error)
        load_texts([profile], [side.city for side in sides])
    context = {
        "profile": profile,
        "suggestions": found,
        "missing": missing,
        "ask": WordsToOtherForm(),
        "dismiss": DismissForm(),
        "trail": market_trail(
            (title_of(profile), reverse("desk_market_profile", args=[profile.public_id])),
            (_("Suggestions"), None),
        ),
    }
    return show(request, "desk/market_suggestions.html", context, current="market", sides=sides)


@desk_page
@require_POST
def desk_market_choose(request: DeskRequest, public_id: UUID, other_id: UUID) -> HttpResponse:
    """Ask another for the owner of a profile, or say that it is not one for them."""
    profile = profile_at_desk(request, public_id)
    other = find(visible_profiles(request.user), other_id)
    ask, dismiss = WordsToOtherForm(request.POST), DismissForm(request.POST)
    deed = request.POST.get("deed", "")
    try:
        if deed == "ask" and ask.is_valid():
            interests.express(
                actor=request.user.ref, profile=profile, other=other, words=ask.cleaned_data["words"]
            )
            messages.success(request, _("They are asked for this profile."))
        elif deed == "dismiss" and dismiss.is_valid():
            interests.dismiss(actor=request.user.ref, profile=profile, other=other, **dismiss.cleaned_data)
            messages.success(request, _("It is not suggested to this profile any more."))
        else:
            messages.error(request, _("Choose a reason."))
    except SistershipError as error:
        tell(request, error)
    return HttpResponseRedirect(reverse("desk_market_suggestions", args=[profile.public_id]))


@desk_page
def desk_market_requests(request: DeskRequest) -> HttpResponse:
    """Who asks whom how often, and what comes of it: odd patterns first."""
    found = counts.counted(request.user, since=clock.now() - COUNTED_FOR)
    load_profiles(one.profile for one in found)
    context = {
        "counted": found,
        "trail": market_trail((_("Who asks, who refuses"), None)),
    }
    return show(request, "desk/market_requests.html", context, current="market")


@desk_page
def desk_market_file(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """A document of a profile whose contacts the reader may see."""
    rows = ProfileFile.objects.filter(profile__in=visible_profiles(request.user))
    found = find(rows.select_related("file", "profile__city"), public_id)
    level = levels_for_reader(request.user, [found.profile])[found.profile_id]
    if level < SightLevel.CONTACT:
        raise Http404
    saw(profile=found.profile, level=level, by=request.user.ref)
    return download(found.file, name=found.name)  # type: ignore[return-value]
