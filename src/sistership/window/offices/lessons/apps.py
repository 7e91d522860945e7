"""Django app of lessons."""

from django.apps import AppConfig

from sistership.window.ground.registry import registry


class LessonsConfig(AppConfig):
    name = "sistership.window.offices.lessons"
    label = "lessons"

    def ready(self) -> None:
        from sistership.window.offices.lessons import erasure, ownership, rules  # noqa: F401  # need the models
        from sistership.window.offices.lessons.searchable import SEARCHABLE  # needs the models

        registry.schedules["sistership.window.offices.lessons.tasks.ask_whether_lessons_helped"] = 60
        registry.person_exporters["lessons"] = erasure.export_lessons
        registry.person_erasers["lessons"] = erasure.erase_lessons
        registry.searchable |= SEARCHABLE
        registry.ownership |= ownership.OWNERSHIP
