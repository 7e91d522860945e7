"""Hand a case over: offer it, and answer an offer at the desk or by the one-time link in the letter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_safe

from sistership.common.errors import InputError, SistershipError, StateError
from sistership.common.text import HTML_LANGUAGES
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases.actions import handover as actions
from sistership.window.offices.cases.actions.offers_by_link import answer_by_link
from sistership.window.offices.cases.letters import OFFER
from sistership.window.offices.cases.models import (
    CaseFile,
    CaseMessage,
    Direction,
    Handover,
    Service,
)
from sistership.window.offices.cases.queries import one as queries
from sistership.window.offices.cases.states import OfferState
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.models import Side
from sistership.window.offices.people.rules import require
from sistership.window.pages.accounts import limit_one_time_links
from sistership.window.pages.desk.forms.cases import OfferAnswerForm, OfferForm
from sistership.window.pages.desk.forms.choices import (
    keep_sides,
    side_choices,
    side_named,
    with_sides,
)
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.speech import say, sentence
from sistership.window.pages.desk.views.case import (
    Happened,
    case_address,
    case_trail,
    event_word,
    said_of,
    seen_case,
)
from sistership.window.pages.desk.views.case_deeds import case_to_work
from sistership.window.pages.desk.views.case_words import case_page
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    desk_page,
    find,
    form_page,
    posted,
    show,
)
from sistership.window.pages.public.downloads import download

ACCEPT = "accepted"


@desk_page
def offer_case(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Offer a case to another side of the partnership."""
    case = case_to_work(request, public_id)
    sides = with_sides(case.partnership)
    load_texts([side.city for side in sides])
    keep_sides(case.partnership, sides)
    others = [side for side in sides if side.pk != case.side_id]
    if not others:
        raise Http404
    form = OfferForm(posted(request), languages=languages_for(case.partnership), sides=side_choices(others))
    lead = _(
        "The other desk reads the case, but no internal note. Your city owes the answer until it accepts."
    )
    if not case.may_be_handed_over:
        lead = _("The enquirer did not agree that the other city reads the case. Ask them first.")
    page = case_page(
        case,
        _("Offer the case to the other city"),
        lead=lead,
        submit=_("Offer the case"),
        done=_("The other desk is asked by mail and on its page."),
    )

    def act() -> Handover:
        to_side = side_named(case.partnership, form.cleaned_data["to"])
        assert to_side is not None, "the choice of a side is required"
        return actions.offer(
            actor=request.user.ref,
            case=case,
            to_side=to_side,
            reason=form.cleaned_data["reason"],
            language=get_language() or "",
        )

    return form_page(request, form, page, act=act)


def _answered(actor: Ref, offer: Handover, *, is_accepted: bool, words: str) -> None:
    given: dict[str, Any] = {
        "actor": actor,
        "handover": offer,
        "answer": words,
        "language": get_language() or "",
    }
    if is_accepted:
        actions.accept(**given)
    else:
        actions.decline(**given)


