"""Letters of the market: to owners in the language of their profile, and to the desks of their cities."""

from __future__ import annotations

from django.utils import formats, translation
from django.utils.translation import gettext as _

from sistership.window.ground.texts import load_texts
from sistership.window.offices.market.addresses import desk_url, owner_url
from sistership.window.offices.market.models import Interest, Introduction, Profile, Review
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.notices.models import Message
from sistership.window.offices.people.models import City, Partnership, Side

LONGEST_SUBJECT = 250


def title_of(profile: Profile, language: str) -> str:
    """The open title of a profile in a language, else in its own."""
    return profile.localized("title").text(language)


def to_owner(
    profile: Profile, *, subject: str, body: str, partnership: Partnership | None = None
) -> Message | None:
    """Post a letter to a profile's owner; None where there is no address. Ends with the owner's link.

    Its language must be active.
    """
    if not profile.contact_email:
        return None
    foot = _("Your profile, without an account:\n%(link)s") % {"link": owner_url(profile)}
    return notices.post(
        to=profile.contact_email,
        language=profile.language,
        subject=subject[:LONGEST_SUBJECT],
        body=f"{body}\n\n{foot}\n",
        about=profile.ref,
        partnership_id=partnership.public_id if partnership else None,
    )


def to_desk(city: City, profile: Profile, *, subject: str, body: str) -> Message | None:
    """Post a letter about a profile to a city's desk; None where none has an address."""
    side = Side.objects.filter(city=city).exclude(desk_email="").order_by("pk").first()
    if side is None:
        return None
    foot = _("At the desk:\n%(link)s") % {"link": desk_url(profile, city.language)}
    return notices.post(
        to=side.desk_email,
        language=city.language,
        subject=subject[:LONGEST_SUBJECT],
        body=f"{body}\n\n{foot}\n",
        about=profile.ref,
        partnership_id=None,
    )


def tell_desk_handed_in(profile: Profile) -> None:
    """A version waits to be checked."""
    with translation.override(profile.city.language):
        names = {"title": title_of(profile, profile.city.language)}
        to_desk(
            profile.city,
            profile,
            subject=_("A profile to check: %(title)s") % names,
            body=_("A profile was handed in and waits for your check: “%(title)s”.") % names,
        )


def tell_owner_handed_in(profile: Profile) -> None:
    """It arrived."""
    with translation.override(profile.language):
        names = {
            "title": title_of(profile, profile.language),
            "city": profile.city.localized("name").text(profile.language),
        }
        to_owner(
            profile,
            subject=_("Your profile has arrived: %(title)s") % names,
            body=_(
                "An officer of %(city)s checks it now and writes to you. Keep this letter: its link opens "
                "your profile, and whoever has it can change the profile."
            )
            % names,
        )


def tell_owner_checked(profile: Profile, review: Review) -> None:
    """What the officer decided, with the officer's words."""
    with translation.override(profile.language):
        names = {
            "title": title_of(profile, profile.language),
            "points": review.points,
            "words": review.words,
            "day": formats.date_format(profile.expires_on) if profile.expires_on else "",
        }
        subject, body = {
            "published": (
                _("Your profile is published: %(title)s"),
                _("It is shown until %(day)s. Your page has suggestions from the partner cities."),
            ),
            "held": (
                _("Your profile is on hold: %(title)s"),
                _("It was given %(points)s of 20 points. Change it and hand it in again."),
            ),
            "refused": (
                _("Your profile was not accepted: %(title)s"),
                _("It was given %(points)s of 20 points. You may write it anew and hand it in again."),
            ),
        }[review.verdict]
        said = body % names
        if review.words:
            said += "\n\n" + _("The officer writes:\n\n%(words)s") % names
        to_owner(profile, subject=subject % names, body=said)


def tell_owner_withdrawn(profile: Profile) -> None:
    """An officer took it out."""
    with translation.override(profile.language):
        names = {"title": title_of(profile, profile.language)}
        to_owner(
            profile,
            subject=_("Your profile was withdrawn: %(title)s") % names,
            body=_("An officer has taken your profile out of the market. You may hand it in again."),
        )


def remind_owner(profile: Profile) -> None:
    """Its last day comes."""
    assert profile.expires_on is not None, "only a profile with a last day is reminded of it"
    with translation.override(profile.language):
        names = {
            "title": title_of(profile, profile.language),
            "day": formats.date_format(profile.expires_on),
        }
        to_owner(
            profile,
            subject=_("Your profile is shown until %(day)s: %(title)s") % names,
            body=_("Is it still right? On your page you renew it for another year with one click."),
        )


