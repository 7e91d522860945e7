"""Templates of letters: written in several languages, looked at with a real case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from sistership.common.text import HTML_LANGUAGES, LANGUAGE_NAMES, LANGUAGES
from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases.actions import templates
from sistership.window.offices.cases.letter_templates import BLANKS, fill, marks_of
from sistership.window.offices.cases.models import Case, LetterTemplate
from sistership.window.offices.cases.rules import visible_cases, visible_templates
from sistership.window.offices.people.models import Side
from sistership.window.offices.people.rules import require
from sistership.window.pages.desk.forms.choices import name_of
from sistership.window.pages.desk.forms.own_desks import TemplateForm
from sistership.window.pages.desk.forms.wordings import languages_for, wordings_of
from sistership.window.pages.desk.own_desks import OwnDesks, own_desks, way
from sistership.window.pages.desk.speech import sentence
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    edit_page,
    find,
    form_page,
    posted,
    show,
)

CURRENT = "templates"
TEXTS = ("name", "subject", "body")
CASES_OFFERED = 30


def _title() -> str:
    return _("Letter templates")


def _address(template: LetterTemplate) -> str:
    return reverse("desk_template", args=[template.public_id])


@require_safe
@desk_page
def desk_templates(request: DeskRequest) -> HttpResponse:
    """The templates of each of the reader's sides, with the languages they are in."""
    desks = own_desks(request.user)
    rows = list(visible_templates(request.user))
    load_texts(rows)
    by_side: dict[int, list[Any]] = {side.pk: [] for side in desks.own}
    for one in rows:
        variants = one.localized("body").variants
        languages = [
            (LANGUAGE_NAMES.get(code, code), variants[code].is_stale, variants[code].is_machine_draft)
            for code in LANGUAGES
            if code in variants
        ]
        by_side[one.side_id].append((one, languages))
    context = {
        "title": _title(),
        "desks": [(side, by_side[side.pk]) for side in desks.own],
        "trail": way((_title(), None)),
    }
    return show(request, "desk/letter_templates.html", context, current=CURRENT, sides=desks.around)


def _page(side: Side, title: str, submit: str, done: str, back: str = "") -> FormPage:
    return FormPage(
        title=title,
        partnership=side.partnership,
        back=back or reverse("desk_templates"),
        submit=submit,
        done=done,
        template="desk/letter_template_form.html",
        context={
            "rail_current": CURRENT,
            "trail": way((_title(), reverse("desk_templates")), (title, None)),
            "blanks": BLANKS,
        },
    )


@desk_page
def add_template(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Write a template for one of the reader's sides."""
    side = own_desks(request.user).find(public_id)
    require(request.user, "desk.letters", side)
    form = TemplateForm(posted(request), languages=languages_for(side.partnership))
    page = _page(side, _("Write a template"), _("Save the template"), _("The template was saved."))
    return form_page(
        request,
        form,
        page,
        act=lambda: templates.add(
            actor=request.user.ref,
            side=side,
            texts={name: form.texts(name) for name in TEXTS},
            service=form.cleaned_data["service"],
        ),
        goto=_address,
    )


def _found(request: DeskRequest, public_id: UUID) -> tuple[LetterTemplate, OwnDesks]:
    template = find(visible_templates(request.user), public_id)
    desks = own_desks(request.user)
    template.side = desks.of(template.side_id)
    require(request.user, "desk.letters", template.side)
    load_texts([template])
    return template, desks


@desk_page
def edit_template(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Change words; translations of changed ones become out of date."""
    template, _desks = _found(request, public_id)
    side = template.side
    page = _page(
        side, _("Change a template"), _("Save the changes"), _("The template was saved."), _address(template)
    )

    def build(
        record: LetterTemplate, data: Mapping[str, Any] | None, initial: Mapping[str, Any]
    ) -> TemplateForm:
        return TemplateForm(
            data, initial=dict(initial), languages=languages_for(side.partnership), record=record
        )

    def values(record: LetterTemplate) -> dict[str, Any]:
        load_texts([record])
        return {"service": record.service, **wordings_of(record, TEXTS)}

    def act(record: LetterTemplate, form: Any) -> None:
        record.side = side
        templates.change(
            actor=request.user.ref,
            template=record,
            texts=form.changed_texts(),
            service=form.cleaned_data["service"],
        )

    return edit_page(request, template, page, build=build, values=values, act=act)


def _case(request: DeskRequest, side: Side) -> tuple[Case | None, list[Case]]:
    """The case to look at the template with (`?case=` its number, else the newest), and those to choose."""
    offered = list(visible_cases(request.user).filter(side=side).order_by("-pk")[:CASES_OFFERED])
    asked = request.GET.get("case", "").strip()
    found = next((one for one in offered if one.number == asked), offered[0] if offered else None)
    if asked and (found is None or found.number != asked):
        found = visible_cases(request.user).filter(side=side, number=asked).first()
    return found, offered


@require_safe
@desk_page
def letter_template(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """A template with the words it would have for a real case, in each language."""
    template, desks = _found(request, public_id)
    case, offered = _case(request, template.side)
    letters = []
    if case is not None:
        case.side = template.side
        written = template.localized("body").variants
        for code in LANGUAGES:
            if code in written:
                letter = fill(template, case, code, officer=request.user)
                letters.append((LANGUAGE_NAMES[code], HTML_LANGUAGES[code], letter, marks_of(letter)))
        if case.language not in written:
            asked = fill(template, case, case.language, officer=request.user)
            messages.warning(request, " ".join(map(sentence, marks_of(asked))))
    context = {
        "template": template,
        "case": case,
        "offered": offered,
        "letters": letters,
        "wordings": [
            (LANGUAGE_NAMES[code], HTML_LANGUAGES[code], one.text)
            for code, one in template.localized("body").variants.items()
            if code in LANGUAGES
        ],
        "trail": way((_title(), reverse("desk_templates")), (name_of(template), None)),
    }
    return show(request, "desk/letter_template.html", context, current=CURRENT, sides=desks.around)


@require_POST
@desk_page
def remove_template(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Take a template away."""
    template, _desks = _found(request, public_id)
    templates.remove(actor=request.user.ref, template=template)
    messages.success(request, _("The template was taken away. Letters written from it stay."))
    return HttpResponseRedirect(reverse("desk_templates"))
