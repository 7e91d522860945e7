"""The market: published profiles, suggestions to one's own, and drafts for their owners."""

from __future__ import annotations

from uuid import UUID

from ninja import Query, Router, Status

from sistership.common.errors import InputError
from sistership.common.text import LANGUAGES
from sistership.window.api.access import Request, reading, writing
from sistership.window.api.found import or_404
from sistership.window.api.pagination import Page, Paging, page_of
from sistership.window.api.schemas.market import (
    DraftOut,
    ProfileIn,
    ProfileKind,
    ProfileOut,
    Stage,
    SuggestionOut,
)
from sistership.window.api.schemas.texts import Key, Language, Line
from sistership.window.offices.market.actions import writing as profiles
from sistership.window.offices.market.actions.suggesting import suggestions_for
from sistership.window.offices.market.addresses import owner_url
from sistership.window.offices.market.queries.lists import load_profiles, published
from sistership.window.offices.market.rules import own_profiles
from sistership.window.offices.people.models import City
from sistership.window.offices.people.rules import grants_of, require

router = Router(auth=reading, tags=["Market"])


@router.get("/profiles", response=Page[ProfileOut])
def list_profiles(
    request: Request,
    window: Paging,
    q: Line = "",
    kind: ProfileKind | None = None,
    city: Key | None = None,
    sector: Key | None = None,
    stage: Stage | None = None,
    language: Language | None = None,
) -> Page[ProfileOut]:
    """Published profiles: what everybody may read of them."""
    rows = published(
        request.auth,
        words=q,
        kind=kind or "",
        city=city or "",
        sector=sector or "",
        stage=stage or "",
        language=language or "",
    )
    return page_of(request, rows, window, lambda part: [ProfileOut.of(one) for one in load_profiles(part)])


@router.get("/profiles/{uuid:public_id}", response=ProfileOut)
def get_profile(request: Request, public_id: UUID) -> ProfileOut:
    """One published profile."""
    found = or_404(published(request.auth).filter(public_id=public_id).first())
    load_profiles([found])
    return ProfileOut.of(found)


@router.get("/profiles/{uuid:public_id}/suggestions", response=list[SuggestionOut])
def get_suggestions(
    request: Request,
    public_id: UUID,
    language: Language = "en",
    count: int = Query(8, ge=1, le=30),
) -> list[SuggestionOut]:
    """Whom the window suggests to a profile of your city, best first, with reasons."""
    found = or_404(own_profiles(request.auth).select_related("city").filter(public_id=public_id).first())
    require(request.auth, "profile.work", found)
    assert language in LANGUAGES
    return [SuggestionOut.of(one) for one in suggestions_for(found, language=language, count=count)]


@router.post("/profiles", response={201: DraftOut}, auth=writing)
def begin_profile(request: Request, data: ProfileIn) -> Status[DraftOut]:
    """Begin a profile for its owner, who finishes it by the link, or whom an officer helps."""
    require(request.auth, "market.use")
    own = [pk for pk in grants_of(request.auth).staff_cities if pk is not None]
    cities = City.objects.filter(pk__in=own)
    city = cities.filter(key=data.city).first()
    if city is None:
        raise InputError(
            f"'{data.city}' is none of your cities",
            where="city",
            allowed=", ".join(cities.order_by("key").values_list("key", flat=True)),
        )
    given = data.model_dump(exclude={"city", "kind", "language"})
    made = profiles.begin(
        actor=request.auth.ref,
        city=city,
        language=data.language,
        answers={**given, "profile_kind": data.kind},
    )
    return Status(201, DraftOut(public_id=made.public_id, state=made.state, link=owner_url(made)))
