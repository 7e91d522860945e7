"""Talent exchange at the desk: programmes, cohorts, positions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import Commitment
from sistership.window.offices.agreements.rules import visible_commitments
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.people.rules import may, require
from sistership.window.offices.talent.actions import programmes
from sistership.window.offices.talent.models import Cohort, Programme
from sistership.window.offices.talent.queries.cohorts import programmes_list
from sistership.window.offices.talent.rules import (
    staff_partnerships,
    visible_cohorts,
    visible_programmes,
)
from sistership.window.pages.desk.forms.choices import (
    keep_sides,
    loaded_choices,
    name_of,
    side_choices,
    side_named,
    sides_of,
    with_sides,
)
from sistership.window.pages.desk.forms.talent import (
    CohortForm,
    ProgrammeForm,
)
from sistership.window.pages.desk.forms.wordings import languages_for, wordings_of
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    edit_page,
    find,
    form_page,
    partnership_of,
    posted,
    require_in,
    show,
    sides_around,
)
from sistership.window.pages.public.talent import marked

DAYS = ("applications_until", "rankings_until", "first_day", "last_day", "appeals_until", "most_choices")


def talent_steps(*steps: tuple[Any, str | None]) -> list[tuple[Any, str | None]]:
    """Breadcrumbs from the desk over talent exchange to this page."""
    return [(_("My desk"), reverse("desk")), (_("Talent exchange"), reverse("desk_talent")), *steps]


def cohort_address(cohort: Cohort) -> str:
    """The page of a cohort at the desk."""
    return reverse("desk_talent_cohort", args=[cohort.public_id])


@desk_page
def desk_talent(request: DeskRequest) -> HttpResponse:
    """All programmes of the reader's partnerships, with their cohorts."""
    around = sides_around(request.user)
    load_texts([side.city for side in around])
    by_partnership: dict[Partnership, list[str]] = {}
    for side in around:
        by_partnership.setdefault(side.partnership, []).append(name_of(side.city))
    own = {one.pk for one in by_partnership}
    found = [one for one in programmes_list(request.user) if one.partnership_id in own]
    for one in found:
        marked(one.shown_cohorts)  # type: ignore[attr-defined]
    context = {
        "programmes": found,
        "partnerships": [(one, " × ".join(names)) for one, names in by_partnership.items()],
        "trail": [*talent_steps()[:1], (_("Talent exchange"), None)],
    }
    return show(request, "desk/talent.html", context, current="talent", sides=around)


def _commitments(request: DeskRequest, partnership: Partnership) -> list[Commitment]:
    rows = visible_commitments(request.user).filter(partnership=partnership)
    found = list(rows)
    load_texts(found)
    return found


def _chosen(commitments: list[Commitment], public_id: str) -> Commitment | None:
    return next((one for one in commitments if str(one.public_id) == public_id), None)


@desk_page
def desk_add_programme(request: DeskRequest, key: str) -> HttpResponse:
    """Begin a programme."""
    partnership = partnership_of(request.user, key)
    commitments = _commitments(request, partnership)
    form = ProgrammeForm(
        posted(request),
        languages=languages_for(partnership),
        commitments=loaded_choices(commitments, "title"),
    )
    title = _("Begin a programme")
    page = FormPage(
        title=title,
        partnership=partnership,
        back=reverse("desk_talent"),
        submit=_("Begin the programme"),
        done=_("The programme is there. Add its first cohort."),
        context={"trail": talent_steps((title, None))},
    )

    def act() -> Programme:
        values = form.cleaned_data
        return programmes.add_programme(
            actor=request.user.ref,
            partnership=partnership,
            programme_kind=values["programme_kind"],
            titles=form.texts("title"),
            summaries=form.texts("summary"),
            commitment=_chosen(commitments, values.get("commitment", "")),
            is_public=values["is_public"],
        )

    return form_page(request, form, page, act=act)


def _programme(request: DeskRequest, public_id: UUID) -> Programme:
    programme = find(visible_programmes(request.user).select_related("partnership", "commitment"), public_id)
    require_in(request.user, "talent.write", programme.partnership, programme.partnership)
    load_texts([programme])
    return programme


