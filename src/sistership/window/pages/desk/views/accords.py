"""Agreements on the desk: their page, and the forms for what was signed, by whom and with which documents."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sistership.window.ground.files import store
from sistership.window.offices.agreements.actions import accords, documents
from sistership.window.offices.agreements.models import Agreement
from sistership.window.offices.agreements.queries import agreement_page
from sistership.window.offices.agreements.rules import visible_agreements
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import Partnership, Person
from sistership.window.offices.people.rules import may
from sistership.window.pages.desk.forms.accords import (
    AgreementForm,
    DocumentForm,
    NamedPersonForm,
    PartyForm,
    SignatoryForm,
    TermForm,
    agreement_values,
    term_values,
)
from sistership.window.pages.desk.forms.base import DeskForm
from sistership.window.pages.desk.forms.choices import (
    keep_sides,
    name_of,
    organisations_to_choose,
    persons_to_choose,
    record_choices,
    side_choices,
    side_named,
    sides_of,
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
    partnership_of,
    posted,
    require_in,
    sent_files,
    show,
    trail,
)


def agreement_address(agreement: Agreement) -> str:
    """The desk's page of an agreement."""
    return reverse("desk_agreement", args=[agreement.public_id])


def _to_write(request: DeskRequest, public_id: UUID) -> Agreement:
    agreement = find(visible_agreements(request.user).select_related("partnership"), public_id)
    require_in(request.user, "partnership.write", agreement.partnership, agreement.partnership)
    return agreement


def _page(agreement: Agreement, **words: Any) -> FormPage:
    return FormPage(
        partnership=agreement.partnership,
        steps=((name_of(agreement, "title"), agreement_address(agreement)),),
        back=agreement_address(agreement),
        **words,
    )


