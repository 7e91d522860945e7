"""What the reader's sides promise for each service; leads change it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sistership.window.offices.cases.actions import promises
from sistership.window.offices.cases.actions.happening import promise_of
from sistership.window.offices.cases.models import Service, ServicePromise
from sistership.window.offices.people.rules import may, require
from sistership.window.pages.desk.forms.own_desks import PromiseForm
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.own_desks import own_desks, way
from sistership.window.pages.desk.views.frame import DeskRequest, FormPage, desk_page, form_page, posted, show

CURRENT = "promises"
USUAL = "usual"
"""In the address, for the promise for all services without a line of their own."""


def _title() -> str:
    return _("What your window promises")


def _service_of(name: str) -> str:
    if name != USUAL and name not in Service.values:
        raise Http404
    return "" if name == USUAL else name


@require_safe
@desk_page
def desk_promises(request: DeskRequest) -> HttpResponse:
    """The promises of each of the reader's sides."""
    desks = own_desks(request.user)
    lines: dict[int, dict[str, ServicePromise]] = {side.pk: {} for side in desks.own}
    for line in ServicePromise.objects.filter(side__in=desks.own):
        lines[line.side_id][line.service] = line
    shown = []
    for side in desks.own:
        own = lines[side.pk]
        usual = own.get("") or ServicePromise(side=side)
        rows = [(USUAL, _("Every other service"), usual, "" in own)]
        rows += [(key, str(label), own.get(key) or usual, key in own) for key, label in Service.choices]
        shown.append((side, may(request.user, "desk.promise", side), rows))
    context = {"title": _title(), "desks": shown, "trail": way((_title(), None))}
    return show(request, "desk/service_promises.html", context, current=CURRENT, sides=desks.around)


@desk_page
def edit_promise(request: DeskRequest, public_id: UUID, service: str) -> HttpResponse:
    """Promise for one service, or for all others."""
    side = own_desks(request.user).find(public_id)
    require(request.user, "desk.promise", side)
    chosen = _service_of(service)
    line = promise_of(side, chosen)
    form = PromiseForm(
        posted(request),
        initial={name: getattr(line, name) for name in promises.HOURS},
        languages=languages_for(side.partnership),
    )
    label = dict(Service.choices).get(chosen) or _("Every other service")
    title = _("Promise for “%(service)s”") % {"service": label}
    page = FormPage(
        title=title,
        lead=_(
            "It counts for cases that begin from now on; cases under way keep what they were promised. "
            "Anybody can read it."
        ),
        partnership=side.partnership,
        back=reverse("desk_promises"),
        submit=_("Promise it"),
        done=_("Promised. Cases that begin from now on count by it."),
        context={"rail_current": CURRENT, "trail": way((_title(), reverse("desk_promises")), (title, None))},
    )

    def act() -> ServicePromise:
        hours = {name: form.cleaned_data[name] for name in promises.HOURS}
        return promises.set_promise(actor=request.user.ref, side=side, service=chosen, hours=hours)

    return form_page(request, form, page, act=act)


@require_POST
@desk_page
def remove_promise(request: DeskRequest, public_id: UUID, service: str) -> HttpResponse:
    """Promise for a service what is promised for all others again."""
    side = own_desks(request.user).find(public_id)
    require(request.user, "desk.promise", side)
    line = ServicePromise.objects.filter(side=side, service=_service_of(service)).first()
    if line is None:
        raise Http404
    line.side = side
    promises.remove_promise(actor=request.user.ref, line=line)
    messages.success(request, _("For new cases the usual promise counts again."))
    return HttpResponseRedirect(reverse("desk_promises"))
