"""The account that asks."""

from __future__ import annotations

from ninja import Router

from sistership.window.api.access import Request, own_reading
from sistership.window.api.schemas.people import MeOut

router = Router(auth=own_reading, tags=["Account"])


@router.get("/me", response=MeOut)
def get_me(request: Request) -> MeOut:
    """The account of the token, its roles, and what the token may do."""
    assert request.token is not None
    return MeOut.of(request.auth, request.token)
