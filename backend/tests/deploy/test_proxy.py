"""nginx in front of the servers: HTTPS, headers, limits, and its own answers."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import subprocess
from typing import Any

import httpx2
import pytest

from levitiis.infra.http.security import API_HEADERS, STRICT_TRANSPORT, web_headers
from levitiis.infra.http.upload import _ENVELOPE
from tests.deploy.conftest import MAX_UPLOAD, Site
from tests.deploy.stack import ROOT, WEB_APP
from tests.waiting import eventually

CATALOGUE = json.loads((ROOT / "contracts" / "errors.json").read_text(encoding="utf-8"))["problems"]
IMPORTS = "/api/v1/ativos/importacoes"
CATEGORIES = "/api/v1/ativos/categorias"
MAX_JSON = 1_000_000
ENGLISH = {"accept-language": "en-US,en;q=0.9"}


def assert_problem(
    answer: httpx2.Response, status: int, code: str, language: str = "pt", **params: Any
) -> None:
    """A problem with the catalogue's words and the request's id."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    known = CATALOGUE[code]
    assert answer.json() == {
        "type": f"/problems/{code}",
        "title": known["title"][language],
        "status": status,
        "detail": known["detail"][language].format(**params),
        "code": code,
        "request_id": answer.headers["x-request-id"],
    }
    assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])


def assert_headers(answer: httpx2.Response, expected: Any) -> None:
    """Each header once, as the program itself would say it."""
    for name, value in (*expected, STRICT_TRANSPORT):
        assert answer.headers.get_list(name) == [value], name


