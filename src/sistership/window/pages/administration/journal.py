"""The installation's journal, and the heads of all chains, to be kept outside."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sistership.window.ground.texts import load_texts
from sistership.window.offices.journal.models import Chain
from sistership.window.offices.journal.queries import entries_of_installation
from sistership.window.offices.people import queries
from sistership.window.offices.people.models import Account
from sistership.window.pages.administration.frame import (
    administrator_page,
    name_of,
    page_of,
    reader_of,
    show,
)
from sistership.window.pages.administration.words import INSTALLATION_WORDS
from sistership.window.pages.public.journal_values import said_in


@require_safe
@administrator_page
def journal(request: HttpRequest) -> HttpResponse:
    """What was done to accounts, cities, organisations and persons, newest first."""
    page = page_of(entries_of_installation(), request)
    actors = {entry.actor_id for entry in page if entry.actor_kind == "account"}
    names = {one.public_id: one.get_full_name() for one in Account.objects.filter(public_id__in=actors)}
    payloads = [getattr(entry, "payload", None) for entry in page]
    said = said_in(payload.data if payload else {} for payload in payloads)
    for entry, payload, values in zip(page, payloads, said, strict=True):
        entry.words = INSTALLATION_WORDS.get(entry.action, entry.action)
        entry.who = (
            names.get(entry.actor_id, _("An account that is no more"))
            if entry.actor_kind == "account"
            else _("The window itself")
        )
        entry.is_erased = payload is None
        entry.said = values
    partnerships = {row.public_id: row for row in queries.partnerships(reader_of(request))}
    load_texts([side.city for row in partnerships.values() for side in row.sides.all()])
    chains = []
    for chain in Chain.objects.order_by("-is_installation", "pk"):
        found = partnerships.get(chain.partnership_id) if chain.partnership_id else None
        cities = " × ".join(name_of(side.city) for side in found.sides.all()) if found else ""
        chains.append((chain, found, cities or _("The window itself")))
    return show(request, "journal", {"page_obj": page, "chains": chains}, current="journal")
