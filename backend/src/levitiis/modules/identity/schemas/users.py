"""Wire models of users."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from levitiis.kit.paging import PageParams
from levitiis.kit.wire import Id, In, Out, UtcOut, optional_line
from levitiis.modules.identity.schemas.fields import Email, Password, Username


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