@desk_page
def answer_offer(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Accept or decline what another side offers."""
    case = seen_case(request, public_id)
    require(request.user, "case.answer_offer", case)
    offer = case.handovers.filter(state=OfferState.OFFERED).select_related("from_side__city", "case").first()
    if offer is None:
        raise Http404
    form = OfferAnswerForm(posted(request))
    if request.method == "POST" and form.is_valid():
        is_accepted = request.POST.get("deed") == ACCEPT
        try:
            _answered(request.user.ref, offer, is_accepted=is_accepted, words=form.cleaned_data["answer"])
        except InputError as error:
            form.add_error("answer", say(error))
        except StateError as error:
            messages.error(request, say(error))
            return HttpResponseRedirect(case_address(case))
        else:
            done = _("The case is yours now.") if is_accepted else _("The other city was told why.")
            messages.success(request, done)
            return HttpResponseRedirect(case_address(case) if is_accepted else reverse("desk_cases"))
    load_texts([offer.from_side.city])
    title = _("Accept or decline")
    context = {
        "case": case,
        "offer": offer,
        "form": form,
        "language": HTML_LANGUAGES.get(case.language, case.language),
        "trail": case_trail((case.number, case_address(case)), (title, None)),
    }
    return show(
        request, "desk/offer_answer.html", context, status=422 if form.errors else 200, current="cases"
    )


def _offer_of(secret: str) -> Handover:
    """What the link asks about; raises as notices.find_token does, and where the offer has ended."""
    token = notices.find_token(secret, purpose=OFFER)
    rows = Handover.objects.select_related("case__side", "from_side__city", "to_side__city")
    offer = rows.get(public_id=token.about_id)
    if offer.state != OfferState.OFFERED:
        raise StateError(
            _("This offer was dealt with already"),
            next_step=_("Open the case at your desk to see what became of it"),
        )
    return offer


def _closed(request: HttpRequest, error: SistershipError) -> HttpResponse:
    """The page of a link that opens nothing: unknown (404), used or expired (410)."""
    status = 404 if isinstance(error, InputError) else 410
    context = {"section": "", "what": sentence(error.what), "next_step": sentence(error.next_step)}
    return render(request, "desk/answer_closed.html", context, status=status)


def _words(offer: Handover) -> QuerySet[CaseMessage]:
    """The words that the asked side may read: everything but internal notes."""
    return CaseMessage.objects.filter(case=offer.case).exclude(direction=Direction.NOTE)


def _page(
    request: HttpRequest, secret: str, offer: Handover, form: OfferAnswerForm, *, status: int = 200
) -> HttpResponse:
    rows = Side.objects.filter(partnership=offer.case.partnership_id).select_related("city")
    sides = {side.pk: side for side in rows.prefetch_related("city__local_days")}
    load_texts([side.city for side in sides.values()])
    offer.from_side, offer.to_side = sides[offer.from_side_id], sides[offer.to_side_id]
    case = offer.case
    history = [
        Happened(event, event_word(event.event), sides.get(event.side_id) if event.side_id else None)
        for event in queries.events_of(case)
    ]
    context = {
        "section": "",
        "case": case,
        "offer": offer,
        "form": form,
        "service": Service(case.service).label,
        "language": HTML_LANGUAGES.get(case.language, case.language),
        "secret": secret,
        "thread": [
            said_of(message, sides)
            for message in queries.with_translation(_words(offer), get_language() or "en")
        ],
        "history": history,
    }
    with timezone.override(offer.to_side.city.timezone):  # whoever answers has no account to know it from
        return render(request, "desk/handover.html", context, status=status)


@limit_one_time_links
@never_cache
def answer_handover(request: HttpRequest, secret: str) -> HttpResponse:
    """Show an offered case to who holds the link (GET); accept or decline it (POST)."""
    try:
        offer = _offer_of(secret)
    except (InputError, StateError) as error:
        return _closed(request, error)
    if request.method != "POST":
        return _page(request, secret, offer, OfferAnswerForm())
    form = OfferAnswerForm(request.POST)
    if not form.is_valid():
        return _page(request, secret, offer, form, status=422)
    is_accepted = request.POST.get("deed") == ACCEPT
    try:
        answer_by_link(
            secret=secret,
            is_accepted=is_accepted,
            answer=form.cleaned_data["answer"],
            language=get_language() or "",
        )
    except StateError as error:
        return _closed(request, error)
    except InputError as error:
        form.add_error("answer", say(error))
        return _page(request, secret, offer, form, status=422)
    return HttpResponseRedirect(reverse("handover_done", args=[ACCEPT if is_accepted else "declined"]))


@limit_one_time_links
@never_cache
@require_safe
def handover_file(request: HttpRequest, secret: str, public_id: UUID) -> HttpResponseBase:
    """A file of words that the asked side reads, for who holds the link of an open offer."""
    try:
        offer = _offer_of(secret)
    except (InputError, StateError) as error:
        return _closed(request, error)
    rows = CaseFile.objects.filter(message__in=_words(offer), file__isnull=False).select_related("file")
    found = find(rows, public_id)
    assert found.file is not None
    return download(found.file, name=found.name)


@require_GET
def handover_done(request: HttpRequest, answer: str) -> HttpResponse:
    """Thanks; says what was answered, and nothing of the case."""
    if answer not in (ACCEPT, "declined"):
        raise Http404
    return render(request, "desk/handover_done.html", {"section": "", "is_accepted": answer == ACCEPT})
