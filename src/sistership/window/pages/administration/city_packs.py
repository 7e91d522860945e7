"""City files: download a city, or take one in after seeing what it would change."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_safe

from sistership.common.errors import InputError, SistershipError
from sistership.formats.city_packs import CityPack, PackError, read_city_pack, write_city_pack
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import City
from sistership.window.offices.people.packs import pack_of
from sistership.window.pages.administration.forms.particulars import PackForm
from sistership.window.pages.administration.frame import actor, administrator_page, find, posted, show
from sistership.window.pages.desk.speech import say, say_with_place


@require_safe
@administrator_page
def city_pack_json(request: HttpRequest, key: str) -> HttpResponse:
    """The city as one file that another window can take in."""
    city = find(City.objects.all(), key=key)
    answer = HttpResponse(write_city_pack(pack_of(city)), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{city.key}.city.json"'
    return answer


@require_http_methods(["GET", "POST"])
@administrator_page
def city_import(request: HttpRequest) -> HttpResponse:
    """Take in a city file, or see what it would change."""
    form = PackForm(posted(request), request.FILES if request.method == "POST" else None)
    context: dict[str, object] = {"form": form}
    if form.is_bound and form.is_valid():
        is_sure = form.cleaned_data["is_sure"]
        pack = _read(form)
        if pack:
            try:
                change = people.import_city(actor=actor(request), pack=pack, is_dry_run=not is_sure)
            except SistershipError as error:
                form.add_error("file", say_with_place(error))
            else:
                context |= {"pack": pack, "change": change, "is_done": is_sure, "sections": _sections(change)}
    return show(request, "city_import", context, current="cities", status=422 if form.errors else 200)


def _read(form: PackForm) -> CityPack | None:
    """The pack in the file; None where the form says what is wrong with it."""
    file = form.cleaned_data["file"]
    try:
        return read_city_pack(file.read(), file=file.name)
    except PackError as error:
        for problem in error.problems[:50]:
            told = InputError(problem.what, where=problem.where, allowed=problem.allowed)
            form.add_error("file", say_with_place(told))
        if len(error.problems) > 50:
            form.add_error("file", _("and %(count)d more problems") % {"count": len(error.problems) - 50})
    except SistershipError as error:
        form.add_error("file", say(error))
    return None


def _sections(change: people.PackChange) -> list[tuple[str, people.SectionChange]]:
    words = {
        "local_days": _("Local days"),
        "terms": pgettext("glossary", "Terms"),
        "official_levels": _("Official levels"),
        "law_links": _("Links to law"),
    }
    return [(word, change.sections[name]) for name, word in words.items() if change.sections[name]]
