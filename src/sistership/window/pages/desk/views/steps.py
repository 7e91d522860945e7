"""Steps of commitments and directions of agreements: the forms that write them."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sistership.window.offices.agreements.actions import accords, promises
from sistership.window.offices.agreements.models import Milestone
from sistership.window.offices.agreements.rules import (
    visible_agreements,
    visible_commitments,
)
from sistership.window.offices.people.models import Partnership
from sistership.window.pages.desk.forms.base import DeskForm
from sistership.window.pages.desk.forms.choices import (
    Choices,
    name_of,
    side_choices,
    side_named,
    sides_of,
)
from sistership.window.pages.desk.forms.promises import (
    DirectionForm,
    MilestoneForm,
    milestone_values,
)
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    edit_page,
    find,
    form_page,
    own_sides,
    posted,
    require_in,
)
from sistership.window.pages.desk.views.promises import (
    commitment_address,
    commitment_step,
    commitment_to_write,
)


def _own_first(request: DeskRequest, partnership: Partnership) -> Choices:
    own = own_sides(request.user, partnership)
    return side_choices([*own, *(side for side in sides_of(partnership) if side not in own)])


@desk_page
def add_milestone(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Add a dated step."""
    commitment = commitment_to_write(request, public_id)
    partnership = commitment.partnership
    form = MilestoneForm(
        posted(request),
        languages=languages_for(partnership),
        sides=_own_first(request, partnership),
    )
    page = FormPage(
        title=_("Add a step"),
        partnership=partnership,
        steps=(commitment_step(commitment),),
        back=commitment_address(commitment),
        submit=_("Add the step"),
        done=_("The step was added."),
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: promises.add_milestone(
            actor=request.user.ref,
            commitment=commitment,
            titles=form.texts("title"),
            due_on=form.cleaned_data["due_on"],
            side=side_named(partnership, form.cleaned_data["side"]),
        ),
    )


@desk_page
def edit_milestone(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Change a step's words, day or side."""
    visible = Milestone.objects.filter(commitment__in=visible_commitments(request.user))
    milestone = find(visible.select_related("commitment__partnership"), public_id)
    commitment = milestone.commitment
    partnership = commitment.partnership
    require_in(request.user, "partnership.write", partnership, partnership)

    def act(record: Milestone, form: DeskForm) -> None:
        changes = form.changed_fields()
        if "side" in changes:
            changes["side"] = side_named(partnership, changes["side"])
        promises.edit_milestone(
            actor=request.user.ref, milestone=record, texts=form.changed_texts(), **changes
        )

    page = FormPage(
        title=_("Change the step"),
        partnership=partnership,
        steps=(commitment_step(commitment),),
        back=commitment_address(commitment),
        submit=_("Save"),
        done=_("The step was changed."),
    )
    return edit_page(
        request,
        milestone,
        page,
        build=lambda record, data, initial: MilestoneForm(
            data,
            initial=initial,
            record=record,
            languages=languages_for(partnership),
            sides=_own_first(request, partnership),
        ),
        values=milestone_values,
        act=act,
    )


@desk_page
def add_direction(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Add a pillar to an agreement."""
    agreement = find(visible_agreements(request.user).select_related("partnership"), public_id)
    require_in(request.user, "partnership.write", agreement.partnership, agreement.partnership)
    form = DirectionForm(posted(request), languages=languages_for(agreement.partnership))
    back = reverse("desk_agreement", args=[public_id])
    page = FormPage(
        title=_("Add a direction"),
        partnership=agreement.partnership,
        steps=((name_of(agreement, "title"), back),),
        back=back,
        submit=_("Add the direction"),
        done=_("The direction was added."),
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: accords.add_direction(
            actor=request.user.ref,
            agreement=agreement,
            titles=form.texts("title"),
            summaries=form.texts("summary"),
        ),
    )
