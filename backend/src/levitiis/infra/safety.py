"""What the program refuses to start with in production."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from sqlalchemy.engine import make_url

from levitiis.infra.crypto import secret_faults, weakness
from levitiis.infra.mail.message import sender_address
from levitiis.infra.settings import Settings, UnsafeSettings

_SHORTEST_DATABASE_PASSWORD = 16


def refuse_unsafe(settings: Settings) -> None:
    """Raise :class:`UnsafeSettings`, which names every setting that suits development only."""
    if settings.environment == "production" and (faults := unsafe_settings(settings)):
        raise UnsafeSettings("\n".join(faults))


def unsafe_settings(settings: Settings) -> list[str]:
    """Everything with which production must not start, a sentence each; no value is shown."""
    return [
        *secret_faults(settings),
        *_development(settings),
        *_addresses(settings),
        *_database(settings),
        *_mail(settings),
    ]


def _development(settings: Settings) -> Iterator[str]:
    if settings.debug:
        yield "LEVITIIS_DEBUG must be off in production."
    if settings.database_app_role:
        yield "LEVITIIS_DATABASE_APP_ROLE is for `levitiis db upgrade` alone, as the database's owner."


def _addresses(settings: Settings) -> Iterator[str]:
    public = urlsplit(settings.public_url)
    if public.scheme != "https" or not public.hostname or public.path.strip("/"):
        yield "LEVITIIS_PUBLIC_URL must be an https:// address without a path in production."
    if "allowed_hosts" not in settings.model_fields_set or not settings.hosts:
        yield "LEVITIIS_ALLOWED_HOSTS must be set in production."
    elif "*" in settings.hosts:
        yield "LEVITIIS_ALLOWED_HOSTS must name hosts in production, '*' is refused."
    elif public.hostname and public.hostname not in settings.hosts:
        yield "LEVITIIS_ALLOWED_HOSTS must hold the host of LEVITIIS_PUBLIC_URL."
    if any("*" in origin for origin in settings.origins):
        yield "LEVITIIS_CORS_ORIGINS must name origins in production, '*' is refused."
    elif not all(_is_origin(origin) for origin in settings.origins):
        yield "LEVITIIS_CORS_ORIGINS must hold origins such as https://painel.example.org."
    if settings.web_api_origin and not _is_origin(settings.web_api_origin):
        yield "LEVITIIS_WEB_API_ORIGIN must be an https:// address in production."
    if any(network.prefixlen == 0 for network in settings.proxies):
        yield "LEVITIIS_TRUSTED_PROXIES must name the proxies, not every address."


def _is_origin(text: str) -> bool:
    parts = urlsplit(text)
    return parts.scheme == "https" and bool(parts.hostname) and text == f"https://{parts.netloc}"


def _database(settings: Settings) -> Iterator[str]:
    """A password may be missing (a socket, a certificate); one that is given must be one."""
    address = settings.database_address
    password = make_url(address).password if address else None
    if password is not None:
        variable = "The password of LEVITIIS_DATABASE_URL (or LEVITIIS_DATABASE_PASSWORD)"
        fault = weakness(variable, str(password), _SHORTEST_DATABASE_PASSWORD)
        if fault:
            yield fault


def _mail(settings: Settings) -> Iterator[str]:
    if not settings.smtp_host:
        return
    try:
        sender_address(settings.smtp_from)
    except ValueError:
        yield "LEVITIIS_SMTP_FROM must be an e-mail address when LEVITIIS_SMTP_HOST is set."
    if settings.smtp_security == "none" and settings.smtp_password:
        yield "LEVITIIS_SMTP_SECURITY=none would send LEVITIIS_SMTP_PASSWORD in clear: use starttls or tls."
