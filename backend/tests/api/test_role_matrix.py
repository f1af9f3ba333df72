"""Every operation, called by every kind of caller, answers as the role matrix says."""

from __future__ import annotations

import re
from collections.abc import Callable

import httpx2
import pytest

from tests.api.client import PREFIX, Api
from tests.api.contract import ABSENT
from tests.api.world import ROLES
from tests.architecture.role_matrix import MATRIX, may_call
from tests.architecture.routes import Operation, operations
from tests.conftest import MATRIX_PROPERTY

RecordProperty = Callable[[str, object], None]
ENDS_SESSIONS = {"logout"}


def address(operation: Operation) -> str:
    """The operation's address with ids of things that do not exist."""
    path = operation.path.removeprefix(PREFIX)
    return re.sub(r"\{\w+:path\}", "nothing", re.sub(r"\{\w+\}", str(ABSENT), path))


async def call(api: Api, operation: Operation) -> httpx2.Response:
    """Call with an empty body: authorisation comes before the body's own errors."""
    sends_json = operation.method in ("POST", "PUT", "PATCH") and operation.body == "json"
    options = {"json": {}} if sends_json else {}
    return await api.http.request(operation.method, address(operation), **options)


def ordered(api: Api) -> list[Operation]:
    found = operations(api.app)
    return sorted(found.values(), key=lambda operation: operation.id in ENDS_SESSIONS)


@pytest.mark.parametrize("role", [*ROLES, "nobody"])
async def test_who_is_signed_in(api: Api, role: str, record_property: RecordProperty) -> None:
    caller, wrong = api.as_role(role), []
    for operation in ordered(api):
        answer = await call(caller, operation)
        refused = answer.status_code == 403 and answer.json()["code"] == "request.forbidden"
        allowed = may_call(role, operation.id)
        public = may_call("anonymous", operation.id)
        if refused == allowed or answer.status_code >= 500 or (answer.status_code == 401 and not public):
            wrong.append(f"{operation.id}: {answer.status_code} {answer.text[:200]}")
    assert wrong == []
    record_property(MATRIX_PROPERTY, len(ordered(api)))


@pytest.mark.parametrize("who", ["anonymous", "deactivated"])
async def test_who_is_not(api: Api, who: str, record_property: RecordProperty) -> None:
    caller, wrong = api.as_role(who), []
    for operation in ordered(api):
        answer = await call(caller, operation)
        turned_away = answer.status_code == 401 and answer.json()["code"] == "request.unauthenticated"
        if may_call("anonymous", operation.id):
            fine = answer.status_code < 500 and not (answer.status_code == 401 and turned_away)
        else:
            fine = turned_away
        if not fine:
            wrong.append(f"{operation.id}: {answer.status_code} {answer.text[:200]}")
    assert wrong == []
    record_property(MATRIX_PROPERTY, len(ordered(api)))


async def test_a_credential_that_is_none(api: Api) -> None:
    assert {operation.id for operation in ordered(api)} == set(MATRIX)
    for sent in ("Bearer ", "Bearer x", "Bearer a.b.c", "Basic YTpi", "bearer", "Bearer " + "x" * 5000):
        for path in ("/auth/me", "/ativos", "/users"):
            answer = await api.get(path, headers={"authorization": sent})
            assert answer.status_code == 401
