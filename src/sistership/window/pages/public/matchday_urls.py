"""Addresses of matchmaking days, and of the page of one who takes part."""

from django.urls import URLPattern, path

from sistership.window.pages.public import matchday_own as own
from sistership.window.pages.public.matchdays import matchday, matchday_register, matchdays

OWN = "my-matchday/<str:secret>/"

urlpatterns: list[URLPattern] = [
    path("matchdays/", matchdays, name="matchdays"),
    path("matchdays/<uuid:public_id>/", matchday, name="matchday"),
    path("matchdays/<uuid:public_id>/register/", matchday_register, name="matchday_register"),
    path(OWN, own.own_matchday, name="own_matchday"),
    path(OWN + "particulars/", own.own_particulars, name="own_matchday_particulars"),
    path(OWN + "wishes/", own.own_wishes, name="own_matchday_wishes"),
    path(OWN + "withdraw/", own.own_withdraw, name="own_matchday_withdraw"),
    path(OWN + "erase/", own.own_erase, name="own_matchday_erase"),
    path(OWN + "meetings/<uuid:public_id>/", own.own_feedback, name="own_matchday_feedback"),
    path(OWN + "plan.ics", own.own_calendar, name="own_matchday_calendar"),
    path(OWN + "plan.pdf", own.own_pdf, name="own_matchday_pdf"),
    path(OWN + "data.json", own.own_data, name="own_matchday_data"),
]
