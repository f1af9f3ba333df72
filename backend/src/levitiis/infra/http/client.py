"""Who is at the other end: the client's address, and whether a browser sent the request from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

from levitiis.infra.settings import Settings

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address

UNKNOWN = "unknown"
_MAX_HOPS = 20


def client_address(request: HTTPConnection, trusted: Sequence[Network]) -> str:
    """The client's address; ``X-Forwarded-For`` is believed only as far as trusted proxies wrote it.

    Read from the right: each proxy appends the peer it saw, so the first address that is not one of
    our proxies is the client; what stands further left is what the client claims.
    """
    peer = _parsed(request.client.host) if request.client else None
    if peer is None:
        return UNKNOWN
    hops = ",".join(request.headers.getlist("x-forwarded-for")).split(",")[-_MAX_HOPS:]
    current = peer
    for hop in reversed(hops):
        if not _is_trusted(current, trusted):
            break
        before = _parsed(hop.strip())
        if before is None:
            break
        current = before
    return str(current)


def is_trusted(peer: tuple[str, int] | None, trusted: Sequence[Network]) -> bool:
    """Tell whether the peer of a connection (host and port) is one of our proxies."""
    address = _parsed(peer[0]) if peer else None
    return address is not None and _is_trusted(address, trusted)


def network_of(address: str) -> str:
    """What limits are counted by: the address, or for IPv6 the /64 that one customer commonly has."""
    parsed = _parsed(address)
    if isinstance(parsed, IPv6Address):
        return str(IPv6Network((parsed, 64), strict=False))
    return address


def is_foreign(request: HTTPConnection, settings: Settings) -> bool:
    """Tell whether a browser says that the request was made by a page of another site."""
    origin = request.headers.get("origin")
    if origin is None:
        return request.headers.get("sec-fetch-site") in ("cross-site",)
    parts = urlsplit(origin)
    if not parts.hostname:
        return True
    bare = f"{parts.scheme}://{parts.netloc}".lower()
    public = urlsplit(settings.public_url)
    if bare == f"{public.scheme}://{public.netloc}".lower() or bare in settings.origins:
        return False
    if parts.netloc.lower() == request.headers.get("host", "").lower():
        return False
    return settings.environment == "production" or parts.hostname not in settings.hosts


def _parsed(text: str) -> Address | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_trusted(address: Address, trusted: Sequence[Network]) -> bool:
    return any(address.version == network.version and address in network for network in trusted)
