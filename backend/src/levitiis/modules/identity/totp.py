"""Codes of an authenticator: RFC 6238 with its usual parameters, thirty seconds and six digits."""

from __future__ import annotations

import secrets
from datetime import datetime

import pyotp
from pyotp.totp import TOTP

STEP_SECONDS = 30
_DRIFT = 1
"""Steps before and after the present one that are taken too, for clocks that differ."""
_DIGITS = 6
_RECOVERY_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_RECOVERY_LENGTH = 10


def new_secret() -> str:
    """A secret of 160 bits, base32."""
    return pyotp.random_base32()


def enrolment_uri(secret: str, account: str, issuer: str) -> str:
    """The ``otpauth:`` address that an app reads from a QR code."""
    return TOTP(secret).provisioning_uri(name=account, issuer_name=issuer)


def step_of(secret: str, code: str, moment: datetime) -> int | None:
    """The step whose code this is, of those that count at ``moment``; None when it is of none of them."""
    present = int(moment.timestamp()) // STEP_SECONDS
    made = TOTP(secret)
    fitting = [
        step
        for step in range(present - _DRIFT, present + _DRIFT + 1)
        if secrets.compare_digest(made.generate_otp(step), code)
    ]
    return fitting[-1] if fitting else None


def is_totp(code: str) -> bool:
    """Tell a code of the app from a recovery code."""
    return len(code) == _DIGITS and code.isdecimal() and code.isascii()


def plain_code(code: str) -> str:
    """A code without the blanks and dashes people put into it."""
    return "".join(c for c in code.lower() if c.isalnum())


def new_recovery_code() -> str:
    """Ten characters without look-alikes (49 bits), as in ``k7m2p-9xw4c``."""
    letters = "".join(secrets.choice(_RECOVERY_ALPHABET) for _ in range(_RECOVERY_LENGTH))
    return f"{letters[:5]}-{letters[5:]}"
