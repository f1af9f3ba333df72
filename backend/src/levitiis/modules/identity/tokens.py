"""Access tokens: JWT, one algorithm, of one declared kind, carrying user and session and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

import jwt

from levitiis.kit.clock import now
from levitiis.kit.common_problems import UNAUTHENTICATED
from levitiis.kit.wire import MAX_ID

ALGORITHM = "HS256"
KIND = "at+jwt"
ISSUER = "levitiis"
AUDIENCE = "levitiis-api"
_CLAIMS = ["sub", "sid", "iss", "aud", "iat", "nbf", "exp"]
_MAX_LENGTH = 1_000
_LEEWAY = 5


@dataclass(frozen=True, slots=True)
class AccessClaims:
    """What a valid access token says."""

    user_id: int
    session_id: int


def make_access_token(key: bytes, user_id: int, session_id: int, lifetime: timedelta) -> str:
    """Make a token that is good from now for ``lifetime``."""
    issued = int(now().timestamp())
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(user_id),
        "sid": session_id,
        "iat": issued,
        "nbf": issued,
        "exp": issued + int(lifetime.total_seconds()),
    }
    return jwt.encode(claims, key, algorithm=ALGORITHM, headers={"typ": KIND})


def read_access_token(key: bytes, token: str) -> AccessClaims:
    """Check signature, kind, issuer, audience and times. Raises ``request.unauthenticated``."""
    if len(token) > _MAX_LENGTH:
        raise UNAUTHENTICATED()
    claims, not_before, expires = _verified(key, token)
    if not not_before - _LEEWAY <= now().timestamp() < expires:
        raise UNAUTHENTICATED()
    return claims


@lru_cache(maxsize=1024)
def _verified(key: bytes, token: str) -> tuple[AccessClaims, int, int]:
    """What a token of ours says and from when to when; remembered, as none of this changes.

    Times are left to the caller, who compares them with our clock on every request.
    """
    try:
        decoded = jwt.decode_complete(
            token,
            key,
            algorithms=[ALGORITHM],
            audience=AUDIENCE,
            issuer=ISSUER,
            options={"require": _CLAIMS, "verify_exp": False, "verify_nbf": False, "verify_iat": False},
        )
    except jwt.InvalidTokenError as error:
        raise UNAUTHENTICATED() from error
    claims = decoded["payload"]
    if decoded["header"].get("typ") != KIND:
        raise UNAUTHENTICATED()
    return (
        AccessClaims(_number(claims["sub"]), _number(claims["sid"])),
        _number(claims["nbf"]),
        _number(claims["exp"]),
    )


def _number(value: object) -> int:
    text = str(value)
    if not (text.isascii() and text.isdigit() and len(text) <= 19 and 0 < int(text) <= MAX_ID):
        raise UNAUTHENTICATED()
    return int(text)
