"""Tables of the index of suggestions: made anew from the profiles by `sistership rebuild`, in no backup.

The tokens of a row stand in the database's own index, as those of search do: a tsvector column on
PostgreSQL, an FTS5 table on SQLite (migration 0002).
"""

from __future__ import annotations

from django.db import models


class IndexedProfile(models.Model):
    """What matching keeps of one profile."""

    key = models.CharField(max_length=200, unique=True)
    """The public id of the profile."""
    lang = models.CharField(max_length=16)
    city = models.CharField(max_length=60)
    kind = models.CharField(max_length=20)
    shown = models.PositiveIntegerField(null=True)
    facts = models.TextField()
    packed = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["city"], name="market_indexed_city")]


class IndexedCounts(models.Model):
    """In how many profiles each term occurs: one row."""

    version = models.PositiveBigIntegerField(default=0)
    """Grows with each change, so that nobody reads the same counts twice."""
    kept = models.BinaryField()
