"""The market as everybody reads it: anonymous profiles, by sector, city, kind and language."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from sistership.common.text import LANGUAGE_NAMES, LANGUAGES
from sistership.window.ground.texts import load_texts
from sistership.window.offices.market.models import Profile, ProfileKind, Stage
from sistership.window.offices.market.queries.lists import load_profiles, published, sectors_shown
from sistership.window.offices.market.rules import own_profiles
from sistership.window.offices.people.models import City
from sistership.window.offices.people.rules import grants_of, visible_cities
from sistership.window.pages.market_words import facts_of, sector_word
from sistership.window.pages.public.found import found_or_404
from sistership.window.pages.public.market_forms import city_choices
from sistership.window.pages.templatetags.window import plain

PER_PAGE = 20
ALL = ("", pgettext_lazy("filter", "All"))


class ProfileFilter(forms.Form):
    """What the list of profiles shows."""

    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200)
    kind = forms.ChoiceField(
        label=pgettext_lazy("filter of profiles", "Who"), required=False, choices=[ALL, *ProfileKind.choices]
    )
    city = forms.ChoiceField(label=pgettext_lazy("filter", "City"), required=False)
    sector = forms.ChoiceField(label=gettext_lazy("Sector"), required=False)
    stage = forms.ChoiceField(
        label=gettext_lazy("How far it has come"), required=False, choices=[ALL, *Stage.choices]
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Written in"),
        required=False,
        choices=[ALL, *((code, LANGUAGE_NAMES[code]) for code in LANGUAGES)],
    )

    def __init__(self, *args: Any, sectors: list[str], cities: list[City], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["city"].choices = [ALL, *city_choices(cities)]  # type: ignore[attr-defined]
        self.fields["sector"].choices = [ALL, *((one, sector_word(one)) for one in sectors)]  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, str]:
        """The filters; what is not among the choices narrows nothing."""
        self.is_valid()
        given = {name: self.cleaned_data.get(name, "") for name in self.fields}
        return {"words": given.pop("q").replace("\x00", ""), **given}


@require_safe
def market(request: HttpRequest) -> HttpResponse:
    """Published profiles, the newest first."""
    reader = request.user
    cities = list(visible_cities(reader).order_by("key"))
    load_texts(cities)
    form = ProfileFilter(request.GET, sectors=sectors_shown(reader), cities=cities)
    page = Paginator(published(reader, **form.wanted()), PER_PAGE).get_page(request.GET.get("page"))
    rows = [(one, list(map(sector_word, one.sectors))) for one in load_profiles(page.object_list)]
    context = {
        "page_obj": page,
        "rows": rows,
        "form": form,
        "clear_url": reverse("market"),
        "section": "market",
    }
    return render(request, "public/market.html", context)


@require_safe
def market_profile(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One profile, as everybody reads it."""
    rows = published(request.user)
    if grants_of(request.user).staff_cities:
        rows = (rows | own_profiles(request.user)).distinct()
    found: Profile = found_or_404(rows.filter(public_id=public_id).first())
    load_profiles([found])
    context = {
        "profile": found,
        "facts": facts_of(found),
        "may_use_desk": bool(grants_of(request.user).staff_cities),
        "section": "market",
        "trail": [(_("Market"), reverse("market")), (plain(found, "title"), None)],
    }
    return render(request, "public/market_profile.html", context)
