"""Schemathesis over the whole OpenAPI document: whatever comes in, the server never breaks."""

from __future__ import annotations

from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error

from levitiis.infra.http.problems import MEDIA_TYPE
from tests.contract import contract
from tests.fuzz.conftest import Target

ALONE = {"login", "logout", "refreshSession", "endOwnSession"}
"""They may end the session that the others need: tried by somebody who has none."""
ENDLESS = {"openEventStream"}
"""Streams without end; tried in ``tests/api/realtime``."""
NO_HTTP = b"Invalid HTTP request received."
"""What is no request at all, such as an empty Content-Length, is refused before anything reads it."""


def _document(*, alone: bool) -> dict[str, Any]:
    document: dict[str, Any] = contract()
    for operations in document["paths"].values():
        for method, operation in list(operations.items()):
            name = operation["operationId"]
            if name in ENDLESS or (name in ALONE) is not alone:
                del operations[method]
    document["paths"] = {path: operations for path, operations in document["paths"].items() if operations}
    return document


schema = schemathesis.openapi.from_dict(_document(alone=False))
door = schemathesis.openapi.from_dict(_document(alone=True))
few = settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much,
    ],
)  # fmt: skip


@schema.parametrize()
@few
def test_no_input_breaks_the_server(case: schemathesis.Case, target: Target) -> None:
    _try(case, target, {"authorization": f"Bearer {target.token}"})


@door.parametrize()
@few
def test_no_input_breaks_the_door(case: schemathesis.Case, target: Target) -> None:
    _try(case, target, {})


def _try(case: schemathesis.Case, target: Target, headers: dict[str, str]) -> None:
    answer = case.call(base_url=target.url, headers=headers, timeout=30)
    case.validate_response(answer, checks=[not_a_server_error])
    if answer.status_code >= 400 and (answer.status_code, answer.content) != (400, NO_HTTP):
        assert answer.headers["content-type"][0].startswith(MEDIA_TYPE), answer.status_code


HOSTILE = [
    b'{"name":"\\u0000"}',
    b'{"name":"\\ud800"}',
    b'{"name":"a\xe2\x80\xaeb"}',
    b'{"name":"x","purchase_value":NaN}',
    b'{"name":"x","purchase_value":1e1000000}',
    b'{"name":"x","purchase_value":"1e1000000"}',
    b'{"name":"x","purchase_value":"NaN"}',
    b'{"name":"x","purchase_value":-1}',
    b'{"name":"x","category_id":9223372036854775808}',
    b'{"name":"x","category_id":9223372036854775807}',
    b'{"name":"x","acquisition_date":"0202-01-01"}',
    b'{"name":"x","acquisition_date":"99999-01-01"}',
    b'{"name":"x","name":"y"}',
    b'{"name":"x","tag":"' + b"t" * 10_000 + b'"}',
    b"[" * 10_000 + b"]" * 10_000,
    b"",
    b"null",
    b"[]",
    b'"x"',
]


@pytest.mark.parametrize("body", HOSTILE)
def test_hostile_bodies_are_refused(target: Target, body: bytes) -> None:
    headers = {"authorization": f"Bearer {target.token}", "content-type": "application/json"}
    answer = requests.post(f"{target.url}/api/v1/ativos", data=body, headers=headers, timeout=5)
    assert 400 <= answer.status_code < 500, answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE


@pytest.mark.parametrize("q", ["\\", "%", "_", "[", "'", '"', "\u202e", "a" * 200, "\\%", "💾", "%00"])
def test_hostile_searches_are_answered(target: Target, q: str) -> None:
    headers = {"authorization": f"Bearer {target.token}"}
    for path in ("/ativos", "/localizacoes", "/pessoas", "/busca", "/compras/fornecedores"):
        answer = requests.get(f"{target.url}/api/v1{path}", params={"q": q}, headers=headers, timeout=5)
        assert answer.status_code < 500, (path, answer.text)


def test_what_is_no_request_is_refused(target: Target) -> None:
    answer = requests.get(f"{target.url}/api/v1/ativos", headers={"content-length": ""}, timeout=5)
    assert (answer.status_code, answer.content) == (400, NO_HTTP)
