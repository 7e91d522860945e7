"""Letters between experts: a question to those who are asked, an answer to who asked, did it help."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from sistership.window.ground.ids import Ref
from sistership.window.offices.lessons.actions.steps import TOKEN_LIFE
from sistership.window.offices.lessons.models import Answer, Helped, Lesson, Question
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.models import Account, Partnership, Role, Side

ANSWER = "expert_question.answer"
HELPED = "lesson.helped"
"""Purposes of the one-time links."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """An address and the language in which it is written to."""

    email: str
    language: str


def experts_of(side: Side) -> list[Recipient]:
    """The experts of the side's city; where it has none, its desk."""
    accounts = Account.objects.filter(
        grants__role=Role.EXPERT, grants__city=side.city_id, is_active=True
    ).order_by("pk")
    found = [Recipient(one.email, one.language or side.city.language) for one in accounts]
    if not found and side.desk_email:
        found = [Recipient(side.desk_email, side.city.language)]
    return found


def _person_or_side(account_id: UUID | None, side: Side) -> list[Recipient]:
    account = Account.objects.filter(public_id=account_id, is_active=True).first() if account_id else None
    if account is None:
        return experts_of(side)
    return [Recipient(account.email, account.language or side.city.language)]


def _post(
    recipients: Iterable[Recipient],
    about: Ref,
    partnership: Partnership,
    write: Callable[[Recipient], tuple[str, str]],
) -> int:
    sent = 0
    for one in recipients:
        with translation.override(one.language):
            subject, body = write(one)
        notices.post(
            to=one.email,
            language=one.language,
            subject=subject[:250],
            body=body + "\n",
            about=about,
            partnership_id=partnership.public_id,
        )
        sent += 1
    return sent


def _names(question: Question, side: Side, language: str) -> dict[str, str]:
    return {
        "city": side.city.localized("name").text(language),
        "title": question.localized("title").text(language),
    }


def _others(partnership: Partnership, side: Side) -> list[Side]:
    return list(partnership.sides.select_related("city").exclude(pk=side.pk))


def ask_experts(question: Question, further: Answer | None = None) -> int:
    """Write to the experts of every other side; each letter has a link that answers once, without account."""
    sent = 0
    for side in _others(question.partnership, question.side):

        def write(one: Recipient, side: Side = side) -> tuple[str, str]:
            names = _names(question, question.side, one.language)
            secret = notices.issue_token(
                purpose=ANSWER, about=question.ref, side_id=side.public_id, email=one.email, life=TOKEN_LIFE
            )
            words = further.localized("text") if further else question.localized("context")
            subject = (
                _("%(city)s asks further: %(title)s") if further else _("%(city)s asks: %(title)s")
            ) % names
            body = _(
                "Experts of %(city)s ask yours.\n\nQuestion: %(title)s\n\n%(words)s\n\n"
                "Open this link to read it and to answer. You need no account:\n%(link)s\n\n"
                "With an account you find it at your desk:\n%(desk)s"
            ) % {
                **names,
                "words": words.text(one.language),
                "link": f"{settings.PUBLIC_URL}/{one.language}/expert-answer/{secret}/",
                "desk": f"{settings.PUBLIC_URL}/{one.language}/desk/expert-questions/{question.public_id}/",
            }
            return subject, body

        sent += _post(experts_of(side), question.ref, question.partnership, write)
    return sent


def tell_asker(question: Question, answer: Answer) -> int:
    """Write an answer to who asked."""

    def write(one: Recipient) -> tuple[str, str]:
        names = _names(question, answer.side, one.language)
        body = _(
            "%(city)s has answered your question “%(title)s”:\n\n%(words)s\n\n"
            "Read it with its documents, ask further, or accept the answer:\n%(link)s"
        ) % {
            **names,
            "words": answer.localized("text").text(one.language),
            "link": f"{settings.PUBLIC_URL}/{one.language}/desk/expert-questions/{question.public_id}/",
        }
        return _("%(city)s has answered: %(title)s") % names, body

    return _post(
        _person_or_side(question.asked_by_id, question.side), question.ref, question.partnership, write
    )


