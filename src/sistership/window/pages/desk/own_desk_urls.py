"""Addresses of how the reader's desks work: routing, promises, absences, letter templates."""

from django.urls import URLPattern, path

from sistership.window.pages.desk.views import (
    absences,
    case_sectors,
    letter_templates,
    routing,
    service_promises,
)

RULES = "desk/routing/<uuid:public_id>/"
RULE = "desk/rules/<uuid:public_id>/"
PROMISE = "desk/sides/<uuid:public_id>/promises/<slug:service>/"
TEMPLATE = "desk/templates/<uuid:public_id>/"

urlpatterns: list[URLPattern] = [
    path("desk/routing/", routing.desk_routing, name="desk_routing"),
    path("desk/sides/<uuid:public_id>/routing/", routing.new_rules, name="desk_new_rules"),
    path(RULES, routing.rule_set, name="desk_rule_set"),
    path(RULES + "rules/new/", routing.add_rule, name="desk_add_rule"),
    path(RULES + "trial/", routing.rules_trial, name="desk_rules_trial"),
    path(RULES + "act/", routing.act_on_rules, name="desk_act_on_rules"),
    path(RULES + "file/<slug:form>/", routing.rules_file, name="desk_rules_file"),
    path(RULE + "edit/", routing.edit_rule, name="desk_edit_rule"),
    path(RULE + "act/", routing.act_on_rule, name="desk_act_on_rule"),
    path("desk/cases/<uuid:public_id>/sectors/", case_sectors.case_sectors, name="desk_case_sectors"),
    path("desk/promises/", service_promises.desk_promises, name="desk_promises"),
    path(PROMISE, service_promises.edit_promise, name="desk_edit_promise"),
    path(PROMISE + "remove/", service_promises.remove_promise, name="desk_remove_promise"),
    path("desk/absences/", absences.desk_absences, name="desk_absences"),
    path("desk/city/<slug:key>/absences/new/", absences.note_absence, name="desk_note_absence"),
    path("desk/absences/<uuid:public_id>/", absences.desk_absence, name="desk_absence"),
    path("desk/templates/", letter_templates.desk_templates, name="desk_templates"),
    path("desk/sides/<uuid:public_id>/templates/", letter_templates.add_template, name="desk_add_template"),
    path(TEMPLATE, letter_templates.letter_template, name="desk_template"),
    path(TEMPLATE + "edit/", letter_templates.edit_template, name="desk_edit_template"),
    path(TEMPLATE + "remove/", letter_templates.remove_template, name="desk_remove_template"),
]
