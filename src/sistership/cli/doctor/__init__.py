"""`sistership doctor`: check an installation and say what to mend."""

from sistership.cli.doctor.command import command

__all__ = ["command"]