def tell_closed(question: Question, side: Side, reason: str) -> int:
    """Tell the other sides that a question was closed, and why."""
    sent = 0
    for other in _others(question.partnership, side):
        account = question.asked_by_id if other.pk == question.side_id else question.taken_by_id

        def write(one: Recipient) -> tuple[str, str]:
            names = _names(question, side, one.language)
            body = _("%(city)s has closed the question “%(title)s”.\n\nReason given: %(reason)s") % {
                **names,
                "reason": reason,
            }
            return _("%(city)s has closed a question: %(title)s") % names, body

        sent += _post(_person_or_side(account, other), question.ref, question.partnership, write)
    return sent


def _lesson_names(lesson: Lesson, side: Side | None, language: str) -> dict[str, str]:
    return {
        "city": side.city.localized("name").text(language) if side else "",
        "title": lesson.localized("title").text(language),
        "link": f"{settings.PUBLIC_URL}/{language}/desk/lessons/{lesson.public_id}/",
    }


def ask_reviewers(lesson: Lesson) -> int:
    """Ask the experts of the sides that did not hand the lesson in to review it."""
    assert lesson.handed_in_by is not None
    side = lesson.handed_in_by

    def write(one: Recipient) -> tuple[str, str]:
        names = _lesson_names(lesson, side, one.language)
        body = (
            _(
                "%(city)s asks you to review the lesson “%(title)s” before it is published.\n\n"
                "Read it, then approve it or return it with your reason:\n%(link)s"
            )
            % names
        )
        return _("%(city)s asks you to review: %(title)s") % names, body

    readers = [one for other in _others(lesson.partnership, side) for one in experts_of(other)]
    return _post(readers, lesson.ref, lesson.partnership, write)


def tell_reviewed(lesson: Lesson, side: Side, *, is_published: bool, reason: str = "") -> int:
    """Tell the side that handed the lesson in what the other one said."""
    assert lesson.handed_in_by is not None

    def write(one: Recipient) -> tuple[str, str]:
        names = _lesson_names(lesson, side, one.language) | {"reason": reason}
        if is_published:
            body = _("%(city)s has approved the lesson “%(title)s”; it is published.\n\n%(link)s") % names
            return _("Published: %(title)s") % names, body
        body = _("%(city)s returns the lesson “%(title)s”.\n\nReason given: %(reason)s\n\n%(link)s") % names
        return _("Returned: %(title)s") % names, body

    return _post(experts_of(lesson.handed_in_by), lesson.ref, lesson.partnership, write)


def ask_whether_it_helped(helped: Helped) -> int:
    """Ask a side whether a lesson helped it; who asked the question, where its side did, else its experts."""
    lesson, side = helped.lesson, helped.side
    question = lesson.question
    account = question.asked_by_id if question and question.side_id == side.pk else None

    def write(one: Recipient) -> tuple[str, str]:
        names = _lesson_names(lesson, lesson.side, one.language)
        secret = notices.issue_token(
            purpose=HELPED, about=helped.ref, side_id=side.public_id, email=one.email, life=TOKEN_LIFE
        )
        body = _(
            "Some time ago the lesson “%(title)s” of %(city)s was published. Did it help you?\n\n"
            "Open this link and say so in a sentence. You need no account:\n%(secret)s\n\n"
            "The lesson itself:\n%(lesson)s"
        ) % {
            **names,
            "secret": f"{settings.PUBLIC_URL}/{one.language}/lesson-helped/{secret}/",
            "lesson": f"{settings.PUBLIC_URL}/{one.language}/lessons/{lesson.public_id}/",
        }
        return _("Did it help you? %(title)s") % names, body

    return _post(_person_or_side(account, side), helped.ref, lesson.partnership, write)
