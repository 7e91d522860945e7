"""Addresses of the pages that anybody may open; what each shows depends on the reader."""

from django.urls import URLPattern, path

from sistership.window.pages.public.agreement import agreement
from sistership.window.pages.public.asking import commitment_ask
from sistership.window.pages.public.blueprint import blueprint, partnership_blueprint
from sistership.window.pages.public.city import city
from sistership.window.pages.public.commitment import commitment
from sistership.window.pages.public.committee import committee
from sistership.window.pages.public.dates import own_dates, partnership_dates
from sistership.window.pages.public.downloads import document_file, evidence_file
from sistership.window.pages.public.enquiring import (
    enquire,
    enquiry_check,
    enquiry_draft,
    enquiry_save,
    enquiry_step,
    partnership_enquire,
)
from sistership.window.pages.public.enquiry import enquiry, enquiry_data, enquiry_file, enquiry_sent
from sistership.window.pages.public.enquiry_deeds import (
    enquiry_erase,
    enquiry_lost,
    enquiry_reading,
    enquiry_renew,
    enquiry_withdraw,
    enquiry_write,
)
from sistership.window.pages.public.exports import blueprint_csv, blueprint_json, blueprint_pdf
from sistership.window.pages.public.feeds import commitment_feed, partnership_feed
from sistership.window.pages.public.following import (
    commitment_follow,
    follow_asked,
    follow_confirm,
    follow_stop,
    partnership_follow,
)
from sistership.window.pages.public.home import home, partnerships
from sistership.window.pages.public.journal import partnership_journal
from sistership.window.pages.public.lessons import answer_file, expert_question_public, lesson, lessons
from sistership.window.pages.public.market import market, market_profile
from sistership.window.pages.public.market_days import market_matchday
from sistership.window.pages.public.market_deeds import (
    market_answer,
    market_ask,
    market_dismiss,
    market_erase,
    market_lost,
    market_new_link,
    market_outcome,
    market_renew,
    market_undo,
    market_withdraw,
)
from sistership.window.pages.public.market_own import (
    market_data,
    market_file,
    market_other,
    market_own,
    market_suggestions,
)
from sistership.window.pages.public.market_writing import market_begin, market_check, market_step
from sistership.window.pages.public.partnership import partnership
from sistership.window.pages.public.privacy import (
    city_privacy,
    city_privacy_csv,
    city_privacy_json,
    privacy,
)
from sistership.window.pages.public.recommendations import recommendation
from sistership.window.pages.public.search import search
from sistership.window.pages.public.service_times import (
    partnership_service,
    partnership_service_csv,
    partnership_service_json,
)
from sistership.window.pages.public.sites import sites
from sistership.window.pages.public.statements import about, accessibility
from sistership.window.pages.public.talent_urls import urlpatterns as talent_urls
from sistership.window.pages.public.visions import visions, visions_as_json, visions_csv
from sistership.window.pages.public.visit import visit

