"""Ask why a commitment is in its state, and answer: the question and its answer are published together."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.ground.texts import write_texts
from sistership.window.offices.agreements.actions.entry import note
from sistership.window.offices.agreements.actions.following import tell_followers
from sistership.window.offices.agreements.models import Commitment, WhyQuestion
from sistership.window.offices.agreements.queries import with_state
from sistership.window.offices.agreements.states import WHY_TABLE, WhyState
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.models import Side

Texts = Mapping[str, str]
VISITOR = Ref("visitor", UUID(int=0))
"""Who asks without an account: nobody notes who it is."""
LONGEST = 2000


@transaction.atomic
def ask_why(*, actor: Ref, commitment: Commitment, language: str, text: str, email: str = "") -> WhyQuestion:
    """Put a question to the sides that owe the commitment; each desk with an address gets a letter."""
    text = text.strip()
    if not text:
        raise InputError(_("Write what you want to know"), where="text")
    if len(text) > LONGEST:
        raise InputError(
            _("The question has %(length)d characters") % {"length": len(text)},
            where="text",
            allowed=_("up to %(length)d characters") % {"length": LONGEST},
        )
    now = clock.now()
    row = with_state(Commitment.objects.filter(pk=commitment.pk), now).get()
    question = WhyQuestion.objects.create(
        commitment=commitment,
        language=language,
        asked=text,
        asked_state=row.state,  # type: ignore[attr-defined]
        email=email.strip().lower(),
        state=WHY_TABLE[None, "asked"][0],
        asked_at=now,
    )
    note(actor, "why.asked", question.ref, commitment.partnership, commitment=commitment.public_id)
    _ask_desks(question)
    return question


def _ask_desks(question: WhyQuestion) -> None:
    """Write to the desk of each owing side, in its language."""
    commitment = question.commitment
    for side in commitment.owing.select_related("city"):
        if not side.desk_email:
            continue
        language = side.city.language
        with translation.override(language):
            promise = commitment.localized("title").text(language)
            subject = _("Somebody asks about: %(promise)s") % {"promise": promise}
            body = _(
                "A reader asks why this commitment is in its state.\n\n"
                "Commitment: %(promise)s\n"
                "Question: %(question)s\n\n"
                "Sign in and answer at your desk; the question and your answer are then published:\n"
                "%(link)s"
            ) % {
                "promise": promise,
                "question": question.asked,
                "link": f"{settings.PUBLIC_URL}/{language}/desk/questions/{question.public_id}/",
            }
        notices.post(
            to=side.desk_email,
            language=language,
            subject=subject[:250],
            body=body + "\n",
            about=question.ref,
            partnership_id=commitment.partnership.public_id,
        )


def _closed(question: WhyQuestion, event: str, side: Side) -> WhyQuestion:
    """The question locked and moved on by the table, for a side that owes the commitment."""
    rows = WhyQuestion.objects.select_for_update(of=("self",)).select_related("commitment__partnership")
    question = rows.get(pk=question.pk)
    if side.pk not in {owing.pk for owing in question.commitment.owing.all()}:
        raise InputError(_("Only a side that owes the commitment can answer"), where="side")
    if (WhyState(question.state), event) not in WHY_TABLE:
        raise StateError(
            _("This question was dealt with already"), next_step=_("Open its page to read what was done")
        )
    question.state = WHY_TABLE[WhyState(question.state), event][0]
    question.closed_at = clock.now()
    question.side = side
    return question


@transaction.atomic
def answer_why(
    *, actor: Ref, question: WhyQuestion, side: Side, wording: str, answers: Texts, is_declined: bool = False
) -> WhyQuestion:
    """Publish the question, as `wording` gives it, with the answer, or with the reason for giving none.

    `wording` is what was asked, without the personal data that an officer took out.
    """
    event = "declined" if is_declined else "answered"
    question = _closed(question, event, side)
    if not wording.strip():
        raise InputError(_("The question must stay readable beside its answer"), where="wording")
    if not any(answer.strip() for answer in answers.values()):
        missing = _("Say why the question is not answered") if is_declined else _("Write the answer")
        raise InputError(missing, where="answer")
    write_texts(question, {"question": {question.language: wording.strip()}, "answer": dict(answers)})
    _tell_asker(question)
    _forget_asker(question)
    commitment = question.commitment
    note(
        actor, f"why.{event}", question.ref, commitment.partnership, side=side.public_id, texts=dict(answers)
    )

    def news(language: str) -> str:
        texts = {
            "question": question.localized("question").text(language),
            "answer": question.localized("answer").text(language),
        }
        return _("A question about it was answered.\n\nQuestion: %(question)s\n\nAnswer: %(answer)s") % texts

    tell_followers(commitment, news)
    return question


@transaction.atomic
def discard_why(*, actor: Ref, question: WhyQuestion, side: Side) -> WhyQuestion:
    """Put away what is no question, such as an advertisement; its words and address are forgotten."""
    question = _closed(question, "discarded", side)
    _forget_asker(question)
    note(actor, "why.discarded", question.ref, question.commitment.partnership, side=side.public_id)
    return question


def _tell_asker(question: WhyQuestion) -> None:
    if not question.email:
        return
    commitment, language = question.commitment, question.language
    with translation.override(language):
        promise = commitment.localized("title").text(language)
        subject = _("An answer to your question: %(promise)s") % {"promise": promise}
        body = _(
            "You asked: %(question)s\n\nThe answer: %(answer)s\n\nBoth are published here:\n%(link)s\n\n"
            "Your address is forgotten with this letter; no more letters come."
        ) % {
            "question": question.localized("question").text(language),
            "answer": question.localized("answer").text(language),
            "link": f"{settings.PUBLIC_URL}/{language}/commitments/{commitment.public_id}/#questions",
        }
    notices.post(
        to=question.email,
        language=language,
        subject=subject[:250],
        body=body + "\n",
        about=question.ref,
        partnership_id=commitment.partnership.public_id,
    )


def _forget_asker(question: WhyQuestion) -> None:
    """Empty the words as they came and the address; the desk's letter that quoted them goes as well."""
    question.asked = ""
    question.email = ""
    question.save()
    desks = question.commitment.owing.values_list("desk_email", flat=True)
    notices.forget_letters(question.ref, to=list(desks))
