"""The client's address behind proxies, and requests that a page of another site made."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.requests import Request

from levitiis.infra.http.client import client_address, is_foreign, network_of
from levitiis.infra.settings import Settings


def request(peer: str | None = "203.0.113.9", **headers: str) -> Request:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope: dict[str, Any] = {"type": "http", "headers": raw, "client": (peer, 4000) if peer else None}
    return Request(scope)


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.1", "198.51.100.1, 10.0.0.7", "198.51.100.1"),
        ("10.0.0.1", "10.0.0.8", "10.0.0.8"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.1, <script>, 10.0.0.7", "10.0.0.7"),
        ("::ffff:10.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("2001:db8::1", "198.51.100.1", "2001:db8::1"),
    ],
)
def test_only_trusted_proxies_are_believed(peer: str, forwarded: str, address: str) -> None:
    trusted = Settings(trusted_proxies="10.0.0.0/8, fd00::1").proxies
    assert client_address(request(peer, x_forwarded_for=forwarded), trusted) == address


def test_without_proxies_the_header_means_nothing() -> None:
    assert client_address(request("127.0.0.1", x_forwarded_for="198.51.100.1"), ()) == "127.0.0.1"
    assert client_address(request(None), ()) == "unknown"
    assert client_address(request("testclient"), ()) == "unknown"


def test_an_ipv6_customer_counts_as_one() -> None:
    assert network_of("2001:db8:1:2:aaaa::1") == network_of("2001:db8:1:2:bbbb::2") == "2001:db8:1:2::/64"
    assert network_of("198.51.100.1") == "198.51.100.1"
    assert network_of("unknown") == "unknown"


@pytest.mark.parametrize(
    ("headers", "foreign"),
    [
        ({}, False),
        ({"sec_fetch_site": "same-origin"}, False),
        ({"sec_fetch_site": "none"}, False),
        ({"sec_fetch_site": "cross-site"}, True),
        ({"origin": "https://patrimonio.example.org"}, False),
        ({"origin": "HTTPS://PATRIMONIO.EXAMPLE.ORG"}, False),
        ({"origin": "https://tablet.example.org", "host": "tablet.example.org"}, False),
        ({"origin": "https://app.example.org"}, False),
        ({"origin": "http://patrimonio.example.org"}, True),
        ({"origin": "https://patrimonio.example.org:8443"}, True),
        ({"origin": "https://patrimonio.example.org.evil.test"}, True),
        ({"origin": "https://evil.test", "host": "patrimonio.example.org"}, True),
        ({"origin": "null"}, True),
        ({"origin": ""}, True),
    ],
)
def test_foreign_pages(headers: dict[str, str], foreign: bool) -> None:
    settings = Settings(
        environment="production",
        public_url="https://patrimonio.example.org",
        allowed_hosts="patrimonio.example.org,tablet.example.org",
        cors_origins="https://app.example.org/",
    )
    assert is_foreign(request(**headers), settings) is foreign


def test_in_development_another_port_of_the_same_host_is_at_home() -> None:
    vite = request(origin="http://localhost:5173", host="localhost:8000")
    assert not is_foreign(vite, Settings())
    assert is_foreign(vite, Settings(environment="production"))
    assert is_foreign(request(origin="http://evil.test:8000", host="localhost:8000"), Settings())
