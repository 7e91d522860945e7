"""What talent exchange holds about a person: applicants, hosts' contacts, and who signed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from sistership.window.ground import clock
from sistership.window.ground.ids import Ref
from sistership.window.offices.notices import actions as notices
from sistership.window.offices.people.erasure import accounts_of, addresses_of
from sistership.window.offices.talent.models import (
    Application,
    Choice,
    HostOpinion,
    Position,
    Report,
    Signature,
)
from sistership.window.offices.talent.states import ApplicationState, PlacementState

ERASED = "—"
WORDS = (
    "name",
    "email",
    "telephone",
    "institution",
    "institution_email",
    "study_level",
    "studies",
    "skills_said",
    "statement",
)


def applicants_of(email: str) -> list[Ref]:
    """Who applied by an address: the first of their applications; else the host's contact of an address."""
    if not email:
        return []
    found = Application.objects.filter(email=email.lower()).order_by("pk").first()
    host = found or Position.objects.filter(host_email__iexact=email).order_by("pk").first()
    return [host.ref] if host else []


def addresses_of_applicant(subject_id: UUID) -> set[str]:
    """The address of an application, or of a position's host."""
    rows = Application.objects.filter(public_id=subject_id).exclude(email="").values_list("email", flat=True)
    hosts = Position.objects.filter(public_id=subject_id).exclude(host_email="")
    return {one.lower() for one in (*rows, *hosts.values_list("host_email", flat=True))}


def _applied_by(subject_id: UUID) -> QuerySet[Application]:
    return Application.objects.filter(email__in=addresses_of(subject_id)).exclude(email="")


def _hosted_by(subject_id: UUID) -> QuerySet[Position]:
    return Position.objects.filter(host_email__in=addresses_of(subject_id)).exclude(host_email="")


def export_application(application: Application) -> dict[str, Any]:
    """All that the window holds for an applicant, list and placements among it, and no opinion of a host."""
    return {
        "number": application.number,
        "cohort": application.cohort.public_id,
        "state": application.state,
        **{name: getattr(application, name) for name in WORDS},
        "home_city": application.home_city.key if application.home_city else None,
        "languages": application.languages,
        "skills": application.skills,
        "available_from": application.available_from,
        "available_until": application.available_until,
        "agreed_at": application.agreed_at,
        "sent_at": application.sent_at,
        "choices": [one.position.number for one in application.choices.select_related("position")],
        "placements": [
            {
                "position": one.position.number,
                "host": one.position.host_name,
                "state": one.state,
                "signatures": list(one.signatures.values("party", "signed_at", "signer")),
                "reports": list(one.reports.filter(party="student").values("report_kind", "at", "text")),
            }
            for one in application.placements.select_related("position")
        ],
        "grievances": [one.case.number for one in application.grievances.select_related("case")],
        "events": list(application.events.values("at", "event")),
    }


def export_talent(subject_id: UUID) -> dict[str, Any]:
    """The person's applications, the positions whose contact they are, and signatures that they recorded."""
    accounts = list(accounts_of(subject_id).values_list("public_id", flat=True))
    return {
        "applications": [
            export_application(one)
            for one in _applied_by(subject_id).select_related("cohort", "home_city").order_by("pk")
        ],
        "host_of": list(
            _hosted_by(subject_id).order_by("pk").values("number", "host_name", "host_email", "supervisor")
        ),
        "recorded_signatures": list(
            Signature.objects.filter(account_id__in=accounts).values("party", "signed_at")
        ),
    }


@transaction.atomic
def forget_applicant(application: Application) -> int:
    """Take out who applied and every word; number, home city and placements stay for the certificates."""
    application = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    for name in WORDS:
        setattr(application, name, "")
    application.languages, application.skills = [], []
    application.available_from = application.available_until = None
    application.placements.filter(state__in=("offered", "accepted", "agreed")).update(
        state=PlacementState.GIVEN_BACK, changed_at=clock.now()
    )
    application.state = ApplicationState.WITHDRAWN
    application.erased_at = clock.now()
    application.link_version += 1
    application.save()
    Choice.objects.filter(application=application).delete()
    HostOpinion.objects.filter(application=application).delete()
    Report.objects.filter(placement__application=application).update(text=ERASED)
    Signature.objects.filter(placement__application=application, party="student").update(signer=ERASED)
    application.events.exclude(reason="").update(reason=ERASED)
    return 1


def forget_with_letters(application: Application) -> int:
    """As forget_applicant, and the letters about the application and its placements too."""
    rows = [application, *application.placements.all()]
    return sum(notices.forget_letters(one.ref) for one in rows) + forget_applicant(application)


def erase_talent(subject_id: UUID) -> int:
    """Forget the person's applications; take the person out of positions and signatures."""
    touched = sum(forget_with_letters(one) for one in _applied_by(subject_id).order_by("pk"))
    hosted = list(_hosted_by(subject_id).values_list("pk", flat=True))
    Signature.objects.filter(placement__position__in=hosted, party="host").update(signer=ERASED)
    touched += Position.objects.filter(pk__in=hosted).update(host_email="", supervisor="")
    accounts = list(accounts_of(subject_id).values_list("public_id", flat=True))
    return touched + Signature.objects.filter(account_id__in=accounts).update(account_id=None)
