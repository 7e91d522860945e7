"""Take a list of tenants or members in at the desk: try it first, then do it."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.translation import gettext as _

from sistership.common.errors import SistershipError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.market.actions.importing import Taken, take_list
from sistership.window.offices.people.models import City
from sistership.window.offices.people.rules import STAFF, require
from sistership.window.pages.desk.forms.market import ImportForm
from sistership.window.pages.desk.speech import say
from sistership.window.pages.desk.views.frame import DeskRequest, desk_page, posted, sent_files, show
from sistership.window.pages.desk.views.market import market_trail


@desk_page
def desk_market_import(request: DeskRequest) -> HttpResponse:
    """Choose a file; a try says what would be taken and what is wrong, row by row."""
    cities = list(
        City.objects.filter(grants__in=request.user.grants.filter(role__in=STAFF)).distinct().order_by("key")
    )
    load_texts(cities)
    form = ImportForm(posted(request), sent_files(request), cities=cities)
    if request.method != "POST" and cities:
        form.initial = {"language": cities[0].language, "is_dry_run": True}
    taken: Taken | None = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        city = next(one for one in cities if one.key == given["city"])
        require(request.user, "market.use")
        try:
            taken = take_list(
                actor=request.user.ref,
                city=city,
                content=given["file"].read(),
                file=given["file"].name or "",
                language=given["language"],
                profile_kind=given["profile_kind"],
                is_dry_run=given["is_dry_run"],
                does_write=given["does_write"],
            )
        except SistershipError as error:
            form.add_error("file", say(error))
    context = {
        "form": form,
        "taken": taken,
        "is_dry_run": bool(taken) and form.cleaned_data["is_dry_run"],
        "trail": market_trail((_("Take a list in"), None)),
    }
    status = 422 if form.errors else 200
    return show(request, "desk/market_import.html", context, status=status, current="market")
