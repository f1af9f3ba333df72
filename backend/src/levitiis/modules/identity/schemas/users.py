"""Wire models of users and their grants."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from levitiis.kit.paging import PageParams
from levitiis.kit.wire import Id, In, Out, QueryId, UtcOut, optional_line
from levitiis.modules.identity.schemas.fields import Email, Password, Username
from levitiis.modules.identity.schemas.roles import RoleBrief

UserAction = Literal[
    "edit",
    "link_person",
    "grant",
    "deactivate",
    "reactivate",
    "send_link",
    "end_sessions",
    "remove_second_factor",
]
GrantAction = Literal["remove"]
RoleName = Annotated[str, Field(min_length=1, max_length=60)]


class UserSort(StrEnum):
    """Orders of the list of users."""

    NAME = "name"
    NAME_DESC = "-name"
    USERNAME = "username"
    USERNAME_DESC = "-username"
    SIGNED_IN = "last_sign_in_at"
    SIGNED_IN_DESC = "-last_sign_in_at"


class UserFilter(PageParams):
    """The list of users. ``role``: who has a grant of it. A place: who has a grant within its subtree."""

    q: Annotated[str, Field(max_length=100)] | None = None
    active: bool | None = None
    role: Annotated[str, Field(max_length=60)] | None = None
    location_id: QueryId | None = None
    person_id: QueryId | None = None
    sort: UserSort = UserSort.NAME


class UserRow(Out):
    """A user in the list; ``role`` is the role shown first, null for whoever has no grant.

    ``invited``: he has not chosen a password yet.
    """

    id: int
    username: str
    email: str
    name: str
    role: RoleBrief | None
    grant_count: int
    person_id: int
    active: bool
    invited: bool
    last_sign_in_at: UtcOut | None
    created_at: UtcOut
    version: int


class GrantRole(RoleBrief):
    """The role of a grant."""

    id: int


class GrantPlace(Out):
    """The place of a grant."""

    id: int
    name: str
    full_name: str


class GrantOut(Out):
    """A grant: a role, everywhere or at a place (null as well when the reader does not see the place)."""

    id: int
    role: GrantRole
    everywhere: bool
    location: GrantPlace | None
    allowed_actions: list[GrantAction]


class GrantList(Out):
    """The grants of one user."""

    items: list[GrantOut]


class UserOut(UserRow):
    """A user with his grants and how many devices he is signed in on."""

    session_count: int
    second_factor: bool
    grants: list[GrantOut]
    allowed_actions: list[UserAction]


class GrantIn(In):
    """A new grant: a role by its name, and a place; without one it holds everywhere."""

    role: RoleName
    location_id: Id | None = None


class UserIn(GrantIn):
    """A new user with a first grant; without ``person_id`` the person is made too.

    Without a password he is invited: ``POST /users/{user_id}/convite`` gives him a link to choose one.
    """

    username: Username
    email: Email
    name: optional_line(160) = None  # type: ignore[valid-type]
    password: Password | None = None
    person_id: Id | None = None


class UserPatch(In):
    """Changes of a user: only what is sent changes. ``role``: which of the granted roles is shown first.

    Another e-mail of one's own takes ``current_password``, the password of who asks.
    """

    username: Username = ""
    email: Email = ""
    role: RoleName = ""
    current_password: Password | None = None

    @model_validator(mode="after")
    def _something(self) -> UserPatch:
        if not self.model_fields_set - {"current_password"}:
            raise PydanticCustomError("required", "nothing to change")
        return self


class PersonLinkIn(In):
    """The person whom a user is to be."""

    person_id: Id


class PasswordLinkOut(Out):
    """A link was made; ``link`` is there only where no mail is sent, to be handed over by hand."""

    purpose: Literal["invitation", "reset"]
    mailed: bool
    link: str | None
    expires_at: UtcOut
