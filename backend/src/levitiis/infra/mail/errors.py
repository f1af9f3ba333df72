"""Why a mail was not delivered: what its job keeps, and what stops it from being made."""

from __future__ import annotations

from levitiis.kit.problems import declare

NOT_DELIVERED = declare(
    "mail.not_delivered", 502,
    ("Mensagem não entregue", "Mail not delivered"),
    ("O servidor de e-mail não aceitou a mensagem em {hours} horas ({reason}); ela não será tentada de novo.",
     "The mail server did not accept the mail within {hours} hours ({reason}); it will not be tried again."),
)  # fmt: skip
RECIPIENT_REFUSED = declare(
    "mail.recipient_refused", 502,
    ("Destinatário recusado", "Recipient refused"),
    ("O servidor de e-mail recusou o endereço do destinatário ({reason}).",
     "The mail server refused the recipient's address ({reason})."),
)  # fmt: skip
TOO_LATE = declare(
    "mail.too_late", 502,
    ("Mensagem vencida", "Mail out of date"),
    ("O que a mensagem oferecia venceu antes de o servidor de e-mail a aceitar.",
     "What the mail offers expired before the mail server accepted it."),
)  # fmt: skip
UNREADABLE = declare(
    "mail.unreadable", 500,
    ("Mensagem ilegível", "Unreadable mail"),
    ("A mensagem foi guardada com uma chave que não está mais configurada.",
     "The mail was kept under a key that is not configured any more."),
)  # fmt: skip


class HeaderRefusedError(ValueError):
    """A text with line ends or other control characters was about to become part of a header."""


class DeliveryError(Exception):
    """The mail server could not be used now; ``reason`` names neither people nor secrets."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class RecipientRefusedError(DeliveryError):
    """The mail server will never take this mail for this recipient."""