def tell_owner_expired(profile: Profile) -> None:
    """Its last day has passed."""
    with translation.override(profile.language):
        names = {"title": title_of(profile, profile.language)}
        to_owner(
            profile,
            subject=_("Your profile has expired: %(title)s") % names,
            body=_("Nobody sees it any more. On your page you renew it for another year with one click."),
        )


def send_link(profile: Profile) -> Message | None:
    """The link of a profile, as after a new one was made or a list was imported."""
    with translation.override(profile.language):
        names = {
            "title": title_of(profile, profile.language),
            "city": profile.city.localized("name").text(profile.language),
        }
        return to_owner(
            profile,
            subject=_("The link to your profile: %(title)s") % names,
            body=_(
                "With this link you read, change, hand in, withdraw or erase your profile in the market of "
                "%(city)s. Nothing is published before you or an officer hands it in and it is checked. "
                "Links in earlier letters may no longer open it."
            )
            % names,
        )


def ask_other(interest: Interest) -> None:
    """Somebody wants to meet the owner of another profile; who it is stays unsaid until both agree."""
    load_texts([interest.profile, interest.other], [interest.profile.city])
    other = interest.other
    with translation.override(other.language):
        names = {
            "title": title_of(interest.profile, other.language),
            "city": interest.profile.city.localized("name").text(other.language),
            "words": interest.words,
            "day": formats.date_format(interest.lapses_on),
        }
        body = _(
            "A party in %(city)s wants to meet you: “%(title)s”. Answer on your page until %(day)s. "
            "Who it is, and who you are, is shown to both when you say yes, and to nobody when you say no."
        )
        if interest.words:
            body += "\n\n" + _("They write:\n\n%(words)s")
        to_owner(
            other,
            subject=_("Somebody in %(city)s wants to meet you") % names,
            body=body % names,
            partnership=interest.partnership,
        )


def _to_asker(interest: Interest, subject: str, body: str) -> None:
    profile = interest.profile
    names = {"title": title_of(interest.other, profile.language)}
    to_owner(profile, subject=subject % names, body=body % names, partnership=interest.partnership)


def tell_asker_no(interest: Interest) -> None:
    """The other does not want to meet."""
    with translation.override(interest.profile.language):
        _to_asker(
            interest,
            _("Not this time: %(title)s"),
            _("The other party does not want to meet now: “%(title)s”. Your page has further suggestions."),
        )


def tell_asker_no_answer(interest: Interest) -> None:
    """The days have passed without an answer."""
    with translation.override(interest.profile.language):
        _to_asker(
            interest,
            _("No answer: %(title)s"),
            _("The other party has not answered: “%(title)s”. Your page has further suggestions."),
        )


def introduce(introduction: Introduction) -> None:
    """Each gets the other's name and contacts; the desks of both cities learn of it."""
    load_texts([introduction.first, introduction.second], [introduction.first.city, introduction.second.city])
    for own, other in (
        (introduction.first, introduction.second),
        (introduction.second, introduction.first),
    ):
        with translation.override(own.language):
            to_owner(
                own,
                subject=_("You are introduced: %(organisation)s")
                % {"organisation": other.organisation_name or title_of(other, own.language)},
                body=_("Both of you said yes. This is the other party:\n\n%(contact)s")
                % {"contact": contact_of(other, own.language)},
                partnership=introduction.partnership,
            )
        with translation.override(own.city.language):
            names = {
                "title": title_of(own, own.city.language),
                "other": title_of(other, own.city.language),
            }
            to_desk(
                own.city,
                own,
                subject=_("Introduced: %(title)s") % names,
                body=_("Two parties said yes and have each other's contacts: “%(title)s” and “%(other)s”.")
                % names,
            )


def contact_of(profile: Profile, language: str) -> str:
    """All that the other party learns, a line each."""
    lines = (
        profile.organisation_name,
        title_of(profile, language),
        profile.city.localized("name").text(language),
        profile.contact_name,
        profile.contact_email,
        profile.contact_telephone,
        profile.website,
    )
    return "\n".join(line for line in lines if line)


def ask_what_came(introduction: Introduction) -> None:
    """Ask both whether they met, and what came of it."""
    for own, other in (
        (introduction.first, introduction.second),
        (introduction.second, introduction.first),
    ):
        with translation.override(own.language):
            names = {"organisation": other.organisation_name or title_of(other, own.language)}
            to_owner(
                own,
                subject=_("Did you meet? %(organisation)s") % names,
                body=_("Say on your page whether you met, and what came of it. It takes one click."),
                partnership=introduction.partnership,
            )
