"""Talent exchange: programmes, cohorts with positions, certificates of placements, the balance of cities."""

from __future__ import annotations

from uuid import UUID

from ninja import Router

from sistership.window.api.access import Request, reading
from sistership.window.api.found import or_404
from sistership.window.api.schemas.talent import (
    BalanceLine,
    CertificateOut,
    CohortOut,
    ProgrammeOut,
)
from sistership.window.api.schemas.texts import Key
from sistership.window.offices.talent.balance import shown_balance
from sistership.window.offices.talent.exchange import cohort_json, programme_json, run_json
from sistership.window.offices.talent.models import PlacementRun
from sistership.window.offices.talent.queries.cohorts import (
    cohort_page,
    flows,
    load_cohort,
    positions_to_show,
    programmes_list,
    runs_of,
)
from sistership.window.offices.talent.rules import visible_cohorts

router = Router(auth=reading, tags=["Talent exchange"])


@router.get("/programmes", response=list[ProgrammeOut])
def list_programmes(request: Request, partnership: Key | None = None) -> list[ProgrammeOut]:
    """Programmes that you may see, each with its cohorts."""
    return [
        ProgrammeOut(**programme_json(one, one.shown_cohorts))  # type: ignore[attr-defined]
        for one in programmes_list(request.auth)
        if partnership is None or one.partnership.key == partnership
    ]


@router.get("/cohorts/{uuid:public_id}", response=CohortOut)
def get_cohort(request: Request, public_id: UUID) -> CohortOut:
    """One cohort with its positions."""
    cohort = or_404(cohort_page(request.auth, public_id))
    load_cohort(cohort)
    positions = positions_to_show(request.auth, cohort)
    return CohortOut(**cohort_json(cohort, positions, list(runs_of(cohort))))


@router.get("/placement-runs/{uuid:public_id}", response=CertificateOut)
def get_placement_run(request: Request, public_id: UUID) -> CertificateOut:
    """The certificate of a placement: digest of the lists, seed, lottery numbers, blocking pairs."""
    rows = PlacementRun.objects.filter(cohort__in=visible_cohorts(request.auth)).select_related("cohort")
    return CertificateOut(**run_json(or_404(rows.filter(public_id=public_id).first())))


@router.get("/talent-balance", response=list[BalanceLine])
def get_talent_balance(request: Request) -> list[BalanceLine]:
    """How many stays each city sent to each other, by year; small counts are null."""
    table = shown_balance(flows(request.auth))
    return [
        BalanceLine(
            home=row.home,
            host=row.host,
            by_year=dict(zip(map(str, table.years), row.years, strict=True)),
            total=row.total,
        )
        for row in table.rows
    ]
