"""Why a commitment is in its state, in words that follow from the same boundaries as the state itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from sistership.window.offices.agreements.models import Commitment, Evidence, Milestone
from sistership.window.pages.public.names import city_name
from sistership.window.pages.templatetags.window import listed, number, plain

CONFIRMED_TOLD = 3


def _day(value: date | datetime) -> str:
    """A day in the reader's format; an instant is a day in the reader's zone."""
    return date_format(timezone.localtime(value) if isinstance(value, datetime) else value, "DATE_FORMAT")


def _kept(commitment: Commitment) -> list[str]:
    assert commitment.kept_from is not None
    when = {"date": _day(commitment.kept_from)}
    if commitment.rhythm and commitment.rhythm_from:
        return [_("Every period up to its end is shown by evidence that counts, since %(date)s.") % when]
    if commitment.target_value is not None and commitment.steps:  # type: ignore[attr-defined]
        return [
            _("All its steps are reached and the counted figures reach the target, since %(date)s.") % when
        ]
    if commitment.target_value is not None:
        return [_("The counted figures reach the target, since %(date)s.") % when]
    if commitment.steps:  # type: ignore[attr-defined]
        return [_("All its steps are shown by evidence that counts, since %(date)s.") % when]
    return [_("Evidence that counts shows that it was done, since %(date)s.") % when]


def _missed(commitment: Commitment) -> list[str]:
    """What is overdue: the steps, or the commitment's own date or period."""
    late: list[Milestone] = [step for step in commitment.steps if step.state == "late"]  # type: ignore[attr-defined]
    reasons = [
        _("The step “%(step)s” was due on %(date)s, and no evidence for it counts.")
        % {"step": plain(step, "title"), "date": _day(step.due_on)}
        for step in late
        if step.due_on
    ]
    if not reasons and commitment.rhythm and commitment.next_due_on:
        reasons.append(
            _("For the period that ended on %(date)s, no evidence counts.")
            % {"date": _day(commitment.next_due_on)}
        )
    elif not reasons and commitment.due_on:
        reasons.append(
            _("It was due on %(date)s, and what counts so far is not enough.")
            % {"date": _day(commitment.due_on)}
        )
    return reasons


def _threatened(commitment: Commitment, now: datetime) -> list[str]:
    """What comes due within the days of warning; nothing where a dispute alone threatens it."""
    days = commitment.partnership.warning_days
    near = now.date() + timedelta(days=days + 1)
    reasons = [
        _("The step “%(step)s” is due on %(date)s, and no evidence for it counts yet.")
        % {"step": plain(step, "title"), "date": _day(step.due_on)}
        for step in commitment.steps  # type: ignore[attr-defined]
        if step.state == "at_risk" and step.due_on and step.due_on <= near
    ]
    if not reasons and commitment.next_due_on and commitment.next_due_on <= near:
        reasons.append(
            _("It is due on %(date)s, and what counts so far is not enough.")
            % {"date": _day(commitment.next_due_on)}
        )
    if reasons:
        reasons.append(
            ngettext(
                "What is open counts as at risk from %(days)d day before its date.",
                "What is open counts as at risk from %(days)d days before its date.",
                days,
            )
            % {"days": days}
        )
    return reasons


def _open(commitment: Commitment) -> list[str]:
    if commitment.next_due_on is None:
        return [_("No date was agreed for what is still open, so it cannot become late.")]
    step: Milestone | None = commitment.next_step  # type: ignore[attr-defined]
    if step is not None and step.due_on == commitment.next_due_on:
        return [
            _("The next step, “%(step)s”, is due on %(date)s; there is time until then.")
            % {"step": plain(step, "title"), "date": _day(commitment.next_due_on)}
        ]
    return [_("It is due on %(date)s; there is time until then.") % {"date": _day(commitment.next_due_on)}]


def _of_calendar(commitment: Commitment) -> list[str]:
    """From which day what is open is at risk and late, and whose midnight ends the day."""
    if commitment.late_from is None or commitment.next_due_on is None:
        return []
    sides = commitment.next_owing or list(commitment.partnership.sides.all())  # type: ignore[attr-defined]
    zoned = pgettext("a city and its time zone", "%(city)s (%(timezone)s)")
    listed_sides = listed(zoned % {"city": city_name(side), "timezone": side.city.timezone} for side in sides)
    told = {"date": _day(commitment.next_due_on), "sides": listed_sides}
    if len(sides) > 1:
        return [_("The day %(date)s ends when it is midnight in the last of these: %(sides)s.") % told]
    return [_("The day %(date)s ends at midnight in the city that owes it: %(sides)s.") % told]


