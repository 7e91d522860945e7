"""Addresses of the privacy register, breaches, requests of persons and retention."""

from django.urls import URLPattern, path

from sistership.window.pages.administration.duty import breaches, registers, requests, retention

CITY = "administration/privacy/<slug:key>/"
BREACH = "administration/breaches/<uuid:public_id>/"
REQUEST = "administration/requests/<uuid:public_id>/"

urlpatterns: list[URLPattern] = [
    path("administration/privacy/", registers.registers, name="registers"),
    path(CITY, registers.register_city, name="register_city"),
    path(CITY + "start/", registers.register_start, name="register_start"),
    path(CITY + "contact/", registers.register_contact, name="register_contact"),
    path(CITY + "activities/add/", registers.activity_add, name="activity_add"),
    path(CITY + "transfer/<slug:country>/", registers.transfer_set, name="transfer_set"),
    path(CITY + "transfer/<slug:country>/end/", registers.transfer_end, name="transfer_end"),
    path("administration/activities/<uuid:public_id>/", registers.activity_edit, name="activity_edit"),
    path(
        "administration/activities/<uuid:public_id>/remove/",
        registers.activity_remove,
        name="activity_remove",
    ),
    path("administration/breaches/", breaches.breaches, name="breaches"),
    path("administration/breaches/add/", breaches.breach_add, name="breach_add"),
    path(BREACH, breaches.breach, name="breach"),
    path(BREACH + "edit/", breaches.breach_edit, name="breach_edit"),
    path(BREACH + "assess/", breaches.breach_assess, name="breach_assess"),
    path(BREACH + "told/", breaches.breach_told, name="breach_told"),
    path(BREACH + "untold/", breaches.breach_untold, name="breach_untold"),
    path(BREACH + "close/", breaches.breach_close, name="breach_close"),
    path(BREACH + "reopen/", breaches.breach_reopen, name="breach_reopen"),
    path("administration/requests/", requests.person_requests, name="person_requests"),
    path("administration/requests/add/", requests.person_request_add, name="person_request_add"),
    path(REQUEST, requests.person_request, name="person_request"),
    path(REQUEST + "export/", requests.person_request_export, name="person_request_export"),
    path(REQUEST + "put-off/", requests.person_request_put_off, name="person_request_put_off"),
    path(REQUEST + "answer/", requests.person_request_answer, name="person_request_answer"),
    path(REQUEST + "erase/", requests.person_request_erase, name="person_request_erase"),
    path("administration/retention/", retention.retention, name="retention"),
    path("administration/retention/run/", retention.retention_run, name="retention_run"),
]
