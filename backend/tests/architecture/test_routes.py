"""Every operation has one permission or stands on the short public list; no way around."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from levitiis.infra.http.app import API_PREFIX
from levitiis.infra.http.route import ACCESS_KEY, PUBLIC, Router
from levitiis.kit.access import PERMISSIONS, SELF
from levitiis.kit.wire import Out
from tests.architecture import routes

PUBLIC_OPERATIONS = {
    "login": "there is nobody yet",
    "refreshSession": "the cookie is the credential",
    "getPublicFoundPage": "whoever reads a label; tells of no asset",
    "reportFound": "whoever found a thing; the same for every code, limited",
    "logout": "must work after the access token has ended",
    "openEventStream": "opened by a single-use ticket",
    "completeSecondStep": "the challenge of the first step is the credential",
    "askForPasswordReset": "whoever asks cannot sign in",
    "lookAtPasswordLink": "the one-time token is the credential",
    "choosePassword": "the one-time token is the credential",
    "openTermLink": "the one-time token is the credential",
    "downloadTermByLink": "the one-time token is the credential",
    "sendTermCode": "the one-time token is the credential",
    "signTermByLink": "the one-time token and the code of the mail are the credential",
    "verifyTerm": "whoever holds the paper may ask whether it is real; it tells no name",
    "readCalendarFeed": "the address holds a token of 256 bits; counted by it and by address",
}

PARAMETER = re.compile(r"\{[^}]+\}")

WIDENING = {
    "jobs.read": "the list of jobs, which everybody has for his own, then shows all of them",
    "jobs.cancel": "ending a job, which everybody may his own, then ends those of others that one sees",
    "terms.read": "the list of terms, which everybody has for his own, then shows those of the places",
}
"""Permissions that no route asks for: they widen what a route shows."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return routes.whole_app(tmp_path_factory.mktemp("app"))


def test_no_route_lacks_anything(app: FastAPI) -> None:
    assert routes.route_faults(app) == []


def test_the_walk_and_the_document_count_the_same(app: FastAPI) -> None:
    found = routes.operations(app)
    assert len(found) == len(list(routes.contexts(app))) == routes.documented(app) > 40


def test_every_operation_is_served_by_its_steps(app: FastAPI) -> None:
    """What the table lacks FastAPI would serve, in another order of addresses than ours."""
    for operation in routes.operations(app).values():
        address = PARAMETER.sub("1", operation.path)
        found = app.table.find(operation.method, address)  # type: ignore[attr-defined]
        assert found is not None, operation
        assert found.route.operation_id == operation.id


def test_public_operations_are_these(app: FastAPI) -> None:
    public = {name for name, operation in routes.operations(app).items() if operation.access == PUBLIC}
    assert public <= set(PUBLIC_OPERATIONS)
    assert {"login", "refreshSession", "logout"} <= public


def test_what_is_no_operation(app: FastAPI) -> None:
    """WebSockets (their ticket is the authentication) and the web app; nothing else beside the API."""
    others = {c.path for c in iter_route_contexts(app.routes) if c.methods is None}
    assert {path for path in others if path} <= {f"{API_PREFIX}/ws"}


def test_everything_is_below_one_prefix(app: FastAPI) -> None:
    assert all(operation.path.startswith(f"{API_PREFIX}/") for operation in routes.operations(app).values())


def test_every_permission_is_used_by_a_route(app: FastAPI) -> None:
    used = {operation.access for operation in routes.operations(app).values()}
    assert set(PERMISSIONS) - used == set(WIDENING)


def test_the_document_tells_access_and_problems(app: FastAPI) -> None:
    document = app.openapi()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            where = f"{method} {path}"
            assert operation[ACCESS_KEY] == PUBLIC or operation["security"] == [{"bearer": []}], where
            assert "application/problem+json" in operation["responses"]["default"]["content"], where
            assert operation["summary"] != operation["operationId"], f"{where} has no docstring"


class Answer(Out):
    ok: bool


async def unguarded() -> Answer:
    return Answer(ok=True)


class TestTheChecksBite:
    """On small applications that break one rule each."""

    def faults(self, *routers: Router, **extra: object) -> list[str]:
        app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)
        outer = Router("/api/v1", "outer")
        for router in routers:
            outer.include_router(router)
        app.include_router(outer)
        return routes.route_faults(app)

    def router(self) -> Router:
        made = Router("/things", "things")

        @made.endpoint("GET", "", access=SELF, operation_id="listThings", response=Answer)
        async def list_things() -> Answer:
            return Answer(ok=True)

        return made

    def test_a_good_one_passes(self) -> None:
        assert self.faults(self.router()) == []

    def test_a_route_declared_the_usual_way(self) -> None:
        router = self.router()
        with pytest.raises(KeyError, match=ACCESS_KEY):
            router.get("/open")(unguarded)

    def test_a_router_of_another_class(self) -> None:
        from fastapi import APIRouter

        plain = APIRouter(prefix="/plain")

        plain.get("")(unguarded)
        assert self.faults(self.router(), plain) == ["GET /api/v1/plain: not of the one route class"]  # type: ignore[arg-type]

    def test_a_permission_taken_away(self) -> None:
        router = self.router()
        route = router.routes[0]
        assert route.openapi_extra is not None  # type: ignore[attr-defined]
        del route.openapi_extra[ACCESS_KEY]  # type: ignore[attr-defined]
        with pytest.raises(KeyError, match=ACCESS_KEY):
            self.faults(router)
        route.openapi_extra[ACCESS_KEY] = ""  # type: ignore[attr-defined]
        assert any("no declared permission" in fault for fault in self.faults(router))

    def test_a_permission_that_nobody_declared(self) -> None:
        router = self.router()
        router.routes[0].openapi_extra[ACCESS_KEY] = "things.invented"  # type: ignore[attr-defined]
        assert any("no declared permission" in fault for fault in self.faults(router))

    def test_an_operation_id_twice(self) -> None:
        faults = self.faults(self.router(), self.router())
        assert any("no operation id of its own" in fault for fault in faults)

    def test_an_answer_that_is_not_declared(self) -> None:
        router = self.router()

        @router.endpoint("GET", "/any", access=SELF, operation_id="getAny", response=None)
        async def get_any() -> None:
            return None

        assert any("neither response model" in fault for fault in self.faults(router))