@desk_page
def desk_agreement(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """An agreement as its officers work on it."""
    agreement = agreement_page(request.user, public_id)
    if agreement is None:
        raise Http404
    keep_sides(agreement.partnership, list(agreement.partnership.sides.all()))
    require_in(request.user, "partnership.write", agreement.partnership, agreement.partnership)
    return show(
        request,
        "desk/agreement.html",
        {
            "agreement": agreement,
            "directions": list(agreement.directions.all()),
            "may_decide": may(request.user, "partnership.decide", agreement.partnership),
            "trail": trail(agreement.partnership, (name_of(agreement, "title"), None)),
        },
        current=agreement.partnership.key,
    )


@desk_page
def add_agreement(request: DeskRequest, key: str) -> HttpResponse:
    """Record what was signed."""
    partnership = partnership_of(request.user, key)
    form = AgreementForm(posted(request), languages=languages_for(partnership))
    page = FormPage(
        title=_("Add an agreement"),
        partnership=partnership,
        back=reverse("desk_partnership", args=[key]),
        submit=_("Add the agreement"),
        done=_("The agreement was added. Now say who its parties are."),
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: accords.add_agreement(
            actor=request.user.ref,
            partnership=partnership,
            agreement_kind=form.cleaned_data["agreement_kind"],
            titles=form.texts("title"),
            summaries=form.texts("summary"),
            places=form.texts("place"),
            authentic=form.cleaned_data["authentic"],
            signed_on=form.cleaned_data["signed_on"],
            is_public=form.cleaned_data["is_public"],
        ),
        goto=agreement_address,
    )


@desk_page
def edit_agreement(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Change what is said of an agreement, its term aside."""
    agreement = _to_write(request, public_id)

    def act(record: Agreement, form: DeskForm) -> None:
        accords.edit_agreement(
            actor=request.user.ref, agreement=record, texts=form.changed_texts(), **form.changed_fields()
        )

    return edit_page(
        request,
        agreement,
        _page(
            agreement,
            title=_("Change the agreement"),
            submit=_("Save"),
            done=_("The agreement was changed."),
        ),
        build=lambda record, data, initial: AgreementForm(
            data, initial=initial, record=record, languages=languages_for(agreement.partnership)
        ),
        values=agreement_values,
        act=act,
    )


@desk_page
def edit_term(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Change how long an agreement holds; a department lead decides."""
    agreement = _to_write(request, public_id)
    require_in(request.user, "partnership.decide", agreement.partnership, agreement.partnership)

    def act(record: Agreement, form: DeskForm) -> None:
        accords.edit_agreement(
            actor=request.user.ref, agreement=record, texts=form.changed_texts(), **form.changed_fields()
        )

    return edit_page(
        request,
        agreement,
        _page(agreement, title=_("Change the term"), submit=_("Save"), done=_("The term was changed.")),
        build=lambda record, data, initial: TermForm(
            data, initial=initial, record=record, languages=languages_for(agreement.partnership)
        ),
        values=term_values,
        act=act,
    )


@desk_page
def add_party(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Name a party: a city, or a body of it."""
    agreement = _to_write(request, public_id)
    partnership = agreement.partnership
    organisations = organisations_to_choose(request.user, partnership)
    form = PartyForm(
        posted(request),
        languages=languages_for(partnership),
        sides=side_choices(sides_of(partnership)),
        organisations=record_choices(organisations, "name"),
    )
    page = _page(agreement, title=_("Add a party"), submit=_("Add the party"), done=_("The party was added."))

    def act() -> None:
        side = side_named(partnership, form.cleaned_data["side"])
        assert side is not None, "the choice of a side is required"
        chosen = form.cleaned_data["organisation"]
        organisation = next((one for one in organisations if str(one.public_id) == chosen), None)
        accords.add_party(actor=request.user.ref, agreement=agreement, side=side, organisation=organisation)

    return form_page(request, form, page, act=act)


def person_of(
    request: DeskRequest, form: NamedPersonForm, partnership: Partnership, persons: list[Person]
) -> Person:
    """The chosen person, or the new one, whose data the reader's own city controls from now on."""
    chosen = form.cleaned_data["person"]
    known = next((one for one in persons if str(one.public_id) == chosen), None)
    if known is not None:
        return known
    city = own_sides(request.user, partnership)[0].city
    return people.add_person(actor=request.user.ref, city=city, names=form.texts("name"))


@desk_page
def add_signatory(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Say who signed for a side; only where a source says so."""
    agreement = _to_write(request, public_id)
    partnership = agreement.partnership
    persons = persons_to_choose(request.user)
    form = SignatoryForm(
        posted(request),
        languages=languages_for(partnership),
        sides=side_choices(sides_of(partnership)),
        persons=record_choices(persons, "name"),
    )
    page = _page(
        agreement,
        title=_("Add a signatory"),
        lead=_("Only where a source says who signed."),
        submit=_("Add the signatory"),
        done=_("The signatory was added."),
    )

    def act() -> None:
        side = side_named(partnership, form.cleaned_data["side"])
        assert side is not None, "the choice of a side is required"
        accords.add_signatory(
            actor=request.user.ref,
            agreement=agreement,
            side=side,
            person=person_of(request, form, partnership, persons),
            titles=form.texts("title"),
        )

    return form_page(request, form, page, act=act)


@desk_page
def attach_document(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Attach a document by upload or by address."""
    agreement = _to_write(request, public_id)
    form = DocumentForm(posted(request), sent_files(request), languages=languages_for(agreement.partnership))
    page = _page(
        agreement,
        title=_("Attach a document"),
        submit=_("Attach the document"),
        done=_("The document was attached."),
    )

    def act() -> None:
        values = form.cleaned_data
        upload = values["file"]
        stored = store(upload.name, upload.read()) if upload else None
        document = documents.add_document(
            actor=request.user.ref,
            partnership=agreement.partnership,
            document_kind=values["document_kind"],
            titles=form.texts("title"),
            language=values["language"],
            publisher=values["publisher"],
            published_on=values["published_on"],
            url=values["url"],
            file=stored,
            sha256=stored.sha256 if stored else "",
        )
        accords.attach_document(
            actor=request.user.ref,
            agreement=agreement,
            document=document,
            is_authentic=values["is_authentic"],
        )

    return form_page(request, form, page, act=act)
