"""The second reader: a language model proposes fields, and only what the text itself says is kept."""

from sistership.reading.second.asking import Ask, SecondReading, read_with_second
from sistership.reading.second.kept import REASONS, Dropped

__all__ = ["REASONS", "Ask", "Dropped", "SecondReading", "read_with_second"]
