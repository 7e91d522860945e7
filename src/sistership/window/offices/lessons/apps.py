"""Django app of lessons."""

from django.apps import AppConfig


class LessonsConfig(AppConfig):
    name = "sistership.window.offices.lessons"
    label = "lessons"
