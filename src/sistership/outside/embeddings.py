"""Vectors of texts: from an OpenAI-compatible endpoint (POST …/embeddings), or a model on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from sistership.common.errors import InputError, MissingPartError, OutsideError
from sistership.outside.endpoint import Endpoint

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PATH = "/embeddings"
SETTINGS = "SISTERSHIP_EMBEDDINGS"
ADAPTERS = {
    "openai": "sistership.outside.embeddings.EmbeddingEndpoint",
    "local": "sistership.outside.embeddings.LocalEmbeddings",
}
MOST_TEXTS = 64
"""Of one question; more are asked one lot after the other."""
LONGEST = 6000
"""Characters of a text; what stands beyond is not sent."""


class Embedder(Protocol):
    """A model that makes vectors of texts. `name` tells one model from another."""

    @property
    def name(self) -> str: ...

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        """Vectors (text, length); raises OutsideError where the model gives none."""


class EmbeddingEndpoint:
    """One model behind an address, as `LanguageModel` is: no redirects, no proxy, one deadline."""

    def __init__(
        self,
        *,
        url: str,
        model: str,
        key: str = "",
        timeout_s: float = 10.0,
        settings: str = SETTINGS,
    ) -> None:
        self.endpoint = Endpoint(
            url=url.rstrip("/").removesuffix(PATH),
            what="The embedding model",
            settings=settings,
            timeout_s=timeout_s,
            key=key,
            example="https://model.example.org/v1",
            advice={404: f"Check {settings}_URL and {settings}_MODEL"},
        )
        if not model:
            raise InputError(
                "No model is named",
                where=f"{settings}_MODEL",
                next_step="Write the name under which the endpoint knows its model",
            )
        self.name = model

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        """Vectors (text, length); raises OutsideError where the endpoint gives none, or none that fit."""
        import numpy as np  # slow, optional

        rows: list[Any] = []
        for start in range(0, len(texts), MOST_TEXTS):
            some = [text[:LONGEST] for text in texts[start : start + MOST_TEXTS]]
            answer = self.endpoint.fetch(PATH, body={"model": self.name, "input": some})
            rows += self._rows(answer, len(some))
        try:
            found = np.array(rows, np.float32)
        except (TypeError, ValueError) as error:
            raise self._unfit() from error
        if texts and (found.ndim != 2 or not 0 < found.shape[1] < 1 << 16 or not np.isfinite(found).all()):
            raise self._unfit()
        return found

    def _rows(self, answer: Any, count: int) -> list[Any]:
        try:
            data = sorted(answer["data"], key=lambda one: one["index"])
            rows = [one["embedding"] for one in data]
        except (LookupError, TypeError) as error:
            raise self._unfit() from error
        if len(rows) != count:
            raise self._unfit()
        return rows

    def _unfit(self) -> OutsideError:
        return self.endpoint.failed(
            "sent something that is no list of vectors, one for each text",
            f"Check that {self.endpoint.settings}_URL ends in /v1",
        )


class LocalEmbeddings:
    """A sentence-transformers model in a folder of this machine; nothing is downloaded."""

    def __init__(self, *, model: str, **_: object) -> None:
        if not model:
            raise InputError(
                "No model is named",
                where=f"{SETTINGS}_MODEL",
                next_step="Write the folder in which the model lies",
            )
        self.name = model.rstrip("/").rpartition("/")[2]
        self._folder = model
        self._model: Any = None  # the library's own class, which may be absent

    def embed(self, texts: list[str]) -> NDArray[np.float32]:
        """Vectors (text, length); raises OutsideError where the model cannot be used."""
        import numpy as np  # slow, optional

        if self._model is None:
            try:
                # Ships no stub where it is absent.
                import sentence_transformers  # type: ignore[import-not-found,unused-ignore]  # slow, optional
            except ImportError as error:
                raise MissingPartError(
                    "The library sentence-transformers is not installed",
                    next_step="Run: pip install sentence-transformers",
                ) from error
            try:
                self._model = sentence_transformers.SentenceTransformer(self._folder, local_files_only=True)
            except Exception as error:  # whatever the library raises, a suggestion goes on without it
                raise OutsideError(
                    f"The embedding model cannot be read ({error})", where=self._folder
                ) from error
        try:
            return np.asarray(self._model.encode([text[:LONGEST] for text in texts]), np.float32)
        except Exception as error:  # as above
            raise OutsideError(f"The embedding model failed ({error})", where=self._folder) from error


def adapter_path(name: str) -> str:
    """The dotted path of an adapter by its short name; raises InputError for another word."""
    if "." in name:
        return name
    if name not in ADAPTERS:
        raise InputError(
            f"{name!r} makes no vectors of texts",
            where=SETTINGS,
            allowed=", ".join(ADAPTERS) + ", or the dotted path of an adapter",
        )
    return ADAPTERS[name]
