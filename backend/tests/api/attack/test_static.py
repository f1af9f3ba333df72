"""Static files: nothing but the built files leaves the folder."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from levitiis.infra.http.web import WebApp

PATHS = [
    "/../secrets.json", "/../../etc/passwd", "/assets/../../secrets.json", "/..%2fsecrets.json",
    "//etc/passwd.txt", "/assets/..\\..\\secrets.json", "/assets/%2e%2e/secrets.json", "/\x00.js", "/.env",
    "/secret.key", "/assets/app.js/../../../secrets.json",
]  # fmt: skip


@pytest.fixture
def web(tmp_path: Path) -> WebApp:
    (tmp_path / "secrets.json").write_text("secret", encoding="utf-8")
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<html>page", encoding="utf-8")
    (folder / "assets" / "app.js").write_text("app", encoding="utf-8")
    (folder / "secret.key").write_text("secret", encoding="utf-8")
    (folder / ".env").write_text("secret", encoding="utf-8")
    return WebApp(folder)


async def answer(web: WebApp, path: str, method: str = "GET") -> tuple[int, bytes]:
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    async def receive() -> Any:
        await asyncio.Event().wait()  # the client stays and says nothing more

    scope = {"type": "http", "method": method, "path": path, "headers": [], "query_string": b"", "state": {}}
    await web(scope, receive, send)
    return said[0]["status"], b"".join(part.get("body", b"") for part in said[1:])


@pytest.mark.parametrize("path", PATHS)
async def test_no_path_leaves_the_folder(web: WebApp, path: str) -> None:
    status, body = await answer(web, path)
    assert b"secret" not in body or status == 404
    assert b"root:" not in body
    assert status == 404 or b"<html>page" in body


async def test_files_and_pages_are_read_only(web: WebApp) -> None:
    assert await answer(web, "/assets/app.js") == (200, b"app")
    assert (await answer(web, "/ativos/7"))[1] == b"<html>page"
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert (await answer(web, "/", method))[0] == 405
