"""The abstract record: integer key inside, public id outside, texts in several languages."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from sistership.common.text import Localized
from sistership.window.ground.ids import Ref, kind_of, new_public_id


class Record(models.Model):
    """A row with a public id. `TEXT_FIELDS` names its texts, which live as LocalizedText rows."""

    public_id = models.UUIDField(default=new_public_id, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    TEXT_FIELDS: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    @property
    def ref(self) -> Ref:
        """(kind, public id): how journal, texts, sources and evidence name this row."""
        return Ref(self.kind(), self.public_id)

    @classmethod
    def kind(cls) -> str:
        return kind_of(cls.__name__)

    def localized(self, field: str) -> Localized:
        """The text of one field in all its languages; loaded with one query unless load_texts() did it."""
        from sistership.window.ground.texts import load_texts  # cycle: texts reads LocalizedText, a Record

        if field not in self.TEXT_FIELDS:
            raise KeyError(f"{type(self).__name__} has no text {field!r}; it has {self.TEXT_FIELDS}")
        if "_texts" not in self.__dict__:
            load_texts([self])
        texts: dict[str, Localized] = self.__dict__["_texts"]
        return texts.get(field, Localized({}))

    def attach_texts(self, texts: dict[str, Localized]) -> None:
        """Hand over texts that were loaded for many records at once."""
        self.__dict__["_texts"] = texts

    def forget_texts(self) -> None:
        """Drop loaded texts after a write."""
        self.__dict__.pop("_texts", None)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:  # same arguments as Django's
        self.forget_texts()
        super().refresh_from_db(*args, **kwargs)