async def raw(port: int, sent: bytes) -> bytes:
    """Send bytes over plain TCP; what comes back until the other side closes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(sent)
    await writer.drain()
    async with asyncio.timeout(60):
        answer = await reader.read()
    writer.close()
    return answer


async def test_plain_http_is_sent_to_the_public_address(site: Site) -> None:
    async with httpx2.AsyncClient(timeout=60) as client:
        for path in ("/", "/ativos?q=a%20b", "/api/v1/ativos"):
            answer = await client.get(f"http://localhost:{site.stack.http_port}{path}")
            assert answer.status_code == 308
            assert answer.headers["location"] == site.stack.url + path
            assert "strict-transport-security" not in answer.headers
        spoken = await client.get(f"http://localhost:{site.stack.https_port}/ativos")
        assert (spoken.status_code, spoken.headers["location"]) == (308, f"{site.stack.url}/ativos")


async def test_only_our_hosts_are_answered(site: Site) -> None:
    for host in ("evil.test", f"evil.test:{site.stack.https_port}", "127.0.0.1"):
        async with site.client() as client:
            assert_problem(await client.get("/", headers={"host": host}), 400, "request.refused")
        async with httpx2.AsyncClient(timeout=60) as client:
            url = f"http://localhost:{site.stack.http_port}/"
            answer = await client.get(url, headers={"host": host}, follow_redirects=False)
        assert (answer.status_code, "location" in answer.headers) == (400, False)


async def test_the_web_app_has_the_programs_own_headers(site: Site) -> None:
    # the largest: small ones are not compressed
    asset = max((WEB_APP / "assets").glob("*.js"), key=lambda path: path.stat().st_size)
    async with site.client() as client:
        for path, cache in (
            ("/", "no-cache"),
            ("/ativos/12", "no-cache"),
            ("/q/abc", "no-cache"),
            ("/favicon.svg", "public, max-age=300"),
            (f"/assets/{asset.name}", "public, max-age=31536000, immutable"),
        ):
            answer = await client.get(path)
            assert answer.status_code == 200, path
            assert_headers(answer, web_headers())
            assert answer.headers.get_list("cache-control") == [cache], path
        assert (await client.get("/ativos")).content == (WEB_APP / "index.html").read_bytes()
        script = await client.get(f"/assets/{asset.name}")
        assert script.headers["content-type"] == "text/javascript; charset=utf-8"
        assert script.headers["content-encoding"] == "gzip"
        assert script.content == asset.read_bytes()
    policy = next(value for name, value in web_headers() if name == "content-security-policy")
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy
    assert "<script>" not in (WEB_APP / "index.html").read_text(encoding="utf-8")


async def test_api_answers_pass_with_their_own_headers_once(site: Site, token: str) -> None:
    async with site.client(token=token) as client:
        for path, status in (("/api/v1/auth/me", 200), ("/api/v1/nothing", 404), ("/api/v1/users?x=1", 422)):
            answer = await client.get(path)
            assert answer.status_code == status
            assert_headers(answer, API_HEADERS)
            assert len(answer.headers.get_list("x-request-id")) == 1
            assert re.fullmatch(r"[0-9a-f]{32}", answer.headers["x-request-id"])
        made = await client.post(CATEGORIES, json={"name": "Localização"})
    assert made.status_code == 201
    assert made.headers["etag"].strip('W/"') == "1"
    assert "http://" not in made.headers.get("location", "")


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/metrics", "/health", "/health/live/x",
                                  "/.env", "/.vite/manifest.json", "/index.html", "/nothing.js",
                                  "/assets/nothing.js", "/.problem/404", "/api/openapi.json"])  # fmt: skip
async def test_what_is_nobodys_business_does_not_exist(site: Site, path: str) -> None:
    async with site.client() as client:
        assert_problem(await client.get(path), 404, "request.not_found")


async def test_health_is_one_word(site: Site) -> None:
    async with site.client() as client:
        for path in ("/health/live", "/health/ready"):
            assert (await client.get(path)).json() == {"status": "ok"}


async def test_the_health_check_of_the_container(site: Site) -> None:
    script = ROOT / "deploy" / "web" / "healthy"
    environment = site.stack.web_environment()
    assert (await asyncio.to_thread(subprocess.run, [script], env=environment, check=False)).returncode == 0
    broken = environment | {"LEVITIIS_WEB_HTTPS_PORT": str(site.stack.http_port)}
    assert (await asyncio.to_thread(subprocess.run, [script], env=broken, check=False)).returncode == 1


async def test_refusals_of_nginx_are_problems_in_both_languages(site: Site) -> None:
    async with site.client() as client:
        for accepted, language in (
            ("pt-BR", "pt"), ("en", "en"), ("en-GB,en;q=0.8", "en"), ("fr,en;q=0.5", "en"), ("de", "pt"),
            ("pt,en;q=0.9", "pt"), ("", "pt"), ("fr-CA, pt;q=0.7, en;q=0.3", "pt"),
        ):  # fmt: skip
            answer = await client.post("/ativos", headers={"accept-language": accepted})
            assert_problem(answer, 405, "request.method_not_allowed", language)
            assert answer.headers["allow"] == "GET, HEAD"
            assert_headers(answer, API_HEADERS)
        assert_problem(await client.request("TRACE", "/api/v1/auth/me"), 405, "request.method_not_allowed")
        long = await client.get("/?" + "x" * 9_000)
        assert_problem(long, 400, "request.refused")
        assert_problem(await client.get("/", headers={"x-long": "x" * 9_000}), 400, "request.refused")


async def test_what_is_no_http_is_answered_with_a_problem(site: Site) -> None:
    for sent in (
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"NONSENSE\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: x\r\n\r\n",
    ):
        answer = await raw(site.stack.http_port, sent)
        assert b" 400 " in answer.split(b"\r\n")[0], answer
        assert b"application/problem+json" in answer
        assert b'"code": "request.refused"' in answer


def text_of(size: int) -> bytes:
    """A JSON body of so many bytes."""
    return b'{"name":"' + b"x" * (size - 11) + b'"}'


async def test_json_bodies_have_one_limit_on_both_sides(site: Site, token: str) -> None:
    async def post(api: int | None, size: int, *, chunked: bool = False) -> httpx2.Response:
        async def parts() -> Any:
            yield text_of(size)

        content: Any = parts() if chunked else text_of(size)
        kind = {"content-type": "application/json", **ENGLISH}
        async with site.client(api=api, token=token) as client:
            return await client.post(CATEGORIES, content=content, headers=kind)

    for chunked in (False, True):
        for api in (None, 0):
            fits = await post(api, MAX_JSON, chunked=chunked)
            assert (fits.status_code, fits.json()["code"]) == (422, "request.invalid")
        own, ours = (
            await post(None, MAX_JSON + 1, chunked=chunked),
            await post(0, MAX_JSON + 1, chunked=chunked),
        )
        assert_problem(own, 413, "request.body_too_large", "en", limit=MAX_JSON)
        assert same(own) == same(ours)


async def test_uploads_have_one_limit_on_both_sides(site: Site, token: str) -> None:
    async def upload(api: int | None, size: int) -> httpx2.Response:
        async with site.client(api=api, token=token) as client:
            return await client.post(IMPORTS, files={"file": ("a.csv", b"x" * size)}, headers=ENGLISH)

    for api in (None, 0):
        taken = await upload(api, MAX_UPLOAD)
        assert taken.status_code != 413, taken.text  # it is no table, but that is told after reading it
    for size in (MAX_UPLOAD + 1, MAX_UPLOAD + _ENVELOPE + 1):
        own, ours = await upload(None, size), await upload(0, size)
        assert own.status_code == 413
        assert same(own) == same(ours)
    assert_problem(await upload(None, MAX_UPLOAD + _ENVELOPE), 413, "files.too_large", "en", limit=MAX_UPLOAD)
    async with site.client(token=token) as client:
        other = await client.post(CATEGORIES, content=text_of(MAX_JSON + 1))
    assert_problem(other, 413, "request.body_too_large", limit=MAX_JSON)


def same(answer: httpx2.Response) -> dict[str, Any]:
    """A problem without its request's id."""
    return {name: value for name, value in answer.json().items() if name != "request_id"}


