"""What the program refuses to start with in production; secrets are checked where they are loaded."""

from __future__ import annotations

from urllib.parse import urlsplit

from levitiis.infra.crypto import UnsafeSettings
from levitiis.infra.settings import Settings


def refuse_unsafe(settings: Settings) -> None:
    """Raise :class:`~levitiis.infra.crypto.UnsafeSettings` for settings that suit development only."""
    if settings.environment != "production":
        return
    if "*" in settings.origins:
        raise UnsafeSettings("LEVITIIS_CORS_ORIGINS must name origins in production, '*' is refused.")
    if "*" in settings.hosts:
        raise UnsafeSettings("LEVITIIS_ALLOWED_HOSTS must name hosts in production, '*' is refused.")
    if any(network.prefixlen == 0 for network in settings.proxies):
        raise UnsafeSettings("LEVITIIS_TRUSTED_PROXIES must name the proxies, not every address.")
    public = urlsplit(settings.public_url)
    if public.scheme != "https" or not public.hostname:
        raise UnsafeSettings("LEVITIIS_PUBLIC_URL must be an https:// address in production.")
    if public.hostname not in settings.hosts:
        raise UnsafeSettings("LEVITIIS_ALLOWED_HOSTS must hold the host of LEVITIIS_PUBLIC_URL.")
