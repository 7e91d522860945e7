"""Follow a partnership or a commitment: by account at once, by mail after a link in a letter; and stop."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from allauth.decorators import rate_limit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from sistership.common.errors import InputError, StateError
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.rules import visible_commitments
from sistership.window.offices.notices import following
from sistership.window.offices.notices.actions import follow, unfollow
from sistership.window.offices.notices.models import Subscription
from sistership.window.offices.people.models import Account, Partnership
from sistership.window.offices.people.queries import sides_with_cities
from sistership.window.offices.people.rules import may, visible_partnerships
from sistership.window.pages.accounts import limit_one_time_links
from sistership.window.pages.desk.speech import sentence
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.public.names import Trail, partnership_name, trail_to
from sistership.window.pages.public.open_forms import FollowForm, RhythmForm
from sistership.window.pages.templatetags.window import plain

limit_following = rate_limit(action="follow")


@dataclass(frozen=True, slots=True)
class Followed:
    """What a reader may follow: a record with its name, its page and its feeds."""

    ref: Ref
    name: str
    page: str
    feed: str
    trail: Trail
    is_partnership: bool
    is_public: bool
    """Whether somebody without an account could read the news."""


def _load(partnership: Partnership) -> None:
    load_texts([side.city for side in partnership.sides.all()])


@limit_following
@require_http_methods(["GET", "HEAD", "POST"])
def commitment_follow(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Follow one commitment."""
    rows = visible_commitments(request.user).select_related("partnership", "agreement")
    rows = rows.prefetch_related(sides_with_cities("partnership__sides"))
    found = found_or_404(rows.filter(public_id=public_id).first())
    _load(found.partnership)
    page, name = reverse("commitment", args=[found.public_id]), plain(found, "title")
    is_agreement_public = found.agreement is None or found.agreement.is_public
    return _follow(
        request,
        Followed(
            ref=found.ref,
            name=name,
            page=page,
            feed=reverse("commitment_feed", args=[found.public_id]),
            trail=trail_to(found.partnership, (name, page), (_("Follow"), None)),
            is_partnership=False,
            is_public=found.is_public and is_agreement_public and found.partnership.is_public,
        ),
    )


@limit_following
@require_http_methods(["GET", "HEAD", "POST"])
def partnership_follow(request: HttpRequest, key: str) -> HttpResponse:
    """Follow a partnership: all its commitments, agreements and visits."""
    rows = visible_partnerships(request.user).prefetch_related(sides_with_cities())
    found = found_or_404(rows.filter(key=key).first())
    _load(found)
    return _follow(
        request,
        Followed(
            ref=found.ref,
            name=partnership_name(found.sides.all()),
            page=reverse("partnership", args=[found.key]),
            feed=reverse("partnership_feed", args=[found.key]),
            trail=trail_to(found, (_("Follow"), None)),
            is_partnership=True,
            is_public=found.is_public,
        ),
    )


def _follow(request: HttpRequest, followed: Followed) -> HttpResponse:
    reader = request.user
    if isinstance(reader, Account) and may(reader, "people.follow"):
        return _follow_by_account(request, reader, followed)
    if not followed.is_public:
        return _show(request, followed, None)
    form = FollowForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not form.is_from_a_program:
            following.ask_to_follow(
                email=form.cleaned_data["email"],
                language=form.cleaned_data["language"],
                rhythm=form.cleaned_data["rhythm"],
                about=followed.ref,
                title=followed.name,
            )
        return HttpResponseRedirect(reverse("follow_asked"))
    return _show(request, followed, form)


def _follow_by_account(request: HttpRequest, reader: Account, followed: Followed) -> HttpResponse:
    if request.method != "POST":
        known = Subscription.objects.filter(account=reader, about_id=followed.ref.public_id).first()
        form = RhythmForm(initial={"rhythm": known.rhythm} if known else None)
        return _show(request, followed, form, is_following=known is not None)
    if request.POST.get("stop"):
        unfollow(account=reader, about=followed.ref)
        messages.success(request, _("You no longer follow this."))
        return HttpResponseRedirect(followed.page)
    form = RhythmForm(request.POST if "rhythm" in request.POST else {"rhythm": "at_once"})
    if not form.is_valid():
        return _show(request, followed, form)
    follow(account=reader, about=followed.ref, rhythm=form.cleaned_data["rhythm"])
    messages.success(request, _("You follow this now. Letters go to your account's address."))
    return HttpResponseRedirect(followed.page)


def _show(
    request: HttpRequest, followed: Followed, form: RhythmForm | None, *, is_following: bool = False
) -> HttpResponse:
    context = {
        "followed": followed,
        "form": form,
        "trail": followed.trail,
        "is_following": is_following,
        "has_account": isinstance(request.user, Account),
    }
    return render(request, "public/follow.html", context, status=422 if form and form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD"])
def follow_asked(request: HttpRequest) -> HttpResponse:
    """The same for everybody who asked, whatever the window knows of the address."""
    return render(request, "public/follow_asked.html", {"section": ""})


def _closed(request: HttpRequest, error: InputError | StateError) -> HttpResponse:
    status = 404 if isinstance(error, InputError) else 410
    context = {"section": "", "what": sentence(error.what), "next_step": sentence(error.next_step)}
    return render(request, "desk/answer_closed.html", context, status=status)


@limit_one_time_links
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_confirm(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask once more (GET), because mail programs open links by themselves; begin to follow (POST)."""
    try:
        if request.method != "POST":
            asked = following.find_asked(secret)
            return render(request, "public/follow_confirm.html", {"section": "", "asked": asked})
        confirmed = following.confirm(secret)
    except (InputError, StateError) as error:
        return _closed(request, error)
    context = {"section": "", "stop_url": following.stop_url(confirmed)}
    return render(request, "public/follow_confirmed.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow_stop(request: HttpRequest, secret: str) -> HttpResponse:
    """One click ends the letters: the button of a mail program (RFC 8058) or the one on this page.

    The link itself is the permission, so a request from elsewhere is what this page is for.
    """
    try:
        subscription = following.find_by_stop_link(secret)
        if request.method == "POST":
            following.stop(secret)
            subscription = None
    except InputError as error:
        return _closed(request, error)
    context = {"section": "", "is_following": subscription is not None}
    return render(request, "public/follow_stop.html", context)
