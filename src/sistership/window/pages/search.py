"""Where a record that search found is shown, and the words of a search as the pages show them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from allauth.decorators import rate_limit
from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from sistership.common.errors import InputError
from sistership.window.ground.search.searching import LONGEST_WORDS, parts, search
from sistership.window.ground.texts import load_texts
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.people.queries import sides_with_cities
from sistership.window.offices.people.rules import internal_partnerships
from sistership.window.pages.public.names import partnership_name

IN_ALL = 5
"""Results of each kind while all kinds are shown."""
IN_ONE = 50
"""Results where one kind is asked for."""
Address = Callable[[Any], str]


def _page(name: str) -> Address:
    return lambda row: reverse(name, args=[row.public_id])


ADDRESSES: dict[str, Address] = {
    "agreement": _page("agreement"),
    "case": _page("desk_case"),
    "case_message": lambda row: reverse("desk_case", args=[row.case.public_id]),
    "city": lambda row: reverse("public_city", args=[row.key]),
    "commitment": _page("commitment"),
    "document": lambda row: _page("document_file")(row) if row.file_id else row.url,
    "intention": lambda row: reverse("partnership", args=[row.partnership.key]),
    "lesson": _page("lesson"),
    "matchday": _page("matchday"),
    "milestone": lambda row: reverse("commitment", args=[row.commitment.public_id]),
    "organisation": lambda row: row.website,
    "partnership": lambda row: reverse("partnership", args=[row.key]),
    "position": _page("talent_position"),
    "profile": _page("market_profile"),
    "programme": _page("talent_programme"),
    "question": _page("expert_question"),
    "visit": _page("visit"),
}
"""Kind → the page of a row that anybody may open who sees the row; empty where it has none."""
DESK_ADDRESSES: dict[str, Address] = {
    "agreement": _page("desk_agreement"),
    "commitment": _page("desk_commitment"),
    "lesson": _page("desk_lesson"),
    "matchday": _page("desk_matchday"),
    "milestone": lambda row: reverse("desk_commitment", args=[row.commitment.public_id]),
    "partnership": lambda row: reverse("desk_partnership", args=[row.key]),
    "programme": lambda row: reverse("desk_talent"),
    "question": _page("desk_expert_question"),
    "visit": _page("desk_visit"),
}
"""Kind → the page on which the staff of its partnership work on it."""


class SearchForm(forms.Form):
    """What a search box sends."""

    q = forms.CharField(required=False, strip=True)
    kind = forms.CharField(required=False)


def limited(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Keep a flood of searches from the others; accounts are known, and not counted."""
    counted: Callable[..., HttpResponse] = rate_limit(action="search", limit_get=True)(view)

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
        is_counted = bool(request.GET.get("q")) and not request.user.is_authenticated
        return (counted if is_counted else view)(request, *args, **options)

    return page


def answer(request: HttpRequest, *, is_desk: bool = False) -> dict[str, Any]:
    """What a page of results shows, or why the words or the kind cannot be looked for."""
    form = SearchForm(request.GET)
    form.is_valid()
    words, kind = form.cleaned_data["q"], form.cleaned_data["kind"]
    language = get_language() or "en"
    context: dict[str, Any] = {"words": words, "kind": kind, "most": LONGEST_WORDS, "limit": IN_ONE}
    try:
        results = search(
            request.user,
            words,
            kinds=[kind] if kind else (),
            limit=IN_ONE if kind else IN_ALL,
            language=language,
        )
    except InputError as error:
        return context | {"problem": error.message}
    found = [hit.record for group in results.groups for hit in group.hits]
    names = _names_of_partnerships(found)
    own = (
        set(internal_partnerships(request.user).values_list("pk", flat=True)) if is_desk and found else set()
    )
    groups = []
    for group in results.groups:
        rows = []
        for hit in group.hits:
            called = group.searchable.title_of(hit.record, language)
            title = names.get(hit.record.public_id) or called.text
            by_desk = DESK_ADDRESSES.get(group.kind) if _partnership_id(hit.record) in own else None
            address = by_desk or ADDRESSES.get(group.kind, lambda row: "")
            marked = parts(title, results.query.marks(title))
            rows.append(
                {
                    "record": hit.record,
                    "parts": marked,
                    "language": called.language if called.language != language else "",
                    "address": address(hit.record),
                    "hit": hit,
                }
            )
        groups.append(
            {"kind": group.kind, "label": group.searchable.label, "rows": rows, "has_more": group.has_more}
        )
    also = [(concept.name(language), _others(concept.names, language)) for concept in results.query.concepts]
    return context | {"groups": groups, "also": also, "is_empty_query": not results.query.clauses}


def _others(names: Mapping[str, str], language: str) -> list[tuple[str, str]]:
    return [(code, name) for code, name in names.items() if code != language]


def _partnership_id(record: Any) -> int | None:
    if isinstance(record, Partnership):
        return record.pk
    one = getattr(record, "commitment", record)
    found: int | None = getattr(one, "partnership_id", None)
    return found


def _names_of_partnerships(records: list[Any]) -> dict[Any, str]:
    """Public id → Kaohsiung × Gdynia, for the partnerships among the records."""
    ids = [record.pk for record in records if isinstance(record, Partnership)]
    if not ids:
        return {}
    rows = list(Partnership.objects.filter(pk__in=ids).prefetch_related(sides_with_cities()))
    load_texts([side.city for row in rows for side in row.sides.all()])
    return {row.public_id: partnership_name(row.sides.all()) for row in rows}
