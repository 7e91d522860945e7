"""After the placement: signatures, reports, start and end of a stay, its evidence, and grievances."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from sistership.common.errors import InputError, StateError
from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.agreements.actions.evidence import file_evidence
from sistership.window.offices.cases.actions.receiving import Came, Enquiry, receive
from sistership.window.offices.cases.models import Case, Channel, Service
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.talent import letters, stay_letters
from sistership.window.offices.talent.actions.steps import by_link, happen, locked, next_state, today
from sistership.window.offices.talent.agreement_words import agreement_words
from sistership.window.offices.talent.models import (
    Application,
    Grievance,
    Party,
    Placement,
    Report,
    ReportKind,
    Signature,
)
from sistership.window.offices.talent.states import PLACEMENT_TABLE, PlacementState

LONGEST_REPORT = 10_000
WRITERS = (Party.STUDENT, Party.HOST)
SIGNABLE = (PlacementState.OFFERED, PlacementState.ACCEPTED)
RUNNING = (PlacementState.AGREED, PlacementState.RUNNING)


def _move(placement: Placement, event: str, *, actor: Ref, reason: str = "") -> None:
    placement.state = next_state(placement, event)
    placement.changed_at = clock.now()
    placement.save()
    happen(placement, event, actor=actor, reason=reason)


@transaction.atomic
def sign(
    *,
    placement: Placement,
    party: str,
    signer: str,
    seen_digest: str,
    actor: Ref | None = None,
) -> Placement:
    """Sign the agreement; the student first, who thereby accepts the place. All three make it agreed.

    `seen_digest` is that of the words which the signer was shown; where they changed, it refuses.
    """
    placement = locked(placement)
    if party not in Party.values:
        raise InputError(
            _("'%(party)s' does not sign") % {"party": party}, where="party", allowed=", ".join(Party.values)
        )
    if placement.state not in SIGNABLE or placement.signatures.filter(party=party).exists():
        raise StateError(_("There is nothing to sign here any more"))
    if placement.state == PlacementState.OFFERED and party != Party.STUDENT:
        raise StateError(_("The student signs first"), next_step=_("You get a letter when it is your turn"))
    if not signer.strip():
        raise InputError(_("Write your name and post"), where="signer")
    words = agreement_words(placement, "en")
    if seen_digest != words.digest:
        raise StateError(
            _("The agreement has changed since you opened it"), next_step=_("Read it again, then sign")
        )
    Signature.objects.create(
        placement=placement,
        party=party,
        signed_at=clock.now(),
        signer=signer.strip()[:160],
        text_digest=words.digest,
        account_id=actor.public_id if actor and actor.kind == "account" else None,
    )
    actor = actor or by_link(placement if party == Party.INSTITUTION else placement.application)
    happen(placement, "signed", actor=actor, reason="", party=party, digest=words.digest)
    if placement.state == PlacementState.OFFERED:
        _move(placement, "accepted", actor=actor)
        stay_letters.ask_to_sign(placement)
    if placement.signatures.count() == len(Party.values):
        _move(placement, "agreed", actor=SYSTEM)
        stay_letters.tell_agreed(placement)
    return placement


@transaction.atomic
def report(
    *, placement: Placement, report_kind: str, party: str, text: str, language: str, needs_help: bool = False
) -> Report:
    """Take a report of the student or the host; a writer who needs help makes the desk look."""
    placement = locked(placement)
    if report_kind not in ReportKind.values or party not in WRITERS:
        raise InputError(
            _("There is no such report"), where="report_kind", allowed=", ".join(ReportKind.values)
        )
    if placement.state not in RUNNING:
        raise StateError(_("Reports are written between the signed agreement and the end of the stay"))
    if not text.strip():
        raise InputError(_("Write a few sentences"), where="text")
    if len(text) > LONGEST_REPORT:
        raise InputError(
            _("It has %(length)d characters") % {"length": len(text)},
            where="text",
            allowed=_("up to %(length)d characters") % {"length": LONGEST_REPORT},
        )
    kept, _is_new = Report.objects.update_or_create(
        placement=placement,
        report_kind=report_kind,
        party=party,
        defaults={"at": clock.now(), "text": text.strip(), "language": language, "needs_help": needs_help},
    )
    actor = by_link(placement.application if party == Party.STUDENT else placement.position)
    happen(placement, "reported", actor=actor, kind=report_kind, party=party)
    stay_letters.tell_report(kept)
    return kept


@transaction.atomic
def start(*, placement: Placement) -> Placement:
    """A stay begins on its first day."""
    placement = locked(placement)
    _move(placement, "started", actor=SYSTEM)
    return placement


@transaction.atomic
def complete(*, actor: Ref, placement: Placement) -> Placement:
    """Confirm a stay as completed, after the student's final report; evidence is filed for the promise."""
    placement = locked(placement)
    next_state(placement, "completed")
    if not placement.reports.filter(report_kind=ReportKind.FINAL, party=Party.STUDENT).exists():
        raise StateError(
            _("The student's final report is not there yet"), next_step=_("Remind the student, then confirm")
        )
    _move(placement, "completed", actor=actor)
    _file(actor, placement)
    stay_letters.tell_completed(placement)
    return placement


