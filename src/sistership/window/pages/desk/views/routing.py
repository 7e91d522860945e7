"""Routing rules of the reader's sides: sets, rules as sentences, and their files."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from sistership.common.errors import InputError, RuleError, SistershipError
from sistership.common.text import joined
from sistership.formats.tables import RowProblem, TableError, row_place, write_csv, write_json
from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases.actions import rule_sets
from sistership.window.offices.cases.fitting import shadowing
from sistership.window.offices.cases.models import RoutingRule, RuleSet
from sistership.window.offices.cases.queries.trials import PAST_CASES, rules_of, try_on_past
from sistership.window.offices.cases.rule_files import read_rules, rules_table
from sistership.window.offices.cases.rule_words import concept_choices, desk_word, rule_sentence
from sistership.window.offices.cases.rules import officers_of, visible_rule_sets
from sistership.window.offices.people.models import Organisation, Side
from sistership.window.offices.people.rules import require
from sistership.window.pages.desk.forms.routing import NewRulesForm, RuleForm
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.own_desks import OwnDesks, deed_of, own_desks, way
from sistership.window.pages.desk.speech import say, say_with_place
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    find,
    form_page,
    posted,
    sent_files,
    show,
    tell,
)

CURRENT = "routing"
MOST_SHOWN = 50
FILES = {"csv": (write_csv, "text/csv; charset=utf-8"), "json": (write_json, "application/json")}


def _title() -> str:
    return _("Who gets which case")


def _address(rule_set: RuleSet) -> str:
    return reverse("desk_rule_set", args=[rule_set.public_id])


def _found(request: DeskRequest, public_id: UUID) -> tuple[RuleSet, OwnDesks]:
    rule_set = find(visible_rule_sets(request.user), public_id)
    desks = own_desks(request.user)
    rule_set.side = desks.of(rule_set.side_id)
    require(request.user, "desk.route", rule_set.side)
    return rule_set, desks


@require_safe
@desk_page
def desk_routing(request: DeskRequest) -> HttpResponse:
    """The sets of each of the reader's sides: in use, being written, no longer in use."""
    desks = own_desks(request.user)
    sets: dict[int, list[RuleSet]] = {side.pk: [] for side in desks.own}
    for one in visible_rule_sets(request.user).order_by("state", "-pk"):
        sets[one.side_id].append(one)
    order = {"on": 0, "draft": 1, "retired": 2}
    context = {
        "title": _title(),
        "desks": [(side, sorted(sets[side.pk], key=lambda one: order[one.state])) for side in desks.own],
        "trail": way((_title(), None)),
    }
    return show(request, "desk/routing.html", context, current=CURRENT, sides=desks.around)


def _said(problem: RowProblem) -> str:
    place = joined(row_place(problem.row), problem.field) if problem.field else row_place(problem.row)
    return say_with_place(InputError(problem.what, where=place, allowed=problem.allowed))


