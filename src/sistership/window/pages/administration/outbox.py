"""Letters that the window sent or tries to send. What they say is shown in the demo only."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from sistership.common.errors import SistershipError
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.notices.models import Message
from sistership.window.pages.administration.frame import administrator_page, find, page_of, show
from sistership.window.pages.administration.words import ABOUT_WORDS
from sistership.window.pages.desk.speech import say


@require_safe
@administrator_page
def outbox(request: HttpRequest) -> HttpResponse:
    """Letters, newest first, all or those in one state."""
    state = request.GET.get("state", "")
    rows = Message.objects.order_by("-pk")
    if state in Message.State.values:
        rows = rows.filter(state=state)
    page = page_of(rows, request)
    for letter in page:
        letter.about_word = ABOUT_WORDS.get(letter.about_kind, letter.about_kind)
    views = [("", _("All letters")), *Message.State.choices]
    context = {"page_obj": page, "views": views, "state": state}
    return show(request, "outbox", context, current="outbox")


@require_safe
@never_cache
@administrator_page
def letter(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The words of one letter with its links, so that one can play the partner; not outside the demo."""
    if settings.IS_PRODUCTION:
        raise Http404
    found = find(Message.objects.all(), public_id=public_id)
    return show(request, "letter", {"letter": found}, current="outbox")


@require_POST
@administrator_page
def letter_retry(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Try a letter again now."""
    try:
        notices.retry(find(Message.objects.all(), public_id=public_id))
    except SistershipError as error:
        messages.error(request, say(error))
    else:
        messages.success(request, _("The letter is tried again now."))
    return redirect("outbox")
