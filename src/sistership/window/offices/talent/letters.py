"""Letters of talent exchange: to applicants, hosts, home institutions and desks."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sistership.window.ground.ids import Ref
from sistership.window.ground.records import Record
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.talent.addresses import url_of
from sistership.window.offices.talent.models import (
    Application,
    Cohort,
    Placement,
    Position,
)
from sistership.window.offices.talent.states import HOLDING, ApplicationState


def in_all_languages(say: Callable[[], str]) -> dict[str, str]:
    """Language → what a sentence is in it."""
    found = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found[code] = say()
    return found


def title_of(record: Record, language: str) -> str:
    """The title of a record in a language."""
    return record.localized("title").text(language)


def post_to(
    to: str, language: str, about: Record, cohort: Cohort, write: Callable[[], tuple[str, str]]
) -> bool:
    """Send, in the reader's language; nothing to nobody's address."""
    if not to:
        return False
    with translation.override(language):
        subject, body = write()
    notices.post(
        to=to,
        language=language,
        subject=subject[:250],
        body=body.rstrip() + "\n",
        about=Ref(about.kind(), about.public_id),
        partnership_id=cohort.programme.partnership.public_id,
    )
    return True


def to_applicant(application: Application, write: Callable[[dict[str, str]], tuple[str, str]]) -> bool:
    """Write to an applicant; `write` is given number, cohort and the link."""
    words = {
        "number": application.number,
        "cohort": title_of(application.cohort, application.language),
        "link": url_of(application, application.language),
    }
    return post_to(
        application.email, application.language, application, application.cohort, lambda: write(words)
    )


def to_desk(about: Record, cohort: Cohort, write: Callable[[dict[str, str]], tuple[str, str]]) -> bool:
    """Write to the desk that runs the cohort; `write` is given cohort and the link."""
    language = cohort.side.city.language
    with translation.override(language):
        path = reverse("desk_talent_cohort", args=[cohort.public_id])
    words = {"cohort": title_of(cohort, language), "link": settings.PUBLIC_URL + path}
    return post_to(cohort.side.desk_email, language, about, cohort, lambda: write(words))


def to_host(
    position: Position, write: Callable[[dict[str, str]], tuple[str, str]], about: Record | None = None
) -> bool:
    """Write to a host; `write` is given number, title, cohort and the link."""
    words = {
        "number": position.number,
        "title": title_of(position, position.host_language),
        "cohort": title_of(position.cohort, position.host_language),
        "link": url_of(position, position.host_language),
    }
    return post_to(
        position.host_email, position.host_language, about or position, position.cohort, lambda: write(words)
    )


def send_link(application: Application) -> bool:
    """The link to an application, on beginning it or on asking again."""
    return to_applicant(
        application,
        lambda words: (
            _("Your application %(number)s: %(cohort)s") % words,
            _(
                "With this link you write, change and hand in your application %(number)s for “%(cohort)s”, "
                "and see later how it stands. Keep it to yourself:\n%(link)s\n\n"
                "You did not ask for it? Then do nothing; what nobody hands in is erased."
            )
            % words,
        ),
    )


def confirm(application: Application) -> bool:
    """It is handed in."""
    until = application.cohort.applications_until
    return to_applicant(
        application,
        lambda words: (
            _("Handed in: application %(number)s") % words,
            _(
                "Your application %(number)s for “%(cohort)s” is handed in. "
                "You can change it until %(until)s.\n\n"
                "Hosts see your number, languages, skills and studies, and neither your name nor your list. "
                "List what you want most first: nothing is gained by any other order.\n\n%(link)s"
            )
            % {**words, "until": date_format(until)},
        ),
    )


def remind(application: Application) -> bool:
    """It was begun and not handed in, and the last day is near."""
    until = application.cohort.applications_until
    return to_applicant(
        application,
        lambda words: (
            _("Not handed in yet: application %(number)s") % words,
            _("You began an application for “%(cohort)s”. It can be handed in until %(until)s:\n%(link)s")
            % {**words, "until": date_format(until)},
        ),
    )


def tell_not_sent(application: Application) -> bool:
    """The last day passed without it."""
    return to_applicant(
        application,
        lambda words: (
            _("Applications are closed: %(cohort)s") % words,
            _(
                "Your application %(number)s for “%(cohort)s” was not handed in by the last day, "
                "so it takes no part. If a second round opens, you get a letter."
            )
            % words,
        ),
    )


def ask_host(position: Position) -> bool:
    """Its link, with which the host sees who asks for the position and orders them."""
    until = position.cohort.rankings_until
    return to_host(
        position,
        lambda words: (
            _("Please order your applicants: %(number)s %(title)s") % words,
            _(
                "Applications to “%(cohort)s” are closed. With this link you see who asks for your position "
                "%(number)s “%(title)s”, and say until %(until)s whom you would rather have:\n%(link)s\n\n"
                "You see numbers, not names. Whom you leave out does not come to you. If you order nobody, "
                "everybody who asks is taken as equal, and a public lottery decides."
            )
            % {**words, "until": date_format(until)},
        ),
    )


def ask_for_seed(cohort: Cohort) -> bool:
    """The lists are closed: the desk publishes the seed."""
    return to_desk(
        cohort,
        cohort,
        lambda words: (
            _("Lists closed, draw the seed: %(cohort)s") % words,
            _(
                "The lists of “%(cohort)s” are closed and their digest is published: %(digest)s\n\n"
                "Now draw the seed of the lottery and publish it; the placement follows by itself:\n%(link)s"
            )
            % {**words, "digest": cohort.lists_digest},
        ),
    )


def tell_results(cohort: Cohort) -> int:
    """Everybody who took part, and every host that somebody comes to."""
    held = {
        one.application_id: one
        for one in Placement.objects.filter(position__cohort=cohort, state__in=HOLDING).select_related(
            "position"
        )
    }
    sent = 0
    rows = Application.objects.filter(cohort=cohort, state=ApplicationState.SENT)
    for application in rows.select_related("cohort__programme__partnership"):
        placement = held.get(application.pk)
        if placement is None or placement.state == "offered":
            sent += tell_result(application, placement)
    return sent


def tell_result(application: Application, placement: Placement | None) -> bool:
    """Where somebody is placed, or that they are not."""
    if placement is None:
        return to_applicant(
            application,
            lambda words: (
                _("No place in this round: %(cohort)s") % words,
                _(
                    "In this round there was no place for application %(number)s at the positions on your "
                    "list. With your link you see why, one by one. A place that is given back may still "
                    "come to you.\n%(link)s"
                )
                % words,
            ),
        )
    language = application.language
    return to_applicant(
        application,
        lambda words: (
            _("You have a place: %(position)s") % {"position": title_of(placement.position, language)},
            _(
                "Application %(number)s is placed at %(host)s: “%(position)s”.\n\n"
                "Read the agreement and sign it, or give the place back, so that somebody else gets it:\n"
                "%(link)s"
            )
            % {
                **words,
                "host": placement.position.host_name,
                "position": title_of(placement.position, language),
            },
        ),
    )


def tell_second_round(cohort: Cohort) -> int:
    """Whoever has no place may take part again."""
    held = Placement.objects.filter(position__cohort=cohort, state__in=HOLDING).values("application")
    rows = Application.objects.filter(cohort=cohort).exclude(pk__in=held).exclude(state="withdrawn")
    until = date_format
    return sum(
        to_applicant(
            one,
            lambda words: (
                _("A second round: %(cohort)s") % words,
                _(
                    "“%(cohort)s” opens again for whoever has no place. "
                    "Your list still stands; you can change it until %(until)s:\n%(link)s"
                )
                % {**words, "until": until(cohort.applications_until)},
            ),
        )
        for one in rows
    )


def tell_cancelled(cohort: Cohort, reason: str) -> int:
    """Everybody who began or handed in."""
    rows = Application.objects.filter(cohort=cohort).exclude(state="withdrawn")
    return sum(
        to_applicant(
            one,
            lambda words: (
                _("Cancelled: %(cohort)s") % words,
                _("“%(cohort)s” does not take place.\n\nReason given: %(reason)s")
                % {**words, "reason": reason},
            ),
        )
        for one in rows
    )
