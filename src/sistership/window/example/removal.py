"""Remove the example: what is invented, or the example partnerships as a whole.

Nothing of the users' own is deleted with it: where their rows hang on an example, it refuses and names
them. The journal keeps its entries about the example, and gets one more that says what was removed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet
from django.utils.translation import gettext, pgettext

from sistership.common.errors import StateError
from sistership.window.example.tables import DESKS, city_keys, partnership_keys, press_digests, table
from sistership.window.ground.ids import Ref
from sistership.window.ground.models import Document, Source
from sistership.window.ground.records import Record
from sistership.window.ground.texts import delete_texts
from sistership.window.offices.agreements.actions.projection import project_commitment
from sistership.window.offices.agreements.models import (
    Agreement,
    AgreementDocument,
    Commitment,
    Committee,
    CommitteeMember,
    Decision,
    Direction,
    Evidence,
    Intention,
    Meeting,
    Milestone,
    Party,
    Signatory,
    WhyQuestion,
)
from sistership.window.offices.cases.actions.promises import HOURS
from sistership.window.offices.cases.models import (
    Case,
    Handover,
    LetterTemplate,
    Recommendation,
    RuleSet,
    ServicePromise,
)
from sistership.window.offices.journal import actions as journal
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.lessons.models import Answer, Helped, Lesson, LessonFigure, Question, Site
from sistership.window.offices.market.actions.indexing import unindex
from sistership.window.offices.market.models import Interest, Introduction, Profile
from sistership.window.offices.matchdays.models import DayBreak, Matchday, Registration
from sistership.window.offices.notices.models import Message, News, OneTimeToken, Subscription
from sistership.window.offices.people.models import (
    Account,
    Alias,
    City,
    Grant,
    LawLink,
    OfficialLevel,
    Organisation,
    Partnership,
    Person,
    Post,
)
from sistership.window.offices.talent.models import Application, Cohort, PlacementRun, Position, Programme
from sistership.window.offices.visions.models import Alignment, Axis, GoalLink, Vision
from sistership.window.offices.visits.models import Attendance, Point, Visit

Table = Any
"""A model of records; Any, because the managers and fields of several are asked for by name."""

# Highest first, so that each is deleted before what it stands on.
INVENTED: tuple[Table, ...] = (
    Application,
    PlacementRun,
    Position,
    Cohort,
    Programme,
    Matchday,
    Introduction,
    Interest,
    Profile,
    Recommendation,
    Case,
    LetterTemplate,
    Lesson,
    Question,
    Axis,
    Vision,
    Point,
    Visit,
    Decision,
    Meeting,
    Committee,
    Evidence,
    Milestone,
    Intention,
    Commitment,
    Direction,
    Agreement,
    Person,
    Organisation,
    Document,
)
NAMED: tuple[Table, ...] = (Axis, Vision, Person, Organisation)
# A row, and the row that it would be deleted with: model → lookups of its owners.
HANGS_ON: dict[Table, tuple[str, ...]] = {
    Registration: ("matchday",),
    Introduction: ("first", "second"),
    Interest: ("profile", "other"),
    Recommendation: ("case",),
    Case: ("merged_into",),
    Axis: ("vision",),
    Application: ("cohort",),
    Position: ("cohort",),
    Cohort: ("programme",),
    Point: ("visit",),
    Decision: ("meeting",),
    Meeting: ("committee",),
    Evidence: ("commitment", "milestone"),
    Milestone: ("commitment",),
    Commitment: ("direction",),
    Direction: ("agreement",),
}
OF_PARTNERSHIP: dict[Table, str] = {
    Application: "cohort__programme__partnership",
    Position: "cohort__programme__partnership",
    Cohort: "programme__partnership",
    Programme: "partnership",
    Matchday: "side__partnership",
    Introduction: "partnership",
    Interest: "partnership",
    Recommendation: "case__partnership",
    Case: "partnership",
    Lesson: "partnership",
    Question: "partnership",
    Point: "visit__partnership",
    Visit: "partnership",
    Decision: "meeting__committee__partnership",
    Meeting: "committee__partnership",
    Committee: "partnership",
    Evidence: "commitment__partnership",
    Milestone: "commitment__partnership",
    Intention: "partnership",
    Commitment: "partnership",
    Direction: "agreement__partnership",
    Agreement: "partnership",
}


@dataclass(frozen=True, slots=True)
class Removal:
    """What was removed: how many rows of each kind, and what was left standing with the reason."""

    counts: dict[str, int]
    kept: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def has_invented_rows() -> bool:
    """Whether anything marked as example is still there."""
    marked = [model.objects.filter(is_example=True).values("is_example") for model in (*INVENTED, Account)]
    return bool(marked[0].union(*marked[1:]).exists())


@transaction.atomic
def remove(*, actor: Ref = SYSTEM, everything: bool = False) -> Removal:
    """Remove what is invented; with `everything`, also the example partnerships with their facts.

    Raises StateError, and removes nothing, where rows of the users' own hang on what would go.
    """
    _refuse_where_own_rows_hang(everything=everything)
    counts: dict[str, int] = {}
    touched = list(Commitment.objects.filter(is_example=False, milestones__is_example=True).distinct())
    partnerships = list(Partnership.objects.filter(key__in=partnership_keys()))
    CommitteeMember.objects.filter(committee__is_example=True).delete()
    for links in (Alignment, GoalLink):
        links.objects.filter(is_example=True).delete()
    cited = list(_sources_of_lessons())
    _delete_desk_rules()
    for model in INVENTED:
        _delete(model.objects.filter(is_example=True), counts)
    _delete(Document.objects.filter(pk__in=cited, sources__isnull=True), counts)
    accounts = Account.objects.filter(is_example=True)
    if accounts.exists():
        counts["account"] = accounts.count()
        accounts.delete()
    for commitment in touched:
        project_commitment(commitment)
    kept: list[str] = []
    if everything:
        for partnership in partnerships:
            _delete_partnership(partnership, counts)
        kept = _delete_named(counts)
    for about in partnerships if counts else []:
        journal.record(
            action="example.removed",
            actor=actor,
            subject=about.ref,
            partnership_id=about.public_id,
            data={"everything": everything, "counts": counts},
        )
    return Removal(counts=counts, kept=tuple(kept))


def _sources_of_lessons() -> QuerySet[Source, int]:
    """Documents that the figures of the example's lessons come from, and nothing else may stand on."""
    figures = LessonFigure.objects.filter(lesson__is_example=True).values("public_id")
    return Source.objects.filter(owner_id__in=figures).values_list("document_id", flat=True)


