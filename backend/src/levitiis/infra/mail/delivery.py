"""Hands one message to the SMTP server that the settings name."""

from __future__ import annotations

import ssl
from email.message import EmailMessage
from urllib.parse import urlsplit

import aiosmtplib

from levitiis.infra.mail.errors import DeliveryError, RecipientRefusedError
from levitiis.infra.mail.message import sender_address
from levitiis.infra.settings import Settings


async def deliver(settings: Settings, message: EmailMessage, to: str) -> None:
    """Return when the server has accepted the message.

    Raises :class:`RecipientRefusedError` when it never will for this recipient, and
    :class:`DeliveryError` when it may later. The reasons name no address and no text of the server.
    """
    if not settings.smtp_host:
        raise DeliveryError("no mail server is configured")
    try:
        await aiosmtplib.send(
            message,
            sender=sender_address(settings.smtp_from).addr_spec,
            recipients=[to],
            hostname=settings.smtp_host,
            port=settings.smtp_port,
            username=settings.smtp_username or None,
            password=settings.smtp_password.get_secret_value() if settings.smtp_password else None,
            use_tls=settings.smtp_security == "tls",
            start_tls=settings.smtp_security == "starttls",
            tls_context=_tls_context(settings),
            timeout=settings.smtp_timeout_seconds,
            # Named, as the library would otherwise ask the resolver and wait for it.
            local_hostname=urlsplit(settings.public_url).hostname,
        )
    except aiosmtplib.SMTPRecipientsRefused as refused:
        codes = {refusal.code for refusal in refused.recipients}
        raise _refusal(max(codes), permanent=min(codes) >= 500) from None
    except aiosmtplib.SMTPDataError as refused:
        raise _refusal(refused.code, permanent=refused.code >= 500) from None
    except aiosmtplib.SMTPResponseException as refused:
        raise DeliveryError(f"{type(refused).__name__} {refused.code}") from None
    except (aiosmtplib.SMTPException, OSError, ValueError) as error:
        raise DeliveryError(type(error).__name__) from None


def _refusal(code: int, *, permanent: bool) -> DeliveryError:
    return RecipientRefusedError(f"SMTP {code}") if permanent else DeliveryError(f"SMTP {code}")


def _tls_context(settings: Settings) -> ssl.SSLContext | None:
    """The system's authorities, and the one of ``LEVITIIS_SMTP_CA`` (PEM) besides."""
    if settings.smtp_security == "none":
        return None
    context = ssl.create_default_context()
    if settings.smtp_ca:
        context.load_verify_locations(cadata=settings.smtp_ca)
    return context
