"""The page of one commitment: everything about it, and why it is in its state."""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID

from django.db.models import Exists, OuterRef, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sistership.window.ground import clock
from sistership.window.ground.sources import attach_sources
from sistership.window.offices.agreements.models import Commitment, EvidenceEvent
from sistership.window.offices.agreements.queries import questions_about
from sistership.window.offices.agreements.queries.commitments import cited_in, named_in, read_commitments
from sistership.window.offices.agreements.rules import visible_commitments, visible_intentions
from sistership.window.offices.notices.models import Subscription
from sistership.window.offices.people.models import Account
from sistership.window.offices.people.rules import may
from sistership.window.offices.visions.queries import served_by
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.public.lines import draw_steps
from sistership.window.pages.public.names import Trail, side_names, trail_to
from sistership.window.pages.public.reasons import reasons_for
from sistership.window.pages.public.words import EVENT_WORDS
from sistership.window.pages.templatetags.window import plain


def _trail(commitment: Commitment) -> Trail:
    title = (plain(commitment, "title"), None)
    agreement = commitment.agreement
    if agreement is None:
        plan = reverse("partnership_blueprint", args=[commitment.partnership.key])
        return trail_to(commitment.partnership, (_("Action blueprint"), plan), title)
    return trail_to(
        commitment.partnership,
        (plain(agreement, "title"), reverse("agreement", args=[agreement.public_id])),
        (_("Action blueprint"), reverse("blueprint", args=[agreement.public_id])),
        title,
    )


def _tell_histories(commitment: Commitment) -> None:
    """Set `history` on each piece of evidence: what happened to it, in order, in words."""
    known = {side.pk: side for side in commitment.partnership.sides.all()}
    found = defaultdict(list)
    for event in EvidenceEvent.objects.filter(evidence__in=[one.pk for one in commitment.proofs]):  # type: ignore[attr-defined]
        sides = [known[event.side_id]] if event.side_id in known else []
        found[event.evidence_id].append((event, EVENT_WORDS[event.event], side_names(sides)))
    for one in commitment.proofs:  # type: ignore[attr-defined]
        one.history = found[one.pk]
        one.sides = side_names([known[one.side_id]])


@require_safe
def commitment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Measure, target, owing sides, steps, evidence with its history, sources, and the reasons."""
    reader, now = request.user, clock.now()
    mine = Subscription.objects.filter(account=reader.pk, about_id=OuterRef("public_id"))
    rows = (
        visible_commitments(reader)
        .filter(public_id=public_id)
        .annotate(
            came_from_intention=Exists(visible_intentions(reader).filter(became=OuterRef("pk"))),
            is_followed=Exists(mine) if isinstance(reader, Account) else Value(value=False),
        )
    )
    found = found_or_404(next(iter(read_commitments(reader, rows, now=now)), None))
    questions, serves = questions_about(reader, found), served_by([found]).commitments[found.pk]
    attach_sources(cited_in([found]), named_in([found]), questions, serves.all_axes)
    _tell_histories(found)
    for step in found.steps:  # type: ignore[attr-defined]
        step.sides = side_names([step.side] if step.side else found.owing.all())
    context = {
        "commitment": found,
        "partnership": found.partnership,
        "trail": _trail(found),
        "line": draw_steps(found, today=now.date()),
        "reasons": reasons_for(found, now=now),
        "owing": side_names(found.owing.all()),
        "serves": serves,
        "next_owing": side_names(found.next_owing),  # type: ignore[attr-defined]
        "came_from": found.came_from_intention,  # type: ignore[attr-defined]
        "may_follow": may(reader, "people.follow"),
        "is_following": found.is_followed,  # type: ignore[attr-defined]
        "questions": questions,
        "may_write": may(reader, "partnership.write", found.partnership),
    }
    return render(request, "public/commitment.html", context)
