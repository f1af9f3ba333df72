"""Makes the message of RFC 5322 from a rendered mail."""

from __future__ import annotations

import unicodedata
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from levitiis.infra.mail.errors import HeaderRefusedError
from levitiis.infra.mail.templates import Rendered
from levitiis.kit.clock import now
from levitiis.kit.problems import Language


def make_message(
    rendered: Rendered, *, sender: str, to: str, language: Language, message_id: str
) -> EmailMessage:
    """Text and HTML parts of one mail to one address. Raises :class:`HeaderRefusedError`."""
    message = EmailMessage(policy=SMTP)
    message["From"] = sender_address(sender)
    message["To"] = recipient_address(to)
    message["Subject"] = header_text(rendered.subject)
    message["Date"] = format_datetime(now())
    message["Message-ID"] = header_text(message_id)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(rendered.text, cte="quoted-printable")
    message.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
    message["Content-Language"] = language
    return message


def sender_address(text: str) -> Address:
    """``Name <user@host>`` or ``user@host``. Raises ValueError for what is no address."""
    name, address = parseaddr(header_text(text))
    if "@" not in address:
        raise ValueError("the sender is no e-mail address")
    return Address(display_name=name, addr_spec=address)


def recipient_address(text: str) -> Address:
    """``user@host``, quoted where the local part needs it. Raises :class:`HeaderRefusedError`."""
    user, _, host = header_text(text).rpartition("@")
    return Address(username=user, domain=host)


def header_text(text: str) -> str:
    """``text``, unless it would end the header that it stands in."""
    if any(unicodedata.category(char) in ("Cc", "Zl", "Zp") for char in text):
        raise HeaderRefusedError("a header holds one line without control characters")
    return text
