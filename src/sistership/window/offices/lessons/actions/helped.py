"""Did it help? Asked after a time, answered with the reason, and filed as evidence of a promise."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import write_texts
from sistership.window.offices.agreements.actions.entry import note
from sistership.window.offices.agreements.actions.evidence import file_evidence
from sistership.window.offices.agreements.models import Commitment, Evidence
from sistership.window.offices.lessons.actions import letters
from sistership.window.offices.lessons.actions.steps import (
    Texts,
    account_id_of,
    require_said,
    require_side,
)
from sistership.window.offices.lessons.models import Helped, HelpVerdict, Lesson
from sistership.window.offices.lessons.states import LessonState
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.models import Side


@transaction.atomic
def ask_sides(*, lesson: Lesson) -> int:
    """Ask every side that the lesson was not learnt in and that nobody asked yet; returns how many."""
    lesson = (
        Lesson.objects.select_for_update(of=("self",))
        .select_related("partnership", "side__city", "question")
        .get(pk=lesson.pk)
    )
    asked = 0
    for side in lesson.partnership.sides.select_related("city").exclude(pk=lesson.side_id):
        helped, is_new = Helped.objects.get_or_create(
            lesson=lesson, side=side, defaults={"asked_at": clock.now()}
        )
        if is_new:
            letters.ask_whether_it_helped(helped)
            asked += 1
    return asked


@transaction.atomic
def say_helped(
    *,
    actor: Ref,
    lesson: Lesson,
    side: Side,
    verdict: str,
    reasons: Texts,
    commitment: Commitment | None = None,
) -> Helped:
    """Say for a side whether the lesson helped it, and why.

    With a commitment that the side owes, “it helped us in …” is filed as evidence of it.
    """
    lesson = Lesson.objects.select_related("partnership", "side__city").get(pk=lesson.pk)
    require_side(lesson.partnership, side)
    if lesson.state not in (LessonState.PUBLISHED, LessonState.SUPERSEDED):
        raise StateError(_("This lesson is not published yet"), next_step=_("Review it first"))
    if side.pk == lesson.side_id:
        raise InputError(_("The side that learnt it cannot say whether it helped another"), where="side")
    if verdict not in HelpVerdict.values:
        raise InputError(
            _("'%(verdict)s' is no answer to this question") % {"verdict": verdict},
            where="verdict",
            allowed=", ".join(HelpVerdict.values),
        )
    require_said(reasons, _("Say in a sentence how it helped, or why it did not"), "reason")
    if commitment and verdict == HelpVerdict.NO:
        raise InputError(
            _("What did not help is no evidence of a promise"),
            where="commitment",
            next_step=_("Leave the promise empty"),
        )
    helped, _is_new = Helped.objects.select_for_update().get_or_create(lesson=lesson, side=side)
    if helped.verdict:
        raise StateError(
            _("Your side has answered this already"), next_step=_("Read the answer at the lesson")
        )
    helped.verdict, helped.answered_at = verdict, clock.now()
    helped.account_id = account_id_of(actor)
    if commitment:
        helped.commitment = commitment
        helped.evidence = _file(actor, lesson, side, commitment, reasons)
    helped.save()
    write_texts(helped, {"reason": reasons})
    notices.withdraw_tokens(helped.ref, purpose=letters.HELPED)
    note(actor, "lesson.helped", lesson.ref, lesson.partnership, side=side.public_id, verdict=verdict)
    return helped


def _file(actor: Ref, lesson: Lesson, side: Side, commitment: Commitment, reasons: Texts) -> Evidence:
    title = lesson.localized("title").text(side.city.language)
    return file_evidence(
        actor=actor,
        commitment=commitment,
        side=side,
        evidence_kind="record",
        titles={code: text.strip()[:300] for code, text in reasons.items() if text.strip()},
        on=clock.now().date(),
        record=lesson.ref,
        record_title=title[:250],
        is_public=lesson.is_public,
        is_example=lesson.is_example,
    )


@transaction.atomic
def say_helped_by_link(
    *, secret: str, verdict: str, reasons: Texts, commitment: Commitment | None = None
) -> Helped:
    """Answer with the one-time link from the letter; the link works once."""
    token = notices.use_token(secret, purpose=letters.HELPED)
    helped = Helped.objects.select_related("lesson", "side__city").get(public_id=token.about_id)
    return say_helped(
        actor=Ref("one_time_token", token.public_id),
        lesson=helped.lesson,
        side=helped.side,
        verdict=verdict,
        reasons=reasons,
        commitment=commitment,
    )
