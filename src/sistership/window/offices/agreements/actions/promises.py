"""Write commitments, milestones and intentions; every change of a date or target is projected at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import write_texts
from sistership.window.offices.agreements.actions.entry import note
from sistership.window.offices.agreements.actions.following import tell_followers
from sistership.window.offices.agreements.actions.projection import project_commitment
from sistership.window.offices.agreements.models import (
    Agreement,
    Commitment,
    Direction,
    Intention,
    IntentionKind,
    Milestone,
    Rhythm,
    TargetRule,
)
from sistership.window.offices.agreements.states import PromiseState
from sistership.window.offices.people.models import Partnership, Side

Texts = Mapping[str, str]


def _check_sides(partnership: Partnership, sides: Iterable[Side]) -> list[Side]:
    sides = list(sides)
    if not sides or any(side.partnership_id != partnership.pk for side in sides):
        raise InputError(
            _("Name at least one side of this partnership that owes the commitment"),
            where="owing",
            allowed=", ".join(side.city.key for side in partnership.sides.select_related("city")),
        )
    return sides


def _check_schedule(
    rhythm: str, rhythm_from: date | None, rhythm_until: date | None, target: Decimal | None, rule: str
) -> None:
    if rhythm not in Rhythm.values:
        raise InputError(
            _("'%(rhythm)s' is not a rhythm") % {"rhythm": rhythm},
            where="rhythm",
            allowed=", ".join(filter(None, Rhythm.values)),
        )
    if rhythm and rhythm_from is None:
        raise InputError(_("A rhythm needs the day on which it starts"), where="rhythm_from")
    if rhythm_from and rhythm_until and rhythm_until < rhythm_from:
        raise InputError(
            _("It ends on %(rhythm_until)s, before it starts") % {"rhythm_until": rhythm_until},
            where="rhythm_until",
        )
    if target is not None and target <= 0:
        raise InputError(
            _("A target of %(target)s") % {"target": target},
            where="target_value",
            allowed=_("a number above 0"),
        )
    if rule not in TargetRule.values:
        raise InputError(
            _("'%(rule)s' is no rule") % {"rule": rule},
            where="target_rule",
            allowed=", ".join(TargetRule.values),
        )


def _check_title(titles: Texts, message: str) -> None:
    if not any(title.strip() for title in titles.values()):
        raise InputError(message, where="title")


def _agreement_of(
    partnership: Partnership, agreement: Agreement | None, direction: Direction | None
) -> Agreement | None:
    """The agreement that a commitment belongs to: that of its direction, where it has one."""
    if direction is not None:
        if agreement is not None and direction.agreement_id != agreement.pk:
            raise InputError(_("That direction belongs to another agreement"), where="direction")
        agreement = direction.agreement
    if agreement is not None and agreement.partnership_id != partnership.pk:
        if direction is None:
            raise InputError(_("That agreement belongs to another partnership"), where="agreement")
        raise InputError(_("That direction belongs to another partnership"), where="direction")
    return agreement


def revise(promise: Commitment | Milestone) -> None:
    """Count a change, so that calendars that hold the promise take it over; saved by the caller."""
    promise.revision += 1
    promise.revised_at = clock.now()


@transaction.atomic
def add_commitment(
    *,
    actor: Ref,
    partnership: Partnership,
    titles: Texts,
    owing: Iterable[Side],
    agreement: Agreement | None = None,
    direction: Direction | None = None,
    summaries: Texts | None = None,
    measures: Texts | None = None,
    units: Texts | None = None,
    due_on: date | None = None,
    rhythm: str = "",
    rhythm_from: date | None = None,
    rhythm_until: date | None = None,
    target_value: Decimal | None = None,
    target_rule: str = TargetRule.SUM,
    is_public: bool = True,
    is_example: bool = False,
) -> Commitment:
    """Record what one or more sides said they will do."""
    _check_title(titles, _("A commitment needs a text in at least one language"))
    sides = _check_sides(partnership, owing)
    _check_schedule(rhythm, rhythm_from, rhythm_until, target_value, target_rule)
    agreement = _agreement_of(partnership, agreement, direction)
    last = (
        partnership.commitments.filter(agreement=agreement, direction=direction).order_by("-position").first()
    )
    commitment = Commitment.objects.create(
        partnership=partnership,
        agreement=agreement,
        direction=direction,
        position=(last.position if last else 0) + 1,
        due_on=due_on,
        rhythm=rhythm,
        rhythm_from=rhythm_from,
        rhythm_until=rhythm_until,
        target_value=target_value,
        target_rule=target_rule,
        is_public=is_public,
        is_example=is_example,
    )
    commitment.owing.set(sides)
    texts: dict[str, Texts] = {"title": titles}
    optional = (("summary", summaries), ("measure", measures), ("unit", units))
    texts |= {field: given for field, given in optional if given}
    write_texts(commitment, texts)
    project_commitment(commitment)
    note(
        actor,
        "commitment.added",
        commitment.ref,
        partnership,
        titles=dict(titles),
        owing=[side.public_id for side in sides],
        due_on=due_on,
        rhythm=rhythm,
        target=target_value,
    )
    return commitment


EDITABLE = (
    "due_on",
    "rhythm",
    "rhythm_from",
    "rhythm_until",
    "target_value",
    "target_rule",
    "is_public",
)


@transaction.atomic
def edit_commitment(
    *,
    actor: Ref,
    commitment: Commitment,
    texts: Mapping[str, Texts] | None = None,
    owing: Iterable[Side] | None = None,
    **changes: Any,
) -> Commitment:
    """Change dates, rhythm, target, texts or owing sides; its state follows at once."""
    unknown = set(changes) - set(EDITABLE)
    if unknown:
        raise InputError(
            _("%(fields)s cannot be changed") % {"fields": ", ".join(sorted(unknown))},
            allowed=", ".join(EDITABLE),
        )
    before = {name: getattr(commitment, name) for name in changes}
    for name, value in changes.items():
        setattr(commitment, name, value)
    _check_schedule(
        commitment.rhythm,
        commitment.rhythm_from,
        commitment.rhythm_until,
        commitment.target_value,
        commitment.target_rule,
    )
    revise(commitment)
    commitment.save()
    if owing is not None:
        commitment.owing.set(_check_sides(commitment.partnership, owing))
    write_texts(commitment, texts or {})
    project_commitment(commitment)
    note(
        actor,
        "commitment.edited",
        commitment.ref,
        commitment.partnership,
        before=before,
        after=changes,
        texts={field: dict(wordings) for field, wordings in (texts or {}).items()},
    )
    return commitment


@transaction.atomic
def drop_commitment(*, actor: Ref, commitment: Commitment, reasons: Texts) -> Commitment:
    """End a commitment without keeping it; the reason is public."""
    if not any(reason.strip() for reason in reasons.values()):
        raise InputError(
            _("A commitment is dropped only with a reason that both sides can read"), where="reason"
        )
    if commitment.dropped_on:
        raise StateError(_("It was already dropped on %(day)s") % {"day": commitment.dropped_on})
    commitment.dropped_on = clock.now().date()
    commitment.told_state = PromiseState.DROPPED
    revise(commitment)
    commitment.save(update_fields=["dropped_on", "told_state", "revision", "revised_at"])
    write_texts(commitment, {"dropped_reason": reasons})
    note(actor, "commitment.dropped", commitment.ref, commitment.partnership, reasons=dict(reasons))
    tell_followers(
        commitment,
        lambda language: (
            _("The commitment was dropped. Reason: %(reason)s")
            % {"reason": commitment.localized("dropped_reason").text(language)}
        ),
    )
    return commitment


@transaction.atomic
def add_milestone(
    *,
    actor: Ref,
    commitment: Commitment,
    titles: Texts,
    due_on: date | None = None,
    side: Side | None = None,
    is_example: bool = False,
) -> Milestone:
    """Add a dated step at the end of the commitment's steps."""
    _check_title(titles, _("A milestone needs a text in at least one language"))
    if side is not None:
        _check_sides(commitment.partnership, [side])
    last = commitment.milestones.order_by("-position").first()
    milestone = Milestone.objects.create(
        commitment=commitment,
        position=(last.position if last else 0) + 1,
        side=side,
        due_on=due_on,
        is_example=is_example,
    )
    write_texts(milestone, {"title": titles})
    project_commitment(commitment)
    milestone.refresh_from_db()
    note(
        actor,
        "milestone.added",
        milestone.ref,
        commitment.partnership,
        titles=dict(titles),
        due_on=due_on,
    )
    return milestone


