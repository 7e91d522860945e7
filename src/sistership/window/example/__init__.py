"""The example partnerships: what two press articles report, and what is invented beside it, marked so."""

from sistership.window.example.loading import is_loaded, load
from sistership.window.example.removal import Removal, has_invented_rows, remove

__all__ = ["Removal", "has_invented_rows", "is_loaded", "load", "remove"]