urlpatterns: list[URLPattern] = [
    path("", home, name="home"),
    path("partnerships/", partnerships, name="partnerships"),
    path("partnerships/<slug:key>/", partnership, name="partnership"),
    path("partnerships/<slug:key>/blueprint/", partnership_blueprint, name="partnership_blueprint"),
    path("partnerships/<slug:key>/follow/", partnership_follow, name="partnership_follow"),
    path("partnerships/<slug:key>/feed.atom", partnership_feed, name="partnership_feed"),
    path("partnerships/<slug:key>/dates.ics", partnership_dates, name="partnership_dates"),
    path("partnerships/<slug:key>/journal/", partnership_journal, name="partnership_journal"),
    path("partnerships/<slug:key>/blueprint.csv", blueprint_csv, name="partnership_blueprint_csv"),
    path("partnerships/<slug:key>/blueprint.json", blueprint_json, name="partnership_blueprint_json"),
    path("partnerships/<slug:key>/blueprint.pdf", blueprint_pdf, name="partnership_blueprint_pdf"),
    path("partnerships/<slug:key>/visions/", visions, name="visions"),
    path("partnerships/<slug:key>/visions.csv", visions_csv, name="visions_csv"),
    path("partnerships/<slug:key>/visions.json", visions_as_json, name="visions_json"),
    path("cities/<slug:key>/", city, name="public_city"),
    path("agreements/<uuid:public_id>/", agreement, name="agreement"),
    path("agreements/<uuid:public_id>/blueprint/", blueprint, name="blueprint"),
    path("agreements/<uuid:public_id>/blueprint.csv", blueprint_csv, name="blueprint_csv"),
    path("agreements/<uuid:public_id>/blueprint.json", blueprint_json, name="blueprint_json"),
    path("agreements/<uuid:public_id>/blueprint.pdf", blueprint_pdf, name="blueprint_pdf"),
    path("commitments/<uuid:public_id>/", commitment, name="commitment"),
    path("commitments/<uuid:public_id>/follow/", commitment_follow, name="commitment_follow"),
    path("commitments/<uuid:public_id>/ask/", commitment_ask, name="commitment_ask"),
    path("commitments/<uuid:public_id>/feed.atom", commitment_feed, name="commitment_feed"),
    path("follow/asked/", follow_asked, name="follow_asked"),
    path("follow/confirm/<str:secret>/", follow_confirm, name="follow_confirm"),
    path("follow/stop/<str:secret>/", follow_stop, name="follow_stop"),
    path("calendar/<str:secret>.ics", own_dates, name="own_dates"),
    path("evidence/<uuid:public_id>/file/", evidence_file, name="evidence_file"),
    path("documents/<uuid:public_id>/file/", document_file, name="document_file"),
    path("lessons/", lessons, name="lessons"),
    path("sites/", sites, name="sites"),
    path("lessons/<uuid:public_id>/", lesson, name="lesson"),
    path("expert-questions/<uuid:public_id>/", expert_question_public, name="expert_question"),
    path("expert-answers/<uuid:public_id>/file/", answer_file, name="expert_answer_file"),
    path("visits/<uuid:public_id>/", visit, name="visit"),
    path("committees/<uuid:public_id>/", committee, name="committee"),
    path("privacy/", privacy, name="privacy"),
    path("privacy/<slug:key>/", city_privacy, name="city_privacy"),
    path("privacy/<slug:key>/register.csv", city_privacy_csv, name="city_privacy_csv"),
    path("privacy/<slug:key>/register.json", city_privacy_json, name="city_privacy_json"),
    path("partnerships/<slug:key>/enquire/", partnership_enquire, name="partnership_enquire"),
    path("partnerships/<slug:key>/service/", partnership_service, name="partnership_service"),
    path("partnerships/<slug:key>/service.csv", partnership_service_csv, name="partnership_service_csv"),
    path("partnerships/<slug:key>/service.json", partnership_service_json, name="partnership_service_json"),
    path("recommendations/<uuid:public_id>/", recommendation, name="recommendation"),
    path("enquire/", enquire, name="enquire"),
    path("enquire/<str:secret>/", enquiry_draft, name="enquiry_draft"),
    path("enquire/<str:secret>/check/", enquiry_check, name="enquiry_check"),
    path("enquire/<str:secret>/save/", enquiry_save, name="enquiry_save"),
    path("enquire/<str:secret>/<slug:step>/", enquiry_step, name="enquiry_step"),
    path("enquiry/link/", enquiry_lost, name="enquiry_lost"),
    path("enquiry/<str:secret>/", enquiry, name="enquiry"),
    path("enquiry/<str:secret>/sent/", enquiry_sent, name="enquiry_sent"),
    path("enquiry/<str:secret>/write/", enquiry_write, name="enquiry_write"),
    path("enquiry/<str:secret>/reading/", enquiry_reading, name="enquiry_reading"),
    path("enquiry/<str:secret>/withdraw/", enquiry_withdraw, name="enquiry_withdraw"),
    path("enquiry/<str:secret>/erase/", enquiry_erase, name="enquiry_erase"),
    path("enquiry/<str:secret>/link/", enquiry_renew, name="enquiry_renew"),
    path("enquiry/<str:secret>/data.json", enquiry_data, name="enquiry_data"),
    path("enquiry/<str:secret>/files/<uuid:public_id>/", enquiry_file, name="enquiry_file"),
    path("market/", market, name="market"),
    path("market/profiles/<uuid:public_id>/", market_profile, name="market_profile"),
    path("market/write/", market_begin, name="market_begin"),
    path("market/link/", market_lost, name="market_lost"),
    path("market/own/<str:secret>/", market_own, name="market_own"),
    path("market/own/<str:secret>/suggestions/", market_suggestions, name="market_suggestions"),
    path("market/own/<str:secret>/check/", market_check, name="market_check"),
    path("market/own/<str:secret>/renew/", market_renew, name="market_renew"),
    path("market/own/<str:secret>/withdraw/", market_withdraw, name="market_withdraw"),
    path("market/own/<str:secret>/erase/", market_erase, name="market_erase"),
    path("market/own/<str:secret>/link/", market_new_link, name="market_new_link"),
    path("market/own/<str:secret>/data.json", market_data, name="market_data"),
    path("market/own/<str:secret>/write/<slug:step>/", market_step, name="market_step"),
    path("market/own/<str:secret>/profiles/<uuid:public_id>/", market_other, name="market_other"),
    path("market/own/<str:secret>/profiles/<uuid:public_id>/ask/", market_ask, name="market_ask"),
    path("market/own/<str:secret>/profiles/<uuid:public_id>/dismiss/", market_dismiss, name="market_dismiss"),
    path("market/own/<str:secret>/dismissed/<uuid:public_id>/", market_undo, name="market_undo"),
    path("market/own/<str:secret>/requests/<uuid:public_id>/", market_answer, name="market_answer"),
    path("market/own/<str:secret>/meetings/<uuid:public_id>/", market_outcome, name="market_outcome"),
    path("market/own/<str:secret>/matchdays/<uuid:public_id>/", market_matchday, name="market_matchday"),
    path("market/own/<str:secret>/files/<uuid:public_id>/", market_file, name="market_file"),
    path("search/", search, name="search"),
    path("about/", about, name="about"),
    path("accessibility/", accessibility, name="accessibility"),
    *talent_urls,
]
