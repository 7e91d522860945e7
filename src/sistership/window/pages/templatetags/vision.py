"""Words for global goals in templates."""

from __future__ import annotations

from django import template
from django.utils.translation import gettext as _

from sistership.vocabulary import sdg

register = template.Library()


@register.filter
def goal(code: object) -> str:
    """The name of a global goal or target by its code, in the reader's language."""
    return _(sdg.names()[str(code)])
