"""Addresses of talent exchange at the desk."""

from django.urls import URLPattern, path

from sistership.window.pages.desk.views import talent, talent_cohort, talent_positions, talent_stays

COHORT = "desk/talent/cohorts/<uuid:public_id>/"
POSITION = "desk/talent/positions/<uuid:public_id>/"
STAY = "desk/talent/stays/<uuid:public_id>/"

urlpatterns: list[URLPattern] = [
    path("desk/talent/", talent.desk_talent, name="desk_talent"),
    path(
        "desk/partnerships/<slug:key>/programmes/new/", talent.desk_add_programme, name="desk_add_programme"
    ),
    path(
        "desk/talent/programmes/<uuid:public_id>/edit/",
        talent.desk_edit_programme,
        name="desk_edit_programme",
    ),
    path(
        "desk/talent/programmes/<uuid:public_id>/cohorts/new/", talent.desk_add_cohort, name="desk_add_cohort"
    ),
    path(COHORT, talent_cohort.desk_talent_cohort, name="desk_talent_cohort"),
    path(COHORT + "edit/", talent.desk_edit_cohort, name="desk_edit_cohort"),
    path(COHORT + "do/<slug:deed>/", talent_cohort.desk_act_on_cohort, name="desk_act_on_cohort"),
    path(COHORT + "eligibility/", talent_cohort.desk_talent_eligibility, name="desk_talent_eligibility"),
    path(COHORT + "import/", talent_cohort.desk_talent_import, name="desk_talent_import"),
    path(COHORT + "positions/new/", talent_positions.desk_add_position, name="desk_add_position"),
    path(POSITION + "edit/", talent_positions.desk_edit_position, name="desk_edit_position"),
    path(POSITION + "do/<slug:deed>/", talent_positions.desk_act_on_position, name="desk_act_on_position"),
    path(POSITION + "withdraw/", talent_positions.desk_withdraw_position, name="desk_withdraw_position"),
    path(STAY, talent_stays.desk_talent_stay, name="desk_talent_stay"),
    path(STAY + "complete/", talent_stays.desk_talent_complete, name="desk_talent_complete"),
    path(STAY + "break-off/", talent_stays.desk_talent_break_off, name="desk_talent_break_off"),
]