async def test_answers_with_secrets_are_not_compressed(site: Site, token: str) -> None:
    async with site.client(token=token) as client:
        me = await client.get("/api/v1/auth/me")
        listed = await client.get("/api/v1/roles")
    assert len(me.content) > 1_000
    assert "content-encoding" not in me.headers
    assert listed.headers["content-encoding"] == "gzip"


async def test_the_log_tells_who_what_and_how_but_not_what_was_asked(site: Site, token: str) -> None:
    async with site.client(token=token, address="127.0.0.77") as client:
        answer = await client.get("/api/v1/ativos?q=segredo-123", headers={"referer": "https://x/?segredo"})
    assert answer.status_code == 200

    async def noted() -> list[dict[str, str]]:
        # nginx notes a request after it has answered it, so the line may come later than the answer
        lines = [
            json.loads(line)
            for line in site.stack.access_log.read_text().splitlines(True)
            if line.endswith("\n")
        ]
        return [line for line in lines if line["request_id"] == answer.headers["x-request-id"]]

    (line,) = await eventually(noted, what="the request stands in nginx's log")
    assert (line["address"], line["method"], line["path"]) == ("127.0.0.77", "GET", "/api/v1/ativos")
    assert (line["status"], line["upstream_status"]) == ("200", "200")
    assert line["upstream"].split(":")[1] in {str(port) for port in site.stack.api_ports}
    said = site.stack.access_log.read_text() + site.stack.parts["web"].said()
    assert "segredo" not in said


def test_old_tls_is_refused(site: Site) -> None:
    plain = socket.create_connection(("localhost", site.stack.https_port), timeout=60)
    with site.stack.tls().wrap_socket(plain, server_hostname="localhost") as tls:
        assert tls.version() in ("TLSv1.2", "TLSv1.3")
    command = ["openssl", "s_client", "-connect", f"127.0.0.1:{site.stack.https_port}", "-tls1_1"]
    old = subprocess.run(command, input=b"", capture_output=True, check=False, timeout=60)
    assert old.returncode != 0