@desk_page
def new_rules(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Begin a draft: a copy, a file, or nothing."""
    desks = own_desks(request.user)
    side = desks.find(public_id)
    require(request.user, "desk.route", side)
    sets = {str(one.public_id): one for one in visible_rule_sets(request.user).filter(side=side)}
    for one in sets.values():
        one.side = side
    sources = sorted(sets.items(), key=lambda pair: pair[1].state != RuleSet.State.ON)
    form = NewRulesForm(
        posted(request),
        sent_files(request),
        languages=languages_for(side.partnership),
        sources=[(key, one.name) for key, one in sources],
    )
    title = _("Write new rules")
    page = FormPage(
        title=title,
        lead=_("Nothing changes for cases until you have tried the rules and switched them on."),
        partnership=side.partnership,
        back=reverse("desk_routing"),
        submit=_("Begin"),
        done=_("The rules are yours to write. Cases go by the old ones until you switch these on."),
        context={"rail_current": CURRENT, "trail": way((_title(), reverse("desk_routing")), (title, None))},
    )

    def act() -> RuleSet:
        values = form.cleaned_data
        given: dict[str, Any] = {"actor": request.user.ref, "name": values["name"]}
        if values["file"]:
            try:
                rules = read_rules(values["file"].read(), file=values["file"].name, side=side)
            except TableError as error:
                for one in error.problems:
                    form.add_error("file", _said(one))
                raise InputError(
                    _("Nothing was taken from the file"), next_step=_("Mend it and choose it again")
                ) from error
            return rule_sets.begin(side=side, rules=rules, **given)
        source = sets.get(values["source"])
        return rule_sets.copy(rule_set=source, **given) if source else rule_sets.begin(side=side, **given)

    return form_page(request, form, page, act=act, goto=_address)


@require_safe
@desk_page
def rule_set(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """The rules of one set, each as a sentence."""
    found, desks = _found(request, public_id)
    rules = rules_of(found)
    hidden = shadowing(rules)
    context = {
        "rule_set": found,
        "rules": [(rule, rule_sentence(rule), hidden.get(rule.pk)) for rule in rules],
        "is_draft": found.state == RuleSet.State.DRAFT,
        "trail": way((_title(), reverse("desk_routing")), (found.name, None)),
    }
    return show(request, "desk/rule_set.html", context, current=CURRENT, sides=desks.around)


def _form(request: DeskRequest, side: Side, rule: RoutingRule | None = None) -> RuleForm:
    bodies = list(Organisation.objects.filter(city=side.city_id).order_by("pk"))
    load_texts(bodies)
    return RuleForm(
        posted(request),
        initial=RuleForm.values_of(rule) if rule else None,
        languages=languages_for(side.partnership),
        concepts=concept_choices(),
        desks=bodies,
        officers=list(officers_of(side.city)),
    )


def _rule_page(rule_set: RuleSet, title: str, submit: str, done: str) -> FormPage:
    steps = ((_title(), reverse("desk_routing")), (rule_set.name, _address(rule_set)), (title, None))
    return FormPage(
        title=title,
        lead=_("What you leave open fits every case. The first rule that fits a case sends it."),
        partnership=rule_set.side.partnership,
        back=_address(rule_set),
        submit=submit,
        done=done,
        context={"rail_current": CURRENT, "trail": way(*steps)},
    )


@desk_page
def add_rule(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Write a rule after the others."""
    found, _desks = _found(request, public_id)
    form = _form(request, found.side)
    page = _rule_page(found, _("Add a rule"), _("Add the rule"), _("The rule was added."))
    actor = request.user.ref
    return form_page(
        request, form, page, act=lambda: rule_sets.add_rule(actor=actor, rule_set=found, given=form.given())
    )


def _rule(request: DeskRequest, public_id: UUID) -> RoutingRule:
    rows = RoutingRule.objects.filter(rule_set__in=visible_rule_sets(request.user))
    rule = find(rows.select_related("rule_set", "desk", "officer"), public_id)
    rule.rule_set, _desks = _found(request, rule.rule_set.public_id)
    return rule


@desk_page
def edit_rule(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Write a rule anew."""
    rule = _rule(request, public_id)
    form = _form(request, rule.rule_set.side, rule)
    page = _rule_page(rule.rule_set, _("Change a rule"), _("Save the changes"), _("The rule was changed."))
    actor = request.user.ref
    return form_page(
        request, form, page, act=lambda: rule_sets.change_rule(actor=actor, rule=rule, given=form.given())
    )


@require_POST
@desk_page
def act_on_rule(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Move a rule up or down, or take it out."""
    rule = _rule(request, public_id)
    deed = deed_of(request, "up", "down", "remove")
    address = f"{_address(rule.rule_set)}#rules"
    try:
        if deed == "remove":
            rule_sets.remove_rule(actor=request.user.ref, rule=rule)
            messages.success(request, _("The rule was taken out."))
        else:
            rule_sets.move_rule(actor=request.user.ref, rule=rule, by=-1 if deed == "up" else 1)
    except RuleError:
        raise
    except SistershipError as error:
        tell(request, error)
    return HttpResponseRedirect(address)


@require_safe
@desk_page
def rules_file(request: DeskRequest, public_id: UUID, form: str) -> HttpResponse:
    """The rules to take away."""
    if form not in FILES:
        raise Http404
    found, _desks = _found(request, public_id)
    write, media_type = FILES[form]
    answer = HttpResponse(write(rules_table(rules_of(found))), content_type=media_type)
    name = slugify(found.name) or "rules"
    answer["Content-Disposition"] = f'attachment; filename="rules-{name}.{form}"'
    return answer


@desk_page
def rules_trial(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """What the rules would have done with past cases; looking at it by the button counts as a trial."""
    found, desks = _found(request, public_id)
    if request.method == "POST":
        try:
            rule_sets.mark_tried(actor=request.user.ref, rule_set=found)
        except SistershipError as error:
            tell(request, error)
            return HttpResponseRedirect(_address(found))
        return HttpResponseRedirect(reverse("desk_rules_trial", args=[public_id]))
    trial = try_on_past(found)
    changed = trial.changed
    context = {
        "rule_set": found,
        "trial": trial,
        "rules": [(one, rule_sentence(one.rule)) for one in trial.rules],
        "changed": [
            (one, desk_word(one.case), desk_word(one.rule or RoutingRule())) for one in changed[:MOST_SHOWN]
        ],
        "more": max(len(changed) - MOST_SHOWN, 0),
        "most": PAST_CASES,
        "trail": way((_title(), reverse("desk_routing")), (found.name, _address(found)), (_("Trial"), None)),
    }
    return show(request, "desk/rules_trial.html", context, current=CURRENT, sides=desks.around)


DONE = {
    "switch_on": gettext_lazy("New cases go by these rules from now on."),
    "discard": gettext_lazy("The rules were deleted."),
}


@require_POST
@desk_page
def act_on_rules(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Switch a set on, or delete a draft."""
    found, _desks = _found(request, public_id)
    deed = deed_of(request, *DONE)
    act = rule_sets.switch_on if deed == "switch_on" else rule_sets.discard
    try:
        act(actor=request.user.ref, rule_set=found)
    except RuleError:
        raise
    except SistershipError as error:
        messages.error(request, say(error))
        return HttpResponseRedirect(_address(found))
    messages.success(request, DONE[deed])
    return HttpResponseRedirect(reverse("desk_routing"))
