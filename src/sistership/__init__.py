"""The single window of a city partnership."""

__version__ = "0.1.0"
