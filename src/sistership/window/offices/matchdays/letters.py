"""Letters to those who take part in a day: link, plan, changes, called off, how was it; no veto shows."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sistership.window.offices.matchdays.addresses import own_url
from sistership.window.offices.matchdays.models import DayMeeting, Matchday, Registration
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.notices.models import Message


def _post(registration: Registration, subject: str, body: str) -> Message:
    matchday = registration.matchday
    return notices.post(
        to=registration.email,
        language=registration.language,
        subject=subject[:250],
        body=body + "\n",
        about=registration.ref,
        partnership_id=matchday.side.partnership.public_id,
    )


def _names(registration: Registration) -> dict[str, str]:
    matchday = registration.matchday
    return {
        "title": matchday.localized("title").text(registration.language),
        "venue": matchday.localized("venue").text(registration.language),
        "city": matchday.city.localized("name").text(registration.language),
        "name": registration.name,
        "link": own_url(registration),
    }


def time_words(meeting: DayMeeting, zone: str) -> str:
    """When a meeting is, by the clock of the place, in the active language."""
    place = ZoneInfo(zone)
    starts, ends = meeting.slot.starts_at.astimezone(place), meeting.slot.ends_at.astimezone(place)
    return f"{date_format(starts, 'SHORT_DATE_FORMAT')} {starts:%H:%M}–{ends:%H:%M}"


def plan_lines(registration: Registration, meetings: Iterable[DayMeeting]) -> str:
    """One line for each meeting of the participant, in the active language."""
    lines = []
    for one in meetings:
        other = one.second if one.first_id == registration.pk else one.first
        words = {
            "time": time_words(one, registration.matchday.zone),
            "other": other.name,
            "table": one.table,
        }
        lines.append(_("%(time)s  table %(table)d  %(other)s") % words)
    return "\n".join(lines)


def confirm(registration: Registration) -> Message:
    """You are registered; this is your link."""
    with translation.override(registration.language):
        names = _names(registration)
        body = (
            _(
                "%(name)s is registered for “%(title)s” in %(city)s.\n\n"
                "This link is yours alone. There you say when you can come and whom you would like to meet, "
                "and later you find your plan, for which you need no account:\n%(link)s"
            )
            % names
        )
        return _post(registration, _("You are registered: %(title)s") % names, body)


def tell_plan(registration: Registration, meetings: list[DayMeeting]) -> Message:
    """Your plan is there."""
    with translation.override(registration.language):
        names = _names(registration) | {"lines": plan_lines(registration, meetings)}
        if meetings:
            body = (
                _(
                    "The plan of “%(title)s” is ready. Your meetings, by the clock of %(city)s:\n\n"
                    "%(lines)s\n\nPlace: %(venue)s\n\n"
                    "Your plan with the code for checking in, as a calendar and on paper:\n%(link)s"
                )
                % names
            )
        else:
            body = (
                _(
                    "The plan of “%(title)s” is ready. No meeting could be found for you this time; "
                    "the desk that organises the day is glad to hear from you.\n\n%(link)s"
                )
                % names
            )
        return _post(registration, _("Your plan: %(title)s") % names, body)


def tell_change(registration: Registration, meetings: list[DayMeeting], changed: str) -> Message:
    """Your plan has changed: what, and how it is now."""
    with translation.override(registration.language):
        names = _names(registration) | {
            "lines": plan_lines(registration, meetings) or "—",
            "changed": changed,
        }
        body = (
            _(
                "Your plan of “%(title)s” has changed:\n\n%(changed)s\n\n"
                "It is now, by the clock of %(city)s:\n\n%(lines)s\n\n%(link)s"
            )
            % names
        )
        return _post(registration, _("Your plan has changed: %(title)s") % names, body)


def tell_called_off(registration: Registration, reason: str) -> Message:
    """The day does not take place."""
    with translation.override(registration.language):
        names = _names(registration) | {"reason": reason}
        body = _("“%(title)s” in %(city)s does not take place.\n\n%(reason)s") % names
        return _post(registration, _("Called off: %(title)s") % names, body)


def ask_feedback(registration: Registration) -> Message:
    """How were your meetings?"""
    with translation.override(registration.language):
        names = _names(registration)
        body = (
            _(
                "Thank you for taking part in “%(title)s”.\n\n"
                "Please say in a minute how your meetings went and whether you meet again. "
                "The others do not read it:\n%(link)s"
            )
            % names
        )
        return _post(registration, _("How were your meetings? %(title)s") % names, body)


def tell_desk_withdrawn(registration: Registration) -> Message | None:
    """A participant of a published plan withdrew: the desk has a new plan made."""
    matchday = registration.matchday
    side = matchday.side
    if not side.desk_email:
        return None
    language = side.city.language
    with translation.override(language):
        names = {
            "title": matchday.localized("title").text(language),
            "name": registration.name,
            "link": desk_page(matchday, language),
        }
        return notices.post(
            to=side.desk_email,
            language=language,
            subject=(_("%(name)s has withdrawn: %(title)s") % names)[:250],
            body=_(
                "%(name)s does not come to “%(title)s”. A new plan can find other meetings for those who "
                "would have met them:\n%(link)s\n"
            )
            % names,
            about=matchday.ref,
            partnership_id=side.partnership.public_id,
        )


def desk_page(matchday: Matchday, language: str) -> str:
    """Address of the day at the desk."""
    return f"{settings.PUBLIC_URL}/{language}/desk/matchdays/{matchday.public_id}/"
