"""What was kept long enough: what would go, a run by hand, and what earlier runs let go."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from sistership.window.offices.duty import actions as duty
from sistership.window.offices.duty.models import RetentionRun
from sistership.window.pages.administration.frame import actor, administrator_page, show

RUNS_SHOWN = 15


@require_safe
@administrator_page
def retention(request: HttpRequest) -> HttpResponse:
    """What is over now by kind, before anything goes; and the last runs."""
    found = duty.run_retention(actor=actor(request), is_dry_run=True)
    context = {
        "due": found,
        "would_go": sum(one.count for one in found if one.to_decide is None),
        "is_nightly": settings.RETENTION_IS_NIGHTLY,
        "runs": [
            (run, sum(run.counts.values()), sorted(run.counts.items()))
            for run in RetentionRun.objects.all()[:RUNS_SHOWN]
        ],
    }
    return show(request, "retention", context, current="retention")


@require_POST
@administrator_page
def retention_run(request: HttpRequest) -> HttpResponse:
    """Let go of what is over."""
    found = duty.run_retention(actor=actor(request))
    gone = sum(one.count for one in found if one.to_decide is None)
    said = ngettext("%(count)d row was let go.", "%(count)d rows were let go.", gone) % {"count": gone}
    messages.success(request, said if gone else _("Nothing was over."))
    return redirect("retention")