def _delete_desk_rules() -> None:
    """Rules and promises of the example that nobody has changed since; they bear no mark of their own."""
    desks, sides = table(DESKS), Q(side__partnership__key__in=partnership_keys())
    for row in desks["rules"]:
        RuleSet.objects.filter(sides, side__city__key=row["side"], name=row["name"]).delete()
    for row in desks["promise"]:
        hours = {name: row[name] for name in HOURS}
        lines = ServicePromise.objects.filter(sides, side__city__key=row["side"], **hours)
        lines.filter(service=row.get("service", "")).delete()


def _kind(model: Table) -> str:
    return str(model._meta.verbose_name_plural)


def _refuse_where_own_rows_hang(*, everything: bool) -> None:
    found: dict[Table, int] = {}
    for model, owners in HANGS_ON.items():
        example = Q()
        for owner in owners:
            example |= Q(**{f"{owner}__is_example": True})
        found[model] = model.objects.filter(example, is_example=False).count()
    if everything:
        facts = Source.objects.filter(document__sha256__in=press_digests()).values("owner_id")
        for model, lookup in OF_PARTNERSHIP.items():
            inside = {f"{lookup}__key__in": partnership_keys()}
            own = model.objects.filter(is_example=False, **inside).exclude(public_id__in=facts)
            found[model] = max(found.get(model, 0), own.count())
    hanging = [f"{count} {_kind(model)}" for model, count in found.items() if count]
    if hanging:
        raise StateError(
            gettext("Records of your own stand on the example: %(records)s")
            % {"records": pgettext("between items of a list", ", ").join(hanging)},
            next_step=gettext("Move or delete them first; nothing was removed"),
        )