@desk_page
def desk_edit_programme(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Change a programme."""
    programme = _programme(request, public_id)
    partnership = programme.partnership
    commitments = _commitments(request, partnership)
    title = _("Change the programme")

    def values(one: Programme) -> dict[str, Any]:
        return {
            "programme_kind": one.programme_kind,
            "is_public": one.is_public,
            "commitment": str(one.commitment.public_id) if one.commitment else "",
            **wordings_of(one, Programme.TEXT_FIELDS),
        }

    def act(one: Programme, form: Any) -> Programme:
        changes = form.changed_fields()
        if "commitment" in changes:
            changes["commitment"] = _chosen(commitments, changes["commitment"])
        return programmes.edit_programme(
            actor=request.user.ref, programme=one, texts=form.changed_texts(), **changes
        )

    return edit_page(
        request,
        programme,
        FormPage(
            title=title,
            partnership=partnership,
            back=reverse("desk_talent"),
            submit=_("Save"),
            done=_("The programme was changed."),
            context={"trail": talent_steps((title, None))},
        ),
        build=lambda one, data, initial: ProgrammeForm(
            data,
            initial=initial,
            languages=languages_for(partnership),
            record=one,
            commitments=loaded_choices(commitments, "title"),
        ),
        values=values,
        act=act,
    )


@desk_page
def desk_add_cohort(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Begin a cohort of a programme."""
    programme = _programme(request, public_id)
    partnership = programme.partnership
    form = CohortForm(
        posted(request), languages=languages_for(partnership), sides=side_choices(sides_of(partnership))
    )
    title = _("Begin a cohort")
    page = FormPage(
        title=title,
        partnership=partnership,
        back=reverse("desk_talent"),
        submit=_("Begin the cohort"),
        done=_("The cohort is a draft now. Add positions, then publish it."),
        context={"trail": talent_steps((name_of(programme, "title"), None), (title, None))},
    )

    def act() -> Cohort:
        values = form.cleaned_data
        side = side_named(partnership, values["side"])
        assert side is not None, "the choice of a side is required"
        return programmes.add_cohort(
            actor=request.user.ref,
            programme=programme,
            side=side,
            titles=form.texts("title"),
            rules=form.texts("rules"),
            **{name: values[name] for name in DAYS},
        )

    return form_page(request, form, page, act=act, goto=cohort_address)


def cohort_of(request: DeskRequest, public_id: UUID, *, permission: str = "talent.run") -> Cohort:
    """A cohort on which the reader works, with its partnership's sides; else none is there."""
    rows = visible_cohorts(request.user).filter(programme__partnership__in=staff_partnerships(request.user))
    cohort = find(rows.select_related("programme__partnership", "side__city"), public_id)
    sides = with_sides(cohort.programme.partnership)
    require(request.user, permission, cohort if permission == "talent.run" else cohort.programme.partnership)
    load_texts([cohort], [cohort.programme], [side.city for side in sides])
    keep_sides(cohort.programme.partnership, sides)
    cohort.side = next(side for side in sides if side.pk == cohort.side_id)
    return cohort


@desk_page
def desk_edit_cohort(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Change a cohort's words and days."""
    cohort = cohort_of(request, public_id)
    partnership = cohort.programme.partnership
    title = _("Change the cohort")

    def act(one: Cohort, form: Any) -> Cohort:
        return programmes.edit_cohort(
            actor=request.user.ref, cohort=one, texts=form.changed_texts(), **form.changed_fields()
        )

    return edit_page(
        request,
        cohort,
        FormPage(
            title=title,
            partnership=partnership,
            back=cohort_address(cohort),
            submit=_("Save"),
            done=_("The cohort was changed."),
            context={
                "trail": talent_steps((name_of(cohort, "title"), cohort_address(cohort)), (title, None))
            },
        ),
        build=lambda one, data, initial: CohortForm(
            data, initial=initial, languages=languages_for(partnership), record=one, sides=None
        ),
        values=lambda one: {name: getattr(one, name) for name in DAYS} | wordings_of(one, Cohort.TEXT_FIELDS),
        act=act,
    )


def may_run(request: DeskRequest, cohort: Cohort) -> bool:
    """Whether the reader leads the cohort from stage to stage."""
    return may(request.user, "talent.run", cohort)