def _file(actor: Ref, placement: Placement) -> None:
    """Evidence without a name, for each side that owes the programme's promise and took part."""
    programme = placement.position.cohort.programme
    commitment = programme.commitment
    if commitment is None or commitment.dropped_on:
        return
    home = placement.application.home_city_id
    owing = [
        side
        for side in commitment.owing.select_related("city")
        if side.city_id in (home, placement.position.city_id)
    ]
    if not owing:
        return
    titles = letters.in_all_languages(
        lambda: (
            _("A completed stay: %(weeks)s weeks at %(host)s")
            % {"weeks": placement.position.weeks, "host": placement.position.host_name}
        )
    )
    evidence = file_evidence(
        actor=actor,
        commitment=commitment,
        side=owing[0],
        evidence_kind="record",
        titles=titles,
        on=today(placement.position.cohort),
        record=placement.ref,
        record_title=titles["en"][:250],
        is_public=programme.is_public,
        is_example=placement.is_example,
    )
    placement.evidence_id = evidence.public_id
    placement.save(update_fields=["evidence_id"])


@transaction.atomic
def break_off(*, actor: Ref, placement: Placement, reason: str) -> Placement:
    """End a stay before its time, with the reason."""
    if not reason.strip():
        raise InputError(_("Give the reason"), where="reason")
    placement = locked(placement)
    _move(placement, "broken_off", actor=actor, reason=reason.strip())
    return placement


@transaction.atomic
def complain(*, application: Application, text: str, language: str) -> Case:
    """Open a case from an applicant's grievance, at the desk of the side that runs the cohort."""
    cohort = application.cohort
    if today(cohort) > cohort.appeals_until and not application.placements.exists():
        raise StateError(
            _("The time for grievances is over"), next_step=_("Write to the window instead: it answers you")
        )
    enquiry = Enquiry(
        service=Service.GRIEVANCE,
        text=text,
        language=language,
        subject=_("Grievance about application %(number)s") % {"number": application.number},
        name=application.name,
        email=application.email,
        organisation=application.institution,
        may_be_handed_over=False,
    )
    case = receive(
        actor=by_link(application),
        side=cohort.side,
        enquiry=enquiry,
        came=Came(channel=Channel.FORM),
        is_example=application.is_example,
    )
    Grievance.objects.create(application=application, case=case, at=clock.now())
    happen(application, "complained", actor=by_link(application), case=case.number)
    return case


def middle_of(placement: Placement) -> date:
    """When the half-way report is due."""
    position = placement.position
    return position.first_day + timedelta(weeks=position.weeks) / 2


def may_happen(placement: Placement) -> Mapping[str, str]:
    """Event → next state, of what may follow."""
    return {event: to[0] for (state, event), to in PLACEMENT_TABLE.items() if state == placement.state}
