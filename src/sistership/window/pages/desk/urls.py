"""Addresses of this group of pages."""

from django.urls import URLPattern, path

from sistership.window.pages.desk.views import (
    accords,
    answers,
    imports,
    meetings,
    occasions,
    overview,
    promises,
    proofs,
    questions,
    reading_deeds,
    readings,
    steps,
    translate,
    translations,
    visions,
    wordings,
)

PARTNERSHIP = "desk/partnerships/<slug:key>/"
AGREEMENT = "desk/agreements/<uuid:public_id>/"
COMMITMENT = "desk/commitments/<uuid:public_id>/"
EVIDENCE = "desk/evidence/<uuid:public_id>/"
VISIT = "desk/visits/<uuid:public_id>/"
COMMITTEE = "desk/committees/<uuid:public_id>/"
READING = "desk/readings/<uuid:public_id>/"

urlpatterns: list[URLPattern] = [
    path("desk/", overview.desk, name="desk"),
    path("desk/questions/", questions.questions, name="desk_questions"),
    path("desk/questions/<uuid:public_id>/", questions.question, name="desk_question"),
    path("desk/search/", overview.search, name="desk_search"),
    path("desk/sides/<uuid:public_id>/email/", overview.edit_desk_email, name="desk_edit_email"),
    path("desk/wording/<slug:kind>/<uuid:public_id>/", wordings.edit_wording, name="desk_edit_wording"),
    path("desk/translations/", translations.desk_translations, name="desk_translations"),
    path("desk/translations/drafts/", translations.desk_request_drafts, name="desk_request_drafts"),
    path(
        "desk/translations/<slug:kind>/<uuid:public_id>/<slug:wording>/<slug:language>/",
        translate.desk_translate,
        name="desk_translate",
    ),
    path(PARTNERSHIP, overview.desk_partnership, name="desk_partnership"),
    path(PARTNERSHIP + "import/", imports.import_blueprint, name="desk_import"),
    path(PARTNERSHIP + "agreements/new/", accords.add_agreement, name="desk_add_agreement"),
    path(PARTNERSHIP + "commitments/new/", promises.add_commitment, name="desk_add_commitment"),
    path(PARTNERSHIP + "intentions/new/", promises.add_intention, name="desk_add_intention"),
    path(PARTNERSHIP + "visits/new/", occasions.add_visit, name="desk_add_visit"),
    path(PARTNERSHIP + "committees/new/", occasions.add_committee, name="desk_add_committee"),
    path(PARTNERSHIP + "visions/", visions.desk_visions, name="desk_visions"),
    path(PARTNERSHIP + "sides/<uuid:side>/visions/new/", visions.add_vision, name="desk_add_vision"),
    path(PARTNERSHIP + "visions/<uuid:public_id>/edit/", visions.edit_vision, name="desk_edit_vision"),
    path(PARTNERSHIP + "visions/<uuid:public_id>/axes/new/", visions.add_axis, name="desk_add_axis"),
    path(PARTNERSHIP + "axes/<uuid:public_id>/edit/", visions.edit_axis, name="desk_edit_axis"),
    path(PARTNERSHIP + "axes/<uuid:public_id>/remove/", visions.remove_axis, name="desk_remove_axis"),
    path(
        PARTNERSHIP + "directions/<uuid:public_id>/serves/",
        visions.direction_serves,
        name="desk_direction_serves",
    ),
    path(
        PARTNERSHIP + "commitments/<uuid:public_id>/serves/",
        visions.commitment_serves,
        name="desk_commitment_serves",
    ),
    path(AGREEMENT, accords.desk_agreement, name="desk_agreement"),
    path(AGREEMENT + "edit/", accords.edit_agreement, name="desk_edit_agreement"),
    path(AGREEMENT + "term/", accords.edit_term, name="desk_edit_term"),
    path(AGREEMENT + "parties/new/", accords.add_party, name="desk_add_party"),
    path(AGREEMENT + "signatories/new/", accords.add_signatory, name="desk_add_signatory"),
    path(AGREEMENT + "documents/new/", accords.attach_document, name="desk_attach_document"),
    path(AGREEMENT + "directions/new/", steps.add_direction, name="desk_add_direction"),
    path(COMMITMENT, promises.desk_commitment, name="desk_commitment"),
    path(COMMITMENT + "edit/", promises.edit_commitment, name="desk_edit_commitment"),
    path(COMMITMENT + "drop/", promises.drop_commitment, name="desk_drop_commitment"),
    path(COMMITMENT + "steps/new/", steps.add_milestone, name="desk_add_milestone"),
    path(COMMITMENT + "evidence/new/", proofs.file_evidence, name="desk_file_evidence"),
    path("desk/steps/<uuid:public_id>/edit/", steps.edit_milestone, name="desk_edit_milestone"),
    path(
        "desk/intentions/<uuid:public_id>/commit/", promises.promote_intention, name="desk_promote_intention"
    ),
    path(EVIDENCE, proofs.desk_evidence, name="desk_evidence"),
    path(EVIDENCE + "<str:event>/", proofs.act_on_evidence, name="desk_act_on_evidence"),
    path(VISIT, occasions.desk_visit, name="desk_visit"),
    path(VISIT + "people/new/", occasions.add_attendance, name="desk_add_attendance"),
    path(VISIT + "points/new/", occasions.add_point, name="desk_add_point"),
    path(COMMITTEE, occasions.desk_committee, name="desk_committee"),
    path(COMMITTEE + "members/new/", occasions.add_member, name="desk_add_member"),
    path(COMMITTEE + "meetings/new/", meetings.add_meeting, name="desk_add_meeting"),
    path("desk/meetings/<uuid:public_id>/decisions/new/", meetings.add_decision, name="desk_add_decision"),
    path("desk/meetings/<uuid:public_id>/minutes/new/", meetings.attach_minutes, name="desk_attach_minutes"),
    path("desk/readings/", readings.readings, name="desk_readings"),
    path("desk/readings/new/", readings.new_reading, name="desk_new_reading"),
    path(READING, readings.reading, name="desk_reading"),
    path(READING + "plan/", readings.plan_reading, name="desk_plan_reading"),
    path(READING + "accept/", reading_deeds.accept_reading, name="desk_accept_reading"),
    path(READING + "discard/", reading_deeds.discard_reading, name="desk_discard_reading"),
    path(READING + "heading/", reading_deeds.set_heading, name="desk_reading_heading"),
    path(READING + "second/", reading_deeds.ask_second, name="desk_reading_second"),
    path(READING + "fields/new/", reading_deeds.add_field, name="desk_reading_add_field"),
    path(READING + "fields/<slug:field>/", reading_deeds.correct_field, name="desk_reading_field"),
    path("answer/done/<str:answer>/", answers.answer_done, name="answer_done"),
    path("answer/<str:secret>/", answers.answer, name="answer"),
    path("answer/<str:secret>/file/", answers.answer_file, name="answer_file"),
]
