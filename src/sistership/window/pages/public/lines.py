"""The line of milestones that a commitment shows."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sistership.report import MilestonePoint, milestone_line
from sistership.window.offices.agreements.models import Commitment
from sistership.window.pages.public.words import STATE_WORDS
from sistership.window.pages.templatetags.window import plain


def draw_steps(commitment: Commitment, *, today: date) -> SafeString | None:
    """The dated steps of a loaded commitment on a line of time; None where it has none."""
    points = []
    for step in commitment.steps:  # type: ignore[attr-defined]
        if step.due_on is None:
            continue
        is_ahead = step.state == "on_track"
        label = _("%(step)s, due on %(date)s: %(state)s") % {
            "step": plain(step, "title"),
            "date": date_format(step.due_on, "DATE_FORMAT"),
            "state": _("still ahead") if is_ahead else STATE_WORDS[step.state],
        }
        points.append(MilestonePoint(on=step.due_on, state=None if is_ahead else step.state, label=label))
    if not points:
        return None
    title = pgettext("between longer items of a list", "; ").join(
        point.label for point in sorted(points, key=lambda point: point.on)
    )
    return mark_safe(milestone_line(points, today=today, label=title))  # noqa: S308 (report escapes words)