def _delete(rows: QuerySet[Any], counts: dict[str, int]) -> None:
    """Delete rows with everything that names them from afar."""
    found = list(rows)
    if not found:
        return
    model = type(found[0])
    if model in (Person, Organisation):
        owner = "person" if model is Person else "organisation"
        posts = list(Post.objects.filter(**{f"{owner}__in": found}))
        _forget(posts)
        Post.objects.filter(pk__in=[post.pk for post in posts]).delete()
    if model is City:
        _forget(OfficialLevel.objects.filter(city__in=found))
        _forget(LawLink.objects.filter(city__in=found))
    if model is Commitment:
        _forget(WhyQuestion.objects.filter(commitment__in=found))
    if model is Case:
        _forget(Handover.objects.filter(case__in=found))
        Case.objects.filter(merged_into__in=found).update(merged_into=None)
    if model is Matchday:
        _forget(DayBreak.objects.filter(matchday__in=found))
        _forget(Registration.objects.filter(matchday__in=found))
    if model is Profile:
        unindex(found)
    if model is Lesson:
        for part in (LessonFigure, Site, Helped):
            _forget(part._default_manager.filter(lesson__in=found))
    if model is Question:
        _forget(Answer.objects.filter(question__in=found))
    _forget(found)
    model.objects.filter(pk__in=[row.pk for row in found]).delete()
    counts[_kind(model)] = counts.get(_kind(model), 0) + len(found)


def _forget(rows: Iterable[Record]) -> None:
    rows = list(rows)
    ids = [row.public_id for row in rows]
    delete_texts(rows)
    Source.objects.filter(owner_id__in=ids).delete()
    Alias.objects.filter(owner_id__in=ids).delete()
    for letters in (Message, OneTimeToken, News, Subscription):
        letters.objects.filter(about_id__in=ids).delete()


def _delete_partnership(partnership: Partnership, counts: dict[str, int]) -> None:
    _forget(Attendance.objects.filter(visit__partnership=partnership))
    _forget(Signatory.objects.filter(agreement__partnership=partnership))
    # These hold sides and documents fast; the rest goes with its own table below.
    Attendance.objects.filter(visit__partnership=partnership).delete()
    Signatory.objects.filter(agreement__partnership=partnership).delete()
    Party.objects.filter(agreement__partnership=partnership).delete()
    AgreementDocument.objects.filter(agreement__partnership=partnership).delete()
    for model, lookup in OF_PARTNERSHIP.items():
        _delete(model.objects.filter(**{lookup: partnership}), counts)
    _forget(partnership.sides.all())
    _delete(Partnership.objects.filter(pk=partnership.pk), counts)


def _delete_named(counts: dict[str, int]) -> list[str]:
    """Delete persons, bodies, articles and cities that nothing else uses; name those that stay."""
    kept: list[str] = []
    named = Source.objects.filter(document__sha256__in=press_digests())
    for model in NAMED:
        rows = model.objects.filter(
            public_id__in=list(named.filter(owner_kind=model.kind()).values_list("owner_id", flat=True))
        )
        for row in rows:
            _delete_or_keep(row, counts, kept)
    for document in Document.objects.filter(sha256__in=press_digests()):
        _delete_or_keep(document, counts, kept)
    for city in City.objects.filter(key__in=city_keys()):
        _delete_or_keep(city, counts, kept)
    return kept


def _delete_or_keep(row: Record, counts: dict[str, int], kept: list[str]) -> None:
    """Delete a row unless something else stands on it: roles given in a city and axes of a vision do."""
    table: Table = type(row)
    is_used = (isinstance(row, City) and Grant.objects.filter(city=row).exists()) or (
        isinstance(row, Vision) and row.axes.exists()
    )
    try:
        if not is_used:
            with transaction.atomic():
                _delete(table.objects.filter(pk=row.pk), counts)
    except ProtectedError:
        is_used = True
    if is_used:
        row.forget_texts()
        field = row.TEXT_FIELDS[0]
        kept.append(row.localized(field).text("en"))
