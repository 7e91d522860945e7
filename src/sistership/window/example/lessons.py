"""Write what Penang's experts ask Kaohsiung's in the example, and the lessons that both keep."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from sistership.window.example.facts import Row, Told
from sistership.window.ground import clock
from sistership.window.offices.agreements.actions.documents import add_document
from sistership.window.offices.journal.actions import SYSTEM
from sistership.window.offices.lessons.actions import lessons, parts, questions
from sistership.window.offices.visits.models import Visit


def load_lessons(table: Row, told: Told, *, today: date) -> None:
    """Write every question with its answer and its lesson, each at noon of its own day."""
    kaohsiung, penang = told.sides["kaohsiung"], told.sides["penang"]
    visit = Visit.objects.get(partnership=told.partnership)
    documents = {
        key: add_document(
            actor=SYSTEM,
            partnership=told.partnership,
            document_kind=row["kind"],
            titles=row["title"],
            publisher=row["publisher"],
        )
        for key, row in table["sources"].items()
    }

    def noon(offset: int) -> datetime:
        return datetime.combine(today + timedelta(days=offset), time(12), tzinfo=UTC)

    for row in table["lesson"]:
        about = {"topic": row["topic"], "stage": row["stage"], "visit": visit, "is_public": True}
        with clock.at(noon(row["asked"])):
            question = questions.ask(
                actor=SYSTEM,
                partnership=told.partnership,
                side=penang,
                titles=row["question"]["title"],
                contexts=row["question"]["context"],
                is_example=True,
                **about,
            )
        with clock.at(noon(row["answered"])):
            questions.answer(
                actor=SYSTEM, question=question, side=kaohsiung, texts=row["answer"], is_example=True
            )
            questions.accept(actor=SYSTEM, question=question, side=penang)
        cost = row.get("cost")
        with clock.at(noon(row["published"])):
            lesson = lessons.begin(
                actor=SYSTEM,
                partnership=told.partnership,
                side=kaohsiung,
                question=question,
                texts={
                    "title": row["title"],
                    "context": row["context_text"],
                    "done": row["done"],
                    "again": row["again"],
                    **({"cost_includes": cost["includes"]} if cost else {}),
                },
                cost_amount=Decimal(cost["amount"]) if cost else None,
                cost_currency=cost["currency"] if cost else "",
                is_example=True,
                **about,
            )
            for one in row["figure"]:
                parts.add_figure(
                    actor=SYSTEM,
                    lesson=lesson,
                    side=kaohsiung,
                    labels=one["label"],
                    units=one["unit"],
                    value=Decimal(one["value"]),
                    year=one["year"],
                    document=documents[one["source"]],
                )
            for one in row["site"]:
                parts.add_site(
                    actor=SYSTEM,
                    lesson=lesson,
                    side=kaohsiung,
                    names=one["name"],
                    shows=one["shows"],
                    longitude=one["longitude"],
                    latitude=one["latitude"],
                    contact=kaohsiung,
                )
            lessons.hand_in(actor=SYSTEM, lesson=lesson, side=kaohsiung)
            lessons.approve(actor=SYSTEM, lesson=lesson, side=penang)
