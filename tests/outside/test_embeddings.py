"""The embedding endpoint's client against a real server on loopback."""

from __future__ import annotations

import json

import numpy as np
import pytest
from tests.outside.model_server import running

from sistership.common.errors import InputError, OutsideError
from sistership.outside.embeddings import EmbeddingEndpoint


def answer(*rows: object) -> bytes:
    data = [{"index": place, "embedding": row} for place, row in enumerate(rows)]
    return json.dumps({"data": data[::-1]}).encode()


def test_vectors_come_in_the_order_of_the_texts():
    with running() as server:
        server.body = answer([1, 0.5], [0, 2])
        found = EmbeddingEndpoint(url=server.url, model="m", key="k").embed(["高雄", "b" * 9000])
        assert found.tolist() == [[1, 0.5], [0, 2]]
        assert found.dtype == np.float32
        assert server.paths == ["/v1/embeddings"]
        assert server.keys == ["Bearer k"]
        assert server.asked[0]["model"] == "m"
        assert [len(text) for text in server.asked[0]["input"]] == [2, 6000]


@pytest.mark.parametrize(
    "body",
    [
        b"{}",
        b"[]",
        answer([1]),
        answer([1], [1, 2]),
        answer(["x"], ["y"]),
        answer([1e999], [1]),
        answer([], []),
        b'{"data": [{"index": 0}]}',
    ],
)
def test_what_is_no_list_of_vectors_is_refused(body: bytes):
    with running() as server:
        server.body = body
        with pytest.raises(OutsideError, match="embedding model"):
            EmbeddingEndpoint(url=server.url, model="m").embed(["a", "b"])


def test_a_refusal_and_an_absent_server_are_errors_of_outside():
    with running() as server:
        server.status = 500
        with pytest.raises(OutsideError, match="status 500"):
            EmbeddingEndpoint(url=server.url, model="m").embed(["a"])
        url = server.url
    with pytest.raises(OutsideError, match="cannot be reached"):
        EmbeddingEndpoint(url=url, model="m", timeout_s=2.0).embed(["a"])
    with pytest.raises(InputError, match="No model"):
        EmbeddingEndpoint(url=url, model="")
