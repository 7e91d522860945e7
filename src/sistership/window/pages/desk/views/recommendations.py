"""A complaint becomes a recommendation to a city: make it, answer it, publish it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sistership.window.ground.texts import load_texts
from sistership.window.offices.cases.actions import recommendations as actions
from sistership.window.offices.cases.models import Recommendation, Service
from sistership.window.offices.cases.queries import one as queries
from sistership.window.offices.cases.rules import (
    own_side_of,
    own_sides,
    visible_cases,
    visible_recommendations,
)
from sistership.window.offices.people.rules import may, require
from sistership.window.pages.desk.forms.cases import RecommendationAnswerForm, RecommendForm
from sistership.window.pages.desk.forms.choices import (
    keep_sides,
    name_of,
    side_choices,
    side_named,
    with_sides,
)
from sistership.window.pages.desk.forms.wordings import languages_for
from sistership.window.pages.desk.views.case import case_trail
from sistership.window.pages.desk.views.case_deeds import case_to_work
from sistership.window.pages.desk.views.case_words import case_page
from sistership.window.pages.desk.views.frame import (
    DeskRequest,
    FormPage,
    desk_page,
    find,
    form_page,
    posted,
    show,
)


def recommendation_address(recommendation: Recommendation) -> str:
    """The page of a recommendation at the desk."""
    return reverse("desk_recommendation", args=[recommendation.public_id])


@desk_page
def recommend(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Recommend something to a city after a complaint."""
    case = case_to_work(request, public_id)
    if case.service != Service.GRIEVANCE:
        raise Http404
    sides = with_sides(case.partnership)
    load_texts([side.city for side in sides])
    keep_sides(case.partnership, sides)
    form = RecommendForm(
        posted(request), languages=languages_for(case.partnership), sides=side_choices(sides)
    )
    page = case_page(
        case,
        _("Recommend something to a city"),
        lead=_("The city is asked for an answer. Both can be published; who complained never is."),
        submit=_("Make the recommendation"),
        done=_("The recommendation is made. Close the case with it when all is said."),
    )

    def act() -> Recommendation:
        side = side_named(case.partnership, form.cleaned_data["side"])
        assert side is not None, "the choice of a side is required"
        return actions.recommend(
            actor=request.user.ref,
            case=case,
            made_by=case.side,
            side=side,
            titles=form.texts("title"),
            texts=form.texts("text"),
        )

    return form_page(request, form, page, act=act, goto=recommendation_address)


@desk_page
def recommendations(request: DeskRequest) -> HttpResponse:
    """What the reader's cities recommended or were recommended."""
    found = queries.recommendations(request.user)
    load_texts(found, [city for one in found for city in (one.side.city, one.made_by.city)])
    context = {
        "recommendations": found,
        "trail": case_trail((_("Recommendations"), None)),
    }
    return show(request, "desk/recommendations.html", context, current="cases")


def _found(request: DeskRequest, public_id: UUID) -> Recommendation:
    rows = visible_recommendations(request.user).select_related(
        "side__city", "made_by__city", "case__partnership"
    )
    return find(rows, public_id)


@desk_page
def recommendation(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """One recommendation, with its answer, or the form for one."""
    made = _found(request, public_id)
    partnership = made.case.partnership
    sides = with_sides(partnership)
    load_texts([made], [side.city for side in sides])
    keep_sides(partnership, sides)
    by_key = {side.pk: side for side in sides}
    made.side, made.made_by = by_key[made.side_id], by_key[made.made_by_id]
    is_asked = may(request.user, "recommendation.answer", made) and made.state == Recommendation.State.MADE
    may_publish = own_side_of(request.user, partnership) is not None
    form = RecommendationAnswerForm(
        posted(request) if is_asked else None, languages=languages_for(partnership)
    )
    page = FormPage(
        title=name_of(made, "title"),
        partnership=partnership,
        back=recommendation_address(made),
        submit=_("Send the answer"),
        done=_("The answer stands with the recommendation."),
        template="desk/recommendation.html",
        context={
            "recommendation": made,
            "is_asked": is_asked,
            "may_publish": may_publish
            and made.made_by_id in set(own_sides(request.user).values_list("pk", flat=True)),
            "sees_case": visible_cases(request.user).filter(pk=made.case_id).exists(),
            "trail": case_trail(
                (_("Recommendations"), reverse("desk_recommendations")), (name_of(made, "title"), None)
            ),
        },
    )
    if not is_asked:
        context = {"form": form, "page": page, **page.context}
        return show(request, page.template, context, current="cases")

    def act() -> Recommendation:
        require(request.user, "recommendation.answer", made)
        return actions.answer(
            actor=request.user.ref,
            recommendation=made,
            state=form.cleaned_data["state"],
            answers=form.texts("answer"),
        )

    return form_page(request, form, page, act=act)


@desk_page
@require_POST
def publish_recommendation(request: DeskRequest, public_id: UUID) -> HttpResponse:
    """Publish a recommendation with its answer, or take it back from the public."""
    made = _found(request, public_id)
    require(request.user, "side.act_for", made.made_by)
    is_public = "hide" not in request.POST
    actions.publish(actor=request.user.ref, recommendation=made, is_public=is_public)
    said = _("It is published.") if is_public else _("It is no longer published.")
    messages.success(request, said)
    return HttpResponseRedirect(recommendation_address(made))
