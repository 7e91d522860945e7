"""Addresses of matchmaking days at the desk."""

from django.urls import URLPattern, path

from sistership.window.pages.desk.views import (
    matchday_parts,
    matchday_plans,
    matchday_reports,
    matchday_today,
    matchdays,
)

DAY = "desk/matchdays/<uuid:public_id>/"
PLAN = "desk/matchday-plans/<uuid:public_id>/"
REGISTRATION = "desk/registrations/<uuid:public_id>/"

urlpatterns: list[URLPattern] = [
    path("desk/matchdays/", matchdays.desk_matchdays, name="desk_matchdays"),
    path("desk/partnerships/<slug:key>/matchdays/new/", matchdays.add_matchday, name="desk_add_matchday"),
    path(DAY, matchdays.desk_matchday, name="desk_matchday"),
    path(DAY + "edit/", matchdays.edit_matchday, name="desk_edit_matchday"),
    path(DAY + "act/", matchdays.act_on_matchday, name="desk_act_on_matchday"),
    path(DAY + "call-off/", matchdays.call_off, name="desk_call_off_matchday"),
    path(DAY + "slots/", matchday_parts.set_slots, name="desk_matchday_slots"),
    path(DAY + "breaks/new/", matchday_parts.add_break, name="desk_add_matchday_break"),
    path(DAY + "interpreters/new/", matchday_parts.add_interpreter, name="desk_add_interpreter"),
    path(DAY + "interpreters/<uuid:part>/", matchday_parts.edit_interpreter, name="desk_edit_interpreter"),
    path(DAY + "parts/<uuid:part>/remove/", matchday_parts.remove_part, name="desk_remove_matchday_part"),
    path(DAY + "registrations/new/", matchday_parts.add_registration, name="desk_add_registration"),
    path(REGISTRATION, matchday_parts.edit_registration, name="desk_registration"),
    path(REGISTRATION + "check-in/", matchday_today.check_in, name="desk_matchday_check_in"),
    path(REGISTRATION + "act/", matchday_today.act_on_registration, name="desk_act_on_registration"),
    path(DAY + "today/", matchday_today.today, name="desk_matchday_today"),
    path(DAY + "plan/import/", matchday_plans.import_plan, name="desk_import_matchday_plan"),
    path(PLAN, matchday_plans.desk_plan, name="desk_matchday_plan"),
    path(PLAN + "act/", matchday_plans.act_on_plan, name="desk_act_on_matchday_plan"),
    path(
        "desk/matchday-meetings/<uuid:public_id>/act/",
        matchday_plans.act_on_meeting,
        name="desk_act_on_meeting",
    ),
    path(DAY + "report/", matchday_reports.report, name="desk_matchday_report"),
    path(DAY + "report.csv", matchday_reports.report_csv, name="desk_matchday_report_csv"),
    path(DAY + "plan.csv", matchday_reports.plan_csv, name="desk_matchday_plan_csv"),
    path(DAY + "event.json", matchday_reports.event_json, name="desk_matchday_event"),
]
