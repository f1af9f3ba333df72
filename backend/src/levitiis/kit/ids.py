"""Opaque codes and tokens, from the operating system's random source."""

from __future__ import annotations

import hashlib
import secrets

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_CODE_LENGTH = 26
_CODES = len(_ALPHABET) ** _CODE_LENGTH


def opaque_code() -> str:
    """A code of 128 bits that people may type: 26 characters without 0/o, 1/i/l (31^26 > 2^128)."""
    number, letters = secrets.randbelow(_CODES), ""
    for _ in range(_CODE_LENGTH):
        number, rest = divmod(number, len(_ALPHABET))
        letters += _ALPHABET[rest]
    return letters


def secret_token() -> str:
    """A token of 256 bits, URL-safe."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """How a token is kept at rest: SHA-256, hexadecimal. Tokens are random, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()
