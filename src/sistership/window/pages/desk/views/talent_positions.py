"""Positions of a cohort at the desk."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sistership.common.errors import SistershipError
from sistership.window.ground.texts import load_texts
from sistership.window.offices.people.models import City
from sistership.window.offices.talent.actions import positions
from sistership.window.offices.talent.models import Cohort, Position
from sistership.window.offices.talent.rules import (
    visible_positions,
)
from sistership.window.pages.desk.forms.choices import (
    name_of,
    sides_of,
)
from sistership.window.pages.desk.forms.talent import (
    COLUMNS,
    PositionForm,
    WhyForm,
    position_values,
)
from sistership.window.pages.desk.forms.wordings import languages_for, wordings_of
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    edit_page,
    find,
    form_page,
    posted,
    tell,
)
from sistership.window.pages.desk.views.talent import cohort_address, cohort_of, talent_steps


def _cities(cohort: Cohort) -> list[City]:
    return [side.city for side in sides_of(cohort.programme.partnership)]


@desk_page
def desk_add_position(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Add a position to a cohort; either city's officers may."""
    cohort = cohort_of(request, public_id, permission="talent.write")
    partnership = cohort.programme.partnership
    cities = _cities(cohort)
    form = PositionForm(
        posted(request),
        initial={
            "first_day": cohort.first_day,
            "last_day": cohort.last_day,
            "host_language": cohort.side.city.language,
        },
        languages=languages_for(partnership),
        cities=[(one.key, name_of(one)) for one in cities],
    )
    title = _("Add a position")
    page = FormPage(
        title=title,
        partnership=partnership,
        back=cohort_address(cohort),
        submit=_("Add the position"),
        done=_("The position is a draft now. Open it, so that students see it."),
        context={"trail": talent_steps((name_of(cohort, "title"), cohort_address(cohort)), (title, None))},
    )

    def act() -> Position:
        values = form.cleaned_data
        return positions.add_position(
            actor=request.user.ref,
            cohort=cohort,
            texts={name: form.texts(name) for name in Position.TEXT_FIELDS},
            city=next(one for one in cities if one.key == values["city"]),
            home_cities=[one for one in cities if one.key in values["home_cities"]],
            **{name: values[name] for name in COLUMNS},
        )

    return form_page(request, form, page, act=act, goto=lambda _made: cohort_address(cohort))


def position_of(request: DeskRequest, public_id: UUID) -> tuple[Position, Cohort]:
    """A position of a cohort on which the reader works."""
    position = find(visible_positions(request.user).select_related("city", "cohort"), public_id)
    cohort = cohort_of(request, position.cohort.public_id, permission="talent.write")
    position.cohort = cohort
    load_texts([position])
    return position, cohort


@desk_page
def desk_edit_position(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Change a position while its cohort takes applications."""
    position, cohort = position_of(request, public_id)
    partnership, cities = cohort.programme.partnership, _cities(cohort)
    title = _("Change the position")

    def act(one: Position, form: Any) -> Position:
        changes = form.changed_fields()
        if "city" in changes:
            changes["city"] = next(each for each in cities if each.key == changes["city"])
        if "home_cities" in changes:
            changes["home_cities"] = [each for each in cities if each.key in changes["home_cities"]]
        return positions.edit_position(
            actor=request.user.ref, position=one, texts=form.changed_texts(), **changes
        )

    return edit_page(
        request,
        position,
        FormPage(
            title=title,
            partnership=partnership,
            back=cohort_address(cohort),
            submit=_("Save"),
            done=_("The position was changed."),
            context={
                "trail": talent_steps((name_of(cohort, "title"), cohort_address(cohort)), (title, None))
            },
        ),
        build=lambda one, data, initial: PositionForm(
            data,
            initial=initial,
            languages=languages_for(partnership),
            record=one,
            cities=[(each.key, name_of(each)) for each in cities],
        ),
        values=lambda one: position_values(one) | wordings_of(one, Position.TEXT_FIELDS),
        act=act,
    )


@desk_page
@require_POST
def desk_act_on_position(request: DeskRequest, public_id: UUID, deed: str) -> HttpResponse:
    """Open a position, or send its host a new link."""
    position, cohort = position_of(request, public_id)
    acts = {
        "open": (positions.open_position, _("The position is open.")),
        "link": (positions.renew_host_link, _("The host gets a new link; the earlier ones are void.")),
    }
    if deed not in acts:
        raise Http404
    act, done = acts[deed]
    try:
        act(actor=request.user.ref, position=position)
    except SistershipError as error:
        tell(request, error)
    else:
        messages.success(request, done)
    return HttpResponseRedirect(cohort_address(cohort))


@desk_page
def desk_withdraw_position(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Take a position out, with the reason."""
    position, cohort = position_of(request, public_id)
    form = WhyForm(posted(request), languages=languages_for(cohort.programme.partnership))
    title = _("Take the position out")
    page = FormPage(
        title=title,
        lead=f"{position.number} {name_of(position, 'title')}",
        partnership=cohort.programme.partnership,
        back=cohort_address(cohort),
        submit=_("Take it out"),
        done=_("The position is withdrawn."),
        is_grave=True,
        context={"trail": talent_steps((name_of(cohort, "title"), cohort_address(cohort)), (title, None))},
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: positions.withdraw_position(
            actor=request.user.ref, position=position, reason=form.cleaned_data["reason"]
        ),
    )
