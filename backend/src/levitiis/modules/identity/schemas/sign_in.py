"""Wire models of signing in and of the signed-in user."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, JsonValue, RootModel

from levitiis.kit.wire import In, Out
from levitiis.modules.identity.schemas.fields import EMAIL_LENGTH, Password
from levitiis.modules.identity.schemas.roles import RoleBrief


class Credentials(In):
    """Sign-in by user name or e-mail."""

    username: Annotated[str, Field(min_length=1, max_length=EMAIL_LENGTH)]
    password: Password


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


class SessionOut(Out):
    """What a sign-in or a refresh gives; the refresh token travels in its cookie."""

    access_token: str
    token_type: Literal["bearer"] = "bearer"  # noqa: S105
    expires_in: int
    user: Me


PreferenceName = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9_.-]{0,59}$")]


class PreferencesIn(RootModel[Annotated[dict[PreferenceName, JsonValue], Field(max_length=50)]]):
    """Preferences to set, by name; ``null`` removes one, those not named stay."""
