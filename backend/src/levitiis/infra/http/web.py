"""Serves the built web app: hashed files for ever, ``index.html`` for every page address."""

from __future__ import annotations

from pathlib import Path

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import Receive, Scope, Send

import levitiis
from levitiis.infra.http.problems import problem_response
from levitiis.kit.common_problems import METHOD_NOT_ALLOWED, NOT_FOUND

_FOREVER = "public, max-age=31536000, immutable"
_ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}


def built_web_app() -> Path | None:
    """The folder of the built web app: inside an installed package, or in the checkout."""
    package = Path(levitiis.__file__).resolve().parent
    for folder in (package / "web", package.parents[2] / "frontend" / "dist"):
        if (folder / "index.html").is_file():
            return folder
    return None


class WebApp:
    """An ASGI application over a folder of built files; their list is read once."""

    def __init__(self, folder: Path) -> None:
        self._files = {
            "/" + path.relative_to(folder).as_posix(): path
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.suffix in _TYPES
        }
        self._index = folder / "index.html"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        response = self._answer(scope)
        await response(scope, receive, send)

    def _answer(self, scope: Scope) -> Response:
        path: str = scope["path"]
        if path.startswith("/api/"):
            return problem_response(NOT_FOUND(), Request(scope))
        if scope["method"] not in ("GET", "HEAD"):
            return problem_response(METHOD_NOT_ALLOWED(headers={"Allow": "GET, HEAD"}), Request(scope))
        found = self._files.get(path)
        if found is not None and path != "/index.html":
            cache = _FOREVER if path.startswith("/assets/") else "public, max-age=300"
            return _file(found, cache, Headers(scope=scope))
        if "." in path.rsplit("/", 1)[-1]:
            return problem_response(NOT_FOUND(), Request(scope))
        return _file(self._index, "no-cache", Headers(scope=scope))


def _file(path: Path, cache: str, headers: Headers) -> Response:
    accepted = headers.get("accept-encoding", "")
    for encoding, suffix in _ENCODINGS:
        packed = path.with_name(path.name + suffix)
        if encoding in accepted and packed.is_file():
            extra = {"Content-Encoding": encoding, "Vary": "Accept-Encoding", "Cache-Control": cache}
            return FileResponse(packed, media_type=_TYPES[path.suffix], headers=extra)
    return FileResponse(path, media_type=_TYPES[path.suffix], headers={"Cache-Control": cache})
