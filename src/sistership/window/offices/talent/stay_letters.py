"""Letters after a placement: signatures, reports, the end of a stay, a place given back."""

from __future__ import annotations

from django.utils.translation import gettext as _

from sistership.window.offices.talent.addresses import url_of
from sistership.window.offices.talent.letters import post_to, title_of, to_applicant, to_desk, to_host
from sistership.window.offices.talent.models import Party, Placement, Report


def tell_given_back(placement: Placement) -> bool:
    """The host learns that the place is free."""
    return to_host(
        placement.position,
        lambda words: (
            _("A place was given back: %(number)s %(title)s") % words,
            _(
                "Applicant %(applicant)s has given the place back. If somebody without a place asked for it, "
                "it goes to them; nobody is moved for it.\n\n%(link)s"
            )
            % {**words, "applicant": placement.application.number},
        ),
        about=placement,
    )


def ask_to_sign(placement: Placement) -> int:
    """The student has signed: host and home institution sign next."""
    application, position = placement.application, placement.position
    sent = to_host(
        position,
        lambda words: (
            _("Please sign: %(student)s comes to you") % {"student": application.name},
            _(
                "%(student)s (%(applicant)s) has accepted the place “%(title)s” and signed the agreement. "
                "Please read and sign it:\n%(link)s"
            )
            % {**words, "student": application.name, "applicant": application.number},
        ),
        about=placement,
    )
    language = application.home_city.language if application.home_city else application.language
    link = url_of(placement, language)
    return sent + post_to(
        application.institution_email,
        language,
        placement,
        position.cohort,
        lambda: (
            _("Please sign: %(student)s goes abroad") % {"student": application.name},
            _(
                "%(student)s of %(institution)s has a place at %(host)s: “%(title)s”. "
                "Please read the agreement and sign it for your institution. You need no account:\n%(link)s"
            )
            % {
                "student": application.name,
                "institution": application.institution,
                "host": position.host_name,
                "title": title_of(position, language),
                "link": link,
            },
        ),
    )


def tell_agreed(placement: Placement) -> bool:
    """All three have signed."""
    return to_applicant(
        placement.application,
        lambda words: (
            _("All three have signed: application %(number)s") % words,
            _("The agreement about your stay at %(host)s is signed by all three:\n%(link)s")
            % {**words, "host": placement.position.host_name},
        ),
    )


def ask_report(placement: Placement, *, is_final: bool) -> int:
    """The half-way or the final report is due, from the student and from the host."""

    def write(words: dict[str, str]) -> tuple[str, str]:
        if is_final:
            return (
                _("Final report: %(number)s") % words,
                _("The stay is ending. Please write in a few sentences what came of it:\n%(link)s") % words,
            )
        return (
            _("Half-way report: %(number)s") % words,
            _("Half of the stay is over. Please write in a few sentences how it goes:\n%(link)s") % words,
        )

    return to_applicant(placement.application, write) + to_host(placement.position, write, about=placement)


def tell_report(report: Report) -> bool:
    """The desk learns of a report, and whether somebody needs help."""
    placement = report.placement
    number = placement.application.number

    def write(words: dict[str, str]) -> tuple[str, str]:
        who = Party(report.party).label
        words = {**words, "number": number, "who": str(who)}
        if report.needs_help:
            return (
                _("Help is asked for: stay %(number)s") % words,
                _("In a report about the stay %(number)s, %(who)s asks the desk for help:\n%(link)s") % words,
            )
        return (
            _("A report came in: stay %(number)s") % words,
            _("A report about the stay %(number)s came from %(who)s:\n%(link)s") % words,
        )

    return to_desk(placement, placement.position.cohort, write)


def tell_completed(placement: Placement) -> bool:
    """The certificate is there."""
    return to_applicant(
        placement.application,
        lambda words: (
            _("Your certificate: %(cohort)s") % words,
            _("Your stay at %(host)s is confirmed as completed. Your certificate is on this page:\n%(link)s")
            % {**words, "host": placement.position.host_name},
        ),
    )
