"""Wire models of signing in and of the signed-in user."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue, RootModel

from levitiis.kit.wire import In, Out
from levitiis.modules.identity.schemas.account import CodeIn, Token
from levitiis.modules.identity.schemas.fields import EMAIL_LENGTH, Password
from levitiis.modules.identity.schemas.roles import RoleBrief

TokenDelivery = Literal["cookie", "body"]
"""How the refresh token travels: in a cookie that no script reads, or in the body for programs."""


class Credentials(In):
    """Sign-in by user name or e-mail."""

    username: Annotated[str, Field(min_length=1, max_length=EMAIL_LENGTH)]
    password: Password
    token_delivery: TokenDelivery = "cookie"  # noqa: S105


class SecondStep(CodeIn):
    """The second step: the challenge that the first gave, and a code of the authenticator or on paper."""

    challenge: Token
    token_delivery: TokenDelivery = "cookie"  # noqa: S105


class RefreshIn(In):
    """The refresh token of a program that keeps it itself; browsers send their cookie instead."""

    refresh_token: Token


class PermissionScope(Out):
    """Where a permission holds: everywhere, or at places and everything below them."""

    everywhere: bool
    location_ids: list[int]


class Me(Out):
    """The signed-in user."""

    id: int
    username: str
    email: str
    name: str
    role: RoleBrief | None
    permissions: dict[str, PermissionScope]
    preferences: dict[str, Any]


class ChallengeOut(Out):
    """The password was right and a code is wanted too: ``POST /auth/second-step`` within ``expires_in`` s."""

    challenge: str
    expires_in: int


class SessionOut(Out):
    """What a sign-in or a refresh gives; ``refresh_token`` is null when it travels in its cookie."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105
    expires_in: int
    refresh_token: str | None = None
    user: Me


PreferenceName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_.-]{0,59}$")]


class PreferencesIn(RootModel[Annotated[dict[PreferenceName, JsonValue], Field(max_length=50)]]):
    """Preferences to set, by name; ``null`` removes one, those not named stay."""
