"""What surrounds every answer: headers, hosts, request ids, other origins, the way out."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from pydantic import ValidationError
from starlette.responses import PlainTextResponse

from levitiis.infra.db.engine import Database
from levitiis.infra.db.reading import Source
from levitiis.infra.http.app import build
from levitiis.infra.http.route import PUBLIC, Router
from levitiis.infra.http.services import Services
from levitiis.infra.settings import Settings
from levitiis.kit.access import Actor
from levitiis.kit.common_problems import UNAUTHENTICATED

NO_DATABASE = "postgresql+asyncpg://nobody@127.0.0.1:1/none"
OURS, THEIRS = "https://painel.example.org", "https://evil.test"
GIVEN = "0123456789abcdef0123456789abcdef"

router = Router("/things", "things")


@router.endpoint("GET", "", access=PUBLIC, operation_id="countThings", response=int)
async def count() -> int:
    return 7


async def _authenticate(_: Source, __: str) -> Actor:
    raise UNAUTHENTICATED()


@asynccontextmanager
async def _nothing(_: FastAPI) -> AsyncIterator[None]:
    yield


class Site:
    """An application without a database, and clients of it."""

    def __init__(self, **changes: Any) -> None:
        settings = Settings(**{"allowed_hosts": "Site.Example.ORG", **changes})
        self.services = Services(settings, Database(NO_DATABASE, settings), _authenticate, b"k")
        self.app = build(self.services, [router], _nothing)
        self.app.mount("/", PlainTextResponse("the web app"))

    async def ask(self, method: str, path: str, peer: str = "203.0.113.9", **headers: str) -> httpx2.Response:
        transport = httpx2.ASGITransport(self.app, client=(peer, 4000))
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        async with httpx2.AsyncClient(transport=transport, base_url="https://site.example.org") as client:
            return await client.request(method, path, headers=named)


async def test_api_answers_carry_every_header() -> None:
    for path, status in (("/api/v1/things", 200), ("/api/v1/nothing", 404)):
        headers = (await Site(environment="production").ask("GET", path)).headers
        assert headers["strict-transport-security"].startswith("max-age=31536000"), status
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "sandbox" in headers["content-security-policy"]
        assert re.fullmatch(r"[0-9a-f]{16}", headers["x-request-id"])


async def test_pages_run_no_inline_script_and_talk_to_nobody_else() -> None:
    headers = (await Site().ask("GET", "/ativos")).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["script-src"] == "'self' 'wasm-unsafe-eval'"
    assert policy["default-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["object-src"] == "'none'"
    assert "cache-control" not in headers  # the web app says it, file by file


async def test_pages_talk_to_the_api_that_the_settings_name_too() -> None:
    site = Site(web_api_origin="https://api.example.org:8443/")
    policy = (await site.ask("GET", "/ativos")).headers["content-security-policy"]
    assert " connect-src 'self' https://api.example.org:8443 wss://api.example.org:8443; " in policy
    for bad in ("https://api.example.org/api", "https://a.example; script-src *", "*", "api.example.org"):
        with pytest.raises(ValidationError):
            Site(web_api_origin=bad)


async def test_only_production_binds_browsers_to_https() -> None:
    assert "strict-transport-security" not in (await Site().ask("GET", "/api/v1/things")).headers


async def test_hosts_are_those_of_the_settings_in_any_case() -> None:
    site = Site()
    assert (await site.ask("GET", "/api/v1/things")).status_code == 200
    for host in ("evil.test", "site.example.org.evil.test", ""):
        refused = await site.ask("GET", "/api/v1/things", host=host)
        assert (refused.status_code, refused.json()["code"]) == (400, "request.unknown_host"), host


@pytest.mark.parametrize(
    ("peer", "given", "taken"),
    [
        ("10.0.0.1", GIVEN, True),
        ("203.0.113.9", GIVEN, False),
        ("10.0.0.1", "short", False),
        ("10.0.0.1", "x" * 32, False),
        ("10.0.0.1", "a" * 41, False),
    ],
)
async def test_a_request_id_is_taken_from_the_proxy_alone(peer: str, given: str, taken: bool) -> None:
    answer = await Site(trusted_proxies="10.0.0.1").ask("GET", "/api/v1/things", peer, x_request_id=given)
    assert (answer.headers["x-request-id"] == given) is taken
    without = await Site().ask("GET", "/api/v1/things", peer, x_request_id=given)
    assert without.headers["x-request-id"] != given


async def test_pages_of_named_origins_may_call_the_api() -> None:
    site = Site(cors_origins=f"{OURS.upper()}/")
    answer = await site.ask("GET", "/api/v1/things", origin=OURS)
    assert answer.headers["access-control-allow-origin"] == OURS
    assert answer.headers["access-control-allow-credentials"] == "true"
    assert "etag" in answer.headers["access-control-expose-headers"]
    assert answer.headers["vary"] == "Origin"
    asked = await site.ask(
        "OPTIONS", "/api/v1/things", origin=OURS, access_control_request_method="PATCH",
        access_control_request_headers="authorization, if-match, idempotency-key",
    )  # fmt: skip
    assert asked.status_code == 200
    assert asked.headers["access-control-allow-origin"] == OURS


async def test_pages_of_other_origins_may_not() -> None:
    site = Site(cors_origins=OURS)
    answer = await site.ask("GET", "/api/v1/things", origin=THEIRS)
    assert "access-control-allow-origin" not in answer.headers
    asked = await site.ask("OPTIONS", "/api/v1/things", origin=THEIRS, access_control_request_method="GET")
    assert (asked.status_code, asked.json()["code"]) == (403, "request.forbidden")
    assert "access-control-allow-origin" not in asked.headers
    assert asked.headers["content-type"] == "application/problem+json"
    page = await site.ask("GET", "/ativos", origin=OURS)
    assert "access-control-allow-origin" not in page.headers


async def test_without_named_origins_there_are_none() -> None:
    asked = await Site().ask("OPTIONS", "/api/v1/things", origin=OURS, access_control_request_method="GET")
    assert "access-control-allow-origin" not in asked.headers
    answer = await Site().ask("GET", "/api/v1/things", origin=OURS)
    assert "access-control-allow-origin" not in answer.headers


async def test_on_the_way_out_every_answer_closes_its_connection() -> None:
    site = Site()
    assert "connection" not in (await site.ask("GET", "/api/v1/things")).headers
    site.services.draining = True
    answer = await site.ask("GET", "/api/v1/things")
    assert (answer.status_code, answer.headers["connection"]) == (200, "close")
    ready = await site.ask("GET", "/health/ready")
    assert (ready.status_code, ready.json()["code"]) == (503, "server.unavailable")
    assert ready.headers["retry-after"] == "2"
    assert (await site.ask("GET", "/health/live")).json() == {"status": "ok"}


async def test_health_tells_one_word() -> None:
    site = Site()
    for host in ("site.example.org", "10.0.0.7:8000"):
        assert (await site.ask("GET", "/health/live", host=host)).json() == {"status": "ok"}
    ready = await site.ask("GET", "/health/ready")
    assert (ready.status_code, ready.json()["code"]) == (503, "server.database_unavailable")
    assert "127.0.0.1" not in ready.text
    assert "nobody" not in ready.text
