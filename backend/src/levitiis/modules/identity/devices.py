"""What a sign-in came from, in words that its owner recognises."""

from __future__ import annotations

from levitiis.infra.http.client import network_of

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def device_name(user_agent: str | None) -> str:
    """Browser and system, as in ``Firefox · Linux``; for other programs, the name they give themselves.

    Empty when nothing was said.
    """
    text = user_agent or ""
    browser = next((name for mark, name in _BROWSERS if mark in text), None)
    system = next((name for mark, name in _SYSTEMS if mark in text), None)
    if browser or system:
        return " · ".join(name for name in (browser, system) if name)
    return text.split("/", 1)[0].strip()[:40]


def same_device(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    """Tell whether two (user agent, address) look like the same device in the same network."""
    return device_name(one[0]) == device_name(other[0]) and network_of(one[1] or "") == network_of(
        other[1] or ""
    )
