"""Commitments and intentions: a commitment's page, and the forms that write them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.actions import promises
from sistership.window.offices.agreements.models import Agreement, Commitment, Direction
from sistership.window.offices.agreements.queries import load_commitments
from sistership.window.offices.agreements.rules import (
    visible_agreements,
    visible_commitments,
    visible_intentions,
)
from sistership.window.offices.people.models import Partnership
from sistership.window.offices.people.rules import may
from sistership.window.pages.desk.forms.base import DeskForm
from sistership.window.pages.desk.forms.choices import (
    Choices,
    keep_sides,
    name_of,
    side_choices,
    side_named,
    sides_of,
)
from sistership.window.pages.desk.forms.promises import (
    CommitmentForm,
    DropForm,
    IntentionForm,
    commitment_values,
)
from sistership.window.pages.desk.forms.wordings import languages_for
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
    trail,
)


def commitment_address(commitment: Commitment) -> str:
    """The desk's page of a commitment."""
    return reverse("desk_commitment", args=[commitment.public_id])


def commitment_step(commitment: Commitment) -> tuple[str, str]:
    """The breadcrumb of a commitment."""
    return name_of(commitment, "title"), commitment_address(commitment)


@desk_page
def desk_commitment(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Everything an officer does with a commitment: its steps, its evidence, and the forms for both."""
    rows = visible_commitments(request.user).filter(public_id=public_id)
    commitment = next(iter(load_commitments(request.user, rows)), None)
    if commitment is None:
        raise Http404
    require_in(request.user, "partnership.see_internal", commitment.partnership, commitment.partnership)
    keep_sides(commitment.partnership, list(commitment.partnership.sides.all()))
    steps = commitment.steps  # type: ignore[attr-defined]
    return show(
        request,
        "desk/commitment.html",
        {
            "commitment": commitment,
            "steps": steps,
            "trail": trail(commitment.partnership, (name_of(commitment, "title"), None)),
            "may_write": may(request.user, "partnership.write", commitment.partnership),
            "may_file": may(request.user, "commitment.file_evidence", commitment)
            and commitment.dropped_on is None,
            "may_drop": may(request.user, "partnership.decide", commitment.partnership)
            and commitment.dropped_on is None,
        },
        current=commitment.partnership.key,
    )


@dataclass(frozen=True, slots=True)
class Places:
    """Where a commitment can stand: in an agreement beside its directions, or in one of them."""

    agreements: dict[str, Agreement]
    directions: dict[str, Direction]

    def choices(self) -> list[tuple[str, Choices]]:
        """A group for each agreement: the agreement itself, then its directions."""
        load_texts(self.agreements.values(), self.directions.values())
        return [
            (
                name_of(agreement, "title"),
                [
                    (key, _("The agreement as a whole")),
                    *(
                        (at, name_of(direction, "title"))
                        for at, direction in self.directions.items()
                        if direction.agreement_id == agreement.pk
                    ),
                ],
            )
            for key, agreement in self.agreements.items()
        ]


def _places(request: DeskRequest, partnership: Partnership) -> Places:
    agreements = list(visible_agreements(request.user).filter(partnership=partnership))
    directions = Direction.objects.filter(agreement__in=agreements).select_related("agreement")
    return Places(
        agreements={str(one.public_id): one for one in agreements},
        directions={str(one.public_id): one for one in directions},
    )


def _made_from(form: DeskForm, partnership: Partnership, places: Places) -> dict[str, Any]:
    """The arguments of add_commitment that the form gives."""
    values = form.cleaned_data
    chosen = values.get("direction", "")
    return {
        "titles": form.texts("title"),
        "owing": [side for side in sides_of(partnership) if side.city.key in values["owing"]],
        "agreement": places.agreements.get(chosen),
        "direction": places.directions.get(chosen),
        "summaries": form.texts("summary"),
        "measures": form.texts("measure"),
        "units": form.texts("unit"),
        "due_on": values["due_on"],
        "rhythm": values["rhythm"],
        "rhythm_from": values["rhythm_from"],
        "rhythm_until": values["rhythm_until"],
        "target_value": values["target_value"],
        "target_rule": values["target_rule"],
        "is_public": values["is_public"],
    }


@desk_page
def add_commitment(request: DeskRequest, key: str) -> HttpResponse:
    """Record a promise; `?direction=` chooses the pillar beforehand."""
    partnership = partnership_of(request.user, key)
    places = _places(request, partnership)
    form = CommitmentForm(
        posted(request),
        languages=languages_for(partnership),
        sides=side_choices(sides_of(partnership)),
        places=places.choices(),
        initial={"direction": request.GET.get("direction", "")},
    )
    page = FormPage(
        title=_("Add a commitment"),
        lead=_("What one or more cities said they will do. A hope or an invitation is an intention instead."),
        partnership=partnership,
        back=reverse("desk_partnership", args=[key]),
        submit=_("Add the commitment"),
        done=_("The commitment was added."),
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: promises.add_commitment(
            actor=request.user.ref, partnership=partnership, **_made_from(form, partnership, places)
        ),
        goto=commitment_address,
    )


def commitment_to_write(request: DeskRequest, public_id: UUID) -> Commitment:
    """A commitment that the reader may change."""
    commitment = find(visible_commitments(request.user).select_related("partnership"), public_id)
    require_in(request.user, "partnership.write", commitment.partnership, commitment.partnership)
    return commitment


@desk_page
def edit_commitment(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Change dates, rhythm, target, texts or who owes it."""
    commitment = commitment_to_write(request, public_id)
    partnership = commitment.partnership

    def act(record: Commitment, form: DeskForm) -> None:
        changes = form.changed_fields()
        chosen = changes.pop("owing", None)
        owing = None if chosen is None else [s for s in sides_of(partnership) if s.city.key in chosen]
        promises.edit_commitment(
            actor=request.user.ref,
            commitment=record,
            texts=form.changed_texts(),
            owing=owing,
            **changes,
        )

    page = FormPage(
        title=_("Change the commitment"),
        partnership=partnership,
        steps=(commitment_step(commitment),),
        back=commitment_address(commitment),
        submit=_("Save"),
        done=_("The commitment was changed."),
    )
    return edit_page(
        request,
        commitment,
        page,
        build=lambda record, data, initial: CommitmentForm(
            data,
            initial=initial,
            record=record,
            languages=languages_for(partnership),
            sides=side_choices(sides_of(partnership)),
        ),
        values=commitment_values,
        act=act,
    )


@desk_page
def drop_commitment(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """End a commitment with a reason; a department lead decides."""
    commitment = commitment_to_write(request, public_id)
    require_in(request.user, "partnership.decide", commitment.partnership, commitment.partnership)
    form = DropForm(posted(request), languages=languages_for(commitment.partnership))
    page = FormPage(
        title=_("Drop the commitment"),
        lead=_("It stays in the blueprint as dropped, with the reason. This cannot be undone."),
        partnership=commitment.partnership,
        steps=(commitment_step(commitment),),
        back=commitment_address(commitment),
        submit=_("Drop it"),
        done=_("The commitment was dropped."),
        is_grave=True,
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: promises.drop_commitment(
            actor=request.user.ref, commitment=commitment, reasons=form.texts("reason")
        ),
    )


@desk_page
def add_intention(request: DeskRequest, key: str) -> HttpResponse:
    """Record a hope, an invitation or a talk."""
    partnership = partnership_of(request.user, key)
    form = IntentionForm(
        posted(request),
        languages=languages_for(partnership),
        sides=side_choices(sides_of(partnership)),
    )
    page = FormPage(
        title=_("Add an intention"),
        lead=_("What a city hopes, invites to or wants to discuss. It is never counted as a commitment."),
        partnership=partnership,
        back=reverse("desk_partnership", args=[key]),
        submit=_("Add the intention"),
        done=_("The intention was added."),
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: promises.add_intention(
            actor=request.user.ref,
            partnership=partnership,
            texts=form.texts("text"),
            intention_kind=form.cleaned_data["intention_kind"],
            side=side_named(partnership, form.cleaned_data["side"]),
            about_month=form.cleaned_data["about_month"],
            is_public=form.cleaned_data["is_public"],
        ),
    )


@desk_page
def promote_intention(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Turn an intention into a commitment that some side owes."""
    intention = find(visible_intentions(request.user).select_related("partnership", "side__city"), public_id)
    partnership = intention.partnership
    require_in(request.user, "partnership.write", partnership, partnership)
    places = _places(request, partnership)
    words = intention.localized("text").variants
    form = CommitmentForm(
        posted(request),
        languages=languages_for(partnership),
        sides=side_choices(sides_of(partnership)),
        places=places.choices(),
        initial={f"title_{code.replace('-', '_')}": variant.text for code, variant in words.items()}
        | {"owing": [intention.side.city.key] if intention.side else []},
    )
    page = FormPage(
        title=_("Make it a commitment"),
        lead=_("The intention stays where it is and points to the new commitment."),
        partnership=partnership,
        back=reverse("desk_partnership", args=[partnership.key]),
        submit=_("Make it a commitment"),
        done=_("The intention became a commitment."),
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: promises.promote_intention(
            actor=request.user.ref, intention=intention, **_made_from(form, partnership, places)
        ),
        goto=commitment_address,
    )
