"""My desk, the search box, and the page of one partnership from which everything is added."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from sistership.window.ground import clock
from sistership.window.ground.texts import load_texts
from sistership.window.offices.agreements.models import Direction
from sistership.window.offices.agreements.queries import with_state
from sistership.window.offices.agreements.rules import (
    visible_agreements,
    visible_commitments,
    visible_committees,
    visible_intentions,
)
from sistership.window.offices.cases.queries.lists import desk_of
from sistership.window.offices.people import actions as people
from sistership.window.offices.people.models import Side
from sistership.window.offices.people.rules import grants_of, require
from sistership.window.offices.readings.queries import open_readings
from sistership.window.offices.visits.rules import visible_visits
from sistership.window.pages.desk.day import read_day
from sistership.window.pages.desk.day_cases import read_cases
from sistership.window.pages.desk.forms.base import DeskForm
from sistership.window.pages.desk.forms.choices import name_of, with_sides
from sistership.window.pages.desk.forms.occasions import DeskEmailForm
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    edit_page,
    find,
    partnership_of,
    show,
    sides_around,
)
from sistership.window.pages.search import answer


@desk_page
def desk(request: DeskRequest) -> HttpResponse:
    """What the reader's cities owe, what awaits their answer, and what time it is at the partner's."""
    now = clock.now()
    own = Side.objects.filter(city__in=grants_of(request.user).staff_cities).values("partnership")
    rows = Side.objects.filter(partnership__in=own).select_related("city", "partnership")
    around = list(rows.prefetch_related("city__local_days").order_by("partnership__key", "position"))
    day = read_day(request.user, around, now=now)
    cases = read_cases(around, desk=desk_of(request.user, around, now=now), today=day.today)
    context = {"day": day, "cases": cases, "now": now, "readings": open_readings(request.user)}
    return show(request, "desk/desk.html", context, current="desk", sides=around)


@desk_page
def search(request: DeskRequest) -> HttpResponse:
    """Everything that the reader may see and that holds the words, in any language."""
    around = sides_around(request.user)
    load_texts([side.city for side in around])
    return show(request, "desk/search.html", answer(request, is_desk=True), current="search", sides=around)


@desk_page
def desk_partnership(request: DeskRequest, key: str) -> HttpResponse:
    """One partnership as its officers work on it: all records, and what can be added."""
    around = sides_around(request.user)
    partnership = next((side.partnership for side in around if side.partnership.key == key), None)
    if partnership is None:
        raise Http404
    sides = with_sides(partnership)
    require(request.user, "partnership.write", partnership)
    own = [side for side in sides if side.city_id in grants_of(request.user).staff_cities]
    agreements = list(
        visible_agreements(request.user)
        .filter(partnership=partnership)
        .prefetch_related(Prefetch("directions", Direction.objects.order_by("position")))
    )
    rows = visible_commitments(request.user).filter(partnership=partnership)
    commitments = list(with_state(rows, clock.now()).prefetch_related("owing"))
    intentions = list(visible_intentions(request.user).filter(partnership=partnership))
    committees = list(visible_committees(request.user).filter(partnership=partnership))
    visits = list(visible_visits(request.user).filter(partnership=partnership))
    load_texts(
        agreements,
        [direction for agreement in agreements for direction in agreement.directions.all()],
        commitments,
        intentions,
        committees,
        visits,
        [side.city for side in (*around, *sides)],
    )
    by_side = {side.pk: side for side in sides}
    for commitment in commitments:
        commitment.sides = [by_side[side.pk] for side in commitment.owing.all()]  # type: ignore[attr-defined]
    name = " × ".join(name_of(side.city) for side in sides)
    return show(
        request,
        "desk/partnership.html",
        {
            "partnership": partnership,
            "name": name,
            "sides": sides,
            "own": own,
            "agreements": agreements,
            "commitments": commitments,
            "intentions": intentions,
            "committees": committees,
            "visits": visits,
            "trail": [(_("My desk"), reverse("desk")), (name, None)],
        },
        current=key,
        sides=around,
    )


@desk_page
def edit_desk_email(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Set where the desk of one's own side reads its mail."""
    side = find(Side.objects.select_related("partnership", "city"), public_id)
    partnership_of(request.user, side.partnership.key)
    require(request.user, "side.act_for", side)

    def act(record: Side, form: DeskForm) -> None:
        people.set_desk_email(actor=request.user.ref, side=record, email=form.cleaned_data["email"])

    page = FormPage(
        title=_("Mail address of the desk"),
        partnership=side.partnership,
        back=reverse("desk_partnership", args=[side.partnership.key]),
        submit=_("Save"),
        done=_("The address was saved."),
    )
    return edit_page(
        request,
        side,
        page,
        build=lambda record, data, initial: DeskEmailForm(
            data, initial=initial, languages=languages_for(side.partnership)
        ),
        values=lambda record: {"email": record.desk_email},
        act=act,
    )
