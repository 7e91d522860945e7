"""One text beside its source: what changed, which words to use, how it was said elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from sistership.common.errors import RuleError, SistershipError, StateError
from sistership.common.text import HTML_LANGUAGES, LANGUAGE_NAMES, LANGUAGES
from sistership.window.ground.ids import Ref
from sistership.window.offices.translations.actions import write_translation
from sistership.window.offices.translations.checks import Problem, problems_of
from sistership.window.offices.translations.glossary import GlossaryTerm, glossary_of
from sistership.window.offices.translations.memory import Suggestion, suggestions
from sistership.window.offices.translations.queries import (
    CURRENT,
    DRAFT,
    STALE,
    Unit,
    Wordings,
    is_translator_configured,
    read_units,
    unit_of,
    units,
    wordings_of,
)
from sistership.window.offices.translations.rules import scope_of
from sistership.window.pages.desk.forms.choices import name_of, sides_of
from sistership.window.pages.desk.forms.translations import (
    KIND_WORDS,
    STATE_WORDS,
    STATES,
    TranslationForm,
    is_long,
    label_of,
)
from sistership.window.pages.desk.glossed import changes_between, gloss
from sistership.window.pages.desk.views.frame import DeskRequest, desk_page, posted, show
from sistership.window.pages.desk.views.translations import list_address, unit_address
from sistership.window.pages.desk.views.wordings import Subject, subject_of


@dataclass(frozen=True, slots=True)
class ShownSource:
    """One authentic wording, as the page shows it."""

    name: str
    language: str
    html: SafeString
    terms: tuple[GlossaryTerm, ...]
    changes: SafeString | str
    """With what changed since the translation was made; empty where nothing did."""


@dataclass(frozen=True, slots=True)
class Work:
    """Everything that the page and the check of a translation need."""

    unit: Unit
    subject: Subject
    wordings: Wordings
    terms: tuple[GlossaryTerm, ...]
    suggestions: list[Suggestion]
    shown: dict[str, str]
    """The filters of the list to which the reader goes back."""

    def problems(self, text: str) -> list[Problem]:
        """What a translation seems to have lost."""
        languages = (self.unit.source_language, self.unit.language)
        return problems_of(self.unit.source, text, languages=languages, terms=self.terms)


def _work(request: DeskRequest, kind: str, public_id: UUID, field: str, language: str) -> Work:
    subject = subject_of(request, kind, public_id)
    scope = scope_of(request.user)
    unit = unit_of(scope, Ref(kind, public_id), field, language) if language in LANGUAGES else None
    if unit is None:
        raise Http404
    partnership = subject.partnership
    asked = request.GET
    return Work(
        unit=unit,
        subject=subject,
        wordings=wordings_of(unit),
        terms=glossary_of([partnership.pk])[partnership.pk].between(unit.source_language, language),
        suggestions=suggestions(scope, unit),
        shown={
            "language": language,
            "partnership": partnership.key if asked.get("partnership") == partnership.key else "",
            "state": asked.get("state", "") if asked.get("state") in STATES else "",
        },
    )


def _taken(work: Work, take: str) -> str:
    """The words with which the form opens: those that the reader took over, else the present translation."""
    if take == "proposal" and work.wordings.proposal:
        return work.wordings.proposal.text
    for one in work.suggestions:
        if take == str(one.pk):
            return one.text
    return work.unit.target


def _sources(work: Work) -> list[ShownSource]:
    found = []
    for one in work.wordings.sources:
        own = one.language == work.unit.source_language
        glossed = gloss(one.text, work.terms if own else (), one.language)
        changes = changes_between(one.before, one.text) if one.is_changed and one.before is not None else ""
        found.append(
            ShownSource(
                name=LANGUAGE_NAMES.get(one.language, one.language),
                language=HTML_LANGUAGES.get(one.language, one.language),
                html=glossed.html,
                terms=glossed.terms,
                changes=changes,
            )
        )
    return found


def _page(
    request: DeskRequest,
    work: Work,
    form: TranslationForm,
    *,
    problems: Sequence[Problem] = (),
    is_asking: bool = False,
    status: int = 200,
) -> HttpResponse:
    unit, partnership = work.unit, work.subject.partnership
    back = list_address(work.shown)
    title = _("Translate into %(language)s") % {"language": LANGUAGE_NAMES[unit.language]}
    context: dict[str, Any] = {
        "title": title,
        "work": work,
        "unit": unit,
        "form": form,
        "problems": problems,
        "is_asking": is_asking,
        "sources": _sources(work),
        "others": [
            (
                LANGUAGE_NAMES.get(row.language, row.language),
                HTML_LANGUAGES.get(row.language, row.language),
                row.text,
            )
            for row in work.wordings.others
        ],
        "proposal": work.wordings.proposal,
        "proposal_problems": work.problems(work.wordings.proposal.text) if work.wordings.proposal else [],
        "glossaries": [
            (name_of(side.city), reverse("public_city", args=[side.city.key]) + "#terms")
            for side in sides_of(partnership)
        ],
        "kind": KIND_WORDS[unit.owner.kind],
        "label": label_of(unit.owner, unit.field),
        "state": STATE_WORDS[unit.state],
        "is_draft": unit.state == DRAFT,
        "is_stale": unit.state == STALE,
        "is_current": unit.state == CURRENT,
        "target_language": HTML_LANGUAGES[unit.language],
        "source_language": HTML_LANGUAGES.get(unit.source_language, unit.source_language),
        "partnership": partnership,
        "back": back,
        "is_translator_configured": is_translator_configured(),
        "trail": [(_("My desk"), reverse("desk")), (_("Translations"), back), (title, None)],
    }
    return show(request, "desk/translate.html", context, status=status, current="translations")


def _next(request: DeskRequest, work: Work) -> str:
    """Where the reader goes on: the next text of the list, or the list where none is left."""
    scope = scope_of(request.user)
    if work.shown["partnership"]:
        scope = scope.narrowed(work.subject.partnership)
    language, states = work.unit.language, STATES[work.shown["state"]]
    rows = units(scope, language, states=[state for state in states if state != CURRENT])
    found = read_units(rows[:1], language)
    return unit_address(found[0], work.shown) if found else list_address(work.shown)


@desk_page
def desk_translate(
    request: DeskRequest, kind: str, public_id: UUID, wording: str, language: str
) -> HttpResponse:
    """Show a text with its translation (GET), or save and sign it (POST)."""
    work = _work(request, kind, public_id, wording, language)
    initial: dict[str, Any] = {
        "text": _taken(work, request.GET.get("take", "")),
        "source_revision": work.unit.source_revision,
    }
    options: dict[str, Any] = {"language": language, "is_long": is_long(work.unit.owner, wording)}
    form = TranslationForm(posted(request), initial=initial, **options)
    if request.method != "POST":
        return _page(request, work, form, problems=work.problems(initial["text"]))
    if not form.is_valid():
        return _page(request, work, form, status=422)
    given = form.cleaned_data
    problems = work.problems(given["text"])
    if problems and not given["reason"].strip():
        return _page(request, work, form, problems=problems, is_asking=True, status=422)
    try:
        is_changed = write_translation(
            actor=request.user.ref,
            owner=work.unit.owner,
            partnership=work.subject.partnership,
            field=wording,
            language=language,
            text=given["text"],
            source_revision=given["source_revision"],
            reason=given["reason"] if problems else "",
        )
    except RuleError:
        raise
    except SistershipError as error:
        return _refused(request, work, form, error, options)
    messages.success(request, _("The translation was saved.") if is_changed else _("Nothing was changed."))
    goes_on = "next" in request.POST
    return HttpResponseRedirect(_next(request, work) if goes_on else list_address(work.shown))


def _refused(
    request: DeskRequest, work: Work, form: TranslationForm, error: SistershipError, options: dict[str, Any]
) -> HttpResponse:
    """What was written stays in the form, which now stands against the source as it reads now."""
    values = request.POST.copy()
    values["source_revision"] = str(work.unit.source_revision)
    again = TranslationForm(values, **options)
    again.is_valid()
    again.refuse(error)
    status = 409 if isinstance(error, StateError) else 422
    return _page(request, work, again, problems=work.problems(form.cleaned_data["text"]), status=status)