def _warned(commitment: Commitment) -> list[str]:
    if commitment.at_risk_from is None or commitment.next_due_on is None:
        return []
    days = commitment.partnership.warning_days
    start = commitment.next_due_on - timedelta(days=days)
    return [
        ngettext(
            "Without evidence that counts it is at risk from %(date)s, %(days)d day before.",
            "Without evidence that counts it is at risk from %(date)s, %(days)d days before.",
            days,
        )
        % {"date": _day(start), "days": days}
    ]


def _of_evidence(commitment: Commitment, evidence: Evidence) -> str | None:
    title = plain(evidence, "title")
    others = [side for side in commitment.partnership.sides.all() if side.pk != evidence.side_id]
    partner = listed(city_name(side) for side in others)
    state = evidence.state  # type: ignore[attr-defined]
    if state == "confirmed" and evidence.counts_from:
        return _("“%(title)s” counts since %(date)s, when %(partner)s confirmed it.") % {
            "title": title,
            "date": _day(evidence.counts_from),
            "partner": partner,
        }
    if state == "awaiting" and evidence.one_sided_from:
        return _(
            "“%(title)s” awaits an answer of %(partner)s until %(date)s. "
            "Until then, what it shows cannot turn late. The working days are those of %(partner)s."
        ) % {"title": title, "partner": partner, "date": _day(evidence.one_sided_from - timedelta(seconds=1))}
    if state == "one_sided":
        days = commitment.partnership.answer_working_days
        return ngettext(
            "%(partner)s did not answer “%(title)s” within %(days)d working day: it counts, as one-sided.",
            "%(partner)s did not answer “%(title)s” within %(days)d working days: it counts, as one-sided.",
            days,
        ) % {"title": title, "partner": partner, "days": days}
    if state == "disputed":
        return _("“%(title)s” is disputed by %(partner)s, so it does not count.") % {
            "title": title,
            "partner": partner,
        }
    return None


def _of_target(commitment: Commitment) -> str | None:
    if commitment.target_value is None:
        return None
    figure = commitment.figure  # type: ignore[attr-defined]
    target = {"target": number(commitment.target_value), "unit": plain(commitment, "unit")}
    if figure is None:
        return _("The target is %(target)s %(unit)s; no figure counts yet.") % target
    return _("The counted figures come to %(figure)s of %(target)s %(unit)s.") % {
        **target,
        "figure": number(figure),
    }


def _decisive(commitment: Commitment) -> list[Evidence]:
    """All evidence but the confirmed, of which the newest few suffice: the page lists every piece below."""
    proofs: list[Evidence] = commitment.proofs  # type: ignore[attr-defined]
    confirmed = [one for one in proofs if one.state == "confirmed"]  # type: ignore[attr-defined]
    newest = sorted(confirmed, key=lambda one: (one.on, one.pk), reverse=True)[:CONFIRMED_TOLD]
    return [one for one in proofs if one not in confirmed or one in newest]


def reasons_for(commitment: Commitment, *, now: datetime) -> list[str]:
    """Sentences that explain the state of a loaded commitment, the decisive one first."""
    state = commitment.state  # type: ignore[attr-defined]
    if state == "dropped":
        assert commitment.dropped_on is not None
        dropped = {"date": _day(commitment.dropped_on), "reason": plain(commitment, "dropped_reason")}
        return [_("It was dropped on %(date)s. The reason given: %(reason)s") % dropped]
    if state == "kept":
        reasons = _kept(commitment)
    elif state == "late":
        reasons = _missed(commitment)
    elif state == "at_risk":
        reasons = _threatened(commitment, now)
    else:
        reasons = _open(commitment)
    told = [_of_evidence(commitment, one) for one in _decisive(commitment)]
    reasons += [reason for reason in (_of_target(commitment), *told) if reason]
    # is_held does not turn off when the term of answer passes, so nothing is said here of waiting.
    if commitment.is_held and not any(one.base_state == "awaiting" for one in commitment.proofs):  # type: ignore[attr-defined]
        reasons.append(_("There is evidence that is not public and that the other side did not confirm yet."))
    if state == "on_track":
        reasons += _warned(commitment)
    if state != "kept":
        reasons += _of_calendar(commitment)
    return reasons
