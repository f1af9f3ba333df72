"""Wire models of roles and permissions."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from levitiis.kit.paging import PageParams
from levitiis.kit.text import search_key
from levitiis.kit.wire import In, Out, optional_line, required_line

LABEL_LIMIT = 80
CODE_LIMIT = 60

RoleAction = Literal["edit", "permissions", "copy", "delete"]


def _readable(value: str) -> str:
    if not search_key(value):
        raise PydanticCustomError("required", "blank")
    return value


RoleLabel = Annotated[required_line(LABEL_LIMIT), AfterValidator(_readable)]  # type: ignore[valid-type]
PermissionCode = Annotated[str, Field(min_length=1, max_length=CODE_LIMIT)]
PermissionCodes = Annotated[list[PermissionCode], Field(max_length=500)]


class RoleBrief(Out):
    """A role's name and labels."""

    name: str
    label_pt: str
    label_en: str


class RoleOut(RoleBrief):
    """A role with its permissions, how many users have it, and what one may do with it."""

    id: int
    built_in: bool
    permissions: list[str]
    user_count: int
    version: int
    allowed_actions: list[RoleAction]


class RoleNames(In):
    """What a role is called; without ``label_en`` it is called the same in English."""

    label_pt: RoleLabel
    label_en: optional_line(LABEL_LIMIT) = None  # type: ignore[valid-type]


class RoleIn(RoleNames):
    """A new role."""

    permissions: PermissionCodes = []


class RolePatch(In):
    """Other names of a role: only what is sent changes."""

    label_pt: RoleLabel = ""
    label_en: RoleLabel = ""

    @model_validator(mode="after")
    def _something(self) -> RolePatch:
        if not self.model_fields_set:
            raise PydanticCustomError("required", "nothing to change")
        return self


class RolePermissionsIn(In):
    """All the permissions that a role shall have."""

    permissions: PermissionCodes


class RoleSort(StrEnum):
    """Orders of the list; those of the system come first in the order by name."""

    NAME = "name"
    NAME_DESC = "-name"
    USERS = "users"
    USERS_DESC = "-users"


class RoleFilter(PageParams):
    """A page of roles."""

    q: Annotated[str, Field(max_length=100)] | None = None
    built_in: bool | None = None
    sort: RoleSort = RoleSort.NAME


class PermissionOut(Out):
    """A permission that the program knows: its name, and what it allows."""

    name: str
    label_pt: str
    label_en: str
    about_pt: str
    about_en: str


class PermissionGroup(Out):
    """Permissions of one part of the program."""

    name: str
    label_pt: str
    label_en: str
    permissions: list[PermissionOut]


class PermissionList(Out):
    """All permissions, by the part of the program to which they belong."""

    groups: list[PermissionGroup]
