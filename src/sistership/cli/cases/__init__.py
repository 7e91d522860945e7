"""`sistership cases`: read cases, work on them, take them in and write them out."""

from sistership.cli.cases import deeds, desks, moving, reading
from sistership.cli.cases.group import command

__all__ = ["command", "deeds", "desks", "moving", "reading"]
