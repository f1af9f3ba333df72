"""Wire models of identity."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, JsonValue, RootModel, SecretStr
from pydantic_core import PydanticCustomError

from levitiis.kit.paging import PageParams
from levitiis.kit.wire import Id, In, Out, UtcOut, optional_line, required_line
from levitiis.modules.identity.passwords import MAX_LENGTH

_EMAIL_LENGTH = 254
_USERNAME_LENGTH = 60


_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9-]+\.)+[A-Za-z0-9-]{2,}")
_USERNAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def _email(value: str) -> str:
    if not _EMAIL.fullmatch(value):
        raise PydanticCustomError("invalid", "not an e-mail address")
    return value


def _username(value: str) -> str:
    if not _USERNAME.fullmatch(value):
        raise PydanticCustomError("invalid", "letters, digits, '.', '_' and '-' only")
    return value


Email = Annotated[required_line(_EMAIL_LENGTH), AfterValidator(_email)]
Username = Annotated[required_line(_USERNAME_LENGTH), AfterValidator(_username)]
Password = Annotated[SecretStr, Field(min_length=1, max_length=MAX_LENGTH)]


class Credentials(In):
    """Sign-in by user name or e-mail."""

    username: Annotated[str, Field(min_length=1, max_length=_EMAIL_LENGTH)]
    password: Password


class RoleBrief(Out):
    """A role's name and labels."""

    name: str
    label_pt: str
    label_en: str


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
    role: RoleBrief
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


class UserSort(StrEnum):
    """Orders of the list of users."""

    NAME = "name"
    NAME_DESC = "-name"
    USERNAME = "username"
    USERNAME_DESC = "-username"


class UserFilter(PageParams):
    """The list of users."""

    q: Annotated[str, Field(max_length=100)] | None = None
    active: bool | None = None
    role: Annotated[str, Field(max_length=60)] | None = None
    sort: UserSort = UserSort.NAME


class UserRow(Out):
    """A user in the list."""

    id: int
    username: str
    email: str
    name: str
    role: str
    person_id: int
    active: bool
    created_at: UtcOut
    version: int


class UserIn(In):
    """A new user with a first grant; without ``person_id`` the person is made too."""

    username: Username
    email: Email
    name: optional_line(160) = None  # type: ignore[valid-type]
    password: Password
    role: Annotated[str, Field(min_length=1, max_length=60)]
    location_id: Id | None = None
    person_id: Id | None = None


class RoleOut(RoleBrief):
    """A role with its permissions."""

    id: int
    built_in: bool
    permissions: list[str]
    version: int


class PermissionOut(Out):
    """A permission that the program knows."""

    name: str
    label_pt: str
    label_en: str


class RoleList(Out):
    """All roles."""

    items: list[RoleOut]


class PermissionList(Out):
    """All permissions."""

    items: list[PermissionOut]
