"""Access tokens: every claim is checked, and no other kind of token passes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from levitiis.kit.clock import frozen
from levitiis.kit.problems import Problem
from levitiis.modules.identity.sessions import RACE_SECONDS, is_race
from levitiis.modules.identity.tokens import AUDIENCE, ISSUER, KIND, make_access_token, read_access_token

KEY = b"k" * 32
NOON = datetime(2026, 11, 3, 12, tzinfo=UTC)
LIFE = timedelta(minutes=15)


def made() -> str:
    with frozen(NOON):
        return make_access_token(KEY, 7, 41, LIFE)


def forged(key: bytes = KEY, algorithm: str = "HS256", typ: str = KIND, **changes: Any) -> str:
    issued = int(NOON.timestamp())
    claims = {
        "iss": ISSUER, "aud": AUDIENCE, "sub": "7", "sid": 41,
        "iat": issued, "nbf": issued, "exp": issued + 900,
    }  # fmt: skip
    claims = {name: value for name, value in {**claims, **changes}.items() if value is not None}
    return jwt.encode(claims, key, algorithm=algorithm, headers={"typ": typ})


def refused(token: str, moment: datetime = NOON) -> bool:
    with frozen(moment):
        try:
            read_access_token(KEY, token)
        except Problem as problem:
            return problem.code == "request.unauthenticated"
    return False


def test_a_token_says_user_and_session_and_nothing_else() -> None:
    token = made()
    with frozen(NOON + LIFE - timedelta(seconds=1)):
        claims = read_access_token(KEY, token)
    assert (claims.user_id, claims.session_id) == (7, 41)
    payload = jwt.decode(token, options={"verify_signature": False})
    assert set(payload) == {"iss", "aud", "sub", "sid", "iat", "nbf", "exp"}
    assert jwt.get_unverified_header(token) == {"alg": "HS256", "typ": "at+jwt"}


def test_what_the_helper_forges_is_good_until_it_is_changed() -> None:
    assert not refused(forged())


@pytest.mark.parametrize(
    "token",
    [
        forged(key=b"x" * 32),
        forged(key=b"k" * 64, algorithm="HS512"),
        forged(typ="JWT"),
        forged(typ="rt+jwt"),
        forged(iss="somebody"),
        forged(aud="another-api"),
        forged(sub="0"),
        forged(sub="7.5"),
        forged(sub="9" * 30),
        forged(sid="41; DROP"),
        forged(exp=int(NOON.timestamp())),
        forged(nbf=int(NOON.timestamp()) + 60),
        *(forged(**{name: None}) for name in ("iss", "aud", "sub", "sid", "iat", "nbf", "exp")),
        jwt.encode({"sub": "7", "sid": 41}, "", algorithm="none", headers={"typ": KIND}),
        "x" * 1001,
        "a.b.c",
        "",
    ],
)
def test_refused(token: str) -> None:
    assert refused(token)


def test_it_ends() -> None:
    token = made()
    assert refused(token, NOON + LIFE)
    assert refused(token, NOON - timedelta(minutes=1))


@given(st.integers(-5_000, 60_000))
def test_a_spent_token_races_for_ten_seconds_of_its_own(age_ms: int) -> None:
    assert is_race(NOON, NOON + timedelta(milliseconds=age_ms)) == (age_ms <= RACE_SECONDS * 1000)
