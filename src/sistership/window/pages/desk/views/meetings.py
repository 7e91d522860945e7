"""Meetings of committees on the desk: their minutes and what they decided."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from sistership.window.ground.files import store
from sistership.window.ground.models import Document, DocumentKind
from sistership.window.offices.agreements.actions import committees, documents
from sistership.window.offices.agreements.models import Meeting
from sistership.window.offices.agreements.rules import visible_committees
from sistership.window.offices.people.models import Partnership
from sistership.window.pages.desk.forms.choices import side_choices, side_named, sides_of
from sistership.window.pages.desk.forms.occasions import DecisionForm, MeetingForm, MinutesForm
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    desk_page,
    find,
    form_page,
    posted,
    require_in,
    sent_files,
)
from sistership.window.pages.desk.views.occasions import committee_form_page, committee_to_write


def _meeting_to_write(request: DeskRequest, public_id: UUID) -> Meeting:
    visible = Meeting.objects.filter(committee__in=visible_committees(request.user))
    meeting = find(visible.select_related("committee__partnership"), public_id)
    partnership = meeting.committee.partnership
    require_in(request.user, "committee.write", partnership, partnership)
    return meeting


def _minutes(request: DeskRequest, partnership: Partnership, on: date, upload: UploadedFile) -> Document:
    """The uploaded minutes as a document, named by the day in every language of the window."""
    titles = {}
    for code in languages_for(partnership).all:
        with override(code):
            titles[code] = _("Minutes of %(day)s") % {"day": date_format(on)}
    stored = store(upload.name or "", upload.read())
    return documents.add_document(
        actor=request.user.ref,
        partnership=partnership,
        document_kind=DocumentKind.MINUTES,
        titles=titles,
        file=stored,
        sha256=stored.sha256,
    )


@desk_page
def attach_minutes(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Give a recorded meeting its minutes."""
    meeting = _meeting_to_write(request, public_id)
    partnership = meeting.committee.partnership
    form = MinutesForm(posted(request), sent_files(request), languages=languages_for(partnership))
    page = committee_form_page(
        meeting.committee,
        title=_("Attach the minutes"),
        lead=_("Meeting of %(day)s") % {"day": date_format(meeting.on)},
        submit=_("Attach the minutes"),
        done=_("The minutes were attached."),
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: committees.attach_minutes(
            actor=request.user.ref,
            meeting=meeting,
            minutes=_minutes(request, partnership, meeting.on, form.cleaned_data["file"]),
        ),
    )


@desk_page
def add_meeting(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Record a meeting that was held or is called."""
    committee = committee_to_write(request, public_id)
    partnership = committee.partnership
    form = MeetingForm(posted(request), sent_files(request), languages=languages_for(partnership))
    page = committee_form_page(
        committee, title=_("Add a meeting"), submit=_("Add the meeting"), done=_("The meeting was added.")
    )

    def act() -> None:
        on, upload = form.cleaned_data["on"], form.cleaned_data["file"]
        committees.add_meeting(
            actor=request.user.ref,
            committee=committee,
            on=on,
            places=form.texts("place"),
            summaries=form.texts("summary"),
            minutes=_minutes(request, partnership, on, upload) if upload else None,
        )

    return form_page(request, form, page, act=act)


@desk_page
def add_decision(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Record what a meeting decided."""
    meeting = _meeting_to_write(request, public_id)
    partnership = meeting.committee.partnership
    form = DecisionForm(
        posted(request),
        languages=languages_for(partnership),
        sides=side_choices(sides_of(partnership)),
    )
    page = committee_form_page(
        meeting.committee,
        title=_("Add a decision"),
        lead=_("Meeting of %(day)s") % {"day": date_format(meeting.on)},
        submit=_("Add the decision"),
        done=_("The decision was added."),
    )
    return form_page(
        request,
        form,
        page,
        act=lambda: committees.add_decision(
            actor=request.user.ref,
            meeting=meeting,
            texts=form.texts("text"),
            side=side_named(partnership, form.cleaned_data["side"]),
            due_on=form.cleaned_data["due_on"],
        ),
    )
