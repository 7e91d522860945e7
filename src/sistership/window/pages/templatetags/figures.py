"""How numbers are written for readers."""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def number(value: Decimal | None) -> str:
    """A number in the reader's format, without needless zeros: 10, 2,5; nothing where there is none."""
    return "" if value is None else number_format(value.normalize())
