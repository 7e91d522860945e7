"""The journal of one partnership: what was done, newest first, and the head of its chain."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sistership.window.ground.texts import load_texts
from sistership.window.offices.journal.models import Entry
from sistership.window.offices.journal.queries import entries_of_partnership, head_of
from sistership.window.offices.people.models import Account
from sistership.window.offices.people.rules import may
from sistership.window.pages.public.found import partnership_or_404
from sistership.window.pages.public.journal_values import Said, said_in
from sistership.window.pages.public.names import partnership_name, trail_to
from sistership.window.pages.public.words import JOURNAL_WORDS

ENTRIES_PER_PAGE = 30


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of the journal, as its page shows it."""

    entry: Entry
    what: str | Promise
    who: str
    """Name of the account for staff; for others what sort of actor it was."""
    values: Said | None
    """What the entry says; None where the reader may not see it or it was erased."""
    is_erased: bool


def _who(entry: Entry, names: dict[Any, str]) -> str:
    if entry.actor_kind == "system":
        return _("The window itself")
    if entry.actor_kind == "account":
        return names.get(entry.actor_id, _("An account"))
    if entry.actor_kind == "side":
        return _("A desk, by mail")
    return _("Somebody with a one-time link")


def _lines(entries: Iterable[Entry], *, is_internal: bool) -> list[Line]:
    entries = list(entries)
    names: dict[Any, str] = {}
    if is_internal:
        actors = {entry.actor_id for entry in entries if entry.actor_kind == "account" and entry.actor_id}
        names = {one.public_id: one.get_full_name() for one in Account.objects.filter(public_id__in=actors)}
    payloads = [getattr(entry, "payload", None) for entry in entries]
    said = said_in(payload.data if is_internal and payload else {} for payload in payloads)
    lines = []
    for entry, payload, values in zip(entries, payloads, said, strict=True):
        lines.append(
            Line(
                entry=entry,
                what=JOURNAL_WORDS.get(entry.action, entry.action),
                who=_who(entry, names),
                values=values if is_internal and payload else None,
                is_erased=payload is None,
            )
        )
    return lines


@require_safe
def partnership_journal(request: HttpRequest, key: str) -> HttpResponse:
    """Entries, and how to check that none was changed or cut; values are for staff of the partnership."""
    reader = request.user
    found = partnership_or_404(reader, key)
    if not may(reader, "partnership.see_journal", found):
        raise PermissionDenied
    sides = list(found.sides.all())
    load_texts([side.city for side in sides])
    entries = entries_of_partnership(found.public_id, reader=reader).order_by("-sequence")
    page = Paginator(entries, ENTRIES_PER_PAGE).get_page(request.GET.get("page"))
    is_internal = may(reader, "partnership.see_internal", found)
    context = {
        "partnership": found,
        "name": partnership_name(sides),
        "trail": trail_to(found, (_("Journal"), None)),
        "page_obj": page,
        "lines": _lines(page.object_list, is_internal=is_internal),
        "chain": head_of(found.public_id),
        "is_internal": is_internal,
    }
    return render(request, "public/journal.html", context)
