"""Headers and hosts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

STRICT_TRANSPORT = ("strict-transport-security", "max-age=31536000; includeSubDomains")
"""For installations behind HTTPS: browsers come back over HTTPS only."""

_COMMON = (
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
)

API_HEADERS: Sequence[tuple[str, str]] = (
    *_COMMON,
    ("cache-control", "no-store"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'; sandbox"),
)

_WEB_POLICY = (
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src {connect}; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; worker-src 'self' blob:"
)


def web_headers(api_origin: str = "") -> Sequence[tuple[str, str]]:
    """Those of the web app's files. ``api_origin``: where its API is, if that is another origin."""
    live = api_origin.replace("http", "ws", 1)
    connect = f"'self' {api_origin} {live}" if api_origin else "'self'"
    return (
        *_COMMON,
        ("content-security-policy", _WEB_POLICY.format(connect=connect)),
        ("permissions-policy", "camera=(self), geolocation=(self), microphone=()"),
    )


_HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::[0-9]{1,5})?", re.A)


@lru_cache(maxsize=256)
def host_allowed(header: str, hosts: tuple[str, ...]) -> bool:
    """Tell whether the Host header names one of ``hosts`` (a port is ignored; ``*`` allows any)."""
    found = _HOST.fullmatch(header.lower())
    return found is not None and ("*" in hosts or found[1] in hosts)
