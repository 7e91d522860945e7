"""Addresses of talent exchange for everybody and for those with a link."""

from django.urls import URLPattern, path

from sistership.window.pages.public.talent import (
    talent,
    talent_balance,
    talent_cohort,
    talent_position,
    talent_programme,
    talent_run,
    talent_run_json,
)
from sistership.window.pages.public.talent_apply import talent_application_step, talent_apply, talent_lost
from sistership.window.pages.public.talent_deeds import talent_application_deed
from sistership.window.pages.public.talent_host import talent_host, talent_host_deed, talent_institution
from sistership.window.pages.public.talent_own import talent_application, talent_application_data
from sistership.window.pages.public.talent_papers import talent_paper

APPLICATION = "talent/application/<str:secret>/"

urlpatterns: list[URLPattern] = [
    path("talent/", talent, name="talent"),
    path("talent/balance/", talent_balance, name="talent_balance"),
    path("talent/link/", talent_lost, name="talent_lost"),
    path("talent/programmes/<uuid:public_id>/", talent_programme, name="talent_programme"),
    path("talent/cohorts/<uuid:public_id>/", talent_cohort, name="talent_cohort"),
    path("talent/cohorts/<uuid:public_id>/apply/", talent_apply, name="talent_apply"),
    path("talent/positions/<uuid:public_id>/", talent_position, name="talent_position"),
    path("talent/runs/<uuid:public_id>/", talent_run, name="talent_run"),
    path("talent/runs/<uuid:public_id>/certificate.json", talent_run_json, name="talent_run_json"),
    path(APPLICATION, talent_application, name="talent_application"),
    path(APPLICATION + "data.json", talent_application_data, name="talent_application_data"),
    path(APPLICATION + "<slug:paper>.pdf", talent_paper, name="talent_paper"),
    path(APPLICATION + "do/<slug:deed>/", talent_application_deed, name="talent_application_deed"),
    path(APPLICATION + "<slug:step>/", talent_application_step, name="talent_application_step"),
    path("talent/host/<str:secret>/", talent_host, name="talent_host"),
    path(
        "talent/host/<str:secret>/stays/<uuid:public_id>/<slug:deed>/",
        talent_host_deed,
        name="talent_host_deed",
    ),
    path("talent/institution/<str:secret>/", talent_institution, name="talent_institution"),
]