@transaction.atomic
def edit_milestone(
    *, actor: Ref, milestone: Milestone, texts: Mapping[str, Texts] | None = None, **changes: Any
) -> Milestone:
    """Change the due date, the side or the texts of a step."""
    unknown = set(changes) - {"due_on", "side"}
    if unknown:
        raise InputError(
            _("%(fields)s cannot be changed") % {"fields": ", ".join(sorted(unknown))},
            allowed="due_on, side",
        )
    before = {"due_on": milestone.due_on, "side": milestone.side.public_id if milestone.side else None}
    for name, value in changes.items():
        setattr(milestone, name, value)
    revise(milestone)
    milestone.save()
    write_texts(milestone, texts or {})
    project_commitment(milestone.commitment)
    milestone.refresh_from_db()
    note(
        actor,
        "milestone.edited",
        milestone.ref,
        milestone.commitment.partnership,
        before=before,
        due_on=milestone.due_on,
        side=milestone.side.public_id if milestone.side else None,
    )
    return milestone


@transaction.atomic
def add_intention(
    *,
    actor: Ref,
    partnership: Partnership,
    texts: Texts,
    intention_kind: str,
    agreement: Agreement | None = None,
    side: Side | None = None,
    occasion: Ref | None = None,
    about_month: date | None = None,
    is_public: bool = True,
    is_example: bool = False,
) -> Intention:
    """Record a hope, an invitation or a talk; it is never counted as a commitment."""
    if intention_kind not in IntentionKind.values:
        raise InputError(
            _("'%(intention_kind)s' is no kind of intention") % {"intention_kind": intention_kind},
            where="kind",
            allowed=", ".join(IntentionKind.values),
        )
    _check_title(texts, _("An intention needs a text in at least one language"))
    intention = Intention.objects.create(
        partnership=partnership,
        agreement=agreement,
        intention_kind=intention_kind,
        side=side,
        occasion_kind=occasion.kind if occasion else "",
        occasion_id=occasion.public_id if occasion else None,
        about_month=about_month,
        is_public=is_public,
        is_example=is_example,
    )
    write_texts(intention, {"text": texts})
    note(actor, "intention.added", intention.ref, partnership, texts=dict(texts))
    return intention


@transaction.atomic
def promote_intention(
    *, actor: Ref, intention: Intention, owing: Iterable[Side], **commitment: Any
) -> Commitment:
    """Turn an intention into a commitment that some side owes; the intention stays and points at it."""
    if intention.became_id:
        raise StateError(_("This intention already became a commitment"))
    made = add_commitment(actor=actor, partnership=intention.partnership, owing=owing, **commitment)
    intention.became = made
    intention.save(update_fields=["became"])
    note(
        actor,
        "intention.promoted",
        intention.ref,
        intention.partnership,
        commitment=made.public_id,
    )
    return made
