"""Answer evidence by the one-time link from a letter: no account, no session; reading it changes nothing."""

from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from sistership.common.errors import InputError, StateError
from sistership.window.ground.files import open_stored
from sistership.window.ground.sources import attach_sources
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.actions import evidence as actions
from sistership.window.offices.agreements.actions.letters import ANSWER
from sistership.window.offices.agreements.models import Evidence
from sistership.window.offices.agreements.states import EVIDENCE_TABLE
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.models import Side
from sistership.window.pages.accounts import limit_one_time_links
from sistership.window.pages.desk.forms.proofs import ReasonForm
from sistership.window.pages.desk.speech import say, sentence


def _closed(request: HttpRequest, error: InputError | StateError) -> HttpResponse:
    """The page of a link that opens nothing: unknown (404), used or expired (410)."""
    status = 404 if isinstance(error, InputError) else 410
    context = {"section": "", "what": sentence(error.what), "next_step": sentence(error.next_step)}
    return render(request, "desk/answer_closed.html", context, status=status)


def _asked(secret: str) -> tuple[Evidence, Side]:
    """What the link asks about, and for which side; raises as notices.find_token does."""
    token = notices.find_token(secret, purpose=ANSWER)
    rows = Evidence.objects.select_related("commitment__partnership", "side__city", "milestone", "file")
    evidence = rows.prefetch_related("events__side__city").get(public_id=token.about_id)
    assert token.side_id is not None, "a link that asks for an answer names the side that is asked"
    side = Side.objects.select_related("city").get(public_id=token.side_id)
    return evidence, side


def _page(
    request: HttpRequest, secret: str, evidence: Evidence, side: Side, *, form: Any, status: int = 200
) -> HttpResponse:
    commitment = evidence.commitment
    events = [event for event in evidence.events.all() if event.reason]
    load_texts(
        [evidence, commitment, evidence.side.city, side.city],
        [evidence.milestone] if evidence.milestone else [],
        [event.side.city for event in events if event.side],
    )
    attach_sources([evidence, commitment])
    context = {
        "section": "",
        "secret": secret,
        "evidence": evidence,
        "commitment": commitment,
        "side": side,
        "events": events,
        "form": form,
        "state": actions.current_state(evidence).value,
        "may_answer": (actions.current_state(evidence), "confirmed") in EVIDENCE_TABLE,
        "may_dispute": (actions.current_state(evidence), "disputed") in EVIDENCE_TABLE,
    }
    return render(request, "desk/answer.html", context, status=status)


@limit_one_time_links
@never_cache
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the promise and its evidence (GET); confirm or dispute it (POST)."""
    try:
        evidence, side = _asked(secret)
    except (InputError, StateError) as error:
        return _closed(request, error)
    if request.method != "POST":
        return _page(request, secret, evidence, side, form=ReasonForm())
    return _answered(request, secret, evidence, side)


def _answered(request: HttpRequest, secret: str, evidence: Evidence, side: Side) -> HttpResponse:
    is_confirmed = request.POST.get("answer") == "confirmed"
    form = ReasonForm(request.POST)
    if not is_confirmed and not form.is_valid():
        return _page(request, secret, evidence, side, form=form, status=422)
    try:
        actions.answer_by_link(
            secret=secret,
            is_confirmed=is_confirmed,
            reason="" if is_confirmed else form.cleaned_data["reason"],
            language=get_language() or "",
        )
    except StateError as error:
        return _closed(request, error)
    except InputError as error:
        form.add_error("reason", say(error))
        return _page(request, secret, evidence, side, form=form, status=422)
    return HttpResponseRedirect(reverse("answer_done", args=["confirmed" if is_confirmed else "disputed"]))


@limit_one_time_links
@never_cache
@require_GET
def answer_file(request: HttpRequest, secret: str) -> HttpResponse:
    """The evidence's file, for the holder of the link."""
    try:
        evidence, _side = _asked(secret)
    except (InputError, StateError) as error:
        return _closed(request, error)
    if evidence.file is None:
        raise Http404
    response = FileResponse(
        open_stored(evidence.file),
        as_attachment=True,
        filename=evidence.file.name,
        content_type=evidence.file.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response  # type: ignore[return-value]


@require_GET
def answer_done(request: HttpRequest, answer: str) -> HttpResponse:
    """Thanks; says what was answered, and nothing of the evidence."""
    if answer not in ("confirmed", "disputed"):
        raise Http404
    return render(request, "desk/answer_done.html", {"section": "", "is_confirmed": answer == "confirmed"})
