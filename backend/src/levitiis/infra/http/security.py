"""Headers and hosts."""

from __future__ import annotations

from collections.abc import Sequence

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
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; worker-src 'self' blob:"
)

WEB_HEADERS: Sequence[tuple[str, str]] = (
    *_COMMON,
    ("content-security-policy", _WEB_POLICY),
    ("permissions-policy", "camera=(self), geolocation=(self), microphone=()"),
)


def host_allowed(header: str, hosts: Sequence[str]) -> bool:
    """Tell whether the Host header names one of ``hosts`` (a port is ignored; ``*`` allows any)."""
    if "*" in hosts:
        return True
    name = header.rsplit(":", 1)[0] if not header.endswith("]") else header
    return name.lower() in hosts
